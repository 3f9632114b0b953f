/**
 * What a hook costs above the start of Node, in CPU time by process accounting: where nothing is asked, through a warm daemon, and by itself.
 *
 * All are taken in turn in one run, and the least of each counts: what other processes do to caches and clocks only adds.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RULES = 1_000;
const ROUNDS = 8;
/** Processes of one measurement: the clock of the accounting ticks in milliseconds. */
const RUNS = 3;

const HOOK = fileURLToPath(new URL('../hook.cjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../src/cli/main.node.js', import.meta.url));

export interface HookFigures {
  readonly way: string;
  readonly cpuMs: number;
  readonly overNodeMs: number;
}

interface Way {
  readonly way: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly input: object;
}

export async function benchHook(): Promise<readonly HookFigures[]> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  const home = join(folder, 'home');
  const runtime = join(folder, 'run');
  for (const each of [join(home, '.codex/rules'), join(folder, 'empty')]) mkdirSync(each, { recursive: true });
  mkdirSync(join(runtime, 'portcullis'), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, '.codex/rules/bench.rules'), rulesText());
  const daemon = spawn(process.execPath, [MAIN, 'serve', '--socket'], { env: { HOME: home, XDG_RUNTIME_DIR: runtime }, stdio: 'ignore' });
  try {
    await waitFor(join(runtime, 'portcullis/daemon.sock'));
    return measure(waysOf(folder, home, runtime), folder);
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

function waysOf(folder: string, home: string, runtime: string): readonly Way[] {
  const call = { hook_event_name: 'PreToolUse', cwd: folder };
  const shell = { ...call, tool_name: 'Bash', tool_input: { command: 'git status --short && ls -la | head' } };
  const hook = (way: string, input: object, env: Readonly<Record<string, string>>): Way => ({
    way,
    args: [HOOK, 'claude-code'],
    env,
    input,
  });
  return [
    { way: 'node -e 0', args: ['-e', '0'], env: { HOME: home }, input: {} },
    hook('hook, a tool that policy does not speak of', { ...call, tool_name: 'TodoWrite', tool_input: {} }, { HOME: home }),
    hook(`hook, warm daemon, ${RULES} rules`, shell, { HOME: home, XDG_RUNTIME_DIR: runtime }),
    hook('hook alone, built-in policy', shell, { HOME: join(folder, 'empty') }),
    hook(`hook alone, ${RULES} rules`, shell, { HOME: home }),
  ];
}

async function waitFor(path: string): Promise<void> {
  for (let i = 0; i < 400 && !existsSync(path); i++) await new Promise((resolve) => setTimeout(resolve, 25));
  if (!existsSync(path)) throw new Error('the daemon does not listen');
}

function measure(ways: readonly Way[], folder: string): readonly HookFigures[] {
  const least = ways.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, way] of ways.entries()) least[i] = Math.min(least[i] ?? 0, cpuOf(way, folder));
  const [node = 0] = least;
  return ways.map(({ way }, i) => ({ way, cpuMs: least[i] ?? 0, overNodeMs: (least[i] ?? 0) - node }));
}

/** Milliseconds of user and system time of one process: `times` of the shell that waits for them. */
function cpuOf({ args, env, input }: Way, folder: string): number {
  const file = join(folder, 'input.json');
  writeFileSync(file, JSON.stringify(input));
  const script = `for ((i = 0; i < ${RUNS}; i++)); do "$@" < ${file} > /dev/null 2>&1; done; times`;
  const { stdout } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
  const [, children = ''] = stdout.trim().split('\n');
  const seconds = Array.from(children.matchAll(/(\d+)m([\d.]+)s/g), ([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  return (seconds.reduce((sum, each) => sum + each, 0) * 1000) / RUNS;
}
