/**
 * The memory of the JavaScript build of the core: one ArrayBuffer behind the same functions that `lib/#memory.ts` gives the
 * WebAssembly build. INVARIANT: every address is in range and every word is an int32; `useChecks` makes a test build that throws otherwise.
 */

/** The largest memory, in pages of 64 KiB: the same bound as the WebAssembly build's `--maximumMemory`. */
const MAX_PAGES = 2048;

let buffer = new ArrayBuffer(2 << 16);
let words = new Int32Array(buffer);
let bytes = new Uint8Array(buffer);

/** Puts another memory under the core; returns nothing, the caller keeps its own. */
export function useMemory(memory: ArrayBuffer): void {
  if (memory === buffer) return;
  buffer = memory;
  words = new Int32Array(buffer);
  bytes = new Uint8Array(buffer);
}

/** The memory in use now: it changes whenever it grows. */
export function currentMemory(): ArrayBuffer {
  return buffer;
}

export function ld(address: number): number {
  return words[address >> 2] as number;
}

export function st(address: number, value: number): void {
  words[address >> 2] = value;
}

export function ld8(address: number): number {
  return bytes[address] as number;
}

export function st8(address: number, value: number): void {
  bytes[address] = value;
}

export const imul: (a: number, b: number) => number = Math.imul;

export function idiv(a: number, b: number): number {
  return (a / b) | 0;
}

export function ishr(a: number, bits: number): number {
  return (a >>> bits) | 0;
}

export function below(a: number, b: number): boolean {
  return a >>> 0 < b >>> 0;
}

/** Where a part of 2^24 lies among so many; both are at most that. */
export function portion(part: number, count: number): number {
  return ((part * count) / 0x1000000) | 0;
}

export function copyBytes(to: number, from: number, length: number): void {
  bytes.copyWithin(to, from, from + length);
}

export function fillBytes(to: number, value: number, length: number): void {
  bytes.fill(value, to, to + length);
}

/** Passes bytes up to the first newline, backslash or NUL; never beyond `stop`. */
export function passText(from: number, stop: number): number {
  let p = from;
  while (p < stop && bytes[p] !== 10 && bytes[p] !== 92 && bytes[p] !== 0) p++;
  return p;
}

/** Passes bytes up to the first single quote or NUL; never beyond `stop`. */
export function passSingle(from: number, stop: number): number {
  let p = from;
  while (p < stop && bytes[p] !== 39 && bytes[p] !== 0) p++;
  return p;
}

/** Passes bytes up to the first double quote, backslash, dollar, backtick or NUL; never beyond `stop`. */
export function passDouble(from: number, stop: number): number {
  let p = from;
  while (p < stop && bytes[p] !== 34 && bytes[p] !== 92 && bytes[p] !== 36 && bytes[p] !== 96 && bytes[p] !== 0) p++;
  return p;
}

/** Passes bytes up to the first that stops words, or nearly so far: the caller looks at every byte. */
export function passWord(from: number, _table: number): number {
  return from;
}

export function memoryBytes(): number {
  return buffer.byteLength;
}

/** Adds pages of 64 KiB. Out of memory is an exception: the callers' bounds lie far below. */
export function growPages(pages: number): void {
  const size = buffer.byteLength + pages * 65536;
  if (size > MAX_PAGES * 65536) throw new RangeError('out of memory in the core');
  const larger = new ArrayBuffer(size);
  new Uint8Array(larger).set(bytes);
  useMemory(larger);
}
