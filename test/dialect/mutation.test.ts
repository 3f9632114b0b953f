/** Texts of the table, cut up and joined at random: what a shell runs of them is refused or reported. They run in a box. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, createCore } from '../../src/shell/index.ts';
import { isWarned, missing } from './missing.ts';
import { canBox, INSTALLED_SHELLS, runShell } from './run-shell.ts';
import { DIALECT_TEXTS } from './texts.ts';

const PIECES = [
  ...[
    'P',
    'Q',
    ' ',
    ';',
    '\n',
    '|',
    '&',
    '&&',
    '(',
    ')',
    '{ ',
    '; }',
    '{',
    '}',
    '$(',
    '`',
    "'",
    '"',
    "$'",
    '$"',
    '\\',
    '#',
    '<',
    '>',
    '>>',
  ],
  ...[
    '<<E\n',
    '\nE\n',
    '<<<',
    '&>',
    '>&',
    '|&',
    '<(',
    '=(',
    '((',
    '))',
    '[[ ',
    ' ]]',
    '[',
    '*',
    '?',
    '~',
    '^',
    '!',
    '=',
    '$x',
    '${x:-',
    '$((',
  ],
  ...[
    '{a,b}',
    'a',
    'x=',
    'x=(',
    '=P',
    '1',
    ':',
    'for x in ',
    'do ',
    'done',
    'if ',
    'then ',
    'fi',
    'case a in ',
    'a)',
    ';;',
    'esac',
    'f() ',
  ],
  ...['function f ', 'time ', 'coproc ', 'repeat 2 ', '- ', 'select x in ', '-', '@', '%', '/', ',', '..', '\t', '\r', '2>', '\\\n'],
];

const row = fc.constantFrom(...DIALECT_TEXTS.map(({ text }) => text));
const place = fc.double({ min: 0, max: 1, noNaN: true });

/** One change of a text. */
const change: fc.Arbitrary<(text: string) => string> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...PIECES)).map(
    ([at, piece]) =>
      (text: string) =>
        insert(text, at, piece),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 3 })).map(
    ([at, length]) =>
      (text: string) =>
        remove(text, at, length),
  ),
  fc.tuple(place, row, place).map(
    ([at, other, from]) =>
      (text: string) =>
        text.slice(0, at * text.length) + other.slice(from * other.length),
  ),
  fc.tuple(fc.constantFrom('; ', '\n', ' ', ' && ', ' | '), row).map(
    ([joint, other]) =>
      (text: string) =>
        text + joint + other,
  ),
);

const mutated = fc
  .tuple(row, fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([text, changes]) => changes.reduce((t, apply) => apply(t), text));

function insert(text: string, at: number, piece: string): string {
  return text.slice(0, at * text.length) + piece + text.slice(at * text.length);
}

function remove(text: string, at: number, length: number): string {
  return text.slice(0, at * text.length) + text.slice(at * text.length + length);
}

describe('texts cut up and joined', () => {
  const core = createCore();

  it.skipIf(!canBox()).each(INSTALLED_SHELLS)('%s runs nothing that is not refused or reported', async (shell) => {
    let judged = 0;
    const property = fc.asyncProperty(mutated, async (text) => {
      const analysis = analyse(core, text, shell);
      if (isWarned(analysis)) return;
      judged++;
      const { ran } = await runShell(shell, text, { files: ['f'], boxed: true });
      expect(missing(analysis, [ran])).toEqual([]);
    });
    await fc.assert(property, { seed: 20261120, numRuns: 500 });
    expect(judged).toBeGreaterThan(100);
  });
});
