/**
 * Answers letters in the private folder (src/config/mailbox.node.ts), for hooks on Node, for which a socket takes longer to load than to ask.
 *
 * SECURITY: whoever may write into the folder may ask, as with the socket beside it. Only what is named as a letter, lies in the folder itself,
 * and is a file of this user under one name is read, and nothing else is ever written to. INVARIANT: a letter is out of the folder before it is
 * answered, and answered once. LIMIT: MAX_LETTER_BYTES a letter, MAX_CLIENTS at the same time; who asks gives up after MAX_WARM_DAEMON_MS.
 */
import { execFile } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MAX_CLIENTS, MAX_LETTER_BYTES, MAX_LETTER_NAME, MAX_WARM_DAEMON_MS } from '../base/index.ts';
import { bellPath, formatAnswer, isLetterName, type Letter, readLetter } from '../config/index.node.ts';
import { askingOf } from './ask-service.node.ts';
import type { Route, RouteAnswer } from './route.ts';
import type { Listening } from './serve-socket.node.ts';
import type { Service } from './service.node.ts';

/** Node makes no FIFO itself. Of the system's folders: where others may write, anything could lie under that name. */
const MAKERS = ['/usr/bin/mkfifo', '/bin/mkfifo', '/run/current-system/sw/bin/mkfifo'];

/** Begins to answer; a text says why that cannot be. */
export async function serveMailbox(service: Service, folder: string, route: Route): Promise<Listening | string> {
  try {
    const bell = await hangBell(folder);
    if (typeof bell === 'string') return bell;
    removeOldLetters(folder);
    const answers = new Answers((name) => answerLetter(service, route, join(folder, name)));
    const socket = new Socket({ fd: bell, readable: true, writable: false });
    answers.listenTo(socket);
    const { ino } = fstatSync(bell);
    return { address: bellPath(folder), close: async () => takeDown(socket, bellPath(folder), ino) };
  } catch (error) {
    return `\`${folder}\` cannot hold letters: ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
  }
}

const OPEN_BELL = constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** Makes the bell beside its place, and puts it there when it can ring. We hold both ends, so that it never ends. */
async function hangBell(folder: string): Promise<number | string> {
  const maker = MAKERS.find((path) => existsSync(path));
  if (maker === undefined) return 'there is no `mkfifo`, so hooks on Node ask no daemon';
  const beside = `${bellPath(folder)}.${process.pid}`;
  rmSync(beside, { force: true });
  await promisify(execFile)(maker, ['-m', '600', beside], { env: {}, cwd: '/' });
  const bell = openSync(beside, OPEN_BELL);
  renameSync(beside, bellPath(folder));
  return bell;
}

/** Another daemon may have put its own there since. */
function takeDown(socket: Socket, path: string, ino: number): void {
  socket.destroy();
  if (lstatSync(path, { throwIfNoEntry: false })?.ino === ino) rmSync(path, { force: true });
}

/** What hooks have left behind that were killed before a daemon took it. */
function removeOldLetters(folder: string): void {
  for (const name of readdirSync(folder).filter(isLetterName)) {
    const path = join(folder, name);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && Date.now() - stats.mtimeMs > 2 * MAX_WARM_DAEMON_MS) rmSync(path, { force: true });
  }
}

/** Letters as the bell names them, so many at a time. */
class Answers {
  readonly #answer: (name: string) => Promise<void>;
  readonly #waiting: string[] = [];
  #begun = '';
  #running = 0;

  constructor(answer: (name: string) => Promise<void>) {
    this.#answer = answer;
  }

  listenTo(bell: Socket): void {
    bell.on('error', () => bell.destroy());
    bell.on('data', (chunk: Buffer) => {
      this.#take(chunk.toString('latin1'));
      this.#work(bell);
    });
  }

  #take(text: string): void {
    const names = (this.#begun + text).split('\n');
    // One that is too long is none, and its end is none either.
    this.#begun = (names.pop() ?? '').slice(0, MAX_LETTER_NAME + 1);
    this.#waiting.push(...names.filter(isLetterName));
  }

  #work(bell: Socket): void {
    while (this.#running < MAX_CLIENTS) {
      const name = this.#waiting.shift();
      if (name === undefined) return void bell.resume();
      this.#running++;
      void this.#answer(name)
        .catch(() => {})
        .finally(() => {
          this.#running--;
          this.#work(bell);
        });
    }
    bell.pause();
  }
}

async function answerLetter(service: Service, route: Route, path: string): Promise<void> {
  const opened = openLetter(path);
  if (opened === null) return;
  try {
    const answer = formatAnswer(await answerRoute(service, route, opened.letter));
    writeSync(opened.file, answer, 0, answer.length, opened.size);
  } finally {
    closeSync(opened.file);
  }
}

const REFUSED: RouteAnswer = { status: 400, headers: {}, body: '' };
const FAILED: RouteAnswer = { status: 500, headers: {}, body: '' };

async function answerRoute(service: Service, route: Route, letter: Letter | null): Promise<RouteAnswer> {
  if (letter === null) return REFUSED;
  const field = (name: string) => letter.fields.get(name) ?? '';
  try {
    return await route.answer({ name: field('name'), header: field, body: letter.body, ask: askingOf(service) });
  } catch {
    return FAILED;
  }
}

interface OpenLetter {
  readonly file: number;
  readonly size: number;
  /** Null: the file holds none. */
  readonly letter: Letter | null;
}

const OPEN_LETTER = constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** Null where there is nothing that may be answered. */
function openLetter(path: string): OpenLetter | null {
  const file = openSync(path, OPEN_LETTER);
  try {
    const { nlink, uid, size } = fstatSync(file);
    const isLetter = fstatSync(file).isFile() && nlink === 1 && uid === process.getuid?.() && size <= MAX_LETTER_BYTES;
    if (isLetter) {
      rmSync(path);
      return { file, size, letter: readLetter(readWhole(file, size)) };
    }
  } catch {}
  closeSync(file);
  return null;
}

function readWhole(file: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let read = 0;
  for (let length = 1; length > 0 && read < size; read += length) length = readSync(file, bytes, read, size - read, read);
  return bytes.subarray(0, read);
}
