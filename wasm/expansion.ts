/**
 * Everything a `$`, a backtick or `<(` starts inside a word: commands found in it go onto the tape, the word learns a piece.
 *
 * INVARIANT: whatever bash would run here is scanned as commands, also where the value is unused.
 * Reference: bash manual "Shell Expansions"; reference/shell-grammar.md §7.
 */
import { ld, ld8, st, st8 } from '#memory';
import { arithmeticExpansion, bracketArithmetic } from './arithmetic.ts';
import {
  AT,
  BACKTICK,
  BANG,
  CARET,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  classOf,
  DASH,
  DOLLAR,
  DOUBLE,
  EQUALS,
  ESCAPE,
  GREATER,
  HASH,
  isDigit,
  isNameStart,
  LESS,
  LF,
  nameEnd,
  OPEN,
  OPEN_BRACE,
  OPEN_BRACKET,
  PARAMETER,
  PERCENT,
  PIPE,
  PLUS,
  QUESTION,
  SINGLE,
  SLASH,
  SPACE,
  TAB,
  TILDE,
} from './bytes.ts';
import {
  F_DOLLAR_FLAG,
  F_EQUALS_PROCESS,
  F_LOCALE_QUOTE,
  F_PARAMETER_FLAG,
  F_PROCESS,
  F_QUOTED_PATTERN,
  F_QUOTED_SINGLE,
  M_BROKEN_BODY,
  M_FUNCTION_SUBSTITUTION,
  M_PROMPT_VALUE,
  RUNNING_VALUE,
  UNTERMINATED_EXPANSION,
} from './codes.ts';
import { depth, end, enter, fail, forgive, joined, leave, moveTo, openText, pos, refuse, setDepth, skipBlanks, stopped } from './cursor.ts';
import { holdHeredocs, releaseHeredocs } from './heredoc.ts';
import {
  EL_END,
  HEAD_REFUSAL,
  PIECE_COMMAND,
  PIECE_LENGTH,
  PIECE_PARAMETER,
  PIECE_PROCESS,
  PIECE_SCOPE,
  PIECE_VALUE,
  SCOPE_PROCESS,
  SCOPE_SUBSTITUTION,
} from './layout.ts';
import { list, startSubstitution } from './list.ts';
import { addPiece, firstPiece, heldLast, recording, restorePieces, setRecording, startPieces } from './pieces.ts';
import { ansiQuote, doubleQuote, pairedAnsi, pairedSingles, singleQuote } from './quote.ts';
import { mark, newScope, noteCooked, openBytes, scope, setScope } from './tape.ts';
import { END_TEXT, T_CLOSE, T_SUBSTITUTION_END, token, unexpectedHere } from './token.ts';

/** At a `$`: reads the expansion and returns true, or returns false where the dollar is only itself. */
export function dollar(quoted: i32): boolean {
  const start = pos;
  const p = joined(start + 1);
  const c = ld8(p);
  if (c == OPEN) {
    const q = joined(p + 1);
    if (ld8(q) == OPEN && arithmeticExpansion(start, q + 1, quoted)) return true;
    if (stopped != 0) return true;
    moveTo(p + 1);
    substitution(SCOPE_SUBSTITUTION, PIECE_COMMAND | quoted, start);
    return true;
  }
  if (c == OPEN_BRACE) {
    moveTo(p + 1);
    parameter(start, quoted);
    return true;
  }
  if (c == OPEN_BRACKET) {
    bracketArithmetic(start, p + 1, quoted);
    return true;
  }
  if (isNameStart(c)) {
    const stop = nameEnd(p);
    addPiece(PIECE_PARAMETER | quoted, p, stop - p, start, stop);
    keepName(p, stop - p);
    moveTo(stop);
    return true;
  }
  if ((classOf(c) & PARAMETER) != 0) {
    addPiece(PIECE_PARAMETER | quoted, p, 1, start, p + 1);
    keepName(p, 1);
    moveTo(p + 1);
    return true;
  }
  if (quoted == 0 && c == SINGLE) {
    moveTo(p);
    ansiQuote(start);
    return true;
  }
  if (quoted == 0 && c == DOUBLE) {
    mark(F_LOCALE_QUOTE, start, p + 1);
    moveTo(p);
    doubleQuote();
    return true;
  }
  if (c == PLUS || c == EQUALS || c == CARET || c == TILDE) mark(F_DOLLAR_FLAG, start, p + 1);
  return false;
}

/** The value of a parameter piece is its name, which is no text of the word: its length there is 0. */
function keepName(name: i32, length: i32): void {
  const piece = heldLast();
  if (!recording || piece == 0) return;
  st(piece + PIECE_VALUE, name);
  st(piece + PIECE_SCOPE, length);
  st(piece + PIECE_LENGTH, 0);
}

/** `${ …; }` and `${| …; }` from behind the brace: commands for bash 5.3, an error for earlier ones. */
function functionSubstitution(start: i32, quoted: i32, bar: boolean): void {
  mark(M_FUNCTION_SUBSTITUTION, start, pos);
  moveTo(bar ? pos + 1 : pos);
  enclosed(SCOPE_SUBSTITUTION, PIECE_COMMAND | quoted, start, T_SUBSTITUTION_END);
}

/** `$( … )`, `<( … )`, `>( … )` from behind the parenthesis. */
export function substitution(type: i32, kind: i32, start: i32): void {
  enclosed(type, kind, start, T_CLOSE);
}

/** Commands inside an expansion, up to the token that closes it. */
function enclosed(type: i32, kind: i32, start: i32, closing: i32): void {
  if (!enter()) return;
  const outer = scope;
  const first = firstPiece;
  const last = heldLast();
  const record = recording;
  const s = newScope(type, start);
  setScope(s);
  setRecording(true);
  startPieces();
  const held = holdHeredocs(true);
  skipBlanks();
  startSubstitution(pos);
  list(closing, 0);
  releaseHeredocs(held);
  setScope(outer);
  restorePieces(first, last, record);
  leave();
  if (stopped != 0) return;
  if (token != closing) {
    unexpectedHere();
    return;
  }
  st(s + EL_END, pos);
  const piece = addPiece(kind, 0, 0, start, pos);
  if (piece != 0) st(piece + PIECE_SCOPE, s);
}

/** `<(…)` or `>(…)` in a word, with `pos` at the angle; false where it is a redirection after all. */
export function processSubstitution(): boolean {
  const start = pos;
  const p = joined(start + 1);
  if (ld8(p) != OPEN) return false;
  mark(F_PROCESS, start, p + 1);
  moveTo(p + 1);
  substitution(SCOPE_PROCESS, PIECE_PROCESS, start);
  return true;
}

/**
 * `` `…` `` from the opening backtick. Backslash escapes backtick, backslash and dollar (and, inside double quotes, the double quote):
 * without any the body is scanned in place, else an unescaped copy is.
 */
export function backtick(quoted: i32): void {
  const start = pos;
  let p = start + 1;
  let escapes = false;
  while (ld8(p) != BACKTICK) {
    if (ld8(p) == 0) {
      moveTo(p);
      fail(UNTERMINATED_EXPANSION, start);
      return;
    }
    if (ld8(p) == ESCAPE) {
      escapes = true;
      p += ld8(p + 1) == 0 ? 1 : 2;
    } else p++;
  }
  if (!enter()) return;
  const s = newScope(SCOPE_SUBSTITUTION, start);
  if (escapes) {
    const body = openBytes(p - start + 4);
    const length = unescapeBody(start + 1, p, body, quoted != 0);
    st8(body + length, 0);
    noteCooked(body, body + length, start, p + 1);
    nestedText(body, body + length, s);
  } else {
    st8(p, 0);
    nestedText(start + 1, p, s);
    st8(p, BACKTICK);
  }
  leave();
  if (stopped != 0) return;
  st(s + EL_END, p + 1);
  const piece = addPiece(PIECE_COMMAND | quoted, 0, 0, start, p + 1);
  if (piece != 0) st(piece + PIECE_SCOPE, s);
  moveTo(p + 1);
}

/** Scans a closed text of its own (a backtick body) as commands of a scope. */
function nestedText(start: i32, stop: i32, inner: i32): void {
  const outer = scope;
  const first = firstPiece;
  const last = heldLast();
  const record = recording;
  const back = pos;
  const outerEnd = end;
  setScope(inner);
  setRecording(true);
  startPieces();
  openText(start, stop);
  const before = ld(HEAD_REFUSAL);
  const level = depth;
  const held = holdHeredocs(false);
  list(END_TEXT, 0);
  if (stopped == 0 && token != END_TEXT) unexpectedHere();
  releaseHeredocs(held);
  if (forgive(before)) mark(M_BROKEN_BODY, start, stop);
  if (stopped != 0) return;
  setDepth(level);
  openText(back, outerEnd);
  setScope(outer);
  restorePieces(first, last, record);
}

function unescapeBody(from: i32, stop: i32, to: i32, inDoubleQuotes: boolean): i32 {
  let at = to;
  let p = from;
  while (p < stop) {
    const c = ld8(p);
    const next = p + 1 < stop ? ld8(p + 1) : 0;
    if (c == ESCAPE && (next == BACKTICK || next == ESCAPE || next == DOLLAR || (inDoubleQuotes && next == DOUBLE))) p++;
    st8(at++, ld8(p++));
  }
  return at - to;
}

/** How quotes count inside `${…}`, from the operator on: single quotes pair, and what they hold is expanded inside double quotes. */
const IN_WORD: i32 = 1;
/** Behind `#`, `%`, `/`, `^`, `,`: single quotes quote even inside double quotes. */
const IN_PATTERN: i32 = 2;
/** Behind `:` and in a subscript: single quotes pair and quote nothing. */
const IN_ARITHMETIC: i32 = 3;
const IN_SUBSCRIPT: i32 = 4;

/** `${ … }` from behind the brace. */
function parameter(start: i32, quoted: i32): void {
  const first = ld8(pos);
  if (first == SPACE || first == TAB || first == LF || first == PIPE) {
    functionSubstitution(start, quoted, first == PIPE);
    return;
  }
  if (!enter()) return;
  const name = parameterName();
  const nameStop = pos;
  const record = recording;
  setRecording(false);
  const at = joined(pos);
  const operator = ld8(at);
  if (pos == name && operator != CLOSE_BRACE) mark(F_PARAMETER_FLAG, start, pos + 1);
  if (operator == AT && ld8(joined(at + 1)) == 80) mark(M_PROMPT_VALUE, start, joined(at + 1) + 1);
  braceBody(start, quoted, operatorAt(at));
  if (operator == OPEN_BRACKET && stopped == 0) noticeHidden(nameStop);
  setRecording(record);
  leave();
  if (stopped != 0) return;
  const piece = addPiece(PIECE_PARAMETER | quoted, name, 0, start, pos);
  if (piece != 0) st(piece + PIECE_SCOPE, nameStop - name);
}

/** The parameter's name behind `${`, with the `!` or `#` before it; returns its start. */
function parameterName(): i32 {
  const start = pos;
  let p = start;
  const c = ld8(p);
  if ((c == BANG || c == HASH) && ld8(p + 1) != CLOSE_BRACE) p++;
  if (isNameStart(ld8(p))) p = nameEnd(p);
  else if (isDigit(ld8(p))) while (isDigit(ld8(p))) p++;
  else if ((classOf(ld8(p)) & PARAMETER) != 0 && !(ld8(p) == DOLLAR && opensExpansion(ld8(p + 1)))) p++;
  moveTo(p);
  return start;
}

/** Whether a dollar before this byte starts an expansion of its own: `${${x}}`. */
function opensExpansion(c: i32): boolean {
  return c == OPEN_BRACE || c == OPEN || c == OPEN_BRACKET || c == SINGLE || c == DOUBLE || isNameStart(c);
}

/** How quotes count behind the operator at an address. */
function operatorAt(address: i32): i32 {
  const c = ld8(address);
  if (c == OPEN_BRACKET) return IN_SUBSCRIPT;
  if (c == COLON) return isWordOperator(ld8(joined(address + 1))) ? IN_WORD : IN_ARITHMETIC;
  return c == HASH || c == PERCENT || c == SLASH || c == CARET || c == COMMA ? IN_PATTERN : IN_WORD;
}

function isWordOperator(c: i32): boolean {
  return c == DASH || c == EQUALS || c == QUESTION || c == PLUS;
}

/** The rest of `${…}` up to its closing brace: quotes pair, expansions run, nothing else counts. */
function braceBody(start: i32, quoted: i32, operator: i32): void {
  let where = operator;
  while (stopped == 0) {
    const c = ld8(pos);
    if (c == CLOSE_BRACE) {
      moveTo(pos + 1);
      return;
    }
    if (c == 0) fail(UNTERMINATED_EXPANSION, start);
    else if (c == ESCAPE) moveTo(pos + (ld8(pos + 1) == 0 ? 1 : 2));
    else if (c == SINGLE) {
      const open = pos;
      if (where >= IN_ARITHMETIC || (quoted != 0 && where != IN_PATTERN)) pairedSingles();
      else singleQuote();
      if (quoted != 0 && endsWordElsewhere(open, pos)) mark(where == IN_PATTERN ? F_QUOTED_PATTERN : F_QUOTED_SINGLE, open, pos);
    } else if (c == DOUBLE) doubleQuote();
    else if (c == BACKTICK) backtick(quoted);
    else if (c == DOLLAR) {
      if (!(where >= IN_ARITHMETIC && pairedAnsi()) && !dollar(quoted)) moveTo(pos + 1);
    } else if (c == CLOSE_BRACKET && where == IN_SUBSCRIPT) {
      moveTo(pos + 1);
      where = operatorAt(joined(pos));
    } else if ((c == LESS || c == GREATER) && quoted == 0) {
      if (!processSubstitution()) moveTo(pos + 1);
    } else {
      if (c == EQUALS && quoted == 0 && ld8(pos + 1) == OPEN) mark(F_EQUALS_PROCESS, pos, pos + 2);
      moveTo(pos + 1);
    }
  }
}

/** Whether single quotes hold what would end the expansion, or its double quotes, where they do not quote: as dash and zsh have it. */
function endsWordElsewhere(from: i32, to: i32): boolean {
  for (let p = from; p < to; p++) {
    const c = ld8(p);
    if (c == CLOSE_BRACE || c == DOUBLE || c == BACKTICK || c == ESCAPE) return true;
  }
  return false;
}

/** A subscript `[…]` from behind its bracket: expansions in it run; ends behind the matching bracket. */
export function subscript(start: i32): void {
  if (!enter()) return;
  const record = recording;
  setRecording(false);
  const from = pos;
  let nested: i32 = 0;
  while (stopped == 0) {
    const c = ld8(pos);
    if (c == CLOSE_BRACKET) {
      moveTo(pos + 1);
      if (nested == 0) break;
      nested--;
    } else if (c == 0) fail(UNTERMINATED_EXPANSION, start);
    else if (c == OPEN_BRACKET) {
      nested++;
      moveTo(pos + 1);
    } else if (c == ESCAPE) moveTo(pos + (ld8(pos + 1) == 0 ? 1 : 2));
    else if (c == SINGLE) pairedSingles();
    else if (c == DOUBLE) doubleQuote();
    else if (c == BACKTICK) backtick(0);
    else if (c == DOLLAR) {
      if (!pairedAnsi() && !dollar(0)) moveTo(pos + 1);
    } else if (c == LESS || c == GREATER) {
      if (!processSubstitution()) moveTo(pos + 1);
    } else moveTo(pos + 1);
  }
  if (stopped == 0) noticeHidden(from);
  setRecording(record);
  leave();
}

/**
 * A substitution that quotes inside `${…}` hide: the subscript is evaluated once more when the quotes are gone, and runs it then. All of
 * the text up to `pos` counts, whatever pairs with what.
 */
function noticeHidden(from: i32): void {
  if (hidesCommand(from, pos)) refuse(RUNNING_VALUE, from, pos);
}

/** Whether `${…}`, a quote and a substitution stand in a stretch of source. */
export function hidesCommand(from: i32, to: i32): boolean {
  let isBraced = false;
  let isQuoted = false;
  let runs = false;
  for (let p = from; p < to; p++) {
    const c = ld8(p);
    if (c == SINGLE || c == ESCAPE) isQuoted = true;
    else if (c == BACKTICK) runs = true;
    else if (c == DOLLAR && ld8(p + 1) == OPEN_BRACE) isBraced = true;
    else if (c == DOLLAR && ld8(p + 1) == OPEN) runs = true;
  }
  return isBraced && isQuoted && runs;
}
