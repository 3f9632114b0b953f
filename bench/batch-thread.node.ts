/** One thread of a batch: decides the same texts over and over, then tells how many it decided in a second. */
import { parentPort, workerData } from 'node:worker_threads';
import { batchRunner } from './batch.node.ts';
import { engineWith, textsDecidedAlone } from './decide.ts';
import { textsOf } from './fixtures.ts';

const { milliseconds, rules } = workerData as { readonly milliseconds: number; readonly rules: number };
const texts = textsDecidedAlone(engineWith(rules), textsOf('mid'));
const run = batchRunner(rules, texts);
for (let i = 0; i < 100; i++) run();
const start = performance.now();
let rounds = 0;
let spent = 0;
for (; spent < milliseconds; spent = performance.now() - start) {
  run();
  rounds++;
}
parentPort?.postMessage((rounds * texts.length * 1_000) / spent);
