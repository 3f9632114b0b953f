import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue } from '../../src/engine/kept-value.ts';

const key = fc.string().filter((each) => each !== '$' && each !== '__proto__');
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined));
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.tuple(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(fc.string(), { maxLength: 3 }).map((values) => new Set(values)),
    fc.array(fc.tuple(fc.oneof(fc.string(), fc.constant('$')), tie('value')), { maxLength: 3 }).map(bare),
  ),
}));

function bare(entries: readonly (readonly [string, unknown])[]): object {
  const table: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) table[name] = value;
  return table;
}

describe('kept values', () => {
  it('come back as they were, prototypes and undefined fields included', () => {
    fc.assert(
      fc.property(anything, (value) => isDeepStrictEqual(decodeValue(JSON.parse(JSON.stringify(encodeValue(value)))), value)),
      { seed: 3, numRuns: 2_000 },
    );
  });

  it.each([
    ['a function', () => 0],
    ['an instance', new Date(0)],
    ['a field that could be taken for a kind', { $: 'map' }],
    ['a prototype', JSON.parse('{ "__proto__": 1 }')],
  ])('%s is not kept', (_, value) => {
    expect(() => encodeValue({ value })).toThrow();
  });

  it('nothing nested without end is kept', () => {
    let deep: unknown = 0;
    for (let i = 0; i < 10_000; i++) deep = [deep];
    expect(() => encodeValue(deep)).toThrow();
  });

  it('what was not encoded is refused, or data', () => {
    expect(() => decodeValue({ $: 'other', of: [] })).toThrow();
    const back = decodeValue({ $: 'bare', of: [['__proto__', 1]] }) as Record<string, unknown>;
    expect(Object.keys(back)).toEqual(['__proto__']);
  });
});
