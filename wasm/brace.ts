/**
 * Brace expansion: one word of pieces into several, before any other expansion, as `{rm,-rf,/}` IS `rm -rf /`.
 *
 * The word becomes symbols: a byte for each unquoted source byte, a piece's address for everything quoted or expanded. A list of
 * alternatives is expanded into results, each again symbols. LIMIT: MAX_BRACE_WORDS and MAX_BRACE_SYMBOLS for a word; beyond them
 * the word is unknown and may be any number of words.
 * Reference: bash manual "Brace Expansion"; matching rules as bash 5.2 applies them (an open brace without a comma or `..` is text).
 */
import { copyBytes, idiv, ld, ld8, st, st8 } from '#memory';
import { CLOSE_BRACE, COMMA, DASH, DOT, isDigit, OPEN_BRACE, ZERO } from './bytes.ts';
import { F_BRACE } from './codes.ts';
import { enter, leave } from './cursor.ts';
import {
  PIECE_BRACE,
  PIECE_END,
  PIECE_KIND,
  PIECE_LENGTH,
  PIECE_NEXT,
  PIECE_RAW,
  PIECE_SCOPE,
  PIECE_START,
  PIECE_VALUE,
  WORD_FLAGS,
  WORD_LENGTH,
  WORD_NEXT,
  WORD_QUOTED,
  WORD_SIBLING,
  WORD_UNKNOWN,
} from './layout.ts';
import { MAX_BRACE_SYMBOLS, MAX_BRACE_TOTAL, MAX_BRACE_WORDS } from './limits.ts';
import { addPiece, firstPiece, startPieces, wordOfPieces } from './pieces.ts';
import { allocate, feature, openBytes } from './tape.ts';
import { setLastWord } from './word.ts';

/** Results: a chain of {next, count, symbols…}. */
const NEXT: i32 = 0;
const COUNT: i32 = 4;
const SYMBOLS: i32 = 8;

let symbolsMade: i32 = 0;
let wordsMade: i32 = 0;
let totalMade: i32 = 0;
let overflow: boolean = false;

export function resetBraces(): void {
  totalMade = 0;
}

/** Expands the pieces just read; 0 where nothing in them is a brace expansion. Returns the first of the new words. */
export function expandBraces(start: i32, stop: i32, globs: boolean): i32 {
  const text = symbolsOfPieces();
  const count = ld(text + COUNT);
  overflow = false;
  symbolsMade = 0;
  wordsMade = 0;
  if (opening(text, 0, count) < 0) return 0;
  feature(F_BRACE, start, stop);
  const results = expand(text, 0, count);
  totalMade += symbolsMade;
  if (overflow || totalMade > MAX_BRACE_TOTAL) return unknownWord(start, stop);
  return wordsOfResults(results, start, stop, globs);
}

function unknownWord(start: i32, stop: i32): i32 {
  addPiece(PIECE_BRACE, 0, 0, start, stop);
  const w = wordOfPieces(start, stop, false, false, false);
  setLastWord(w);
  return w;
}

function symbolsOfPieces(): i32 {
  let count: i32 = 0;
  for (let p = firstPiece; p != 0; p = ld(p + PIECE_NEXT)) count += ld(p + PIECE_KIND) == PIECE_RAW ? ld(p + PIECE_LENGTH) : 1;
  const text = allocate(SYMBOLS + (count << 2));
  st(text + NEXT, 0);
  st(text + COUNT, count);
  let at = text + SYMBOLS;
  for (let p = firstPiece; p != 0; p = ld(p + PIECE_NEXT)) {
    if (ld(p + PIECE_KIND) != PIECE_RAW) {
      st(at, p);
      at += 4;
      continue;
    }
    const from = ld(p + PIECE_VALUE);
    const length = ld(p + PIECE_LENGTH);
    for (let i = 0; i < length; i++) {
      st(at, ld8(from + i));
      at += 4;
    }
  }
  return text;
}

function symbol(text: i32, i: i32): i32 {
  return ld(text + SYMBOLS + (i << 2));
}

/** Index of the first open brace with a matching close; `closing` finds that one. -1 where there is none. */
function opening(text: i32, from: i32, to: i32): i32 {
  for (let i = from; i < to; i++) {
    if (symbol(text, i) != OPEN_BRACE) continue;
    // `{}` alone, and `{` alone, are words.
    if (i == from && (i + 1 == to || symbol(text, i + 1) == CLOSE_BRACE)) continue;
    const close = closing(text, i + 1, to);
    if (close >= 0) {
      if (isList(text, i + 1, close) || sequence(text, i + 1, close, false) != 0) return i;
      // bash looks no further than the first pair of braces that holds neither a list nor a sequence, but expands what follows it.
      const rest = opening(text, close + 1, to);
      return rest;
    }
  }
  return -1;
}

/** The close brace that matches, with a comma or a `..` at its own level before it. */
function closing(text: i32, from: i32, to: i32): i32 {
  let level: i32 = 0;
  let separated = false;
  for (let i = from; i < to; i++) {
    const s = symbol(text, i);
    if (s == CLOSE_BRACE && level == 0 && separated) return i;
    if (s == OPEN_BRACE) level++;
    else if (s == CLOSE_BRACE && level > 0) level--;
    else if (s == COMMA && level == 0) separated = true;
    else if (s == DOT && level == 0 && i + 2 < to && symbol(text, i + 1) == DOT && symbol(text, i + 2) != CLOSE_BRACE) separated = true;
  }
  return -1;
}

/** Whether any unquoted comma stands between the braces, at whatever level: else they hold a sequence or nothing. */
function isList(text: i32, from: i32, to: i32): boolean {
  for (let i = from; i < to; i++) if (symbol(text, i) == COMMA) return true;
  return false;
}

/** All results of a stretch of symbols, as a chain. */
function expand(text: i32, from: i32, to: i32): i32 {
  if (overflow || !enter()) {
    overflow = true;
    return 0;
  }
  const open = opening(text, from, to);
  let results: i32 = 0;
  if (open < 0) results = slice(text, from, to);
  else {
    const close = closing(text, open + 1, to);
    const middle = isList(text, open + 1, close) ? alternatives(text, open + 1, close) : sequence(text, open + 1, close, true);
    const before = slice(text, from, open);
    results = product(before, middle);
    if (close + 1 < to && !overflow) results = product(results, expand(text, close + 1, to));
  }
  leave();
  return results;
}

function slice(text: i32, from: i32, to: i32): i32 {
  const count = to - from;
  const r = newResult(count);
  for (let i = 0; i < count; i++) st(r + SYMBOLS + (i << 2), symbol(text, from + i));
  return r;
}

function newResult(count: i32): i32 {
  symbolsMade += count + 2;
  wordsMade++;
  if (symbolsMade > MAX_BRACE_SYMBOLS || wordsMade > MAX_BRACE_WORDS << 2) overflow = true;
  const r = allocate(SYMBOLS + (count << 2));
  st(r + NEXT, 0);
  st(r + COUNT, count);
  return r;
}

/** `a,b,c` between braces: each alternative expanded, in order. */
function alternatives(text: i32, from: i32, to: i32): i32 {
  let first: i32 = 0;
  let last: i32 = 0;
  let start = from;
  let level: i32 = 0;
  for (let i = from; i <= to && !overflow; i++) {
    const s = i == to ? COMMA : symbol(text, i);
    if (s == OPEN_BRACE) level++;
    else if (s == CLOSE_BRACE && level > 0) level--;
    else if (s == COMMA && (level == 0 || i == to)) {
      const one = expand(text, start, i);
      start = i + 1;
      if (one == 0) continue;
      if (first == 0) first = one;
      else st(last + NEXT, one);
      last = one;
      while (ld(last + NEXT) != 0) last = ld(last + NEXT);
    }
  }
  return first;
}

/** Every result of the left followed by every result of the right. */
function product(left: i32, right: i32): i32 {
  let first: i32 = 0;
  let last: i32 = 0;
  for (let a = left; a != 0 && !overflow; a = ld(a + NEXT)) {
    for (let b = right; b != 0 && !overflow; b = ld(b + NEXT)) {
      const n = ld(a + COUNT);
      const m = ld(b + COUNT);
      const r = newResult(n + m);
      if (overflow) return 0;
      copyBytes(r + SYMBOLS, a + SYMBOLS, n << 2);
      copyBytes(r + SYMBOLS + (n << 2), b + SYMBOLS, m << 2);
      if (first == 0) first = r;
      else st(last + NEXT, r);
      last = r;
    }
  }
  return first;
}

let parsed: i32 = 0;
let width: i32 = 0;
let padded: boolean = false;
let isLetter: boolean = false;

/** `x..y` or `x..y..step`: results where `make`, else 1 if it is one; 0 if it is not. */
function sequence(text: i32, from: i32, to: i32, make: boolean): i32 {
  width = 0;
  padded = false;
  let i = end(text, from, to);
  if (i < 0) return 0;
  const first = parsed;
  const letters = isLetter;
  if (!dots(text, i, to)) return 0;
  i = end(text, i + 2, to);
  if (i < 0 || isLetter != letters) return 0;
  const last = parsed;
  const pad = padded ? width : 0;
  let step: i32 = 1;
  if (i < to) {
    if (!dots(text, i, to)) return 0;
    i = end(text, i + 2, to);
    if (i != to || isLetter) return 0;
    step = parsed < 0 ? 0 - parsed : parsed;
    if (step == 0) step = 1;
  }
  return make ? numbers(first, last, step, letters, pad) : 1;
}

function dots(text: i32, i: i32, to: i32): boolean {
  return i + 2 < to && symbol(text, i) == DOT && symbol(text, i + 1) == DOT;
}

/** One end of a sequence: a number of at most 9 digits or one letter; returns the index behind it, -1 where there is none. */
function end(text: i32, from: i32, to: i32): i32 {
  let i = from;
  const c = i < to ? symbol(text, i) : 0;
  if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90)) {
    isLetter = true;
    parsed = c;
    return i + 1;
  }
  const negative = c == DASH;
  if (negative || c == 43) i++;
  const digits = i;
  let value: i32 = 0;
  while (i < to && symbol(text, i) < 256 && isDigit(symbol(text, i)) && i - digits < 10) value = value * 10 + symbol(text, i++) - ZERO;
  if (i == digits || i - digits > 9) return -1;
  if (i - digits > 1 && symbol(text, digits) == ZERO) padded = true;
  if (i - from > width) width = i - from;
  isLetter = false;
  parsed = negative ? 0 - value : value;
  return i;
}

function numbers(first: i32, last: i32, step: i32, letters: boolean, pad: i32): i32 {
  let chain: i32 = 0;
  let tail: i32 = 0;
  let value = first;
  // Between `Z` and `a` lie a backslash and a backtick, which would be read again as such.
  if (letters && first < 97 != last < 97) overflow = true;
  while (!overflow) {
    const r = letters ? letterResult(value) : numberResult(value, pad);
    if (chain == 0) chain = r;
    else st(tail + NEXT, r);
    tail = r;
    if (first <= last) {
      if (last - value < step) break;
      value += step;
    } else {
      if (value - last < step) break;
      value -= step;
    }
  }
  return chain;
}

function letterResult(value: i32): i32 {
  const r = newResult(1);
  st(r + SYMBOLS, value);
  return r;
}

function numberResult(value: i32, pad: i32): i32 {
  const negative = value < 0;
  let rest = negative ? 0 - value : value;
  let digits: i32 = 1;
  for (let n = rest; n > 9; n = idiv(n, 10)) digits++;
  const sign = negative ? 1 : 0;
  const zeros = pad > digits + sign ? pad - digits - sign : 0;
  const count = sign + zeros + digits;
  const r = newResult(count);
  if (negative) st(r + SYMBOLS, DASH);
  for (let i = 0; i < zeros; i++) st(r + SYMBOLS + ((sign + i) << 2), ZERO);
  for (let i = count - 1; i >= sign + zeros; i--) {
    const next = idiv(rest, 10);
    st(r + SYMBOLS + (i << 2), ZERO + rest - next * 10);
    rest = next;
  }
  return r;
}

/** One word a result; results that are nothing at all vanish, as unquoted empty words do. */
function wordsOfResults(results: i32, start: i32, stop: i32, globs: boolean): i32 {
  let first: i32 = 0;
  let last: i32 = 0;
  for (let r = results; r != 0; r = ld(r + NEXT)) {
    if (ld(r + COUNT) == 0) continue;
    piecesOfResult(r, start, stop);
    const w = wordOfPieces(start, stop, globs, true, false);
    st(w + WORD_FLAGS, ld(w + WORD_FLAGS) | WORD_SIBLING);
    if ((ld(w + WORD_FLAGS) & (WORD_UNKNOWN | WORD_QUOTED)) == 0 && ld(w + WORD_LENGTH) == 0) continue;
    if (first == 0) first = w;
    else st(last + WORD_NEXT, w);
    last = w;
  }
  setLastWord(last);
  return first == 0 ? NOTHING : first;
}

/** All results were empty: no word at all. */
export const NOTHING: i32 = 4;

/** Turns symbols back into pieces: runs of bytes cooked together, pieces copied. */
function piecesOfResult(result: i32, start: i32, stop: i32): void {
  startPieces();
  const count = ld(result + COUNT);
  let i: i32 = 0;
  while (i < count) {
    const s = symbol(result, i);
    if (s >= 256) {
      copyPiece(s);
      i++;
      continue;
    }
    let length: i32 = 0;
    while (i + length < count && symbol(result, i + length) < 256) length++;
    const to = openBytes(length);
    for (let k = 0; k < length; k++) st8(to + k, symbol(result, i + k));
    addPiece(PIECE_RAW, to, length, start, stop);
    i += length;
  }
}

function copyPiece(piece: i32): void {
  const p = addPiece(
    ld(piece + PIECE_KIND),
    ld(piece + PIECE_VALUE),
    ld(piece + PIECE_LENGTH),
    ld(piece + PIECE_START),
    ld(piece + PIECE_END),
  );
  st(p + PIECE_SCOPE, ld(piece + PIECE_SCOPE));
}
