/**
 * International names to ASCII, by the host parser that every JavaScript platform has (WHATWG URL, UTS 46 without transitional processing).
 *
 * That parser is kind: it decodes `%6d`, reads digits as addresses and turns look-alikes into plain letters. So only letters, marks and
 * decimal digits that are in their compatibility form already reach it, and what comes back must be the same labels again.
 * (A library of tables costs 20 ms at start; the tests compare with one.)
 */
import { once } from '../base/index.ts';

/** The ASCII form of a name with at least one non-ASCII or `xn--` label, or null where programs would refuse or disagree about it. */
export function toAsciiName(text: string): string | null {
  if (!international().test(text) || DEVIATION.test(text) || text.normalize('NFKC') !== text.normalize('NFC')) return null;
  const ascii = parseByPlatform(text);
  if (ascii === null) return null;
  const before = text.split('.');
  const after = ascii.split('.');
  return before.length === after.length && before.every((label, i) => isSameLabel(label, after[i] ?? '')) ? ascii : null;
}

const international = once(() => /^[\p{L}\p{M}\p{Nd}._-]+$/u);

/** Characters that IDNA 2003 and 2008 convert differently: sharp s, final sigma, the joiners. */
const DEVIATION = /[ßẞς\u200c\u200d]/u;

/** Letters of other scripts must stay letters of other scripts: what comes out as plain ASCII was a look-alike (`ⓔ`, `K`). */
function isSameLabel(before: string, after: string): boolean {
  return ASCII.test(before) ? before.toLowerCase() === after : after.startsWith('xn--');
}

const ASCII = /^[\w-]*$/;

/** What the platform makes of a host, whatever its spelling: the address of `0x7f.1`, the name of `exa%6dple.com`; null if it refuses. */
export function parseByPlatform(host: string): string | null {
  if (structure().test(host)) return null;
  try {
    return new URL(`http://${host}/`).hostname;
  } catch {
    return null;
  }
}

/** Characters that would end the host, or that URL parsers drop. */
const structure = once(() => /[/\\?#@:[\]\s\p{Cc}]/u);
