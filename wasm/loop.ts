/**
 * Loops: `while`, `until`, `for` in its three forms, and `select`.
 * Reference: POSIX XCU 2.9.4; bash manual "Looping Constructs".
 */
import { ld8, st } from '#memory';
import { arithmeticFor } from './arithmetic.ts';
import { NOTHING } from './brace.ts';
import { HASH, LF, OPEN, SEMICOLON } from './bytes.ts';
import { F_ARITHMETIC_FOR } from './codes.ts';
import { listUpTo, redirections, wordIs } from './compound.ts';
import { joined, moveTo, pos, skipBlanks, stopped } from './cursor.ts';
import { EL_WORD, FLAG_CONDITIONAL, SCOPE_FOR, SCOPE_SELECT } from './layout.ts';
import { lineBreaks } from './list.ts';
import { R_GROUP, reserved, reservedEnd } from './reserved.ts';
import { mark, nameScope, newScope, scope, setScope } from './tape.ts';
import { NONE, T_BRACE, T_DO, T_DONE, unexpected } from './token.ts';
import { appendWord, PLAIN_BRACES, PLAIN_GLOBS, word } from './word.ts';

/** `while list; do list; done`, `until` alike: the first list runs once at least. */
export function whileCommand(start: i32, type: i32): i32 {
  const outer = scope;
  const s = newScope(type, start);
  setScope(s);
  listUpTo(T_DO, 0);
  if (stopped == 0) listUpTo(T_DONE, FLAG_CONDITIONAL);
  setScope(outer);
  return redirections(s);
}

/** `for name [in words]; do … done`, `for ((…)); do … done`, with braces instead of `do`/`done` too; `select` alike. */
export function forCommand(start: i32, type: i32): i32 {
  const outer = scope;
  const s = newScope(type, start);
  setScope(s);
  skipBlanks();
  const p = pos;
  if (type == SCOPE_FOR && ld8(p) == OPEN && ld8(joined(p + 1)) == OPEN) {
    mark(F_ARITHMETIC_FOR, start, p);
    arithmeticFor(start, joined(p + 1) + 1);
    if (stopped == 0) {
      skipBlanks();
      bodyBehindSeparator();
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
  if (w == 0 && stopped == 0) unexpected(start);
  nameScope(s, start, pos - start);
}

function loopWords(s: i32, type: i32): void {
  skipBlanks();
  const c = ld8(pos);
  if (c == SEMICOLON) {
    bodyBehindSeparator();
    return;
  }
  lineBreaks();
  if (!wordIs('in')) {
    loopBody(c == LF || type == SCOPE_SELECT);
    return;
  }
  moveTo(pos + 2);
  if (readWords(s)) bodyBehindSeparator();
}

/** The words behind `in`, up to a semicolon or the end of the line; false where the scan stopped. */
function readWords(s: i32): boolean {
  let last: i32 = 0;
  while (stopped == 0) {
    skipBlanks();
    const c = ld8(pos);
    if (c == SEMICOLON || c == LF || c == HASH) return true;
    const w = word(0);
    if (w == 0) unexpected(pos);
    if (stopped != 0 || w == NOTHING) continue;
    if (last == 0) st(s + EL_WORD, w);
    last = appendWord(last, w);
  }
  return false;
}

function bodyBehindSeparator(): void {
  if (ld8(pos) == SEMICOLON) moveTo(pos + 1);
  lineBreaks();
  loopBody(true);
}

function loopBody(braces: boolean): void {
  if (stopped != 0) return;
  const r = reserved();
  const start = pos;
  if (r != NONE) moveTo(reservedEnd);
  if (r == T_DO) listUpTo(T_DONE, FLAG_CONDITIONAL);
  else if (r == R_GROUP && braces) listUpTo(T_BRACE, FLAG_CONDITIONAL);
  else unexpected(start);
}
