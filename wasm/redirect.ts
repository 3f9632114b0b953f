/**
 * Redirections: operator, descriptor and target, before, between and behind words, and behind compound commands.
 * Reference: POSIX XCU 2.7, bash manual "Redirections"; `a > f b c` still gives `b c` to `a`.
 */
import { imul, ld, ld8, st, st8 } from '#memory';
import {
  AMP,
  BANG,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  DASH,
  GREATER,
  isDigit,
  isNameByte,
  LESS,
  OPEN,
  OPEN_BRACE,
  OPEN_BRACKET,
  PIPE,
} from './bytes.ts';
import {
  F_BANG_TARGET,
  F_BOTH_REDIRECT,
  F_DIGIT_BOTH,
  F_DUP_DASH,
  F_DUP_WORD,
  F_FD_VARIABLE,
  F_HERE_STRING,
  F_LONG_DESCRIPTOR,
  F_RANGE_GLOB,
  LARGE_DESCRIPTOR,
} from './codes.ts';
import { joined, moveTo, pos, refuse, skipBlanks, stopped } from './cursor.ts';
import { forgetPrinted, pend } from './heredoc.ts';
import {
  OP_APPEND,
  OP_BOTH,
  OP_BOTH_APPEND,
  OP_CLOBBER,
  OP_DUP_IN,
  OP_DUP_OUT,
  OP_GREATER,
  OP_HERE,
  OP_HERE_STRING,
  OP_HERE_STRIP,
  OP_LESS,
  OP_READ_WRITE,
  PIECE_KIND,
  PIECE_NEXT,
  PIECE_RAW,
  REDIRECT_DELIMITER,
  REDIRECT_DELIMITER_LENGTH,
  REDIRECT_END,
  REDIRECT_FD,
  REDIRECT_NAME,
  REDIRECT_NAME_LENGTH,
  REDIRECT_NEXT,
  REDIRECT_OPERATOR,
  REDIRECT_PENDING,
  REDIRECT_SIZE,
  REDIRECT_START,
  REDIRECT_TARGET,
  WORD_FLAGS,
  WORD_LENGTH,
  WORD_QUOTED,
  WORD_UNKNOWN,
  WORD_VALUE,
} from './layout.ts';
import { MAX_FD_DIGITS } from './limits.ts';
import { endsWord } from './list.ts';
import { piecesOfWord, spannedWord } from './pieces.ts';
import { allocate, closeBytes, cook, dropCommands, mark, noteCooked, openBytes, tapeMark } from './tape.ts';
import { unexpected } from './token.ts';
import { PLAIN_BRACES, PLAIN_GLOBS, PLAIN_TILDES, plainWord, word } from './word.ts';

const NO_FD: i32 = -1;
const VARIABLE_FD: i32 = -2;

/** Whether a redirection starts at `pos`, with or without a descriptor; a process substitution does not. */
export function atRedirect(c: i32): boolean {
  if (c == LESS || c == GREATER) return ld8(joined(pos + 1)) != OPEN;
  if (c == AMP) return ld8(joined(pos + 1)) == GREATER;
  if (isDigit(c)) return descriptorEnd() != 0;
  if (c == OPEN_BRACE) return variableEnd() != 0;
  return false;
}

/** Behind the digits in front of an operator, or 0. */
function descriptorEnd(): i32 {
  let p = pos;
  while (isDigit(ld8(p))) p = joined(p + 1);
  return isOperator(p) ? p : 0;
}

/** Behind `{name}` in front of an operator, or 0. */
function variableEnd(): i32 {
  const name = variableName(pos + 1);
  if (name == pos + 1 || ld8(name) != CLOSE_BRACE) return 0;
  const p = joined(name + 1);
  return isOperator(p) ? p : 0;
}

/** Behind `name` or `name[subscript]`, the subscript plain; lines may be continued in it. */
function variableName(start: i32): i32 {
  const first = joined(start);
  if (isDigit(ld8(first))) return start;
  const name = joinedBytesEnd(first);
  if (name == first) return start;
  if (ld8(name) != OPEN_BRACKET) return name;
  const subscript = joinedBytesEnd(joined(name + 1));
  return ld8(subscript) == CLOSE_BRACKET ? joined(subscript + 1) : start;
}

function joinedBytesEnd(start: i32): i32 {
  let p = start;
  while (isNameByte(ld8(p))) p = joined(p + 1);
  return p;
}

function isOperator(p: i32): boolean {
  const c = ld8(p);
  return (c == LESS || c == GREATER) && ld8(joined(p + 1)) != OPEN;
}

/** Reads one redirection and hangs it behind `last`; returns it. `owner + field` holds the first. */
export function redirect(owner: i32, field: i32, last: i32): i32 {
  const r = allocate(REDIRECT_SIZE);
  forgetPrinted();
  st(r + REDIRECT_START, pos);
  st(r + REDIRECT_FD, NO_FD);
  st(r + REDIRECT_NAME, 0);
  st(r + REDIRECT_NAME_LENGTH, 0);
  st(r + REDIRECT_NEXT, 0);
  st(r + REDIRECT_PENDING, 0);
  st(r + REDIRECT_TARGET, 0);
  descriptor(r);
  const op = operator();
  st(r + REDIRECT_OPERATOR, op);
  skipBlanks();
  if (op == OP_HERE || op == OP_HERE_STRIP) delimiter(r);
  else target(r, op);
  st(r + REDIRECT_END, pos);
  if (stopped != 0) return last;
  if (last == 0) st(owner + field, r);
  else st(last + REDIRECT_NEXT, r);
  return r;
}

/** The name in braces: in the source, or joined where a line is continued inside it. */
function fileVariable(r: i32, start: i32, stop: i32): void {
  let q = start;
  while (q < stop && joined(q) == q) q++;
  if (q == stop) {
    st(r + REDIRECT_NAME, start);
    st(r + REDIRECT_NAME_LENGTH, stop - start);
    return;
  }
  const to = openBytes(stop - start);
  let at = to;
  for (q = joined(start); q < stop; q = joined(q + 1)) st8(at++, ld8(q));
  closeBytes(at);
  noteCooked(to, at, start, stop);
  st(r + REDIRECT_NAME, to);
  st(r + REDIRECT_NAME_LENGTH, at - to);
}

function descriptor(r: i32): void {
  const start = pos;
  const c = ld8(start);
  if (c == OPEN_BRACE) {
    const stop = variableName(start + 1);
    st(r + REDIRECT_FD, VARIABLE_FD);
    fileVariable(r, start + 1, stop);
    mark(F_FD_VARIABLE, start, stop + 1);
    moveTo(joined(stop + 1));
    return;
  }
  if (!isDigit(c)) return;
  let value: i32 = 0;
  let digits: i32 = 0;
  let p = start;
  while (isDigit(ld8(p))) {
    if (digits < MAX_FD_DIGITS) value = imul(value, 10) + ld8(p) - 48;
    digits++;
    p = joined(p + 1);
  }
  if (digits > 1) mark(F_LONG_DESCRIPTOR, start, p);
  if (digits > MAX_FD_DIGITS) refuse(LARGE_DESCRIPTOR, start, p);
  st(r + REDIRECT_FD, value);
  moveTo(p);
}

/** Reads the operator itself. */
function operator(): i32 {
  const start = pos;
  const c = ld8(start);
  const p = joined(start + 1);
  const d = ld8(p);
  const q = joined(p + 1);
  const e = ld8(q);
  if (c == AMP) {
    const append = e == GREATER;
    moveTo(append ? q + 1 : p + 1);
    mark(isDigit(ld8(start - 1)) ? F_DIGIT_BOTH : F_BOTH_REDIRECT, start, pos);
    return append ? OP_BOTH_APPEND : OP_BOTH;
  }
  moveTo(p + 1);
  if (c == LESS) {
    if (d == LESS) return here(start, q, e);
    if (d == AMP) return OP_DUP_IN;
    if (d == GREATER) return OP_READ_WRITE;
    moveTo(start + 1);
    return OP_LESS;
  }
  if (d == GREATER) return OP_APPEND;
  if (d == AMP) return OP_DUP_OUT;
  if (d == PIPE) return OP_CLOBBER;
  moveTo(start + 1);
  return OP_GREATER;
}

function here(start: i32, q: i32, e: i32): i32 {
  if (e == LESS) {
    moveTo(q + 1);
    mark(F_HERE_STRING, start, pos);
    return OP_HERE_STRING;
  }
  if (e == DASH) {
    moveTo(q + 1);
    return OP_HERE_STRIP;
  }
  return OP_HERE;
}

function target(r: i32, op: i32): void {
  const start = pos;
  const c = ld8(start);
  const copies = op == OP_DUP_OUT || op == OP_DUP_IN;
  // bash ends the operator with the dash: `>&-a` is `>&-` and the word `a`.
  const closes = copies && c == DASH;
  const w = closes ? plainWord(start, start + 1) : word(op == OP_HERE_STRING ? PLAIN_BRACES | PLAIN_GLOBS : PLAIN_BRACES);
  if (stopped != 0) return;
  if (w == 0) {
    unexpected(start);
    return;
  }
  st(r + REDIRECT_TARGET, w);
  if (!copies && isNumberOfNext(start)) unexpected(start);
  if (copies && !isDescriptor(w)) mark(F_DUP_WORD, start, pos);
  if (closes ? !endsWord(pos) : copies && ld8(pos - 1) == DASH) mark(F_DUP_DASH, start, pos);
  if (c == BANG) mark(F_BANG_TARGET, start, pos);
  if (op == OP_LESS && (c == DASH || isDigit(c)) && ld8(pos) == GREATER) mark(F_RANGE_GLOB, start, pos);
}

/** Whether a word from an address up to `pos` is digits that bash takes for the descriptor of the next redirection: `> 2>&1`. */
function isNumberOfNext(start: i32): boolean {
  let p = start;
  while (isDigit(ld8(p))) p = joined(p + 1);
  return p > start && p == pos && isOperator(p);
}

/** `1`, `-`, `3-`. */
function isDescriptor(w: i32): boolean {
  const length = ld(w + WORD_LENGTH);
  if ((ld(w + WORD_FLAGS) & WORD_UNKNOWN) != 0 || length == 0) return false;
  const value = ld(w + WORD_VALUE);
  for (let i = 0; i < length; i++) {
    const c = ld8(value + i);
    if (!isDigit(c) && !(c == DASH && i == length - 1)) return false;
  }
  return true;
}

/** The delimiter of a here-document: quotes are removed, nothing is expanded or run; any quote keeps the body from expanding. */
function delimiter(r: i32): void {
  const start = pos;
  const saved = tapeMark();
  const w = word(PLAIN_BRACES | PLAIN_GLOBS | PLAIN_TILDES);
  if (stopped != 0) return;
  if (w == 0) {
    unexpected(start);
    return;
  }
  if (isNumberOfNext(start)) unexpected(start);
  const literal = (ld(w + WORD_FLAGS) & WORD_UNKNOWN) == 0;
  const quoted = isQuoted(w);
  dropCommands(saved);
  if (literal) {
    st(r + REDIRECT_DELIMITER, ld(w + WORD_VALUE));
    st(r + REDIRECT_DELIMITER_LENGTH, ld(w + WORD_LENGTH));
  } else unexpanded(r, start, pos);
  st(r + REDIRECT_TARGET, spannedWord(quoted ? WORD_QUOTED : 0, pos, 0, start, pos, 0));
  pend(r);
}

function isQuoted(w: i32): boolean {
  for (let p = piecesOfWord(w); p != 0; p = ld(p + PIECE_NEXT)) if (ld(p + PIECE_KIND) != PIECE_RAW && ld(p + PIECE_KIND) < 8) return true;
  return false;
}

/** `<<E$(x)`: the delimiter is the text as typed. With quotes inside an expansion bash's own reading is too odd to follow. */
function unexpanded(r: i32, start: i32, stop: i32): void {
  st(r + REDIRECT_DELIMITER, cook(start, stop - start));
  st(r + REDIRECT_DELIMITER_LENGTH, stop - start);
}
