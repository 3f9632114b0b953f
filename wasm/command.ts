/**
 * Simple commands: assignments, words and redirections in any order, up to the operator that ends them.
 *
 * INVARIANT: an assignment is one only in front of the first word; `NAME=(…)` is a word only behind `declare` and its kin.
 * Reference: POSIX XCU 2.9.1; reference/shell-grammar.md §7.
 */
import { ld, ld8, st, st8 } from '#memory';
import { NOTHING } from './brace.ts';
import {
  BACKTICK,
  bytesAre,
  CLOSE,
  CONTINUES,
  classOf,
  DOLLAR,
  EQUALS,
  ESCAPE,
  isNameByte,
  isNameStart,
  LF,
  nameEnd,
  OPEN,
  OPEN_BRACKET,
  PLUS,
  REDIRECTS,
  TERM,
} from './bytes.ts';
import { ALIASES_ON, F_APPEND_ASSIGN, F_ARRAY, F_RESERVED_NAME, RUNNING_VALUE } from './codes.ts';
import { joined, moveTo, peek, pos, refuse, stopped } from './cursor.ts';
import { hidesCommand, subscript } from './expansion.ts';
import {
  ASSIGN_APPEND,
  ASSIGN_ARRAY,
  ASSIGN_END,
  ASSIGN_NAME,
  ASSIGN_NAME_LENGTH,
  ASSIGN_NEXT,
  ASSIGN_SIZE,
  ASSIGN_START,
  ASSIGN_SUBSCRIPT,
  ASSIGN_SUBSCRIPT_LENGTH,
  ASSIGN_VALUE,
  COMMAND_ASSIGNMENT,
  EL_END,
  EL_REDIRECT,
  EL_WORD,
  PIECE_END,
  PIECE_KIND,
  PIECE_KIND_MASK,
  PIECE_LENGTH,
  PIECE_NEXT,
  PIECE_PARAMETER,
  PIECE_START,
  PIECE_VALUE,
  WORD_ARRAY,
  WORD_END,
  WORD_EXPANSION,
  WORD_FLAGS,
  WORD_LENGTH,
  WORD_NEXT,
  WORD_QUOTED,
  WORD_RAW,
  WORD_SINGLE,
  WORD_UNKNOWN,
  WORD_VALUE,
} from './layout.ts';
import { lineBreaks } from './list.ts';
import { endOfWord, piecesOfWord, rawWord, startOfWord, startPieces } from './pieces.ts';
import { plainWords } from './plain.ts';
import { atRedirect, redirect } from './redirect.ts';
import { allocate, closeBytes, mark, noteCooked, openBytes } from './tape.ts';
import { unexpected } from './token.ts';
import {
  appendWord,
  BRACKETS,
  lastWord,
  PLAIN_BRACES,
  PLAIN_GLOBS,
  plainWord,
  setExtglob,
  setLastWord,
  VALUE,
  word,
  wordFrom,
} from './word.ts';

/** `alias` and `shopt -s expand_aliases` met so far: from the next line on nobody knows what a word means. */
let aliases: boolean = false;
let expands: boolean = false;
let extglobNextLine: boolean = false;

export function resetCommands(): void {
  aliases = false;
  expands = false;
  extglobNextLine = false;
  setExtglob(false);
}

/** Called at every newline: what `shopt` switched counts from here on. */
export function nextLine(): void {
  if (extglobNextLine) setExtglob(true);
  if (aliases && expands) refuse(ALIASES_ON, pos, pos);
}

/** A word in command position; 0 where an assignment was read instead (it is then hung on the command) or nothing starts here. */
export function firstWord(command: i32, last: i32): i32 {
  const start = pos;
  nameAt = start;
  let name = nameEnd(start);
  if (name > start) {
    nameLength = name - start;
    if (ld8(name) == ESCAPE && ld8(name + 1) == LF) name = joinedName(start);
    const c = ld8(name);
    if (c == EQUALS || (c == PLUS && ld8(joined(name + 1)) == EQUALS)) {
      assignment(command, last, start, name, 0, 0);
      return 0;
    }
    if (c == OPEN_BRACKET) return subscripted(command, last, start, name);
    // Letters and digits up to the end of the word: nothing is left to look for.
    if ((classOf(c) & (TERM | CONTINUES)) == TERM) return plainWord(start, name);
  }
  return word(0);
}

let lastAssignment: i32 = 0;
/** The name in front of an assignment: in the source, or joined where a line is continued inside it. */
let nameAt: i32 = 0;
let nameLength: i32 = 0;

/** Reads a name that is continued on the next line; returns where it ends, or where its first line ends if it is none. */
function joinedName(start: i32): i32 {
  let length: i32 = 0;
  let p = start;
  for (; isNameByte(ld8(p)); p = joined(p + 1)) length++;
  const c = ld8(p);
  if (c != EQUALS && c != PLUS && c != OPEN_BRACKET) return nameEnd(start);
  const to = openBytes(length);
  let at = to;
  for (let q = start; q < p; q = joined(q + 1)) st8(at++, ld8(q));
  closeBytes(at);
  noteCooked(to, at, start, p);
  nameAt = to;
  nameLength = length;
  return p;
}

/** `name[…]=value`, or a word that only starts like one (the brackets keep blanks inside it all the same). */
function subscripted(command: i32, last: i32, start: i32, name: i32): i32 {
  const heldAt = nameAt;
  const heldLength = nameLength;
  moveTo(name + 1);
  subscript(name);
  nameAt = heldAt;
  nameLength = heldLength;
  if (stopped != 0) return 0;
  const stop = pos;
  const equals = joined(stop);
  const c = ld8(equals);
  if (c == EQUALS || (c == PLUS && ld8(joined(equals + 1)) == EQUALS)) {
    assignment(command, last, start, equals, name + 1, stop - name - 2);
    return 0;
  }
  startPieces();
  const w = wordFrom(start, pos, BRACKETS);
  if (stopped == 0) st(w + WORD_FLAGS, ld(w + WORD_FLAGS) | WORD_UNKNOWN);
  return w;
}

/** From the `=` or `+=` at `equals`: reads the value and hangs the assignment on the command. */
function assignment(command: i32, last: i32, start: i32, equals: i32, sub: i32, subLength: i32): void {
  const a = allocate(ASSIGN_SIZE);
  const append = ld8(equals) == PLUS;
  const value = (append ? joined(equals + 1) : equals) + 1;
  if (append) mark(F_APPEND_ASSIGN, start, value);
  if (sub != 0) mark(F_ARRAY, start, value);
  st(a + ASSIGN_APPEND, append ? 1 : 0);
  st(a + ASSIGN_NAME, nameAt);
  st(a + ASSIGN_NAME_LENGTH, nameLength);
  st(a + ASSIGN_SUBSCRIPT, sub);
  st(a + ASSIGN_SUBSCRIPT_LENGTH, subLength);
  st(a + ASSIGN_ARRAY, 0);
  st(a + ASSIGN_START, start);
  st(a + ASSIGN_NEXT, 0);
  st(a + ASSIGN_VALUE, 0);
  moveTo(value);
  if (ld8(joined(value)) == OPEN) {
    moveTo(joined(value));
    mark(F_ARRAY, start, pos + 1);
    st(a + ASSIGN_ARRAY, 1);
    st(a + ASSIGN_VALUE, elements());
  } else st(a + ASSIGN_VALUE, valueWord());
  st(a + ASSIGN_END, pos);
  if (stopped != 0) return;
  for (let v = ld(a + ASSIGN_VALUE); v != 0; v = ld(v + WORD_NEXT)) noticeValue(v);
  if (last == 0) st(command + COMMAND_ASSIGNMENT, a);
  else st(last + ASSIGN_NEXT, a);
  lastAssignment = a;
}

function valueWord(): i32 {
  const start = pos;
  const w = word(PLAIN_BRACES | PLAIN_GLOBS | VALUE);
  return w == 0 ? rawWord(start, start) : w;
}

/** `( … )` of an array: words and `[subscript]=word`, over as many lines as it likes. */
function elements(): i32 {
  const start = pos;
  moveTo(start + 1);
  let first: i32 = 0;
  let last: i32 = 0;
  while (stopped == 0) {
    lineBreaks();
    const c = ld8(pos);
    if (c == CLOSE) {
      moveTo(pos + 1);
      return first;
    }
    const w = c == OPEN_BRACKET ? element() : word(0);
    if (stopped != 0) return 0;
    if (w == 0) {
      unexpected(pos);
      return 0;
    }
    if (w == NOTHING) continue;
    if (first == 0) first = w;
    last = appendWord(last, w);
  }
  return first;
}

function element(): i32 {
  const start = pos;
  moveTo(start + 1);
  subscript(start);
  if (stopped != 0) return 0;
  noticeEscapes(start, pos);
  if (ld8(pos) == PLUS && ld8(pos + 1) == EQUALS) moveTo(pos + 2);
  else if (ld8(pos) == EQUALS) moveTo(pos + 1);
  else {
    startPieces();
    return wordFrom(start, pos, BRACKETS);
  }
  return valueWord();
}

/** Reads the rest of a simple command whose first word, if it has one already, is given; the record is the caller's. */
export function simpleCommand(command: i32, first: i32): void {
  let last: i32 = 0;
  let lastRedirect: i32 = 0;
  let assigned: i32 = first == 0 && ld(command + COMMAND_ASSIGNMENT) != 0 ? lastAssignment : 0;
  let flags: i32 = 0;
  let stop = pos;
  if (first > NOTHING) {
    st(command + EL_WORD, first);
    last = lastWord;
  }
  while (stopped == 0) {
    if (last != 0) last = plainWords(last);
    stop = pos;
    const c = peek();
    if ((classOf(c) & REDIRECTS) != 0 && atRedirect(c)) {
      lastRedirect = redirect(command, EL_REDIRECT, lastRedirect);
      continue;
    }
    // An operator ends the command: there is no word to look for.
    if ((classOf(c) & (TERM | CONTINUES)) == TERM) break;
    let w: i32 = 0;
    if (last == 0 && first == 0 && isNameStart(c)) {
      w = firstWord(command, assigned);
      if (w == 0) {
        assigned = lastAssignment;
        continue;
      }
    } else w = word(0);
    if (w == 0 || stopped != 0) break;
    if (w == NOTHING) {
      first = NOTHING;
      continue;
    }
    flags |= ld(w + WORD_FLAGS);
    if (ld8(pos) == OPEN && last != 0 && isDeclaration(ld(command + EL_WORD)) && opensArray(w)) w = arrayWord(w);
    if (last == 0) st(command + EL_WORD, w);
    else st(last + WORD_NEXT, w);
    last = lastWord;
  }
  st(command + EL_END, stop);
  if (stopped == 0 && ld8(pos) == OPEN) unexpected(pos);
  notice(command, flags);
}

/** Whether a word is `NAME=` or `NAME+=`, which a parenthesis may follow. */
function opensArray(w: i32): boolean {
  const start = startOfWord(w);
  let p = nameEnd(start);
  if (p == start) return false;
  if (ld8(p) == PLUS) p++;
  return ld8(p) == EQUALS && p + 1 == pos;
}

/** `declare a=( … )`: the elements are read, the word as a whole stays unknown. */
function arrayWord(w: i32): i32 {
  mark(F_ARRAY, pos, pos + 1);
  elements();
  setLastWord(w);
  // The span of the word holds its elements.
  if ((ld(w + WORD_FLAGS) & WORD_RAW) != 0) st(w + WORD_LENGTH, pos - ld(w + WORD_VALUE));
  else st(w + WORD_END, pos);
  st(w + WORD_FLAGS, (ld(w + WORD_FLAGS) & WORD_RAW) | WORD_UNKNOWN | WORD_SINGLE | WORD_ARRAY);
  return w;
}

function is(w: i32, text: string): boolean {
  return w != 0 && bytesAre(ld(w + WORD_VALUE), ld(w + WORD_LENGTH), text);
}

function isDeclaration(w: i32): boolean {
  switch (ld(w + WORD_LENGTH)) {
    case 7:
      return is(w, 'declare') || is(w, 'typeset');
    case 5:
      return is(w, 'local') || is(w, 'alias');
    case 6:
      return is(w, 'export');
    case 8:
      return is(w, 'readonly');
    case 4:
      return is(w, 'eval');
    case 3:
      return is(w, 'let');
    default:
      return false;
  }
}

/** Whether a program can be one of those that `notice` looks for whatever their words are: by its length and first letter. */
export function isNoticed(name: i32, length: i32): boolean {
  const c = ld8(name);
  return length >= 5 && length <= 7 && (c == 97 || c == 102 || c == 114 || c == 115);
}

/** Commands that change how later lines are read, and builtins that run what a quoted subscript holds. */
export function notice(command: i32, flags: i32): void {
  const w = ld(command + EL_WORD);
  if (w == 0 || (ld(w + WORD_FLAGS) & WORD_UNKNOWN) != 0 || ld(w + WORD_NEXT) == 0) return;
  if ((flags & (WORD_QUOTED | WORD_EXPANSION)) != 0) noticeSubscripts(w);
  if (!isNoticed(ld(w + WORD_VALUE), ld(w + WORD_LENGTH))) return;
  const c = ld8(ld(w + WORD_VALUE));
  if ((c == 114 && is(w, 'repeat')) || (c == 102 && is(w, 'foreach'))) mark(F_RESERVED_NAME, startOfWord(w), endOfWord(w));
  else if (c == 97 && is(w, 'alias')) aliases = true;
  else if (c == 115 && is(w, 'shopt')) {
    for (let a = ld(w + WORD_NEXT); a != 0; a = ld(a + WORD_NEXT)) {
      if (is(a, 'extglob')) extglobNextLine = true;
      if (is(a, 'expand_aliases') || (ld(a + WORD_FLAGS) & WORD_UNKNOWN) != 0) expands = true;
    }
  }
}

/** `unset 'a[$(x)]'`, `test -v …`, `printf -v …`: the builtin evaluates the subscript, and with it the substitution. */
function noticeSubscripts(w: i32): void {
  const afterV = is(w, 'test') || is(w, '[') || is(w, 'printf');
  if (!afterV && !isDeclaration(w) && !is(w, 'unset') && !is(w, 'read')) return;
  let before = w;
  for (let a = ld(w + WORD_NEXT); a != 0; a = ld(a + WORD_NEXT)) {
    if (!afterV || is(before, '-v')) noticeValue(a);
    before = a;
  }
}

/**
 * A literal that holds `name[…$(…)…]`: arithmetic on a variable with this value would run the substitution.
 * LIMIT: one pass over the literal parts of the word.
 */
export function noticeValue(w: i32): void {
  if ((ld(w + WORD_FLAGS) & (WORD_QUOTED | WORD_EXPANSION)) == 0) return;
  bracketed = false;
  let before: i32 = 0;
  for (let p = piecesOfWord(w); p != 0; p = ld(p + PIECE_NEXT)) {
    const kind = ld(p + PIECE_KIND);
    const from = ld(p + PIECE_VALUE);
    if ((kind & PIECE_KIND_MASK) < PIECE_PARAMETER) before = noticePiece(from, from + ld(p + PIECE_LENGTH), before, w);
    else if ((kind & PIECE_KIND_MASK) == PIECE_PARAMETER && hidesCommand(ld(p + PIECE_START), ld(p + PIECE_END)))
      refuse(RUNNING_VALUE, startOfWord(w), endOfWord(w));
  }
}

/** A bracket behind a name byte was passed. */
let bracketed: boolean = false;

/** One literal piece; returns its last byte, which belongs to the next one too. */
function noticePiece(from: i32, to: i32, last: i32, w: i32): i32 {
  let before = last;
  for (let p = from; p < to; p++) {
    const c = ld8(p);
    if (c == OPEN_BRACKET && isNameByte(before)) bracketed = true;
    else if (bracketed && (c == BACKTICK || (c == OPEN && before == DOLLAR))) refuse(RUNNING_VALUE, startOfWord(w), endOfWord(w));
    before = c;
  }
  return before;
}

/** `a=([\$(x)]=1)`: the subscript loses its backslash before it is evaluated. */
function noticeEscapes(from: i32, to: i32): void {
  for (let p = from; p + 1 < to; p++)
    if (ld8(p) == ESCAPE && (ld8(p + 1) == DOLLAR || ld8(p + 1) == BACKTICK)) refuse(RUNNING_VALUE, from, to);
}
