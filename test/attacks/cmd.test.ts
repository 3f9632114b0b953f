/** Attempts at every class of bypass for cmd.exe, commands of every day beside them, and what holds for whatever command. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, isLooser } from '../../src/base/index.ts';
import type { Evaluation } from '../../src/engine/index.ts';
import { evaluateUnder } from '../support/command.ts';

interface Group {
  readonly rules: string;
  readonly expect: 'allow' | 'not allow' | 'forbidden';
  readonly commands: readonly string[];
}

const GROUPS: readonly Group[] = JSON.parse(readFileSync(new URL('./cmd-cases.json', import.meta.url), 'utf8'));

function evaluateBatch(rules: string, command: string): Promise<Evaluation> {
  return evaluateUnder(rules, command, { shell: 'cmd', cwd: 'C:\\srv\\repo', home: 'C:\\Users\\dev', platform: 'win32' });
}

describe('commands for cmd.exe that are to be decided', () => {
  it.each(GROUPS.map((group) => [group.expect, group.commands.length, group] as const))(
    '%s: %i',
    async (wanted, count, { rules, commands }) => {
      expect(count).toBeGreaterThan(20);
      const others: string[] = [];
      for (const command of commands) {
        const { decision } = await evaluateBatch(rules, command);
        if (wanted === 'not allow' ? decision === 'allow' : decision !== wanted) others.push(`${decision}: ${command}`);
      }
      expect(others).toEqual([]);
    },
  );
});

const RULES = 'allow dir, type, echo, git, cmd, call, start, copy, move, set; forbid del, rd, git push; prompt npm';
const WORD = fc.constantFrom(
  ...['del', 'src', '/q', 'git', 'push', 'status', 'npm', 'type', '.env', 'dir', 'echo', 'x', '%x%', '%COMSPEC%', '>out', '2>nul', '"a b"'],
  ...['C:\\x', 'copy', '.git\\config', 'set', 'x=del', 'rd', '%USERPROFILE%\\.ssh\\id_rsa', 'a^&b'],
);
const COMMAND = fc.array(WORD, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));

const WRAPPERS: Readonly<Record<string, (command: string) => string>> = {
  'cmd /c ""': (command) => `cmd /c "${command}"`,
  'cmd /c': (command) => `cmd /c ${command.replaceAll('^', '^^^').replace(/[<>]/g, '^$&')}`,
  '( )': (command) => `(${command})`,
  if: (command) => `if 1==1 ${command}`,
  for: (command) => `for %q in (1) do ${command}`,
  '@': (command) => `@${command}`,
  'end of a list': (command) => `dir & ${command}`,
  'end of a pipe': (command) => `dir | ${command}`,
  'head of a pipe': (command) => `${command} | sort`,
  'a block': (command) => `(\r\n${command}\r\n)`,
};

describe('a command for cmd.exe', () => {
  it.each(Object.keys(WRAPPERS))('in %s is decided no more loosely', async (name) => {
    const wrap = WRAPPERS[name] as (command: string) => string;
    const decide = async (command: string): Promise<Decision> => (await evaluateBatch(RULES, command)).decision;
    await fc.assert(
      fc.asyncProperty(COMMAND, async (command) => {
        // What is no program's name by itself may become an argument of the wrapper.
        fc.pre(!/^(?:[/">]|2>)/.test(command));
        expect([command, isLooser(await decide(wrap(command)), await decide(command))]).toEqual([command, false]);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same with carets in its name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('del', 'rd', 'erase', 'rmdir'), fc.nat(3), async (name, at) => {
        expect((await evaluateBatch(RULES, `${name.slice(0, at)}^${name.slice(at)} src`)).decision).toBe('forbidden');
      }),
      { numRuns: 20 },
    );
  });
});
