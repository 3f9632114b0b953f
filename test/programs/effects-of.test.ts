/** The cases of the tables: a command, and everything it would do. */
import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../src/programs/index.ts';
import { effectLines, formatEffect, invocationOf, readingOf } from '../support/effects.ts';
import { CASES } from './cases/index.ts';

describe('the effects of', () => {
  it.each(CASES)('%s', (text, effects) => {
    expect(effectLines(text)).toEqual(effects);
  });
});

describe('every effect', () => {
  it('points at a word of its invocation and names its row', () => {
    const faults = CASES.flatMap(([text]) => {
      const { span } = invocationOf(text);
      const { name, effects } = readingOf(text);
      return effects.flatMap((effect) => {
        const isInside = effect.span.start >= span.start && effect.span.end <= span.end && effect.span.start < effect.span.end;
        const isNamed = effect.row !== '' && (name !== null || effect.row.startsWith('variable'));
        return isInside && isNamed ? [] : [`${text}: ${effect.type} ${effect.row} ${effect.span.start}-${effect.span.end}`];
      });
    });
    expect(faults).toEqual([]);
  });

  it.each([
    [
      'sort --compress=rm in',
      [
        ['run', 'sort --compress-program', 5, 18],
        ['read', 'sort', 19, 21],
      ],
    ],
    ['git push -uf origin', [['destroy', 'git push --force', 9, 12]]],
    [
      'A=1 PAGER=x ls > out',
      [
        ['environment', 'variable A', 2, 3],
        ['environment', 'variable PAGER', 10, 11],
        ['run', 'variable PAGER', 10, 11],
        ['write', 'redirection >', 17, 20],
      ],
    ],
  ])('of %s has its place', (text, expected) => {
    expect(readingOf(text).effects.map(({ type, row, span }) => [type, row, span.start, span.end])).toEqual(expected);
  });
});

describe('where it runs', () => {
  it('decides whether names are found without regard to case', () => {
    const invocation = invocationOf('RM -rf src');
    expect(effectsOf(invocation).known).toBe(false);
    expect(effectsOf(invocation, { foldCase: true }).effects.map(formatEffect)).toEqual(['delete tree src']);
  });

  it('decides whether `path` is PATH', () => {
    const invocation = invocationOf('path=/tmp/x');
    expect(effectsOf(invocation).effects.map(formatEffect)).toEqual(['environment shell set path=/tmp/x']);
    expect(effectsOf(invocation, { zsh: true }).effects.map(formatEffect)).toEqual(['environment shell set path=/tmp/x (search-path)']);
  });

  it.each([
    ['ls >! ~/.zshrc', ['write !', 'write ~/.zshrc', 'read ~/.zshrc']],
    ['ls -l src >>! x y', ['write !', 'write x', 'read src', 'read x', 'read y']],
    ['ls 2>!x', ['write !x', 'write x']],
    ['ls > "!" x', ['write !', 'read x']],
    ['ls < ! x', ['read !', 'read x']],
    ['ls >!', ['write !']],
  ])('decides whether the sign behind `>` is part of the operator: %s', (text, effects) => {
    expect(effectsOf(invocationOf(text), { zsh: true }).effects.map(formatEffect)).toEqual(effects);
    expect(effectsOf(invocationOf(text)).effects.filter(({ type }) => type === 'write').length).toBeLessThan(2);
  });
});
