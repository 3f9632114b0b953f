/**
 * Tokens that end a list, the one that ended the last list, and what is said about one that stands in the wrong place.
 *
 * INVARIANT: where `token` is not NONE, it begins at `tokenAt` and `pos` stands behind it.
 */
import { ld8 } from '#memory';
import { AMP, classOf, DOUBLE, GREATER, LESS, PIPE, SEMICOLON, SINGLE, TERM } from './bytes.ts';
import { UNEXPECTED_END, UNEXPECTED_TOKEN } from './codes.ts';
import { end, failAt, pos } from './cursor.ts';

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
export let tokenAt: i32 = 0;

export function setToken(kind: i32, start: i32): void {
  token = kind;
  tokenAt = start;
}

export function clearToken(): void {
  token = NONE;
}

/** Refuses the token that was read, or what stands at `pos`. */
export function unexpectedHere(): void {
  unexpected(token == NONE ? pos : tokenAt);
}

/** Refuses what stands at an address; at the end of the text, that something is missing there. */
export function unexpected(at: i32): void {
  failAt(at == end ? UNEXPECTED_END : UNEXPECTED_TOKEN, at, tokenStop(at));
}

/** Behind the operator or word at an address, as far as people need to see it. */
function tokenStop(at: i32): i32 {
  if (at == end) return at;
  const first = ld8(at);
  if ((classOf(first) & TERM) != 0) return isDoubled(first) && ld8(at + 1) == first ? at + 2 : at + 1;
  let p = at + 1;
  while ((classOf(ld8(p)) & TERM) == 0 && ld8(p) != SINGLE && ld8(p) != DOUBLE) p++;
  return p;
}

function isDoubled(c: i32): boolean {
  return c == SEMICOLON || c == AMP || c == PIPE || c == LESS || c == GREATER;
}
