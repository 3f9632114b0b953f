/** A daemon that hooks start: once per user, where policy allows, for as long as it is of use. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VERSION, WARM_REFUSED_MS, WARM_RETRY_MS } from '../../src/base/index.ts';
import { type DaemonFile, startTimeOf } from '../../src/config/index.node.ts';
import { type Service, serveHttp, warmLifeOver } from '../../src/daemon/index.node.ts';
import { claimStart, markWanted } from '../../src/hooks/index.node.ts';
import { executable, runCli } from '../support/cli.ts';
import { makeService } from '../support/daemon.ts';
import { runInstalled, SHELL, start, temporaryFolder } from '../support/hook-process.ts';

const INPUT = JSON.stringify({ hook_event_name: 'PreToolUse', cwd: '/', tool_name: 'Bash', tool_input: { command: 'git push --force' } });
const REFUSED = { code: 0, signal: null, stderr: '', stdout: expect.stringMatching(/"permissionDecision":"deny"/) };

interface Place {
  readonly home: string;
  readonly folder: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

function newPlace(): Place {
  const runtime = temporaryFolder();
  const home = join(runtime, 'home');
  mkdirSync(join(home, '.codex'), { recursive: true });
  const folder = join(runtime, 'portcullis');
  return { home, folder, file: join(folder, 'http.json'), env: { XDG_RUNTIME_DIR: runtime, HOME: home } };
}

function readSecrets({ file }: Place): DaemonFile | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DaemonFile) : null;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !isSo(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Processes with this runtime folder in their environment. */
function daemonsOf({ env }: Place): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const isOurs = readFileSync(`/proc/${name}/environ`, 'utf8').includes(`XDG_RUNTIME_DIR=${env.XDG_RUNTIME_DIR}\0`);
      return isOurs && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--warm') ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

describe.skipIf(SHELL === null)('installed hooks', () => {
  let script = '';
  let place: Place;

  beforeAll(() => {
    script = join(dirname(executable()), '../../hook.cjs');
  });
  beforeEach(() => {
    place = newPlace();
  });
  afterEach(() => {
    for (const id of daemonsOf(place)) process.kill(id, 'SIGKILL');
  });

  const call = (env: Readonly<Record<string, string>> = {}, program = {}) =>
    runInstalled('claude-code', { stdin: INPUT, env: { ...place.env, ...env } }, { script, ...program });

  it('that come at once start one daemon, which answers the next one without Node', async () => {
    const secret = { NODE_PATH: '/evil', AWS_SECRET_ACCESS_KEY: 'x' };
    const said = await Promise.all(Array.from({ length: 8 }, () => call(secret)));
    expect(said).toEqual(said.map(() => REFUSED));
    // At the turn of a period two are started, of which the second ends by itself.
    await until(() => readSecrets(place) !== null && daemonsOf(place).length === 1);
    const { processId = 0, version } = readSecrets(place) ?? {};
    expect([daemonsOf(place), version]).toEqual([[processId], VERSION]);
    expect(await call({}, { node: '/nowhere/node' })).toEqual(REFUSED);
    const environment = readFileSync(`/proc/${processId}/environ`, 'utf8');
    expect(environment.split('\0').map((line) => line.split('=')[0])).not.toEqual(expect.arrayContaining(['NODE_PATH']));
    expect(environment).not.toContain('AWS');
    // A second one ends by itself.
    expect(await runCli(['serve', '--warm'], { env: place.env })).toMatchObject({ code: 1, stderr: expect.stringContaining('already') });
    process.kill(processId, 'SIGTERM');
    await until(() => daemonsOf(place).length === 0);
    expect([daemonsOf(place), existsSync(place.file), existsSync(join(place.folder, 'daemon.sock'))]).toEqual([[], false, false]);
  }, 60_000);

  it.each([
    ['that are not installed', () => start(process.execPath, [script, 'claude-code'], { stdin: INPUT, env: place.env })],
    ['under another policy', () => call({ CODEX_HOME: '/nonexistent' })],
    [
      'in a folder that is open to others',
      () => {
        mkdirSync(place.folder);
        chmodSync(place.folder, 0o755);
        return call();
      },
    ],
  ])('%s start none', async (_, ask) => {
    expect(await ask()).toMatchObject({ code: 0 });
    expect([daemonsOf(place), existsSync(place.folder) ? readdirSync(place.folder) : []]).toEqual([[], []]);
  });

  it('start none where policy wants none, and do not try again for a while', async () => {
    writeFileSync(join(place.home, '.codex/config.toml'), '[portcullis]\nwarm_daemon = false\n');
    expect(await call()).toMatchObject({ code: 0 });
    await until(() => existsSync(join(place.folder, 'not-wanted')) && daemonsOf(place).length === 0);
    expect(readdirSync(place.folder).filter((name) => !name.startsWith('starting-'))).toEqual(['not-wanted']);
    for (const name of readdirSync(place.folder)) if (name.startsWith('starting-')) rmSync(join(place.folder, name));
    expect(await call()).toMatchObject({ code: 0 });
    expect(readdirSync(place.folder)).toEqual(['not-wanted']);
    const { stdout } = await runCli(['doctor'], { env: place.env });
    expect(stdout).toMatch(/hooks\.daemon .*switched off by .*config\.toml:2:/);
  });
});

describe('the start', () => {
  const runtime = process.env.XDG_RUNTIME_DIR;

  beforeEach(() => {
    process.env.XDG_RUNTIME_DIR = temporaryFolder();
  });
  afterEach(() => {
    if (runtime === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = runtime;
  });

  it('is given to one in a while, and leaves one mark', () => {
    const folder = join(process.env.XDG_RUNTIME_DIR ?? '', 'portcullis');
    const now = 1_000 * WARM_RETRY_MS;
    expect([0, 1, WARM_RETRY_MS - 1, WARM_RETRY_MS, WARM_RETRY_MS + 1].map((later) => claimStart(now + later))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(readdirSync(folder)).toEqual(['starting-1001']);
  });

  it('is given to nobody for a while after policy has refused it', () => {
    expect(claimStart(0)).toBe(true);
    markWanted(false);
    expect([claimStart(Date.now()), claimStart(Date.now() + WARM_REFUSED_MS + 1)]).toEqual([false, true]);
    markWanted(true);
    expect(claimStart(Date.now())).toBe(true);
  });
});

describe('a daemon that a hook started', () => {
  let folder: string;
  let service: Service;
  let program: string;

  beforeEach(() => {
    folder = join(temporaryFolder(), 'private');
    mkdirSync(folder, { mode: 0o700 });
    service = makeService('allow ls');
    program = join(folder, 'main.js');
    writeFileSync(program, '');
  });

  const live = (more: { idle?: number; isWanted?: () => boolean } = {}) =>
    warmLifeOver({ service, secretsFile: join(folder, 'http.json'), program, isWanted: () => true, idle: 60_000, look: 10, ...more });

  it('ends when nobody asks, and not before', async () => {
    let isOver = false;
    const over = live({ idle: 1_500 }).finally(() => {
      isOver = true;
    });
    for (let i = 0; i < 10; i++) {
      service.statistics.countRequest('policy/decide');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(isOver).toBe(false);
    expect(await over).toBe('nobody has asked for a while');
  });

  it.each<readonly [string, string, () => void]>([
    ['its program is replaced', 'the installation has changed', () => writeFileSync(program, 'new')],
    ['its program is gone', 'the installation has changed', () => rmSync(program)],
    [
      'another one has taken its place',
      'another daemon has taken its place',
      () => {
        const said = {
          url: 'x',
          token: 'other',
          proof: 'x',
          processId: process.ppid,
          startTime: startTimeOf(process.ppid),
          version: VERSION,
        };
        writeFileSync(join(folder, 'http.json'), JSON.stringify(said), { mode: 0o600 });
      },
    ],
  ])('ends when %s', async (_, reason, change) => {
    const over = live();
    change();
    expect(await over).toBe(reason);
  });

  it('ends when policy wants it no more', async () => {
    expect(await live({ isWanted: () => false })).toBe('policy wants it no more');
  });

  it('writes its file again where clients have emptied it, and leaves that of another alone', async () => {
    const secretsFile = join(folder, 'http.json');
    const listening = await serveHttp(service, { host: '127.0.0.1', port: 0, secretsFile });
    if (typeof listening === 'string') throw new Error(listening);
    const text = readFileSync(secretsFile, 'utf8');
    writeFileSync(secretsFile, '');
    await until(() => readFileSync(secretsFile, 'utf8') === text);
    expect(readFileSync(secretsFile, 'utf8')).toBe(text);
    const other = JSON.stringify({ ...JSON.parse(text), token: 'other', processId: process.ppid, startTime: startTimeOf(process.ppid) });
    writeFileSync(secretsFile, other);
    await listening.close();
    expect(readFileSync(secretsFile, 'utf8')).toBe(other);
  }, 30_000);
});
