/**
 * Words: from the first byte of a word to its record on the tape (several records where braces expand).
 *
 * A plain word costs one table lookup a byte; the first special byte moves to the piecewise reader.
 * Reference: bash manual "Word Splitting", "Quote Removal"; parse order of reference/shell-grammar.md §7.
 */
import { ld, ld8, passDouble, passSingle, st } from '#memory';
import { expandBraces } from './brace.ts';
import {
  AT,
  BACKTICK,
  BANG,
  CLOSE,
  CLOSE_BRACE,
  CONTINUES,
  CR,
  classOf,
  DOLLAR,
  DOUBLE,
  EQUALS,
  ESCAPE,
  GREATER,
  HASH,
  LESS,
  LF,
  OPEN,
  OPEN_BRACE,
  OPEN_BRACKET,
  PIPE,
  PLUS,
  QUESTION,
  QUOTED_STOP,
  SINGLE,
  STAR,
  STOPS,
  TERM,
  TILDE,
} from './bytes.ts';
import { F_EQUALS_WORD, F_EXTGLOB, F_ODD_BRACE, M_CARRIAGE_RETURN, UNTERMINATED_EXPANSION } from './codes.ts';
import { end, fail, joined, moveTo, pos, stopped } from './cursor.ts';
import { backtick, dollar, processSubstitution } from './expansion.ts';
import { PIECE_DOUBLE, PIECE_ESCAPE, PIECE_RAW, PIECE_SINGLE, WORD_NEXT, WORD_QUOTED } from './layout.ts';
import { addPiece, addRun, rawWord, recording, setRecording, spannedWord, startPieces, wordOfPieces } from './pieces.ts';
import { doubleQuote, singleQuote } from './quote.ts';
import { mark } from './tape.ts';

/** No brace expansion here: redirection targets, values, case words, conditions. */
export const PLAIN_BRACES: i32 = 1;
/** No globbing here. */
export const PLAIN_GLOBS: i32 = 2;
/** The value of an assignment: tildes behind colons too. */
export const VALUE: i32 = 4;
/** The right side of `=~`: parentheses and bars belong to the word. */
export const REGEX: i32 = 8;
/** Extended globs are read whatever `shopt` says (patterns inside `[[ ]]`). */
export const EXTENDED: i32 = 16;
/** Tilde stays as it is (here-document delimiters). */
export const PLAIN_TILDES: i32 = 32;
/** What stands before the place to go on from may hold bytes that are active in globs: a subscript. */
export const BRACKETS: i32 = 64;

/** Last of the records that the last word made: braces make several. */
export let lastWord: i32 = 0;
export function setLastWord(address: i32): void {
  lastWord = address;
}

/** `shopt -s extglob` stands on an earlier line. */
export let extglob: boolean = false;

export function setExtglob(on: boolean): void {
  extglob = on;
}

/** Reads a word at `pos`; 0 where none starts here. */
export function word(mode: i32): i32 {
  const start = pos;
  const first = ld8(start);
  // A `#` where a word could start is a comment, which no caller that wants a word can use.
  if (first == HASH && (mode & VALUE) == 0) return 0;
  if (first == DOUBLE || first == SINGLE) {
    const w = quotedWord(start, first);
    if (w != 0) return w;
  }
  let p = start;
  let k = classOf(first);
  while ((k & STOPS) == 0) k = classOf(ld8(++p));
  if ((k & TERM) == 0 || ((k & CONTINUES) != 0 && continues(start, p, mode))) {
    startPieces();
    return wordFrom(start, p, mode);
  }
  if (p == start) return 0;
  if (first == EQUALS) mark(F_EQUALS_WORD, start, p);
  return plainWord(start, p);
}

/** A word that is one quoted text with nothing to expand; 0, with nothing written, where it is more than that. */
function quotedWord(start: i32, quote: i32): i32 {
  const from = start + 1;
  let p = from;
  if (quote == SINGLE) {
    p = passSingle(p, end);
    while (ld8(p) != SINGLE && ld8(p) != 0) p++;
  } else {
    p = passDouble(p, end);
    while ((classOf(ld8(p)) & QUOTED_STOP) == 0) p++;
  }
  if (ld8(p) != quote || !recording || (classOf(ld8(p + 1)) & (TERM | CONTINUES)) != TERM) return 0;
  startPieces();
  const kind = quote == SINGLE ? PIECE_SINGLE : PIECE_DOUBLE;
  // The span of a run in double quotes is without them, as it may be one of several.
  const bare = quote == DOUBLE && p > from;
  const piece = addPiece(kind, from, p - from, bare ? from : start, bare ? p : p + 1);
  moveTo(p + 1);
  lastWord = spannedWord(WORD_QUOTED, from, p - from, start, p + 1, piece);
  return lastWord;
}

/** A word that is known to be one raw run. */
export function plainWord(start: i32, stop: i32): i32 {
  moveTo(stop);
  const w = rawWord(start, stop);
  lastWord = w;
  return w;
}

/** Whether a byte that ends words belongs to this one after all: `a<(b)`, `@(a|b)`, and in a regular expression `(` and `|`. */
function continues(start: i32, p: i32, mode: i32): boolean {
  const c = ld8(p);
  if (c == LESS || c == GREATER) return ld8(joined(p + 1)) == OPEN;
  if (c == OPEN) return (mode & REGEX) != 0 || (p > start && isExtglob(p, mode));
  return c == PIPE && (mode & REGEX) != 0;
}

function isExtglob(p: i32, mode: i32): boolean {
  if (!extglob && (mode & EXTENDED) == 0) return false;
  const c = ld8(p - 1);
  return c == AT || c == PLUS || c == BANG || c == STAR || c == QUESTION;
}

/** The rest of a word that has something special at `p`; pieces may have been added before `start`. */
export function wordFrom(start: i32, from: i32, mode: i32): i32 {
  let p = from;
  let run = start;
  let open: i32 = 0;
  let braces = false;
  // Whether any byte could make a glob or a tilde prefix: else nobody has to look for them.
  let active = (mode & BRACKETS) != 0;
  while (stopped == 0) {
    let c = ld8(p);
    let k = classOf(c);
    while ((k & STOPS) == 0) {
      c = ld8(++p);
      k = classOf(c);
    }
    if ((k & TERM) != 0) {
      if ((k & CONTINUES) == 0 || !continues(start, p, mode)) break;
      if (c == OPEN || c == PIPE) {
        active = true;
        p = group(start, p, c);
        continue;
      }
      addRun(run, p, PIECE_RAW);
      moveTo(p);
      processSubstitution();
      p = pos;
      run = p;
      continue;
    }
    switch (c) {
      case OPEN_BRACE:
        open++;
        p++;
        break;
      case CLOSE_BRACE:
        // zsh ends the command at a brace that closes nothing.
        if (open == 0) mark(F_ODD_BRACE, p, p + 1);
        else braces = true;
        if (open > 0) open--;
        p++;
        break;
      case STAR:
      case QUESTION:
      case OPEN_BRACKET:
      case TILDE:
        active = true;
        p++;
        break;
      case CR:
        mark(M_CARRIAGE_RETURN, p, p + 1);
        p++;
        break;
      case DOLLAR:
        addRun(run, p, PIECE_RAW);
        moveTo(p);
        run = p;
        if (dollar(0)) run = pos;
        else moveTo(p + 1);
        p = pos;
        break;
      default:
        addRun(run, p, PIECE_RAW);
        moveTo(p);
        quotedPart(c);
        p = pos;
        run = p;
    }
  }
  addRun(run, p, PIECE_RAW);
  moveTo(p);
  if (ld8(start) == EQUALS) mark(F_EQUALS_WORD, start, p);
  if (braces && (mode & PLAIN_BRACES) == 0) {
    const expanded = expandBraces(start, p, (mode & PLAIN_GLOBS) == 0);
    if (expanded != 0) return expanded;
  }
  const w = wordOfPieces(start, p, active && (mode & PLAIN_GLOBS) == 0, active && (mode & PLAIN_TILDES) == 0, (mode & VALUE) != 0);
  lastWord = w;
  return w;
}

/** A quote, an escape or a backtick at `pos`. */
function quotedPart(c: i32): void {
  const p = pos;
  if (c == SINGLE) singleQuote();
  else if (c == DOUBLE) doubleQuote();
  else if (c == BACKTICK) backtick(0);
  else if (ld8(p + 1) == LF) moveTo(p + 2);
  else if (ld8(p + 1) == 0) {
    // A backslash at the very end stays.
    addRun(p, p + 1, PIECE_RAW);
    moveTo(p + 1);
  } else {
    addPiece(PIECE_ESCAPE, p + 1, 1, p, p + 2);
    moveTo(p + 2);
  }
}

/** `(…)` of an extended glob or a regular expression: quotes pair, expansions run, parentheses nest; returns behind it. */
function group(start: i32, open: i32, c: i32): i32 {
  if (c == PIPE) return open + 1;
  mark(F_EXTGLOB, start, open + 1);
  setRecording(false);
  let nested: i32 = 0;
  moveTo(open);
  while (stopped == 0) {
    const b = ld8(pos);
    if (b == 0) fail(UNTERMINATED_EXPANSION, open);
    else if (b == ESCAPE) moveTo(pos + (ld8(pos + 1) == 0 ? 1 : 2));
    else if (b == SINGLE) singleQuote();
    else if (b == DOUBLE) doubleQuote();
    else if (b == BACKTICK) backtick(0);
    else if (b == DOLLAR) {
      if (!dollar(0)) moveTo(pos + 1);
    } else {
      moveTo(pos + 1);
      if (b == OPEN) nested++;
      else if (b == CLOSE && --nested == 0) break;
    }
  }
  setRecording(true);
  return pos;
}

/** Hangs a word (with its siblings) behind another; returns the last. */
export function appendWord(last: i32, first: i32): i32 {
  if (last != 0) st(last + WORD_NEXT, first);
  let p = first;
  while (ld(p + WORD_NEXT) != 0) p = ld(p + WORD_NEXT);
  return p;
}
