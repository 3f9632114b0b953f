/** Attempts at every class of bypass, and commands of every day beside them, under rules as people write them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Shell } from '../../src/shell/index.ts';
import { evaluateUnder } from '../support/command.ts';

interface Group {
  readonly rules: string;
  readonly shell: Shell;
  readonly expect: 'allow' | 'not allow' | 'prompt' | 'forbidden';
  readonly commands: readonly string[];
}

const GROUPS: readonly Group[] = JSON.parse(readFileSync(new URL('./cases.json', import.meta.url), 'utf8'));

describe('commands that are to be decided', () => {
  it('are many', () => {
    const count = (wanted: Group['expect']) =>
      GROUPS.filter((group) => group.expect === wanted).reduce((sum, { commands }) => sum + commands.length, 0);
    expect([count('not allow') > 1_800, count('forbidden') > 800, count('allow') > 800]).toEqual([true, true, true]);
  });

  it.each(GROUPS.map((group) => [group.expect, group.commands.length, group.shell, group.rules.slice(0, 60), group] as const))(
    '%s: %i for %s under %s',
    async (wanted, _, shell, __, { rules, commands }) => {
      const others: string[] = [];
      for (const command of commands) {
        const { decision } = await evaluateUnder(rules, command, { shell });
        if (wanted === 'not allow' ? decision === 'allow' : decision !== wanted) others.push(`${decision}: ${command}`);
      }
      expect(others).toEqual([]);
    },
  );
});
