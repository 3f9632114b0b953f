/** Seeds of the system. */
import { describe, expect, it } from 'vitest';
import { systemSeed } from '../../src/engine/system-seed.node.ts';

describe('a seed', () => {
  it('is a whole number of 32 bits, another one each time', () => {
    const seeds = Array.from({ length: 64 }, systemSeed);
    expect(seeds.every((seed) => (seed | 0) === seed)).toBe(true);
    // Two of 64 are alike once in two million runs.
    expect(new Set(seeds).size).toBeGreaterThan(62);
  });
});
