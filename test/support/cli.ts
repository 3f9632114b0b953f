/** Runs the executable as users do, in a process of its own, built from the sources as they stand. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** Nobody's: no policy of whoever runs the tests takes part. */
const NO_HOME = join(tmpdir(), 'portcullis-no-home');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** `portcullis ARG…`; colours, locale and home are none of the caller's unless given in `env`. */
export function runCli(args: readonly string[], { stdin = '', cwd = ROOT, env = {} }: CliOptions = {}): Promise<CliResult> {
  const child = spawn(process.execPath, [executable(), ...args], { cwd, env: { PATH: process.env.PATH ?? '', HOME: NO_HOME, ...env } });
  const result = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text: string) => {
      result[stream] += text;
    });
  }
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...result }));
  });
}

let built: string | null = null;

/** The path of the executable; the first call of a test file builds it into a folder that goes away with the tests. */
export function executable(): string {
  built ??= build();
  return join(built, 'dist/src/cli/main.node.js');
}

function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-cli-'));
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  for (const shared of ['node_modules', 'wasm', 'clients']) symlinkSync(join(ROOT, shared), join(folder, shared), 'dir');
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', join(ROOT, 'tsconfig.build.json'), '--outDir', join(folder, 'dist')], {
    encoding: 'utf8',
  });
  if (!existsSync(join(folder, 'dist/src/cli/main.node.js'))) throw new Error(`the build failed: ${stdout}`);
  return folder;
}

afterAll(() => {
  if (built !== null) rmSync(built, { recursive: true, force: true });
});
