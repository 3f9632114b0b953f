/** Edits of JSON with comments: what is put in last and taken out again leaves the text as it was. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadJsonEditor } from '../../src/hooks/install/json-edit.ts';
import { parseJsonDocument } from '../../src/mcp/index.ts';

const editor = await loadJsonEditor();

describe('a value', () => {
  it.each([
    ['{}', ['a'], 1, '{\n  "a": 1\n}'],
    ['{ /* c */ }', ['a'], 1, '{ /* c */\n  "a": 1\n}'],
    ['{\n\t"a": [1] // one\n}\n', ['a', 1], { b: 2 }, '{\n\t"a": [1,\n\t\t{\n\t\t\t"b": 2\n\t\t}\n\t] // one\n}\n'],
    ['{\n  "a": 1 // one\n}\n', ['b', 'c', 0], 2, '{\n  "a": 1, // one\n  "b": {\n    "c": [\n      2\n    ]\n  }\n}\n'],
    ['{\n  "a": 1, // one\n}\n', ['b'], 2, '{\n  "a": 1, // one\n  "b": 2\n}\n'],
    ['{"a":1}', ['b'], 2, '{"a":1,\n  "b": 2\n}'],
  ])('is put last: %j', (text, path, value, expected) => {
    expect(editor.put(text, path, value)).toBe(expected);
  });

  it.each([
    ['{ "a": 1, "b": 2, "c": 3 }', ['b'], '{ "a": 1, "c": 3 }'],
    ['{ "a": 1, "b": 2 }', ['b'], '{ "a": 1 }'],
    ['{ "a": 1, "b": 2, }', ['b'], '{ "a": 1, }'],
    ['{ "a": 1, "b": 2 }', ['a'], '{ "b": 2 }'],
    ['[1, // one\n 2 // two\n]', [1], '[1 // one // two\n]'],
    ['[\n  1\n]', [0], '[]'],
    ['[\n  // why\n  1\n]', [0], '[\n  // why\n]'],
  ])('is taken out: %j', (text, path, expected) => {
    expect(editor.remove(text, path)).toBe(expected);
  });

  it('is replaced where it stands', () => {
    expect(editor.replace('{\n    "a": [1 /* one */, 2]\n}', ['a', 0], { b: 3 })).toBe(
      '{\n    "a": [{\n        "b": 3\n    } /* one */, 2]\n}',
    );
  });
});

/** JSON as people write it: blanks, comments and commas at the end in odd places. */
const document = fc.letrec<{ value: string; object: string }>((tie) => {
  const gap = fc.constantFrom('', ' ', '\n  ', ' /* , */ ', ' // x, ]\n', '\n\n');
  const joined = (parts: readonly string[], gaps: readonly string[], open: string, close: string, comma: boolean): string =>
    open +
    parts.map((part, i) => `${gaps[i * 2] ?? ''}${part}${gaps[i * 2 + 1] ?? ''}`).join(',') +
    (comma && parts.length > 0 ? ',' : '') +
    (gaps[9] ?? '') +
    close;
  const gaps = fc.array(gap, { minLength: 10, maxLength: 10 });
  const scalar = fc.constantFrom('1', '"x, y"', 'null', '"// no comment"', 'true');
  const list = fc
    .tuple(fc.array(tie('value'), { maxLength: 3 }), gaps, fc.boolean())
    .map(([parts, between, comma]) => joined(parts, between, '[', ']', comma));
  const object = fc.tuple(fc.array(tie('value'), { maxLength: 3 }), gaps, fc.boolean()).map(([parts, between, comma]) =>
    joined(
      parts.map((part, i) => `"k${i}": ${part}`),
      between,
      '{',
      '}',
      comma,
    ),
  );
  return { value: fc.oneof({ maxDepth: 3 }, scalar, list, object), object };
}).object;

async function parsedValue(text: string): Promise<unknown> {
  const { value } = await parseJsonDocument('x', text);
  return value === null ? 'not JSON' : JSON.parse(JSON.stringify(value.value));
}

describe('in any document', () => {
  it('a value put in stands there, beside all others and all comments', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (text) => {
        const before = await parsedValue(text);
        const after = editor.put(text, ['ours', 'list', 0], { a: 1 });
        expect(await parsedValue(after)).toEqual({ ...(before as object), ours: { list: [{ a: 1 }] } });
        const commentsIn = (each: string): number => each.split('/* , */').length + each.split('// x, ]').length;
        expect(commentsIn(after)).toBe(commentsIn(text));
        const removed = editor.remove(after, ['ours']);
        expect(await parsedValue(removed)).toEqual(before);
        expect(commentsIn(removed)).toBe(commentsIn(text));
      }),
      { numRuns: 500 },
    );
  });
});
