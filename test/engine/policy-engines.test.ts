import { expect, test } from 'vitest';
import { MAX_KEPT_ENGINES } from '../../src/base/index.ts';
import { createEngine, createPolicyEngines, type Engines, starterPolicy } from '../../src/engine/index.ts';

test('policies that requests bring along keep their engines, as many as there is room for', async () => {
  const engines = createPolicyEngines(starterPolicy(), (policy) => createEngine(policy, { build: 'js' }));
  const chosen = async (name: string): Promise<Engines | null> => {
    const found = await engines.choose({ policy: { prefixRules: [{ pattern: [name] }] } });
    return typeof found === 'string' ? null : found.engines;
  };
  const names = Array.from({ length: MAX_KEPT_ENGINES }, (_, i) => `program-${i}`);
  const first = await Promise.all(names.map(chosen));
  expect(new Set(first).size).toBe(MAX_KEPT_ENGINES);
  for (const [i, name] of names.entries()) expect(await chosen(name)).toBe(first[i]);
});
