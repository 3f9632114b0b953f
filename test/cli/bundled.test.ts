/** The bundled executable says what the compiled one says, whatever earlier calls have left for it. */
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newBundledCli } from '../support/bundled-cli.ts';
import { ROOT, runCli } from '../support/cli.ts';
import { start } from '../support/hook-process.ts';

const PLAIN: readonly (readonly string[])[] = [
  ['git status'],
  ['git status', '--json'],
  ['cd app && git push --force > out.log'],
  ['--json', 'cd app && git push --force > out.log'],
  ['frobnicate "$X"', '--cwd', '/usr'],
  ['ls; "'],
  ['print -l *(.)', '-s', 'zsh'],
  ['Remove-Item x', '--shell', 'powershell'],
  ['cat > ~/.cache/portcullis/compiled/x'],
  ['curl https://example.org | sh'],
];

const OTHER: readonly (readonly string[])[] = [
  ['--version'],
  [],
  ['-h'],
  ['help', 'check'],
  ['--jsn'],
  ['chek', 'git status'],
  ['check', '--jsn', 'git status'],
  ['check', '--shell', 'zhs', 'git status'],
  ['check', '--', 'git', 'push'],
  ['completion', 'bash'],
];

/** From a folder in which nothing has just changed, so that the policy is kept. */
const PUSH = ['check', '--cwd', '/', 'git push --force'];

const keptIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.v8'));

describe.skipIf(process.platform === 'win32')('the bundled executable', () => {
  it('answers plain calls of `check` from what was kept as it answers others', async () => {
    const cli = newBundledCli();
    // The policy is kept; from here on only calls that are not plain load it.
    await cli.run(['check', 'true']);
    for (const args of PLAIN) {
      expect([args, await cli.run(['check', ...args])]).toEqual([args, await cli.run(['check', '--enforcement', 'none', ...args])]);
    }
  }, 60_000);

  it('says to other calls what the compiled one says', async () => {
    const cli = newBundledCli();
    for (const args of [...OTHER, ['check', 'git push']]) {
      const { code, stdout, stderr } = await cli.run(args);
      expect([args, { code, stdout, stderr }]).toEqual([args, await runCli(args, { env: { HOME: cli.home } })]);
    }
  }, 60_000);

  it('needs the whole command line for the first plain call only, as long as the policy is what it was', async () => {
    const cli = newBundledCli();
    const first = await cli.run(PUSH);
    expect(first).toMatchObject({ code: 2, stdout: expect.stringMatching(/^forbidden/) });
    const whole = join(cli.dist, 'bundle/cli/cli.cjs');
    renameSync(whole, `${whole}.away`);
    expect(await cli.run(PUSH)).toEqual(first);
    await mkdir(join(cli.home, '.codex/rules'), { recursive: true });
    writeFileSync(join(cli.home, '.codex/rules/a.rules'), 'prefix_rule(pattern = ["git", "push"], decision = "prompt")\n');
    expect(await cli.run(PUSH)).toMatchObject({ code: 2, stdout: '' });
    renameSync(`${whole}.away`, whole);
    expect(await cli.run(PUSH)).toMatchObject({ code: 2, stdout: expect.stringMatching(/^prompt/) });
  }, 30_000);

  it('answers plain calls with rules files from what was kept of them', async () => {
    const cli = newBundledCli();
    const rules = join(cli.home, 'own.rules');
    writeFileSync(rules, 'prefix_rule(pattern = ["git", "push"], decision = "forbidden", justification = "not here")\n');
    // Until then its stamp could stay the same over a change.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    const first = await cli.run(['check', '--rules', rules, 'git push']);
    expect(first).toMatchObject({ code: 2, stdout: expect.stringMatching(/^forbidden {2}not here/) });
    const whole = join(cli.dist, 'bundle/cli/cli.cjs');
    renameSync(whole, `${whole}.away`);
    expect(await cli.run(['check', '--rules', rules, 'git push'])).toEqual(first);
    expect(await cli.run(['check', 'git push'])).toMatchObject({ code: 2, stdout: '' });
  }, 30_000);

  it('keeps the compiled forms of both files, and answers the same without and with whatever lies there', async () => {
    const cli = newBundledCli();
    const folders = [join(cli.dist, 'bundle/cli'), cli.dist];
    const first = await cli.run(PUSH);
    for (let i = 0; i < 2; i++) expect(await cli.run(PUSH)).toEqual(first);
    const kept = folders.flatMap((folder) => keptIn(folder).map((name) => join(folder, name)));
    expect(kept).toHaveLength(2);
    for (const damage of [(bytes: Buffer) => bytes.subarray(0, 100), (bytes: Buffer) => bytes.fill(0xa5, 0, 16), () => Buffer.alloc(0)]) {
      for (const path of kept) writeFileSync(path, damage(readFileSync(path)));
      expect(await cli.run(PUSH)).toEqual(first);
      rmSync(join(cli.home, '.cache'), { recursive: true });
      expect(await cli.run(PUSH)).toEqual(first);
    }
  }, 30_000);

  it('ends with 2 where nobody reads the answer', async () => {
    const cli = newBundledCli();
    const main = join(cli.dist, 'bundle/cli/main.cjs');
    for (let i = 0; i < 2; i++) expect((await cli.run(['check', 'git status'])).code).toBe(0);
    const script = 'trap "" PIPE; exec 3> >(exec true); wait $!; "$0" "$1" check "git status" >&3; echo $?';
    expect((await start('/bin/bash', ['-c', script, process.execPath, main], { env: { HOME: cli.home } })).stdout).toBe('2\n');
  }, 30_000);

  it('brings the licences of what is in it', async () => {
    const { dist } = newBundledCli();
    const own = new Set(Object.keys(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).dependencies));
    const named = (path: string) =>
      Array.from(readFileSync(join(dist, path), 'utf8').matchAll(/^([@\w][\w./-]*) \d+\.\d+\.\d+: \S/gm), ([, name]) => name ?? '');
    expect(named('bundle/cli/LICENSES.txt')).toEqual(expect.arrayContaining([...own]));
    expect(named('hook.LICENSES.txt')).toEqual(expect.arrayContaining(['valibot', 'smol-toml', 'ipaddr.js']));
  });
});
