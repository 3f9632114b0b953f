/** What PowerShell takes a character for: it has several dashes, quotes and blanks. Reference: about_Special_Characters, the tokenizer's table. */

export function isNewline(c: string): boolean {
  return c === '\n' || c === '\r';
}

export function isBlank(c: string): boolean {
  return c === ' ' || c === '\t' || (c !== '' && c !== '\n' && c !== '\r' && /[\v\f\u0085\p{Z}]/u.test(c));
}

/** The hyphen, and what editors make of it. */
export function isDash(c: string): boolean {
  return c === '-' || c === '\u2013' || c === '\u2014' || c === '\u2015';
}

export function isSingleQuote(c: string): boolean {
  return c === "'" || (c >= '\u2018' && c <= '\u201b');
}

export function isDoubleQuote(c: string): boolean {
  return c === '"' || (c >= '\u201c' && c <= '\u201e');
}

export function isQuote(c: string): boolean {
  return isSingleQuote(c) || isDoubleQuote(c);
}

/** Ends a bare word wherever it stands. */
export function endsWord(c: string): boolean {
  return c === '' || isNewline(c) || isBlank(c) || '{}();,|&<>'.includes(c);
}

export function isLetter(c: string): boolean {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_';
}

/** What a backtick makes of the character behind it. */
export function escaped(c: string): string {
  return ESCAPES.get(c) ?? c;
}

/** Not `e`: it is an escape in newer versions alone, and a letter in the others. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);
