import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatArgv, visible } from '../../src/report/index.ts';

describe('visible', () => {
  it.each([
    ['plain text, höhe, 日本, 🏰', 'plain text, höhe, 日本, 🏰'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\x1b[2K\x07', '\\x1b[2K\\x07'],
    ['\x9b31m', '\\x9b31m'],
    ['rm \u202e fdp', 'rm \\u{202e} fdp'],
    ['a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['a\u00a0b\u2003c\u2028d', 'a\\xa0b\\u{2003}c\\u{2028}d'],
    ['\ud83c', '\\u{d83c}'],
    ['\ue000\u{e0041}', '\\u{e000}\\u{e0041}'],
  ])('%j', (text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it('leaves nothing that a terminal obeys or hides', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
      }),
    );
  });
});

describe('formatArgv', () => {
  it.each([
    [['git', 'push', '--force'], 'git push --force'],
    [['echo', 'a b', ''], "echo 'a b' ''"],
    [['echo', "it's"], "echo 'it'\\''s'"],
    [['rm', null, '$x'], "rm … '$x'"],
    [['a;b', '…'], "'a;b' '…'"],
    [['printf', "\x1b[2K'\\"], "printf $'\\x1b[2K\\'\\\\'"],
  ])('%j', (argv, expected) => {
    expect(formatArgv(argv)).toBe(expected);
  });
});
