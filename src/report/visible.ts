/**
 * Outside text made fit for a terminal: what would move the cursor, hide text or turn its direction is shown by number.
 *
 * SECURITY: a command that is shown to a person for approval must look like what runs; every text from outside goes through here.
 */
import { once } from '../base/index.ts';

/** What most texts are. A process that asks once should not make tables of Unicode for them. */
const PLAIN = /^[ -~]*$/;
/** Controls, format characters (bidi, zero width), separators other than the blank, lone surrogates, private use, unassigned. */
const unfit = once(() => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]|(?! )\p{Zs}/gu);
const NAMED: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** The text on one line, every unfit character as `\x1b` or `\u{202e}`. */
export function visible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(unfit(), (char) => NAMED.get(char) ?? byNumber(char.codePointAt(0) ?? 0));
}

function byNumber(code: number): string {
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

const mark = once(() => /^\p{M}/u);
const wide = once(() => /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u);

/** How many columns a terminal gives to one character that is fit. */
export function widthOf(char: string): number {
  if (PLAIN.test(char)) return 1;
  if (mark().test(char)) return 0;
  return wide().test(char) ? 2 : 1;
}

/** A program with its arguments as a person would type it; null, a word that is not known, is `…`. */
export function formatArgv(argv: readonly (string | null)[]): string {
  return argv.map((word) => (word === null ? '…' : quote(word))).join(' ');
}

function quote(word: string): string {
  if (/^[\w@%+=:,./~^-]+$/.test(word)) return word;
  return visible(word) === word
    ? `'${word.replaceAll("'", `'\\''`)}'`
    : `$'${visible(word.replaceAll('\\', '\\\\').replaceAll("'", "\\'"))}'`;
}
