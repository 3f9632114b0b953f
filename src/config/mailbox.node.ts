/**
 * How hooks on Node ask the daemon of this user by files alone: Node has `fs` when it starts, and takes three times as long as the question to
 * load what connects to a socket.
 *
 * A question is a file in the private folder, a *letter*: a line of JSON with its fields, and the body. Its name goes through a FIFO, the *bell*,
 * and the daemon writes its answer behind the question: a line of JSON with the status, the length of the body and the headers, and the body.
 * INVARIANT: an answer counts when it is whole and nothing stands behind it. LIMIT: MAX_LETTER_HEAD_BYTES a line.
 */
import { MAX_LETTER_HEAD_BYTES } from '../base/index.ts';

const BELL = 'bell';

/** The name of a letter that is the only one of its process at that time; the folder refuses a second one. */
export function letterName(): string {
  return `letter-${process.pid}-${process.hrtime.bigint()}`;
}

/** SECURITY: what else comes through the bell names no file. */
export function isLetterName(name: string): boolean {
  return /^letter-\d{1,20}-\d{1,20}$/.test(name);
}

export function bellPath(folder: string): string {
  return `${folder}/${BELL}`;
}

type Fields = Readonly<Record<string, string>>;

export interface Letter {
  readonly fields: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface LetterAnswer<B = Buffer> {
  readonly status: number;
  readonly headers: Fields;
  readonly body: B;
}

export function formatLetter(fields: Fields, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(fields)}\n`), body]);
}

/** Null where it is none. */
export function readLetter(bytes: Buffer): Letter | null {
  const split = splitHead(bytes);
  if (split === null || split === 'partial') return null;
  const fields = Object.entries(split.head).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { fields: new Map(fields), body: split.body };
}

export function formatAnswer({ status, headers, body }: LetterAnswer<string>): Buffer {
  return Buffer.from(`${JSON.stringify({ status, length: Buffer.byteLength(body), headers })}\n${body}`);
}

/** `partial`: the rest is still to come; null: it is no answer. */
export function readAnswer(bytes: Buffer): LetterAnswer | 'partial' | null {
  const split = splitHead(bytes);
  if (split === null || split === 'partial') return split;
  const { head, body } = split;
  const { status, length, headers } = head;
  if (typeof status !== 'number' || typeof length !== 'number' || !isObject(headers) || body.length > length) return null;
  return body.length < length ? 'partial' : { status, headers: headers as Fields, body };
}

interface Split {
  readonly head: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

const NEWLINE = 0x0a;

function splitHead(bytes: Buffer): Split | 'partial' | null {
  const end = bytes.subarray(0, MAX_LETTER_HEAD_BYTES).indexOf(NEWLINE);
  if (end < 0) return bytes.length < MAX_LETTER_HEAD_BYTES ? 'partial' : null;
  try {
    const head: unknown = JSON.parse(bytes.toString('utf8', 0, end));
    return isObject(head) ? { head, body: bytes.subarray(end + 1) } : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
