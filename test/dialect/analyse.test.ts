/** The analyser against the table of dialects: for a declared shell, what that shell runs is refused or reported. */
import { describe, expect, it } from 'vitest';
import { type Analysis, analyse, createCore, type Shell, type Word } from '../../src/shell/index.ts';
import { byConstruct, type DialectText, type Outcome } from './texts.ts';

/** The columns that a declared shell stands for. */
const COLUMNS: Readonly<Record<'bash' | 'bash3' | 'dash' | 'zsh' | 'sh' | 'unknown', (row: DialectText) => readonly Outcome[]>> = {
  bash: ({ bash }) => [bash],
  bash3: ({ bash, bash3 = bash }) => [bash3],
  dash: ({ dash }) => [dash],
  zsh: ({ zsh }) => [zsh],
  sh: ({ bash, bash3 = bash, dash, zsh }) => [bash, bash3, dash, zsh],
  unknown: ({ bash, bash3 = bash, dash, zsh }) => [bash, bash3, dash, zsh],
};

/** Builtins that run their arguments or change how later text is read: what follows from them is the question of a policy. */
const OPEN_ENDED = new Set(
  'eval trap let exec command builtin nocorrect noglob - emulate set setopt shopt alias hash . [ test printf declare typeset local export'.split(
    ' ',
  ),
);

/** Whether the words of a command could become this argv: an unknown word is one word, or any number of words. */
function covers(words: readonly Word[], argv: readonly string[]): boolean {
  const [first, ...rest] = words;
  if (first === undefined) return argv.length === 0;
  if (first.value !== null) return first.value === argv[0] && covers(rest, argv.slice(1));
  if (first.single) return argv.length > 0 && covers(rest, argv.slice(1));
  return covers(rest, argv) || (argv.length > 0 && covers(words, argv.slice(1)));
}

/** What ran and is not reported. */
function missing({ invocations }: Analysis, outcomes: readonly Outcome[]): (readonly string[])[] {
  if (invocations.some(({ argv }) => argv[0]?.value != null && OPEN_ENDED.has(argv[0].value))) return [];
  const ran = outcomes.flatMap((outcome) => (outcome === 'error' ? [] : outcome));
  return ran.filter((argv) => !invocations.some((invocation) => covers(invocation.argv, argv)));
}

describe.each(['wasm', 'js'] as const)('analyse (%s)', (build) => {
  const core = createCore(build);
  describe.each(Object.keys(COLUMNS) as (keyof typeof COLUMNS)[])('for %s', (shell: keyof typeof COLUMNS & Shell) => {
    it.each(byConstruct())('%s', (_, rows) => {
      const silent = rows.flatMap((row) => {
        const analysis = analyse(core, row.text, shell);
        const missed = analysis.refused ? [] : missing(analysis, COLUMNS[shell](row));
        return missed.length === 0 ? [] : [{ text: row.text, missed }];
      });
      expect(silent).toEqual([]);
    });
  });

  it('refuses nothing for bash that bash runs and everybody knows', () => {
    const refused = byConstruct().flatMap(([, rows]) =>
      rows.filter(({ text, bash }) => bash !== 'error' && analyse(core, text, 'bash').refused !== null).map(({ text }) => text),
    );
    expect(refused).toEqual([]);
  });
});
