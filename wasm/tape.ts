/**
 * The tape: records and cooked bytes in one growing region, linked into chains from the head.
 *
 * INVARIANT: records are 4-byte aligned and never move during a scan; a mark of the tape (`tapeMark`) can be returned to, which
 * forgets everything written since (used for a second reading and for texts whose commands do not run).
 */
import { copyBytes, growPages, ld, memoryBytes, st } from '#memory';
import { TOO_LARGE } from './codes.ts';
import { fail, pos } from './cursor.ts';
import { ANY_TEXT, concerned } from './dialect.ts';
import {
  COMMAND_ASSIGNMENT,
  COMMAND_SIZE,
  COOKED_END,
  COOKED_NEXT,
  COOKED_SIZE,
  COOKED_SOURCE,
  COOKED_SOURCE_END,
  COOKED_START,
  EL_BEFORE,
  EL_END,
  EL_FLAGS,
  EL_INDEX,
  EL_NEXT,
  EL_PARENT,
  EL_PIPELINE,
  EL_REDIRECT,
  EL_START,
  EL_WORD,
  HEAD_FEATURES,
  HEAD_FIRST_COMMAND,
  HEAD_FIRST_COOKED,
  HEAD_FIRST_MARK,
  HEAD_FIRST_SCOPE,
  HEAD_LAST_COMMAND,
  HEAD_LAST_COOKED,
  HEAD_LAST_MARK,
  HEAD_LAST_SCOPE,
  HEAP,
  MARK_END,
  MARK_KIND,
  MARK_NEXT,
  MARK_SIZE,
  MARK_START,
  SCOPE_NAME,
  SCOPE_NAME_LENGTH,
  SCOPE_SIZE,
  SCOPE_TYPE,
} from './layout.ts';
import { MAX_TAPE } from './limits.ts';

/** First free address, always a multiple of 4. */
export let top: i32 = HEAP;
/** Where this text's tape began. */
let base: i32 = HEAP;
/** Up to here nothing has to be asked: below the end of memory and below the bound. */
let roomEnd: i32 = 0;
/** The scope that new elements belong to. */
export let scope: i32 = 0;

export function setScope(address: i32): void {
  scope = address;
}

/** Starts an empty tape behind an address (the end of the policy). */
export function resetTape(start: i32): void {
  reopenTape(start, start);
  scope = 0;
  st(HEAD_FIRST_COMMAND, 0);
  st(HEAD_LAST_COMMAND, 0);
  st(HEAD_FIRST_SCOPE, 0);
  st(HEAD_LAST_SCOPE, 0);
  st(HEAD_FIRST_MARK, 0);
  st(HEAD_LAST_MARK, 0);
  st(HEAD_FIRST_COOKED, 0);
  st(HEAD_LAST_COOKED, 0);
  st(HEAD_FEATURES, ANY_TEXT);
}

/** Takes up a tape where it ended; other memories may have been under the core since. */
export function reopenTape(start: i32, stop: i32): void {
  base = start;
  top = stop;
  findRoom();
}

function findRoom(): void {
  const memory = memoryBytes() - 16;
  const bound = base + MAX_TAPE;
  roomEnd = memory < bound ? memory : bound;
}

/** LIMIT: over MAX_TAPE the scan stops; what its last steps still write has room, as memory ends well above. */
function more(size: i32): void {
  if (top + size - base > MAX_TAPE) fail(TOO_LARGE, pos);
  const missing = top + size + 16 - memoryBytes();
  if (missing > 0) growPages(missing >> 16 < 15 ? 16 : (missing >> 16) + 1);
  findRoom();
}

/** Room for `size` bytes (a multiple of 4), not cleared. */
export function allocate(size: i32): i32 {
  const address = top;
  if (address + size > roomEnd) more(size);
  top = address + size;
  return address;
}

/** Room for bytes; `closeBytes` says how many were used. */
export function openBytes(atMost: i32): i32 {
  return allocate((atMost + 4) & -4);
}

/** Gives back what `openBytes` took too much; only right after it, with nothing allocated since. */
export function closeBytes(used: i32): void {
  top = (used + 3) & -4;
}

/** Its place in a pipeline is the caller's to write. */
export function newCommand(start: i32, flags: i32): i32 {
  const c = allocate(COMMAND_SIZE);
  writeCommand(c, start, flags);
  return c;
}

/** A command in room that the caller has. */
export function writeCommand(c: i32, start: i32, flags: i32): void {
  st(c + EL_PARENT, scope);
  st(c + EL_FLAGS, flags);
  st(c + EL_START, start);
  st(c + EL_END, start);
  st(c + EL_WORD, 0);
  st(c + EL_REDIRECT, 0);
  st(c + EL_NEXT, 0);
  st(c + COMMAND_ASSIGNMENT, 0);
  const last = ld(HEAD_LAST_COMMAND);
  if (last == 0) st(HEAD_FIRST_COMMAND, c);
  else st(last + EL_NEXT, c);
  st(HEAD_LAST_COMMAND, c);
}

/** Takes back a command, which turned out to be none; `before` was the newest until it was made. Commands found inside it stay. */
export function dropCommand(c: i32, before: i32): void {
  const after = ld(c + EL_NEXT);
  if (after == 0) cut(HEAD_FIRST_COMMAND, HEAD_LAST_COMMAND, before, EL_NEXT);
  else if (before == 0) st(HEAD_FIRST_COMMAND, after);
  else st(before + EL_NEXT, after);
}

/** Opens a scope below the current one; the caller makes it current with `setScope`. */
export function newScope(type: i32, start: i32): i32 {
  const s = allocate(SCOPE_SIZE);
  st(s + EL_PARENT, scope);
  st(s + EL_FLAGS, 0);
  st(s + EL_START, start);
  st(s + EL_END, start);
  st(s + EL_WORD, 0);
  st(s + EL_REDIRECT, 0);
  st(s + EL_PIPELINE, 0);
  st(s + EL_INDEX, 0);
  st(s + EL_BEFORE, 0);
  st(s + EL_NEXT, 0);
  st(s + SCOPE_TYPE, type);
  st(s + SCOPE_NAME, 0);
  st(s + SCOPE_NAME_LENGTH, 0);
  const last = ld(HEAD_LAST_SCOPE);
  if (last == 0) st(HEAD_FIRST_SCOPE, s);
  else st(last + EL_NEXT, s);
  st(HEAD_LAST_SCOPE, s);
  return s;
}

export function nameScope(address: i32, name: i32, length: i32): void {
  st(address + SCOPE_NAME, name);
  st(address + SCOPE_NAME_LENGTH, length);
}

/** Puts a construct on the tape, and on the head whom it concerns. */
export function mark(kind: i32, start: i32, stop: i32): void {
  const m = allocate(MARK_SIZE);
  st(m + MARK_KIND, kind);
  st(m + MARK_START, start);
  st(m + MARK_END, stop);
  st(m + MARK_NEXT, 0);
  const last = ld(HEAD_LAST_MARK);
  if (last == 0) st(HEAD_FIRST_MARK, m);
  else st(last + MARK_NEXT, m);
  st(HEAD_LAST_MARK, m);
  st(HEAD_FEATURES, ld(HEAD_FEATURES) | concerned(kind));
}

/** Says which source text cooked bytes came from. */
export function noteCooked(start: i32, stop: i32, source: i32, sourceEnd: i32): void {
  const c = allocate(COOKED_SIZE);
  st(c + COOKED_START, start);
  st(c + COOKED_END, stop);
  st(c + COOKED_SOURCE, source);
  st(c + COOKED_SOURCE_END, sourceEnd);
  st(c + COOKED_NEXT, 0);
  const last = ld(HEAD_LAST_COOKED);
  if (last == 0) st(HEAD_FIRST_COOKED, c);
  else st(last + COOKED_NEXT, c);
  st(HEAD_LAST_COOKED, c);
}

/** Copies bytes onto the tape and returns where. */
export function cook(from: i32, length: i32): i32 {
  const to = openBytes(length);
  copyBytes(to, from, length);
  return to;
}

const MARK_WORDS: i32 = 6;

/** Saves the state of the tape as a record on it. */
export function tapeMark(): i32 {
  const m = allocate(MARK_WORDS << 2);
  st(m, ld(HEAD_LAST_COMMAND));
  st(m + 4, ld(HEAD_LAST_SCOPE));
  st(m + 8, ld(HEAD_LAST_MARK));
  st(m + 12, ld(HEAD_LAST_COOKED));
  st(m + 16, scope);
  st(m + 20, ld(HEAD_FEATURES));
  return m;
}

/** Forgets everything written since the tape was marked. */
export function returnTo(m: i32): void {
  dropCommands(m);
  cut(HEAD_FIRST_MARK, HEAD_LAST_MARK, ld(m + 8), MARK_NEXT);
  cut(HEAD_FIRST_COOKED, HEAD_LAST_COOKED, ld(m + 12), COOKED_NEXT);
  st(HEAD_FEATURES, ld(m + 20));
  top = m;
}

/** Takes back the commands found since, which do not run; what else was written stays. */
export function dropCommands(m: i32): void {
  cut(HEAD_FIRST_COMMAND, HEAD_LAST_COMMAND, ld(m), EL_NEXT);
  cut(HEAD_FIRST_SCOPE, HEAD_LAST_SCOPE, ld(m + 4), EL_NEXT);
  scope = ld(m + 16);
}

function cut(first: i32, last: i32, keepUpTo: i32, next: i32): void {
  st(last, keepUpTo);
  if (keepUpTo == 0) st(first, 0);
  else st(keepUpTo + next, 0);
}
