/** The trie finds what a linear pass over the rules finds, in the same order, on both builds. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PrefixRule, RuleTable } from '../../src/rules/index.ts';
import { createCore } from '../../src/shell/index.ts';
import { BUILDS } from '../core/builds.ts';

const WORDS = ['a', 'b', 'push', '-x', '--force', 'é', '', 'a b', '__proto__', 'x'.repeat(300)];
const PROGRAMS = ['git', 'rm', '/bin/rm', 'Rm', './git', 'g++', 'toString'];

const words = fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 });
const rule = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...PROGRAMS), { minLength: 1, maxLength: 2 }),
    fc.array(words, { maxLength: 3 }),
    fc.constantFrom('allow', 'prompt', 'forbidden'),
  )
  .map(([programs, rest, decision]) => {
    const pattern = [programs, ...rest].map((any) => ({ any })) as unknown as PrefixRule['pattern'];
    return { pattern, decision, origin: { source: 'test', line: 1, column: 1 } } as PrefixRule;
  });
const argv = fc.tuple(
  fc.constantFrom(...PROGRAMS, 'nobody'),
  fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom<string | null>(...WORDS) }, { weight: 1, arbitrary: fc.constant(null) }), {
    maxLength: 5,
  }),
);

/** A rule stricter than allow for a path is one for its base name too. */
function isNamed({ pattern: [{ any }], decision }: PrefixRule, program: string): boolean {
  return any.includes(program) || (decision !== 'allow' && any.some((name) => name.slice(name.lastIndexOf('/') + 1) === program));
}

/** What the rules say one by one: those that match, and the strictest decision that an unknown word could still lead to. */
function linear(
  rules: readonly PrefixRule[],
  [program, ...rest]: readonly [string, ...(string | null)[]],
): { exact: number[]; completable: string | null } {
  const exact: number[] = [];
  let completable: string | null = null;
  for (const [number, rule] of rules.entries()) {
    if (!isNamed(rule, program)) continue;
    const tokens = rule.pattern.slice(1);
    const stop = tokens.findIndex(({ any }, i) => rest[i] === undefined || rest[i] === null || !any.includes(rest[i]));
    if (stop < 0) exact.push(number);
    else if (rest[stop] === null && rule.decision !== 'allow' && completable !== 'forbidden') completable = rule.decision;
  }
  return { exact, completable };
}

describe.each(BUILDS)('the trie (%s)', (build) => {
  it('finds the rules that a linear pass finds, in their order', () => {
    let matches = 0;
    const property = fc.property(
      fc.array(rule, { minLength: 1, maxLength: 12 }),
      fc.array(argv, { minLength: 10, maxLength: 10 }),
      (rules, all) => {
        const table = new RuleTable(createCore(build), rules, { platform: 'posix', folds: false, today: '2026-01-01', seed: 1 });
        for (const [program, rest] of all.filter(([name]) => !name.includes('/'))) {
          const wanted = linear(rules, [program, ...rest]).exact;
          expect(table.match([program, ...rest], () => true).exact.map((each) => rules.indexOf(each))).toEqual(wanted);
          matches += wanted.length;
        }
      },
    );
    fc.assert(property, { seed: 5, numRuns: 150 });
    expect(matches).toBeGreaterThan(100);
  });

  it('says what an unknown word could complete, as a linear pass does', () => {
    let completed = 0;
    const plain = rule.filter(
      ({ pattern }) =>
        pattern[0].any.every((name) => !name.includes('/')) && pattern.every(({ any }) => any.every((word) => word.length < 80)),
    );
    const property = fc.property(fc.array(plain, { minLength: 1, maxLength: 12 }), argv, (rules, [program, rest]) => {
      if (program.includes('/')) return;
      const table = new RuleTable(createCore(build), rules, { platform: 'posix', folds: false, today: '2026-01-01', seed: 1 });
      const wanted = linear(rules, [program, ...rest]);
      if (wanted.completable !== null) completed++;
      expect(table.match([program, ...rest], () => true).completable).toBe(wanted.completable);
    });
    fc.assert(property, { seed: 6, numRuns: 600 });
    expect(completed).toBeGreaterThan(5);
  });

  it('finds each of many rules in at most 80 bytes a rule, and nothing for other words', () => {
    const place = { source: 'test', line: 1, column: 1 };
    const rules = Array.from({ length: 10_000 }, (_, i): PrefixRule => {
      const pattern: PrefixRule['pattern'] = [{ any: [`p${i % 3_000}`] }, { any: [`s${i % 70}`] }, { any: [`w${i}`] }];
      return { pattern: i % 3 === 0 ? pattern : [pattern[0], { any: [`w${i}`] }], decision: 'allow', origin: place };
    });
    const table = new RuleTable(createCore(build), rules, { platform: 'posix', folds: false, today: '2026-01-01', seed: 1 });
    expect(table.arenaBytes / rules.length).toBeLessThan(80);
    const found = () => rules.map(({ pattern }) => table.match([...pattern.map(({ any }) => any[0]), 'more'], () => true).exact);
    expect(found()).toEqual(rules.map((each) => [each]));
    const others = rules.map((_, i) => table.match([`p${i % 3_000}`, `x${i}`], () => true));
    expect(others.every(({ exact, completable }) => exact.length === 0 && completable === null)).toBe(true);
  });
});
