/** International names against a second implementation of UTS 46 (tr46, tables of its own). */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseHost } from '../../src/network/index.ts';

const { toASCII } = createRequire(import.meta.url)('tr46') as { toASCII(name: string, options: object): string | null };

const OPTIONS = { checkHyphens: false, checkBidi: true, checkJoiners: true, useSTD3ASCIIRules: false, verifyDNSLength: true };

const SCRIPTS: readonly (readonly [number, number])[] = [
  [0xa0, 0x24f],
  [0x300, 0x3ff],
  [0x400, 0x52f],
  [0x590, 0x6ff],
  [0x900, 0xdff],
  [0x1e00, 0x1fff],
  [0x2000, 0x24ff],
  [0x3040, 0x30ff],
  [0x4e00, 0x4fff],
  [0xac00, 0xacff],
  [0xff00, 0xffef],
  [0x10000, 0x103ff],
  [0x1d400, 0x1d7ff],
];

const character = fc.oneof(
  fc.constantFrom(...'abcxyz-'),
  fc.constantFrom(...SCRIPTS).chain(([low, high]) => fc.integer({ min: low, max: high }).map((point) => String.fromCodePoint(point))),
);
const name = fc
  .array(
    fc.array(character, { minLength: 1, maxLength: 6 }).map((label) => label.join('')),
    { minLength: 1, maxLength: 2 },
  )
  .map((labels) => [...labels, 'test'].join('.'));

test('an international name becomes what tr46 makes of it with and without transitional processing, or is refused', () => {
  let accepted = 0;
  fc.assert(
    fc.property(name, (text) => {
      const host = normaliseHost(text);
      if (host.type !== 'name') return;
      const readings = [false, true].map((transitionalProcessing) => toASCII(text, { ...OPTIONS, transitionalProcessing }));
      // Node's parser does not hold every label to the rule for right-to-left text; tr46 does. Nobody reads such a name otherwise.
      for (const reading of readings) if (reading !== null) expect(host.text).toBe(reading);
      if (readings[0] !== null) accepted++;
    }),
    { numRuns: 30_000 },
  );
  expect(accepted).toBeGreaterThan(1_000);
});

test('the ASCII form of an accepted name is accepted as it is', () => {
  fc.assert(
    fc.property(name, (text) => {
      const host = normaliseHost(text);
      if (host.type === 'name') expect(normaliseHost(host.text)).toEqual(host);
    }),
    { numRuns: 10_000 },
  );
});
