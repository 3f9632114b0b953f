/**
 * A corpus decided in one go: the texts lie as bytes one behind the other, no string is made, and worker threads may share the work.
 */
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
  return { rows, measures: { ...ratiosTo(rows, 'decide'), ...(await scaling(isQuick ? 500 : 2_000)) }, skipped: [] };
}

/** Decisions per second of one thread and of as many as there are cores. */
async function scaling(milliseconds: number): Promise<Record<string, number>> {
  const cores = availableParallelism();
  const one = await throughput(1, milliseconds);
  const all = await throughput(cores, milliseconds);
  return { 'decisions per second, one thread': one, 'all cores / one thread': all / one, cores, 'speed-up per core': all / one / cores };
}

async function throughput(threads: number, milliseconds: number): Promise<number> {
  const started = Array.from({ length: threads }, () => runThread(milliseconds));
  const rates = await Promise.all(started);
  return rates.reduce((sum, rate) => sum + rate, 0);
}

function runThread(milliseconds: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(new URL('./batch-thread.node.js', import.meta.url)), {
      workerData: { milliseconds, rules: RULES },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
