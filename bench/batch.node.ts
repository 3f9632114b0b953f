/**
 * A corpus decided in one go: the texts lie as bytes one behind the other, no string is made, and worker threads may share the work.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packTexts } from '../src/engine/index.ts';
import { engineWith, textsDecidedAlone } from './decide.ts';
import { textsOf } from './fixtures.ts';
import { compete, type Effort, over, type Result, type Row, ratiosTo } from './scenario.ts';

const RULES = 1_000;
const BATCH = ['short', 'mid', 'long'] as const;

/** Decides all texts in one go. */
export function batchRunner(rules: number, texts: readonly string[]): () => unknown {
  const decider = engineWith(rules).decider({ command: '' });
  if (decider === null) throw new Error('the core does not decide under the settings of the bench');
  const packed = packTexts(texts);
  return () => decider.decideAll(packed);
}

export async function benchBatch({ timing, isQuick }: Effort): Promise<Result> {
  const rows: Row[] = [];
  for (const name of BATCH) {
    const engine = engineWith(RULES);
    const texts = textsDecidedAlone(engine, textsOf(name));
    rows.push(
      ...(await compete(
        name,
        texts.length,
        [
          { name: 'decide', run: over(texts, (text) => engine.decide(text)) },
          { name: 'batch', run: batchRunner(RULES, texts) },
        ],
        timing,
      )),
    );
  }
  return { rows, measures: { ...ratiosTo(rows, 'decide'), ...(await scaling(isQuick ? 200 : 1_000)) }, skipped: [] };
}

/** What threads can be asked to do for a while. `loop` touches no memory: what the machine gives to threads at all. */
export type ThreadWork = 'batch' | 'loop';

const WORK: readonly ThreadWork[] = ['batch', 'loop'];
const GOES = 3;

/** What all cores do in a second, against one thread alone; for both kinds of work, in turn, the best of some goes each. */
async function scaling(milliseconds: number): Promise<Record<string, number>> {
  const cores = availableParallelism();
  const threads = await Promise.all(Array.from({ length: cores }, startThread));
  const best = new Map<string, number>();
  for (let go = 0; go < GOES; go++)
    for (const work of WORK)
      for (const count of [1, cores]) {
        const key = `${work} ${count}`;
        best.set(key, Math.max(best.get(key) ?? 0, await perSecond(threads.slice(0, count), work, milliseconds)));
      }
  await Promise.all(threads.map((thread) => thread.terminate()));
  const at = (work: ThreadWork, count: number) => best.get(`${work} ${count}`) ?? Number.NaN;
  const [batch, loop] = WORK.map((work) => at(work, cores) / at(work, 1)) as [number, number];
  return {
    'decisions per second, one thread': at('batch', 1),
    cores,
    'all cores / one thread, batch': batch,
    'all cores / one thread, a loop in registers': loop,
    'speed-up of batch / speed-up of a loop': batch / loop,
  };
}

async function perSecond(threads: readonly Worker[], work: ThreadWork, milliseconds: number): Promise<number> {
  const rates = await Promise.all(
    threads.map(async (thread) => {
      thread.postMessage({ work, milliseconds });
      const [rate] = (await once(thread, 'message')) as [number];
      return rate;
    }),
  );
  return rates.reduce((sum, rate) => sum + rate, 0);
}

/** A thread that is warm and waits for orders. */
async function startThread(): Promise<Worker> {
  const worker = new Worker(fileURLToPath(new URL('./batch-thread.node.js', import.meta.url)), { workerData: { rules: RULES } });
  await once(worker, 'message');
  return worker;
}
