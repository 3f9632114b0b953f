/** Bytes from a daemon to messages: one JSON value a line. LIMIT: a line that grows without end ends the connection. */
import { MAX_ANSWER_BYTES } from '../base/index.ts';

const NEWLINE = 0x0a;

export class AnswerReader {
  readonly #take: (message: Readonly<Record<string, unknown>>) => void;
  #pieces: Buffer[] = [];
  #size = 0;

  constructor(take: (message: Readonly<Record<string, unknown>>) => void) {
    this.#take = take;
  }

  /** Throws where the other side does not speak the protocol. */
  push(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      this.#pieces.push(chunk.subarray(from, at));
      this.#takeLine(Buffer.concat(this.#pieces).toString('utf8'));
      this.#pieces = [];
      this.#size = 0;
      from = at + 1;
    }
    this.#pieces.push(chunk.subarray(from));
    this.#size += chunk.length - from;
    if (this.#size > MAX_ANSWER_BYTES) throw new Error('an answer is too long');
  }

  #takeLine(line: string): void {
    if (line.trim() === '') return;
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('an answer is no message');
    this.#take(value as Readonly<Record<string, unknown>>);
  }
}
