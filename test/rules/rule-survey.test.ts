/** What one pass over all rules finds is what asking each rule by itself would. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RULE_PATHS, MAX_TOKEN_BYTES } from '../../src/base/index.ts';
import type { PrefixRule } from '../../src/rules/prefix-rule.ts';
import { surveyRules } from '../../src/rules/rule-survey.ts';

const TODAY = '2026-06-15';

function ruleOf(pattern: readonly (readonly string[])[], more: Partial<PrefixRule> = {}): PrefixRule {
  const tokens = pattern.map((any) => ({ any })) as unknown as PrefixRule['pattern'];
  return { pattern: tokens, decision: 'allow', origin: { source: 'test', line: 1, column: 1 }, ...more };
}

const ranksOf = (rules: readonly PrefixRule[]) => [...surveyRules(rules, TODAY).ranks];
const shapesOf = (rules: readonly PrefixRule[]) => surveyRules(rules, TODAY).shapes;

describe('a survey of rules', () => {
  it('ranks rules by their decision, and those that the trie cannot hold with 0', () => {
    const many = Array.from({ length: MAX_RULE_PATHS + 1 }, (_, i) => `w${i}`);
    const rules: readonly (readonly [PrefixRule, number])[] = [
      [ruleOf([['git'], ['status']]), 1],
      [ruleOf([['git'], ['push']], { decision: 'prompt' }), 2],
      [ruleOf([['rm']], { decision: 'forbidden' }), 3],
      [ruleOf([['rm']], { decision: 'forbidden', canonical: true }), 0],
      [ruleOf([['rm']], { conditions: { env: ['A'] } }), 0],
      [{ ...ruleOf([['npm']]), pattern: [{ any: ['npm'], subtokens: ['publish'] }] }, 0],
      [{ ...ruleOf([['npm']]), pattern: [{ any: ['npm'] }, { any: ['run'], subtokens: ['x'] }] }, 0],
      [ruleOf([['a'], many.slice(0, MAX_RULE_PATHS)]), 1],
      [ruleOf([['a'], many]), 0],
      [ruleOf([['a', 'b'], many.slice(0, MAX_RULE_PATHS)]), 0],
      // Equal alternatives make one path.
      [
        ruleOf([
          ['a', 'a'],
          [...many.slice(0, MAX_RULE_PATHS), 'w1'],
        ]),
        1,
      ],
      [ruleOf([['a'], ['x'.repeat(MAX_TOKEN_BYTES / 3)]]), 1],
      [ruleOf([['a'], ['b', 'x'.repeat(MAX_TOKEN_BYTES / 3 + 1)]]), 0],
    ];
    expect(ranksOf(rules.map(([rule]) => rule))).toEqual(rules.map(([, rank]) => rank));
  });

  it('knows the longest pattern, and whether a rule folds names', () => {
    const short = ruleOf([['a']]);
    const long = ruleOf([['a'], ['b'], ['c']]);
    const looks = [[], [short], [short, long, short], [long, { ...short, canonical: true }]].map((rules) => surveyRules(rules, TODAY));
    expect(looks.map(({ longest, folds }) => [longest, folds])).toEqual([
      [1, false],
      [1, false],
      [3, false],
      [3, true],
    ]);
  });

  it('leaves out what no longer allows, and only that; without such rules the list is the one given', () => {
    const dates = ['2026-06-14', '2026-06-15', '2026-06-16'];
    const rules = (['allow', 'prompt', 'forbidden'] as const).flatMap((decision) =>
      dates.map((expires) => ruleOf([[`${decision}-${expires}`]], { decision, expires })),
    );
    const [first, ...rest] = rules;
    const found = surveyRules(rules, TODAY);
    expect(first?.decision).toBe('allow');
    expect([found.rules, [...found.ranks]]).toEqual([rest, [1, 1, 2, 2, 2, 3, 3, 3]]);
    expect(found.shapes).toBe(shapesOf(rest));
    expect(surveyRules(rest, TODAY).rules).toBe(rest);
  });

  it('has another sum for another word, another order of tokens and another number of them', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    const property = fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }), (all) => {
      const rules = all.map((words) => ruleOf(words.map((each) => [each])));
      const changes = [
        rules.slice(1),
        [...rules, ruleOf([['x']])],
        rules.map((rule, i) => (i === 0 ? ruleOf([...rule.pattern.map(({ any }) => any), ['more']]) : rule)),
        rules.map((rule, i) => (i === 0 ? ruleOf([[`${rule.pattern[0].any[0]}0`]]) : rule)),
      ];
      for (const changed of changes) expect(shapesOf(changed)).not.toBe(shapesOf(rules));
      expect(shapesOf(structuredClone(rules))).toBe(shapesOf(rules));
    });
    fc.assert(property, { seed: 11, numRuns: 300 });
  });
});
