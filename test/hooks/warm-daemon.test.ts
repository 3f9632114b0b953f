/** A hook asks the daemon of this user, believes it only where it can be nobody else's, and evaluates by itself in every other case. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../../src/base/index.ts';
import { executable } from '../support/cli.ts';
import { hookScript, start, temporaryFolder } from '../support/hook-process.ts';

const INPUT = JSON.stringify({ hook_event_name: 'PreToolUse', cwd: '/', tool_name: 'Bash', tool_input: { command: 'git push --force' } });
/** What the built-in policy says, which nobody else here does. */
const OWN_ANSWER = /"permissionDecision":"deny","permissionDecisionReason":"a forced push destroys/;
const ALLOWED = /"permissionDecision":"allow"/;

/** A runtime folder of its own, and hooks with and without an engine beside them. */
interface Place {
  readonly runtime: string;
  readonly socket: string;
  readonly env: Readonly<Record<string, string>>;
  readonly withoutEngine: string;
}

async function newPlace(): Promise<Place> {
  const runtime = temporaryFolder();
  mkdirSync(join(runtime, 'portcullis'), { mode: 0o700 });
  const withoutEngine = join(runtime, 'hook.cjs');
  copyFileSync(await hookScript(), withoutEngine);
  return {
    runtime,
    socket: join(runtime, 'portcullis/daemon.sock'),
    env: { XDG_RUNTIME_DIR: runtime, HOME: join(runtime, 'home') },
    withoutEngine,
  };
}

async function ask(script: string, env: Readonly<Record<string, string>>) {
  return start(process.execPath, [script, 'claude-code'], { stdin: INPUT, env });
}

const servers: Server[] = [];
const children: ChildProcess[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  for (const child of children.splice(0)) child.kill();
});

/** Listens on the socket in place of a daemon. */
async function pretend({ socket }: Place, answer: (client: Socket) => void): Promise<void> {
  const server = createServer((client) => {
    client.on('error', () => {});
    answer(client);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  chmodSync(socket, 0o600);
}

function saying(greeting: object, result: unknown): (client: Socket) => void {
  return (client) =>
    client.once('data', () => {
      client.write(
        `${JSON.stringify({ jsonrpc: '2.0', id: 1, result: greeting })}\n${JSON.stringify({ jsonrpc: '2.0', id: 2, result })}\n`,
      );
    });
}

const GREETING = { server: { name: 'portcullis', version: VERSION }, policy: { source: 'machine', profile: 'strict' } };
const ANSWER = [{ decision: 'allow', reason: 'says the pretender', basis: 'rules' }];

beforeAll(() => hookScript());

describe('a warm daemon', () => {
  it('answers in place of the engine', async () => {
    const place = await newPlace();
    const daemon = spawn(process.execPath, [executable(), 'serve', '--socket'], {
      env: { PATH: process.env.PATH ?? '', ...place.env },
      stdio: 'ignore',
    });
    children.push(daemon);
    for (let i = 0; i < 200 && !existsSync(place.socket); i++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await ask(place.withoutEngine, place.env)).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(OWN_ANSWER) });
  });

  it('is believed where everything about it is right', async () => {
    const place = await newPlace();
    await pretend(place, saying(GREETING, ANSWER));
    expect((await ask(place.withoutEngine, place.env)).stdout).toMatch(ALLOWED);
  });

  it.each([
    ['of another version', saying({ ...GREETING, server: { name: 'portcullis', version: '0.0.0' } }, ANSWER)],
    ['with the policy of some files', saying({ ...GREETING, policy: { source: 'files' } }, ANSWER)],
    ['with the policy that its environment names', saying({ ...GREETING, policy: { source: 'environment', profile: 'strict' } }, ANSWER)],
    ['that judges as Codex does', saying({ ...GREETING, policy: { source: 'machine', profile: 'codex' } }, ANSWER)],
    ['that says nothing of its policy', saying({ server: GREETING.server }, ANSWER)],
    ['that answers too little', saying(GREETING, [])],
    ['that answers something else', saying(GREETING, [{ decision: 'yes', reason: 'x' }])],
    ['that answers with an error', saying(GREETING, undefined)],
    ['that speaks no JSON', (client: Socket) => client.end('hello\nworld\n')],
    ['that hangs up', (client: Socket) => client.destroy()],
    ['that never answers', () => {}],
  ])('%s is not', async (_, answer) => {
    const place = await newPlace();
    await pretend(place, answer);
    expect(await ask(await hookScript(), place.env)).toMatchObject({ code: 0, stdout: expect.stringMatching(OWN_ANSWER) });
    expect(await ask(place.withoutEngine, place.env)).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    ['the folder', (place: Place) => chmodSync(join(place.runtime, 'portcullis'), 0o755)],
    ['the socket', (place: Place) => chmodSync(place.socket, 0o666)],
  ])('is not asked where others could have made %s', async (_, open) => {
    const place = await newPlace();
    await pretend(place, saying(GREETING, ANSWER));
    open(place);
    expect((await ask(await hookScript(), place.env)).stdout).toMatch(OWN_ANSWER);
  });

  it.each(['PORTCULLIS_REQUIREMENTS', 'CODEX_HOME', 'XDG_CONFIG_HOME'])(
    'is not asked where %s says that policy lies elsewhere',
    async (name) => {
      const place = await newPlace();
      await pretend(place, saying(GREETING, ANSWER));
      const { stdout } = await ask(await hookScript(), { ...place.env, [name]: join(place.runtime, 'nothing') });
      expect(stdout).not.toMatch(ALLOWED);
    },
  );
});
