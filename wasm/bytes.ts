/** Bytes by what they mean to the scanner: one table lookup tells whether a word goes on. */
import { ld8, st8 } from '#memory';
import { CLASS, HALVES, ROLE } from './layout.ts';

/** Ends a word: blanks, newline, operators, and the NUL at the end of the text. */
export const TERM: i32 = 1;
/** Needs a look inside a word: quotes, expansions, globs, braces, tildes, CR. */
export const SPECIAL: i32 = 2;
export const NAME_START: i32 = 4;
export const DIGIT: i32 = 8;
/** What may follow `$` as a one-character parameter. */
export const PARAMETER: i32 = 16;
/** First letter of a reserved word. */
export const RESERVED: i32 = 32;
/** Ends a plain run inside double quotes. */
export const QUOTED_STOP: i32 = 64;
/** Ends a word, unless what follows makes it part of one: `<(`, `@(`, and `|` in a regular expression. */
export const CONTINUES: i32 = 128;
/** Without any of these bits no redirection starts here: TERM, SPECIAL, DIGIT. */
export const REDIRECTS: i32 = 11;
/** The class bits that stop a plain word. */
export const STOPS: i32 = 3;

// Roles: what a byte means to whoever stands between words.
/** Blanks, what may be one with the next byte, and controls: something may have to be stepped over here. */
export const GAP: i32 = 1;
/** Ends a plain word: `<`, `>` and `(` may go on with one, a bar never does. */
export const ENDS_PLAIN: i32 = 2;
/** No plain word starts here, or one that means more than its letters: what stops words, `#` and `=`. */
export const STARTS_OTHER: i32 = 4;
/** Stops the first word of a command: with an equals sign in it, it may be an assignment. */
export const STOPS_FIRST: i32 = 8;
/** A list may end here. */
export const ENDS_LIST: i32 = 16;
/** First byte of `!` and `time`, which stand in front of pipelines. */
export const PREFIXES: i32 = 32;

export const TAB: i32 = 9;
export const LF: i32 = 10;
export const CR: i32 = 13;
export const SPACE: i32 = 32;
export const BANG: i32 = 33;
export const DOUBLE: i32 = 34;
export const HASH: i32 = 35;
export const DOLLAR: i32 = 36;
export const PERCENT: i32 = 37;
export const AMP: i32 = 38;
export const SINGLE: i32 = 39;
export const OPEN: i32 = 40;
export const CLOSE: i32 = 41;
export const STAR: i32 = 42;
export const PLUS: i32 = 43;
export const COMMA: i32 = 44;
export const DASH: i32 = 45;
export const DOT: i32 = 46;
export const SLASH: i32 = 47;
export const ZERO: i32 = 48;
export const NINE: i32 = 57;
export const COLON: i32 = 58;
export const SEMICOLON: i32 = 59;
export const LESS: i32 = 60;
export const EQUALS: i32 = 61;
export const GREATER: i32 = 62;
export const QUESTION: i32 = 63;
export const AT: i32 = 64;
export const OPEN_BRACKET: i32 = 91;
export const ESCAPE: i32 = 92;
export const CLOSE_BRACKET: i32 = 93;
export const CARET: i32 = 94;
export const BACKTICK: i32 = 96;
export const OPEN_BRACE: i32 = 123;
export const PIPE: i32 = 124;
export const CLOSE_BRACE: i32 = 125;
export const TILDE: i32 = 126;

function add(text: string, bits: i32): void {
  addTo(CLASS, text, bits);
}

function addTo(table: i32, text: string, bits: i32): void {
  for (let i = 0; i < text.length; i++) {
    const at = table + text.charCodeAt(i);
    st8(at, ld8(at) | bits);
  }
}

export function initBytes(): void {
  for (let i = 0; i < 256; i++) st8(CLASS + i, 0);
  st8(CLASS, TERM | QUOTED_STOP);
  add('"\\$`', QUOTED_STOP);
  add(' \t\n|&;()<>', TERM);
  add('\'"\\$`*?[{}~\r', SPECIAL);
  add('<>(|', CONTINUES);
  add('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', NAME_START);
  add('0123456789', DIGIT);
  add('0123456789@*#?-$!', PARAMETER);
  add('itefdwucs{}![]', RESERVED);
  initRoles();
  initHalves();
}

function initRoles(): void {
  for (let i = 0; i < 256; i++) st8(ROLE + i, i <= SPACE ? GAP : 0);
  for (let i = 0; i < 256; i++) if ((ld8(CLASS + i) & STOPS) != 0) st8(ROLE + i, ld8(ROLE + i) | STARTS_OTHER | STOPS_FIRST);
  st8(ROLE, ld8(ROLE) | ENDS_PLAIN | ENDS_LIST);
  addTo(ROLE, '\\', GAP);
  addTo(ROLE, ' \t\n|&;)', ENDS_PLAIN);
  addTo(ROLE, '#=', STARTS_OTHER);
  addTo(ROLE, '=', STOPS_FIRST);
  addTo(ROLE, ';)}', ENDS_LIST);
  addTo(ROLE, '!t', PREFIXES);
}

/** A row for each high half of a byte, and for each low half the rows in which it stops a word. */
function initHalves(): void {
  for (let i = 0; i < 16; i++) {
    let rows: i32 = 0;
    for (let row = 0; row < 8; row++) if ((ld8(CLASS + (row << 4) + i) & STOPS) != 0) rows |= 1 << row;
    st8(HALVES + i, rows);
    st8(HALVES + 16 + i, i < 8 ? 1 << i : 0);
    st8(HALVES + 32 + i, 15);
  }
}

export function classOf(byte: i32): i32 {
  return ld8(CLASS + byte);
}

export function roleOf(byte: i32): i32 {
  return ld8(ROLE + byte);
}

export function isDigit(byte: i32): boolean {
  return byte >= ZERO && byte <= NINE;
}

/** Whether a byte may stand in a variable name behind its first letter. */
export function isNameByte(byte: i32): boolean {
  return (ld8(CLASS + byte) & 12) != 0;
}

export function isNameStart(byte: i32): boolean {
  return (ld8(CLASS + byte) & NAME_START) != 0;
}

/** First address behind a variable name that starts here; the address itself where none does. */
export function nameEnd(address: i32): i32 {
  let p = address;
  if ((ld8(CLASS + ld8(p)) & NAME_START) == 0) return p;
  while ((ld8(CLASS + ld8(p)) & 12) != 0) p++;
  return p;
}

/** Whether the bytes at an address are exactly this text. */
export function bytesAre(address: i32, length: i32, text: string): boolean {
  if (length != text.length) return false;
  for (let i = 0; i < length; i++) if (ld8(address + i) != text.charCodeAt(i)) return false;
  return true;
}
