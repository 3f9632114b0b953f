/**
 * Times contenders in blocks: in every round each of them works untimed first, then timed, so that it measures neither the caches and the
 * garbage that the one before it left, nor code that is not compiled yet.
 *
 * INVARIANT: all contenders are treated alike, ours and others'; every one runs in every round, begun by another one each time.
 */
import { type Spread, spreadOf, type TimingOptions } from '../src/policy-tools/bench/timing.ts';

export type Task = () => unknown;

/** Before its first block a task works until so many blocks in a row bring nothing: large programs are compiled for a second and more. */
const STEADY_BLOCKS = 10;
/** A block brings something where it takes less than this part of the best before it. */
const FASTER = 0.95;
/** No task is warmed up for longer than so many blocks. */
const MOST_BLOCKS = 60;
/** The part of a block's time that a task works untimed before it, where nothing else is said. */
const WARM_UP = 1 / 3;

/**
 * The same for contenders of much code, and for all beside them: a collection of the whole heap between two blocks makes V8 throw away what it
 * had compiled, and compiling it anew takes so many blocks.
 */
export const LONG_WARM_UP = 10;

export interface BlockOptions extends TimingOptions {
  /** Milliseconds that a task works untimed before each block. */
  readonly warmUpMs?: number;
}

/** The spread of each task over its blocks, in nanoseconds a run; tasks may be asynchronous. */
export async function spreadTasks(
  tasks: readonly Task[],
  { rounds, roundMs, warmUpMs = roundMs * WARM_UP }: BlockOptions,
): Promise<Spread[]> {
  const blocks: number[][] = tasks.map(() => []);
  // Not behind the warm-up: V8 would throw away what it has just compiled.
  globalThis.gc?.();
  for (const task of tasks) await warmUp(task, roundMs);
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < tasks.length; turn++) {
      const i = (turn + round) % tasks.length;
      const task = tasks[i] as Task;
      // Young garbage only: collecting all of it in front of every block would throw compiled code away as well.
      globalThis.gc?.({ type: 'minor' });
      await work(task, warmUpMs);
      blocks[i]?.push(await work(task, roundMs));
    }
  return blocks.map(spreadOf);
}

async function warmUp(task: Task, blockMs: number): Promise<void> {
  const start = performance.now();
  let best = Number.POSITIVE_INFINITY;
  for (let steady = 0; steady < STEADY_BLOCKS && performance.now() - start < blockMs * MOST_BLOCKS; steady++) {
    const time = await work(task, blockMs);
    if (time < best * FASTER) steady = 0;
    best = Math.min(best, time);
  }
}

/** Runs a task for so long, once at least; gives nanoseconds a run. */
async function work(task: Task, leastMs: number): Promise<number> {
  const start = performance.now();
  const first = task();
  if (first instanceof Promise) await first;
  let runs = 1;
  let spent = performance.now() - start;
  for (; spent < leastMs; spent = performance.now() - start) {
    const more = runsUntil(leastMs, runs, spent);
    if (first instanceof Promise) for (let i = 0; i < more; i++) await task();
    else for (let i = 0; i < more; i++) task();
    runs += more;
  }
  return (spent / runs) * 1e6;
}

/** How often a task runs before the clock is read again: as often as is missing, at most as often as it ran already. */
function runsUntil(leastMs: number, runs: number, spent: number): number {
  return Math.max(1, Math.min(runs, Math.ceil((runs * (leastMs - spent)) / spent)));
}
