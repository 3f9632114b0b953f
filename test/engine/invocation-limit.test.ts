import { expect, it } from 'vitest';
import { MAX_INVOCATIONS } from '../../src/base/index.ts';
import { createEngine, parsePolicy } from '../../src/engine/index.ts';

const { value } = parsePolicy([{ pattern: ['git', 'push'], decision: 'forbidden' }, { pattern: ['a'] }]);

it('a ban holds behind more commands than are judged one by one', () => {
  if (value === null) throw new Error('the policy is broken');
  const engine = createEngine(value);
  const many = 'a;'.repeat(MAX_INVOCATIONS + 1);
  expect(engine.evaluate({ command: many }).decision).toBe('prompt');
  expect(engine.evaluate({ command: `${many} git push; a` }).decision).toBe('forbidden');
  expect(engine.decide(`${many} git push; a`)).toBe('forbidden');
});
