/**
 * Answers on their way out: collected while a chunk of input is read, handed over together, each in the framing of the stream.
 */
import type { Framing } from './frame-reader.node.ts';

const ROOM = 64 * 1024;
/** Small batches are copied, so that the room can be used again at once. */
const SMALL = 16 * 1024;

export class Outbox {
  #bytes: Buffer = Buffer.allocUnsafeSlow(ROOM);
  #length = 0;
  framing: Framing = 'lines';

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** One message. */
  add(json: string): void {
    if (this.framing === 'headers') {
      const size = Buffer.byteLength(json);
      this.#reserve(size + HEADER_ROOM);
      this.#length += this.#bytes.write(`Content-Length: ${size}\r\n\r\n`, this.#length, 'latin1');
      this.#length += this.#bytes.write(json, this.#length, 'utf8');
      return;
    }
    // Three bytes a unit is the most that UTF-8 takes.
    this.#reserve(json.length * 3 + 1);
    this.#length += this.#bytes.write(json, this.#length, 'utf8');
    this.#bytes[this.#length++] = 0x0a;
  }

  /** The answer to the request whose id stands in `bytes`; `tail` as {@link tailBytes} makes it. */
  addPrepared(bytes: Uint8Array, idStart: number, idEnd: number, tail: Uint8Array): void {
    const size = HEAD.length + (idEnd - idStart) + tail.length;
    if (this.#length + size + HEADER_ROOM > this.#bytes.length) this.#reserve(size + HEADER_ROOM);
    if (this.framing === 'headers') {
      // Without the newline.
      this.#length += this.#bytes.write(`Content-Length: ${size - 1}\r\n\r\n`, this.#length, 'latin1');
    }
    const room = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < HEAD.length; i++) room[at++] = HEAD[i] as number;
    for (let i = idStart; i < idEnd; i++) room[at++] = bytes[i] as number;
    room.set(tail, at);
    this.#length = at + tail.length - (this.framing === 'headers' ? 1 : 0);
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + size));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  /** Everything collected, to be written in one go; null where there is nothing. */
  take(): Buffer | null {
    const length = this.#length;
    if (length === 0) return null;
    this.#length = 0;
    const taken = this.#bytes.subarray(0, length);
    if (length <= SMALL && this.#bytes.length === ROOM) return Buffer.from(taken);
    this.#bytes = Buffer.allocUnsafeSlow(ROOM);
    return taken;
  }
}

const HEADER_ROOM = 40;
const HEAD = Buffer.from('{"jsonrpc":"2.0","id":');

/** What comes behind the id of an answer with this result, up to the end of the line. */
export function tailBytes(result: string): Uint8Array {
  return Buffer.from(`,"result":${result}}\n`);
}
