import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/base/index.ts';
import { COMMANDS } from '../../src/cli/commands.node.ts';
import { loadCommand } from '../../src/cli/load-command.node.ts';
import { hasColour } from '../../src/cli/terminal.node.ts';
import { executable, ROOT, runCli } from '../support/cli.ts';

describe('the executable', () => {
  it('prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(VERSION).toBe(version);
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect(await runCli(['-V'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('starts with a shebang, so that npm can link it', () => {
    expect(readFileSync(executable(), 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
  });

  it.each([
    [['chek-up'], 1, 'portcullis: unknown command `chek-up`; see `portcullis --help`\n'],
    [['competion'], 1, 'portcullis: unknown command `competion`, did you mean `completion`? see `portcullis --help`\n'],
    [['--versin'], 1, 'portcullis: unknown option `--versin`, did you mean `--version`? see `portcullis --help`\n'],
    [
      ['completion', '--hlp', 'bash'],
      1,
      'portcullis completion: unknown option `--hlp`, did you mean `--help`? see `portcullis completion --help`\n',
    ],
    [['completion'], 1, 'portcullis completion: missing required argument `shell`; see `portcullis completion --help`\n'],
    [
      ['completion', 'csh'],
      1,
      'portcullis completion: `csh` is invalid for argument `shell`; choices are bash, zsh, fish; see `portcullis completion --help`\n',
    ],
    [
      ['completion', 'bash', 'zsh'],
      1,
      'portcullis completion: too many arguments: expected 1 argument but got 2; see `portcullis completion --help`\n',
    ],
    [['constructor'], 1, 'portcullis: unknown command `constructor`; see `portcullis --help`\n'],
    [['chekc'], 1, 'portcullis: unknown command `chekc`, did you mean `check`? see `portcullis --help`\n'],
    [['audit', 'verfiy'], 1, 'portcullis audit: unknown command `verfiy`, did you mean `verify`? see `portcullis audit --help`\n'],
    [
      ['audit', 'query', '--limt', '3'],
      1,
      'portcullis audit query: unknown option `--limt`, did you mean `--limit`? see `portcullis audit query --help`\n',
    ],
    [
      ['audit', 'query', '--limit', 'x'],
      1,
      'portcullis audit query: option `--limit <n>` argument `x` is invalid: give a number; see `portcullis audit query --help`\n',
    ],
    [
      ['check', 'ls', '-la'],
      1,
      'portcullis check: unknown option `-la`; put the command in quotes, or `--` in front of a program; see `portcullis check --help`\n',
    ],
    [
      ['check', '--approval-policy', 'always', 'ls'],
      1,
      'portcullis check: `always` is no approval policy; known are untrusted, on-request, never; see `portcullis check --help`\n',
    ],
    [
      ['hook', 'instal', 'codex'],
      2,
      'portcullis hook: too many arguments: expected 1 argument but got 2, did you mean `install`? see `portcullis hook --help`\n',
    ],
    [
      ['serve', '--stdio', '--audit-required'],
      1,
      'portcullis serve: `--audit-required` says how to record, and `--audit` where; see `portcullis serve --help`\n',
    ],
  ])('answers the wrong call %j in one line on stderr', async (args, code, stderr) => {
    expect(await runCli(args)).toEqual({ code, stdout: '', stderr });
  });

  it.each(COMMANDS)('shows examples in the help of $name, and no list that is empty', async (entry) => {
    const command = await loadCommand(entry, COMMANDS);
    const asked = command.commands.length === 0 ? [command] : command.commands;
    for (const each of asked) {
      let text = '';
      each.configureOutput({ writeOut: (more) => (text += more) }).outputHelp();
      expect([each.name(), /^Examples:\n {2}\S/m.test(text), text.includes('(default: [])')]).toEqual([each.name(), true, false]);
    }
  });

  it('says which commands a group has, behind its help', async () => {
    const { code, stdout, stderr } = await runCli(['network']);
    expect([code, stdout, stderr.split('\n')[0], stderr.trimEnd().split('\n').at(-1)]).toEqual([
      1,
      '',
      'Usage: portcullis network [options] [command]',
      'portcullis network: say which: ranges; see `portcullis network --help`',
    ]);
  });

  it('prints the same help for no command, `--help`, `-h` and `help`', async () => {
    const help = await runCli(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const { name, summary } of COMMANDS) expect(help.stdout).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'));
    for (const args of [[], ['-h'], ['help']]) expect(await runCli(args)).toEqual(help);
  });

  it('does not end with 0 where nobody reads the answer', async () => {
    const child = spawn(process.execPath, [executable(), '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    expect(await once(child, 'close')).toEqual([2, null]);
  });

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full, and calls it no bug', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [executable(), 'check', 'ls'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'portcullis: cannot write: ENOSPC\n' });
  });

  it('does not judge a command that is not UTF-8: it would be another one than runs', () => {
    const script = `"${process.execPath}" "${executable()}" check $'echo \\xff'`;
    expect(spawnSync('bash', ['-c', script], { encoding: 'utf8' })).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'portcullis check: the command is not UTF-8, or holds U+FFFD, which is taken for that; ask with --batch\n',
    });
  });
});

describe('the table of commands', () => {
  it('names exactly the files of its folder', () => {
    const files = readdirSync(join(ROOT, 'src/cli/command')).map((file) => file.replace(/\.node\.ts$/, ''));
    expect(COMMANDS.map(({ name }) => name).toSorted()).toEqual(files.toSorted());
  });

  it.each(COMMANDS)('`$name --help` has examples, or that of each of its subcommands, and all have exit codes', async (entry) => {
    const { commands } = await loadCommand(entry, COMMANDS);
    const own = await runCli([entry.name, '--help']);
    const below = await Promise.all(commands.map((command) => runCli([entry.name, command.name(), '--help'])));
    for (const help of [own, ...below]) {
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(help.stdout).toMatch(/^Usage: portcullis /);
      expect(help.stdout).toMatch(/^Exit codes:\n {2}0 {2}\S/m);
    }
    const withExamples = (help: { stdout: string }) => /^Examples:\n {2}\S/m.test(help.stdout);
    expect(withExamples(own) || (below.length > 0 && below.every(withExamples))).toBe(true);
    expect(await runCli(['help', entry.name])).toEqual(own);
  });

  it('has a summary of one short line for each', () => {
    for (const { name, summary } of COMMANDS) expect([name, summary]).toEqual([name, expect.stringMatching(/^[a-z][^'"\n.]{10,70}$/)]);
  });
});

describe('colours', () => {
  const terminal = { isTTY: true };
  it.each([
    ['a terminal', terminal, {}, true],
    ['a pipe', {}, {}, false],
    ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['NO_COLOR and FORCE_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['a pipe with FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, false],
  ])('%s', (_, stream, env, expected) => {
    expect(hasColour(stream, env)).toBe(expected);
  });
});
