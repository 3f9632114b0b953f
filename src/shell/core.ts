/**
 * The core as two interchangeable builds: WebAssembly, and the same source as JavaScript.
 *
 * A `Core` owns one linear memory with at most one compiled policy and the tape of the text scanned last.
 * INVARIANT: views are fetched through `words`/`bytes` after every call that may grow the memory.
 */
import { CORE_BINARY } from '../../wasm/core-binary.ts';
import * as portable from '../../wasm/index.ts';
import { HEAP } from '../../wasm/layout.ts';
import { currentMemory, useMemory } from '../../wasm/memory.ts';
import { decodeBase64 } from './core-bytes.ts';
import type { Exports } from './core-exports.ts';

/** Which build of the core runs. */
export type Build = 'wasm' | 'js';

/** Where a compiled policy begins. */
export const POLICY_START: number = HEAP;

export interface Core {
  readonly build: Build;
  readonly exports: Exports;
  /** Linear memory as int32 words and as bytes, current until the next call into the core. */
  words(): Int32Array;
  bytes(): Uint8Array;
  /** The bytes from an address on, kept for the next call with the same address: making a view takes longer than filling one. */
  bytesFrom(address: number): Uint8Array;
  /** The last reader of the tape: V8 drops the code compiled for its shape when a full collection finds none alive. */
  lastTape: object | null;
}

const EMPTY: Uint8Array = new Uint8Array(0);

let compiled: WebAssembly.Module | null = null;

function wasmModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(decodeBase64(CORE_BINARY));
  return compiled;
}

class WasmCore implements Core {
  readonly build = 'wasm';
  readonly exports: Exports;
  readonly #memory: WebAssembly.Memory;
  #words: Int32Array;
  #bytes: Uint8Array;
  #rest = EMPTY;
  lastTape: object | null = null;

  constructor() {
    const instance = new WebAssembly.Instance(wasmModule(), {});
    this.exports = instance.exports as unknown as Exports;
    this.#memory = instance.exports.memory as WebAssembly.Memory;
    this.#words = new Int32Array(this.#memory.buffer);
    this.#bytes = new Uint8Array(this.#memory.buffer);
  }

  words(): Int32Array {
    if (this.#words.length === 0) this.#renew();
    return this.#words;
  }

  bytes(): Uint8Array {
    if (this.#bytes.length === 0) this.#renew();
    return this.#bytes;
  }

  bytesFrom(address: number): Uint8Array {
    if (this.#rest.byteOffset !== address || this.#rest.length === 0) this.#rest = this.bytes().subarray(address);
    return this.#rest;
  }

  /** A grown memory detaches its old buffer, and a view of that has length 0. */
  #renew(): void {
    this.#words = new Int32Array(this.#memory.buffer);
    this.#bytes = new Uint8Array(this.#memory.buffer);
  }
}

/** One set of functions serves all instances of the JavaScript build: each call first puts its own memory under them. */
class JsCore implements Core {
  readonly build = 'js';
  readonly exports: Exports;
  #memory: ArrayBuffer = new ArrayBuffer(18 << 16);
  /** Where this memory's texts go: the one thing that the functions keep outside linear memory between calls. */
  #state = 0;
  #words = new Int32Array(this.#memory);
  #bytes = new Uint8Array(this.#memory);
  #rest = EMPTY;
  lastTape: object | null = null;

  constructor() {
    this.#enter();
    portable.init();
    this.#leave();
    const wrapped: Record<string, (...args: number[]) => number> = {};
    for (const [name, call] of Object.entries(portable) as [string, (...args: number[]) => number][]) {
      wrapped[name] = (...args) => {
        this.#enter();
        const result = call(...args);
        this.#leave();
        return result;
      };
    }
    this.exports = wrapped as unknown as Exports;
  }

  #enter(): void {
    useMemory(this.#memory);
    portable.setTapeStart(this.#state);
  }

  #leave(): void {
    this.#state = portable.textAddress();
    if (currentMemory() === this.#memory) return;
    this.#memory = currentMemory();
    this.#words = new Int32Array(this.#memory);
    this.#bytes = new Uint8Array(this.#memory);
  }

  words(): Int32Array {
    return this.#words;
  }

  bytes(): Uint8Array {
    return this.#bytes;
  }

  bytesFrom(address: number): Uint8Array {
    if (this.#rest.byteOffset !== address || this.#rest.buffer !== this.#memory) this.#rest = this.#bytes.subarray(address);
    return this.#rest;
  }
}

/** Makes a core with a memory of its own. Throws where WebAssembly is not available and `wasm` is asked for. */
export function createCore(build: Build = typeof WebAssembly === 'object' ? 'wasm' : 'js'): Core {
  return build === 'wasm' ? new WasmCore() : new JsCore();
}
