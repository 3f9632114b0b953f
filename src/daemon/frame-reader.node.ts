/**
 * Cuts a stream of bytes into messages: lines, or blocks behind a `Content-Length`. The first byte of the stream says which.
 *
 * INVARIANT: at most {@link MAX_MESSAGE_BYTES} of an unfinished message are held; a longer one is skipped while it streams in and told once.
 * Messages are handed on in place, as bytes from start to end of a buffer that belongs to the stream.
 */
import { MAX_HEADER_BYTES, MAX_MESSAGE_BYTES, MAX_SKIPPED_BYTES } from '../base/index.ts';

export type Framing = 'lines' | 'headers';

export interface FrameHandler {
  message(bytes: Buffer, start: number, end: number): void;
  /** Takes a line that it knows without its end being looked for; returns where the next begins, or the same place. */
  ordinary?(bytes: Buffer, start: number, limit: number): number;
  /** A message that cannot be read; `fatal`: nor can what follows. */
  fault(reason: string, fatal: boolean): void;
}

const NEWLINE = 0x0a;
const HEADER_END = Buffer.from('\r\n\r\n');

export class FrameReader {
  readonly #handler: FrameHandler;
  #framing: Framing | null = null;
  /** The beginning of an unfinished message, in the pieces it came in. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** Bytes of a message that is too long and still to come; for lines, until its end. */
  #skipped = 0;
  #skipping = false;
  #isOver = false;

  constructor(handler: FrameHandler) {
    this.#handler = handler;
  }

  /** Lines until the first byte has said otherwise. */
  get framing(): Framing {
    return this.#framing ?? 'lines';
  }

  /** Whether part of a message is waiting for the rest. */
  get isHalfway(): boolean {
    return this.#heldBytes > 0 || this.#skipping;
  }

  push(chunk: Buffer): void {
    if (this.#isOver || chunk.length === 0) return;
    this.#framing ??= FIRST_OF_HEADERS.has(chunk[0] ?? 0) ? 'headers' : 'lines';
    if (this.#framing === 'lines') this.#readLines(chunk);
    else this.#readBlocks(chunk);
  }

  /** The stream has ended: a last line needs no newline. */
  end(): void {
    if (this.#isOver) return;
    const rest = this.#takeHeld();
    if (this.#framing === 'lines' && rest.length > 0 && !this.#skipping) this.#handler.message(rest, 0, rest.length);
    else if (this.isHalfway || rest.length > 0) this.#handler.fault('the stream ended within a message', true);
    this.#isOver = true;
  }

  #readLines(chunk: Buffer): void {
    let start = 0;
    if (this.#heldBytes > 0 || this.#skipping) {
      const end = chunk.indexOf(NEWLINE);
      if (end < 0) return this.#hold(chunk);
      this.#finishLine(chunk.subarray(0, end));
      start = end + 1;
    }
    while (start < chunk.length && !this.#isOver) {
      const next = this.#handler.ordinary?.(chunk, start, chunk.length) ?? start;
      if (next > start) {
        start = next;
        continue;
      }
      const end = chunk.indexOf(NEWLINE, start);
      if (end < 0) break;
      this.#handler.message(chunk, start, end);
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  /** Keeps the beginning of a line. The chunk may be used again by the stream, so it is copied. */
  #hold(piece: Buffer): void {
    if (this.#skipping) return;
    this.#heldBytes += piece.length;
    if (this.#heldBytes <= MAX_MESSAGE_BYTES) this.#held.push(Buffer.from(piece));
    else this.#skip();
  }

  #skip(): void {
    this.#takeHeld();
    this.#skipping = true;
    this.#handler.fault(TOO_LONG, false);
  }

  #finishLine(last: Buffer): void {
    if (this.#skipping) {
      this.#skipping = false;
      return;
    }
    const line = Buffer.concat([this.#takeHeld(), last]);
    if (line.length > MAX_MESSAGE_BYTES) this.#handler.fault(TOO_LONG, false);
    else this.#handler.message(line, 0, line.length);
  }

  #takeHeld(): Buffer {
    const held = this.#held.length === 1 ? (this.#held[0] as Buffer) : Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    return held;
  }

  #readBlocks(chunk: Buffer): void {
    let bytes = chunk;
    if (this.#skipped > 0) {
      const skipped = Math.min(this.#skipped, bytes.length);
      this.#skipped -= skipped;
      this.#skipping = this.#skipped > 0;
      bytes = bytes.subarray(skipped);
    }
    if (this.#heldBytes > 0) {
      this.#held.push(Buffer.from(bytes));
      this.#heldBytes += bytes.length;
      // Joining the pieces of a long message at every chunk would be quadratic.
      if (this.#heldBytes < this.#wanted) return;
      bytes = this.#takeHeld();
    }
    let at = 0;
    for (let next = this.#readBlock(bytes, at); next > at && !this.#isOver; next = this.#readBlock(bytes, at)) at = next;
    if (this.#isOver || at >= bytes.length) return;
    this.#held.push(Buffer.from(bytes.subarray(at)));
    this.#heldBytes = bytes.length - at;
  }

  /** Bytes that must be there before it is worth looking again. */
  #wanted = 0;

  /** Reads one block; returns where the next begins, or the same place where it is not complete. */
  #readBlock(bytes: Buffer, at: number): number {
    this.#wanted = 0;
    if (at >= bytes.length) return at;
    const end = bytes.indexOf(HEADER_END, at);
    if (end < 0 || end - at > MAX_HEADER_BYTES) {
      if (end >= 0 || bytes.length - at > MAX_HEADER_BYTES) this.#giveUp('the headers before a message are too long');
      return at;
    }
    const length = readLength(bytes.toString('latin1', at, end));
    if (typeof length === 'string') {
      this.#giveUp(length);
      return at;
    }
    const start = end + HEADER_END.length;
    if (length > MAX_MESSAGE_BYTES) return this.#skipBlock(bytes, start, length);
    if (start + length > bytes.length) {
      this.#wanted = start + length - at;
      return at;
    }
    this.#handler.message(bytes, start, start + length);
    return start + length;
  }

  #skipBlock(bytes: Buffer, start: number, length: number): number {
    if (length > MAX_SKIPPED_BYTES) {
      this.#giveUp(TOO_LONG);
      return start;
    }
    this.#handler.fault(TOO_LONG, false);
    const end = Math.min(bytes.length, start + length);
    this.#skipped = length - (end - start);
    this.#skipping = this.#skipped > 0;
    return end;
  }

  #giveUp(reason: string): void {
    this.#isOver = true;
    this.#takeHeld();
    this.#handler.fault(reason, true);
  }
}

const TOO_LONG = `longer than ${MAX_MESSAGE_BYTES} bytes`;

/** `Content-Length` and `Content-Type` begin so, and no JSON does. */
const FIRST_OF_HEADERS: ReadonlySet<number> = new Set([0x43, 0x63]);

/** The length that headers announce, or what is wrong with them. */
function readLength(headers: string): number | string {
  let length: number | null = null;
  for (const line of headers.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon < 0) return 'a header has no colon';
    if (line.slice(0, colon).trim().toLowerCase() !== 'content-length') continue;
    const value = line.slice(colon + 1).trim();
    if (length !== null || !/^\d{1,15}$/.test(value)) return '`Content-Length` must be one whole number';
    length = Number(value);
  }
  return length ?? 'the headers lack `Content-Length`';
}
