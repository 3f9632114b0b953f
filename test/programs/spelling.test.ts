/** However an option is spelled, it means the same: attached or apart, abbreviated, bundled, behind unknown words. Over all rows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRow } from '../../src/programs/compile.ts';
import { effectsOf, programNames, programRows } from '../../src/programs/index.ts';
import { namesOf, type ProgramRow } from '../../src/programs/row.ts';
import type { OptionSpec, ProgramSpec } from '../../src/programs/spec.ts';
import { literalWord, unknownWord } from '../../src/programs/word.ts';
import type { Word } from '../../src/shell/index.ts';
import { formatEffect } from '../support/effects.ts';

const SPAN = { start: 0, end: 0 };

function word(text: string): Word {
  return literalWord(text, SPAN);
}

function effects(...argv: readonly (string | Word)[]): string[] {
  const words = argv.map((each) => (typeof each === 'string' ? word(each) : each));
  return effectsOf({ argv: words, assignments: [], redirections: [] }).effects.map(formatEffect);
}

/** The effects without the words as typed that a rule would have to spell. */
function meaning(...argv: readonly string[]): string {
  return effects(...argv)
    .map((effect) => effect.replace(/^(destroy \w+): .*/, '$1'))
    .join('|');
}

/** Every spec with the words that lead to it. */
function* specs(row: ProgramRow, parent: ProgramSpec | null, path: readonly string[]): Generator<[ProgramSpec, string[]]> {
  const [name = ''] = namesOf(row);
  const words = [...path, name.replace('*', 'x')];
  const spec = compileRow(row, parent);
  yield [spec, words];
  for (const command of row.commands ?? []) yield* specs(command, spec, words);
}

const ALL = programRows().flatMap((row) => [...specs(row, null, [])]);
const GETOPT = ALL.filter(([{ row, parent }]) => row.syntax === undefined && row.bundle === undefined && parent?.row.syntax === undefined);

function longName({ names }: OptionSpec): string | undefined {
  return names.find((name) => name.startsWith('--'));
}

function letter({ names }: OptionSpec): string | undefined {
  return names.find((name) => name.length === 2 && name !== '-#' && name.startsWith('-'));
}

/** Differences over all options of all specs that a check finds. */
function faults(check: (option: OptionSpec, path: readonly string[], spec: ProgramSpec) => string | null): string[] {
  return GETOPT.flatMap(([spec, path]) => [...new Set(spec.options.values())].flatMap((option) => check(option, path, spec) ?? []));
}

function differ(path: readonly string[], one: readonly string[], other: readonly string[]): string | null {
  const [a, b] = [meaning(...path, ...one), meaning(...path, ...other)];
  return a === b ? null : `${path.join(' ')}: ${one.join(' ')} is ${a}, ${other.join(' ')} is ${b}`;
}

describe('options', () => {
  it('take a value attached or apart', () => {
    const found = faults((option, path) => {
      const long = longName(option);
      if (option.arity !== 'required' || option.values.length !== 1 || long === undefined) return null;
      return differ(path, [`${long}=./v`, 'z'], [long, './v', 'z']);
    });
    expect(found).toEqual([]);
  });

  it('take a value behind a letter attached or apart', () => {
    const found = faults((option, path) => {
      const short = letter(option);
      if (option.arity !== 'required' || option.values.length !== 1 || short === undefined) return null;
      return differ(path, [`${short}./v`, 'z'], [short, './v', 'z']);
    });
    expect(found).toEqual([]);
  });

  it('mean the same by every name', () => {
    const found = faults((option, path) => {
      const [short, long] = [letter(option), longName(option)];
      if (option.values.length > 1 || short === undefined || long === undefined || option.arity === 'attached' || option.arity === 'until')
        return null;
      const value = option.arity === 'required' ? './v' : null;
      const spell = (name: string) => (value === null ? [name, 'z'] : [name, value, 'z']);
      return differ(path, spell(short), spell(long));
    });
    expect(found).toEqual([]);
  });

  it('are found by the beginning of their names', () => {
    const found = faults((option, path, spec) => {
      const long = longName(option);
      if (!option.effectful || option.arity !== 'required' || option.values.length !== 1 || long === undefined || long.length < 6)
        return null;
      const short = long.slice(0, -1);
      const rivals = [...spec.options].filter(([name, other]) => name.startsWith(short) && other !== option);
      return rivals.length > 0 ? null : differ(path, [`${short}=./v`, 'z'], [`${long}=./v`, 'z']);
    });
    expect(found).toEqual([]);
  });

  it('with an effect are suspected behind an unknown word', () => {
    const missed = ALL.filter(([spec]) => spec.injectable && spec.row.syntax !== 'plain' && spec.row.syntax !== 'pairs').filter(
      ([, path]) =>
        !effects(...path, unknownWord(SPAN, true)).some((effect) => effect.startsWith('injection') || effect.startsWith('unclear')),
    );
    expect(missed.map(([, path]) => path.join(' '))).toEqual([]);
  });
});

describe('any words', () => {
  const names = [...programNames()];
  const piece = fc.constantFrom(
    '-',
    '--',
    '-x',
    '-c',
    '-e',
    '-f',
    '-o',
    '--output',
    '=',
    'a',
    '.',
    '/',
    '~',
    '$(',
    '`',
    '|',
    ';',
    '\n',
    '{}',
    '+',
    '@',
    ':',
    '"',
    "'",
    '\\',
    '!',
    '%',
    '#',
    '0',
    'é',
    '\u0000',
  );
  const text = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
  const anyWord = fc.oneof(
    { weight: 5, arbitrary: text.map(word) },
    { weight: 1, arbitrary: fc.boolean().map((single) => unknownWord(SPAN, single)) },
    { weight: 1, arbitrary: text.map((prefix) => unknownWord(SPAN, true, prefix)) },
  );

  it('are read without a fault, and alike every time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(anyWord, { maxLength: 8 }), (name, words) => {
        const once = effects(name, ...words);
        expect(effects(name, ...words)).toEqual(once);
      }),
      { numRuns: 5_000 },
    );
  });

  it('say that an unknown program argument list is unknown', () => {
    const found = effects('env', unknownWord(SPAN, false));
    expect(found).toEqual(['injection <unknown> ?', 'run argv: <unknown> ?']);
  });
});
