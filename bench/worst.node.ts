/**
 * Texts made to be slow, up to 64 KiB: ours must stay linear. Peers are asked in a process of their own, which is ended when it takes
 * longer than anybody would wait.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Spread, spreadOf } from '../src/policy-tools/bench/timing.ts';
import { createCore, scan } from '../src/shell/index.ts';
import { WORST_CASES, type WorstCase } from '../test/cases/shell/worst-cases.ts';
import { compete, type Effort, medianOf, type Result, type Row } from './scenario.ts';

const KIB = 1024;
const SIZES = [1, 4, 16, 64];
/** The first of all cases: those that peers were measured with before. */
const FOR_PEERS = ['here-string operators', 'words', 'pipes', 'backticks', 'here-document operators', 'a double quote that never closes'];
const PEERS = ['unbash', 'tree-sitter', 'safety-net'];
const PEER_KIB = 16;
const DEADLINE_MS = 10_000;

export async function benchWorst({ timing, isQuick, root }: Effort): Promise<Result> {
  const rows: Row[] = [];
  const core = createCore();
  for (const each of WORST_CASES) rows.push(...(await ownRows(core, each, { rounds: timing.rounds, roundMs: timing.roundMs / 4 })));
  const perByte = rows.filter(({ of }) => of === `${SIZES.at(-1)} KiB`).map(({ time }) => time.median);
  const growth = WORST_CASES.map(({ name }) => medianOf(rows, name, '64 KiB') / medianOf(rows, name, '16 KiB'));
  const shown = rows.filter(
    ({ name, of, time }) => FOR_PEERS.includes(name) || (of === '64 KiB' && time.median >= Math.max(...perByte) * 0.9),
  );
  const peers = isQuick ? { rows: [], skipped: ['peers on the worst cases: not in a quick run'] } : await peerRows(root);
  return {
    rows: [...shown, ...peers.rows],
    measures: { 'worst nanoseconds per byte': Math.max(...perByte), 'worst time per byte, 64 / 16 KiB': Math.max(...growth) },
    skipped: peers.skipped,
  };
}

async function ownRows(core: ReturnType<typeof createCore>, { name, text }: WorstCase, timing: Effort['timing']): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of SIZES) {
    const given = text(size * KIB);
    rows.push(...(await compete(`${size} KiB`, Buffer.byteLength(given), [{ name, run: () => scan(core, given) }], timing)));
  }
  return rows;
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
