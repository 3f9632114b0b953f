/**
 * One text from its first byte to its last: the top of the grammar, recovery behind syntax errors, and what is left on the head.
 *
 * INVARIANT: never throws and never hangs; what was understood before and behind a refusal is on the tape.
 */
import { ld, ld8, st, st8 } from '#memory';
import { resetArithmetic } from './arithmetic.ts';
import { resetBraces } from './brace.ts';
import { initBytes, LF } from './bytes.ts';
import { OK, TOO_LARGE } from './codes.ts';
import { nextLine, resetCommands } from './command.ts';
import { end, moveTo, openText, pos, refuse, resetCursor, resume, stopped, stoppedAt } from './cursor.ts';
import { initDialects } from './dialect.ts';
import { resetHeredocs } from './heredoc.ts';
import { EL_END, HEAD_REFUSAL, HEAD_TOP, HEAP, SCOPE_TEXT } from './layout.ts';
import { MAX_RECOVERIES, MAX_TEXT } from './limits.ts';
import { list, resetLists } from './list.ts';
import { setRecording, startPieces } from './pieces.ts';
import { initReserved } from './reserved.ts';
import { newScope, openBytes, reopenTape, resetTape, setScope, top } from './tape.ts';
import { END_TEXT, token, unexpectedHere } from './token.ts';

/** First address behind the compiled policy: where every text, and the tape behind it, begins. */
export let tapeStart: i32 = HEAP;

/** Fills the tables; once per memory. */
export function init(): void {
  initBytes();
  initDialects();
  initReserved();
  tapeStart = HEAP;
  st(HEAD_TOP, HEAP);
}

/** Puts text and tape behind a policy that ends at an address; the tape is empty then. */
export function setTapeStart(address: i32): void {
  tapeStart = (address + 15) & -16;
}

/** Makes sure that a text of this many bytes fits at `tapeStart`. */
export function reserve(bytes: i32): void {
  resetTape(tapeStart);
  openBytes(bytes + 4);
}

/** Scans the text at `tapeStart` on an empty tape; returns the code of its refusal, 0 for none. */
export function scanText(length: i32): i32 {
  openTape(length);
  return scan(tapeStart, length, newScope(SCOPE_TEXT, tapeStart));
}

/** The same without a scope for the text: for whoever reads the commands alone. */
export function scanCommands(length: i32): i32 {
  openTape(length);
  return scan(tapeStart, length, 0);
}

/** The same for a text that lies before the tape; the byte behind it is lost. */
export function scanCommandsAt(start: i32, length: i32): i32 {
  resetTape(tapeStart);
  resetCursor();
  return scan(start, length, 0);
}

function openTape(length: i32): void {
  resetTape(tapeStart);
  openBytes(length + 4);
  resetCursor();
}

/** Room behind the tape that the next call may overwrite; returns where it is. */
export function scratch(bytes: i32): i32 {
  reopenTape(tapeStart, ld(HEAD_TOP));
  return openBytes(bytes);
}

function scan(start: i32, length: i32, s: i32): i32 {
  resetLists();
  resetHeredocs();
  resetCommands();
  resetArithmetic();
  resetBraces();
  setRecording(true);
  startPieces();
  setScope(0);
  st8(start + length, 0);
  openText(start, start + length);
  if (s != 0) st(s + EL_END, start + length);
  if (length > MAX_TEXT) refuse(TOO_LARGE, start, start + length);
  else text(s, start, start + length);
  st(HEAD_TOP, top);
  return ld(HEAD_REFUSAL);
}

/** Reads lists until the text ends; behind an error it goes on with the next line (LIMIT: MAX_RECOVERIES). */
function text(s: i32, start: i32, stop: i32): void {
  let recoveries: i32 = 0;
  while (true) {
    setScope(s);
    list(END_TEXT, 0);
    if (stopped == OK && token != END_TEXT) unexpectedHere();
    if (stopped == OK || ++recoveries > MAX_RECOVERIES) return;
    const from = stoppedAt >= start && stoppedAt < stop ? stoppedAt : stop;
    if (!recover(from, start, stop)) return;
  }
}

/** Moves behind the line of an error. */
function recover(from: i32, start: i32, stop: i32): boolean {
  let p = from;
  while (p < stop && ld8(p) != LF) p++;
  if (p >= stop) return false;
  resume();
  resetHeredocs();
  setRecording(true);
  startPieces();
  openText(start, stop);
  moveTo(p + 1);
  nextLine();
  return pos < end;
}
