/** The cases of the tables: a command, and everything it would do. */
import { describe, expect, it } from 'vitest';
import { effectLines } from '../support/effects.ts';
import { CASES } from './cases/index.ts';

describe('the effects of', () => {
  it.each(CASES)('%s', (text, effects) => {
    expect(effectLines(text)).toEqual(effects);
  });
});
