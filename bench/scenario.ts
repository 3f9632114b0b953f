/**
 * What every scenario gives: rows of times, and measures (mostly ratios of those times) that targets and records are about.
 *
 * INVARIANT: contenders of one `compete` are timed in turn in one process; only such times are ever divided by each other.
 */
import type { Spread, TimingOptions } from '../src/policy-tools/bench/timing.ts';
import { type BlockOptions, spreadTasks } from './block.ts';

export interface Row {
  /** What was worked on: a class of texts, or a size. */
  readonly of: string;
  readonly name: string;
  /** Nanoseconds for one text, rule, byte or process. */
  readonly time: Spread;
  /** What a peer does more or less than we do. */
  readonly note?: string;
}

export interface Result {
  readonly rows: readonly Row[];
  /** By name; what two runs have in common is compared. */
  readonly measures: Readonly<Record<string, number>>;
  /** What was not measured, and why. */
  readonly skipped: readonly string[];
}

/** How much time is spent, and where things are. */
export interface Effort {
  readonly isQuick: boolean;
  readonly timing: TimingOptions;
  /** Fuzzed commands on which the builds have to agree before anything is timed. */
  readonly fuzzed: number;
  /** The folder of the project. */
  readonly root: string;
}

export type Scenario = (effort: Effort) => Result | Promise<Result>;

export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
  readonly note?: string;
}

/** Times contenders in turn; each run handles `count` of what the figures are about. */
export async function compete(of: string, count: number, contenders: readonly Contender[], timing: BlockOptions): Promise<Row[]> {
  const spreads = await spreadTasks(
    contenders.map(({ run }) => run),
    timing,
  );
  return contenders.map(({ name, note }, i) => {
    const time = scale(spreads[i] as Spread, 1 / count);
    return note === undefined ? { of, name, time } : { of, name, time, note };
  });
}

function scale({ best, low, median, high }: Spread, factor: number): Spread {
  return { best: best * factor, low: low * factor, median: median * factor, high: high * factor };
}

/** The median of a row of these; NaN where there is none. */
export function medianOf(rows: readonly Row[], name: string, of?: string): number {
  return rows.find((row) => row.name === name && (of === undefined || row.of === of))?.time.median ?? Number.NaN;
}

/** How many times as long as `base` every other row of the same `of` takes, by `NAME / BASE, OF`. */
export function ratiosTo(rows: readonly Row[], base: string): Record<string, number> {
  const ratios: Record<string, number> = Object.create(null);
  for (const { name, of, time } of rows) {
    const divisor = medianOf(rows, base, of);
    if (name !== base && Number.isFinite(divisor)) ratios[`${name} / ${base}, ${of}`] = time.median / divisor;
  }
  return ratios;
}

/** A task over every text of a list. */
export function over<T>(texts: readonly T[], run: (text: T) => unknown): () => void {
  return () => {
    for (const text of texts) run(text);
  };
}

/** The same for what gives promises: one after the other. */
export function overLater<T>(texts: readonly T[], run: (text: T) => Promise<unknown>): () => Promise<void> {
  return async () => {
    for (const text of texts) await run(text);
  };
}

export const NOTHING: Result = { rows: [], measures: {}, skipped: [] };
