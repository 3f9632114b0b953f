/**
 * Function definitions, `name () body` and `function name [()] body`, and coprocesses.
 *
 * INVARIANT: the body is a compound command; its commands belong to the function's scope, whether or not it is called.
 * Reference: POSIX XCU 2.9.5; bash manual "Shell Functions", "Coprocesses".
 */
import { ld8, st } from '#memory';
import { CLOSE, classOf, EQUALS, nameEnd, OPEN, PLUS, RESERVED, TERM } from './bytes.ts';
import { F_FUNCTION_NAME } from './codes.ts';
import { command, compound, parenthesis } from './compound.ts';
import { enter, leave, moveTo, pos, skipBlanks, stopped } from './cursor.ts';
import { EL_END, SCOPE_COPROC, SCOPE_FUNCTION } from './layout.ts';
import { lineBreaks, place } from './list.ts';
import { piecesOfWord } from './pieces.ts';
import { R_COPROC, R_FUNCTION, R_IF, R_MISPLACED, reserved } from './reserved.ts';
import { dropCommands, mark, nameScope, newScope, scope, setScope, tapeMark } from './tape.ts';
import { clearToken, NONE, unexpected, unexpectedHere } from './token.ts';
import { PLAIN_BRACES, PLAIN_GLOBS, word } from './word.ts';

/** `name () body` with `pos` behind the word `w`, which began at `start`. */
export function functionOfName(w: i32, start: i32): i32 {
  const stop = pos;
  if (piecesOfWord(w) != 0) mark(F_FUNCTION_NAME, start, stop);
  skipBlanks();
  return functionDefinition(start, start, stop, true);
}

/** `function name [()] body`: the name may be any word, reserved ones too. */
export function functionKeyword(start: i32): i32 {
  skipBlanks();
  const name = pos;
  const saved = tapeMark();
  const w = word(PLAIN_BRACES | PLAIN_GLOBS);
  if (w == 0 || stopped != 0) {
    unexpected(pos);
    return 0;
  }
  const stop = pos;
  dropCommands(saved);
  skipBlanks();
  return functionDefinition(start, name, stop, atParentheses());
}

/** Whether `()` stands here: a single parenthesis opens a subshell that is the body. */
function atParentheses(): boolean {
  const p = pos;
  if (ld8(p) != OPEN) return false;
  moveTo(p + 1);
  skipBlanks();
  const pair = ld8(pos) == CLOSE;
  moveTo(p);
  return pair;
}

function functionDefinition(start: i32, name: i32, stop: i32, parentheses: boolean): i32 {
  if (parentheses) {
    moveTo(pos + 1);
    skipBlanks();
    if (ld8(pos) != CLOSE) {
      unexpected(pos);
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
    unexpected(pos);
    return 0;
  }
  st(s + EL_END, pos);
  clearToken();
  return s;
}

/** A compound command where only such may stand; 0 for anything else. */
function shellCommand(): i32 {
  const start = pos;
  if (stopped != 0) return 0;
  if (ld8(start) == OPEN) return parenthesis(start);
  if ((classOf(ld8(start)) & RESERVED) == 0) return 0;
  const r = reserved();
  if (r < R_IF || r == R_FUNCTION || r == R_COPROC || r == R_MISPLACED) return 0;
  return compound(r, start);
}

/** `coproc command`, `coproc [NAME] compound`. */
export function coprocess(start: i32): i32 {
  const outer = scope;
  const s = newScope(SCOPE_COPROC, start);
  setScope(s);
  skipBlanks();
  coprocessName(s);
  const e = command();
  setScope(outer);
  // It stands in no pipeline.
  if (e != 0) place(e, 0, 0, 0);
  else if (stopped == 0) unexpectedHere();
  if (stopped != 0) return 0;
  st(s + EL_END, pos);
  return s;
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
