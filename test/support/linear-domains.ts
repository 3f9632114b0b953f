/**
 * The second implementation of domain lists: every pattern is tried on every host, with string functions only.
 * It shares nothing with the table of the core but the parsed pattern.
 */

import { type DomainPattern, formatPattern, type MakeNameTable, type NameTable, normaliseHost } from '../../src/network/index.ts';

/** Whether a pattern covers a name in its final form. */
export function coversLinearly(pattern: DomainPattern, host: string): boolean {
  if (pattern.type === 'all') return true;
  if (pattern.type === 'address') return false;
  const text = formatPattern(pattern);
  const bare = text.replace(/^\*{1,2}\./, '');
  if (text.startsWith('**.'))
    return matchesEnd(bare, host) || host.split('.').some((_, i, labels) => matchesEnd(bare, labels.slice(i).join('.')));
  if (text.startsWith('*.')) return host.split('.').some((_, i, labels) => i > 0 && matchesEnd(bare, labels.slice(i).join('.')));
  return matchesEnd(bare, host);
}

/** Label by label against one regular expression per label; the tests' patterns are short. */
function matchesEnd(pattern: string, host: string): boolean {
  const patterns = pattern.split('.');
  const labels = host.split('.');
  return patterns.length === labels.length && patterns.every((each, i) => labelExpression(each).test(labels[i] ?? ''));
}

function labelExpression(label: string): RegExp {
  const source = Array.from(label, (c) => (c === '*' ? '.*' : c === '?' ? '.' : c.replace(/[^a-z0-9]/, '\\$&'))).join('');
  return new RegExp(`^${source}$`, 's');
}

/** A table of names without the core. */
export const makeLinearTable: MakeNameTable = (names, all) => {
  let found: number[] = [];
  const table: NameTable = {
    matchText(text) {
      const host = normaliseHost(text);
      return host.type === 'name' && host.text === text && !text.includes('xn--') ? table.match(text) : -1;
    },
    match(host) {
      found = [];
      let bits = all;
      for (const [number, { name, bits: own }] of names.entries()) {
        if (host.endsWith(`.${name}`)) {
          bits |= own >>> 16;
          found.push(number);
        } else if (host === name) {
          bits |= own & 0xffff;
          found.push(~number);
        }
      }
      return bits;
    },
    found: () => found,
  };
  return table;
};
