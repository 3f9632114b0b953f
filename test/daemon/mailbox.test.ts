/** Letters in the private folder: which are answered, which are left alone, and what becomes of the bell. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_LETTER_BYTES } from '../../src/base/index.ts';
import { bellPath, formatLetter, letterName, readAnswer } from '../../src/config/index.node.ts';
import { type Listening, type Route, serveMailbox } from '../../src/daemon/index.node.ts';
import { makeService } from '../support/daemon.ts';

const ROUTE: Route = {
  prefix: '/hook/',
  answer: async ({ name, header, body }) => {
    if (name === 'broken') throw new Error('a bug');
    return { status: 200, headers: { 'Portcullis-Hook': 'x' }, body: `${name} ${header('home')} ${header('none')} ${body}` };
  },
};

let folder: string;
const open: Listening[] = [];

async function serve(): Promise<Listening> {
  const listening = await serveMailbox(makeService('allow ls'), folder, ROUTE);
  if (typeof listening === 'string') throw new Error(listening);
  open.push(listening);
  return listening;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-mailbox-'));
});

afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close();
  rmSync(folder, { recursive: true, force: true });
});

function ring(text: string): void {
  const bell = openSync(bellPath(folder), constants.O_WRONLY | constants.O_NONBLOCK);
  writeSync(bell, text);
  closeSync(bell);
}

/** What stands behind a letter that is open, when it is whole. */
async function answerIn(file: number, from: number) {
  const bytes = Buffer.alloc(4_096);
  for (let tries = 0; tries < 500; tries++) {
    const answer = readAnswer(bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from)));
    if (answer !== 'partial') return answer && { ...answer, body: answer.body.toString() };
    await sleep(5);
  }
  return 'nothing came';
}

async function ask(letter: Buffer, name = letterName()) {
  const file = openSync(join(folder, name), 'wx+', 0o600);
  writeSync(file, letter);
  ring(`${name}\n`);
  const answer = await answerIn(file, letter.length);
  closeSync(file);
  return answer;
}

const HELLO = formatLetter({ name: 'codex', home: '/é' }, Buffer.from('{}'));
const ANSWERED = { status: 200, headers: { 'Portcullis-Hook': 'x' }, body: 'codex /é  {}' };

describe('a letter', () => {
  beforeEach(() => serve());

  it('is answered behind the question, and out of the folder', async () => {
    const name = letterName();
    expect(await ask(HELLO, name)).toEqual(ANSWERED);
    expect(readdirSync(folder)).toEqual(['bell']);
  });

  it('that is none is refused, and a fault of ours is said', async () => {
    expect(await ask(Buffer.from('hello'))).toEqual({ status: 400, headers: {}, body: '' });
    expect(await ask(formatLetter({ name: 'broken' }, Buffer.of()))).toEqual({ status: 500, headers: {}, body: '' });
    expect(await ask(HELLO)).toEqual(ANSWERED);
  });

  it('is answered among hundreds', async () => {
    const letters = Array.from({ length: 300 }, (_, i) => formatLetter({ name: `n${i}` }, Buffer.from(String(i))));
    const answers = await Promise.all(letters.map((letter) => ask(letter)));
    expect(answers.map((answer) => typeof answer === 'object' && answer?.body)).toEqual(letters.map((_, i) => `n${i}   ${i}`));
  });

  it('is answered behind whatever else comes through the bell', async () => {
    ring('x'.repeat(60_000));
    ring('\n\n../http.json\nletter-1-1\n\0\n');
    expect(await ask(HELLO)).toEqual(ANSWERED);
  });

  it.each<[string, (path: string) => void]>([
    ['a link', (path) => symlinkSync(join(folder, 'other'), path)],
    ['a file that has another name', (path) => linkSync(join(folder, 'other'), path)],
    ['a folder', (path) => execFileSync('mkdir', [path])],
    ['a FIFO', (path) => execFileSync('mkfifo', [path])],
    [
      'too large',
      (path) => {
        writeFileSync(path, HELLO);
        truncateSync(path, MAX_LETTER_BYTES + 1);
      },
    ],
  ])('that is %s is left as it is', async (_, make) => {
    writeFileSync(join(folder, 'other'), HELLO);
    const name = letterName();
    make(join(folder, name));
    const before = lstatSync(join(folder, name));
    ring(`${name}\n`);
    // Answered in their order.
    expect(await ask(HELLO)).toEqual(ANSWERED);
    const { ino, size } = lstatSync(join(folder, name));
    expect([ino, size]).toEqual([before.ino, before.size]);
    expect(readFileSync(join(folder, 'other'))).toEqual(HELLO);
  });
});

describe('the bell', () => {
  it('is open to this user alone, and gone with its daemon', async () => {
    const listening = await serve();
    const stats = statSync(bellPath(folder));
    expect([stats.isFIFO(), stats.mode & 0o777]).toEqual([true, 0o600]);
    expect(listening.address).toBe(bellPath(folder));
    await listening.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a daemon that is gone is replaced, and one that another daemon has put there stays', async () => {
    execFileSync('mkfifo', [bellPath(folder)]);
    const first = await serve();
    expect(await ask(HELLO)).toEqual(ANSWERED);
    await serve();
    await first.close();
    expect(await ask(HELLO)).toEqual(ANSWERED);
  });

  it('of a daemon that is gone cannot be opened by who rings', async () => {
    await serve();
    const inode = statSync(bellPath(folder)).ino;
    linkSync(bellPath(folder), join(folder, 'kept'));
    await open.pop()?.close();
    expect(statSync(join(folder, 'kept')).ino).toBe(inode);
    expect(() => openSync(join(folder, 'kept'), constants.O_WRONLY | constants.O_NONBLOCK)).toThrow(/ENXIO/);
  });

  it('is not made where there is no folder', async () => {
    rmSync(folder, { recursive: true });
    expect(await serveMailbox(makeService('allow ls'), folder, ROUTE)).toBe(`\`${folder}\` cannot hold letters: 1`);
  });
});

it('letters of hooks that were killed are cleared away, not those just written', async () => {
  const [old, young] = [letterName(), letterName()];
  for (const name of [old, young, 'other']) writeFileSync(join(folder, name), HELLO);
  for (const name of [old, 'other']) utimesSync(join(folder, name), 0, 0);
  await serve();
  expect([old, young, 'other'].map((name) => existsSync(join(folder, name)))).toEqual([false, true, true]);
  const file = openSync(join(folder, young), 'r');
  ring(`${young}\n`);
  expect(await answerIn(file, fstatSync(file).size)).toEqual(ANSWERED);
  closeSync(file);
});
