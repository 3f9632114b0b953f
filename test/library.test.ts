/** What the package exports, against the table of the README; and the small things that nothing else of ours calls. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as library from '../src/index.ts';
import { ROOT } from './support/built.ts';

test('every function and table of the library is named in the README, and nothing else', () => {
  const [, table = ''] =
    /^\| export \| what it does \|\n\|---\|---\|\n((?:\|.*\n)+)/m.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
  const named = table.split('\n').flatMap((row) => Array.from((row.split('|')[1] ?? '').matchAll(/`(\w+)`/g), ([, name]) => name));
  expect(named.toSorted()).toEqual(Object.keys(library).toSorted());
});

test('a code is explained in a sentence, and what is no code is not', () => {
  const asked = ['EN022', 'en022', '__proto__', ''].map(library.explainCode);
  expect(asked).toEqual(['The policy is broken: nothing can be allowed until it is repaired.', null, null, null]);
});
