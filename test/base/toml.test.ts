import fc from 'fast-check';
import { stringify } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import {
  decodeSource,
  formatDiagnostic,
  formatTomlPath,
  locateToml,
  MAX_POLICY_FILE_BYTES,
  parseToml,
  type TomlDocument,
  type TomlPath,
  tomlDiagnostic,
} from '../../src/base/index.ts';

async function read(text: string): Promise<TomlDocument> {
  const { value, diagnostics } = await parseToml('policy.toml', text);
  expect(diagnostics).toEqual([]);
  if (!value) throw new Error('no document');
  return value;
}

async function refusal(text: string): Promise<string[]> {
  const { value, diagnostics } = await parseToml('policy.toml', text);
  expect(value).toBeNull();
  return diagnostics.map((each) => formatDiagnostic(each));
}

function at(document: TomlDocument, path: TomlPath, part: 'key' | 'value' = 'value'): string {
  const { place, span } = locateToml(document, path, part);
  return `${place.line}:${place.column} ${document.lines.text.slice(span.start, span.end)}`;
}

describe('values', () => {
  test('whole numbers are told from decimal ones, tables have no prototype', async () => {
    const { value } = await read('a = 1\nb = 1.0\n[c]\nd = [true, "x"]\n');
    expect({ ...value, c: { ...(value.c as object) } }).toEqual({ a: 1n, b: 1, c: { d: [true, 'x'] } });
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.getPrototypeOf(value.c)).toBeNull();
  });

  test('a byte order mark is not part of the text', async () => {
    expect(at(await read('\uFEFFa = 1\n'), ['a'])).toBe('1:5 1');
  });

  test('an empty file is an empty table', async () => {
    expect(Object.keys((await read('')).value)).toEqual([]);
  });
});

describe('places', () => {
  const TEXT = 'a.b.c = 1\n[a.d]\r\nx = [ { t = 1 }, 2 ]\n[[l]]\ny.z = 2\n[l.q]\n[[l]]\n"k ö".t = inf\n';
  test.each<[TomlPath, 'key' | 'value', string]>([
    [['a'], 'key', '1:1 a'],
    [['a', 'b', 'c'], 'key', '1:5 c'],
    [['a', 'b', 'c'], 'value', '1:9 1'],
    [['a', 'd'], 'key', '2:4 d'],
    [['a', 'd'], 'value', '2:2 a.d'],
    [['a', 'd', 'x', 0], 'value', '3:7 { t = 1 }'],
    [['a', 'd', 'x', 0, 't'], 'value', '3:13 1'],
    [['a', 'd', 'x', 1], 'value', '3:18 2'],
    [['l', 0, 'y', 'z'], 'value', '5:7 2'],
    [['l', 0, 'q'], 'value', '6:2 l.q'],
    [['l', 1, 'k ö', 't'], 'value', '8:11 inf'],
    [['l', 1, 'absent', 'deeper'], 'value', '7:3 l'],
    [['a', 'd', 'absent'], 'value', '2:4 d'],
    [['absent'], 'value', '1:1 '],
  ])('%j, %s', async (path, part, expected) => expect(at(await read(TEXT), path, part)).toBe(expected));

  test('a diagnostic carries place, end and excerpt', async () => {
    const document = await read('first = 1\n\tsecond = "two"\n');
    expect(tomlDiagnostic(document, ['second'], { code: 'CF014', severity: 'error', message: 'no', help: 'do' })).toEqual({
      code: 'CF014',
      severity: 'error',
      message: 'no',
      help: 'do',
      place: { source: 'policy.toml', line: 2, column: 11 },
      end: { line: 2, column: 16 },
      excerpt: ' second = "two"\n          ^^^^^',
    });
  });

  test('a long line is cut around the fault', async () => {
    const document = await read(`a = ["${'x'.repeat(500)}", 7, "${'y'.repeat(500)}"]`);
    const { excerpt } = tomlDiagnostic(document, ['a', 1], { code: 'CF014', severity: 'error', message: 'no' });
    expect(excerpt).toBe(`${'x'.repeat(77)}", 7, "${'y'.repeat(76)}\n${' '.repeat(80)}^`);
  });

  test('every whole number of any document is found at its place', async () => {
    const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.string({ unit: 'grapheme' }));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie('tree'), { maxLength: 3 }), tie('table')),
      table: fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 5 }), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    }));
    const table = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tree, { maxKeys: 5, noNullPrototype: true });
    let located = 0;
    await fc.assert(
      fc.asyncProperty(table, async (values) => {
        const document = await read(stringify(values));
        for (const [key, value] of Object.entries(document.value)) {
          if (typeof value !== 'bigint') continue;
          expect(at(document, [key])).toMatch(new RegExp(`^\\d+:\\d+ ${value}$`));
          located++;
        }
      }),
      { numRuns: 300 },
    );
    expect(located).toBeGreaterThan(50);
  });
});

describe('refusals', () => {
  test.each([
    ['a = [1,', 'policy.toml:1:5: error CF003: not TOML: unfinished array'],
    ['a = 1\nb == 2', 'policy.toml:2:4: error CF003: not TOML: '],
    ['a = 1\na = 2', 'policy.toml:2:1: error CF003: not TOML: '],
    ['[rules', 'policy.toml:1:2: error CF003: not TOML: '],
    ['{"a": 1}', 'policy.toml:1:1: error CF003: not TOML: '],
    ['a = "\\ud800"', 'policy.toml:1:6: error CF003: not TOML: '],
    ['[a.__proto__]\nx = 1', 'policy.toml:1:4: error CF005: the key `__proto__` is not accepted anywhere in a policy'],
    ['a = { constructor = 1 }', 'policy.toml:1:7: error CF005: the key `constructor` is not accepted anywhere in a policy'],
    ['"proto\\u0074ype".x = 1', 'policy.toml:1:1: error CF005: the key `prototype` is not accepted anywhere in a policy'],
    ['a = 9223372036854775808', 'policy.toml:1:5: error CF007: `a` is outside the range of 64-bit whole numbers'],
    [`${'a.'.repeat(100)}a = 1`, 'policy.toml:1:1: error CF006: nested more than 32 deep at `a.a.a.a…`'],
    [`a = ${'['.repeat(100)}`, 'policy.toml:1:37: error CF003: not TOML: '],
    ['a = "\ud800"', 'error CF002: `policy.toml` is not UTF-8'],
    ['#'.repeat(MAX_POLICY_FILE_BYTES + 1), 'error CF001: `policy.toml` has 1048577 bytes'],
  ])('%s', async (text, expected) => {
    const lines = await refusal(text);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.slice(0, expected.length)).toBe(expected);
  });

  test('reading never touches the prototype of objects', async () => {
    for (const text of [
      '[__proto__]\npolluted = 1',
      '__proto__.polluted = 1',
      '[a]\n__proto__ = { polluted = 1 }',
      '[constructor.prototype]\npolluted = 1',
    ]) {
      await refusal(text);
      expect((Object.prototype as Record<string, unknown>).polluted).toBeUndefined();
    }
  });

  test('any text is either read whole or refused with one diagnostic', async () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '=',
      '.',
      ',',
      '"',
      "'",
      '"""',
      '\n',
      '#',
      'a',
      'b',
      '1',
      '-',
      'true',
      '\\u00',
      ' ',
      '\uFEFF',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), async (parts) => {
        const { value, diagnostics } = await parseToml('x', parts.join(''));
        expect(diagnostics).toHaveLength(value ? 0 : 1);
      }),
      { numRuns: 2000 },
    );
  });
});

test('bytes become text only when every one of them is UTF-8', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(decodeSource('x', bytes('\uFEFFä'))).toEqual({ value: '\uFEFFä', diagnostics: [] });
  for (const bad of [
    [0xff, 0xfe, 0, 0x61],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0x61, 0xe4],
  ]) {
    const { value, diagnostics } = decodeSource('x', new Uint8Array(bad));
    expect({ value, codes: diagnostics.map((each) => each.code) }).toEqual({ value: null, codes: ['CF002'] });
  }
  expect(decodeSource('x', new Uint8Array(MAX_POLICY_FILE_BYTES + 1)).diagnostics.map((each) => each.code)).toEqual(['CF001']);
});

test('paths read as one would write them', () => {
  expect(formatTomlPath(['rules', 'prefix_rules', 0, 'a b', 'x'])).toBe('rules.prefix_rules[0]."a b".x');
});
