/**
 * Lists, and-or lists and pipelines: who is joined to whom, and where a list ends.
 *
 * list     = { and-or ( ';' | '&' | newline ) } ; and-or = pipeline { ('&&' | '||') pipeline } ; pipeline = [ '!' | time ] command { '|' command }
 * A list ends at a token it does not own; `token` then says which. Reference: POSIX XCU 2.9.3, 2.10.
 */
import { ld, ld8, st } from '#memory';
import { AMP, BANG, CLOSE, CLOSE_BRACE, classOf, DASH, GREATER, HASH, LESS, LF, OPEN, PIPE, SEMICOLON, TERM } from './bytes.ts';
import {
  F_CASE_FALL,
  F_PIPE_BOTH,
  F_TIME,
  HEREDOC_DEFECT,
  M_BACKGROUND,
  M_BANG,
  M_COMMENT,
  M_TIME,
  UNEXPECTED_END,
  UNEXPECTED_TOKEN,
} from './codes.ts';
import { nextLine } from './command.ts';
import { command, opensCompound, reservedMayFollow } from './compound.ts';
import { end, enter, fail, joined, leave, moveTo, peek, pos, refuse, skipBlanks, stopped } from './cursor.ts';
import { checkPending, defectState, JOINT_NEWLINE, JOINT_OTHER, JOINT_SEMICOLON, join, newline, unjoin } from './heredoc.ts';
import { EL_BEFORE, EL_FLAGS, EL_INDEX, EL_PIPELINE, FLAG_BACKGROUND, FLAG_CONDITIONAL, FLAG_NEGATED, FLAG_PIPED } from './layout.ts';
import { feature, mark, newCommand } from './tape.ts';

// Tokens that end a list. The reserved words come from `compound.ts`.
export const NONE: i32 = 0;
export const END_TEXT: i32 = 1;
export const T_CLOSE: i32 = 2;
export const T_BRACE: i32 = 3;
export const T_THEN: i32 = 4;
export const T_ELSE: i32 = 5;
export const T_ELIF: i32 = 6;
export const T_FI: i32 = 7;
export const T_DO: i32 = 8;
export const T_DONE: i32 = 9;
export const T_ESAC: i32 = 10;
/** `;;`, `;&` or `;;&`. */
export const T_CASE_END: i32 = 11;
/** The brace that closes `${ …; }`: it needs no blank behind it. */
export const T_SUBSTITUTION_END: i32 = 12;

/** What ended the last list. */
export let token: i32 = NONE;
let pipelines: i32 = 0;

export function setToken(kind: i32): void {
  token = kind;
}

export function resetLists(): void {
  pipelines = 0;
  simpleAt = 0;
  token = NONE;
}

/** Blanks, newlines and comments, as many as there are. */
export function lineBreaks(): void {
  while (stopped == 0) {
    const c = peek();
    if (c == LF) {
      newline();
      nextLine();
    } else if (c == HASH) comment();
    else return;
  }
}

/** `# …` up to the newline; a backslash at its end means nothing. */
export function comment(): void {
  const start = pos;
  let p = start;
  while (ld8(p) != LF && ld8(p) != 0) p++;
  mark(M_COMMENT, start, p);
  moveTo(p);
}

/**
 * Reads commands up to a token the list does not own; returns how many there were. `expected` is the one the caller hopes for:
 * only the end of the text may be met unasked, everything else that ends lists is checked by the caller.
 */
export function list(expected: i32): i32 {
  if (!enter()) return 0;
  let count: i32 = 0;
  token = NONE;
  while (stopped == 0) {
    const joint = pos - 1;
    const kind = separatedBy;
    lineBreaks();
    if (stopped != 0 || atListEnd(expected)) break;
    const state = defectState();
    const lost = state != 0 && count > 0 && join(kind);
    const last = andOr();
    if (stopped != 0) break;
    if (last == 0) {
      if (token == NONE) fail(UNEXPECTED_TOKEN, pos);
      unjoin(state);
      break;
    }
    if (lost) refuse(HEREDOC_DEFECT, joint, joint + 1);
    count++;
    if (!separator(last, expected)) break;
  }
  leave();
  if (defectState() != 0) join(JOINT_OTHER);
  if (stopped == 0 && token == END_TEXT) {
    checkPending();
    if (expected != END_TEXT) fail(UNEXPECTED_END, pos);
  }
  return count;
}

/** Tokens that no command starts with. */
function atListEnd(expected: i32): boolean {
  const c = ld8(pos);
  if (c == 0) {
    if (pos < end) fail(UNEXPECTED_END, pos);
    token = END_TEXT;
    return true;
  }
  if (c == CLOSE) {
    token = T_CLOSE;
    moveTo(pos + 1);
    if (expected != T_CLOSE) fail(UNEXPECTED_TOKEN, pos - 1);
    return true;
  }
  if (c == CLOSE_BRACE && expected == T_SUBSTITUTION_END) {
    token = expected;
    moveTo(pos + 1);
    return true;
  }
  return c == SEMICOLON && caseEnd(expected);
}

function caseEnd(expected: i32): boolean {
  const p = joined(pos + 1);
  const c = ld8(p);
  if (c != SEMICOLON && c != AMP) return false;
  if (expected != T_ESAC) {
    fail(UNEXPECTED_TOKEN, pos);
    return true;
  }
  const start = pos;
  moveTo(p + 1);
  token = T_CASE_END;
  if (c == SEMICOLON && ld8(joined(pos)) == AMP) {
    moveTo(joined(pos) + 1);
    feature(F_CASE_FALL, start, pos);
  } else if (c == AMP) feature(F_CASE_FALL, start, pos);
  return true;
}

let separatedBy: i32 = 0;

/** What stands behind an and-or list; false where the list ends here. */
function separator(last: i32, expected: i32): boolean {
  const c = peek();
  separatedBy = JOINT_NEWLINE;
  if (c == LF || c == HASH) return true;
  if (c == SEMICOLON) {
    if (atListEnd(expected)) return false;
    separatedBy = JOINT_SEMICOLON;
    moveTo(pos + 1);
    return true;
  }
  separatedBy = JOINT_OTHER;
  if (c == AMP) {
    mark(M_BACKGROUND, pos, pos + 1);
    for (let e = last; e != 0; e = ld(e + EL_BEFORE)) st(e + EL_FLAGS, ld(e + EL_FLAGS) | FLAG_BACKGROUND);
    moveTo(pos + 1);
    return true;
  }
  if (atListEnd(expected)) return false;
  if (stopped != 0) return false;
  // Behind a compound command a reserved word may follow without a separator: `{ (a) }`, `if ((x)) then`; behind its redirections not.
  const before = pos;
  if (!reservedMayFollow) {
    fail(UNEXPECTED_TOKEN, before);
    return false;
  }
  const next = command();
  if (stopped == 0 && (next != 0 || token == NONE)) fail(UNEXPECTED_TOKEN, before);
  return false;
}

/** One and-or list; returns its last element, 0 where none starts here. */
function andOr(): i32 {
  let before: i32 = 0;
  let conditional: i32 = 0;
  while (stopped == 0) {
    const last = pipeline(before, conditional);
    if (stopped != 0) return 0;
    if (last == 0) {
      if (before != 0) fail(token == END_TEXT ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
      return 0;
    }
    before = last;
    const c = peek();
    if (c != AMP && c != PIPE) return last;
    const p = joined(pos + 1);
    if (ld8(p) != c) return last;
    moveTo(p + 1);
    join(JOINT_OTHER);
    conditional = FLAG_CONDITIONAL;
    lineBreaks();
  }
  return 0;
}

/** `[!] [time [-p] [--]] command { '|' command }`; returns the last element, 0 where none starts here. */
function pipeline(before: i32, flags: i32): i32 {
  const number = ++pipelines;
  const start = pos;
  const negated = prefixes();
  let index: i32 = 0;
  let last: i32 = before;
  while (stopped == 0) {
    let e = command();
    if (stopped != 0) return 0;
    if (e == 0) {
      if (index > 0) fail(token == END_TEXT ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
      // `time` or `!` in front of nothing is a command too, one that does nothing.
      if (index > 0 || negated < 0 || !atTerminator()) return 0;
      e = newCommand(start, 0);
    }
    st(e + EL_FLAGS, ld(e + EL_FLAGS) | flags | (negated < 0 ? 0 : negated));
    st(e + EL_PIPELINE, number);
    st(e + EL_INDEX, index);
    st(e + EL_BEFORE, last);
    last = e;
    if (peek() != PIPE) return e;
    const p = joined(pos + 1);
    if (ld8(p) == PIPE) return e;
    if (ld8(p) == AMP) {
      feature(F_PIPE_BOTH, pos, p + 1);
      moveTo(p + 1);
    } else moveTo(pos + 1);
    st(e + EL_FLAGS, ld(e + EL_FLAGS) | FLAG_PIPED);
    index++;
    join(JOINT_OTHER);
    lineBreaks();
  }
  return 0;
}

/**
 * First word of a `$(…)`: bash reads `time` there as a program first and as the keyword when it runs the text, so that what follows
 * must be a simple command in both readings.
 */
let simpleAt: i32 = 0;

export function startSubstitution(address: i32): void {
  simpleAt = address;
}

function simpleOnly(): void {
  const from = pos;
  while (true) {
    skipBlanks();
    if (ld8(pos) != BANG || !endsWord(joined(pos + 1))) break;
    moveTo(pos + 1);
  }
  if (ld8(pos) == OPEN || opensCompound()) fail(UNEXPECTED_TOKEN, pos);
  moveTo(from);
}

/** A newline, a single semicolon or the end of the text. */
function atTerminator(): boolean {
  const c = ld8(pos);
  if (c == SEMICOLON) return ld8(joined(pos + 1)) != SEMICOLON && ld8(joined(pos + 1)) != AMP;
  return c == LF || c == HASH || (c == 0 && pos == end);
}

/** Reads `!` and `time` in front of a pipeline; -1 where there are none, else FLAG_NEGATED or 0. */
function prefixes(): i32 {
  let negated: i32 = -1;
  while (true) {
    const c = peek();
    const start = pos;
    if (c == BANG && endsWord(joined(start + 1))) {
      moveTo(start + 1);
      mark(M_BANG, start, pos);
      negated = negated == FLAG_NEGATED ? 0 : FLAG_NEGATED;
    } else if (c == 116 && timeEnd() != 0) {
      moveTo(timeEnd());
      timeOptions();
      if (start == simpleAt) simpleOnly();
      feature(F_TIME, start, pos);
      mark(M_TIME, start, pos);
      if (negated < 0) negated = 0;
    } else return negated;
  }
}

export function endsWord(p: i32): boolean {
  const c = ld8(p);
  if ((classOf(c) & TERM) == 0) return false;
  return (c != LESS && c != GREATER) || ld8(joined(p + 1)) != OPEN;
}

/** Behind the word `time` at `pos`, or 0. */
function timeEnd(): i32 {
  let p = joined(pos + 1);
  if (ld8(p) != 105) return 0;
  p = joined(p + 1);
  if (ld8(p) != 109) return 0;
  p = joined(p + 1);
  if (ld8(p) != 101) return 0;
  p = joined(p + 1);
  return endsWord(p) ? p : 0;
}

function timeOptions(): void {
  skipBlanks();
  if (ld8(pos) == DASH && ld8(pos + 1) == 112 && endsWord(pos + 2)) {
    moveTo(pos + 2);
    skipBlanks();
  }
  if (ld8(pos) == DASH && ld8(pos + 1) == DASH && endsWord(pos + 2)) moveTo(pos + 2);
}
