/**
 * Times short tasks: rounds of all of them in turn, so that a slow moment of the machine falls on all alike.
 *
 * INVARIANT: every task runs often enough that the clock's own step is no part of the figure. Times are nanoseconds.
 */

export interface TimingOptions {
  readonly rounds: number;
  /** How long one task runs in one round at least, in milliseconds. */
  readonly roundMs: number;
}

/** What the rounds of one task took: the best, the middle one, and where a quarter of them lies on either side. */
export interface Spread {
  readonly best: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Nanoseconds that each task takes in its best round. `between` is called behind each round. */
export function timeTasks(tasks: readonly (() => unknown)[], { rounds, roundMs }: TimingOptions, between: () => void = () => {}): number[] {
  const best = tasks.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [i, task] of tasks.entries()) best[i] = Math.min(best[i] ?? 0, timeTask(task, roundMs));
    between();
  }
  return best;
}

/** The spread of measured times. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  return { best: sorted[0] ?? 0, low: percentile(sorted, 0.25), median: percentile(sorted, 0.5), high: percentile(sorted, 0.75) };
}

function timeTask(task: () => unknown, leastMs: number): number {
  const start = performance.now();
  let runs = 0;
  let spent = 0;
  for (let next = 1; spent < leastMs; next *= 2) {
    for (let i = 0; i < next; i++) task();
    runs += next;
    spent = performance.now() - start;
  }
  return (spent / runs) * 1e6;
}

/** The value below which this share of sorted values lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
