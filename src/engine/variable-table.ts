/**
 * Values of variables by name, for states of a shell that begin as copies of each other: a fork costs nothing, whatever is known.
 *
 * What changes stands in a table of its own over one that many share and nobody changes. INVARIANT: a change shows in no other table.
 */
import { MAX_OWN_VARIABLES } from '../base/index.ts';
import type { Piece } from '../shell/index.ts';

/** A variable as far as it is known: the pieces of its value; null: set, but not known. */
export type Value = readonly Piece[] | null;

export class VariableTable {
  #shared: ReadonlyMap<string, Value>;
  #own: Map<string, Value> | null = null;
  /** Whether another table looks at `#own` as well. */
  #isLent = false;
  #size: number;

  /** `shared` is not to be changed from now on. */
  constructor(shared: ReadonlyMap<string, Value>) {
    this.#shared = shared;
    this.#size = shared.size;
  }

  get size(): number {
    return this.#size;
  }

  get(name: string): Value | undefined {
    if (this.#own === null) return this.#shared.get(name);
    const own = this.#own.get(name);
    return own === undefined ? this.#shared.get(name) : own;
  }

  has(name: string): boolean {
    return this.#own?.has(name) === true || this.#shared.has(name);
  }

  set(name: string, value: Value): void {
    if (!this.has(name)) this.#size++;
    if (this.#own === null || this.#isLent) this.#own = new Map(this.#own);
    this.#isLent = false;
    this.#own.set(name, value);
  }

  /** A table that starts equal. */
  fork(): VariableTable {
    if (this.#own !== null && this.#own.size > MAX_OWN_VARIABLES) this.#share(this.#own);
    const table = new VariableTable(this.#shared);
    table.#own = this.#own;
    table.#size = this.#size;
    this.#isLent = table.#isLent = this.#own !== null;
    return table;
  }

  #share(own: ReadonlyMap<string, Value>): void {
    const all = new Map(this.#shared);
    for (const [name, value] of own) all.set(name, value);
    this.#shared = all;
    this.#own = null;
  }
}
