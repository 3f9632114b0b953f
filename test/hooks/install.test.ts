/** `hook install`, `status` and `uninstall` as users run them, in a home of their own. */
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INSTALLATIONS } from '../../src/hooks/index.ts';
import { type CliResult, executable, runCli } from '../support/cli.ts';
import { start, temporaryFolder } from '../support/hook-process.ts';

const FOREIGN = '{\n  // mine\n  "hooks": {},\n  "other": [1, 2]\n}\n';

interface Home {
  readonly home: string;
  run(...args: readonly string[]): Promise<CliResult>;
}

function newHome(): Home {
  const home = temporaryFolder();
  const cwd = join(home, 'project');
  mkdirSync(cwd);
  refuseDaemon(home);
  return { home, run: (...args) => runCli(['hook', ...args], { cwd, env: { HOME: home, SHELL: '/bin/bash' } }) };
}

/** As a daemon does that policy does not want: no hook of this home starts one. */
function refuseDaemon(home: string): void {
  mkdirSync(join(home, '.cache/portcullis'), { recursive: true, mode: 0o700 });
  chmodSync(join(home, '.cache/portcullis'), 0o700);
  writeFileSync(join(home, '.cache/portcullis/not-wanted'), '');
}

function configOf(agent: keyof typeof INSTALLATIONS, home: string): string {
  return INSTALLATIONS[agent].file('user', { home, project: home, env: {} });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const AGENTS = Object.keys(INSTALLATIONS) as (keyof typeof INSTALLATIONS)[];

describe.each(AGENTS)('the hook of %s', (agent) => {
  it('is installed once, works, fails closed, and is taken out without a trace', async () => {
    const { home, run } = newHome();
    const path = configOf(agent, home);
    write(path, FOREIGN);
    const installed = await run('install', agent, '--yes');
    expect(installed).toMatchObject({ code: 0, stderr: '' });
    expect(installed.stdout).toContain(`+++ ${path}\n`);
    const text = readFileSync(path, 'utf8');
    expect(await run('install', agent)).toMatchObject({ code: 0, stdout: 'the hook is installed already, just as it would be now\n' });
    const { code, stdout } = await run('status');
    expect([code, stdout.match(/fails closed/g)?.length, stdout.match(/fail {2}/g)]).toEqual([
      0,
      INSTALLATIONS[agent].entries('').length,
      null,
    ]);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(await run('uninstall', agent, '--yes')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(path, 'utf8')).toBe(FOREIGN);
    expect(await run('uninstall', agent, '--yes')).toMatchObject({ code: 0, stdout: 'no hook of ours stands there\n' });
  });
});

describe('an installation', () => {
  it.each(['codex', 'copilot'] as const)('for %s leaves nothing behind where nothing was', async (agent) => {
    const { home, run } = newHome();
    const files = [configOf(agent, home), join(home, '.codex/config.toml')].map((path) => () => existsSync(path));
    await run('install', agent, '--yes');
    expect(files.map((isThere) => isThere())).toEqual([true, agent === 'codex']);
    await run('uninstall', agent, '--yes');
    expect(files.map((isThere) => isThere())).toEqual([false, false]);
  });

  it('is shown and not made where nobody agrees', async () => {
    const { home, run } = newHome();
    const { code, stdout, stderr } = await run('install', 'cursor');
    expect([code, stdout.includes('beforeShellExecution')]).toEqual([1, true]);
    expect(stderr).toMatch(/there is nobody to ask.*--yes/);
    expect(existsSync(configOf('cursor', home))).toBe(false);
  });

  it('keeps what was changed since when it is taken out', async () => {
    const { home, run } = newHome();
    const path = configOf('gemini', home);
    write(path, FOREIGN);
    await run('install', 'gemini', '--yes');
    writeFileSync(path, readFileSync(path, 'utf8').replace('[1, 2]', '[1, 2, 3]'));
    await run('uninstall', 'gemini', '--yes');
    expect(readFileSync(path, 'utf8')).toBe('{\n  // mine\n  "other": [1, 2, 3]\n}\n');
  });

  it('goes where a link leads, and keeps the mode', async () => {
    const { home, run } = newHome();
    const [path, real] = [configOf('claude-code', home), join(home, 'dotfiles/settings.json')];
    write(real, '{}\n');
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(real, path);
    const { mode } = statSync(real);
    await run('install', 'claude-code', '--yes');
    expect([readFileSync(real, 'utf8').includes('PreToolUse'), statSync(real).mode]).toEqual([true, mode]);
  });

  it('writes down the shell and what was asked for', async () => {
    const { home } = newHome();
    const args = ['hook', 'install', 'codex', '--yes', '--enforcement', 'sandbox', '--leave-prompts'];
    expect(await runCli(args, { cwd: home, env: { HOME: home, SHELL: '/usr/bin/zsh' } })).toMatchObject({ code: 0 });
    expect(readFileSync(configOf('codex', home), 'utf8')).toContain('codex --shell zsh --enforcement sandbox --leave-prompts --installed;');
  });

  it('is refused where the configuration cannot be read', async () => {
    const { home, run } = newHome();
    const path = configOf('claude-code', home);
    write(path, '{ "hooks": ');
    expect(await run('install', 'claude-code', '--yes')).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing was changed') });
    expect(readFileSync(path, 'utf8')).toBe('{ "hooks": ');
  });

  it.each([
    [['install', 'claud-code'], 2, /`claud-code` is no agent that is known, did you mean `claude-code`\?/],
    [['install', 'generic'], 2, /`generic` has no configuration/],
    [['install'], 2, /missing required argument/],
    [[], 2, /missing required argument/],
    [['claude-code', '--fast'], 2, /unknown option/],
    [['claude-code', '--shell', 'fishy'], 2, /blocked|not a JSON object/],
  ])('of the wrong kind is refused: %j', async (args, code, message) => {
    const result = await newHome().run(...args);
    expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) });
  });
});

describe('the status', () => {
  it('says so where there is nothing', async () => {
    expect(await newHome().run('status')).toMatchObject({ code: 0, stdout: 'no hook of ours is installed\n' });
  });

  it('runs nothing but the very line that would be installed', async () => {
    const { home, run } = newHome();
    await run('install', 'claude-code', '--yes');
    const path = configOf('claude-code', home);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('NODE_OPTIONS= ', 'touch ran; NODE_OPTIONS= '));
    expect(await run('status')).toMatchObject({ code: 1, stdout: expect.stringContaining('this is not the command of this installation') });
    expect(existsSync(join(home, 'project/ran'))).toBe(false);
  });

  it('finds hooks that Codex does not trust', async () => {
    const { home, run } = newHome();
    await run('install', 'codex', '--yes');
    const config = join(home, '.codex/config.toml');
    writeFileSync(config, readFileSync(config, 'utf8').replace('sha256:', 'sha256:0'));
    expect(await run('status', 'codex')).toMatchObject({ code: 1, stdout: expect.stringMatching(/Codex does not trust `.*hooks\.json:/) });
  });

  it('finds events at which nothing is asked', async () => {
    const { home, run } = newHome();
    await run('install', 'cursor', '--yes');
    const path = configOf('cursor', home);
    writeFileSync(path, readFileSync(path, 'utf8').replace('beforeMCPExecution', 'afterMCPExecution'));
    expect(await run('status', 'cursor')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('nothing is asked at beforeMCPExecution'),
    });
  });
});

describe('the command itself', () => {
  const INPUT = JSON.stringify({ command: 'git push --force', cwd: '/' });

  it('answers as the bundle does', async () => {
    const refused = { code: 2, stdout: expect.stringMatching(/^\{"decision":"forbidden","reason":".+"\}\n$/) };
    expect(await runCli(['hook', 'generic'], { stdin: INPUT })).toMatchObject(refused);
    const bundle = join(dirname(executable()), '../../hook.cjs');
    expect(await start(process.execPath, [bundle, 'generic'], { stdin: INPUT })).toMatchObject(refused);
  });
});
