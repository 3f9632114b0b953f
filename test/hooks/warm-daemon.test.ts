/** A hook asks the daemon of this user, believes it only where it can be nobody else's, and evaluates by itself in every other case. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MAX_WARM_ANSWER_BYTES, VERSION } from '../../src/base/index.ts';
import { formatAnswer, type Letter, type LetterAnswer, readLetter } from '../../src/config/index.node.ts';
import { executable } from '../support/cli.ts';
import { hookScript, start, temporaryFolder } from '../support/hook-process.ts';

const INPUT = JSON.stringify({ hook_event_name: 'PreToolUse', cwd: '/', tool_name: 'Bash', tool_input: { command: 'git push --force' } });
/** What the built-in policy says, which nobody else here does. */
const OWN_ANSWER = /"permissionDecision":"deny","permissionDecisionReason":"a forced push destroys/;
const ALLOWED = /"permissionDecision":"allow"/;

/** A runtime folder of its own, and hooks with and without an engine beside them. */
interface Place {
  readonly runtime: string;
  readonly folder: string;
  readonly bell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly withoutEngine: string;
}

async function newPlace(): Promise<Place> {
  const runtime = temporaryFolder();
  const folder = join(runtime, 'portcullis');
  mkdirSync(folder, { mode: 0o700 });
  const withoutEngine = join(runtime, 'hook.cjs');
  copyFileSync(hookScript(), withoutEngine);
  const env = { XDG_RUNTIME_DIR: runtime, HOME: join(runtime, 'home') };
  return { runtime, folder, bell: join(folder, 'bell'), env, withoutEngine };
}

async function ask(script: string, env: Readonly<Record<string, string>>, stdin: string | Uint8Array = INPUT) {
  return start(process.execPath, [script, 'claude-code'], { stdin, env });
}

const bells: Socket[] = [];
const children: ChildProcess[] = [];

afterEach(() => {
  for (const bell of bells.splice(0)) bell.destroy();
  for (const child of children.splice(0)) child.kill();
});

/** Writes something behind a letter; null: nothing. */
type Pretender = (letter: Letter | null) => readonly (string | Uint8Array)[];

/** Answers letters in place of a daemon. */
async function pretend({ bell, folder }: Place, answer: Pretender): Promise<void> {
  execFileSync('mkfifo', ['-m', '600', bell]);
  const socket = new Socket({ fd: openSync(bell, constants.O_RDWR | constants.O_NONBLOCK), readable: true, writable: false });
  bells.push(socket);
  socket.on('data', async (chunk: Buffer) => {
    const path = join(folder, chunk.toString().trim());
    const file = openSync(path, constants.O_RDWR | constants.O_APPEND);
    const parts = answer(readLetter(readFileSync(path)));
    if (parts.length > 0) rmSync(path);
    for (const part of parts) {
      writeFileSync(file, part);
      await sleep(20);
    }
    closeSync(file);
  });
}

const SAID = '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"allow"}}\n';

function saying(answer: Partial<LetterAnswer<string>> = {}): Pretender {
  const headers = { 'Portcullis-Hook': `${VERSION} 0 ${SAID.length} 0` };
  return () => [formatAnswer({ status: 200, headers, body: SAID, ...answer })];
}

/** The line of lengths. */
const hook = (line: string, body = SAID) => saying({ headers: { 'Portcullis-Hook': line }, body });

beforeAll(() => hookScript());

describe('a warm daemon', () => {
  it('answers in place of the engine, which is not even there', async () => {
    const place = await newPlace();
    const daemon = spawn(process.execPath, [executable(), 'serve', '--socket'], {
      env: { PATH: process.env.PATH ?? '', ...place.env },
      stdio: 'ignore',
    });
    children.push(daemon);
    for (let i = 0; i < 200 && !existsSync(place.bell); i++) await sleep(50);
    expect(await ask(place.withoutEngine, place.env)).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(OWN_ANSWER) });
    const broken = { code: 2, stdout: '', stderr: expect.stringMatching(/^portcullis: stdin is not a JSON object/) };
    expect(await ask(place.withoutEngine, place.env, '{')).toMatchObject(broken);
    const long = JSON.stringify({ ...JSON.parse(INPUT), more: 'x'.repeat(1_000_000) });
    expect((await ask(place.withoutEngine, place.env, long)).stdout).toMatch(OWN_ANSWER);
    expect(readdirSync(place.folder).toSorted()).toEqual(['bell', 'daemon.sock']);
  });

  it('is believed where everything about it is right', async () => {
    const place = await newPlace();
    await pretend(place, saying());
    expect(await ask(place.withoutEngine, place.env)).toMatchObject({ code: 0, stdout: SAID, stderr: '' });
  });

  it('hears who asks about what', async () => {
    const place = await newPlace();
    const letters: (Letter | null)[] = [];
    await pretend(place, (letter) => {
      letters.push(letter);
      return [formatAnswer({ status: 200, headers: { 'Portcullis-Hook': `${VERSION} 2 0 4` }, body: 'why\n' })];
    });
    const env = { ...place.env, CLAUDE_PROJECT_DIR: '/é' };
    const said = await start(process.execPath, [place.withoutEngine, 'claude-code', '--leave-prompts', '--installed'], {
      stdin: INPUT,
      env,
    });
    expect(said).toMatchObject({ code: 2, stdout: '', stderr: 'why\n' });
    const fields = {
      name: 'claude-code',
      'portcullis-version': VERSION,
      'portcullis-home': place.env.HOME,
      'portcullis-arguments': '--leave-prompts --installed',
      'portcullis-project': '/é',
    };
    expect(letters).toEqual([{ fields: new Map(Object.entries(fields)), body: Buffer.from(INPUT) }]);
  });

  it('may take a while, and write piece by piece', async () => {
    const place = await newPlace();
    await pretend(place, (letter) => saying()(letter).flatMap((bytes) => [bytes.slice(0, 30), bytes.slice(30, 90), bytes.slice(90)]));
    expect((await ask(place.withoutEngine, place.env)).stdout).toMatch(ALLOWED);
  });

  it.each<[string, Pretender]>([
    ['of another version', hook(`0.0.0 0 ${SAID.length} 0`)],
    ['that refuses', saying({ status: 409 })],
    ['that fails', saying({ status: 500, headers: {}, body: '' })],
    ['that says nothing of its version', saying({ headers: {} })],
    ['that ends with another code', hook(`${VERSION} 1 ${SAID.length} 0`)],
    ['that says too little', hook(`${VERSION} 0 ${SAID.length + 1} 0`)],
    ['that says too much', hook(`${VERSION} 0 ${SAID.length - 1} 0`)],
    ['that blocks without a reason', hook(`${VERSION} 2 ${SAID.length} 0`)],
    ['that writes more behind its answer', (letter) => [Buffer.concat([...saying()(letter).map(Buffer.from), Buffer.from('x')])]],
    ['that writes without end', () => ['x'.repeat(MAX_WARM_ANSWER_BYTES + 1)]],
    ['that speaks no JSON', () => ['hello\nworld\n']],
    ['that stops half way', (letter) => saying()(letter).map((bytes) => bytes.slice(0, -1))],
    ['that never answers', () => []],
  ])('%s is not', async (_, answer) => {
    const place = await newPlace();
    await pretend(place, answer);
    expect(await ask(hookScript(), place.env)).toMatchObject({ code: 0, stdout: expect.stringMatching(OWN_ANSWER) });
    expect(await ask(place.withoutEngine, place.env)).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(place.folder)).toEqual(['bell']);
  });

  it.each<[string, (place: Place) => void]>([
    ['the folder', ({ folder }) => chmodSync(folder, 0o755)],
    ['the bell', ({ bell }) => chmodSync(bell, 0o666)],
    [
      'a link for the folder',
      ({ folder }) => {
        renameSync(folder, `${folder}-other`);
        symlinkSync(`${folder}-other`, folder);
      },
    ],
    [
      'a link for the bell',
      ({ bell }) => {
        renameSync(bell, `${bell}-other`);
        symlinkSync(`${bell}-other`, bell);
      },
    ],
  ])('is not asked where others could have made %s', async (_, open) => {
    const place = await newPlace();
    await pretend(place, saying());
    open(place);
    expect((await ask(hookScript(), place.env)).stdout).toMatch(OWN_ANSWER);
  });

  it.each<[string, (bell: string) => void]>([
    ['whose daemon is gone', (bell) => void execFileSync('mkfifo', ['-m', '600', bell])],
    ['that is a file', (bell) => writeFileSync(bell, '', { mode: 0o600 })],
    ['that is a folder', (bell) => mkdirSync(bell, { mode: 0o700 })],
  ])('is not waited for behind a bell %s', async (_, make) => {
    const place = await newPlace();
    make(place.bell);
    expect((await ask(hookScript(), place.env)).stdout).toMatch(OWN_ANSWER);
    expect(readdirSync(place.folder)).toEqual(['bell']);
  });

  it('is not asked what is no UTF-8', async () => {
    const place = await newPlace();
    await pretend(place, saying({ status: 409 }));
    const bytes = Buffer.concat([Buffer.from(INPUT.slice(0, -2)), Buffer.of(0xff), Buffer.from('"}')]);
    expect(await ask(hookScript(), place.env, bytes)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'portcullis: stdin is not UTF-8\n',
    });
  });

  it.each(['PORTCULLIS_REQUIREMENTS', 'CODEX_HOME', 'XDG_CONFIG_HOME'])(
    'is not asked where %s says that policy lies elsewhere',
    async (name) => {
      const place = await newPlace();
      await pretend(place, saying());
      const { stdout } = await ask(hookScript(), { ...place.env, [name]: join(place.runtime, 'nothing') });
      expect(stdout).not.toMatch(ALLOWED);
    },
  );
});
