/**
 * Reserved words: the one that stands at `pos`, if a word there is one.
 *
 * INVARIANT: a reserved word counts only where a command may start, which is the caller's to know, and only unquoted and unexpanded;
 * backslash-newlines inside it vanish. Reference: POSIX XCU 2.4; bash manual "Reserved Words".
 */
import { ld, ld8, st, st8 } from '#memory';
import { BANG, bytesAre, CLOSE_BRACE, classOf, ESCAPE, OPEN_BRACE, OPEN_BRACKET, RESERVED, STOPS } from './bytes.ts';
import { joined, pos } from './cursor.ts';
import { SECOND } from './layout.ts';
import { endsWord } from './list.ts';
import { NONE, T_BRACE, T_DO, T_DONE, T_ELIF, T_ELSE, T_ESAC, T_FI, T_THEN } from './token.ts';

// Reserved words that open something; those that end lists are tokens.
export const R_IF: i32 = 20;
export const R_WHILE: i32 = 21;
export const R_UNTIL: i32 = 22;
export const R_FOR: i32 = 23;
export const R_SELECT: i32 = 24;
export const R_CASE: i32 = 25;
export const R_FUNCTION: i32 = 26;
export const R_COPROC: i32 = 27;
export const R_GROUP: i32 = 28;
export const R_TEST: i32 = 29;
/** `!`, `]]` and `in` where no command may start with them. */
export const R_MISPLACED: i32 = 30;

/** Behind the reserved word that `reserved` found. */
export let reservedEnd: i32 = 0;
/** Room for a reserved word with its backslash-newlines taken out. */
const SCRATCH: i32 = 3072;
/** No reserved word is longer. */
const LONGEST: i32 = 8;

/** Fills the table of second letters: bits by the low five of a byte, for the low five of the first. */
export function initReserved(): void {
  for (let i: i32 = 0; i < 32; i++) st(SECOND + (i << 2), 0);
  follows('i', 'fn');
  follows('t', 'h');
  follows('w', 'h');
  follows('e', 'ls');
  follows('f', 'iou');
  follows('d', 'o');
  follows('u', 'n');
  follows('c', 'ao');
  follows('s', 'e');
  // Brackets share their bits with braces, and behind a brace or `!` all that matters is whether a word ends.
  st(SECOND + (low(OPEN_BRACE) << 2), -1);
  st(SECOND + (low(CLOSE_BRACE) << 2), -1);
  st(SECOND + (low(BANG) << 2), -1);
}

function follows(first: string, second: string): void {
  // A backslash-newline may stand in between.
  let bits: i32 = 1 << low(ESCAPE);
  for (let i = 0; i < second.length; i++) bits |= 1 << low(second.charCodeAt(i));
  st(SECOND + (low(first.charCodeAt(0)) << 2), bits);
}

function low(byte: i32): i32 {
  return byte & 31;
}

/** Whether a word whose first byte has the class RESERVED can be one: most others are told apart by their second byte. */
export function mayBeReserved(first: i32, second: i32): boolean {
  return (ld(SECOND + (low(first) << 2)) & (1 << low(second))) != 0;
}

/** The reserved word at `pos` (its end in `reservedEnd`), or NONE. */
export function reserved(): i32 {
  const c = ld8(pos);
  return (classOf(c) & RESERVED) != 0 && mayBeReserved(c, ld8(pos + 1)) ? readReserved() : NONE;
}

function readReserved(): i32 {
  let p = pos;
  let length: i32 = 0;
  while (length <= LONGEST) {
    const c = ld8(p);
    if ((classOf(c) & STOPS) != 0 && c != OPEN_BRACKET && c != OPEN_BRACE && c != CLOSE_BRACE) break;
    st8(SCRATCH + length++, c);
    p = joined(p + 1);
  }
  if (length > LONGEST || length == 0 || !endsWord(p)) return NONE;
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
      return ld8(SCRATCH + 1) == 102 ? named(length, 'if', R_IF) : named(length, 'in', R_MISPLACED);
    case 116: // t
      return named(length, 'then', T_THEN);
    case 101: // e
      if (bytesAre(SCRATCH, length, 'else')) return T_ELSE;
      if (bytesAre(SCRATCH, length, 'elif')) return T_ELIF;
      return named(length, 'esac', T_ESAC);
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
