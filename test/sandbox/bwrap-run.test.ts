/** The bubblewrap arguments in a real bubblewrap, where there is one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bwrapArguments, type PathProbe } from '../../src/sandbox/index.ts';
import { by, sandboxOf, stated } from '../support/sandbox.ts';

function canRun(): boolean {
  return (
    spawnSync('bwrap', ['--ro-bind', '/', '/', '--unshare-net', '--unshare-pid', '--dev', '/dev', '--proc', '/proc', 'true']).status === 0
  );
}

const home = mkdtempSync(join(tmpdir(), 'portcullis-bwrap-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.skipIf(!canRun())('in bubblewrap (skipped where it cannot run)', () => {
  const root = join(home, 'repo');
  mkdirSync(join(root, '.git'), { recursive: true });
  mkdirSync(join(root, 'sub'));
  writeFileSync(join(root, '.git', 'config'), '[core]\n');
  writeFileSync(join(home, 'secret'), 'secret');
  writeFileSync(join(root, 'key.pem'), 'secret');
  const probe: PathProbe = {
    typeOf: (path) => (!existsSync(path) ? 'missing' : spawnSync('test', ['-d', path]).status === 0 ? 'folder' : 'file'),
    expand: () => [join(root, 'key.pem')],
  };
  const sandbox = sandboxOf(
    {
      excludeSlashTmp: stated(true),
      deniedReads: [join(home, 'secret'), `${root}/*.pem`].map((pattern) => ({ pattern, folder: '/', origin: by('requirements.toml') })),
    },
    { cwd: root, workspaceRoots: [root] },
  );

  function run(script: string): { status: number | null; out: string } {
    const [program = '', ...args] = bwrapArguments(sandbox, probe).arguments ?? [];
    const { status, stdout } = spawnSync(program, [...args, 'sh', '-c', script], { encoding: 'utf8' });
    return { status, out: stdout };
  }

  test('the workspace may be written, its version control may not', () => {
    expect(run('echo a > new && echo b > sub/new').status).toBe(0);
    expect(run('echo x >> .git/config').status).not.toBe(0);
    expect(run('mkdir .codex/rules || mkdir .codex').status).not.toBe(0);
    expect(run('rm -rf .git; mv .git moved').status).not.toBe(0);
    expect(readFileSync(join(root, '.git', 'config'), 'utf8')).toBe('[core]\n');
  });

  test('nothing outside may be written', () => {
    expect(run(`echo x > ${join(home, 'outside')}`).status).not.toBe(0);
    expect(run('echo x > /dev/null').status).toBe(0);
    expect(existsSync(join(home, 'outside'))).toBe(false);
  });

  test('what must not be read is empty or closed', () => {
    expect(run(`cat ${join(home, 'secret')} key.pem`).out).toBe('');
  });

  test('there is no network', () => {
    expect(run('cat /proc/net/dev').out).not.toMatch(/eth0|ens/);
    expect(execFileSync('sh', ['-c', 'echo outside']).toString()).toBe('outside\n');
  });
});
