/** One thread of a batch: works for as long as it is told, then tells how much it did in a second. */
import { parentPort, workerData } from 'node:worker_threads';
import { batchRunner, type ThreadWork } from './batch.node.ts';
import { engineWith, textsDecidedAlone } from './decide.ts';
import { textsOf } from './fixtures.ts';

interface Order {
  readonly work: ThreadWork;
  readonly milliseconds: number;
}

const { rules } = workerData as { readonly rules: number };
const texts = textsDecidedAlone(engineWith(rules), textsOf('mid'));

/** Steps of a generator that stays in registers. */
function loop(): number {
  let state = 1;
  for (let i = 0; i < 100_000; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}

const RUNS: Readonly<Record<ThreadWork, () => unknown>> = { batch: batchRunner(rules, texts), loop };

function perSecond({ work, milliseconds }: Order): number {
  const run = RUNS[work];
  const start = performance.now();
  let rounds = 0;
  let spent = 0;
  for (; spent < milliseconds; spent = performance.now() - start) {
    run();
    rounds++;
  }
  return (rounds * texts.length * 1_000) / spent;
}

for (const work of ['batch', 'loop'] as const) perSecond({ work, milliseconds: 300 });
parentPort?.on('message', (order: Order) => parentPort?.postMessage(perSecond(order)));
parentPort?.postMessage('ready');
