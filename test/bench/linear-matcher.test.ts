/** The matchers that compiled rules are held against agree with each other and with the rules' own text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketsOf, linearRulesOf, strictestInBucket, strictestLinear } from '../../bench/linear-matcher.ts';

describe('a matcher that tries every rule', () => {
  const rules = linearRulesOf([
    { pattern: ['git'], decision: 'allow' },
    { pattern: ['git', ['push', 'tag']], decision: 'forbidden' },
    { pattern: [['npm', 'pnpm'], 'test'], decision: 'prompt' },
  ]);

  it('takes the strictest rule whose words stand in front', () => {
    const asked = [['git'], ['git', 'push', '-f'], ['git', 'pushed'], ['pnpm', 'test'], ['npm'], ['git', null], [null], []];
    expect(asked.map((argv) => strictestLinear(rules, argv))).toEqual([1, 3, 1, 2, 0, 1, 0, 0]);
  });

  it('finds what looking in the row of a program finds', () => {
    const word = fc.constantFrom('git', 'push', 'tag', 'npm', 'pnpm', 'test', 'constructor', '__proto__');
    const pattern = fc.array(fc.oneof(word, fc.uniqueArray(word, { minLength: 1, maxLength: 3 })), { minLength: 1, maxLength: 3 });
    const rule = fc.record({ pattern, decision: fc.constantFrom('allow' as const, 'prompt' as const, 'forbidden' as const) });
    fc.assert(
      fc.property(fc.array(rule), fc.array(word, { maxLength: 4 }), (given, argv) => {
        const linear = linearRulesOf(given);
        expect(strictestInBucket(bucketsOf(linear), argv)).toBe(strictestLinear(linear, argv));
      }),
    );
  });
});
