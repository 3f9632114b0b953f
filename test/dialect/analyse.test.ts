/** The analyser against the table of dialects: for a declared shell, what that shell runs is refused or reported. */
import { describe, expect, it } from 'vitest';
import { analyse, createCore, type Shell } from '../../src/shell/index.ts';
import { isWarned, missing } from './missing.ts';
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

describe.each(['wasm', 'js'] as const)('analyse (%s)', (build) => {
  const core = createCore(build);
  describe.each(Object.keys(COLUMNS) as (keyof typeof COLUMNS)[])('for %s', (shell: keyof typeof COLUMNS & Shell) => {
    it.each(byConstruct())('%s', (_, rows) => {
      const silent = rows.flatMap((row) => {
        const analysis = analyse(core, row.text, shell);
        const missed = isWarned(analysis) ? [] : missing(analysis, COLUMNS[shell](row));
        return missed.length === 0 ? [] : [{ text: row.text, missed }];
      });
      expect(silent).toEqual([]);
    });
  });

  it('refuses nothing for bash that bash runs and everybody knows, but for what runs otherwise than it reads', () => {
    const refused = byConstruct().flatMap(([, rows]) =>
      rows.filter(({ text, bash }) => bash !== 'error' && analyse(core, text, 'bash').refused !== null).map(({ text }) => text),
    );
    expect(refused).toEqual(HAZARDS);
  });
});

/** A separator that bash loses behind a here-document, a subscript that runs, a list that begins with its operator. */
const HAZARDS = ['x=$(P <<E\nhd\nE\nQ; R)', "let 'x=a[$(P)]'; Q", 'P\n&& Q'];
