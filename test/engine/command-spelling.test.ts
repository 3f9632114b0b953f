/** Under which of its names a PowerShell command is forbidden, asked about or allowed. */
import { describe, expect, it } from 'vitest';
import { cmdletSpecs } from '../../src/programs/index.ts';
import { evaluateUnder } from '../support/command.ts';

const decide = async (rules: string, command: string, platform: 'linux' | 'win32' = 'linux') =>
  (
    await evaluateUnder(rules, command, {
      shell: 'pwsh',
      platform,
      ...(platform === 'win32' ? { cwd: 'C:\\srv', home: 'C:\\Users\\dev' } : {}),
    })
  ).decision;

describe('a rule', () => {
  it.each<readonly [rules: string, command: string, decision: string]>([
    ['forbid Remove-Item', 'ri x', 'forbidden'],
    ['forbid ri', 'Remove-Item x', 'forbidden'],
    ['forbid rm', 'del x', 'forbidden'],
    ['forbid REMOVE-ITEM', 'remove-item x', 'forbidden'],
    ['forbid Remove-Item -Recurse; allow Remove-Item', 'ri -r x', 'forbidden'],
    ['forbid Remove-Item -Recurse; allow Remove-Item', 'ri –REC x', 'forbidden'],
    ['forbid Remove-Item -Recurse; allow Remove-Item', 'ri x', 'allow'],
    ['prompt Get-Content; allow gc', 'gc x', 'prompt'],
    ['allow Get-ChildItem', 'gci', 'allow'],
    ['allow Get-ChildItem', 'ls', 'allow'],
    ['allow gci', 'gci', 'allow'],
    ['allow gci', 'Get-ChildItem', 'prompt'],
    ['allow get-childitem', 'Get-ChildItem', 'allow'],
    ['allow Get-ChildItem', 'Microsoft.PowerShell.Management\\Get-ChildItem', 'allow'],
    ['allow Get-ChildItem', 'other\\Get-ChildItem', 'prompt'],
    ['forbid Get-ChildItem', 'other\\Get-ChildItem', 'forbidden'],
    ['allow Set-Content', 'sc x y', 'prompt'],
    ['forbid My-Cmdlet', 'my-cmdlet x', 'forbidden'],
    ['allow My-Cmdlet', 'My-Cmdlet x', 'allow'],
    ['forbid git push; allow git', 'GIT push', 'forbidden'],
    ['forbid git push; allow git', 'git -C . push', 'forbidden'],
    ['allow git status', 'git status', 'allow'],
  ])('%s: %s is %s', async (rules, command, decision) => {
    expect(await decide(rules, command)).toBe(decision);
  });

  it('for a program counts with its suffix on Windows', async () => {
    const asked = ['git status', 'git.exe status', 'git.exe push', 'ls | sort Length'].map((command) =>
      decide('allow git, Get-ChildItem; forbid git push', command, 'win32'),
    );
    expect(await Promise.all(asked)).toEqual(['allow', 'allow', 'forbidden', 'allow']);
  });
});

describe('the table of cmdlets', () => {
  it('can be read, and its positions are parameters', () => {
    const specs = cmdletSpecs();
    expect(specs.length).toBeGreaterThan(70);
    for (const { row, options } of specs)
      for (const position of (row.positions ?? '').split(/\s+/).filter(Boolean))
        expect([row.name, options.has(position.replace(/[~*]$/, ''))]).toEqual([row.name, true]);
  });
});
