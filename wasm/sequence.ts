/**
 * Sequences of brace expansion: `{1..9}`, `{01..10..2}`, `{a..e}`.
 * Reference: bash manual "Brace Expansion"; steps and padding are not in bash 3.2, and zsh counts some of them otherwise.
 */
import { idiv, imul, st } from '#memory';
import { giveUp, markWord, NEXT, newResult, overflow, SYMBOLS, symbol } from './brace.ts';
import { DASH, DOT, isDigit, PLUS, ZERO } from './bytes.ts';
import { F_BRACE_STEP, F_ODD_BRACE } from './codes.ts';

// What `read` found.
let first: i32 = 0;
let last: i32 = 0;
let step: i32 = 1;
let letters: boolean = false;
/** Digits to pad with zeros, 0 for none. */
let width: i32 = 0;
let stepped: boolean = false;
/** zsh has no steps for letters, turns round at a negative step and knows no plus sign. */
let odd: boolean = false;

// What `end` found.
let value: i32 = 0;
let isLetter: boolean = false;
let padded: boolean = false;
let longest: i32 = 0;

/** Whether the symbols of a range are a sequence. */
export function isSequence(from: i32, to: i32): boolean {
  longest = 0;
  padded = false;
  odd = false;
  let i = end(from, to);
  if (i < 0) return false;
  first = value;
  letters = isLetter;
  if (!dots(i, to)) return false;
  i = end(i + 2, to);
  if (i < 0 || isLetter != letters) return false;
  last = value;
  width = padded ? longest : 0;
  step = 1;
  stepped = i < to;
  return !stepped || readStep(i, to);
}

function readStep(i: i32, to: i32): boolean {
  if (!dots(i, to) || end(i + 2, to) != to || isLetter) return false;
  step = value < 0 ? 0 - value : value;
  if (value <= 0 || letters) odd = true;
  if (step == 0) step = 1;
  return true;
}

function dots(i: i32, to: i32): boolean {
  return i + 2 < to && symbol(i) == DOT && symbol(i + 1) == DOT;
}

/** One end of a sequence: a number of at most 9 digits or one letter; returns the index behind it, -1 where there is none. */
function end(from: i32, to: i32): i32 {
  let i = from;
  const c = i < to ? symbol(i) : 0;
  if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90)) {
    isLetter = true;
    value = c;
    return i + 1;
  }
  if (c == PLUS) odd = true;
  if (c == DASH || c == PLUS) i++;
  const digits = i;
  let number: i32 = 0;
  while (i < to && symbol(i) < 256 && isDigit(symbol(i)) && i - digits < 10) number = imul(number, 10) + symbol(i++) - ZERO;
  if (i == digits || i - digits > 9) return -1;
  if (i - digits > 1 && symbol(digits) == ZERO) padded = true;
  if (i - from > longest) longest = i - from;
  isLetter = false;
  value = c == DASH ? 0 - number : number;
  return i;
}

/** The words of a range that is a sequence, as a chain of results. */
export function sequence(from: i32, to: i32): i32 {
  if (!isSequence(from, to)) return 0;
  if (stepped || width > 0) markWord(F_BRACE_STEP);
  if (odd) markWord(F_ODD_BRACE);
  // Between `Z` and `a` lie a backslash and a backtick, which would be read again as such.
  if (letters && first < 97 != last < 97) {
    giveUp();
    return 0;
  }
  return count();
}

function count(): i32 {
  const chain = resultOf(first);
  let tail = chain;
  let at = first;
  while (!overflow) {
    if (first <= last ? last - at < step : at - last < step) break;
    at = first <= last ? at + step : at - step;
    const r = resultOf(at);
    st(tail + NEXT, r);
    tail = r;
  }
  return chain;
}

function resultOf(at: i32): i32 {
  return letters ? letterResult(at) : numberResult(at);
}

function letterResult(letter: i32): i32 {
  const r = newResult(1);
  st(r + SYMBOLS, letter);
  return r;
}

function numberResult(number: i32): i32 {
  const sign = number < 0 ? 1 : 0;
  let rest = number < 0 ? 0 - number : number;
  let digits: i32 = 1;
  for (let n = rest; n > 9; n = idiv(n, 10)) digits++;
  const zeros = width > digits + sign ? width - digits - sign : 0;
  const symbols = sign + zeros + digits;
  const r = newResult(symbols);
  if (sign != 0) st(r + SYMBOLS, DASH);
  for (let i = 0; i < zeros; i++) st(r + SYMBOLS + ((sign + i) << 2), ZERO);
  for (let i = symbols - 1; i >= sign + zeros; i--) {
    const next = idiv(rest, 10);
    st(r + SYMBOLS + (i << 2), ZERO + rest - imul(next, 10));
    rest = next;
  }
  return r;
}
