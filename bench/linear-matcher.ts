/**
 * What the compiled rules must agree with: the same rules tried one after the other, on plain arrays of words.
 *
 * Two shapes: every rule for every command, and the rules of a program in a row as Codex keeps them. Both know plain prefix rules only.
 */
import type { BenchRule } from './fixtures.ts';

/** A rule as alternatives for each place, and its decision as 1 allow, 2 prompt, 3 forbidden. */
export interface LinearRule {
  readonly pattern: readonly (readonly string[])[];
  readonly rank: number;
}

const RANKS = { allow: 1, prompt: 2, forbidden: 3 } as const;

export function linearRulesOf(rules: readonly BenchRule[]): LinearRule[] {
  return rules.map(({ pattern, decision }) => ({
    pattern: pattern.map((token) => (typeof token === 'string' ? [token] : [...token])),
    rank: RANKS[decision],
  }));
}

function covers({ pattern }: LinearRule, argv: readonly (string | null)[]): boolean {
  if (pattern.length > argv.length) return false;
  for (const [i, any] of pattern.entries()) {
    const word = argv[i];
    if (word === null || word === undefined || !any.includes(word)) return false;
  }
  return true;
}

/** The strictest rank of all rules that match, 0 for none. */
export function strictestLinear(rules: readonly LinearRule[], argv: readonly (string | null)[]): number {
  let strictest = 0;
  for (const rule of rules) if (rule.rank > strictest && covers(rule, argv)) strictest = rule.rank;
  return strictest;
}

export type Buckets = ReadonlyMap<string, readonly LinearRule[]>;

/** The rules by each program that they name. */
export function bucketsOf(rules: readonly LinearRule[]): Buckets {
  const buckets = new Map<string, LinearRule[]>();
  for (const rule of rules)
    for (const program of new Set(rule.pattern[0])) {
      const known = buckets.get(program);
      if (known) known.push(rule);
      else buckets.set(program, [rule]);
    }
  return buckets;
}

/** The strictest rank of the rules for an argv's program; every matching rule is found, as an answer needs them. */
export function strictestInBucket(buckets: Buckets, argv: readonly (string | null)[]): number {
  let strictest = 0;
  for (const rule of buckets.get(argv[0] ?? '') ?? []) if (covers(rule, argv)) strictest = Math.max(strictest, rule.rank);
  return strictest;
}
