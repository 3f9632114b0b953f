/**
 * Decisions about texts that a caller has written into the core's memory itself, under the settings of one session: no string is made.
 *
 * INVARIANT: null wherever `evaluate` could say something else, and where files that would be looked into could.
 */
import { EL_NEXT, EL_WORD, HEAD_FEATURES, HEAD_FIRST_COMMAND, WORD_LENGTH, WORD_VALUE } from '../../wasm/layout.ts';
import type { Decision } from '../base/index.ts';
import type { Core } from '../shell/index.ts';
import { decideFast, type FastTable } from './fast-path.ts';
import { batchStop, type PackedTexts, startOf } from './packed-texts.ts';

/** Room for texts that is kept free, in bytes. */
export const RESERVED_TEXT = 65_536;

const SLASH = 0x2f;

export class Decider {
  readonly #core: Core;
  readonly #table: FastTable;
  readonly #looksAtFiles: boolean;
  #hasRoom = false;
  /** Where texts begin in `memory`. */
  readonly address: number;

  constructor(core: Core, table: FastTable, looksAtFiles: boolean) {
    this.#core = core;
    this.#table = table;
    this.#looksAtFiles = looksAtFiles;
    this.address = core.exports.textAddress();
  }

  /** The core's memory, with room for a text of `RESERVED_TEXT` bytes at `address`; valid until the next decision. */
  memory(): Uint8Array {
    if (!this.#hasRoom) {
      // Memory never shrinks.
      this.#core.exports.reserve(RESERVED_TEXT);
      this.#hasRoom = true;
    }
    return this.#core.bytes();
  }

  /** The decision about the text of so many bytes of UTF-8 at `address`, or null where `evaluate` is needed. */
  decide(length: number): Decision | null {
    const answer = this.#core.exports.decideText(length);
    const words = this.#core.words();
    const decision = decideFast(answer, words[HEAD_FEATURES >> 2] ?? 0, this.#table);
    if (decision === null || !this.#looksAtFiles || decision === 'forbidden') return decision;
    return startsByPath(words, this.#core.bytes()) ? null : decision;
  }

  /** The decision about each of many texts, null where `evaluate` is needed: faster than one after the other. */
  decideAll({ bytes, ends }: PackedTexts): (Decision | null)[] {
    const decisions: (Decision | null)[] = new Array(ends.length).fill(null);
    // Whether a program is a script is seen on the tape, of which a batch leaves only the last.
    if (this.#looksAtFiles) return decisions;
    for (let first = 0; first < ends.length; ) {
      const stop = batchStop(ends, first);
      if (stop > first) this.#decideBatch(bytes, ends, first, stop, decisions);
      first = Math.max(stop, first + 1);
    }
    return decisions;
  }

  #decideBatch(bytes: Uint8Array, ends: Uint32Array, first: number, stop: number, decisions: (Decision | null)[]): void {
    const from = startOf(ends, first);
    const size = startOf(ends, stop) - from;
    const count = stop - first;
    const row = this.#core.exports.openBatch(count, size) >> 2;
    const table = this.#core.words();
    for (let i = 0; i < count; i++) table[row + 2 * i] = (ends[first + i] ?? 0) - from;
    this.#core.bytes().set(bytes.subarray(from, from + size), (row + 2 * count) << 2);
    this.#core.exports.decideBatch(count, size);
    const answers = this.#core.words();
    // Most texts of a batch get the answer of the one before.
    let answer = 0;
    let features = 0;
    let decision = decideFast(answer, features, this.#table);
    for (let i = 0; i < count; i++) {
      const next = answers[row + 2 * i] ?? 0;
      const nextFeatures = answers[row + 2 * i + 1] ?? 0;
      if (next !== answer || nextFeatures !== features) {
        answer = next;
        features = nextFeatures;
        decision = decideFast(answer, features, this.#table);
      }
      decisions[first + i] = decision;
    }
  }
}

/** Whether a command names its program by a path: it may be a script, which would be looked into. */
function startsByPath(words: Int32Array, bytes: Uint8Array): boolean {
  const at = (address: number): number => words[address >> 2] ?? 0;
  for (let command = at(HEAD_FIRST_COMMAND); command !== 0; command = at(command + EL_NEXT)) {
    const word = at(command + EL_WORD);
    if (word === 0) continue;
    const start = at(word + WORD_VALUE);
    for (let i = start + at(word + WORD_LENGTH) - 1; i >= start; i--) if (bytes[i] === SLASH) return true;
  }
  return false;
}
