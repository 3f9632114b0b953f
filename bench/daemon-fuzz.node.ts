/**
 * `node dist/bench/daemon-fuzz.node.js [COUNT] [SEED]`: broken messages to a daemon, by lines and behind headers in turn; every message must
 * get its answers, with the right ids, and the daemon must live.
 */
import { once } from 'node:events';
import { type DaemonUnderTest, startDaemon } from './daemon-process.node.ts';
import { answeredIds, type FuzzMessage, fuzzMessage } from './protocol-fuzz.ts';

const BATCH = 500;

/** Sends messages and waits until all that must come back is there; throws with what is wrong. */
async function sendBatch(daemon: DaemonUnderTest, messages: readonly FuzzMessage[]): Promise<void> {
  const expected = messages.flatMap(({ ids }) => ids).toSorted();
  const got: string[] = [];
  if (!daemon.send(messages.map(({ bytes }) => bytes))) await once(daemon.stdin, 'drain');
  while (got.length < expected.length) got.push(...answeredIds(await daemon.receive()));
  got.sort();
  const wrong = expected.findIndex((id, i) => got[i] !== id);
  if (wrong >= 0 || got.length !== expected.length) throw new Error(`expected the id ${expected[wrong]}, got ${got[wrong]}`);
}

const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number);
for (const framing of ['lines', 'headers'] as const) {
  const daemon = await startDaemon({ framing });
  for (let at = 0; at < count / 2; at += BATCH) {
    const messages = Array.from({ length: Math.min(BATCH, count / 2 - at) }, (_, i) => fuzzMessage(seed, at + i));
    await sendBatch(daemon, messages);
  }
  const stats = await daemon.ask('server/stats', {});
  process.stdout.write(`${framing}: ${count / 2} messages, every answer there; ${JSON.stringify(stats.memory)}\n`);
  await daemon.end();
}
