import { expect, test } from 'vitest';
import { withoutTrailing } from '../../src/base/index.ts';

test('what stands at the end goes, however much it is, and nothing else', () => {
  const many = '/'.repeat(500_000);
  expect([`a${many}`, `${many}a`, `${many}a/`, '', '/', 'a'].map((text) => withoutTrailing(text, '/'))).toEqual([
    'a',
    `${many}a`,
    `${many}a`,
    '',
    '',
    'a',
  ]);
});
