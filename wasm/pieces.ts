/**
 * The pieces of the word being read, and the word made of them: literal where every piece is, else unknown with the reasons.
 *
 * INVARIANT: a word without pieces is one raw run and its value is the source itself; nothing is copied for it.
 */
import { copyBytes, ld, ld8, st } from '#memory';
import { AT, BANG, CLOSE_BRACKET, COLON, EQUALS, nameEnd, OPEN, OPEN_BRACKET, PLUS, QUESTION, SLASH, STAR, TILDE } from './bytes.ts';
import { F_TILDE_QUOTE } from './codes.ts';
import {
  PIECE_ARITHMETIC,
  PIECE_BRACE,
  PIECE_COMMAND,
  PIECE_END,
  PIECE_ESCAPE,
  PIECE_KIND,
  PIECE_KIND_MASK,
  PIECE_LENGTH,
  PIECE_NEXT,
  PIECE_PARAMETER,
  PIECE_PROCESS,
  PIECE_QUOTED,
  PIECE_RAW,
  PIECE_SCOPE,
  PIECE_SINGLE,
  PIECE_SIZE,
  PIECE_START,
  PIECE_VALUE,
  WORD_BRACE,
  WORD_END,
  WORD_EXPANSION,
  WORD_FLAGS,
  WORD_GLOB,
  WORD_LENGTH,
  WORD_NEXT,
  WORD_PIECE,
  WORD_PROCESS,
  WORD_QUOTED,
  WORD_RAW,
  WORD_RAW_SIZE,
  WORD_SINGLE,
  WORD_SIZE,
  WORD_START,
  WORD_TILDE,
  WORD_UNKNOWN,
  WORD_VALUE,
} from './layout.ts';
import { allocate, closeBytes, mark, openBytes } from './tape.ts';

export let firstPiece: i32 = 0;
let lastPiece: i32 = 0;
/** False while a text is only searched for commands: pieces of `${x:-…}` belong to no word. */
export let recording: boolean = true;

export function startPieces(): void {
  firstPiece = 0;
  lastPiece = 0;
}

/** Takes up a word again that was put aside while a nested text was read. */
export function restorePieces(first: i32, last: i32, record: boolean): void {
  firstPiece = first;
  lastPiece = last;
  recording = record;
}

export function heldLast(): i32 {
  return lastPiece;
}

export function setRecording(record: boolean): void {
  recording = record;
}

export function addPiece(kind: i32, value: i32, length: i32, start: i32, stop: i32): i32 {
  if (!recording) return 0;
  const p = allocate(PIECE_SIZE);
  st(p + PIECE_KIND, kind);
  st(p + PIECE_VALUE, value);
  st(p + PIECE_LENGTH, length);
  st(p + PIECE_START, start);
  st(p + PIECE_END, stop);
  st(p + PIECE_NEXT, 0);
  st(p + PIECE_SCOPE, 0);
  if (lastPiece == 0) firstPiece = p;
  else st(lastPiece + PIECE_NEXT, p);
  lastPiece = p;
  return p;
}

/** Adds a raw run of source, if it is not empty. */
export function addRun(start: i32, stop: i32, kind: i32): void {
  if (stop > start) addPiece(kind, start, stop - start, start, stop);
}

/** A word that is one raw run of source. */
export function rawWord(start: i32, stop: i32): i32 {
  const w = allocate(WORD_RAW_SIZE);
  st(w + WORD_FLAGS, WORD_RAW);
  st(w + WORD_VALUE, start);
  st(w + WORD_LENGTH, stop - start);
  st(w + WORD_NEXT, 0);
  return w;
}

/** A word with its own span; its value is elsewhere, or nowhere. */
export function spannedWord(flags: i32, value: i32, length: i32, start: i32, stop: i32, pieces: i32): i32 {
  const w = allocate(WORD_SIZE);
  st(w + WORD_FLAGS, flags);
  st(w + WORD_VALUE, value);
  st(w + WORD_LENGTH, length);
  st(w + WORD_NEXT, 0);
  st(w + WORD_START, start);
  st(w + WORD_END, stop);
  st(w + WORD_PIECE, pieces);
  return w;
}

export function startOfWord(w: i32): i32 {
  return (ld(w + WORD_FLAGS) & WORD_RAW) != 0 ? ld(w + WORD_VALUE) : ld(w + WORD_START);
}

export function endOfWord(w: i32): i32 {
  return (ld(w + WORD_FLAGS) & WORD_RAW) != 0 ? ld(w + WORD_VALUE) + ld(w + WORD_LENGTH) : ld(w + WORD_END);
}

export function piecesOfWord(w: i32): i32 {
  return (ld(w + WORD_FLAGS) & WORD_RAW) != 0 ? 0 : ld(w + WORD_PIECE);
}

/** What one piece says about its word. */
function flagsOfPiece(piece: i32): i32 {
  const kind = ld(piece + PIECE_KIND);
  const quoted = (kind & PIECE_QUOTED) != 0;
  switch (kind & PIECE_KIND_MASK) {
    case PIECE_RAW:
      return 0;
    case PIECE_PARAMETER:
      return quoted && !isList(piece) ? WORD_UNKNOWN | WORD_EXPANSION | WORD_QUOTED : WORD_UNKNOWN | WORD_EXPANSION | OPEN_ENDED;
    case PIECE_COMMAND:
      return quoted ? WORD_UNKNOWN | WORD_EXPANSION | WORD_QUOTED : WORD_UNKNOWN | WORD_EXPANSION | OPEN_ENDED;
    case PIECE_ARITHMETIC:
      return WORD_UNKNOWN | WORD_EXPANSION | (quoted ? WORD_QUOTED : 0);
    case PIECE_PROCESS:
      return WORD_UNKNOWN | WORD_PROCESS;
    case PIECE_BRACE:
      return WORD_UNKNOWN | WORD_BRACE | OPEN_ENDED;
    default:
      return WORD_QUOTED;
  }
}

/** An unquoted expansion: the word may be any number of words. Never stored. */
const OPEN_ENDED: i32 = 1 << 20;

/** `$@`, `${@…}`, `${a[@]}`, `${!p@}`: several words even inside double quotes. */
function isList(piece: i32): boolean {
  for (let p = ld(piece + PIECE_START); p < ld(piece + PIECE_END); p++) if (ld8(p) == AT) return true;
  return false;
}

/** Quotes and escapes: the text is known, and nothing in it is active. */
function isQuote(kind: i32): boolean {
  return kind >= PIECE_SINGLE && kind <= PIECE_ESCAPE;
}

/** Makes the word of the pieces read; `globs` and `tildes` say whether those are active here. */
export function wordOfPieces(start: i32, stop: i32, globs: boolean, tildes: boolean, colons: boolean): i32 {
  const only = firstPiece;
  if (only != 0 && only == lastPiece && isQuote(ld(only + PIECE_KIND)))
    return spannedWord(WORD_QUOTED, ld(only + PIECE_VALUE), ld(only + PIECE_LENGTH), start, stop, only);
  let flags: i32 = 0;
  let length: i32 = 0;
  for (let p = firstPiece; p != 0; p = ld(p + PIECE_NEXT)) {
    flags |= flagsOfPiece(p);
    length += ld(p + PIECE_LENGTH);
  }
  if (globs && hasGlob()) flags |= WORD_UNKNOWN | WORD_GLOB | OPEN_ENDED;
  if (tildes && hasTilde(colons)) flags |= WORD_UNKNOWN | WORD_TILDE;
  if ((flags & WORD_UNKNOWN) != 0 && (flags & OPEN_ENDED) == 0) flags |= WORD_SINGLE;
  const pieces = firstPiece;
  const value = (flags & WORD_UNKNOWN) != 0 ? 0 : joinPieces(length);
  return spannedWord(flags & (OPEN_ENDED - 1), value, value == 0 ? 0 : length, start, stop, pieces);
}

/** The literal text of all pieces: in place where one piece holds it all, else copied together. */
export function joinPieces(length: i32): i32 {
  let holders = 0;
  let only = 0;
  for (let p = firstPiece; p != 0; p = ld(p + PIECE_NEXT)) {
    if (ld(p + PIECE_LENGTH) > 0) {
      holders++;
      only = p;
    }
  }
  if (holders == 1) return ld(only + PIECE_VALUE);
  const to = openBytes(length);
  let at = to;
  for (let p = firstPiece; p != 0; p = ld(p + PIECE_NEXT)) {
    copyBytes(at, ld(p + PIECE_VALUE), ld(p + PIECE_LENGTH));
    at += ld(p + PIECE_LENGTH);
  }
  closeBytes(to + length + 1);
  return to;
}

/** Whether an unquoted `*`, `?`, `[…]` or extglob group is active: brackets may reach over quoted pieces. */
function hasGlob(): boolean {
  let open = false;
  for (let p = firstPiece; p != 0; p = ld(p + PIECE_NEXT)) {
    if (ld(p + PIECE_KIND) != PIECE_RAW) continue;
    const from = ld(p + PIECE_VALUE);
    const to = from + ld(p + PIECE_LENGTH);
    for (let q = from; q < to; q++) {
      const c = ld8(q);
      if (c == STAR || c == QUESTION) return true;
      if (c == OPEN_BRACKET) open = true;
      else if (c == SLASH) open = false;
      else if (c == CLOSE_BRACKET && open) return true;
      else if ((c == PLUS || c == AT || c == BANG) && q + 1 < to && ld8(q + 1) == OPEN) return true;
    }
  }
  return false;
}

/** Whether a tilde prefix is active: at the start, behind `NAME=`, and, with `colons`, behind unquoted colons of a value. */
function hasTilde(colons: boolean): boolean {
  const p = firstPiece;
  if (p == 0 || ld(p + PIECE_KIND) != PIECE_RAW) return false;
  const from = ld(p + PIECE_VALUE);
  const to = from + ld(p + PIECE_LENGTH);
  if (ld8(from) == TILDE && tildeEnds(from, to, p)) return true;
  const name = nameEnd(from);
  let values = colons;
  if (name > from && name < to && (ld8(name) == EQUALS || (ld8(name) == PLUS && ld8(name + 1) == EQUALS))) values = true;
  if (!values) return false;
  for (let q = from; q + 1 < to; q++) {
    const c = ld8(q);
    if ((c == EQUALS || c == COLON) && ld8(q + 1) == TILDE && tildeEnds(q + 1, to, p)) return true;
  }
  return colons && hasLaterTilde();
}

/** `PATH="$x":~/bin`: colons in later raw pieces of a value. */
function hasLaterTilde(): boolean {
  for (let p = firstPiece; p != 0; p = ld(p + PIECE_NEXT)) {
    if (ld(p + PIECE_KIND) != PIECE_RAW) continue;
    const to = ld(p + PIECE_VALUE) + ld(p + PIECE_LENGTH);
    for (let q = ld(p + PIECE_VALUE); q + 1 < to; q++) if (ld8(q) == COLON && ld8(q + 1) == TILDE) return true;
  }
  return false;
}

/** A tilde prefix runs to a slash, a colon or the end of the word and must hold nothing quoted; zsh takes the quoted name too. */
function tildeEnds(tilde: i32, to: i32, piece: i32): boolean {
  for (let q = tilde; q < to; q++) if (ld8(q) == SLASH || ld8(q) == COLON) return true;
  const next = ld(piece + PIECE_NEXT);
  if (next == 0) return true;
  const kind = ld(next + PIECE_KIND);
  if (kind == PIECE_RAW || (kind & PIECE_KIND_MASK) >= PIECE_PARAMETER) return true;
  mark(F_TILDE_QUOTE, ld(piece + PIECE_START), ld(next + PIECE_END));
  return false;
}
