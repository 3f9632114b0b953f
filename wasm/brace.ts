/**
 * Brace expansion: one word of pieces into several, before any other expansion, as `{rm,-rf,/}` IS `rm -rf /`.
 *
 * The word becomes symbols: a byte for each unquoted source byte, a piece's address for everything quoted or expanded. Its braces are paired
 * in one pass from the right; a list of alternatives is expanded into results, each again symbols. LIMIT: MAX_BRACE_WORDS and
 * MAX_BRACE_SYMBOLS for a word; beyond them it is unknown and may be any number of words.
 * Reference: bash manual "Brace Expansion"; matching rules as bash 5.2 applies them (an open brace without a comma or `..` is text).
 */
import { copyBytes, ld, ld8, st, st8 } from '#memory';
import { CLOSE_BRACE, COMMA, classOf, DOLLAR, DOT, isNameByte, OPEN_BRACE, OPEN_BRACKET, PARAMETER } from './bytes.ts';
import { F_BRACE, F_ODD_BRACE } from './codes.ts';
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
import { isSequence, sequence } from './sequence.ts';
import { allocate, mark, openBytes } from './tape.ts';
import { setLastWord } from './word.ts';

/** Results: a chain of {next, count, symbols…}. */
export const NEXT: i32 = 0;
export const COUNT: i32 = 4;
export const SYMBOLS: i32 = 8;

/** All results were empty: no word at all. */
export const NOTHING: i32 = 4;

/** Symbols of the word, and for each of them two numbers of `pairBraces`. */
let symbols: i32 = 0;
let pairs: i32 = 0;
let spent: i32 = 0;
let wordsMade: i32 = 0;
let totalSpent: i32 = 0;
/** The word became too much. */
export let overflow: boolean = false;
/** Where it stands. */
let wordStart: i32 = 0;
let wordStop: i32 = 0;

export function resetBraces(): void {
  totalSpent = 0;
}

/** Gives up on a word: what it would become is too much, or not to be known. */
export function giveUp(): void {
  overflow = true;
}

/** Expands the pieces just read; 0 where nothing in them is a brace expansion. Returns the first of the new words. */
export function expandBraces(start: i32, stop: i32, globs: boolean): i32 {
  const count = countSymbols();
  wordStart = start;
  wordStop = stop;
  spent = count;
  wordsMade = 0;
  overflow = totalSpent > MAX_BRACE_TOTAL || count > MAX_BRACE_SYMBOLS;
  if (!overflow) {
    writeSymbols(count);
    pairBraces(0, count);
    if (opening(0, count) < 0) {
      totalSpent += count;
      if (isOdd(symbols, count)) markWord(F_ODD_BRACE);
      return 0;
    }
  }
  markWord(F_BRACE);
  const results = overflow ? 0 : expand(0, count);
  if (opensLate(results)) overflow = true;
  totalSpent += spent;
  return overflow ? unknownWord() : wordsOfResults(results, globs);
}

export function markWord(kind: i32): void {
  mark(kind, wordStart, wordStop);
}

function unknownWord(): i32 {
  // One piece for all of it: commands in it are on the tape, and no part of it is certain.
  startPieces();
  addPiece(PIECE_BRACE, 0, 0, wordStart, wordStop);
  const w = wordOfPieces(wordStart, wordStop, false, false, false);
  setLastWord(w);
  return w;
}

function countSymbols(): i32 {
  let count: i32 = 0;
  for (let p = firstPiece; p != 0; p = ld(p + PIECE_NEXT)) count += ld(p + PIECE_KIND) == PIECE_RAW ? ld(p + PIECE_LENGTH) : 1;
  return count;
}

function writeSymbols(count: i32): void {
  symbols = allocate(count << 2);
  pairs = allocate(count << 3);
  let at = symbols;
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
}

export function symbol(i: i32): i32 {
  return ld(symbols + (i << 2));
}

/**
 * Finds for every open brace of a range its closing one, or -1, as bash does: the first close brace on its own level behind a comma or `..` on
 * that level; a close brace without such is passed over, and what follows it counts to the same level.
 *
 * From the right: a level is what lies between a close brace and its partner. `behind` is where an open brace would close that has no
 * separator of its own. Each close brace keeps what it interrupts.
 */
function pairBraces(from: i32, to: i32): void {
  let close: i32 = -1;
  let behind: i32 = -1;
  let separated: i32 = 0;
  for (let i = to - 1; i >= from; i--) {
    const s = symbol(i);
    const pair = pairs + (i << 3);
    if (s == CLOSE_BRACE) {
      st(pair, close);
      st(pair + 4, (behind << 1) | separated);
      if (separated != 0) behind = close;
      close = i;
      separated = 0;
    } else if (s == OPEN_BRACE) {
      st(pair, separated != 0 ? close : behind);
      const outer = pairs + (close << 3);
      // One that is never closed hides what lies behind it from those before it.
      const state = close < 0 ? -2 : ld(outer + 4);
      close = close < 0 ? -1 : ld(outer);
      behind = state >> 1;
      separated = state & 1;
    } else if (s == COMMA || isDots(i, to)) separated = 1;
  }
}

/** `..` in front of anything but a close brace. */
function isDots(i: i32, to: i32): boolean {
  return symbol(i) == DOT && i + 2 < to && symbol(i + 1) == DOT && symbol(i + 2) != CLOSE_BRACE;
}

function closing(open: i32): i32 {
  return ld(pairs + (open << 3));
}

/** Index of the first open brace that begins a list or a sequence; -1 where there is none. */
function opening(start: i32, to: i32): i32 {
  let from = start;
  let i = start;
  while (i < to) {
    // `{}` alone, and `{` alone, are words.
    const close = symbol(i) != OPEN_BRACE || (i == from && (i + 1 == to || symbol(i + 1) == CLOSE_BRACE)) ? -1 : closing(i);
    if (close < 0) i++;
    else if (isList(i + 1, close) || isSequence(i + 1, close)) return i;
    else {
      // bash does not look into a pair of braces that holds neither, but expands what follows it.
      from = close + 1;
      i = from;
    }
  }
  return -1;
}

/** Whether any unquoted comma stands between the braces, at whatever level: else they hold a sequence or nothing. */
function isList(from: i32, to: i32): boolean {
  for (let i = from; i < to; i++) if (symbol(i) == COMMA) return true;
  return false;
}

/** All results of a stretch of symbols whose braces are paired, as a chain. */
function expand(from: i32, to: i32): i32 {
  if (overflow || !enter()) {
    overflow = true;
    return 0;
  }
  const open = opening(from, to);
  let results: i32 = 0;
  if (open < 0) results = slice(from, to);
  else {
    const close = closing(open);
    results = isList(open + 1, close) ? alternatives(open + 1, close) : sequence(open + 1, close);
    if (open > from) results = product(slice(from, open), results);
    if (close + 1 < to && !overflow) results = product(results, expand(close + 1, to));
  }
  leave();
  return results;
}

function slice(from: i32, to: i32): i32 {
  const count = to - from;
  const r = newResult(count);
  copyBytes(r + SYMBOLS, symbols + (from << 2), count << 2);
  return r;
}

/** LIMIT: MAX_BRACE_SYMBOLS and four times MAX_BRACE_WORDS, as parts of words are results too. */
export function newResult(count: i32): i32 {
  spend(count + 2);
  if (++wordsMade > MAX_BRACE_WORDS << 2) overflow = true;
  const r = allocate(SYMBOLS + (count << 2));
  st(r + NEXT, 0);
  st(r + COUNT, count);
  return r;
}

function spend(steps: i32): void {
  spent += steps;
  if (spent > MAX_BRACE_SYMBOLS) overflow = true;
}

/** `a,b,c` between braces: each alternative expanded, in order. */
function alternatives(from: i32, to: i32): i32 {
  let first: i32 = 0;
  let last: i32 = 0;
  let start = from;
  let level: i32 = 0;
  for (let i = from; i <= to && !overflow; i++) {
    const s = i == to ? COMMA : symbol(i);
    if (s == OPEN_BRACE) level++;
    else if (s == CLOSE_BRACE && level > 0) level--;
    else if (s == COMMA && (level == 0 || i == to)) {
      const one = alternative(start, i);
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

/** Braces of an alternative pair within it. */
function alternative(from: i32, to: i32): i32 {
  spend(to - from);
  if (overflow) return 0;
  pairBraces(from, to);
  return expand(from, to);
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

/** One word a result; results that are nothing at all vanish, as unquoted empty words do. */
function wordsOfResults(results: i32, globs: boolean): i32 {
  let first: i32 = 0;
  let last: i32 = 0;
  let odd = false;
  for (let r = results; r != 0; r = ld(r + NEXT)) {
    const count = ld(r + COUNT);
    // zsh keeps the empty word.
    if (count == 0 || isOdd(r + SYMBOLS, count)) odd = true;
    if (count == 0) continue;
    piecesOfResult(r);
    const w = wordOfPieces(wordStart, wordStop, globs, true, false);
    st(w + WORD_FLAGS, ld(w + WORD_FLAGS) | WORD_SIBLING);
    if ((ld(w + WORD_FLAGS) & (WORD_UNKNOWN | WORD_QUOTED)) == 0 && ld(w + WORD_LENGTH) == 0) continue;
    if (first == 0) first = w;
    else st(last + WORD_NEXT, w);
    last = w;
  }
  if (odd) markWord(F_ODD_BRACE);
  setLastWord(last);
  return first == 0 ? NOTHING : first;
}

/** Whether a dollar stands before what makes an expansion of it: `{$,x}{y}` is `${y} x{y}`. */
function opensLate(results: i32): boolean {
  for (let r = results; r != 0; r = ld(r + NEXT))
    for (let i = 1; i < ld(r + COUNT); i++) {
      const at = r + SYMBOLS + (i << 2);
      if (ld(at - 4) == DOLLAR && opens(ld(at))) return true;
    }
  return false;
}

function opens(s: i32): boolean {
  return s >= 256 || isNameByte(s) || s == OPEN_BRACE || s == OPEN_BRACKET || (classOf(s) & PARAMETER) != 0;
}

/** Whether braces are left that zsh would expand: a comma or `..` between them, whatever else stands there. */
function isOdd(at: i32, count: i32): boolean {
  let level: i32 = 0;
  let separated = false;
  for (let i = 0; i < count; i++) {
    const s = ld(at + (i << 2));
    if (s == OPEN_BRACE) level++;
    else if (s == CLOSE_BRACE && level > 0) {
      if (separated) return true;
      level--;
    } else if (s == COMMA || (s == DOT && i + 1 < count && ld(at + (i << 2) + 4) == DOT)) separated = separated || level > 0;
  }
  return false;
}

/** Turns symbols back into pieces: runs of bytes cooked together, pieces copied. */
function piecesOfResult(result: i32): void {
  startPieces();
  const count = ld(result + COUNT);
  const at = result + SYMBOLS;
  let i: i32 = 0;
  while (i < count) {
    const s = ld(at + (i << 2));
    if (s >= 256) {
      copyPiece(s);
      i++;
      continue;
    }
    let length: i32 = 0;
    while (i + length < count && ld(at + ((i + length) << 2)) < 256) length++;
    const to = openBytes(length);
    for (let k = 0; k < length; k++) st8(to + k, ld(at + ((i + k) << 2)));
    addPiece(PIECE_RAW, to, length, wordStart, wordStop);
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
