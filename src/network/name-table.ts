/**
 * Puts the names of a policy into a table of the core and asks it: the only file of this module that touches the core's memory.
 *
 * INVARIANT: only ASCII names of at most 255 bytes get there; for anything else the answer is what holds for every host.
 */
import type { MakeNameTable, NameTable } from './domain-list.ts';

/** What a build of the core (WebAssembly or JavaScript) offers for domain tables. */
export interface DomainCore {
  /** Sets bytes aside for good and returns their address, a multiple of four. */
  reserve(bytes: number): number;
  /** The memory as it is now; it is another one after {@link reserve}. */
  memory(): ArrayBuffer;
  domainInit(table: number, slots: number, seed: number, all: number): void;
  domainAdd(table: number, name: number, length: number, node: number, bits: number): void;
  domainMatch(table: number, host: number, length: number, found: number): number;
}

const HEADER_BYTES = 16;
const SLOT_BYTES = 16;
const MAX_NAME_BYTES = 255;
/** A count and one number per label. */
const FOUND_BYTES = 4 * (2 + MAX_NAME_BYTES);

/** Tables in one core. `seed` starts the hash; a fixed one makes measurements repeatable. */
export function nameTablesIn(core: DomainCore, seed: number = randomSeed()): MakeNameTable {
  return (names, all) => {
    const slots = slotsFor(names.length);
    const nameBytes = names.reduce((sum, { name }) => sum + name.length, 0);
    const text = core.reserve(align(MAX_NAME_BYTES + 1));
    const found = core.reserve(FOUND_BYTES);
    const table = core.reserve(align(HEADER_BYTES + slots * SLOT_BYTES + nameBytes));
    core.domainInit(table, slots, seed, all);
    for (const [node, { name, bits }] of names.entries()) {
      writeName(new Uint8Array(core.memory()), text, name);
      core.domainAdd(table, text, name.length, node, bits);
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

function align(bytes: number): number {
  return (bytes + 3) & ~3;
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
  #bytes: Uint8Array;
  #isAnswered = false;

  constructor(core: DomainCore, at: { readonly table: number; readonly text: number; readonly found: number; readonly all: number }) {
    this.#core = core;
    this.#table = at.table;
    this.#text = at.text;
    this.#found = at.found;
    this.#all = at.all;
    this.#bytes = new Uint8Array(core.memory());
  }

  match(host: string): number {
    // A memory that has grown leaves a detached view of length 0 behind; the JavaScript build's old view must not be used either.
    if (this.#bytes.buffer !== this.#core.memory()) this.#bytes = new Uint8Array(this.#core.memory());
    this.#isAnswered = host.length <= MAX_NAME_BYTES && writeName(this.#bytes, this.#text, host);
    return this.#isAnswered ? this.#core.domainMatch(this.#table, this.#text, host.length, this.#found) : this.#all;
  }

  found(): readonly number[] {
    if (!this.#isAnswered) return [];
    const [count = 0, ...numbers] = new Int32Array(this.#core.memory(), this.#found, FOUND_BYTES / 4);
    return numbers.slice(0, count);
  }
}
