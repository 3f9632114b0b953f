/** The check sums of a compiled policy: what was changed by accident is found, and both builds find the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCore, POLICY_START } from '../../src/shell/index.ts';

const cores = { wasm: createCore('wasm'), js: createCore('js') };

function sumsOf(build: 'wasm' | 'js', list: readonly number[]): readonly number[] {
  const core = cores[build];
  const behind = POLICY_START + list.length * 4;
  core.exports.setTapeStart(POLICY_START);
  core.exports.reserve(list.length * 4 + 8);
  core.words().set(list, POLICY_START >> 2);
  core.exports.policySums(list.length * 4, behind);
  return [...core.words().subarray(behind >> 2, (behind >> 2) + 2)];
}

const words = fc.array(fc.oneof(fc.integer(), fc.constant(0), fc.constant(-1)), { minLength: 1, maxLength: 40 });

describe('the sums of a policy', () => {
  it('both change with any one word, wherever it stands, and are the same in both builds', () => {
    const property = fc.property(words, fc.nat(), fc.integer().filter(Boolean), (list, place, change) => {
      const changed = list.map((word, i) => (i === place % list.length ? word ^ change : word));
      const [before, after] = [list, changed].map((each) => sumsOf('wasm', each));
      expect([after?.[0] === before?.[0], after?.[1] === before?.[1]]).toEqual([false, false]);
      expect([sumsOf('js', list), sumsOf('js', changed)]).toEqual([before, after]);
    });
    fc.assert(property, { seed: 12, numRuns: 1_000 });
  });

  it('are those of the words and not of their number alone, nor of their sum or order', () => {
    const lists = [[], [0], [0, 0], [0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6, 7, 8], [5, 2, 3, 4, 1, 6, 7, 8], [2, 1, 3, 4, 5, 6, 7, 8], [36]];
    expect(new Set(lists.map((list) => String(sumsOf('wasm', list)))).size).toBe(lists.length);
  });
});
