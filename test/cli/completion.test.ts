import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.node.ts';
import { type CompletionCommand, formatCompletion } from '../../src/cli/completion.ts';
import { runCli } from '../support/cli.ts';

const EXAMPLE: readonly CompletionCommand[] = [
  { word: 'check', summary: 'decide about one command', words: [{ word: '--json', summary: 'print one line of JSON' }] },
  { word: 'config', summary: 'show settings', words: [{ word: 'show', summary: 'print the settings' }] },
];

/** What bash offers for words typed so far, the last one unfinished. */
function offered(script: string, words: readonly string[]): string[] {
  const typed = words.map((word) => `'${word}'`).join(' ');
  const probe = `${script}\nCOMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _portcullis; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return spawnSync('bash', ['--norc', '-c', probe], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
}

describe('completion scripts', () => {
  it('bash: commands first, then what belongs to the command', () => {
    const script = formatCompletion('bash', EXAMPLE);
    expect(offered(script, ['portcullis', ''])).toEqual(['check', 'config', '--help', '--version']);
    expect(offered(script, ['portcullis', 'co'])).toEqual(['config']);
    expect(offered(script, ['portcullis', 'check', '--'])).toEqual(['--json']);
    expect(offered(script, ['portcullis', 'config', ''])).toEqual(['show']);
    expect(offered(script, ['portcullis', 'nothing', ''])).toEqual([]);
  });

  it('zsh: is read without a complaint and defines the completer', () => {
    const script = `compdef() { print -r -- "$@" }\n${formatCompletion('zsh', EXAMPLE)}`;
    expect(spawnSync('zsh', ['-fc', script], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: '_portcullis portcullis\n',
      stderr: '',
    });
  });

  it('fish: one line a word', () => {
    expect(formatCompletion('fish', EXAMPLE)).toBe(`# fish completion for portcullis
complete -c portcullis -n __fish_use_subcommand -f -a check -d 'decide about one command'
complete -c portcullis -n '__fish_seen_subcommand_from check' -l json -d 'print one line of JSON'
complete -c portcullis -n __fish_use_subcommand -f -a config -d 'show settings'
complete -c portcullis -n '__fish_seen_subcommand_from config' -a show -d 'print the settings'
`);
  });

  it('covers every command, and no text of ours breaks out of its quotes', async () => {
    const { stdout } = await runCli(['completion', 'bash']);
    expect(offered(stdout, ['portcullis', ''])).toEqual([...COMMANDS.map(({ name }) => name), '--help', '--version']);
    for (const { name } of COMMANDS) expect(offered(stdout, ['portcullis', name, '--h'])).toContain('--help');
    const zsh = await runCli(['completion', 'zsh']);
    expect(spawnSync('zsh', ['-n', '-c', zsh.stdout], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    expect(zsh.stdout.split('\n').filter((line) => (line.match(/'/g) ?? []).length % 2 === 1)).toEqual([]);
    const fish = await runCli(['completion', 'fish']);
    expect(fish.stdout.split('\n').filter((line) => (line.match(/'/g) ?? []).length % 2 === 1)).toEqual([]);
  });
});
