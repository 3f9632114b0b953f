/**
 * Runs a text in an installed shell and records which stub programs it starts, with which arguments.
 *
 * INVARIANT: the shell finds no program but the stubs (`P`, `Q`, …), which record their argv and do nothing; it works in an empty
 * folder of its own. Texts of the table use nothing but stubs and harmless builtins.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const INSTALLED_SHELLS = ['bash', 'dash', 'zsh'] as const;
export type InstalledShell = (typeof INSTALLED_SHELLS)[number];

export const STUBS = ['P', 'Q', 'R', 'S'] as const;

/** What happened: the commands that ran, sorted; whether the shell said that it failed. */
export interface ShellRun {
  readonly ran: readonly (readonly string[])[];
  readonly failed: boolean;
  readonly stderr: string;
}

const ARGUMENTS: Readonly<Record<InstalledShell, readonly string[]>> = {
  bash: ['/bin/bash', '--norc', '--noprofile', '-c'],
  dash: ['/bin/dash', '-c'],
  zsh: ['/usr/bin/zsh', '-f', '-c'],
};

/** One record a program: its words end with US, the record with RS, written at once so that records of a pipeline do not mix. */
const STUB = `#!/bin/dash
record=\${0##*/}
for word; do record=$record\x1f$word; done
printf '%s\x1e' "$record" >> "$RECORD"
`;

const TIMEOUT_MS = 10_000;

/** bash says so where it cannot read a text, and ends with 0 all the same for some errors in `[[`. */
const PARSER_OF_BASH = /: -c: line \d+: /;

export interface RunOptions {
  /** Created empty in the folder first. */
  readonly files?: readonly string[] | undefined;
  /** For texts that nobody has read: in a box that can change nothing but its folder. */
  readonly boxed?: boolean;
}

/** Runs a text in a shell. */
export async function runShell(shell: InstalledShell, text: string, { files = [], boxed = false }: RunOptions = {}): Promise<ShellRun> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-dialect-'));
  try {
    for (const sub of ['bin', 'home', 'cwd']) mkdirSync(join(folder, sub));
    for (const stub of STUBS) writeFileSync(join(folder, 'bin', stub), STUB, { mode: 0o755 });
    for (const file of files) writeFileSync(join(folder, 'cwd', file), '');
    writeFileSync(join(folder, 'record'), '');
    const { code, stderr } = await waitForAll([...(boxed ? box(folder) : []), ...ARGUMENTS[shell], text], folder);
    const ran = readFileSync(join(folder, 'record'), 'utf8').split('\x1e').slice(0, -1);
    const failed = code !== 0 || PARSER_OF_BASH.test(stderr);
    return { ran: ran.map((record) => normaliseRun(record, folder).split('\x1f')).toSorted(byWords), failed, stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** bubblewrap around what follows: no network, no other processes, nothing writable but the folder. */
function box(folder: string): readonly string[] {
  const views = ['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp', '--bind', folder, folder];
  return [BWRAP, ...views, '--unshare-all', '--die-with-parent', '--chdir', join(folder, 'cwd')];
}

const BWRAP = '/usr/bin/bwrap';

/** Whether this machine lets us make such boxes. */
export function canBox(): boolean {
  return spawnSync(BWRAP, ['--ro-bind', '/', '/', '--unshare-all', '/bin/true']).status === 0;
}

/** Waits for the shell and for everything it left in the background: all of them hold descriptor 3. */
async function waitForAll([program = '', ...args]: readonly string[], folder: string): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(program, args, {
    cwd: join(folder, 'cwd'),
    env: {
      PATH: join(folder, 'bin'),
      HOME: join(folder, 'home'),
      RECORD: join(folder, 'record'),
      TMPPREFIX: join(folder, 'temp'),
      LC_ALL: 'C.UTF-8',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  child.stdout?.resume();
  const held = child.stdio[3];
  if (held && 'resume' in held) held.resume();
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), TIMEOUT_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, stderr };
}

/** What differs from run to run begins with `@`: the folder, the descriptor of a process substitution, zsh's file of a `=(…)`. */
function normaliseRun(record: string, folder: string): string {
  return record
    .replaceAll(folder, '@')
    .replace(/\/(?:dev|proc\/self)\/fd\/\d+/g, '@fd')
    .replace(/@\/temp\w+/g, '@temp');
}

function byWords(a: readonly string[], b: readonly string[]): number {
  const [x, y] = [a.join('\x1f'), b.join('\x1f')];
  return x < y ? -1 : Number(x > y);
}
