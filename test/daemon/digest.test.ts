import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestText } from '../../src/base/index.ts';
import { digestOnNode } from '../../src/daemon/digest.node.ts';

it('digests of the platform are those of the base, whatever stands in a text', () => {
  expect(digestOnNode('')).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units)),
      ),
      (text) => {
        expect(digestOnNode(text)).toBe(digestText(text));
      },
    ),
    { numRuns: 1_000 },
  );
});
