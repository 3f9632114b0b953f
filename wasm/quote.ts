/**
 * Quotes: `'…'`, `"…"`, `$'…'`, and text that is expanded as if in double quotes (here-document bodies).
 * Reference: POSIX XCU 2.2, bash manual "Quoting" and "ANSI-C Quoting".
 */
import { ld, ld8, passDouble, passSingle, st8 } from '#memory';
import { BACKTICK, classOf, DOLLAR, DOUBLE, ESCAPE, isDigit, LF, QUOTED_STOP, SINGLE } from './bytes.ts';
import { BAD_BYTES, F_ANSI_EXOTIC, F_ANSI_QUOTE, F_ANSI_UNICODE, M_BROKEN_BODY, UNTERMINATED_QUOTE } from './codes.ts';
import { depth, end, fail, forgive, joined, moveTo, openText, pos, refuse, setDepth, stopped } from './cursor.ts';
import { backtick, dollar } from './expansion.ts';
import { HEAD_REFUSAL, PIECE_ANSI, PIECE_DOUBLE, PIECE_QUOTED, PIECE_SINGLE } from './layout.ts';
import { addPiece, addRun } from './pieces.ts';
import { mark, noteCooked, openBytes } from './tape.ts';
import { isUtf8 } from './utf8.ts';

/** `'…'`, from the opening quote: everything literal up to the next quote. */
export function singleQuote(): void {
  const start = pos;
  let p = passSingle(start + 1, end);
  while (ld8(p) != SINGLE) {
    if (ld8(p) == 0) {
      moveTo(p);
      fail(UNTERMINATED_QUOTE, start);
      return;
    }
    p++;
  }
  addPiece(PIECE_SINGLE, start + 1, p - start - 1, start, p + 1);
  moveTo(p + 1);
}

/** `'…'` that pairs without quoting (arithmetic, `"${x:-'…'}"`): what it holds is expanded, and ends where the quote does. */
export function pairedSingles(): void {
  const start = pos;
  singleQuote();
  if (stopped == 0) expandWithin(start + 1, pos - 1);
}

/** At the dollar of a `$'…'` that pairs without quoting: decoded, then expanded. False where none stands here. */
export function pairedAnsi(): boolean {
  const start = pos;
  const p = joined(start + 1);
  if (ld8(p) != SINGLE) return false;
  moveTo(p);
  ansiQuote(start);
  if (stopped == 0) expandWithin(decodedAt, decodedAt + decodedLength);
  // Where it stands inside double quotes too, bash pairs the quote alone.
  if (pos - p - 2 != decodedLength) mark(M_BROKEN_BODY, start, pos);
  return true;
}

/** Expands a closed stretch of text; one that breaks off there fails when bash runs it, and what follows stands. */
function expandWithin(from: i32, stop: i32): void {
  const back = pos;
  const outerEnd = end;
  const level = depth;
  const before = ld(HEAD_REFUSAL);
  const closing = ld8(stop);
  st8(stop, 0);
  openText(from, stop);
  quotedText(0, from);
  st8(stop, closing);
  if (forgive(before)) {
    mark(M_BROKEN_BODY, from, stop);
    setDepth(level);
  }
  openText(back, outerEnd);
}

/** `"…"`, from the opening quote. */
export function doubleQuote(): void {
  const start = pos;
  moveTo(start + 1);
  const before = start + 1;
  quotedText(DOUBLE, start);
  if (stopped != 0) return;
  if (pos == before) addPiece(PIECE_DOUBLE, before, 0, start, before + 1);
  moveTo(pos + 1);
}

/**
 * Text with the expansions of double quotes, up to a closing byte (`"`, or 0 for a whole here-document body).
 * Backslash escapes `$`, backtick, itself, newline (which vanishes) and the closing quote; before others it stays.
 */
export function quotedText(closing: i32, start: i32): void {
  let run = pos;
  let p = run;
  while (stopped == 0) {
    p = passDouble(p, end);
    let c = ld8(p);
    while ((classOf(c) & QUOTED_STOP) == 0) c = ld8(++p);
    if (c == closing && (closing != 0 || p == end)) {
      addRun(run, p, PIECE_DOUBLE);
      moveTo(p);
      return;
    }
    if (c == 0) {
      moveTo(p);
      fail(UNTERMINATED_QUOTE, start);
    } else if (c == ESCAPE) {
      const next = ld8(p + 1);
      if (next == LF) {
        addRun(run, p, PIECE_DOUBLE);
        p += 2;
        run = p;
      } else if (next == DOLLAR || next == BACKTICK || next == ESCAPE || (next == DOUBLE && closing == DOUBLE)) {
        addRun(run, p, PIECE_DOUBLE);
        addPiece(PIECE_DOUBLE, p + 1, 1, p, p + 2);
        p += 2;
        run = p;
      } else {
        p += next == 0 ? 1 : 2;
      }
    } else if (c == DOLLAR || c == BACKTICK) {
      addRun(run, p, PIECE_DOUBLE);
      moveTo(p);
      if (c == BACKTICK) backtick(PIECE_QUOTED);
      else if (!dollar(PIECE_QUOTED)) {
        addRun(p, p + 1, PIECE_DOUBLE);
        moveTo(p + 1);
      }
      p = pos;
      run = p;
    } else {
      p++;
    }
  }
}

/** What the last `$'…'` was decoded to. */
let decodedAt: i32 = 0;
let decodedLength: i32 = 0;

/** `$'…'`, with `pos` at the quote and `start` at the dollar: decoded into cooked bytes. */
export function ansiQuote(start: i32): void {
  const open = pos;
  let p = open + 1;
  while (ld8(p) != SINGLE) {
    if (ld8(p) == 0) {
      moveTo(p);
      fail(UNTERMINATED_QUOTE, start);
      return;
    }
    p += ld8(p) == ESCAPE && ld8(p + 1) != 0 ? 2 : 1;
  }
  mark(F_ANSI_QUOTE, start, p + 1);
  const to = openBytes(p - open + 4);
  const length = decodeAnsi(open + 1, p, to);
  if (!isUtf8(to, to + length)) refuse(BAD_BYTES, start, p + 1);
  noteCooked(to, to + length, start, p + 1);
  decodedAt = to;
  decodedLength = length;
  addPiece(PIECE_ANSI, to, length, start, p + 1);
  moveTo(p + 1);
}

let read: i32 = 0;

/** Decodes the escapes between two addresses; returns the length. A NUL cuts the text there, as in bash. */
function decodeAnsi(from: i32, stop: i32, to: i32): i32 {
  let at = to;
  read = from;
  let cut = false;
  while (read < stop) {
    const c = ld8(read++);
    if (c != ESCAPE) {
      if (!cut) st8(at++, c);
      continue;
    }
    const before = at;
    at = decodeEscape(at, stop, from);
    if (at < 0) {
      cut = true;
      at = before;
    }
    if (cut) at = before;
  }
  if (cut) mark(F_ANSI_EXOTIC, from, stop);
  return at - to;
}

/** One escape, `read` behind the backslash; returns where writing goes on, or -1 for a NUL. */
function decodeEscape(at: i32, stop: i32, from: i32): i32 {
  const c = ld8(read++);
  const simple = simpleEscape(c);
  if (simple >= 0) return put(at, simple);
  if (isDigit(c) && c < 56) return put(at, number(c - 48, 2, 8, stop) & 255);
  switch (c) {
    case 120: // x
      return hexByte(at, stop, from);
    case 117: // u
      return unicode(at, 4, stop, c, from);
    case 85: // U
      return unicode(at, 8, stop, c, from);
    case 99: // c
      return read < stop ? control(at, stop, from) : keep(at, c, stop, from);
    default:
      // `\'`, `\"`, `\?` and the backslash itself were simple; any other backslash stays.
      return keep(at, c, stop, from);
  }
}

/** A backslash that escapes nothing stays, with what follows it; zsh drops it, or knows the escape. */
function keep(at: i32, c: i32, stop: i32, from: i32): i32 {
  mark(F_ANSI_EXOTIC, from, stop);
  st8(at, ESCAPE);
  st8(at + 1, c);
  return at + 2;
}

function simpleEscape(c: i32): i32 {
  switch (c) {
    case 97:
      return 7;
    case 98:
      return 8;
    case 101:
    case 69:
      return 27;
    case 102:
      return 12;
    case 110:
      return 10;
    case 114:
      return 13;
    case 116:
      return 9;
    case 118:
      return 11;
    case 92:
    case 39:
    case 34:
    case 63:
      return c;
    default:
      return -1;
  }
}

function put(at: i32, byte: i32): i32 {
  if (byte == 0) return -1;
  st8(at, byte);
  return at + 1;
}

function digitOf(c: i32): i32 {
  if (c >= 48 && c <= 57) return c - 48;
  if (c >= 97 && c <= 102) return c - 87;
  if (c >= 65 && c <= 70) return c - 55;
  return 99;
}

/** Up to `most` further digits behind a first value. */
function number(first: i32, most: i32, radix: i32, stop: i32): i32 {
  let value = first;
  for (let i = 0; i < most && read < stop; i++) {
    const d = digitOf(ld8(read));
    if (d >= radix) break;
    value = (value << (radix == 8 ? 3 : 4)) | d;
    read++;
  }
  return value;
}

function hexByte(at: i32, stop: i32, from: i32): i32 {
  if (ld8(read) == 123) mark(F_ANSI_EXOTIC, from, stop);
  if (ld8(read) == 123) refuse(BAD_BYTES, read - 2, read);
  const before = read;
  const value = number(0, 2, 16, stop);
  return read > before ? put(at, value & 255) : keep(at, 120, stop, from);
}

function unicode(at: i32, most: i32, stop: i32, letter: i32, from: i32): i32 {
  const before = read;
  const value = number(0, most, 16, stop);
  if (read == before) return keep(at, letter, stop, from);
  mark(F_ANSI_UNICODE, from, stop);
  if (value == 0) return -1;
  if (value < 0 || value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) {
    refuse(BAD_BYTES, before - 2, read);
    return at;
  }
  return utf8(at, value);
}

/** Writes a code point; `\\uX` is at least three bytes of source and takes at most its own length, so there is room. */
function utf8(at: i32, value: i32): i32 {
  if (value < 0x80) {
    st8(at, value);
    return at + 1;
  }
  if (value < 0x800) {
    st8(at, 0xc0 | (value >> 6));
    st8(at + 1, 0x80 | (value & 63));
    return at + 2;
  }
  if (value < 0x10000) {
    st8(at, 0xe0 | (value >> 12));
    st8(at + 1, 0x80 | ((value >> 6) & 63));
    st8(at + 2, 0x80 | (value & 63));
    return at + 3;
  }
  st8(at, 0xf0 | (value >> 18));
  st8(at + 1, 0x80 | ((value >> 12) & 63));
  st8(at + 2, 0x80 | ((value >> 6) & 63));
  st8(at + 3, 0x80 | (value & 63));
  return at + 4;
}

/** `\cX`: the control character of X; bash skips a second backslash in `\c\\`. */
function control(at: i32, stop: i32, from: i32): i32 {
  mark(F_ANSI_EXOTIC, from, stop);
  let c = ld8(read++);
  if (c == ESCAPE && ld8(read) == ESCAPE) read++;
  if (c >= 97 && c <= 122) c -= 32;
  if (c == QUESTION_MARK) return put(at, 127);
  return put(at, c & 31);
}

const QUESTION_MARK: i32 = 63;
