/**
 * What a table has to know of all its rules before it is asked about any, found in one pass: ten thousand rules lie all over memory, and
 * fetching them takes longer than looking at them.
 *
 * INVARIANT: a rank is 0 exactly where the trie holds no path of the rule. Such a rule is slow: it hangs on the node of its program, and
 * `slow-rule.ts` tries it.
 */
import { MAX_RULE_PATHS, MAX_TOKEN_BYTES } from '../base/index.ts';
import type { PatternToken, PrefixRule } from './prefix-rule.ts';
import { countPaths } from './rule-paths.ts';

/** Decisions as the core knows them, the strictest last. */
export const RANK = { allow: 1, prompt: 2, forbidden: 3 } as const;

export interface RuleSurvey {
  /** Those that count on the day in question. */
  readonly rules: readonly PrefixRule[];
  /** Of each rule the decision with which it stands in the trie; 0: it does not, and is tried. */
  readonly ranks: Uint8Array;
  /** Tokens of the longest pattern. */
  readonly longest: number;
  /** Whether some rule wants names of programs folded. */
  readonly folds: boolean;
  /**
   * A sum over the shape of rules, as text: beside the digest of their sources, which tells rules apart, it finds a policy whose rules were
   * exchanged under the digest of others.
   */
  readonly shapes: string;
}

/**
 * Looks at every rule once. `today` as ISO date: an allow rule that expired before it no longer counts. One loop, and a bare one: fetching
 * rules and their words from memory is a quarter of what loading compiled ones takes.
 */
export function surveyRules(rules: readonly PrefixRule[], today: string): RuleSurvey {
  const ranks = new Uint8Array(rules.length);
  let longest = 1;
  let folds = false;
  let sum = 0;
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i] as PrefixRule;
    if (isExpired(rule, today)) return surveyRules(withoutExpired(rules, today), today);
    const { pattern } = rule;
    let isPlain = rule.canonical !== true && rule.conditions === undefined;
    let paths = 1;
    if (rule.canonical === true) folds = true;
    if (pattern.length > longest) longest = pattern.length;
    sum = Math.imul(sum ^ pattern.length, 0x01000193);
    for (let k = 0; k < pattern.length; k++) {
      const { any, subtokens } = pattern[k] as PatternToken;
      if (subtokens !== undefined) isPlain = false;
      paths *= any.length;
      sum ^= any.length << 16;
      for (let n = 0; n < any.length; n++) {
        const word = any[n] as string;
        if (word.length > LONGEST_WORD) isPlain = false;
        sum = Math.imul(sum ^ (word.length << 8) ^ word.charCodeAt(word.length - 1), 0x5bd1e995);
      }
    }
    // Equal alternatives make one path. Most rules allow, and a name that varies takes longer to look up than to compare.
    if (isPlain && (paths <= MAX_RULE_PATHS || countPaths(pattern) <= MAX_RULE_PATHS))
      ranks[i] = rule.decision === 'allow' ? RANK.allow : RANK[rule.decision];
  }
  return { rules, ranks, longest, folds, shapes: `${rules.length}.${sum >>> 0}` };
}

function isExpired(rule: PrefixRule, today: string): boolean {
  return rule.expires !== undefined && rule.decision === 'allow' && rule.expires < today;
}

function withoutExpired(rules: readonly PrefixRule[], today: string): readonly PrefixRule[] {
  return rules.filter((rule) => !isExpired(rule, today));
}

/** Whose bytes certainly fit. */
const LONGEST_WORD = MAX_TOKEN_BYTES / 3;
