/**
 * Parameter expansions whose parameter is known, calculated as bash does: defaults, lengths, substrings, removal and replacement of
 * simple patterns, case. INVARIANT: null for every operator and pattern that is not plainly one of these.
 * Reference: bash manual "Shell Parameter Expansion".
 */
import { MAX_PIPED_TEXT, MAX_REMOVED_PATTERN } from '../base/index.ts';

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
  const length = coveredLength(pattern, value, { atEnd: false, longest });
  return length === null ? value : value.slice(length);
}

function removeSuffix(value: string | null, pattern: string, longest: boolean): string | null {
  if (value === null || !isSimple(pattern)) return value === null ? '' : null;
  const length = coveredLength(pattern, value, { atEnd: true, longest });
  return length === null ? value : value.slice(0, value.length - length);
}

/** LIMIT: every character of a value meets every one of a pattern, so only short patterns. */
function isSimple(pattern: string): boolean {
  return isPlain(pattern) && pattern.length <= MAX_REMOVED_PATTERN && !pattern.includes('[');
}

/**
 * How many characters a pattern of `*` and `?` covers at one end of a text: the fewest or the most; null where it covers none of its lengths.
 * All lengths are tried in one pass: kept are the places of the pattern that the characters so far lead to.
 */
function coveredLength(pattern: string, text: string, { atEnd, longest }: { readonly atEnd: boolean; readonly longest: boolean }) {
  const unit = (of: string, at: number): number => of.charCodeAt(atEnd ? of.length - 1 - at : at);
  let covered: number | null = null;
  let places = Uint8Array.from({ length: pattern.length + 1 }, (_, place) => (place === 0 ? 1 : 0));
  for (let length = 0; places.includes(1); length++) {
    // A star covers nothing, too.
    for (let place = 0; place < pattern.length; place++) if (places[place] === 1 && unit(pattern, place) === STAR) places[place + 1] = 1;
    if (places[pattern.length] === 1) covered = length;
    if ((covered !== null && !longest) || length === text.length) return covered;
    const next = new Uint8Array(pattern.length + 1);
    for (let place = 0; place < pattern.length; place++) {
      const wanted = unit(pattern, place);
      if (places[place] === 0) continue;
      if (wanted === STAR) next[place] = 1;
      else if (wanted === QUESTION_MARK || wanted === unit(text, length)) next[place + 1] = 1;
    }
    places = next;
  }
  return covered;
}

const STAR = 0x2a;
const QUESTION_MARK = 0x3f;

function replace(value: string | null, from: string, to: string, all: boolean): string | null {
  if (value === null) return '';
  if (!isPlain(from) || !isPlain(to) || /[*?[#%]/.test(from)) return null;
  if (!all) return value.replace(from, () => to);
  const parts = value.split(from);
  // LIMIT: short values grow long where each character becomes a text.
  return value.length + (parts.length - 1) * to.length > MAX_PIPED_TEXT ? null : parts.join(to);
}

function changeCase(value: string | null, operator: string): string | null {
  if (value === null) return '';
  const upper = operator.startsWith('^');
  const change = (text: string) => (upper ? text.toUpperCase() : text.toLowerCase());
  return operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
}
