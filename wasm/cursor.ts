/**
 * Where the scanner stands: one position in linear memory, moving forward over the current text, which ends with a NUL at `end`.
 *
 * INVARIANT: `ld8(end)` is 0, so loops test the byte alone; a NUL before `end` is refused as such. The first refusal wins; a refusal
 * that stops (`fail`) makes every loop return, one that does not (`refuse`) only marks the text.
 */
import { ld, ld8, st } from '#memory';
import { GAP, roleOf, SPACE } from './bytes.ts';
import { NUL_BYTE, OK, TOO_AMBIGUOUS, TOO_DEEP, TOO_LARGE } from './codes.ts';
import { HEAD_REFUSAL, HEAD_REFUSAL_END, HEAD_REFUSAL_START } from './layout.ts';
import { MAX_DEPTH } from './limits.ts';

export let pos: i32 = 0;
export let end: i32 = 0;
/** Code of the refusal that stopped the scan; 0 while it runs. */
export let stopped: i32 = 0;
export let depth: i32 = 0;
/** Where the construct that stopped the scan began: recovery goes on behind its line. */
export let stoppedAt: i32 = 0;

export const BACKSLASH: i32 = 92;
export const NEWLINE: i32 = 10;

export function moveTo(address: i32): void {
  pos = address;
}

export function openText(start: i32, stop: i32): void {
  pos = start;
  end = stop;
}

export function resetCursor(): void {
  stopped = OK;
  depth = 0;
  st(HEAD_REFUSAL, OK);
}

export function resume(): void {
  stopped = OK;
  depth = 0;
}

/** Marks the text as refused; scanning goes on. */
export function refuse(code: i32, start: i32, stop: i32): void {
  if (ld(HEAD_REFUSAL) != OK) return;
  st(HEAD_REFUSAL, code);
  st(HEAD_REFUSAL_START, start);
  st(HEAD_REFUSAL_END, stop);
}

/** Refuses the text from an address up to `pos` and stops the scan. */
export function fail(code: i32, start: i32): void {
  failAt(code, start, pos > start ? pos : start);
}

/** Refuses the text and stops the scan; at a NUL within the text the code says so instead. */
export function failAt(code: i32, start: i32, stop: i32): void {
  if (stopped != OK) return;
  const why = pos < end && ld8(pos) == 0 ? NUL_BYTE : code;
  stopped = why;
  stoppedAt = start;
  refuse(why, start, stop);
}

/**
 * Takes back a refusal inside a closed text (a backtick body, a here-document): bash reads such a text only when it runs it, so the rest
 * stands. True where there was one; limits are not taken back. `before` is what the head said before the closed text.
 */
export function forgive(before: i32): boolean {
  if (stopped == OK || isLimit(stopped)) return false;
  stopped = OK;
  if (before == OK) st(HEAD_REFUSAL, OK);
  return true;
}

function isLimit(code: i32): boolean {
  return code == TOO_DEEP || code == TOO_LARGE || code == TOO_AMBIGUOUS || code == NUL_BYTE;
}

/** One level down; false (and stopped) where that is too deep. Every true is paid back with `leave`. */
export function enter(): boolean {
  if (depth >= MAX_DEPTH) {
    fail(TOO_DEEP, pos);
    return false;
  }
  depth++;
  return true;
}

/** Restores the level that a forgiven text was entered at: its functions may have returned early. */
export function setDepth(level: i32): void {
  depth = level;
}

export function leave(): void {
  depth--;
}

/** Skips backslash-newlines from an address: they vanish even inside operators. */
export function joined(address: i32): i32 {
  return ld8(address) == BACKSLASH ? behindJoints(address) : address;
}

function behindJoints(address: i32): i32 {
  let p = address;
  while (ld8(p) == BACKSLASH && ld8(p + 1) == NEWLINE) p += 2;
  return p;
}

/** Steps over blanks and returns the byte that stands there. */
export function peek(): i32 {
  const c = ld8(pos);
  if ((roleOf(c) & GAP) == 0) return c;
  if (c == SPACE) {
    const next = ld8(pos + 1);
    if ((roleOf(next) & GAP) == 0) {
      pos++;
      return next;
    }
  }
  skipBlanks();
  return ld8(pos);
}

/** The byte behind blanks, without stepping over them. */
export function ahead(): i32 {
  const c = ld8(pos);
  if ((roleOf(c) & GAP) == 0) return c;
  const back = pos;
  skipBlanks();
  const found = ld8(pos);
  pos = back;
  return found;
}

/** Spaces, tabs and backslash-newlines. */
export function skipBlanks(): void {
  let p = pos;
  while (true) {
    const c = ld8(p);
    if (c == 32 || c == 9) p++;
    else if (c == BACKSLASH && ld8(p + 1) == NEWLINE) p += 2;
    else break;
  }
  pos = p;
}
