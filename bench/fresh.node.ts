/**
 * Contenders in processes of their own: what the first 1,683 calls take while nothing is compiled yet, and how much memory a process holds,
 * by contender and by the number of rules.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { spreadOf } from '../src/policy-tools/bench/timing.ts';
import type { Effort, Result, Row } from './scenario.ts';

/** What a fresh process tells. */
export interface FreshFigures {
  /** Nanoseconds of each call, by the steps of {@link CALL_STEPS}. */
  readonly calls: readonly (readonly number[])[];
  readonly residentBytes: number;
}

/** Calls are taken together up to each of these numbers. */
export const CALL_STEPS: ReadonlyMap<number, string> = new Map([
  [1, 'call 1'],
  [11, 'calls 2 to 11'],
  [163, 'calls 12 to 163'],
  [1_683, 'calls 164 to 1,683'],
]);

const OWN = ['decide', 'decide, JavaScript build', 'evaluate'];
const PEERS = ['unbash', 'tree-sitter and walk', 'gemini-cli', 'cc-safety-net'];
const EMPTY = 'node, empty';
const RULES = 1_000;
const SIZES = [10, 1_000, 10_000, 100_000];
const PROCESSES = 5;
/** Of peers fewer: they take seconds. */
const PEER_PROCESSES = 3;
const MEBIBYTE = 1 << 20;

function ask(root: string, name: string, rules: number): FreshFigures | string {
  const script = fileURLToPath(new URL('./fresh-process.node.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', script, root, name, String(rules)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  // Peers may print as well; ours is the last line.
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as FreshFigures | string;
}

export function benchFresh({ root, isQuick }: Effort): Result {
  const rows: Row[] = [];
  const measures: Record<string, number> = {};
  const skipped: string[] = [];
  for (const name of [EMPTY, ...OWN, ...PEERS]) {
    const answers = Array.from({ length: processesOf(name, isQuick) }, () => ask(root, name, RULES));
    const figures = answers.filter((each) => typeof each !== 'string');
    if (figures.length === 0) skipped.push(String(answers[0]));
    else if (name !== EMPTY) {
      rows.push(...rowsOf(name, figures));
      measures[`mean microseconds, calls 2 to 1,683, ${name}`] = meanOf(figures) / 1_000;
    }
    if (figures.length > 0) measures[`resident MiB, ${name}`] = mebibytes(figures);
  }
  const bySize = SIZES.map((size) => mebibytes([ask(root, 'decide', size) as FreshFigures]));
  for (const [i, size] of SIZES.entries()) measures[`resident MiB, decide, ${size} rules`] = bySize[i] ?? Number.NaN;
  measures['resident bytes per rule'] = (((bySize.at(-1) ?? 0) - (bySize[0] ?? 0)) * MEBIBYTE) / ((SIZES.at(-1) ?? 0) - (SIZES[0] ?? 0));
  return { rows, measures, skipped };
}

function processesOf(name: string, isQuick: boolean): number {
  if (isQuick) return 1;
  return PEERS.includes(name) ? PEER_PROCESSES : PROCESSES;
}

function rowsOf(name: string, figures: readonly FreshFigures[]): Row[] {
  return [...CALL_STEPS.values()].map((of, i) => ({ of, name, time: spreadOf(figures.flatMap(({ calls }) => calls[i] ?? [])) }));
}

/** Of the process that was disturbed least: single calls wait for the compiler, others for whatever else the machine does. */
function meanOf(figures: readonly FreshFigures[]): number {
  const means = figures.map(({ calls }) => {
    const all = calls.slice(1).flat();
    return all.reduce((sum, each) => sum + each, 0) / all.length;
  });
  return Math.min(...means);
}

/** The least of all: what a collector left behind by chance only adds. */
function mebibytes(figures: readonly FreshFigures[]): number {
  return Math.min(...figures.map(({ residentBytes }) => residentBytes)) / MEBIBYTE;
}
