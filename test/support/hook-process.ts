/** The bundled hook in a process of its own, alone or inside the line that installation writes. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { bundleHook } from '../../build/bundle-hook.mjs';
import type { AgentName } from '../../src/hooks/index.ts';
import { type HookProgram, installedCommand } from '../../src/hooks/installed-command.ts';
import { ROOT } from './cli.ts';

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

const folders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-hook-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

let bundle: Promise<string> | null = null;

/** The path of the bundle, built from the sources as they stand; the engine lies beside it. */
export function hookScript(): Promise<string> {
  bundle ??= (async () => {
    const folder = temporaryFolder();
    await bundleHook(folder);
    return join(folder, 'hook.cjs');
  })();
  return bundle;
}

export async function runHookAlone(args: readonly string[], run: HookRun = {}): Promise<HookResult> {
  return start(process.execPath, [await hookScript(), ...args], run);
}

/** What is installed on a machine with a bash that can ask a daemon; null elsewhere. */
export const SHELL: HookProgram['shell'] =
  process.platform === 'linux' && existsSync('/bin/bash')
    ? { bash: '/bin/bash', script: join(ROOT, 'clients/bash/portcullis-hook.sh') }
    : null;

/** `program`: what is installed, where it is not this Node and that bundle. */
export async function runInstalled(agent: AgentName, run: HookRun = {}, program: Partial<HookProgram> = {}): Promise<HookResult> {
  const { node = process.execPath, script = await hookScript(), shell = SHELL } = program;
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
