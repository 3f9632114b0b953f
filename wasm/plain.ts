/**
 * Plain words and commands of nothing else: by far the commonest thing there is, read here in one loop.
 *
 * INVARIANT: what is written is what `command.ts` would write; where anything but a plain word stands, it is left to that.
 */
import { ld8, passWord, st } from '#memory';
import { AMP, classOf, ENDS_PLAIN, GREATER, OPEN, roleOf, SPACE, STARTS_OTHER, STOPS, STOPS_FIRST } from './bytes.ts';
import { isNoticed, notice, simpleCommand } from './command.ts';
import { joined, moveTo, peek, pos } from './cursor.ts';
import { functionOfName } from './function.ts';
import {
  COMMAND_SIZE,
  EL_END,
  EL_WORD,
  HALVES,
  WORD_FLAGS,
  WORD_LENGTH,
  WORD_NEXT,
  WORD_RAW,
  WORD_RAW_SIZE,
  WORD_VALUE,
} from './layout.ts';
import { closeBytes, openBytes, writeCommand } from './tape.ts';
import { setLastWord } from './word.ts';

/** Room for the plain words that are read at once, 64 of them; more are read when the next one has been read by itself. */
const ROOM: i32 = 1024;

/** A simple command, or a definition of a function, whose first word is plain; 0, with nothing written, where it is not. */
export function plainCommand(start: i32): i32 {
  let p = start;
  let c = ld8(p);
  while ((roleOf(c) & STOPS_FIRST) == 0) c = ld8(++p);
  if ((roleOf(c) & ENDS_PLAIN) == 0) return 0;
  const e = openBytes(COMMAND_SIZE + WORD_RAW_SIZE + ROOM);
  const first = e + COMMAND_SIZE;
  st(first + WORD_FLAGS, WORD_RAW);
  st(first + WORD_VALUE, start);
  st(first + WORD_LENGTH, p - start);
  st(first + WORD_NEXT, 0);
  const room = first + WORD_RAW_SIZE;
  const last = wordsFrom(p, room);
  if (last != first) st(first + WORD_NEXT, room);
  setLastWord(last);
  const stop = pos;
  c = peek();
  if (c == OPEN && last == first) {
    moveTo(stop);
    return functionOfName(first, start);
  }
  writeCommand(e, start, 0);
  st(e + EL_WORD, first);
  if (endsCommand(c)) {
    st(e + EL_END, stop);
    if (last != first && isNoticed(start, p - start)) notice(e, 0);
  } else {
    moveTo(stop);
    simpleCommand(e, first);
  }
  return e;
}

/** Whether the byte at `pos` is an operator that ends a command; `&>` is a redirection. */
function endsCommand(c: i32): boolean {
  return (roleOf(c) & ENDS_PLAIN) != 0 && (c != AMP || ld8(joined(pos + 1)) != GREATER);
}

/** Takes the plain words that follow a word, and hangs them on it; returns the last. Everything else is left where it stands. */
export function plainWords(before: i32): i32 {
  if (ld8(pos) != SPACE || (classOf(ld8(pos + 1)) & STOPS) != 0) return before;
  const at = openBytes(ROOM);
  const last = wordsFrom(pos, at);
  if (last < at) return before;
  st(before + WORD_NEXT, at);
  return last;
}

/**
 * Reads the plain words behind an address, each with its space, into open room: one record behind the other. Returns the last; the address before
 * the room where there is none.
 */
function wordsFrom(from: i32, room: i32): i32 {
  const full = room + ROOM;
  let p = from;
  let w = room;
  while (ld8(p) == SPACE && w != full) {
    const start = p + 1;
    if ((roleOf(ld8(start)) & STARTS_OTHER) != 0) break;
    let stop = passWord(start, HALVES);
    let c = ld8(stop);
    while ((classOf(c) & STOPS) == 0) c = ld8(++stop);
    if ((roleOf(c) & ENDS_PLAIN) == 0) break;
    st(w + WORD_FLAGS, WORD_RAW);
    st(w + WORD_VALUE, start);
    st(w + WORD_LENGTH, stop - start);
    st(w + WORD_NEXT, w + WORD_RAW_SIZE);
    w += WORD_RAW_SIZE;
    p = stop;
  }
  closeBytes(w);
  moveTo(p);
  w -= WORD_RAW_SIZE;
  if (w >= room) st(w + WORD_NEXT, 0);
  return w;
}
