/**
 * `[[ … ]]`: its grammar is checked (bash would refuse what does not fit), its words are searched for commands, nothing is evaluated.
 *
 * or = and { '||' and } ; and = term { '&&' term } ; term = '(' or ')' | '!' term | unary word | word [ binary word ]
 * Reference: bash manual "Conditional Constructs".
 */
import { ld, ld8 } from '#memory';
import { AMP, BANG, bytesAre, CLOSE, CLOSE_BRACKET, DASH, GREATER, isDigit, LESS, OPEN, PIPE } from './bytes.ts';
import { BAD_CONDITION, UNEXPECTED_END } from './codes.ts';
import { noticeValue } from './command.ts';
import { end, enter, fail, joined, leave, moveTo, pos, skipBlanks, stopped } from './cursor.ts';
import { WORD_FLAGS, WORD_LENGTH, WORD_QUOTED, WORD_UNKNOWN, WORD_VALUE } from './layout.ts';
import { endsWord, lineBreaks } from './list.ts';
import { EXTENDED, PLAIN_BRACES, PLAIN_GLOBS, REGEX, word } from './word.ts';

/** From behind `[[` to behind `]]`. */
export function condition(start: i32): void {
  or();
  if (stopped != 0) return;
  lineBreaks();
  if (!atClose()) bad();
  else moveTo(pos + 2);
  if (stopped != 0 && pos == end) moveTo(start);
}

function bad(): void {
  fail(pos == end ? UNEXPECTED_END : BAD_CONDITION, pos);
}

function atClose(): boolean {
  return ld8(pos) == CLOSE_BRACKET && ld8(pos + 1) == CLOSE_BRACKET && endsWord(pos + 2);
}

function both(c: i32): boolean {
  return ld8(pos) == c && ld8(joined(pos + 1)) == c;
}

function or(): void {
  if (!enter()) return;
  and();
  while (stopped == 0) {
    lineBreaks();
    if (!both(PIPE)) break;
    moveTo(joined(pos + 1) + 1);
    and();
  }
  leave();
}

function and(): void {
  term();
  while (stopped == 0) {
    lineBreaks();
    if (!both(AMP)) break;
    moveTo(joined(pos + 1) + 1);
    term();
  }
}

function term(): void {
  lineBreaks();
  if (stopped != 0) return;
  const c = ld8(pos);
  if (c == OPEN) {
    moveTo(pos + 1);
    or();
    if (stopped != 0) return;
    lineBreaks();
    if (ld8(pos) == CLOSE) moveTo(pos + 1);
    else bad();
  } else if (c == BANG && endsWord(pos + 1)) {
    if (!enter()) return;
    moveTo(pos + 1);
    term();
    leave();
  } else operands();
}

/** A word of a condition; 0 (and stopped) where none stands. */
function operand(mode: i32): i32 {
  skipBlanks();
  if (atClose() || atDescriptor()) {
    bad();
    return 0;
  }
  const w = word(PLAIN_BRACES | PLAIN_GLOBS | mode);
  if (w == 0) bad();
  return w;
}

/** Digits that touch `<` or `>` are a descriptor, which no condition has. */
function atDescriptor(): boolean {
  let p = pos;
  if (!isDigit(ld8(p))) return false;
  while (isDigit(ld8(p))) p++;
  return ld8(p) == LESS || ld8(p) == GREATER;
}

function operands(): void {
  const w = operand(0);
  if (w == 0 || stopped != 0) return;
  if (isUnary(w)) {
    const tested = operand(0);
    if (tested != 0 && stopped == 0 && ld8(ld(w + WORD_VALUE) + 1) == LETTER_V) noticeValue(tested);
    return;
  }
  skipBlanks();
  if (atClose() || both(AMP) || both(PIPE) || ld8(pos) == CLOSE) return;
  const c = ld8(pos);
  if ((c == LESS || c == GREATER) && ld8(joined(pos + 1)) != OPEN) {
    moveTo(pos + 1);
    operand(0);
    return;
  }
  const op = word(PLAIN_BRACES | PLAIN_GLOBS);
  if (stopped != 0) return;
  const kind = op == 0 ? 0 : binary(op);
  if (kind == 0) {
    bad();
    return;
  }
  const right = operand(kind == MATCHES ? REGEX : kind == EQUALS_PATTERN ? EXTENDED : 0);
  if (kind != COMPARES || right == 0 || stopped != 0) return;
  // Numbers are evaluated as arithmetic, whatever their quotes.
  noticeValue(w);
  noticeValue(right);
}

/** `-x` with a letter that tests something; a quoted one is an ordinary word. */
function isUnary(w: i32): boolean {
  if ((ld(w + WORD_FLAGS) & (WORD_UNKNOWN | WORD_QUOTED)) != 0 || ld(w + WORD_LENGTH) != 2 || ld8(ld(w + WORD_VALUE)) != DASH) return false;
  const letter = ld8(ld(w + WORD_VALUE) + 1);
  const letters = 'abcdefghknoprstuvwxzGLNORS';
  for (let i = 0; i < letters.length; i++) if (letters.charCodeAt(i) == letter) return true;
  return false;
}

/** `v`, of `[[ -v name[…] ]]`. */
const LETTER_V: i32 = 118;
const COMPARES: i32 = 1;
const EQUALS_PATTERN: i32 = 2;
const MATCHES: i32 = 3;

function binary(w: i32): i32 {
  if ((ld(w + WORD_FLAGS) & (WORD_UNKNOWN | WORD_QUOTED)) != 0) return 0;
  const v = ld(w + WORD_VALUE);
  const n = ld(w + WORD_LENGTH);
  if (bytesAre(v, n, '=') || bytesAre(v, n, '==') || bytesAre(v, n, '!=')) return EQUALS_PATTERN;
  if (bytesAre(v, n, '=~')) return MATCHES;
  return n == 3 && ld8(v) == DASH && isComparison(ld8(v + 1), ld8(v + 2)) ? COMPARES : 0;
}

/** `-eq`, `-ne`, `-lt`, `-le`, `-gt`, `-ge`, `-nt`, `-ot`, `-ef`. */
function isComparison(a: i32, b: i32): boolean {
  if (b == 116) return a == 108 || a == 103 || a == 110 || a == 111;
  if (b == 101) return a == 110 || a == 108 || a == 103;
  return a == 101 && (b == 113 || b == 102);
}
