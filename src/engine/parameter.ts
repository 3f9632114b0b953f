/**
 * Parameter expansions whose parameter is known, calculated as bash does: defaults, lengths, substrings, removal and replacement of
 * simple patterns, case. INVARIANT: null for every operator and pattern that is not plainly one of these.
 * Reference: bash manual "Shell Parameter Expansion".
 */
import { matchWildcard } from '../base/index.ts';

/** What `${name operator}` gives for a value; `value` null means unset or empty. */
export function expandParameter(value: string | null, operator: string): string | null {
  if (operator === '') return value;
  for (const { pattern, apply } of OPERATORS) {
    const match = pattern.exec(operator);
    if (match) return apply(value, match);
  }
  return null;
}

interface Operator {
  readonly pattern: RegExp;
  readonly apply: (value: string | null, match: RegExpExecArray) => string | null;
}

/** Plain text: nothing in it is expanded again. */
const isPlain = (text: string): boolean => !/[$`"'\\]/.test(text);
const plain = (text: string): string | null => (isPlain(text) ? text : null);

const OPERATORS: readonly Operator[] = [
  { pattern: /^:?[-=](.*)$/s, apply: (value, [, word = '']) => (value === null || value === '' ? plain(word) : value) },
  { pattern: /^:?\+(.*)$/s, apply: (value, [, word = '']) => (value === null || value === '' ? '' : plain(word)) },
  { pattern: /^:\s*(-?\d+)(?::\s*(-?\d+))?$/, apply: (value, [, offset = '0', length]) => substring(value, Number(offset), length) },
  { pattern: /^(##?)(.*)$/s, apply: (value, [, operator = '', pattern = '']) => removePrefix(value, pattern, operator === '##') },
  { pattern: /^(%%?)(.*)$/s, apply: (value, [, operator = '', pattern = '']) => removeSuffix(value, pattern, operator === '%%') },
  { pattern: /^\/(\/?)([^/]+)(?:\/(.*))?$/s, apply: (value, [, all = '', from = '', to = '']) => replace(value, from, to, all === '/') },
  { pattern: /^(\^\^?|,,?)$/, apply: (value, [, operator = '']) => changeCase(value, operator) },
];

function substring(value: string | null, offset: number, length: string | undefined): string | null {
  if (value === null) return '';
  const start = offset < 0 ? value.length + offset : offset;
  if (start < 0) return '';
  const end = length === undefined ? value.length : Number(length) < 0 ? value.length + Number(length) : start + Number(length);
  return value.slice(start, end);
}

function removePrefix(value: string | null, pattern: string, longest: boolean): string | null {
  if (value === null || !isSimple(pattern)) return value === null ? '' : null;
  const ends = Array.from({ length: value.length + 1 }, (_, i) => (longest ? value.length - i : i));
  const end = ends.find((each) => matchWildcard(pattern, value.slice(0, each)));
  return end === undefined ? value : value.slice(end);
}

function removeSuffix(value: string | null, pattern: string, longest: boolean): string | null {
  if (value === null || !isSimple(pattern)) return value === null ? '' : null;
  const starts = Array.from({ length: value.length + 1 }, (_, i) => (longest ? i : value.length - i));
  const start = starts.find((each) => matchWildcard(pattern, value.slice(each)));
  return start === undefined ? value : value.slice(0, start);
}

/** LIMIT: prefixes and suffixes are tried one by one, so only for short patterns. */
function isSimple(pattern: string): boolean {
  return isPlain(pattern) && pattern.length <= 64 && !pattern.includes('[');
}

function replace(value: string | null, from: string, to: string, all: boolean): string | null {
  if (value === null) return '';
  if (!isPlain(from) || !isPlain(to) || /[*?[#%]/.test(from)) return null;
  return all ? value.replaceAll(from, () => to) : value.replace(from, () => to);
}

function changeCase(value: string | null, operator: string): string | null {
  if (value === null) return '';
  const upper = operator.startsWith('^');
  const change = (text: string) => (upper ? text.toUpperCase() : text.toLowerCase());
  return operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
}
