/**
 * Lists, and-or lists and pipelines: who is joined to whom, and where a list ends.
 *
 * list     = { and-or ( ';' | '&' | newline ) } ; and-or = pipeline { ('&&' | '||') pipeline } ; pipeline = [ '!' | time ] command { '|' command }
 * A list ends at a token it does not own; `token` then says which. Reference: POSIX XCU 2.9.3, 2.10.
 */
import { ld, ld8, passText, st } from '#memory';
import {
  AMP,
  BANG,
  CLOSE,
  CLOSE_BRACE,
  classOf,
  DASH,
  ENDS_LIST,
  ESCAPE,
  GREATER,
  HASH,
  LESS,
  LF,
  OPEN,
  PIPE,
  PREFIXES,
  roleOf,
  SEMICOLON,
  TERM,
} from './bytes.ts';
import { F_CASE_FALL, F_PIPE_BOTH, F_RESERVED_NAME, F_TIME, HEREDOC_DEFECT, M_BACKGROUND, M_BANG, M_COMMENT, M_TIME } from './codes.ts';
import { nextLine } from './command.ts';
import { command, reservedMayFollow } from './compound.ts';
import { end, enter, joined, leave, moveTo, peek, pos, refuse, skipBlanks, stopped } from './cursor.ts';
import { arePending, checkPending, defect, JOINT_NEWLINE, JOINT_OTHER, JOINT_SEMICOLON, join, newline, unjoin } from './heredoc.ts';
import { EL_BEFORE, EL_FLAGS, EL_INDEX, EL_PIPELINE, FLAG_BACKGROUND, FLAG_CONDITIONAL, FLAG_NEGATED, FLAG_PIPED } from './layout.ts';
import { opensCompound } from './reserved.ts';
import { mark, newCommand } from './tape.ts';
import {
  clearToken,
  END_TEXT,
  NONE,
  setToken,
  T_CASE_END,
  T_CLOSE,
  T_ESAC,
  T_SUBSTITUTION_END,
  token,
  unexpected,
  unexpectedHere,
} from './token.ts';

let pipelines: i32 = 0;

export function resetLists(): void {
  pipelines = 0;
  simpleAt = 0;
  clearToken();
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

/** The same, where there mostly are only blanks. */
function nextCommand(): void {
  const c = peek();
  if (c == LF || c == HASH) lineBreaks();
}

/** `# …` up to the newline; a backslash at its end means nothing. */
export function comment(): void {
  const start = pos;
  let p = passText(start, end);
  while (ld8(p) != LF && ld8(p) != 0) p = passText(p + 1, end);
  mark(M_COMMENT, start, p);
  moveTo(p);
}

/**
 * Reads commands up to a token the list does not own; returns how many there were. `closing` is the token the caller hopes for:
 * only the end of the text may be met unasked, every other reserved word that ends lists is checked by the caller. `flags` are those of
 * every command of the list itself.
 */
export function list(closing: i32, flags: i32): i32 {
  if (!enter()) return 0;
  let count: i32 = 0;
  clearToken();
  while (stopped == 0) {
    const joint = pos - 1;
    const kind = separatedBy;
    nextCommand();
    if (stopped != 0 || ((roleOf(ld8(pos)) & ENDS_LIST) != 0 && atListEnd(closing))) break;
    const state = defect;
    const lost = state != 0 && count > 0 && join(kind);
    const last = andOr(flags);
    if (stopped != 0) break;
    if (last == 0) {
      if (token == NONE) unexpected(pos);
      unjoin(state);
      break;
    }
    if (lost) refuse(HEREDOC_DEFECT, joint, joint + 1);
    count++;
    if (!separator(last, closing)) break;
  }
  leave();
  if (defect != 0) join(JOINT_OTHER);
  if (stopped == 0 && token == END_TEXT) {
    if (arePending()) checkPending();
    if (closing != END_TEXT) unexpected(pos);
  }
  return count;
}

/** Tokens that no command starts with. */
function atListEnd(closing: i32): boolean {
  const c = ld8(pos);
  if (c == 0) {
    if (pos < end) unexpected(pos);
    setToken(END_TEXT, pos);
    return true;
  }
  if (c == CLOSE) {
    if (closing != T_CLOSE) unexpected(pos);
    setToken(T_CLOSE, pos);
    moveTo(pos + 1);
    return true;
  }
  if (c == CLOSE_BRACE && closing == T_SUBSTITUTION_END) {
    setToken(closing, pos);
    moveTo(pos + 1);
    return true;
  }
  return c == SEMICOLON && caseEnd(closing);
}

function caseEnd(closing: i32): boolean {
  const p = joined(pos + 1);
  const c = ld8(p);
  if (c != SEMICOLON && c != AMP) return false;
  if (closing != T_ESAC) {
    unexpected(pos);
    return true;
  }
  const start = pos;
  moveTo(p + 1);
  setToken(T_CASE_END, start);
  if (c == SEMICOLON && ld8(joined(pos)) == AMP) {
    moveTo(joined(pos) + 1);
    mark(F_CASE_FALL, start, pos);
  } else if (c == AMP) mark(F_CASE_FALL, start, pos);
  return true;
}

let separatedBy: i32 = 0;

/** What stands behind an and-or list and its blanks; false where the list ends here. */
function separator(last: i32, closing: i32): boolean {
  const c = ld8(pos);
  separatedBy = JOINT_NEWLINE;
  if (c == LF || c == HASH) return true;
  if (c == SEMICOLON) {
    const next = ld8(pos + 1);
    if ((next == SEMICOLON || next == AMP || next == ESCAPE) && atListEnd(closing)) return false;
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
  if (atListEnd(closing)) return false;
  if (stopped != 0) return false;
  // Behind a compound command a reserved word may follow without a separator: `{ (a) }`, `if ((x)) then`; behind its redirections not.
  const before = pos;
  const next = reservedMayFollow ? command() : 0;
  if (next != 0) place(next, 0, 0, 0);
  if (stopped == 0 && (next != 0 || token == NONE)) unexpected(before);
  return false;
}

/** One and-or list and the blanks behind it; returns its last element, 0 where none starts here. */
function andOr(flags: i32): i32 {
  let before: i32 = 0;
  let ownFlags = flags;
  while (stopped == 0) {
    const last = pipeline(before, ownFlags);
    if (stopped != 0) return 0;
    if (last == 0) {
      if (before != 0) unexpectedHere();
      return 0;
    }
    before = last;
    const c = ld8(pos);
    if (c != AMP && c != PIPE) return last;
    const p = joined(pos + 1);
    if (ld8(p) != c) return last;
    moveTo(p + 1);
    join(JOINT_OTHER);
    ownFlags = FLAG_CONDITIONAL;
    nextCommand();
  }
  return 0;
}

/** Writes where an element stands. */
export function place(e: i32, number: i32, index: i32, before: i32): void {
  st(e + EL_PIPELINE, number);
  st(e + EL_INDEX, index);
  st(e + EL_BEFORE, before);
}

/** `[!] [time [-p] [--]] command { '|' command }`; and the blanks behind it; returns the last element, 0 where none starts here. */
function pipeline(before: i32, flags: i32): i32 {
  const number = ++pipelines;
  const start = pos;
  const negated = (roleOf(ld8(pos)) & PREFIXES) != 0 ? prefixes() : -1;
  let index: i32 = 0;
  let last: i32 = before;
  while (stopped == 0) {
    if (index > 0 && ld8(pos) == 116 && timeEnd() != 0) mark(F_RESERVED_NAME, pos, timeEnd());
    let e = command();
    if (e != 0) place(e, number, index, last);
    if (stopped != 0) return 0;
    if (e == 0) {
      if (index > 0) unexpectedHere();
      // `time` or `!` in front of nothing is a command too, one that does nothing.
      if (index > 0 || negated < 0 || !atTerminator()) return 0;
      e = newCommand(start, 0);
      place(e, number, index, last);
    }
    st(e + EL_FLAGS, ld(e + EL_FLAGS) | flags | (negated < 0 ? 0 : negated));
    last = e;
    if (peek() != PIPE) return e;
    const p = joined(pos + 1);
    if (ld8(p) == PIPE) return e;
    if (ld8(p) == AMP) {
      mark(F_PIPE_BOTH, pos, p + 1);
      moveTo(p + 1);
    } else moveTo(pos + 1);
    st(e + EL_FLAGS, ld(e + EL_FLAGS) | FLAG_PIPED);
    index++;
    join(JOINT_OTHER);
    nextCommand();
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
  if (ld8(pos) == OPEN || opensCompound()) unexpected(pos);
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
      mark(F_TIME, start, pos);
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
