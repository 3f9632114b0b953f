/**
 * Arithmetic: `$((…))`, `$[…]`, `((…))` and the three parts of `for ((…))`. Nothing is calculated; commands in it are found,
 * also between single quotes, which quote nothing here.
 *
 * `((` may open two nested subshells instead: that shows only where the parentheses do not close as `))`, and then the text is
 * read again from the start (LIMIT: MAX_REREADS per text, so that nesting cannot make the cost quadratic).
 * Reference: bash manual "Shell Arithmetic"; reference/shell-grammar.md §7.
 */
import { ld8, st } from '#memory';
import { BACKTICK, CLOSE, CLOSE_BRACKET, DOLLAR, DOUBLE, ESCAPE, OPEN, OPEN_BRACKET, SEMICOLON, SINGLE } from './bytes.ts';
import { BAD_ARITHMETIC, F_DOLLAR_BRACKET, TOO_AMBIGUOUS, UNTERMINATED_EXPANSION } from './codes.ts';
import { enter, fail, joined, leave, moveTo, pos, stopped } from './cursor.ts';
import { backtick, dollar } from './expansion.ts';
import { EL_END, PIECE_ARITHMETIC, PIECE_QUOTED, SCOPE_ARITHMETIC } from './layout.ts';
import { MAX_REREADS } from './limits.ts';
import { addPiece, recording, setRecording } from './pieces.ts';
import { doubleQuote, pairedAnsi, pairedSingles } from './quote.ts';
import { mark, newScope, returnTo, scope, setScope, tapeMark } from './tape.ts';

let rereads: i32 = 0;
/** Semicolons at the top level of the last body: `for ((…))` needs two. */
let semicolons: i32 = 0;

export function resetArithmetic(): void {
  rereads = 0;
}

/** `$(( … ))` with `body` behind the second parenthesis. False, with nothing written, where it is a command substitution. */
export function arithmeticExpansion(start: i32, body: i32, quoted: i32): boolean {
  const back = pos;
  const saved = tapeMark();
  moveTo(body);
  if (!expression(start, CLOSE)) return stopped != 0;
  if (stopped != 0) return true;
  if (ld8(pos) != CLOSE) {
    if (ld8(joined(pos)) != CLOSE) return readAgain(saved, back, start);
    // Where a line is continued between the two, shells do not agree which it is.
    fail(TOO_AMBIGUOUS, start);
    return true;
  }
  moveTo(pos + 1);
  addPiece(PIECE_ARITHMETIC | quoted, 0, 0, start, pos);
  return true;
}

/** `(( … ))` as a command; 0, with nothing written, where it is a subshell in a subshell. */
export function arithmeticCommand(start: i32, body: i32): i32 {
  const back = pos;
  const saved = tapeMark();
  const outer = scope;
  const s = newScope(SCOPE_ARITHMETIC, start);
  setScope(s);
  moveTo(body);
  const closed = expression(start, CLOSE);
  setScope(outer);
  if (!closed) return s;
  if (ld8(pos) != CLOSE) {
    readAgain(saved, back, start);
    return stopped != 0 ? s : 0;
  }
  moveTo(pos + 1);
  st(s + EL_END, pos);
  return s;
}

function readAgain(saved: i32, back: i32, start: i32): boolean {
  if (++rereads > MAX_REREADS) {
    fail(TOO_AMBIGUOUS, start);
    return true;
  }
  returnTo(saved);
  moveTo(back);
  return false;
}

/** `$[ … ]` from behind the bracket. */
export function bracketArithmetic(start: i32, body: i32, quoted: i32): void {
  mark(F_DOLLAR_BRACKET, start, body);
  moveTo(body);
  if (!expression(start, CLOSE_BRACKET)) return;
  addPiece(PIECE_ARITHMETIC | quoted, 0, 0, start, pos);
}

/** Reads up to and over the closing byte of the same level; false where the scan stopped. */
function expression(start: i32, closing: i32): boolean {
  if (!enter()) return false;
  const record = recording;
  setRecording(false);
  const opening = closing == CLOSE ? OPEN : OPEN_BRACKET;
  let level: i32 = 0;
  let parts: i32 = 0;
  while (stopped == 0) {
    const c = ld8(pos);
    if (c == closing) {
      moveTo(pos + 1);
      if (level == 0) break;
      level--;
    } else if (c == opening) {
      level++;
      moveTo(pos + 1);
    } else if (c == SEMICOLON) {
      if (level == 0) parts++;
      moveTo(pos + 1);
    } else inExpression(c, start);
  }
  semicolons = parts;
  setRecording(record);
  leave();
  return stopped == 0;
}

function inExpression(c: i32, start: i32): void {
  if (c == 0) fail(UNTERMINATED_EXPANSION, start);
  else if (c == ESCAPE) moveTo(pos + (ld8(pos + 1) == 0 ? 1 : 2));
  else if (c == SINGLE) pairedSingles();
  else if (c == DOUBLE) doubleQuote();
  else if (c == BACKTICK) backtick(PIECE_QUOTED);
  else if (c != DOLLAR || !(pairedAnsi() || dollar(PIECE_QUOTED))) moveTo(pos + 1);
}

/** The head of `for (( a; b; c ))` from behind its parentheses. */
export function arithmeticFor(start: i32, body: i32): void {
  moveTo(body);
  if (!expression(start, CLOSE)) return;
  if (ld8(pos) != CLOSE || semicolons != 2) fail(BAD_ARITHMETIC, start);
  else moveTo(pos + 1);
}
