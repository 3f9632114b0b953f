/**
 * Values as text: `repr(x)`, and `str(x)`, which is the same but for texts and bytes.
 *
 * INVARIANT: a value that holds itself prints as `[...]`; the result is charged before it is built up.
 */
import { MAX_STARLARK_VALUE_DEPTH } from '../../base/index.ts';
import { limitFault } from './fault.ts';
import { formatInteger } from './integer.ts';
import type { Machine } from './machine.ts';
import { formatFloat } from './number-format.ts';
import type { Bytes, Composite, Dict, Range, Value } from './value.ts';

interface Printer {
  readonly machine: Machine;
  readonly parts: string[];
  /** Composites being printed, to notice one that holds itself. */
  readonly open: Set<Composite>;
}

export function repr(machine: Machine, value: Value): string {
  const printer: Printer = { machine, parts: [], open: new Set() };
  print(printer, value);
  return printer.parts.join('');
}

export function str(machine: Machine, value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value?.type === 'bytes') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(value.content);
  return repr(machine, value);
}

function add(printer: Printer, text: string): void {
  printer.machine.budget.text(text.length);
  printer.parts.push(text);
}

/** Looking at a character that may have to be escaped takes as long as a step. */
const QUOTING = 8;

function print(printer: Printer, value: Value): void {
  switch (typeof value) {
    case 'string':
      if (!PLAIN.test(value)) printer.machine.budget.work(value.length * QUOTING);
      add(printer, quote(value));
      return;
    case 'bigint':
      add(printer, formatInteger(printer.machine, value));
      return;
    case 'number':
      add(printer, formatFloat(value));
      return;
    case 'boolean':
      add(printer, value ? 'True' : 'False');
      return;
    default:
      value === null ? add(printer, 'None') : printComposite(printer, value);
      return;
  }
}

function printComposite(printer: Printer, value: Composite): void {
  printer.machine.budget.step();
  if (printer.open.has(value)) {
    add(printer, CYCLES[value.type] ?? '...');
    return;
  }
  if (printer.open.size > MAX_STARLARK_VALUE_DEPTH) throw limitFault(`values nested deeper than ${MAX_STARLARK_VALUE_DEPTH}`);
  printer.open.add(value);
  printContent(printer, value);
  printer.open.delete(value);
}

const CYCLES: Partial<Readonly<Record<Composite['type'], string>>> = { list: '[...]', tuple: '(...)', dict: '{...}' };

function printContent(printer: Printer, value: Composite): void {
  switch (value.type) {
    case 'list':
      printItems(printer, '[', value.content, ']');
      return;
    case 'tuple':
      printItems(printer, '(', value.content, value.content.length === 1 ? ',)' : ')');
      return;
    case 'dict':
      printDict(printer, value);
      return;
    case 'range':
      add(printer, formatRange(value));
      return;
    case 'bytes':
      add(printer, quoteBytes(value));
      return;
    case 'iterator':
      add(printer, 'iterator');
      return;
    case 'function':
    case 'native':
      add(printer, value.name);
      return;
    case 'method':
      add(printer, value.method.name);
      return;
    case 'type':
      add(printer, value.of.text);
      return;
    case 'ellipsis':
      add(printer, 'Ellipsis');
      return;
  }
}

function printItems(printer: Printer, open: string, items: readonly Value[], close: string): void {
  add(printer, open);
  for (const [i, item] of items.entries()) {
    if (i > 0) add(printer, ', ');
    print(printer, item);
  }
  add(printer, close);
}

function printDict(printer: Printer, { entries }: Dict): void {
  add(printer, '{');
  let first = true;
  for (const { key, value } of entries.values()) {
    if (!first) add(printer, ', ');
    first = false;
    print(printer, key);
    add(printer, ': ');
    print(printer, value);
  }
  add(printer, '}');
}

function formatRange({ start, stop, step }: Range): string {
  if (step !== 1) return `range(${start}, ${stop}, ${step})`;
  return start !== 0 ? `range(${start}, ${stop})` : `range(${stop})`;
}

/** Nothing to escape: printable ASCII but for the quote and the backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;
const LETTER_OR_DIGIT = /[\p{Alphabetic}\p{N}]/u;
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', '"': '\\"' };

/** A text in double quotes; everything but ASCII and letters and digits beyond Latin-1 is escaped. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let quoted = '';
  for (const character of text) quoted += quoteCharacter(character);
  return `"${quoted}"`;
}

function quoteCharacter(character: string): string {
  const escaped = ESCAPES[character];
  if (escaped !== undefined) return escaped;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return character;
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return quoteUnicode(character, code);
}

function quoteUnicode(character: string, code: number): string {
  if (LETTER_OR_DIGIT.test(character)) return character;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/** `b"…"`: what is UTF-8 as characters, the rest byte by byte. */
function quoteBytes({ content }: Bytes): string {
  let quoted = '';
  for (let at = 0; at < content.length; ) {
    const byte = content[at] ?? 0;
    const code = byte < 0x80 ? null : decodeAt(content, at, byte);
    quoted += code === null ? quoteByte(byte) : quoteUnicode(String.fromCodePoint(code), code);
    at += code === null ? 1 : sequenceLength(byte);
  }
  return `b"${quoted}"`;
}

function quoteByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return ESCAPES[character] ?? (byte >= 0x20 && byte < 0x7f ? character : `\\x${hex(byte, 2)}`);
}

/** How many bytes a character takes that starts so. */
function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/** The smallest code that needs that many bytes. */
const SMALLEST: Readonly<Record<number, number>> = { 2: 0x80, 3: 0x800, 4: 0x10000 };

/** The character that starts here, or null where the bytes are not UTF-8. */
function decodeAt(content: Uint8Array, at: number, lead: number): number | null {
  if (lead < 0xc0 || lead > 0xf4) return null;
  const length = sequenceLength(lead);
  let code = lead & (0x7f >> length);
  for (let i = 1; i < length; i++) {
    const byte = content[at + i] ?? 0;
    if (byte >> 6 !== 2) return null;
    code = (code << 6) | (byte & 0x3f);
  }
  const valid = code >= (SMALLEST[length] ?? 0) && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return valid ? code : null;
}
