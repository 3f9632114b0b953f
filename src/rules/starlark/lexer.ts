/**
 * From the text of a rules file to tokens. Indentation becomes `indent` and `dedent`, a line break inside brackets nothing at all,
 * an f-string a run of texts and placeholders whose insides are ordinary tokens.
 *
 * INVARIANT: linear in the text; the last token is `end`, or `fault` where the text stops being the language.
 */
import { MAX_STARLARK_DIGITS, MAX_STARLARK_NESTING } from '../../base/index.ts';
import { Fault, syntaxFault } from './fault.ts';
import { scanBytes, scanFormatted, scanString } from './lexer-string.ts';
import { KEYWORDS, RESERVED, SYMBOLS, type Token, type TokenKind } from './token.ts';
import type { Value } from './value.ts';

/** An f-string that is open: its text while `braces` is 0, else the expression of a placeholder. */
interface OpenFormatted {
  readonly quote: string;
  readonly raw: boolean;
  braces: number;
  /** Open parentheses and square brackets within the placeholder. */
  brackets: number;
}

interface Lexer {
  readonly text: string;
  readonly tokens: Token[];
  readonly indents: number[];
  readonly formatted: OpenFormatted[];
  at: number;
  brackets: number;
}

const NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const PREFIXED_INT = /0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+/y;
const FLOAT = /[0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.[0-9]+(?:[eE][-+]?[0-9]+)?/y;
const DECIMAL = /[0-9]+/y;
const STRING_START = /(?:f|fr|r|b|br)?['"]/y;
const BLANK = /(?: |\\\r?\n|#[^\r\n]*)+/y;
const LINE_BREAK = /\r?\n/y;

const SYMBOLS_BY_FIRST = new Map<string, string[]>();
for (const symbol of SYMBOLS) {
  const first = symbol.charAt(0);
  const others = SYMBOLS_BY_FIRST.get(first);
  if (others) others.push(symbol);
  else SYMBOLS_BY_FIRST.set(first, [symbol]);
}

/** All tokens of a text. */
export function tokenize(text: string): readonly Token[] {
  const lexer: Lexer = { text, tokens: [], indents: [], formatted: [], at: 0, brackets: 0 };
  try {
    readIndent(lexer);
    while (lexer.at < text.length) readNext(lexer);
    if (isInFormattedText(lexer)) throw syntaxFault('the string is not closed', { start: lexer.at, end: lexer.at }, CLOSE_STRING);
    readEnd(lexer);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { start, end } = error.span ?? { start: lexer.at, end: lexer.at };
    lexer.tokens.push({ kind: 'fault', start, end, text: '', value: null, fault: error });
  }
  return lexer.tokens;
}

function push(lexer: Lexer, kind: TokenKind, start: number, end: number, text: string, value: Value = null): void {
  lexer.tokens.push({ kind, start, end, text, value, fault: null });
}

function readNext(lexer: Lexer): void {
  if (isInFormattedText(lexer)) {
    readFormatted(lexer);
    return;
  }
  if (isAtPlaceholderTop(lexer) && lexer.text[lexer.at] === '!') {
    lexer.at++;
    push(lexer, 'conversion', lexer.at - 1, lexer.at, '!');
    return;
  }
  skip(lexer, BLANK);
  if (lexer.at >= lexer.text.length) return;
  if (skip(lexer, LINE_BREAK)) readLineBreak(lexer);
  else if (!readString(lexer) && !readName(lexer) && !readNumber(lexer)) readSymbol(lexer);
}

/** Moves over what the pattern finds here and returns it. */
function skip(lexer: Lexer, pattern: RegExp): string | undefined {
  pattern.lastIndex = lexer.at;
  const found = pattern.exec(lexer.text)?.[0];
  if (found !== undefined) lexer.at += found.length;
  return found;
}

function readLineBreak(lexer: Lexer): void {
  if (lexer.brackets !== 0 || lexer.formatted.length > 0) return;
  push(lexer, 'newline', lexer.at - 1, lexer.at, '');
  readIndent(lexer);
}

/** At the start of a line: skips blank lines and comments, then compares the indentation with that of the block. */
function readIndent(lexer: Lexer): void {
  const { text } = lexer;
  let lineStart = lexer.at;
  let tab = false;
  let spaces = 0;
  for (; ; lexer.at++) {
    const character = text[lexer.at];
    if (character === undefined) return;
    if (character === '\n') return;
    if (character === ' ') spaces++;
    else if (character === '\t') tab = true;
    else if (character === '#') {
      const lineEnd = text.indexOf('\n', lexer.at);
      lexer.at = lineEnd < 0 ? text.length - 1 : lineEnd;
      lineStart = lexer.at + 1;
      spaces = 0;
      tab = false;
    } else if (character !== '\r') break;
  }
  if (tab) throw tabFault(lineStart, lexer.at);
  changeIndent(lexer, spaces, lineStart);
}

function tabFault(start: number, end: number): Fault {
  return syntaxFault('tabs are not allowed', { start, end }, 'indent with spaces');
}

function changeIndent(lexer: Lexer, spaces: number, lineStart: number): void {
  const { indents } = lexer;
  const span = { start: lineStart, end: lexer.at };
  if (spaces > (indents.at(-1) ?? 0)) {
    if (indents.length >= MAX_STARLARK_NESTING) throw syntaxFault(`blocks are nested deeper than ${MAX_STARLARK_NESTING}`, span);
    indents.push(spaces);
    push(lexer, 'indent', span.start, span.end, '');
    return;
  }
  while (spaces < (indents.at(-1) ?? 0)) {
    indents.pop();
    push(lexer, 'dedent', lexer.at, lexer.at, '');
  }
  if (spaces !== (indents.at(-1) ?? 0)) {
    throw syntaxFault('the indentation fits no block above', span, 'indent the line as much as the block it belongs to');
  }
}

function readEnd(lexer: Lexer): void {
  const end = lexer.text.length;
  push(lexer, 'newline', end, end, '');
  for (const _ of lexer.indents) push(lexer, 'dedent', end, end, '');
  push(lexer, 'end', end, end, '');
}

const CLOSE_STRING = 'close it with the quote that opened it';

function isInFormattedText(lexer: Lexer): boolean {
  return lexer.formatted.at(-1)?.braces === 0;
}

/** Where `!r` or the closing brace of the placeholder may stand. */
function isAtPlaceholderTop(lexer: Lexer): boolean {
  const open = lexer.formatted.at(-1);
  return open !== undefined && open.braces === 1 && open.brackets === 0;
}

/** Text of an f-string up to a placeholder or its end. */
function readFormatted(lexer: Lexer): void {
  const open = lexer.formatted.at(-1);
  if (!open) return;
  const start = lexer.at;
  const { value, stop, ended } = scanFormatted(lexer.text, start, open.quote, open.raw);
  if (value !== '') push(lexer, 'formatted text', start, stop, value);
  if (ended) {
    lexer.formatted.pop();
    lexer.at = stop + open.quote.length;
    push(lexer, 'formatted end', stop, lexer.at, '');
  } else {
    open.braces = 1;
    lexer.at = stop + 1;
    push(lexer, 'placeholder start', stop, lexer.at, '');
  }
}

/** A string, bytes, or the start of an f-string. */
function readString(lexer: Lexer): boolean {
  const start = lexer.at;
  const opening = skip(lexer, STRING_START);
  if (opening === undefined) return false;
  const prefix = opening.slice(0, -1);
  const single = opening.slice(-1);
  const triple = lexer.text.startsWith(single + single, lexer.at);
  const quote = triple ? single.repeat(3) : single;
  if (triple) lexer.at += 2;
  const raw = prefix.endsWith('r');
  if (prefix.startsWith('f')) {
    if (lexer.formatted.length >= MAX_STARLARK_NESTING) throw syntaxFault('f-strings are nested too deep', { start, end: lexer.at });
    lexer.formatted.push({ quote, raw, braces: 0, brackets: 0 });
    push(lexer, 'formatted start', start, lexer.at, '');
    return true;
  }
  const { value, stop } = (prefix.startsWith('b') ? scanBytes : scanString)(lexer.text, { start, content: lexer.at }, quote, raw);
  lexer.at = stop;
  push(lexer, 'string', start, stop, '', value);
  return true;
}

function readName(lexer: Lexer): boolean {
  const start = lexer.at;
  const name = skip(lexer, NAME);
  if (name === undefined) return false;
  const span = { start, end: lexer.at };
  if (RESERVED.has(name)) throw syntaxFault(`\`${name}\` is a reserved word`, span, RESERVED_HELP[name]);
  push(lexer, KEYWORDS.has(name) ? 'symbol' : 'identifier', start, lexer.at, name);
  return true;
}

const RESERVED_HELP: Readonly<Record<string, string>> = {
  while: 'loop with `for` over a list or `range(n)`',
  is: 'compare with `==`',
  import: 'a rules file stands alone: copy what it needs into it',
  from: 'a rules file stands alone: copy what it needs into it',
  with: 'call the function directly',
};

function readNumber(lexer: Lexer): boolean {
  const start = lexer.at;
  const prefixed = skip(lexer, PREFIXED_INT);
  const float = prefixed === undefined ? skip(lexer, FLOAT) : undefined;
  const number = prefixed ?? float ?? skip(lexer, DECIMAL);
  if (number === undefined) return false;
  const span = { start, end: lexer.at };
  if (number.length > MAX_STARLARK_DIGITS) throw syntaxFault(`the number has more than ${MAX_STARLARK_DIGITS} digits`, span);
  if (float === undefined && prefixed === undefined && number.length > 1 && number.startsWith('0')) {
    throw syntaxFault(`an integer cannot start with 0: \`${number}\``, span, `write \`0o${number.slice(1)}\` for octal`);
  }
  push(lexer, 'number', start, lexer.at, number, float === undefined ? BigInt(number) : Number(float));
  return true;
}

function readSymbol(lexer: Lexer): void {
  const { text, at } = lexer;
  const first = text.charAt(at);
  const symbol = SYMBOLS_BY_FIRST.get(first)?.find((each) => text.startsWith(each, at));
  if (symbol === undefined) throw strayFault(text, at);
  lexer.at += symbol.length;
  if (isOpening(symbol)) openBracket(lexer, symbol);
  else if (symbol === '}' && isAtPlaceholderTop(lexer)) {
    endPlaceholder(lexer);
    return;
  } else if (isClosing(symbol)) closeBracket(lexer, symbol);
  push(lexer, 'symbol', at, lexer.at, symbol);
}

function strayFault(text: string, at: number): Fault {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const span = { start: at, end: at + character.length };
  if (character === '\t') return tabFault(at, at + 1);
  if (character === '\ufeff') return syntaxFault('the file starts with a byte order mark', span, 'save it as UTF-8 without one');
  if (character > '\x7f') return syntaxFault(`\`${character}\` cannot stand here`, span, 'names are of ASCII letters, digits and `_`');
  return syntaxFault(`\`${character}\` means nothing here`, span);
}

function isOpening(symbol: string): boolean {
  return symbol === '(' || symbol === '[' || symbol === '{';
}

function isClosing(symbol: string): boolean {
  return symbol === ')' || symbol === ']' || symbol === '}';
}

function openBracket(lexer: Lexer, symbol: string): void {
  lexer.brackets++;
  const open = lexer.formatted.at(-1);
  if (open === undefined) return;
  if (symbol === '{') open.braces++;
  else open.brackets++;
}

function closeBracket(lexer: Lexer, symbol: string): void {
  lexer.brackets--;
  const open = lexer.formatted.at(-1);
  if (open === undefined) return;
  if (symbol === '}') open.braces = Math.max(0, open.braces - 1);
  else open.brackets = Math.max(0, open.brackets - 1);
}

function endPlaceholder(lexer: Lexer): void {
  const open = lexer.formatted.at(-1);
  if (open) open.braces = 0;
  push(lexer, 'placeholder end', lexer.at - 1, lexer.at, '');
}
