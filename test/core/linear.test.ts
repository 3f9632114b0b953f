/**
 * No text costs more than a fixed amount of work for each of its bytes: reads of memory are counted, not time.
 *
 * Both builds come from one source, so that what the JavaScript build reads is what the other reads too.
 */
import { describe, expect, it, vi } from 'vitest';
import { type Core, createCore, readAnalysis, scan } from '../../src/shell/index.ts';
import { HEAD_TOP } from '../../wasm/layout.ts';
import { WORST_CASES } from '../cases/shell/worst-cases.ts';

const { reads } = vi.hoisted(() => ({ reads: { count: 0, limit: Number.POSITIVE_INFINITY } }));

vi.mock('../../wasm/memory.ts', async (original) => {
  const memory = await original<typeof import('../../wasm/memory.ts')>();
  const counted = (read: (address: number) => number) => (address: number) => {
    if (++reads.count > reads.limit) throw new Error(`more than ${reads.limit} reads`);
    return read(address);
  };
  return { ...memory, ld: counted(memory.ld), ld8: counted(memory.ld8) };
});

/** Ends a scan that would take minutes: far above what any text of these sizes needs. */
const MAX_READS = 25_000_000;
const MAX_TAPE_PER_BYTE = 200;

interface Cost {
  readonly reads: number;
  readonly tape: number;
  readonly refusal: number;
}

function costOf(core: Core, text: string): Cost {
  reads.count = 0;
  reads.limit = MAX_READS;
  const { refusal } = scan(core, text);
  const tape = (core.words()[HEAD_TOP >> 2] ?? 0) - core.exports.textAddress();
  return { reads: reads.count, tape, refusal };
}

describe('the work of a scan', () => {
  const core = createCore('js');
  const twin = createCore('wasm');

  it.each(WORST_CASES)('grows with the bytes of: $name', ({ text }) => {
    const [four = NaN, sixteen = NaN] = [4, 16].map((size) => costOf(core, text(size * 1024)).reads);
    const large = text(64 * 1024);
    const cost = costOf(core, large);
    expect(sixteen).toBeLessThanOrEqual(four * 4.4);
    expect(cost.reads).toBeLessThanOrEqual(sixteen * 4.4);
    expect(cost.tape).toBeLessThanOrEqual(large.length * MAX_TAPE_PER_BYTE);
    // The other build reads as often: it is the same source, and leaves the same tape.
    expect({ ...costOf(twin, large), reads: cost.reads }).toEqual(cost);
  });
});

describe('the work of reading a tape', () => {
  let looked = 0;
  const core = createCore('js');
  /** The same core, with every look at its words counted. */
  const watched: Core = {
    build: core.build,
    exports: core.exports,
    bytes: () => core.bytes(),
    bytesFrom: (address) => core.bytesFrom(address),
    lastTape: null,
    words: () =>
      new Proxy(core.words(), {
        get: (words, key) => {
          looked++;
          return Reflect.get(words, key, words);
        },
      }),
  };

  function looksFor(text: string): number {
    reads.count = 0;
    reads.limit = MAX_READS;
    const { source } = scan(watched, text);
    looked = 0;
    readAnalysis(watched, source, 'bash');
    return looked / text.length;
  }

  it.each(WORST_CASES)('grows with the bytes of: $name', ({ text }) => {
    const [small = NaN, large = NaN] = [4, 16].map((size) => looksFor(text(size * 1024)));
    expect(large).toBeLessThanOrEqual(small * 1.1 + 1);
  });
});
