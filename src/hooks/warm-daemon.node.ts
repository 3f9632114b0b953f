/**
 * Asks the daemon of this user by letter (src/config/mailbox.node.ts), if one answers letters: `portcullis serve --socket`. It has the policy
 * compiled and answers in the words of the hook, so that nothing need be loaded here that understands either.
 *
 * SECURITY: whoever answers here decides. Only a bell that nobody but this user can have made is rung, in a folder that nobody else may enter; only
 * a whole answer of this very version is believed, and none where our environment names other policy than the daemon's own might. Whatever is odd
 * about an answer, and a daemon that is slow, mean that the hook evaluates by itself.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { MAX_WARM_ANSWER_BYTES, MAX_WARM_DAEMON_MS, VERSION } from '../base/index.ts';
import {
  bellPath,
  formatLetter,
  homeFolder,
  isPrivate,
  type LetterAnswer,
  letterName,
  placesPolicy,
  privateFolder,
  readAnswer,
} from '../config/index.node.ts';
import type { Reply } from './adapter.ts';

/** `absent`: none listens, and one could; `unusable`: what there is must not be asked, or says something odd. */
export type WarmAnswer = Reply | 'absent' | 'unusable';

/** One call as the agent made it. */
export interface WarmQuestion {
  /** Behind `hook`: the agent and the options. */
  readonly words: readonly string[];
  readonly project: string | null;
  readonly input: Uint8Array;
}

export function askWarmDaemon({ words: [agent = '', ...options], project, input }: WarmQuestion): WarmAnswer {
  if (process.platform === 'win32' || placesPolicy() || options.some((word) => word.includes(' '))) return 'unusable';
  const folder = privateFolder();
  const bell = openBell(folder);
  if (typeof bell === 'string') return bell;
  try {
    const fields = {
      name: agent,
      'portcullis-version': VERSION,
      'portcullis-home': homeFolder(),
      'portcullis-arguments': options.join(' '),
      'portcullis-project': project ?? '',
    };
    const answer = correspond(folder, bell, formatLetter(fields, input));
    return (answer && replyOf(answer)) ?? 'unusable';
  } catch {
    return 'unusable';
  }
}

const OPEN_BELL = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** Nobody opens it for writing whom no process listens to. */
function openBell(folder: string): number | 'absent' | 'unusable' {
  const path = bellPath(folder);
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'absent';
  if (!stats.isFIFO() || !isPrivate(folder) || !isPrivate(path)) return 'unusable';
  try {
    return openSync(path, OPEN_BELL);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENXIO' ? 'absent' : 'unusable';
  }
}

/** Puts a letter down, rings, and waits for the answer in it; null where none comes whole and in time. */
function correspond(folder: string, bell: number, letter: Buffer): LetterAnswer | null {
  const name = letterName();
  const path = `${folder}/${name}`;
  const file = openSync(path, 'wx+', 0o600);
  let answer: LetterAnswer | null = null;
  try {
    if (writeSync(file, letter) === letter.length && writeSync(bell, `${name}\n`) > name.length) answer = awaitAnswer(file, letter.length);
    return answer;
  } finally {
    // Whoever has answered it has taken it out.
    if (answer === null) removeLetter(path);
    closeSync(file);
    closeSync(bell);
  }
}

function removeLetter(path: string): void {
  try {
    unlinkSync(path);
  } catch {}
}

/** Milliseconds between two looks: at first as a daemon takes that has the policy at hand, then longer. */
const FIRST_PAUSE_MS = 0.5;
const LONGEST_PAUSE_MS = 5;
const GROWTH = 1.2;

function awaitAnswer(file: number, from: number): LetterAnswer | null {
  const until = process.uptime() + MAX_WARM_DAEMON_MS / 1_000;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let pause = FIRST_PAUSE_MS; process.uptime() < until; pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)) {
    Atomics.wait(cell, 0, 0, pause);
    const size = fstatSync(file).size - from;
    if (size > MAX_WARM_ANSWER_BYTES) return null;
    const answer = size > 0 ? readAnswer(readBehind(file, from, size)) : 'partial';
    if (answer !== 'partial') return answer;
  }
  return null;
}

function readBehind(file: number, from: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  return bytes.subarray(0, readSync(file, bytes, 0, size, from));
}

/** As `formatReply` of the route writes it; null for whatever else. */
function replyOf({ status, headers, body }: LetterAnswer): Reply | null {
  const said = /^(\S+) ([02]) (\d{1,7}) (\d{1,7})$/.exec(headers['Portcullis-Hook'] ?? '');
  if (status !== 200 || said === null || said[1] !== VERSION) return null;
  const [exit, out, err] = [said[2] === '0' ? 0 : 2, Number(said[3]), Number(said[4])] as const;
  if (out + err !== body.length || (exit === 2 && err === 0)) return null;
  return { exit, stdout: body.toString('utf8', 0, out), stderr: body.toString('utf8', out) };
}
