/**
 * The lines of a segment, read in pieces: a log may be larger than memory, and a line of a damaged one longer than any that was written.
 */
import { constants, createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { MAX_AUDIT_LINE_BYTES } from '../base/index.ts';
import { NOFOLLOW } from './folder.node.ts';

export interface ReadLine {
  /** Null for a line that is too long to be one. */
  readonly text: string | null;
  /** In the file, from 1. */
  readonly number: number;
  /** Whether it ends in a newline; only the last line may not. */
  readonly isComplete: boolean;
  /** Where the next line begins, in bytes. */
  readonly end: number;
}

const NEWLINE = 0x0a;

export async function* readLines(path: string, start = 0): AsyncGenerator<ReadLine, void, undefined> {
  const handle = await open(path, constants.O_RDONLY | NOFOLLOW);
  const stream = createReadStream('', { fd: handle, start });
  const pending = new PendingLine();
  let number = 0;
  let end = start;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      pending.add(chunk.subarray(from, at));
      end += pending.size + 1;
      number++;
      yield { text: pending.take(), number, isComplete: true, end };
      from = at + 1;
    }
    pending.add(chunk.subarray(from));
  }
  if (pending.size > 0) yield { text: pending.take(), number: number + 1, isComplete: false, end };
}

/** LIMIT: what is longer than a line may be is counted and not kept. */
class PendingLine {
  #parts: Buffer[] = [];
  size = 0;

  add(bytes: Buffer): void {
    this.size += bytes.length;
    if (this.size <= MAX_AUDIT_LINE_BYTES) this.#parts.push(bytes);
  }

  take(): string | null {
    const text = this.size <= MAX_AUDIT_LINE_BYTES ? Buffer.concat(this.#parts).toString('utf8') : null;
    this.#parts = [];
    this.size = 0;
    return text;
  }
}
