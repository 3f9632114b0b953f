/**
 * Branches: `if` and `case`. What stands behind the first condition may not run, which its commands say of themselves.
 * Reference: POSIX XCU 2.9.4; bash manual "Conditional Constructs".
 */
import { ld8, st } from '#memory';
import { CLOSE, OPEN, PIPE } from './bytes.ts';
import { listUpTo, redirections, wordIs } from './compound.ts';
import { moveTo, pos, skipBlanks, stopped } from './cursor.ts';
import { EL_WORD, FLAG_CONDITIONAL, SCOPE_CASE, SCOPE_IF } from './layout.ts';
import { lineBreaks, list } from './list.ts';
import { newScope, scope, setScope } from './tape.ts';
import { T_CASE_END, T_ELIF, T_ELSE, T_ESAC, T_FI, T_THEN, token, unexpected, unexpectedHere } from './token.ts';
import { PLAIN_BRACES, PLAIN_GLOBS, word } from './word.ts';

export function ifCommand(start: i32): i32 {
  const outer = scope;
  const s = newScope(SCOPE_IF, start);
  setScope(s);
  listUpTo(T_THEN, 0);
  branches();
  setScope(outer);
  return redirections(s);
}

/** From behind `then` to behind `fi`. */
function branches(): void {
  while (stopped == 0) {
    const count = list(T_FI, FLAG_CONDITIONAL);
    if (stopped != 0) return;
    if (count == 0 || (token != T_FI && token != T_ELIF && token != T_ELSE)) unexpectedHere();
    else if (token == T_FI) return;
    else if (token == T_ELIF) listUpTo(T_THEN, FLAG_CONDITIONAL);
    else {
      listUpTo(T_FI, FLAG_CONDITIONAL);
      return;
    }
  }
}

export function caseCommand(start: i32): i32 {
  const outer = scope;
  const s = newScope(SCOPE_CASE, start);
  setScope(s);
  skipBlanks();
  const w = word(PLAIN_BRACES | PLAIN_GLOBS);
  if (w == 0) unexpected(pos);
  st(s + EL_WORD, w);
  lineBreaks();
  if (stopped == 0 && !wordIs('in')) unexpected(pos);
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
    list(T_ESAC, FLAG_CONDITIONAL);
    if (stopped != 0 || token == T_ESAC) return;
    if (token != T_CASE_END) unexpectedHere();
  }
}

function patterns(): void {
  while (stopped == 0) {
    skipBlanks();
    const w = word(PLAIN_BRACES | PLAIN_GLOBS);
    if (stopped != 0) return;
    skipBlanks();
    const c = ld8(pos);
    if (w == 0 || (c != PIPE && c != CLOSE)) unexpected(pos);
    else moveTo(pos + 1);
    if (c == CLOSE) return;
  }
}
