/** Letters to a daemon and what it writes behind them: whole or not at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LETTER_HEAD_BYTES } from '../../src/base/index.ts';
import { formatAnswer, formatLetter, isLetterName, letterName, readAnswer, readLetter } from '../../src/config/index.node.ts';

const ANSWER = { status: 200, headers: { 'Portcullis-Hook': 'x' }, body: 'né\n{}\n' };

describe('a letter', () => {
  it('comes back as it was written, whatever bytes are in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.uint8Array(), (fields, body) => {
        expect(readLetter(formatLetter(fields, body))).toEqual({ fields: new Map(Object.entries(fields)), body: Buffer.from(body) });
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no end of its first line', '{"name":"codex"}'],
    ['no JSON', 'name: codex\n{}'],
    ['a list', '["codex"]\n{}'],
    ['a first line that is too long', `{"name":"${'x'.repeat(MAX_LETTER_HEAD_BYTES)}"}\n{}`],
  ])('is none with %s', (_, text) => {
    expect(readLetter(Buffer.from(text))).toBeNull();
  });

  it('has texts for fields', () => {
    expect(readLetter(Buffer.from('{"name":"codex","home":1,"__proto__":"x"}\nbody'))).toEqual({
      fields: new Map([
        ['name', 'codex'],
        ['__proto__', 'x'],
      ]),
      body: Buffer.from('body'),
    });
  });

  it('has a name that leads nowhere else, and no second time', () => {
    expect([letterName(), letterName()].map(isLetterName)).toEqual([true, true]);
    expect(letterName()).not.toBe(letterName());
    const others = ['', 'letter-', 'letter-1', 'letter-1-', '../letter-1-2', 'letter-1-2/..', 'letter-1-2\n', 'http.json', 'bell'];
    expect(others.filter(isLetterName)).toEqual([]);
  });
});

describe('an answer', () => {
  const whole = formatAnswer(ANSWER);

  it('comes back when it is whole', () => {
    expect(readAnswer(whole)).toEqual({ ...ANSWER, body: Buffer.from(ANSWER.body) });
  });

  it('is awaited as long as anything of it is missing', () => {
    const cuts = Array.from({ length: whole.length }, (_, end) => readAnswer(whole.subarray(0, end)));
    expect(new Set(cuts)).toEqual(new Set(['partial']));
  });

  it.each([
    ['more behind it', `${whole}x`],
    ['no JSON', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['no status', '{"length":0,"headers":{}}\n'],
    ['no headers', '{"status":200,"length":0}\n'],
    ['a length that is a text', '{"status":200,"length":"0","headers":{}}\n'],
    ['a first line without end', 'x'.repeat(MAX_LETTER_HEAD_BYTES)],
  ])('is none with %s', (_, text) => {
    expect(readAnswer(Buffer.from(text))).toBeNull();
  });
});
