/** What holds for whatever command and rule: wrapping never loosens, a ban never loosens, an allow rule never tightens. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, isLooser } from '../../src/base/index.ts';
import { ASKED, engineUnder, makeEngine } from '../support/command.ts';

const RULES =
  'allow sudo, env, bash, sh, cat, ls, echo, git, npm, tee, sort, cp, mv, touch, find, xargs, true; forbid rm, git push, npm publish; prompt dd, git commit; forbid read .env';

const WORD = fc.constantFrom(
  ...['rm', '-rf', 'src', 'git', 'push', 'commit', '-C', '.', 'npm', 'publish', 'dd', 'of=x', 'cat', '.env', '/etc/passwd', 'ls', '-la'],
  ...[
    '"$x"',
    '$x',
    '*',
    "'a b'",
    '~/.ssh',
    '> out',
    '>> /etc/x',
    '2>&1',
    '< .env',
    '$(ls)',
    'echo',
    'touch',
    '.git/config',
    '--',
    'tee',
    'sort',
    '-o',
  ],
);
const COMMAND = fc.array(WORD, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

const WRAPPERS: Readonly<Record<string, (command: string) => string>> = {
  sudo: (command) => `sudo ${command}`,
  env: (command) => `env A=1 ${command}`,
  'bash -c': (command) => `bash -c ${quoted(command)}`,
  'sh -c': (command) => `sh -c ${quoted(command)}`,
  substitution: (command) => `echo "$(${command})"`,
  backquotes: (command) => (/[`\\$]/.test(command) ? `echo $(${command})` : `echo \`${command}\``),
  subshell: (command) => `(${command})`,
  group: (command) => `{ ${command}; }`,
  'head of a pipeline': (command) => `${command} | cat`,
  'end of a pipeline': (command) => `ls | ${command}`,
  list: (command) => `true && ${command}`,
  condition: (command) => `if true; then ${command}; fi`,
};

async function decideUnder(rules: string): Promise<(command: string) => Decision> {
  const engine = await engineUnder(rules);
  return (command) => engine.evaluate({ ...ASKED, command }).decision;
}

describe('a command', () => {
  it.each(Object.keys(WRAPPERS))('in %s is decided no more loosely', async (name) => {
    const decide = await decideUnder(RULES);
    const wrap = WRAPPERS[name] as (command: string) => string;
    fc.assert(
      fc.property(COMMAND, (command) => {
        const plain = decide(command);
        // What is no program's name by itself may become an argument of the wrapper.
        fc.pre(!/^(?:[<>]|2>|-|"|\$|\*|~|of=|'|\.)/.test(command));
        expect([command, isLooser(decide(wrap(command)), plain)]).toEqual([command, false]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a rule', () => {
  const PATTERN = fc.array(
    fc.constantFrom('rm', '-rf', 'git', 'push', 'commit', 'npm', 'publish', 'dd', 'cat', 'ls', 'echo', 'touch', 'src', '-C', '.'),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  const rule = (pattern: readonly string[], decision: string) => `prefix_rule(pattern=${JSON.stringify(pattern)}, decision="${decision}")`;
  const BASE = ['git', 'cat', 'ls', 'echo', 'npm', 'touch'].map((name) => rule([name], 'allow')).join('\n');

  it.each([
    ['forbidden', 'loosens', (after: Decision, before: Decision) => isLooser(after, before)],
    ['prompt', 'loosens', (after: Decision, before: Decision) => isLooser(after, before)],
    ['allow', 'tightens', (after: Decision, before: Decision) => isLooser(before, after)],
  ] as const)('that says %s never %s', async (decision, _, isWrong) => {
    const before = await makeEngine({ rules: [{ name: 'a.rules', text: BASE }] });
    await fc.assert(
      fc.asyncProperty(PATTERN, fc.array(COMMAND, { minLength: 1, maxLength: 6 }), async (pattern, commands) => {
        const after = await makeEngine({ rules: [{ name: 'a.rules', text: `${BASE}\n${rule(pattern, decision)}` }] });
        for (const command of commands) {
          const answers = [after, before].map((engine) => engine.evaluate({ ...ASKED, command }).decision) as [Decision, Decision];
          expect([command, pattern, answers, isWrong(...answers)]).toEqual([command, pattern, answers, false]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
