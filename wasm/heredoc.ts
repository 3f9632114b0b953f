/**
 * Here-documents: delimiters as they are met, bodies at the next newline that stands outside quotes and substitutions.
 *
 * INVARIANT: bodies are read in the order of their operators; those of a substitution belong to it and must be complete inside it.
 * Reference: POSIX XCU 2.7.4; reference/shell-grammar.md §1 for the defect of bash 5.2 and 5.3 (`;` behind a here-document in `$( )`).
 */
import { copyBytes, ld, ld8, st, st8 } from '#memory';
import { ESCAPE, LF, TAB } from './bytes.ts';
import { UNTERMINATED_HEREDOC } from './codes.ts';
import { end, fail, joined, moveTo, openText, pos, stopped } from './cursor.ts';
import {
  OP_HERE_STRIP,
  REDIRECT_DELIMITER,
  REDIRECT_DELIMITER_LENGTH,
  REDIRECT_OPERATOR,
  REDIRECT_PENDING,
  REDIRECT_START,
  REDIRECT_TARGET,
  WORD_FLAGS,
  WORD_LENGTH,
  WORD_QUOTED,
  WORD_VALUE,
} from './layout.ts';
import { firstPiece, heldLast, rawWord, recording, restorePieces, setRecording, startPieces, wordOfPieces } from './pieces.ts';
import { quotedText } from './quote.ts';
import { allocate, closeBytes, noteCooked, openBytes } from './tape.ts';

let firstPending: i32 = 0;
let lastPending: i32 = 0;
/** Within `$( )`, `<( )`, `>( )`: the only places with the defect. */
let inSubstitution: boolean = false;
/** A here-document was opened in this substitution: a `;` from now on may be lost. */
export let defective: boolean = false;

export function resetHeredocs(): void {
  firstPending = 0;
  lastPending = 0;
  inSubstitution = false;
  defective = false;
}

/** Puts the pending here-documents aside for a nested text; `substitutes` for `$( )` and its kin, not for backticks. */
export function holdHeredocs(substitutes: boolean): i32 {
  const held = allocate(16);
  st(held, firstPending);
  st(held + 4, lastPending);
  st(held + 8, (inSubstitution ? 1 : 0) | (defective ? 2 : 0));
  firstPending = 0;
  lastPending = 0;
  inSubstitution = substitutes;
  defective = false;
  return held;
}

/** Takes them up again; a body of the nested text that never came is an error. */
export function releaseHeredocs(held: i32): void {
  checkPending();
  firstPending = ld(held);
  lastPending = ld(held + 4);
  inSubstitution = (ld(held + 8) & 1) != 0;
  defective = (ld(held + 8) & 2) != 0;
}

/** At the end of a text no body may be missing: bash would warn and run, with less than its author saw. */
export function checkPending(): void {
  if (firstPending != 0 && stopped == 0) fail(UNTERMINATED_HEREDOC, ld(firstPending + REDIRECT_START));
}

/** Queues a redirection whose delimiter is known. */
export function pend(redirect: i32): void {
  st(redirect + REDIRECT_PENDING, 0);
  if (firstPending == 0) firstPending = redirect;
  else st(lastPending + REDIRECT_PENDING, redirect);
  lastPending = redirect;
  if (inSubstitution) defective = true;
}

/** Steps over a newline; bodies that wait for it are read. */
export function newline(): void {
  moveTo(pos + 1);
  while (firstPending != 0 && stopped == 0) {
    const redirect = firstPending;
    firstPending = ld(redirect + REDIRECT_PENDING);
    body(redirect);
  }
  if (firstPending == 0) lastPending = 0;
}

let lineEnd: i32 = 0;
let copying: boolean = false;
/** Where the delimiter's line begins, once found. */
let bodyEnd: i32 = 0;

/** One body: finds the delimiter, then reads the expansions of an unquoted one. */
function body(redirect: i32): void {
  const quoted = (ld(ld(redirect + REDIRECT_TARGET) + WORD_FLAGS) & WORD_QUOTED) != 0;
  const strip = ld(redirect + REDIRECT_OPERATOR) == OP_HERE_STRIP;
  const start = pos;
  if (!findDelimiter(redirect, strip, quoted)) {
    moveTo(end);
    fail(UNTERMINATED_HEREDOC, ld(redirect + REDIRECT_START));
    return;
  }
  const after = ld8(lineEnd) == LF ? lineEnd + 1 : lineEnd;
  const target = copying ? cookedBody(start, bodyEnd, strip, quoted) : bodyWord(start, bodyEnd, quoted);
  if (stopped != 0) return;
  st(redirect + REDIRECT_TARGET, target);
  moveTo(after);
}

/** Looks for the delimiter line; sets `bodyEnd`, `lineEnd` and whether the body needs a copy (tabs to strip, lines to join). */
function findDelimiter(redirect: i32, strip: boolean, quoted: boolean): boolean {
  const delimiter = ld(redirect + REDIRECT_DELIMITER);
  const length = ld(redirect + REDIRECT_DELIMITER_LENGTH);
  let line = pos;
  copying = false;
  while (true) {
    let p = line;
    if (strip) while (ld8(p) == TAB) p++;
    if (p > line) copying = true;
    const close = delimiterEnd(p, delimiter, length, quoted);
    if (close != 0) {
      bodyEnd = line;
      lineEnd = close;
      return true;
    }
    // A logical line: outside quoted bodies a backslash-newline joins, so the next physical line is no candidate.
    while (ld8(p) != LF && ld8(p) != 0) {
      if (!quoted && ld8(p) == ESCAPE && ld8(p + 1) != 0) {
        if (ld8(p + 1) == LF) copying = true;
        p += 2;
      } else p++;
    }
    if (ld8(p) == 0) return false;
    line = p + 1;
  }
}

/** Behind a delimiter that makes up the whole logical line at `line`, or 0. */
function delimiterEnd(line: i32, delimiter: i32, length: i32, quoted: boolean): i32 {
  let p = quoted ? line : joined(line);
  for (let i = 0; i < length; i++) {
    if (ld8(p) != ld8(delimiter + i) || ld8(p) == 0) return 0;
    p = quoted ? p + 1 : joined(p + 1);
  }
  return ld8(p) == LF || (ld8(p) == 0 && p == end) ? p : 0;
}

/** A body that can be read where it stands. */
function bodyWord(start: i32, stop: i32, quoted: boolean): i32 {
  if (quoted) {
    const w = rawWord(start, stop);
    st(w + WORD_FLAGS, WORD_QUOTED);
    return w;
  }
  const saved = ld8(stop);
  const outerEnd = end;
  st8(stop, 0);
  openText(start, stop);
  const w = expandBody(start, stop);
  st8(stop, saved);
  openText(pos, outerEnd);
  return w;
}

/** A body with its leading tabs stripped and, where unquoted, its backslash-newlines joined. */
function cookedBody(start: i32, stop: i32, strip: boolean, quoted: boolean): i32 {
  const to = openBytes(stop - start + 4);
  let at = to;
  let line = start;
  while (line < stop) {
    let p = line;
    if (strip) while (p < stop && ld8(p) == TAB) p++;
    let from = p;
    while (p < stop && ld8(p) != LF) {
      if (!quoted && ld8(p) == ESCAPE && ld8(p + 1) == LF) {
        copyBytes(at, from, p - from);
        at += p - from;
        p += 2;
        from = p;
      } else p += !quoted && ld8(p) == ESCAPE && p + 1 < stop ? 2 : 1;
    }
    if (p < stop) p++;
    copyBytes(at, from, p - from);
    at += p - from;
    line = p;
  }
  st8(at, 0);
  closeBytes(at + 1);
  noteCooked(to, at, start, stop);
  if (quoted) return bodyWord(to, at, true);
  const outerEnd = end;
  openText(to, at);
  const w = expandBody(to, at);
  openText(pos, outerEnd);
  return w;
}

function expandBody(start: i32, stop: i32): i32 {
  const first = firstPiece;
  const last = heldLast();
  const record = recording;
  setRecording(true);
  startPieces();
  quotedText(0, start);
  const w = wordOfPieces(start, stop, false, false, false);
  // A body is one text, whatever it holds; quoted means its delimiter was.
  st(w + WORD_FLAGS, ld(w + WORD_FLAGS) & ~WORD_QUOTED);
  if (stop == start) {
    st(w + WORD_VALUE, start);
    st(w + WORD_LENGTH, 0);
  }
  restorePieces(first, last, record);
  return w;
}
