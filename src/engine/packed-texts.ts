/** Texts as bytes one behind the other: how many of them are handed to the core at a time, without a string for any. */
import { BATCH_ROW } from '../../wasm/batch.ts';
import { MAX_BATCH } from '../../wasm/limits.ts';

export interface PackedTexts {
  /** UTF-8, with one byte behind each text that belongs to none, whatever it is: the lines of a file lie like that. */
  readonly bytes: Uint8Array;
  /** Where each text ends. */
  readonly ends: Uint32Array;
}

/** Texts in this form. */
export function packTexts(texts: readonly string[]): PackedTexts {
  const bytes = new TextEncoder().encode(`${texts.join('\n')}\n`);
  const ends = new Uint32Array(texts.length);
  let at = 0;
  for (const [i, text] of texts.entries()) {
    at += byteLength(text);
    ends[i] = at++;
  }
  return { bytes, ends };
}

/** Bytes of a text in UTF-8; half a surrogate pair becomes U+FFFD. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Where a text begins; behind the last, where the bytes end. */
export function startOf(ends: Uint32Array, index: number): number {
  return index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
}

/** Behind the last text that goes into a batch which begins with one (LIMIT: MAX_BATCH); the same where that one alone is too long. */
export function batchStop(ends: Uint32Array, first: number): number {
  const from = startOf(ends, first);
  let stop = first;
  while (stop < ends.length && (ends[stop] ?? 0) + 1 - from + (stop + 1 - first) * BATCH_ROW <= MAX_BATCH) stop++;
  return stop;
}
