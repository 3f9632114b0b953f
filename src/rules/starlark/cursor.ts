/**
 * Where the parser stands in the tokens: looking, taking, and saying what was expected.
 *
 * INVARIANT: `depth` counts open productions; past the bound the file is refused, so that no text can exhaust the stack.
 */
import { MAX_STARLARK_NESTING, type Span } from '../../base/index.ts';
import { type Fault, syntaxFault } from './fault.ts';
import { tokenize } from './lexer.ts';
import { describeToken, type Token, type TokenKind } from './token.ts';

export interface Cursor {
  readonly tokens: readonly Token[];
  index: number;
  token: Token;
  depth: number;
  /** End of the token taken last. */
  lastEnd: number;
}

/** Start of a production. */
export type Mark = number;

export function openCursor(text: string): Cursor {
  const tokens = tokenize(text);
  const cursor: Cursor = { tokens, index: 0, token: firstOf(tokens), depth: 0, lastEnd: 0 };
  raise(cursor);
  return cursor;
}

function firstOf(tokens: readonly Token[]): Token {
  const [first] = tokens;
  if (!first) throw new Error('the lexer gave no token');
  return first;
}

/** A place where the text stops being the language is reported when the parser gets there. */
function raise(cursor: Cursor): void {
  if (cursor.token.fault) throw cursor.token.fault;
}

export function mark(cursor: Cursor): Mark {
  return cursor.token.start;
}

export function spanFrom(cursor: Cursor, start: Mark): Span {
  return { start, end: Math.max(start, cursor.lastEnd) };
}

export function enter(cursor: Cursor): void {
  if (++cursor.depth > MAX_STARLARK_NESTING) {
    throw syntaxFault(`the file is nested deeper than ${MAX_STARLARK_NESTING}`, cursor.token, 'give parts of it a name');
  }
}

export function leave(cursor: Cursor): void {
  cursor.depth--;
}

/** Takes the token and returns it. */
export function take(cursor: Cursor): Token {
  const { token } = cursor;
  cursor.lastEnd = token.end;
  const next = cursor.tokens[cursor.index + 1];
  if (next) {
    cursor.index++;
    cursor.token = next;
    raise(cursor);
  }
  return token;
}

export function isSymbol(cursor: Cursor, symbol: string): boolean {
  return cursor.token.kind === 'symbol' && cursor.token.text === symbol;
}

export function isKind(cursor: Cursor, kind: TokenKind): boolean {
  return cursor.token.kind === kind;
}

/** Takes the symbol if it is there. */
export function eatSymbol(cursor: Cursor, symbol: string): boolean {
  if (!isSymbol(cursor, symbol)) return false;
  take(cursor);
  return true;
}

export function takeSymbol(cursor: Cursor, symbol: string): void {
  if (!eatSymbol(cursor, symbol)) throw unexpected(cursor, `\`${symbol}\``);
}

export function takeKind(cursor: Cursor, kind: TokenKind, what: string): Token {
  if (!isKind(cursor, kind)) throw unexpected(cursor, what);
  return take(cursor);
}

export function unexpected(cursor: Cursor, expected: string, help?: string): Fault {
  const last = cursor.tokens.at(-1) ?? cursor.token;
  // The last line ends where the file does, whether or not it has a line break.
  const found = isKind(cursor, 'newline') && cursor.token.end >= last.end ? last : cursor.token;
  return syntaxFault(`expected ${expected}, found ${describeToken(found)}`, cursor.token, help);
}
