/** Which calls of `check` are plain enough to be read without its declaration. */
import { describe, expect, it } from 'vitest';
import { readPlainCheck } from '../../src/cli/plain-check.ts';

const PLAIN = { command: 'git status', cwd: '.', shell: 'bash', json: false, rules: [] };

describe('a plain call', () => {
  it.each([
    [['git status'], {}],
    [['--json', 'git status'], { json: true }],
    [['git status', '--json'], { json: true }],
    [['--cwd', '/srv', 'git status', '-s', 'zsh'], { cwd: '/srv', shell: 'zsh' }],
    [['--shell', 'sh', '--shell', 'fish', 'git status'], { shell: 'fish' }],
    [['--rules', 'a.rules', 'git status', '-r', 'more'], { rules: ['a.rules', 'more'] }],
  ])('is %j', (args, said) => {
    expect(readPlainCheck(['check', ...args])).toEqual({ ...PLAIN, ...said });
  });

  it.each([
    [[]],
    [['check']],
    [['analyse', 'git status']],
    [['check', '']],
    [['check', '-']],
    [['check', 'git', 'status']],
    [['check', '--', 'git', 'status']],
    [['check', '--', 'git status']],
    [['check', 'git status', '--jsn']],
    [['check', 'git status', '--shell']],
    [['check', 'git status', '--shell=zsh']],
    [['check', 'git status', '-szsh']],
    [['check', '--shell', '--json', 'git status']],
    [['check', '--cwd', '', 'git status']],
    [['check', '--help']],
    [['check', '--batch']],
    [['check', '--rules', 'git status']],
    [['check', '--rules', '', 'git status']],
    [['check', '--requirements', 'a.toml', 'git status']],
    [['check', '--toString', 'git status']],
    [['check', '--__proto__', 'git status']],
  ])('is not %j', (args) => {
    expect(readPlainCheck(args)).toBeNull();
  });
});
