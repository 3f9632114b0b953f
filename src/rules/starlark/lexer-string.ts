/**
 * The insides of string, bytes and f-string literals: from the characters typed to the value meant.
 *
 * INVARIANT: as in Codex, a raw string drops the backslash before a quote, an unknown escape keeps its backslash, and a carriage return
 * counts for nothing.
 */
import { type Fault, syntaxFault } from './fault.ts';
import type { Bytes } from './value.ts';

/** Where a literal starts, and where its content does. */
interface Opening {
  readonly start: number;
  readonly content: number;
}

/** What an escape stands for: text, or (in bytes only) one byte. */
interface Escape {
  readonly text: string;
  readonly code: number | null;
  readonly stop: number;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

const HEX_ESCAPES: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const HEX = /^[0-9a-fA-F]+$/;
const OCTAL = /[0-7]{1,3}/y;

/** A string literal whose content starts at `content`. */
export function scanString(text: string, opening: Opening, quote: string, raw: boolean): { value: string; stop: number } {
  const parts: string[] = [];
  const stop = scanContent(text, opening, quote, raw, {
    literal: (from, to) => parts.push(text.slice(from, to)),
    escaped: ({ text: written }) => parts.push(written),
  });
  return { value: parts.join(''), stop };
}

/** A bytes literal: text is encoded as UTF-8, `\xff` and `\377` are the bytes themselves. */
export function scanBytes(text: string, opening: Opening, quote: string, raw: boolean): { value: Bytes; stop: number } {
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  const add = (part: string): void => {
    for (const byte of encoder.encode(part)) bytes.push(byte);
  };
  const stop = scanContent(text, opening, quote, raw, {
    literal: (from, to) => add(text.slice(from, to)),
    escaped: ({ text: part, code, stop: end }) => {
      if (code === null) add(part);
      else if (code > 0xff) throw escapeFault(text, end - 4, end);
      else bytes.push(code);
    },
  });
  return { value: { type: 'bytes', content: Uint8Array.from(bytes) }, stop };
}

interface Sink {
  readonly literal: (from: number, to: number) => void;
  readonly escaped: (read: Escape) => void;
}

/** Walks to the closing quote and returns the offset behind it. */
function scanContent(text: string, { start, content }: Opening, quote: string, raw: boolean, sink: Sink): number {
  let at = content;
  let from = content;
  for (;;) {
    const character = text[at];
    if (character === undefined || (character === '\n' && quote.length === 1)) {
      throw syntaxFault('the string is not closed', { start, end: at }, 'close it with the quote that opened it');
    }
    if (text.startsWith(quote, at)) break;
    if (character !== '\\' && character !== '\r') {
      at++;
      continue;
    }
    sink.literal(from, at);
    if (character === '\\') {
      const read = (raw ? readRawEscape : readEscape)(text, at);
      sink.escaped(read);
      at = read.stop;
    } else at++;
    from = at;
  }
  sink.literal(from, at);
  return at + quote.length;
}

/** A backslash in a raw string: it stays, except before a quote. */
function readRawEscape(text: string, at: number): Escape {
  const next = characterAt(text, at + 1);
  const keeps = next !== '"' && next !== "'";
  return { text: keeps ? `\\${next}` : next, code: null, stop: at + 1 + next.length };
}

function readEscape(text: string, at: number): Escape {
  const next = characterAt(text, at + 1);
  const simple = SIMPLE_ESCAPES[next];
  if (simple !== undefined) return { text: simple, code: null, stop: at + 2 };
  if (next === '\r') return readEscapedBreak(text, at);
  const digits = HEX_ESCAPES[next];
  if (digits !== undefined) return readHex(text, at, next, digits);
  OCTAL.lastIndex = at + 1;
  const octal = OCTAL.exec(text)?.[0];
  if (octal !== undefined) {
    const code = Number.parseInt(octal, 8);
    return { text: String.fromCodePoint(code), code, stop: at + 1 + octal.length };
  }
  return { text: `\\${next}`, code: null, stop: at + 1 + next.length };
}

function readEscapedBreak(text: string, at: number): Escape {
  if (text[at + 2] !== '\n') throw escapeFault(text, at, at + 2);
  return { text: '', code: null, stop: at + 3 };
}

function readHex(text: string, at: number, letter: string, digits: number): Escape {
  const stop = at + 2 + digits;
  const hex = text.slice(at + 2, stop);
  const code = hex.length === digits && HEX.test(hex) ? Number.parseInt(hex, 16) : -1;
  if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw escapeFault(text, at, Math.min(stop, text.length));
  return { text: String.fromCodePoint(code), code: letter === 'x' ? code : null, stop };
}

/** The whole character at an offset, or nothing at the end. */
function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function escapeFault(text: string, start: number, end: number): Fault {
  const written = text.slice(start, end).split('\n', 1)[0] ?? '';
  return syntaxFault(`\`${written}\` is not an escape`, { start, end }, 'double the backslash to mean one');
}

/** Text of an f-string from `start` up to `{` or the closing quote, at which `stop` points. */
export function scanFormatted(text: string, start: number, quote: string, raw: boolean): { value: string; stop: number; ended: boolean } {
  const parts: string[] = [];
  for (let at = start; ; ) {
    const character = text[at];
    if (character === undefined || (character === '\n' && quote.length === 1)) {
      throw syntaxFault('the f-string is not closed', { start, end: at }, 'close it with the quote that opened it');
    }
    if (text.startsWith(quote, at)) return { value: parts.join(''), stop: at, ended: true };
    if (character === '{' || character === '}') {
      const doubled = text[at + 1] === character;
      if (!doubled && character === '{') return { value: parts.join(''), stop: at, ended: false };
      if (!doubled) throw syntaxFault('`}` closes nothing', { start: at, end: at + 1 }, 'write `}}` to mean a brace');
      parts.push(character);
      at += 2;
    } else if (character === '\\') {
      const read = raw ? readRawFormattedEscape(text, at, quote) : readEscape(text, at);
      parts.push(read.text);
      at = read.stop;
    } else {
      if (character !== '\r') parts.push(character);
      at++;
    }
  }
}

/** In a raw f-string only the quote that closes it loses the backslash. */
function readRawFormattedEscape(text: string, at: number, quote: string): Escape {
  const next = characterAt(text, at + 1);
  return { text: next === quote[0] ? next : `\\${next}`, code: null, stop: at + 1 + next.length };
}
