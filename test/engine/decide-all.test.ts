/** Texts decided in one call of the core get the decision that each gets alone, wherever they lie among the others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine, type Decider, packTexts, parsePolicy, RESERVED_TEXT } from '../../src/engine/index.ts';
import { MAX_BATCH } from '../../wasm/limits.ts';
import { BUILDS } from '../core/builds.ts';
import { mutated } from '../core/shell-text.ts';
import { ROOT } from '../support/cli.ts';

const RULES = [
  { pattern: ['kalo'] },
  { pattern: ['kalo', 'push'], decision: 'forbidden' },
  { pattern: ['miru', 'status'], decision: 'prompt' },
] as const;

const TEXTS: readonly string[] = readFileSync(join(ROOT, 'test/cases/shell/constructs.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { text: string }).text);

function deciders(build: (typeof BUILDS)[number]): readonly [Decider, Decider] {
  const { value } = parsePolicy(RULES);
  if (value === null) throw new Error('the rules of the test are broken');
  const make = () => createEngine(value, { build, seed: 1, defaults: { shell: 'bash' } }).decider({ command: '' });
  const [all, single] = [make(), make()];
  if (all === null || single === null) throw new Error('the core does not decide by itself');
  return [all, single];
}

/** One by one, as far as the core has room for a text. */
function decided(decider: Decider, texts: readonly string[]): unknown[] {
  return texts.map((text) => {
    const bytes = new TextEncoder().encode(text);
    decider.memory().set(bytes, decider.address);
    return decider.decide(bytes.length);
  });
}

describe.each(BUILDS)('many texts in one call, %s build', (build) => {
  const [all, single] = deciders(build);

  it('gives each of its rules, and null where the core does not know', () => {
    const texts = ['kalo', 'kalo push', '', 'miru status', 'FOO=1 kalo', 'é "日本" 𝄞', '\ud800', 'a\0b', 'kalo "$(', 'kalo\n'];
    const decisions = all.decideAll(packTexts(texts));
    expect(decisions).toEqual(decided(single, texts));
    expect(decisions.slice(0, 5)).toEqual(['allow', 'forbidden', 'allow', 'prompt', null]);
    expect(all.decideAll(packTexts([]))).toEqual([]);
  });

  it('agrees with single decisions on recorded constructs and damaged ones', () => {
    expect(TEXTS.length).toBeGreaterThan(900);
    expect(all.decideAll(packTexts(TEXTS))).toEqual(decided(single, TEXTS));
    fc.assert(
      fc.property(fc.array(mutated(fc.constantFrom(...TEXTS)), { maxLength: 12 }), (texts) => {
        expect(all.decideAll(packTexts(texts))).toEqual(decided(single, texts));
      }),
      { seed: 20261121, numRuns: 300 },
    );
  });

  it('takes as many calls as there is room for, and leaves out a text that has none', () => {
    const long = `kalo ${'x'.repeat(RESERVED_TEXT - 10)}`;
    const texts = ['kalo', ...Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? long : 'kalo push')), 'kalo'];
    expect(packTexts(texts).bytes.length).toBeGreaterThan(MAX_BATCH);
    expect(all.decideAll(packTexts(texts))).toEqual(decided(single, texts));
    const tooLong = `kalo ${'x'.repeat(MAX_BATCH)}`;
    expect(all.decideAll(packTexts(['kalo', tooLong, 'kalo push']))).toEqual(['allow', null, 'forbidden']);
  });

  it('decides single texts as before when a batch was decided in between', () => {
    const before = decided(all, TEXTS.slice(0, 50));
    all.decideAll(packTexts(TEXTS));
    expect(decided(all, TEXTS.slice(0, 50))).toEqual(before);
  });
});
