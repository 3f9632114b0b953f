/** Damaged rules files load whole or not at all; `bench/rules-fuzz.node.ts` does the same for as many as one likes. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutateRules, randomOf, tryRules } from '../../bench/rules-mutation.ts';

const TEXTS: readonly string[] = readFileSync(new URL('../cases/execpolicy.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => JSON.parse(line).rules);

test('5,000 damaged files neither throw nor load in part', () => {
  const random = randomOf(20_261_120);
  const outcomes = Array.from({ length: 5000 }, () => {
    const text = mutateRules(TEXTS, random);
    return { text, outcome: tryRules(text) };
  });
  const faults = outcomes.filter(({ outcome }) => typeof outcome === 'string' || outcome.violation !== null);
  expect(faults).toEqual([]);
  const loaded = outcomes.filter(({ outcome }) => typeof outcome !== 'string' && outcome.parsed.value !== null);
  expect(loaded.length).toBeGreaterThan(100);
});

test('the same seed makes the same files', () => {
  const make = () => {
    const random = randomOf(7);
    return Array.from({ length: 50 }, () => mutateRules(TEXTS, random));
  };
  expect(make()).toEqual(make());
});
