/**
 * Commands of every kind: groups, subshells, loops, conditions, functions, coprocesses, and simple ones.
 *
 * INVARIANT: a reserved word counts only where a command may start, unquoted and unexpanded; backslash-newlines inside it vanish.
 * Reference: POSIX XCU 2.9.4, 2.9.5; bash manual "Compound Commands".
 */
import { ld, ld8, st, st8 } from '#memory';
import { arithmeticCommand, arithmeticFor } from './arithmetic.ts';
import { NOTHING } from './brace.ts';
import {
  bytesAre,
  CLOSE,
  classOf,
  EQUALS,
  LF,
  nameEnd,
  OPEN,
  OPEN_BRACKET,
  PIPE,
  PLUS,
  REDIRECTS,
  RESERVED,
  SEMICOLON,
  STOPS,
  TERM,
} from './bytes.ts';
import {
  F_ARITHMETIC,
  F_ARITHMETIC_FOR,
  F_COPROC,
  F_DOUBLE_BRACKET,
  F_FUNCTION,
  F_FUNCTION_NAME,
  F_SELECT,
  UNEXPECTED_END,
  UNEXPECTED_TOKEN,
} from './codes.ts';
import { firstWord, simpleCommand } from './command.ts';
import { condition } from './condition.ts';
import { end, enter, fail, joined, leave, moveTo, peek, pos, skipBlanks, stopped } from './cursor.ts';
import {
  EL_BEFORE,
  EL_END,
  EL_INDEX,
  EL_PIPELINE,
  EL_REDIRECT,
  EL_WORD,
  HEAD_LAST_COMMAND,
  SCOPE_CASE,
  SCOPE_COPROC,
  SCOPE_FOR,
  SCOPE_FUNCTION,
  SCOPE_GROUP,
  SCOPE_IF,
  SCOPE_SELECT,
  SCOPE_SUBSHELL,
  SCOPE_TEST,
  SCOPE_UNTIL,
  SCOPE_WHILE,
} from './layout.ts';
import {
  endsWord,
  lineBreaks,
  list,
  NONE,
  setToken,
  T_BRACE,
  T_CASE_END,
  T_CLOSE,
  T_DO,
  T_DONE,
  T_ELIF,
  T_ELSE,
  T_ESAC,
  T_FI,
  T_THEN,
  token,
} from './list.ts';
import { piecesOfWord } from './pieces.ts';
import { atRedirect, redirect } from './redirect.ts';
import { dropCommand, feature, nameScope, newCommand, newScope, returnTo, scope, setScope, tapeMark } from './tape.ts';
import { appendWord, PLAIN_BRACES, PLAIN_GLOBS, word } from './word.ts';

// Reserved words that open something; those that end lists are the tokens of `list.ts`.
const R_IF: i32 = 20;
const R_WHILE: i32 = 21;
const R_UNTIL: i32 = 22;
const R_FOR: i32 = 23;
const R_SELECT: i32 = 24;
const R_CASE: i32 = 25;
const R_FUNCTION: i32 = 26;
const R_COPROC: i32 = 27;
const R_GROUP: i32 = 28;
const R_TEST: i32 = 29;
/** `!` and `]]` where no command may start with them. */
const R_MISPLACED: i32 = 30;

/** False behind the redirections of a compound command: what follows them is no reserved word. */
export let reservedMayFollow: boolean = false;
let reservedEnd: i32 = 0;
/** Room for a reserved word with its backslash-newlines taken out. */
const SCRATCH: i32 = 3072;

/** The reserved word at `pos` (its end in `reservedEnd`), or NONE. */
function reserved(): i32 {
  const second = ld8(pos + 1);
  return mayBeReserved(ld8(pos), second) || second == 92 ? readReserved() : NONE;
}

/** Most words are told apart from reserved ones by their second letter. */
function mayBeReserved(first: i32, second: i32): boolean {
  switch (first) {
    case 105: // i
      return second == 102;
    case 116: // t
    case 119: // w
      return second == 104;
    case 101: // e
      return second == 108 || second == 115;
    case 102: // f
      return second == 105 || second == 111 || second == 117;
    case 100: // d
      return second == 111;
    case 117: // u
      return second == 110;
    case 99: // c
      return second == 97 || second == 111;
    case 115: // s
      return second == 101;
    case 91: // [
    case 93: // ]
      return second == first;
    default: // braces, `!`
      return (classOf(second) & TERM) != 0;
  }
}

function readReserved(): i32 {
  let p = pos;
  let length: i32 = 0;
  while (length < 9) {
    const c = ld8(p);
    const k = classOf(c);
    if ((k & STOPS) != 0 && !(c == OPEN_BRACKET || c == 123)) break;
    st8(SCRATCH + length++, c);
    p = joined(p + 1);
  }
  if (length == 9 || length == 0 || !endsWord(p)) return NONE;
  reservedEnd = p;
  return reservedNamed(length);
}

/** Whether a reserved word that opens a compound command stands at `pos`; `[[` reads as a word either way. */
export function opensCompound(): boolean {
  const r = reserved();
  return r >= R_IF && r != R_TEST && r != R_MISPLACED;
}

function named(length: i32, text: string, kind: i32): i32 {
  return bytesAre(SCRATCH, length, text) ? kind : NONE;
}

function reservedNamed(length: i32): i32 {
  switch (ld8(SCRATCH)) {
    case 105: // i
      return named(length, 'if', R_IF);
    case 116: // t
      return named(length, 'then', T_THEN);
    case 101: // e
      if (length == 4) {
        if (bytesAre(SCRATCH, 4, 'else')) return T_ELSE;
        if (bytesAre(SCRATCH, 4, 'elif')) return T_ELIF;
        return named(length, 'esac', T_ESAC);
      }
      return NONE;
    case 102: // f
      if (length == 2) return named(length, 'fi', T_FI);
      if (length == 3) return named(length, 'for', R_FOR);
      return named(length, 'function', R_FUNCTION);
    case 100: // d
      return length == 2 ? named(length, 'do', T_DO) : named(length, 'done', T_DONE);
    case 119: // w
      return named(length, 'while', R_WHILE);
    case 117: // u
      return named(length, 'until', R_UNTIL);
    case 99: // c
      return length == 4 ? named(length, 'case', R_CASE) : named(length, 'coproc', R_COPROC);
    case 115: // s
      return named(length, 'select', R_SELECT);
    case 123:
      return length == 1 ? R_GROUP : NONE;
    case 125:
      return length == 1 ? T_BRACE : NONE;
    case 33:
      return length == 1 ? R_MISPLACED : NONE;
    case 91:
      return named(length, '[[', R_TEST);
    case 93:
      return named(length, ']]', R_MISPLACED);
    default:
      return NONE;
  }
}

/** One command of any kind with its redirections; 0 where none starts here, `token` then says what does. */
export function command(): i32 {
  const c = peek();
  const start = pos;
  setToken(NONE);
  reservedMayFollow = true;
  if (c == OPEN) return parenthesis(start);
  const k = classOf(c);
  if ((k & RESERVED) != 0) {
    const r = reserved();
    if (r == R_MISPLACED) fail(UNEXPECTED_TOKEN, start);
    else if (r >= R_IF) return compound(r, start);
    else if (r != NONE) {
      moveTo(reservedEnd);
      setToken(r);
    }
    if (r != NONE) return 0;
  }
  reservedMayFollow = false;
  if ((k & REDIRECTS) != 0 && atRedirect(c)) {
    const e = newCommand(start, 0);
    simpleCommand(e, 0);
    return e;
  }
  if ((k & TERM) != 0 && !isProcess(c)) return 0;
  return simple(start);
}

function isProcess(c: i32): boolean {
  return (c == 60 || c == 62) && ld8(joined(pos + 1)) == OPEN;
}

/** A simple command, or a function definition `name () body`. */
function simple(start: i32): i32 {
  const before = ld(HEAD_LAST_COMMAND);
  const e = newCommand(start, 0);
  const w = firstWord(e, 0);
  if (stopped != 0) return 0;
  if (w > NOTHING) {
    if (peek() == OPEN) {
      dropCommand(e, before);
      return functionDefinition(start, start, nameStop(w, start), true);
    }
  }
  simpleCommand(e, w);
  return e;
}

function nameStop(w: i32, start: i32): i32 {
  let p = pos;
  while (p > start && (ld8(p - 1) == 32 || ld8(p - 1) == 9)) p--;
  if (piecesOfWord(w) != 0) feature(F_FUNCTION_NAME, start, p);
  return p;
}

function parenthesis(start: i32): i32 {
  const p = joined(start + 1);
  if (ld8(p) == OPEN) {
    const s = arithmeticCommand(start, p + 1);
    if (stopped != 0) return 0;
    if (s != 0) {
      feature(F_ARITHMETIC, start, pos);
      return redirections(s);
    }
  }
  return body(newScope(SCOPE_SUBSHELL, start), start + 1, T_CLOSE);
}

/** Reads a list inside a new scope up to its closing token; the list may not be empty. */
function body(s: i32, from: i32, closing: i32): i32 {
  const outer = scope;
  setScope(s);
  moveTo(from);
  listUpTo(closing);
  setScope(outer);
  return redirections(s);
}

/** A list that must hold a command and end with one token. */
function listUpTo(closing: i32): void {
  const count = list(closing);
  if (stopped == 0 && (count == 0 || token != closing)) fail(UNEXPECTED_TOKEN, pos);
}

/** Ends a scope and hangs the redirections behind it on it. */
function redirections(s: i32): i32 {
  if (stopped != 0) return 0;
  st(s + EL_END, pos);
  setToken(NONE);
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

function compound(kind: i32, start: i32): i32 {
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
      feature(F_SELECT, start, pos);
      return forCommand(start, SCOPE_SELECT);
    case R_CASE:
      return caseCommand(start);
    case R_FUNCTION:
      feature(F_FUNCTION, start, pos);
      return functionKeyword(start);
    case R_COPROC:
      feature(F_COPROC, start, pos);
      return coprocess(start);
    case R_GROUP:
      return body(newScope(SCOPE_GROUP, start), pos, T_BRACE);
    default:
      return testCommand(start);
  }
}

function testCommand(start: i32): i32 {
  feature(F_DOUBLE_BRACKET, start, pos);
  const outer = scope;
  const s = newScope(SCOPE_TEST, start);
  setScope(s);
  condition(start);
  setScope(outer);
  return redirections(s);
}

function ifCommand(start: i32): i32 {
  const outer = scope;
  const s = newScope(SCOPE_IF, start);
  setScope(s);
  listUpTo(T_THEN);
  while (stopped == 0) {
    const count = list(T_FI);
    if (stopped != 0) break;
    if (count == 0 || (token != T_FI && token != T_ELIF && token != T_ELSE)) fail(UNEXPECTED_TOKEN, pos);
    else if (token == T_FI) break;
    else if (token == T_ELIF) listUpTo(T_THEN);
    else {
      listUpTo(T_FI);
      break;
    }
  }
  setScope(outer);
  return redirections(s);
}

function whileCommand(start: i32, type: i32): i32 {
  const outer = scope;
  const s = newScope(type, start);
  setScope(s);
  listUpTo(T_DO);
  if (stopped == 0) listUpTo(T_DONE);
  setScope(outer);
  return redirections(s);
}

/** `for name [in words]; do … done`, `for ((…)); do … done`, with braces instead of `do`/`done` too; `select` alike. */
function forCommand(start: i32, type: i32): i32 {
  const outer = scope;
  const s = newScope(type, start);
  setScope(s);
  skipBlanks();
  const p = pos;
  if (type == SCOPE_FOR && ld8(p) == OPEN && ld8(joined(p + 1)) == OPEN) {
    feature(F_ARITHMETIC_FOR, start, p);
    arithmeticFor(start, joined(p + 1) + 1);
    if (stopped == 0) {
      skipBlanks();
      if (ld8(pos) == SEMICOLON) moveTo(pos + 1);
      lineBreaks();
      loopBody(true);
    }
  } else {
    loopName(s);
    if (stopped == 0) loopWords(s, type);
  }
  setScope(outer);
  return redirections(s);
}

function loopName(s: i32): void {
  const start = pos;
  const w = word(PLAIN_BRACES | PLAIN_GLOBS);
  if (w == 0 && stopped == 0) fail(pos == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, start);
  nameScope(s, start, pos - start);
}

function loopWords(s: i32, type: i32): void {
  skipBlanks();
  const lines = ld8(pos);
  if (lines == SEMICOLON) {
    moveTo(pos + 1);
    lineBreaks();
    loopBody(true);
    return;
  }
  lineBreaks();
  if (!wordIs('in')) {
    loopBody(lines == LF || type == SCOPE_SELECT);
    return;
  }
  moveTo(pos + 2);
  let last: i32 = 0;
  while (stopped == 0) {
    skipBlanks();
    const c = ld8(pos);
    if (c == SEMICOLON || c == LF || c == 35) break;
    const w = word(0);
    if (w == 0) fail(pos == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
    if (stopped != 0) return;
    if (w == NOTHING) continue;
    if (last == 0) st(s + EL_WORD, w);
    last = appendWord(last, w);
  }
  if (ld8(pos) == SEMICOLON) moveTo(pos + 1);
  lineBreaks();
  loopBody(true);
}

/** Whether a reserved word that only counts here (`in`) stands at `pos`. */
function wordIs(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (ld8(pos + i) != text.charCodeAt(i)) return false;
  return endsWord(pos + text.length);
}

function loopBody(braces: boolean): void {
  if (stopped != 0) return;
  const r = reserved();
  moveTo(r == NONE ? pos : reservedEnd);
  if (r == T_DO) listUpTo(T_DONE);
  else if (r == R_GROUP && braces) listUpTo(T_BRACE);
  else fail(pos == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
}

function caseCommand(start: i32): i32 {
  const outer = scope;
  const s = newScope(SCOPE_CASE, start);
  setScope(s);
  skipBlanks();
  const w = word(PLAIN_BRACES | PLAIN_GLOBS);
  if (w == 0) fail(pos == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
  st(s + EL_WORD, w);
  lineBreaks();
  if (stopped == 0 && !wordIs('in')) fail(pos == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
  if (stopped == 0) moveTo(pos + 2);
  clauses();
  setScope(outer);
  return redirections(s);
}

/** `( pattern | pattern ) list ;;` until `esac`. */
function clauses(): void {
  while (stopped == 0) {
    lineBreaks();
    if (ld8(pos) == OPEN) moveTo(pos + 1);
    else if (wordIs('esac')) {
      moveTo(pos + 4);
      return;
    }
    patterns();
    if (stopped != 0) return;
    list(T_ESAC);
    if (stopped != 0) return;
    if (token == T_ESAC) return;
    if (token != T_CASE_END) fail(UNEXPECTED_TOKEN, pos);
  }
}

function patterns(): void {
  while (stopped == 0) {
    skipBlanks();
    const w = word(PLAIN_BRACES | PLAIN_GLOBS);
    if (stopped != 0) return;
    skipBlanks();
    const c = ld8(pos);
    if (w == 0 || (c != PIPE && c != CLOSE)) fail(pos == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
    else moveTo(pos + 1);
    if (c == CLOSE) return;
  }
}

/** `function name [()] body`: the name may be any word, reserved ones too. */
function functionKeyword(start: i32): i32 {
  skipBlanks();
  const name = pos;
  const saved = tapeMark();
  const w = word(PLAIN_BRACES | PLAIN_GLOBS);
  if (w == 0 || stopped != 0) {
    fail(pos == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
    return 0;
  }
  const stop = pos;
  returnTo(saved, false);
  skipBlanks();
  const p = pos;
  if (ld8(p) == OPEN) {
    moveTo(p + 1);
    skipBlanks();
    const pair = ld8(pos) == CLOSE;
    moveTo(p);
    if (pair) return functionDefinition(start, name, stop, true);
  }
  return functionDefinition(start, name, stop, false);
}

function functionDefinition(start: i32, name: i32, stop: i32, parentheses: boolean): i32 {
  if (parentheses) {
    moveTo(pos + 1);
    skipBlanks();
    if (ld8(pos) != CLOSE) {
      fail(pos == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
      return 0;
    }
    moveTo(pos + 1);
  }
  if (!enter()) return 0;
  lineBreaks();
  const outer = scope;
  const s = newScope(SCOPE_FUNCTION, start);
  nameScope(s, name, stop - name);
  setScope(s);
  const e = shellCommand();
  setScope(outer);
  leave();
  if (e == 0) {
    fail(pos == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
    return 0;
  }
  st(s + EL_END, pos);
  setToken(NONE);
  return s;
}

/** A compound command where only such may stand; 0 for anything else. */
function shellCommand(): i32 {
  const start = pos;
  reservedMayFollow = true;
  if (stopped != 0) return 0;
  if (ld8(start) == OPEN) return parenthesis(start);
  if ((classOf(ld8(start)) & RESERVED) == 0) return 0;
  const r = reserved();
  if (r < R_IF || r == R_FUNCTION || r == R_COPROC || r == R_MISPLACED) return 0;
  return compound(r, start);
}

/** `coproc command`, `coproc [NAME] compound`. */
function coprocess(start: i32): i32 {
  const outer = scope;
  const s = newScope(SCOPE_COPROC, start);
  setScope(s);
  skipBlanks();
  coprocessName(s);
  const e = command();
  setScope(outer);
  if (stopped != 0) return 0;
  if (e == 0) {
    fail(pos == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, pos);
    return 0;
  }
  placeAlone(e);
  st(s + EL_END, pos);
  return s;
}

/** A command that stands in no pipeline. */
function placeAlone(e: i32): void {
  st(e + EL_PIPELINE, 0);
  st(e + EL_INDEX, 0);
  st(e + EL_BEFORE, 0);
}

/** A name counts as one only before a compound command. */
function coprocessName(s: i32): void {
  const start = pos;
  const stop = nameEnd(start);
  if (stop == start || (classOf(ld8(stop)) & TERM) == 0 || ld8(stop) == EQUALS || ld8(stop) == PLUS) return;
  if (reserved() != NONE) return;
  moveTo(stop);
  skipBlanks();
  const compounds = ld8(pos) == OPEN || reserved() >= R_IF;
  if (compounds) nameScope(s, start, stop - start);
  else moveTo(start);
}
