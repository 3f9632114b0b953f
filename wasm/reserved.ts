/**
 * Reserved words: the one that stands at `pos`, if a word there is one.
 *
 * INVARIANT: a reserved word counts only where a command may start, which is the caller's to know, and only unquoted and unexpanded;
 * backslash-newlines inside it vanish. Reference: POSIX XCU 2.4; bash manual "Reserved Words".
 */
import { ld8, st8 } from '#memory';
import { bytesAre, classOf, ESCAPE, OPEN_BRACE, OPEN_BRACKET, STOPS, TERM } from './bytes.ts';
import { joined, pos } from './cursor.ts';
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

/** The reserved word at `pos` (its end in `reservedEnd`), or NONE. */
export function reserved(): i32 {
  const second = ld8(pos + 1);
  return mayBeReserved(ld8(pos), second) || second == ESCAPE ? readReserved() : NONE;
}

/** Most words are told apart from reserved ones by their second letter. */
function mayBeReserved(first: i32, second: i32): boolean {
  switch (first) {
    case 105: // i
      return second == 102 || second == 110;
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
  while (length <= LONGEST) {
    const c = ld8(p);
    if ((classOf(c) & STOPS) != 0 && c != OPEN_BRACKET && c != OPEN_BRACE && c != 125) break;
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
