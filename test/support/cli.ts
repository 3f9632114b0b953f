/** Runs the executable as users do, in a process of its own, built from the sources as they stand. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { builtPackage, ROOT } from './built.ts';
import { temporaryFolder } from './temporary-folder.ts';

export { ROOT } from './built.ts';

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
  const child = spawn(process.execPath, [executable(), ...args], { cwd, env: { PATH: process.env.PATH ?? '', HOME: nobody(), ...env } });
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

let home: string | null = null;

/** The home of nobody, empty at first: no policy of whoever runs the tests takes part. */
function nobody(): string {
  home ??= temporaryFolder();
  return home;
}

let built: string | null = null;

/** The path of the executable, in a copy of the package that goes away with the tests of the file. */
export function executable(): string {
  built ??= join(builtPackage('bundles'), 'dist/bundle/cli/main.cjs');
  return built;
}
