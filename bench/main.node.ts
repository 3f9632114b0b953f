/**
 * `npm run bench [-- NAME… --quick --peers --record --json --fuzzed N]`: checks that all builds agree, runs the scenarios one after the other,
 * prints the targets, and says which ratios moved since the last record. Ends with 1 where builds differ or a scenario fails.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { comparedVersions, machineNow } from './machine.node.ts';
import { installPeers } from './peer.node.ts';
import { type BenchRecord, compareRecords, mergeRecords } from './record.ts';
import { formatRecord } from './record-text.ts';
import type { Order } from './run-scenario.node.ts';
import type { Effort, Result } from './scenario.ts';
import { SCENARIOS } from './scenario-table.node.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RECORDS = join(ROOT, 'bench/record');
const FULL = { rounds: 15, roundMs: 30 };
const QUICK = { rounds: 5, roundMs: 6 };
const FUZZED = 1_000_000;
const FUZZED_QUICKLY = 20_000;

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

/** The newest record of the same kind, or null. */
function lastRecord(isQuick: boolean): BenchRecord | null {
  if (!existsSync(RECORDS)) return null;
  const files = readdirSync(RECORDS).filter((file) => file.endsWith('.json'));
  const records = files.toSorted().map((file) => JSON.parse(readFileSync(join(RECORDS, file), 'utf8')) as BenchRecord);
  return records.findLast((record) => record.isQuick === isQuick) ?? null;
}

/** Scenarios that were not run again on the same day stay as they are. */
function writeRecord(run: BenchRecord, last: BenchRecord | null): void {
  mkdirSync(RECORDS, { recursive: true });
  const record = last?.date === run.date ? mergeRecords(last, run) : run;
  const path = join(RECORDS, `${record.date}${record.isQuick ? '-quick' : ''}`);
  writeFileSync(`${path}.json`, `${JSON.stringify(record, null, 1)}\n`);
  writeFileSync(`${path}.md`, `${formatRecord(record, last === null ? [] : compareRecords(last, run))}\n`);
}

/** Runs the scenarios; those that fail are named and left out. */
async function runAll(names: readonly string[], effort: Effort): Promise<Record<string, Result>> {
  const scenarios: Record<string, Result> = {};
  for (const scenario of [null, ...names]) {
    const start = performance.now();
    const result = await run({ scenario, effort });
    const name = scenario ?? 'agreement';
    process.stderr.write(`${name}: ${result === null ? 'failed' : 'done'}, ${((performance.now() - start) / 1_000).toFixed(1)} s\n`);
    if (result === null) process.exitCode = 1;
    else scenarios[name] = result;
    // No time counts where builds differ.
    if (result === null && scenario === null) break;
  }
  return scenarios;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    fuzzed: { type: 'string' },
  },
});
const { quick: isQuick } = values;
const fuzzed = Number(
  values.fuzzed ?? (isQuick || (positionals.length > 0 && !positionals.includes('agreement')) ? FUZZED_QUICKLY : FUZZED),
);
const unknown = positionals.find((name) => name !== 'agreement' && !SCENARIOS.has(name));
if (unknown !== undefined || !Number.isSafeInteger(fuzzed) || fuzzed < 0) {
  const fault =
    unknown === undefined
      ? '`--fuzzed` is a whole number'
      : `no bench \`${unknown}\`; there are agreement, ${[...SCENARIOS.keys()].join(', ')}`;
  process.stderr.write(`bench: ${fault}\n`);
  process.exitCode = 1;
} else if (values.peers && !installPeers(ROOT)) {
  process.stderr.write('bench: the peers could not be installed\n');
  process.exitCode = 1;
} else {
  const { load: before, ...machine } = machineNow();
  const names = [...SCENARIOS.keys()].filter((name) => positionals.length === 0 || positionals.includes(name));
  const scenarios = await runAll(names, { isQuick, timing: isQuick ? QUICK : FULL, fuzzed, root: ROOT });
  const record: BenchRecord = {
    date: new Date().toISOString().slice(0, 10),
    isQuick,
    machine: { ...machine, load: [before, machineNow().load] },
    versions: comparedVersions(ROOT),
    scenarios,
  };
  const last = lastRecord(isQuick);
  const text = formatRecord(record, last === null ? [] : compareRecords(last, record));
  process.stdout.write(`${values.json ? JSON.stringify(record) : text}\n`);
  if (values.record) writeRecord(record, last);
}
