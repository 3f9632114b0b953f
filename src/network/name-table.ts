/**
 * Puts the names of a policy into a table of the core and asks it: the only file of this module that touches the core's memory.
 *
 * INVARIANT: only ASCII names of at most 255 bytes get there; for anything else the answer is what holds for every host.
 */
import type { MakeNameTable, NameTable } from './domain-list.ts';

/** What is needed of a core (`wasm/index.ts`), whichever its build. */
export interface DomainCore {
  readonly exports: {
    /** First free address, for the next text or table. */
    textAddress(): number;
    /** Makes sure that this many bytes fit there. */
    reserve(bytes: number): void;
    /** Takes everything below an address for good. */
    setTapeStart(address: number): void;
    domainInit(table: number, slots: number, seed: number, all: number): void;
    domainAdd(table: number, name: number, length: number, node: number, bits: number): void;
    domainMatch(table: number, host: number, length: number, found: number, checks: boolean): number;
  };
  /** The memory as it is until the next call that may grow it. */
  bytes(): Uint8Array;
  words(): Int32Array;
}

const HEADER_BYTES = 16;
const SLOT_BYTES = 16;
const MAX_NAME_BYTES = 255;
const TEXT_BYTES = 256;
/** A count and one number per label. */
const FOUND_BYTES = 4 * (2 + MAX_NAME_BYTES);

/** Tables in one core. `seed` starts the hash; a fixed one makes measurements repeatable. */
export function nameTablesIn(core: DomainCore, seed: number = randomSeed()): MakeNameTable {
  return (names, all) => {
    const slots = slotsFor(names.length);
    const nameBytes = names.reduce((sum, { name }) => sum + name.length, 0);
    const text = takeBytes(core, TEXT_BYTES + FOUND_BYTES + HEADER_BYTES + slots * SLOT_BYTES + nameBytes);
    const found = text + TEXT_BYTES;
    const table = found + FOUND_BYTES;
    core.exports.domainInit(table, slots, seed, all);
    for (const [node, { name, bits }] of names.entries()) {
      writeName(core.bytes(), text, name);
      core.exports.domainAdd(table, text, name.length, node, bits);
    }
    return new CoreTable(core, { table, text, found, all });
  };
}

function randomSeed(): number {
  return crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
}

/** At least twice as many as names, a power of two. */
function slotsFor(names: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(4, 2 * names + 1)));
}

function takeBytes({ exports }: DomainCore, bytes: number): number {
  const address = exports.textAddress();
  exports.reserve(bytes);
  exports.setTapeStart(address + bytes);
  return address;
}

/** Writes a name and says whether it is ASCII. */
function writeName(bytes: Uint8Array, at: number, name: string): boolean {
  let union = 0;
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i);
    union |= c;
    bytes[at + i] = c;
  }
  return union < 128;
}

class CoreTable implements NameTable {
  readonly #core: DomainCore;
  readonly #table: number;
  readonly #text: number;
  readonly #found: number;
  readonly #all: number;
  #isAnswered = false;

  constructor(core: DomainCore, at: { readonly table: number; readonly text: number; readonly found: number; readonly all: number }) {
    this.#core = core;
    this.#table = at.table;
    this.#text = at.text;
    this.#found = at.found;
    this.#all = at.all;
  }

  match(host: string): number {
    return this.#ask(host, false, this.#all);
  }

  matchText(text: string): number {
    return this.#ask(text, true, -1);
  }

  #ask(text: string, checks: boolean, otherwise: number): number {
    this.#isAnswered = text.length <= MAX_NAME_BYTES && writeName(this.#core.bytes(), this.#text, text);
    return this.#isAnswered ? this.#core.exports.domainMatch(this.#table, this.#text, text.length, this.#found, checks) : otherwise;
  }

  found(): readonly number[] {
    if (!this.#isAnswered) return [];
    const first = this.#found >> 2;
    const words = this.#core.words();
    return Array.from(words.subarray(first + 1, first + 1 + (words[first] ?? 0)));
  }
}
