/**
 * The shape of a client's last request: the bytes around its id and its parameters. A client writes all its requests alike, so the next one is
 * recognised by comparing these bytes, and nothing but its id and its parameters is looked at.
 *
 * INVARIANT: a shape is taken from a request that was read as a whole. Bytes of that shape are the same request with another id, as soon as
 * the bytes between are exactly one JSON object; whoever uses them sees to that.
 */
import { MAX_ID_DIGITS } from '../base/index.ts';
import type { RequestScan } from './request-scan.ts';

const NEWLINE = 0x0a;
const ZERO = 0x30;
const NINE = 0x39;

export class RequestShape {
  readonly method: number;
  readonly #before: Uint8Array;
  readonly #between: Uint8Array;
  /** With the newline that ends the line. */
  readonly #after: Uint8Array;
  /** What the last look found. */
  idStart = 0;
  idEnd = 0;
  paramsStart = 0;
  paramsEnd = 0;
  hash = 0;

  private constructor(method: number, before: Uint8Array, between: Uint8Array, after: Uint8Array) {
    this.method = method;
    this.#before = before;
    this.#between = between;
    this.#after = after;
  }

  /** The shape of a line that was scanned; null where its id is no number, or stands behind the parameters. */
  static of(bytes: Uint8Array, start: number, end: number, scan: RequestScan): RequestShape | null {
    const { idStart, idEnd, paramsStart, paramsEnd, method } = scan;
    const first = bytes[idStart] as number;
    if (first < ZERO || first > NINE || paramsStart < idEnd) return null;
    const after = Uint8Array.from([...bytes.subarray(paramsEnd, end), NEWLINE]);
    return new RequestShape(
      method,
      new Uint8Array(bytes.subarray(start, idStart)),
      new Uint8Array(bytes.subarray(idEnd, paramsStart)),
      after,
    );
  }

  /** Whether a line begins like the shape, up to its parameters. */
  begins(bytes: Uint8Array, start: number): boolean {
    const before = this.#before;
    let at = start;
    for (let i = 0; i < before.length; i++) if (bytes[at++] !== before[i]) return false;
    this.idStart = at;
    let digit = bytes[at] as number;
    const isZero = digit === ZERO;
    while (digit >= ZERO && digit <= NINE) digit = bytes[++at] as number;
    const digits = at - this.idStart;
    if (digits === 0 || digits > MAX_ID_DIGITS || (isZero && digits > 1)) return false;
    this.idEnd = at;
    const between = this.#between;
    for (let i = 0; i < between.length; i++) if (bytes[at++] !== between[i]) return false;
    this.paramsStart = at;
    return true;
  }

  /** Where the line ends that has the rest of the shape at a place; -1 where it has not. */
  endsAt(bytes: Uint8Array, at: number): number {
    const after = this.#after;
    for (let i = 0; i < after.length; i++) if (bytes[at + i] !== after[i]) return -1;
    return at + after.length;
  }

  /** Finds the end of the line that begins so, and with it the parameters; -1 where it is not here, or is another one. */
  findEnd(bytes: Uint8Array, limit: number): number {
    let at = this.paramsStart;
    while (at < limit && bytes[at] !== NEWLINE) at++;
    if (at >= limit) return -1;
    this.paramsEnd = at + 1 - this.#after.length;
    let hash = 0;
    for (let i = this.paramsStart; i < this.paramsEnd; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
    this.hash = hash;
    return this.paramsEnd > this.paramsStart ? this.endsAt(bytes, this.paramsEnd) : -1;
  }
}
