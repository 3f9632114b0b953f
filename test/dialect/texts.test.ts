import { describe, expect, it } from 'vitest';
import { INSTALLED_SHELLS, type InstalledShell, runShell } from './run-shell.ts';
import { byConstruct, DIALECT_TEXTS, type DialectText, type Outcome } from './texts.ts';

describe('the table of dialects', () => {
  it('holds many texts, each once, none of which means the same everywhere', () => {
    expect(DIALECT_TEXTS.length).toBeGreaterThan(300);
    expect(new Set(DIALECT_TEXTS.map(({ text }) => text)).size).toBe(DIALECT_TEXTS.length);
    const meanings = ({ bash, dash, zsh, bash3 = bash }: DialectText) => [bash, dash, zsh, bash3].map((outcome) => JSON.stringify(outcome));
    expect(DIALECT_TEXTS.filter((row) => new Set(meanings(row)).size === 1)).toEqual([]);
  });

  it('uses every construct on which shells differ', () => {
    const constructs = new Set(DIALECT_TEXTS.map(({ construct }) => construct));
    expect(REQUIRED.filter((construct) => !constructs.has(construct))).toEqual([]);
  });
});

const REQUIRED = [
  ...["$'", '$"', '&>', '>&word', '|&', '{fd}>', 'coproc', ';&', '=word', 'glob qualifier', 'process substitution', '=(…)', '[[', '=='],
  ...[
    'array',
    'brace',
    'echo',
    'function',
    'declaration',
    'select',
    'time',
    '<<<',
    '**',
    '${x^^}',
    '${!x}',
    '${(e)x}',
    '$[…]',
    'let',
    '((',
  ],
  ...['repeat', 'short loop', '>!', 'tilde', 'nomatch', 'word splitting', 'precommand', 'always', 'alias', 'fd', 'heredoc', 'trap'],
];

describe.each(byConstruct())('%s', (_, rows) => {
  it.each(rows.map((row) => [JSON.stringify(row.text), row] as const))('%s', async (_text, row) => {
    const outcomes = await Promise.all(INSTALLED_SHELLS.map(async (shell) => [shell, await outcome(shell, row)] as const));
    expect(Object.fromEntries(outcomes)).toEqual({ bash: row.bash, dash: row.dash, zsh: row.zsh });
  });
});

async function outcome(shell: InstalledShell, { text, files }: DialectText): Promise<Outcome> {
  const { ran, failed } = await runShell(shell, text, { files });
  return ran.length === 0 && failed ? 'error' : ran;
}
