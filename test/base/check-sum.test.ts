/** Check sums of words: what was changed by accident is found. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumWords } from '../../src/base/index.ts';

const words = fc.array(fc.oneof(fc.integer(), fc.constant(0), fc.constant(-1)), { minLength: 1, maxLength: 40 });

describe('two sums over words', () => {
  it('both change with any one word, wherever it stands', () => {
    const property = fc.property(words, fc.nat(), fc.integer().filter(Boolean), (list, place, change) => {
      const changed = list.map((word, i) => (i === place % list.length ? word ^ change : word));
      const before = sumWords(Int32Array.from(list));
      const after = sumWords(Int32Array.from(changed));
      expect([after[0] === before[0], after[1] === before[1]]).toEqual([false, false]);
    });
    fc.assert(property, { seed: 12, numRuns: 2_000 });
  });

  it('are those of the words and not of their number alone, nor of their sum or order', () => {
    const lists = [[], [0], [0, 0], [0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6, 7, 8], [5, 2, 3, 4, 1, 6, 7, 8], [2, 1, 3, 4, 5, 6, 7, 8], [36]];
    const sums = lists.map((list) => String(sumWords(Int32Array.from(list))));
    expect(new Set(sums).size).toBe(lists.length);
  });

  it('find two sign bits that change, which plain sums of products do not', () => {
    const list = Array.from({ length: 64 }, (_, i) => Math.imul(i, 0x61c88647));
    const seen = new Set<string>();
    for (let a = 0; a < 64; a++)
      for (let b = a + 1; b < 64; b++) {
        const changed = list.map((word, i) => (i === a || i === b ? word ^ -0x80000000 : word));
        seen.add(String(sumWords(Int32Array.from(changed))));
      }
    seen.add(String(sumWords(Int32Array.from(list))));
    expect(seen.size).toBe((64 * 63) / 2 + 1);
  });
});
