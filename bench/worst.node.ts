/**
 * Texts made to be slow, up to 64 KiB, decided by the core alone: every shape must cost the same for each byte however long it is. Peers are
 * asked in a process of their own, which is ended when it takes longer than anybody would wait.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Spread, spreadOf } from '../src/policy-tools/bench/timing.ts';
import { createCore } from '../src/shell/index.ts';
import { WORST_CASES, type WorstCase } from '../test/cases/shell/worst-cases.ts';
import { compileInto, decisionOf } from './core-decision.ts';
import { rulesOf } from './fixtures.ts';
import { compete, type Effort, medianOf, over, type Result, type Row } from './scenario.ts';

const KIB = 1024;
const SIZES = [1, 4, 16, 64];
const LARGEST = 64;
const RULES = 1_000;
/** The first of all cases have targets; the others aim at loops of our own and are reported beside them. */
const WITH_TARGET = 14;
const MOST_ROUNDS = 9;
const FOR_PEERS = ['here-string operators', 'words', 'pipes', 'backticks', 'here-document operators', 'a double quote that never closes'];
const PEERS = ['unbash', 'tree-sitter', 'safety-net'];
const PEER_KIB = 16;
const DEADLINE_MS = 10_000;
/** Of the shapes without a target, so many of the slowest are shown. */
const SHOWN = 10;

export async function benchWorst({ timing, isQuick, root }: Effort): Promise<Result> {
  const core = createCore();
  compileInto(core, rulesOf(RULES));
  const decide = decisionOf(core);
  const targeted = await rowsOf(WORST_CASES.slice(0, WITH_TARGET), SIZES, decide, {
    ...timing,
    rounds: Math.min(timing.rounds, MOST_ROUNDS),
  });
  const others = await rowsOf(WORST_CASES.slice(WITH_TARGET), [16, LARGEST], decide, { rounds: 5, roundMs: timing.roundMs / 6 });
  const peers = isQuick ? { rows: [], skipped: ['peers on the worst cases: not in a quick run'] } : await peerRows(root);
  return {
    rows: [...targeted, ...slowest(others), ...peers.rows],
    measures: { ...measuresOf(targeted, 'a shape with a target'), ...measuresOf(others, 'any other shape') },
    skipped: peers.skipped,
  };
}

/** Every size of every shape, the sizes of a shape in turn. */
async function rowsOf(
  cases: readonly WorstCase[],
  sizes: readonly number[],
  decide: (text: string) => unknown,
  timing: Effort['timing'],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, text } of cases) {
    // As many bytes for each size, so that all of them take about as long.
    const contenders = sizes.map((size) => ({
      name: `${size} KiB`,
      run: over(Array<string>(LARGEST / size).fill(text(size * KIB)), decide),
    }));
    const found = await compete(name, LARGEST * KIB, contenders, timing);
    rows.push(...found.map((row) => ({ ...row, of: row.name, name })));
  }
  return rows;
}

function slowest(rows: readonly Row[]): Row[] {
  return rows
    .filter(({ of }) => of === `${LARGEST} KiB`)
    .sort((a, b) => b.time.median - a.time.median)
    .slice(0, SHOWN);
}

function measuresOf(rows: readonly Row[], what: string): Record<string, number> {
  const names = [...new Set(rows.map(({ name }) => name))];
  // The best of many: single blocks that were interrupted would look like growth.
  const best = (name: string, size: number) => rows.find((row) => row.name === name && row.of === `${size} KiB`)?.time.best ?? Number.NaN;
  return {
    [`nanoseconds per byte, ${what}`]: Math.max(...names.map((name) => medianOf(rows, name, `${LARGEST} KiB`))),
    [`time per byte, 64 / 16 KiB, ${what}`]: Math.max(...names.map((name) => best(name, LARGEST) / best(name, 16))),
  };
}

async function peerRows(root: string): Promise<{ rows: Row[]; skipped: string[] }> {
  const rows: Row[] = [];
  const skipped: string[] = [];
  for (const peer of PEERS)
    for (const name of FOR_PEERS) {
      const text = WORST_CASES.find((each) => each.name === name)?.text(PEER_KIB * KIB) ?? '';
      const time = await timeOfPeer({ root, peer, text });
      if (typeof time === 'string') skipped.push(`${peer} on ${name}: ${time}`);
      else rows.push({ of: `${PEER_KIB} KiB`, name: `${peer}: ${name}`, time: perByte(time, text), note: 'the best of three' });
    }
  return { rows, skipped: [...new Set(skipped)] };
}

function perByte(nanoseconds: number, text: string): Spread {
  return spreadOf([nanoseconds / Buffer.byteLength(text)]);
}

/** Nanoseconds for a text, or why there is no figure. */
function timeOfPeer(task: { readonly root: string; readonly peer: string; readonly text: string }): Promise<number | string> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL('./worst-peer.node.js', import.meta.url)), { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS);
    let answer: number | string = `took longer than ${DEADLINE_MS / 1_000} s`;
    child.on('message', (message) => {
      answer = message as number | string;
      child.disconnect();
    });
    child.on('exit', () => {
      clearTimeout(timer);
      resolve(answer);
    });
    child.send(task);
  });
}
