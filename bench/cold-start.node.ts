/**
 * What a fresh process pays: the first decision against instantiating an empty module, and processor time of whole processes.
 *
 * Times of processes are those that the kernel counts (user and system), as the shell's `time` reports them: walls vary threefold.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spreadOf } from '../src/policy-tools/bench/timing.ts';
import { rulesOf } from './fixtures.ts';
import { codexPath } from './peer.node.ts';
import type { Effort, Result, Row } from './scenario.ts';

const FRESH = 15;
/** Processes of one kind behind each other: the shell's clock has steps of a millisecond. */
const RUNS = 8;

interface FirstDecision {
  /** Nanoseconds. */
  readonly empty: number;
  readonly first: number;
  readonly next: number;
}

function firstDecisions(count: number): FirstDecision[] {
  const script = fileURLToPath(new URL('./first-decision.node.js', import.meta.url));
  return Array.from({ length: count }, () => {
    const { stdout } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    return JSON.parse(stdout) as FirstDecision;
  });
}

/** Milliseconds of processor time for one run of a command. */
function processorTime(command: readonly string[], cwd: string): number {
  const script = `TIMEFORMAT='%U %S'; time for ((i = 0; i < ${RUNS}; i++)); do "$@" >/dev/null 2>&1; done`;
  const { stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], { encoding: 'utf8', cwd });
  const [user = NaN, system = NaN] = stderr.trim().split(/\s+/).map(Number);
  return ((user + system) * 1_000) / RUNS;
}

function rulesFile(count: number): string {
  return rulesOf(count)
    .map(({ pattern, decision }) => `prefix_rule(pattern = ${JSON.stringify(pattern)}, decision = "${decision}")\n`)
    .join('');
}

function processes(root: string, folder: string): { readonly name: string; readonly command: readonly string[]; readonly note?: string }[] {
  const rules = join(folder, 'bench.rules');
  writeFileSync(rules, rulesFile(1_000));
  const cli = fileURLToPath(new URL('../bundle/cli/main.cjs', import.meta.url));
  const codex = codexPath(root);
  return [
    { name: 'true', command: ['/bin/true'] },
    { name: 'node, empty', command: [process.execPath, '-e', '0'] },
    { name: 'portcullis check', command: [process.execPath, cli, 'check', 'git status'], note: 'starter policy' },
    { name: 'portcullis check, 1000 rules', command: [process.execPath, cli, 'check', '--rules', rules, 'git status'] },
    ...(codex === null
      ? []
      : [
          {
            name: 'codex execpolicy check, 1000 rules',
            command: [codex, 'execpolicy', 'check', '--rules', rules, 'git', 'status'],
            note: 'given words, reads no shell',
          },
        ]),
  ];
}

export function benchColdStart({ root, isQuick }: Effort): Result {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  try {
    const fresh = firstDecisions(isQuick ? 5 : FRESH);
    const rows: Row[] = [
      { of: 'fresh process', name: 'empty module', time: spreadOf(fresh.map(({ empty }) => empty)) },
      {
        of: 'fresh process',
        name: 'first decision',
        time: spreadOf(fresh.map(({ first }) => first)),
        note: 'module, instance and 50 rules included',
      },
      { of: 'fresh process', name: 'decisions 2 to 11', time: spreadOf(fresh.map(({ next }) => next)) },
    ];
    const rounds = isQuick ? 1 : 3;
    for (const { name, command, ...note } of processes(root, folder)) {
      const times = Array.from({ length: rounds }, () => processorTime(command, folder) * 1e6);
      rows.push({ of: 'processor time', name, time: spreadOf(times), ...note });
    }
    return {
      rows,
      measures: measuresOf(rows),
      skipped: codexPath(root) === null ? ['codex: not installed (`npm run bench -- --peers` does)'] : [],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measuresOf(rows: readonly Row[]): Record<string, number> {
  const at = (name: string) => rows.find((row) => row.name === name)?.time.median ?? Number.NaN;
  return {
    'first decision / empty module': at('first decision') / at('empty module'),
    'portcullis check minus empty node, milliseconds': (at('portcullis check') - at('node, empty')) / 1e6,
  };
}
