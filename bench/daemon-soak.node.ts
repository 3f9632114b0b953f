/**
 * `node dist/bench/daemon-soak.node.js [COUNT]`: requests without end, with ten reloads a second during the first tenth; no error, no lost answer,
 * and memory that stays where it was. COUNT: 10,000,000 unless said otherwise.
 */
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { formatRules, startDaemon } from './daemon-process.node.ts';
import { textsOf } from './fixtures.ts';

const WINDOW = 256;
const RELOAD_MS = 100;
/** Requests until caches are full and code is compiled. */
const SETTLED = 100_000;

const count = Number(process.argv[2] ?? 10_000_000);
const daemon = await startDaemon({ framing: 'lines' });
const texts = [...textsOf('short'), ...textsOf('mid')];
let reloads = 0;
const reloading = setInterval(() => {
  writeFileSync(`${daemon.rules}.new`, formatRules(1_000 + (++reloads % 2)));
  renameSync(`${daemon.rules}.new`, daemon.rules);
}, RELOAD_MS);

/** Bytes in use by the daemon. */
async function memory(): Promise<number> {
  const { memory } = (await daemon.ask('server/stats', {})) as { memory: { resident: number } };
  return memory.resident;
}

let early = 0;
let errors = 0;
for (let sent = 0; sent < count; sent += WINDOW) {
  const method = sent % (WINDOW * 8) === 0 ? 'policy/evaluate' : 'policy/decide';
  const batch = Array.from({ length: WINDOW }, (_, i) => {
    const command = `${texts[(sent + i) % texts.length]} ${sent % 1_024}`;
    return Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: sent + i, method, params: { command } }));
  });
  if (!daemon.send(batch)) await once(daemon.stdin, 'drain');
  for (let i = 0; i < WINDOW; i++) {
    const { id, result } = JSON.parse(await daemon.receive());
    if (id !== sent + i || result === undefined) errors++;
  }
  if (early === 0 && sent >= Math.min(count / 2, SETTLED)) early = await memory();
  if (sent >= count / 10) clearInterval(reloading);
}
const late = await memory();
process.stdout.write(
  `${JSON.stringify({ requests: count, reloads, errors, residentEarly: early, residentLate: late, ratio: late / early })}\n`,
);
await daemon.end();
if (errors > 0) process.exitCode = 1;
