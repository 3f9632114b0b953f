/**
 * `npm run bench [-- NAME… --quick --peers --record --docs --json --fuzzed N]`: checks that all builds agree, runs the scenarios one after the
 * other, prints the targets, and says which ratios moved since the last record. `--record` writes the run down and puts its figures into
 * docs/performance.md; `--docs` alone puts those of the newest record there. Ends with 1 where builds differ or a scenario fails.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { comparedVersions, machineNow } from './machine.node.ts';
import { installPeers } from './peer.node.ts';
import { type BenchRecord, compareRecords } from './record.ts';
import { newestRecord, writeDocument, writeRecord } from './record-file.node.ts';
import { formatRecord } from './record-text.ts';
import type { Order } from './run-scenario.node.ts';
import type { Effort, Result } from './scenario.ts';
import { SCENARIOS } from './scenario-table.node.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FULL = { rounds: 15, roundMs: 30 };
const QUICK = { rounds: 5, roundMs: 6 };
const FUZZED = 1_000_000;
const FUZZED_QUICKLY = 20_000;

const OPTIONS = {
  quick: { type: 'boolean', default: false },
  peers: { type: 'boolean', default: false },
  record: { type: 'boolean', default: false },
  docs: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  fuzzed: { type: 'string' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values'];

/** A scenario in a process of its own; null where it fails. */
function run(order: Order): Promise<Result | null> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL('./run-scenario.node.js', import.meta.url)), {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let result: Result | null = null;
    child.on('message', (message) => {
      result = message as Result;
    });
    child.on('exit', () => resolve(result));
    child.send(order);
  });
}

/** Runs the scenarios; those that fail are named and left out. */
async function runAll(names: readonly string[], effort: Effort): Promise<Record<string, Result>> {
  const scenarios: Record<string, Result> = {};
  for (const scenario of [null, ...names]) {
    const start = performance.now();
    const result = await run({ scenario, effort });
    const name = scenario ?? 'agreement';
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    process.stderr.write(`${name}: ${result === null ? 'failed' : 'done'}, ${seconds} s, load ${machineNow().load.toFixed(1)}\n`);
    if (result === null) process.exitCode = 1;
    else scenarios[name] = result;
    // No time counts where builds differ.
    if (result === null && scenario === null) break;
  }
  return scenarios;
}

async function bench(names: readonly string[], fuzzed: number, { quick: isQuick, json, record: isKept }: Values): Promise<void> {
  const { load: before, ...machine } = machineNow();
  const chosen = [...SCENARIOS.keys()].filter((name) => names.length === 0 || names.includes(name));
  const scenarios = await runAll(chosen, { isQuick, timing: isQuick ? QUICK : FULL, fuzzed, root: ROOT });
  const record: BenchRecord = {
    date: new Date().toISOString().slice(0, 10),
    isQuick,
    machine: { ...machine, load: [before, machineNow().load] },
    versions: comparedVersions(ROOT),
    scenarios,
  };
  const last = newestRecord(ROOT, isQuick);
  process.stdout.write(`${json ? JSON.stringify(record) : formatRecord(record, last === null ? [] : compareRecords(last, record))}\n`);
  if (!isKept) return;
  writeRecord(ROOT, record, names.length === 0);
  if (!isQuick) writeDocument(ROOT);
}

/** How many damaged commands builds are compared on; NaN where it is no such number. */
function fuzzedOf({ fuzzed, quick }: Values, names: readonly string[]): number {
  const isShort = quick || (names.length > 0 && !names.includes('agreement'));
  const count = Number(fuzzed ?? (isShort ? FUZZED_QUICKLY : FUZZED));
  return Number.isSafeInteger(count) && count >= 0 ? count : Number.NaN;
}

async function main(): Promise<string | null> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const unknown = positionals.find((name) => name !== 'agreement' && !SCENARIOS.has(name));
  const fuzzed = fuzzedOf(values, positionals);
  if (unknown !== undefined) return `no bench \`${unknown}\`; there are agreement, ${[...SCENARIOS.keys()].join(', ')}`;
  if (Number.isNaN(fuzzed)) return '`--fuzzed` is a whole number';
  if (values.docs) return writeDocument(ROOT) ? null : 'nothing is recorded yet; `npm run bench -- --record` does';
  if (values.peers && !installPeers(ROOT)) return 'the peers could not be installed';
  await bench(positionals, fuzzed, values);
  return null;
}

const fault = await main();
if (fault !== null) {
  process.stderr.write(`bench: ${fault}\n`);
  process.exitCode = 1;
}
