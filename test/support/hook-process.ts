/** The bundled hook in a process of its own, alone or inside the line that installation writes. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentName } from '../../src/hooks/index.ts';
import { type HookProgram, installedCommand } from '../../src/hooks/installed-command.ts';
import { builtPackage, ROOT } from './built.ts';

export { temporaryFolder } from './temporary-folder.ts';

export interface HookResult {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HookRun {
  /** Null: it stays open, and nothing comes. */
  readonly stdin?: string | Uint8Array | null;
  readonly env?: Readonly<Record<string, string>>;
  /** Called once the process runs. */
  readonly whileRunning?: (pid: number) => void;
}

let script: string | null = null;

/** The path of the bundle, with the engine beside it and no command line that could start a daemon; it goes away with the tests of the file. */
export function hookScript(): string {
  script ??= withoutCommandLine(join(builtPackage('bundles'), 'dist'));
  return script;
}

function withoutCommandLine(dist: string): string {
  rmSync(join(dist, 'bundle'), { recursive: true });
  return join(dist, 'hook.cjs');
}

export function runHookAlone(args: readonly string[], run: HookRun = {}): Promise<HookResult> {
  return start(process.execPath, [hookScript(), ...args], run);
}

/** What is installed on a machine with a bash that can ask a daemon; null elsewhere. */
export const SHELL: HookProgram['shell'] =
  process.platform === 'linux' && existsSync('/bin/bash')
    ? { bash: '/bin/bash', script: join(ROOT, 'clients/bash/portcullis-hook.sh') }
    : null;

/** `program`: what is installed, where it is not this Node and that bundle. */
export function runInstalled(agent: AgentName, run: HookRun = {}, program: Partial<HookProgram> = {}): Promise<HookResult> {
  const { node = process.execPath, script = hookScript(), shell = SHELL } = program;
  const args = { agent, shell: null, enforcement: 'none', leavesPrompts: false, isInstalled: true } as const;
  return start('/bin/sh', ['-c', installedCommand({ node, script, shell }, args)], run);
}

export function start(program: string, args: readonly string[], { stdin = '', env = {}, whileRunning }: HookRun): Promise<HookResult> {
  const child = spawn(program, args, { env: { PATH: process.env.PATH ?? '', HOME: join(tmpdir(), 'portcullis-no-home'), ...env } });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text: string) => {
      said[stream] += text;
    });
  }
  child.stdin.on('error', () => {});
  if (stdin !== null) child.stdin.end(stdin);
  if (child.pid !== undefined) whileRunning?.(child.pid);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, ...said }));
  });
}

/** Kills what a shell has started, once it has had the time to wait for its input, and leaves the shell alone. */
export async function killChildOf(pid: number, signal: string): Promise<void> {
  let children: readonly string[] = [];
  while (children.length === 0) {
    await sleep(400);
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(/\s+/).filter(Boolean);
  }
  for (const child of children) process.kill(Number(child), signal);
}
