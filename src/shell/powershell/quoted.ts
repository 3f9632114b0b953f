/** Strings: `'…'`, `"…"` with variables and sub-expressions, here-strings. Reference: about_Quoting_Rules. */
import type { Piece, Word } from '../invocation.ts';
import { escaped, isDoubleQuote, isNewline, isQuote, isSingleQuote } from './character.ts';
import type { Reader } from './reader.ts';
import { readExpansion } from './variable.ts';
import { literalPiece, wordOf } from './word.ts';

/** Whether a string begins here. */
export function isString(reader: Reader): boolean {
  return isQuote(reader.peek()) || (reader.peek() === '@' && isQuote(reader.peek(1)));
}

export function readString(reader: Reader): Word {
  const start = reader.at;
  const pieces = reader.peek() === '@' ? readHereString(reader) : readQuoted(reader);
  return wordOf(pieces, true, { start, end: reader.at });
}

/** The pieces of a quoted text that begins here; its closing quote is taken. */
export function readQuoted(reader: Reader): Piece[] {
  const isExpanded = isDoubleQuote(reader.peek());
  const isEnd = isExpanded ? isDoubleQuote : isSingleQuote;
  const pieces = new Pieces(reader);
  const start = reader.at++;
  for (;;) {
    const c = reader.peek();
    if (c === '') {
      reader.refuse('SH003', start);
      return pieces.finish();
    }
    if (isEnd(c)) {
      reader.at++;
      if (!isEnd(reader.peek())) return pieces.finish();
      pieces.add(reader.peek(), 1);
    } else if (isExpanded) pieces.readExpanded();
    else pieces.add(c, 1);
  }
}

/** `@'`, lines, `'@`. */
function readHereString(reader: Reader): Piece[] {
  const start = reader.at;
  const isExpanded = isDoubleQuote(reader.peek(1));
  const isEnd = isExpanded ? isDoubleQuote : isSingleQuote;
  const pieces = new Pieces(reader);
  reader.at += 2;
  reader.match(/[^\S\r\n]*/y);
  if (!isNewline(reader.peek())) reader.refuse('SH002', start);
  skipNewline(reader);
  for (let isLineStart = true; ; ) {
    const c = reader.peek();
    if (c === '') {
      reader.refuse('SH003', start);
      return pieces.finish();
    }
    if (isLineStart && isEnd(c) && reader.peek(1) === '@') {
      reader.at += 2;
      return pieces.finish(true);
    }
    isLineStart = isNewline(c);
    if (isExpanded) pieces.readExpanded();
    else pieces.add(c, 1);
  }
}

function skipNewline(reader: Reader): void {
  if (!reader.take('\r\n')) reader.match(/[\r\n]/y);
}

/** Pieces of a text in which variables stand. */
class Pieces {
  readonly #reader: Reader;
  readonly #pieces: Piece[] = [];
  #texts: string[] = [];
  #start: number;

  constructor(reader: Reader) {
    this.#reader = reader;
    this.#start = reader.at;
  }

  /** Puts text for so many characters. */
  add(text: string, length: number): void {
    this.#texts.push(text);
    this.#reader.at += length;
  }

  /** One character, escape, variable or sub-expression. */
  readExpanded(): void {
    const reader = this.#reader;
    const c = reader.peek();
    if (c === '`') this.#escape();
    else if (c === '$') this.#expansion();
    else this.add(c, 1);
  }

  #escape(): void {
    const code = /`u\{([0-9a-f]{1,6})\}/iy;
    const found = this.#reader.match(code);
    const point = Number.parseInt(found.slice(3, -1), 16);
    if (found !== '') this.#texts.push(point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd');
    else this.add(escaped(this.#reader.peek(1)), this.#reader.peek(1) === '' ? 1 : 2);
  }

  #expansion(): void {
    const reader = this.#reader;
    this.#flush();
    const piece = readExpansion(reader);
    if (piece === null) this.add('$', 1);
    else this.#pieces.push(piece);
  }

  #flush(): void {
    const { at } = this.#reader;
    if (this.#texts.length > 0) this.#pieces.push(literalPiece(this.#texts.join(''), true, { start: this.#start, end: at }));
    this.#texts = [];
    this.#start = at;
  }

  /** `isLines`: the last line end belongs to the quote. */
  finish(isLines = false): Piece[] {
    if (isLines) {
      if (this.#texts.at(-1) === '\n') this.#texts.pop();
      if (this.#texts.at(-1) === '\r') this.#texts.pop();
    }
    this.#flush();
    if (this.#pieces.length === 0) this.#pieces.push(literalPiece('', true, { start: this.#start, end: this.#reader.at }));
    return this.#pieces;
  }
}
