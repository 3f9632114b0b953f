/**
 * Commands of every kind: which one starts here, groups and subshells, and what all compound commands have in common.
 * Reference: POSIX XCU 2.9.4; bash manual "Compound Commands".
 */
import { ld, ld8, st } from '#memory';
import { arithmeticCommand } from './arithmetic.ts';
import { NOTHING } from './brace.ts';
import { caseCommand, ifCommand } from './branch.ts';
import { CLOSE, classOf, DOLLAR, GREATER, HASH, LESS, OPEN, OPEN_BRACE, REDIRECTS, RESERVED, SPACE, TERM } from './bytes.ts';
import { F_ARITHMETIC, F_COPROC, F_DOUBLE_BRACKET, F_FUNCTION, F_NULL_COMMAND, F_ODD_BRACE, F_SELECT } from './codes.ts';
import { firstWord, simpleCommand } from './command.ts';
import { condition } from './condition.ts';
import { ahead, enter, joined, leave, moveTo, peek, pos, skipBlanks, stopped } from './cursor.ts';
import { coprocess, functionKeyword, functionOfName } from './function.ts';
import {
  COMMAND_ASSIGNMENT,
  EL_END,
  EL_REDIRECT,
  EL_START,
  EL_WORD,
  HEAD_LAST_COMMAND,
  OP_LESS,
  REDIRECT_NEXT,
  REDIRECT_OPERATOR,
  SCOPE_FOR,
  SCOPE_GROUP,
  SCOPE_SELECT,
  SCOPE_SUBSHELL,
  SCOPE_TEST,
  SCOPE_UNTIL,
  SCOPE_WHILE,
} from './layout.ts';
import { endsWord, list } from './list.ts';
import { forCommand, whileCommand } from './loop.ts';
import { plainCommand } from './plain.ts';
import { atRedirect, redirect } from './redirect.ts';
import {
  mayBeReserved,
  R_CASE,
  R_COPROC,
  R_FOR,
  R_FUNCTION,
  R_GROUP,
  R_IF,
  R_MISPLACED,
  R_SELECT,
  R_UNTIL,
  R_WHILE,
  reserved,
  reservedEnd,
} from './reserved.ts';
import { dropCommand, mark, newCommand, newScope, scope, setScope } from './tape.ts';
import { clearToken, NONE, setToken, T_BRACE, T_CLOSE, token, unexpected, unexpectedHere } from './token.ts';

/** False behind a simple command and behind the redirections of a compound one: what follows them is no reserved word. */
export let reservedMayFollow: boolean = false;

/** One command of any kind with its redirections, its place still to be written; 0 where none starts here, `token` then says what does. */
export function command(): i32 {
  const c = peek();
  const start = pos;
  clearToken();
  if (c == OPEN) return parenthesis(start);
  const k = classOf(c);
  if ((k & RESERVED) != 0 && mayBeReserved(c, ld8(start + 1))) {
    const r = reserved();
    if (r == R_MISPLACED) unexpected(start);
    else if (r >= R_IF) return compound(r, start);
    else if (r != NONE) {
      moveTo(reservedEnd);
      setToken(r, start);
    }
    if (r != NONE) return 0;
  }
  reservedMayFollow = false;
  if ((k & REDIRECTS) == 0) {
    const e = c == HASH ? 0 : plainCommand(start);
    return e == 0 && stopped == 0 ? simple(start) : e;
  }
  if (atRedirect(c)) {
    const e = newCommand(start, 0);
    simpleCommand(e, 0);
    if (ld(e + EL_WORD) == 0 && ld(e + COMMAND_ASSIGNMENT) == 0 && !readsFile(e)) mark(F_NULL_COMMAND, start, ld(e + EL_END));
    return e;
  }
  if (c == OPEN_BRACE) mark(F_ODD_BRACE, start, start + 1);
  if ((k & TERM) != 0 && !isProcess(c)) return 0;
  return simple(start);
}

function isProcess(c: i32): boolean {
  return (c == LESS || c == GREATER) && ld8(joined(pos + 1)) == OPEN;
}

/** `$(<file)`: the shell itself reads the file. */
function readsFile(command: i32): boolean {
  const r = ld(command + EL_REDIRECT);
  if (r == 0 || ld(r + REDIRECT_NEXT) != 0 || ld(r + REDIRECT_OPERATOR) != OP_LESS || ahead() != CLOSE) return false;
  let p = ld(command + EL_START) - 1;
  while (ld8(p) == SPACE) p--;
  return ld8(p) == OPEN && ld8(p - 1) == DOLLAR;
}

/** A simple command, or a function definition `name () body`. */
function simple(start: i32): i32 {
  const before = ld(HEAD_LAST_COMMAND);
  const e = newCommand(start, 0);
  const w = firstWord(e, 0);
  if (stopped != 0 && ld(e + COMMAND_ASSIGNMENT) == 0) dropCommand(e, before);
  if (stopped != 0) return e;
  if (w > NOTHING && ahead() == OPEN) {
    dropCommand(e, before);
    return functionOfName(w, start);
  }
  simpleCommand(e, w);
  return e;
}

/** `( list )`, or `(( expression ))` where it closes as such. */
export function parenthesis(start: i32): i32 {
  const p = joined(start + 1);
  if (ld8(p) == OPEN) {
    const s = arithmeticCommand(start, p + 1);
    if (stopped != 0) return 0;
    if (s != 0) {
      mark(F_ARITHMETIC, start, pos);
      return redirections(s);
    }
  }
  return enclosedList(newScope(SCOPE_SUBSHELL, start), start + 1, T_CLOSE);
}

/** Reads a list inside a new scope up to its closing token. */
function enclosedList(s: i32, from: i32, closing: i32): i32 {
  const outer = scope;
  setScope(s);
  moveTo(from);
  listUpTo(closing, 0);
  setScope(outer);
  return redirections(s);
}

/** A list that must hold a command and end with one token; `flags` are those of its commands. */
export function listUpTo(closing: i32, flags: i32): void {
  const count = list(closing, flags);
  if (stopped == 0 && (count == 0 || token != closing)) unexpectedHere();
}

/** Ends a scope and hangs the redirections behind it on it. */
export function redirections(s: i32): i32 {
  if (stopped != 0) return 0;
  st(s + EL_END, pos);
  clearToken();
  reservedMayFollow = true;
  let last: i32 = 0;
  while (stopped == 0) {
    skipBlanks();
    if ((classOf(ld8(pos)) & REDIRECTS) == 0 || !atRedirect(ld8(pos))) break;
    last = redirect(s, EL_REDIRECT, last);
    reservedMayFollow = false;
  }
  return stopped != 0 ? 0 : s;
}

/** A compound command whose reserved word has been read, with `pos` still at it. */
export function compound(kind: i32, start: i32): i32 {
  moveTo(reservedEnd);
  if (!enter()) return 0;
  const e = compoundOf(kind, start);
  leave();
  return e;
}

function compoundOf(kind: i32, start: i32): i32 {
  switch (kind) {
    case R_IF:
      return ifCommand(start);
    case R_WHILE:
      return whileCommand(start, SCOPE_WHILE);
    case R_UNTIL:
      return whileCommand(start, SCOPE_UNTIL);
    case R_FOR:
      return forCommand(start, SCOPE_FOR);
    case R_SELECT:
      mark(F_SELECT, start, pos);
      return forCommand(start, SCOPE_SELECT);
    case R_CASE:
      return caseCommand(start);
    case R_FUNCTION:
      mark(F_FUNCTION, start, pos);
      return functionKeyword(start);
    case R_COPROC:
      mark(F_COPROC, start, pos);
      return coprocess(start);
    case R_GROUP:
      return enclosedList(newScope(SCOPE_GROUP, start), pos, T_BRACE);
    default:
      return testCommand(start);
  }
}

function testCommand(start: i32): i32 {
  mark(F_DOUBLE_BRACKET, start, pos);
  const outer = scope;
  const s = newScope(SCOPE_TEST, start);
  setScope(s);
  condition(start);
  setScope(outer);
  return redirections(s);
}

/** Whether a reserved word that only counts here (`in`, `esac`) stands at `pos`. */
export function wordIs(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (ld8(pos + i) != text.charCodeAt(i)) return false;
  return endsWord(pos + text.length);
}
