/** The table of the core against every pattern tried on every host. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainList, type ListEntry } from '../../src/network/domain-list.ts';
import { isPlainName } from '../../src/network/host.ts';
import { formatPattern, parsePattern } from '../../src/network/index.ts';
import { coversLinearly, makeLinearTable } from '../support/linear-domains.ts';
import { makeScriptTable, makeWasmTable } from '../support/network.ts';

// Few labels, so that patterns and hosts meet.
const label = fc.constantFrom('a', 'b', 'ab', 'abc', 'x1', 'com', 'test');
const host = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'));
const wildLabel = fc.constantFrom('a*', '*b', 'a?', '?', '*', 'a*c', 'x?');
const pattern = fc
  .tuple(
    fc.constantFrom('', '', '*.', '**.'),
    fc.array(fc.oneof({ weight: 6, arbitrary: label }, wildLabel), { minLength: 1, maxLength: 4 }),
  )
  .map(([stars, labels]) => stars + labels.join('.'));

function entriesOf(texts: readonly string[]): ListEntry[] {
  return texts.flatMap((text, i) => {
    const parsed = parsePattern(text);
    return parsed.type === 'refused' ? [] : [{ pattern: parsed, bits: 1 << (i % 13) }];
  });
}

describe.each([
  ['the core in WebAssembly', makeWasmTable],
  ['the core in JavaScript', makeScriptTable],
  ['a linear table', makeLinearTable],
])('domain lists on %s', (_, makeTable) => {
  test('the bits of a host are the or of the bits of the patterns that cover it, and the entries are those patterns', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 20, arbitrary: pattern }, fc.constant('*')), { maxLength: 12 }),
        fc.array(host, { maxLength: 8 }),
        (texts, hosts) => {
          const entries = entriesOf(texts);
          const list = new DomainList(entries, makeTable);
          for (const each of hosts) {
            const covering = entries.flatMap((entry, number) => (coversLinearly(entry.pattern, each) ? [number] : []));
            expect(list.entriesOfName(each)).toEqual(covering);
            expect(list.bitsOfName(each)).toBe(covering.reduce((bits, number) => bits | (entries[number]?.bits ?? 0), 0));
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

test('a table of 20,000 names finds each of them and nothing beside them', () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `h${i}.d${i % 97}.test`);
  const list = new DomainList(
    names.map((name) => ({ pattern: { type: 'name', text: name, reach: 'self' }, bits: 1 })),
    makeScriptTable,
  );
  expect(names.filter((name) => list.bitsOfName(name) !== 1)).toEqual([]);
  expect(names.filter((name) => list.bitsOfName(`x${name}`) !== 0 || list.bitsOfName(name.slice(1)) !== 0)).toEqual([]);
});

test('a host longer than any name is covered by what covers everything, and by nothing else', () => {
  const list = new DomainList(entriesOf(['*', '**.test']), makeScriptTable);
  expect(list.bitsOfName(`${'a.'.repeat(200)}test`)).toBe(1);
});

test('the core and the reader of hosts agree which texts are names in their final form', () => {
  const lists = [makeWasmTable, makeScriptTable].map((makeTable) => new DomainList(entriesOf(['**.com']), makeTable));
  const letter = fc.constantFrom(...'abcxn0159.-_A~é \u0000[');
  const text = fc.oneof(
    fc.string({ unit: letter, maxLength: 12 }),
    fc
      .array(fc.constantFrom('xn--', 'xn', '0x', '0', 'a', 'com', '1', '-', '_', '', 'a'.repeat(63), 'b'.repeat(64)), { maxLength: 5 })
      .map((labels) => labels.join('.')),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  fc.assert(
    fc.property(text, (each) => {
      expect(lists.map((list) => list.bitsOfText(each))).toEqual(lists.map((list) => (isPlainName(each) ? list.bitsOfName(each) : -1)));
    }),
    { numRuns: 20_000 },
  );
});

describe('patterns', () => {
  test.each([
    ['example.com', 'example.com'],
    [' Example.COM. ', 'example.com'],
    ['*.Example.com', '*.example.com'],
    ['**.example.com', '**.example.com'],
    ['*', '*'],
    ['reg*.m.test', 'reg*.m.test'],
    ['*.reg?.m.test', '*.reg?.m.test'],
    ['a.*.test', 'a.*.test'],
    ['bücher.test', 'xn--bcher-kva.test'],
    ['**.BÜCHER.test', '**.xn--bcher-kva.test'],
    ['xn--*.test', 'xn--*.test'],
    ['10.0.0.1', '10.0.0.1'],
    ['[::1]', '[::1]'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['fe80::1%eth0', '[fe80::1%eth0]'],
  ])('`%s` is `%s`', (text, shown) => {
    const parsed = parsePattern(text);
    expect(parsed.type === 'refused' ? parsed : formatPattern(parsed)).toBe(shown);
  });

  test.each([
    '',
    '**',
    '***.test',
    '.example.com',
    '*..test',
    '*.',
    '**.',
    'a..test',
    'https://example.com',
    'example.com/x',
    'example.com:443',
    'a[.com',
    '[*]',
    'user@example.com',
    '10.*',
    '10.*.0.1',
    '*.*',
    '*.10.0.0.1',
    '**.[::1]',
    '1.2.3',
    '0x7f.1',
    'exa%6dple.com',
    '-a.test',
    'a-*.-b.test',
    'a.**.test',
    'reg**.test',
    'straße.test',
    'x y.test',
    'a\0.test',
    `${'a'.repeat(64)}.test`,
    '2001:db8::1%x',
    '*.*.*',
  ])('`%s` is refused', (text) => {
    expect(parsePattern(text)).toEqual({ type: 'refused', problem: expect.any(String), help: expect.any(String) });
  });
});
