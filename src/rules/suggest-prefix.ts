/**
 * The prefix under which a command could always be allowed: as many words as say what will happen, and no more.
 *
 * INVARIANT: nothing is suggested that {@link bannedReason} refuses, that holds an unknown word, or that looks like a secret; where the
 * table says nothing, nothing is suggested.
 */
import { MAX_SUGGESTED_WORD } from '../base/index.ts';
import { bannedReason } from './banned-prefix.ts';
import { MEANINGFUL_PREFIXES, type PrefixPosition } from './meaningful-prefixes.ts';

/** A prefix, or why there is none. */
export type PrefixSuggestion =
  | { readonly type: 'prefix'; readonly prefix: readonly string[] }
  | { readonly type: 'none'; readonly reason: string };

/** The words of one invocation; null is a word that is not known before it runs. */
export function suggestPrefix(words: readonly (string | null)[]): PrefixSuggestion {
  const [program] = words;
  if (program === undefined || program === null) return none('what it runs is not known before it runs');
  const candidates = MEANINGFUL_PREFIXES.get(program);
  if (!candidates) return none('no part of it is known to say enough about what it does');
  const lengths = candidates.filter((positions) => fits(positions, words)).map((positions) => positions.length + 1);
  if (lengths.length === 0) return none('its first words do not say enough about what it does');
  return checkPrefix(words.slice(0, Math.max(...lengths)));
}

function none(reason: string): PrefixSuggestion {
  return { type: 'none', reason };
}

function fits(positions: readonly PrefixPosition[], words: readonly (string | null)[]): boolean {
  return positions.every((position, at) => fitsAt(position, words[at + 1]));
}

function fitsAt(position: PrefixPosition, word: string | null | undefined): boolean {
  if (word === undefined || word === null) return false;
  return position.type === 'words' ? position.words.includes(word) : isPlainOperand(word);
}

const PLAIN = /^[\p{L}\p{N}_.:@/+,-]+$/u;

/** One short word that is no option and has nothing in it that a shell or a person could stumble over. */
function isPlainOperand(word: string): boolean {
  return word.length <= MAX_SUGGESTED_WORD && !word.startsWith('-') && PLAIN.test(word);
}

function checkPrefix(words: readonly (string | null)[]): PrefixSuggestion {
  const prefix = words.filter((word) => word !== null);
  if (prefix.length < words.length) return none('a word of it is not known before it runs');
  if (prefix.some(looksSecret)) return none('a word of it looks like a secret, which must not be written down');
  const banned = bannedReason(prefix);
  return banned === null ? { type: 'prefix', prefix } : none(`it ${banned}`);
}

/** Beginnings of tokens that services give out. */
const TOKEN =
  /^(?:gh[pousr]_|github_pat_|glpat-|sk-|sk_live_|rk_live_|xox[abprs]-|AKIA|ASIA|AIza|ya29\.|eyJ[\w-]+\.|npm_|pypi-|dop_v1_|hf_|SG\.|-----BEGIN)/;
const NAMED = /(?:pass(?:word|wd)?|secret|token|api[_-]?key|access[_-]?key|credential|auth)[^=]{0,256}=./i;
const USER_INFO = /^[a-z][a-z0-9+.-]*:\/\/[^/@]*:[^/@]*@/i;
const LONG_RUN = /[A-Za-z0-9_-]{24,}/;

/** Whether a word could be a key or a password, or carries one. */
function looksSecret(word: string): boolean {
  return TOKEN.test(word) || NAMED.test(word) || USER_INFO.test(word) || isRandom(LONG_RUN.exec(word)?.[0] ?? '');
}

/** A long run that has small letters or capitals, and digits, in no order that a name would have. */
function isRandom(run: string): boolean {
  const changes = run.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0;
  return run.length > 0 && /[0-9]/.test(run) && changes * 4 >= run.length;
}
