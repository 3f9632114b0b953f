/**
 * What a hook costs, in CPU time by process accounting: through a warm daemon by the shell and by Node, and by itself; and what one question of the
 * bash client costs against Codex's own check.
 *
 * All are taken in turn in one run, and the least of each counts: what other processes do to caches and clocks only adds.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedCommand } from '../src/hooks/installed-command.ts';
import { codexPath } from './peer.node.ts';

const RULES = 1_000;
const ROUNDS = 8;
/** Processes of one measurement: the clock of the accounting ticks in milliseconds. */
const RUNS = { node: 3, shell: 20 } as const;

const fileAt = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ROOT = fileAt('../..');
const HOOK = fileAt('../hook.cjs');
const MAIN = fileAt('../src/cli/main.node.js');
const CLIENTS = join(ROOT, 'clients/bash');

export interface HookFigures {
  readonly way: string;
  readonly cpuMs: number;
  readonly overNodeMs: number;
}

export interface HookBench {
  readonly figures: readonly HookFigures[];
  /** CPU of the bash client over that of `codex execpolicy check`; null where Codex is not installed. */
  readonly overCodex: number | null;
  /** CPU of the daemon itself for each call that the shell asks it, in milliseconds; null where the system does not say. */
  readonly daemonMs: number | null;
}

interface Way {
  readonly way: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly input: object;
  readonly runs: number;
}

interface Place {
  readonly folder: string;
  readonly home: string;
  readonly runtime: string;
  readonly rules: string;
}

const NODE = 'node -e 0';
const SHELL = `hook as installed, warm daemon through bash, ${RULES} rules`;
const CLIENT = 'bash client, warm daemon, with the start of bash';
const CODEX = `codex execpolicy check, ${RULES} rules`;

export async function benchHook(): Promise<HookBench> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  const [home, runtime] = [join(folder, 'home'), join(folder, 'run')];
  const rules = join(home, '.codex/rules/bench.rules');
  for (const each of [join(home, '.codex/rules'), join(folder, 'empty')]) mkdirSync(each, { recursive: true });
  mkdirSync(join(runtime, 'portcullis'), { recursive: true, mode: 0o700 });
  writeFileSync(rules, rulesText());
  const env = { HOME: home, XDG_RUNTIME_DIR: runtime };
  const daemon = spawn(process.execPath, [MAIN, 'serve', '--socket', '--http', '127.0.0.1:0'], { env, stdio: 'ignore' });
  try {
    await waitFor(join(runtime, 'portcullis/http.json'));
    return measure(waysOf({ folder, home, runtime, rules }), folder, daemon.pid ?? 0);
  } finally {
    daemon.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function rulesText(): string {
  const decisions = ['allow', 'prompt', 'forbidden'];
  const rules = Array.from(
    { length: RULES },
    (_, i) => `prefix_rule(pattern = ["tool${i % 400}", "sub${i}"], decision = "${decisions[i % 3]}")\n`,
  );
  return rules.join('');
}

function waysOf({ folder, home, runtime, rules }: Place): readonly Way[] {
  const command = 'git status --short && ls -la | head';
  const call = {
    session_id: '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    hook_event_name: 'PreToolUse',
    cwd: folder,
    permission_mode: 'default',
  };
  const input = { ...call, tool_name: 'Bash', tool_input: { command, description: 'Show what has changed' }, tool_use_id: 'toolu_01' };
  const [cold, warm] = [{ HOME: home }, { HOME: home, XDG_RUNTIME_DIR: runtime, SHELL: '/bin/bash' }];
  const node = (way: string, asked: object, env: Way['env']): Way => {
    return { way, command: [process.execPath, HOOK, 'claude-code'], env, input: asked, runs: RUNS.node };
  };
  const shell = (way: string, words: readonly string[]): Way => ({ way, command: words, env: warm, input, runs: RUNS.shell });
  const program = { node: process.execPath, script: HOOK, shell: { bash: '/bin/bash', script: join(CLIENTS, 'portcullis-hook.sh') } };
  const args = { agent: 'claude-code', shell: null, enforcement: 'none', leavesPrompts: false, isInstalled: true } as const;
  const codex = codexPath(ROOT);
  return [
    { way: NODE, command: [process.execPath, '-e', '0'], env: cold, input: {}, runs: RUNS.node },
    shell('sh -c :', ['/bin/sh', '-c', ':']),
    shell('bash -c :', ['/bin/bash', '-c', ':']),
    shell(SHELL, ['/bin/sh', '-c', installedCommand(program, args)]),
    shell(CLIENT, ['/bin/bash', '-c', '. "$0"; portcullis_allows "$1"', join(CLIENTS, 'portcullis.sh'), command]),
    node('hook, a tool that policy does not speak of', { ...call, tool_name: 'TodoWrite', tool_input: {} }, cold),
    node(`hook, warm daemon through Node, ${RULES} rules`, input, warm),
    node('hook alone, built-in policy', input, { HOME: join(folder, 'empty') }),
    node(`hook alone, ${RULES} rules`, input, cold),
    ...(codex === null ? [] : [shell(CODEX, [codex, 'execpolicy', 'check', '--rules', rules, 'git', 'status', '--short'])]),
  ];
}

async function waitFor(path: string): Promise<void> {
  for (let i = 0; i < 400 && !existsSync(path); i++) await new Promise((resolve) => setTimeout(resolve, 25));
  if (!existsSync(path)) throw new Error('the daemon does not listen');
}

function measure(ways: readonly Way[], folder: string, daemon: number): HookBench {
  const least = new Map<string, number>(ways.map(({ way }) => [way, Number.POSITIVE_INFINITY]));
  let daemonMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    for (const way of ways) {
      const before = cpuOfProcess(daemon);
      least.set(way.way, Math.min(least.get(way.way) ?? 0, cpuOf(way, folder)));
      if (way.way === SHELL) daemonMs = Math.min(daemonMs, (cpuOfProcess(daemon) - before) / way.runs);
    }
  }
  const ofWay = (way: string) => least.get(way) ?? Number.NaN;
  const figures = ways.map(({ way }) => ({ way, cpuMs: ofWay(way), overNodeMs: ofWay(way) - ofWay(NODE) }));
  const overCodex = least.has(CODEX) ? ofWay(CLIENT) / ofWay(CODEX) : null;
  return { figures, overCodex, daemonMs: Number.isFinite(daemonMs) ? daemonMs : null };
}

/** Milliseconds that the main thread of a process has run so far. */
function cpuOfProcess(id: number): number {
  try {
    const stat = readFileSync(`/proc/${id}/schedstat`, 'utf8');
    return Number(stat.split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

/** Milliseconds of user and system time of one process and its children: `times` of the shell that waits for them. */
function cpuOf({ command, env, input, runs }: Way, folder: string): number {
  const file = join(folder, 'input.json');
  writeFileSync(file, JSON.stringify(input));
  // Through a pipe, as agents write.
  const script = `text=$(<"$0"); for ((i = 0; i < ${runs}; i++)); do "$@" <<<"$text" > /dev/null 2>&1; done; times`;
  const { stdout } = spawnSync('bash', ['-c', script, file, ...command], { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
  const [, children = ''] = stdout.trim().split('\n');
  const seconds = Array.from(children.matchAll(/(\d+)m([\d.]+)s/g), ([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  return (seconds.reduce((sum, each) => sum + each, 0) * 1000) / runs;
}
