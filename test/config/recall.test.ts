import { expect, test } from 'vitest';
import { createRecall } from '../../src/config/recall.ts';

test('what was parsed is recalled as long as every load asks for it', () => {
  const memory = createRecall();
  let parsed = 0;
  const parse = () => ++parsed;
  const first = memory.begin();
  expect([first(['a', 'x'], parse), first(['a', 'x'], parse), first(['a', null], parse)]).toEqual([1, 1, 2]);
  const second = memory.begin();
  expect(second(['a', 'x'], parse)).toBe(1);
  const third = memory.begin();
  expect([third(['a', 'x'], parse), third(['a', null], parse)]).toEqual([1, 3]);
});
