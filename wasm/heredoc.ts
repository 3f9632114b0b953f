/**
 * Here-documents: delimiters as they are met, bodies at the next newline that stands outside quotes and substitutions.
 *
 * INVARIANT: bodies are read in the order of their operators; those of a substitution belong to it and must be complete inside it.
 * Reference: POSIX XCU 2.7.4; reference/shell-grammar.md §1 for the defect of bash 5.2 and 5.3 (`;` behind a here-document in `$( )`).
 */
import { copyBytes, ld, ld8, passText, st, st8 } from '#memory';
import { ESCAPE, LF, TAB } from './bytes.ts';
import { M_BROKEN_BODY, M_UNTERMINATED_HEREDOC, NUL_BYTE, UNTERMINATED_HEREDOC } from './codes.ts';
import { depth, end, fail, forgive, joined, moveTo, openText, pos, refuse, setDepth, stopped } from './cursor.ts';
import {
  HEAD_REFUSAL,
  OP_HERE_STRIP,
  REDIRECT_DELIMITER,
  REDIRECT_DELIMITER_LENGTH,
  REDIRECT_END,
  REDIRECT_OPERATOR,
  REDIRECT_PENDING,
  REDIRECT_START,
  REDIRECT_TARGET,
  WORD_EXPANSION,
  WORD_FLAGS,
  WORD_LENGTH,
  WORD_QUOTED,
  WORD_RAW,
  WORD_SINGLE,
  WORD_UNKNOWN,
  WORD_VALUE,
} from './layout.ts';
import { firstPiece, heldLast, rawWord, recording, restorePieces, setRecording, startPieces, wordOfPieces } from './pieces.ts';
import { quotedText } from './quote.ts';
import { allocate, closeBytes, mark, noteCooked, openBytes } from './tape.ts';

let firstPending: i32 = 0;
let lastPending: i32 = 0;
/** Within `$( )`, `<( )`, `>( )`: the only places with the defect. */
let inSubstitution: boolean = false;
/**
 * The defect, as bash's printer of `$( )` has it: a here-document waits for the next joint (DEFERRED), and when it has been printed
 * the first `;` between two commands after it is lost (PRINTED), unless a newline joins first or another redirection is printed.
 */
export let defect: i32 = 0;
const DEFERRED: i32 = 1;
const PRINTED: i32 = 2;

export function resetHeredocs(): void {
  firstPending = 0;
  lastPending = 0;
  inSubstitution = false;
  defect = 0;
}

/** Puts the pending here-documents aside for a nested text; `substitutes` for `$( )` and its kin, not for backticks. */
export function holdHeredocs(substitutes: boolean): i32 {
  const held = allocate(16);
  st(held, firstPending);
  st(held + 4, lastPending);
  st(held + 8, (inSubstitution ? 4 : 0) | defect);
  firstPending = 0;
  lastPending = 0;
  inSubstitution = substitutes;
  defect = 0;
  return held;
}

/** Takes them up again; a body of the nested text that never came is an error. */
export function releaseHeredocs(held: i32): void {
  checkPending();
  firstPending = ld(held);
  lastPending = ld(held + 4);
  inSubstitution = (ld(held + 8) & 4) != 0;
  defect = ld(held + 8) & 3;
}

/** Whether bodies have not come yet. */
export function arePending(): boolean {
  return firstPending != 0;
}

/** At the end of a text bodies that never came are empty. */
export function checkPending(): void {
  while (firstPending != 0 && stopped == 0) {
    const redirect = firstPending;
    firstPending = ld(redirect + REDIRECT_PENDING);
    if (mayEndEarly(redirect)) st(redirect + REDIRECT_TARGET, bodyWord(end, end, true));
  }
}

/** bash warns about a missing delimiter and runs with what there is; inside a substitution that would eat its closing parenthesis. */
function mayEndEarly(redirect: i32): boolean {
  const start = ld(redirect + REDIRECT_START);
  if (inSubstitution) fail(UNTERMINATED_HEREDOC, start);
  else mark(M_UNTERMINATED_HEREDOC, start, ld(redirect + REDIRECT_END));
  return stopped == 0;
}

/** Queues a redirection whose delimiter is known. */
export function pend(redirect: i32): void {
  st(redirect + REDIRECT_PENDING, 0);
  if (firstPending == 0) firstPending = redirect;
  else st(lastPending + REDIRECT_PENDING, redirect);
  lastPending = redirect;
  if (inSubstitution) defect |= DEFERRED;
}

/** What joins two commands, or ends a list. */
export const JOINT_OTHER: i32 = 0;
export const JOINT_NEWLINE: i32 = 1;
export const JOINT_SEMICOLON: i32 = 2;

/** Passes a joint; true where bash loses it. */
export function join(kind: i32): boolean {
  if ((defect & DEFERRED) != 0) {
    defect = PRINTED;
    return false;
  }
  if (defect == 0 || kind == JOINT_OTHER) return false;
  defect = 0;
  return kind == JOINT_SEMICOLON;
}

/** A redirection was read: bash's printer forgets the here-document before it. */
export function forgetPrinted(): void {
  defect &= DEFERRED;
}

/** What looked like a joint ended the list after all. */
export function unjoin(state: i32): void {
  defect = state;
  join(JOINT_OTHER);
}

/** Steps over a newline; bodies that wait for it are read. */
export function newline(): void {
  moveTo(pos + 1);
  if (firstPending != 0) bodies();
}

function bodies(): void {
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
    if (!mayEndEarly(redirect)) return;
    bodyEnd = end;
    lineEnd = end;
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
    p = passText(p, end);
    for (let c = ld8(p); c != LF && !(c == 0 && p == end); c = ld8(p)) {
      if (c == 0) refuse(NUL_BYTE, p, p + 1);
      if (c != ESCAPE) p++;
      else if (!quoted && ld8(p + 1) != 0) {
        if (ld8(p + 1) == LF) copying = true;
        p = passText(p + 2, end);
      } else p = passText(p + 1, end);
    }
    if (p == end) return false;
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
    st(w + WORD_FLAGS, WORD_RAW | WORD_QUOTED);
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
  const before = ld(HEAD_REFUSAL);
  const level = depth;
  quotedText(0, start);
  const broken = forgive(before);
  if (broken) mark(M_BROKEN_BODY, start, stop);
  if (broken) setDepth(level);
  const w = wordOfPieces(start, stop, false, false, false);
  if (broken) st(w + WORD_FLAGS, WORD_UNKNOWN | WORD_SINGLE | WORD_EXPANSION);
  // A body is one text, whatever it holds; quoted means its delimiter was.
  st(w + WORD_FLAGS, ld(w + WORD_FLAGS) & ~WORD_QUOTED);
  if (stop == start) {
    st(w + WORD_VALUE, start);
    st(w + WORD_LENGTH, 0);
  }
  restorePieces(first, last, record);
  return w;
}
