/**
 * One text in linear memory: from addresses on the tape back to strings and to offsets in the text.
 *
 * Cooked bytes (`$'…'`, unescaped backticks, stripped here-documents) stand in no text: their span is that of the construct they came
 * from. INVARIANT: every span lies within the text.
 */

import { COOKED_END, COOKED_NEXT, COOKED_SOURCE, COOKED_SOURCE_END, COOKED_START, HEAD_FIRST_COOKED } from '../../wasm/layout.ts';
import type { Span } from '../base/index.ts';
import type { Core } from './core.ts';

/** Made when a word is first read. A byte-order mark is text like any other. */
let decoder: InstanceType<typeof TextDecoder> | null = null;
const encoder = new TextEncoder();

/** Longest text that is copied byte by byte: below, that is faster than `encodeInto`. */
const SHORT = 24;

/** Writes a text at an address that has room for 3 bytes a UTF-16 unit; returns its length in bytes. */
export function writeText(core: Core, address: number, text: string): number {
  const length = text.length;
  if (length <= SHORT) {
    const bytes = core.bytes();
    let i = 0;
    for (; i < length; i++) {
      const c = text.charCodeAt(i);
      if (c > 127) break;
      bytes[address + i] = c;
    }
    if (i === length) return length;
  }
  return encoder.encodeInto(text, core.bytesFrom(address)).written;
}

/** A stretch of cooked bytes, and the addresses they came from. */
interface Cooked {
  readonly start: number;
  readonly end: number;
  readonly source: number;
  readonly sourceEnd: number;
}

function cookedStretches(words: Int32Array): Cooked[] {
  const at = (address: number): number => words[address >> 2] ?? 0;
  const all: Cooked[] = [];
  for (let c = at(HEAD_FIRST_COOKED); c !== 0; c = at(c + COOKED_NEXT))
    all.push({ start: at(c + COOKED_START), end: at(c + COOKED_END), source: at(c + COOKED_SOURCE), sourceEnd: at(c + COOKED_SOURCE_END) });
  return all.sort((a, b) => a.start - b.start);
}

export class SourceText {
  readonly text: string;
  readonly start: number;
  readonly #core: Core;
  readonly #length: number;
  readonly #ascii: boolean;
  /** UTF-16 offset of every byte, built when a text that is not ASCII needs its first span. */
  #offsets: Uint32Array | null = null;
  /** By their start, read when the first address outside the text needs its span: looking through the chain each time would be quadratic. */
  #cooked: readonly Cooked[] | null = null;

  constructor(core: Core, text: string, start: number, length: number) {
    this.#core = core;
    this.text = text;
    this.start = start;
    this.#length = length;
    this.#ascii = length === text.length;
  }

  /** The string between two addresses. */
  string(address: number, length: number): string {
    if (length === 0) return '';
    const from = address - this.start;
    if (this.#ascii && from >= 0 && from + length <= this.#length) return this.text.slice(from, from + length);
    decoder ??= new TextDecoder('utf-8', { ignoreBOM: true });
    return decoder.decode(this.#core.bytes().subarray(address, address + length));
  }

  /** The text's own span between two addresses, wherever they point. */
  span(start: number, end: number): Span {
    const from = start - this.start;
    if (from >= 0 && from <= this.#length) {
      const to = end - this.start;
      if (to >= from && to <= this.#length)
        return this.#ascii ? { start: from, end: to } : { start: this.#offset(from), end: this.#offset(to) };
    }
    return this.#cookedSpan(start);
  }

  /** Looks for the cooked bytes that hold an address; these may stem from cooked bytes themselves, which lie before them. */
  #cookedSpan(address: number): Span {
    this.#cooked ??= cookedStretches(this.#core.words());
    let low = 0;
    let high = this.#cooked.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#cooked[middle]?.start ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const held = this.#cooked[low - 1];
    if (held === undefined || address > held.end || held.source >= held.start) return { start: 0, end: this.text.length };
    return this.span(held.source, held.sourceEnd);
  }

  #offset(byte: number): number {
    this.#offsets ??= this.#countOffsets();
    return this.#offsets[byte] ?? this.text.length;
  }

  #countOffsets(): Uint32Array {
    const offsets = new Uint32Array(this.#length + 1);
    const bytes = this.#core.bytes();
    let at = 0;
    for (let i = 0; i < this.#length; i++) {
      const byte = bytes[this.start + i] ?? 0;
      offsets[i] = at;
      // The first byte of a character steps over its UTF-16 units; its later bytes step over none.
      if (byte < 0x80 || byte >= 0xc0) at += byte >= 0xf0 ? 2 : 1;
    }
    offsets[this.#length] = this.text.length;
    return offsets;
  }
}
