/**
 * Asks the installed bash about many texts at once: does it take them, and which stub programs do they start, with which arguments.
 *
 * Nobody has read these texts, so they run in a box (bubblewrap) that can change nothing but a folder of its own, and find no program
 * but the stubs.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STUB_WORDS } from './shell-text.ts';

export interface BashRun {
  readonly text: string;
  /** Whether `bash -n` finds a syntax error. It runs nothing, so it is blind to what only shows later (`[[ a b ]]`, bodies). */
  readonly isValid: boolean;
  /** The argv of each stub that ran. */
  readonly ran: readonly (readonly string[])[];
  readonly stdout: string;
}

/** One record a program: its words end with US, the record with RS. */
const STUB = `#!/bin/dash
record=\${0##*/}
for word; do record=$record\x1f$word; done
printf '%s\\036' "$record" >> "$RECORD"
`;

/** Reads texts that end with NUL; leaves what happened to the text numbered `i` in files named by it. */
const DRIVER = `i=0
export PATH="$BOX/bin"
cd "$BOX/cwd"
while IFS= read -r -d '' text; do
  export RECORD="$BOX/out/$i.ran"
  : > "$RECORD"
  /bin/bash --norc --noprofile -n -c -- "$text" < /dev/null > /dev/null 2> "$BOX/out/$i.error" || echo failed >> "$BOX/out/$i.error"
  /usr/bin/timeout 5 /bin/bash --norc --noprofile -c -- "$text" < /dev/null > "$BOX/out/$i.stdout" 2> /dev/null
  i=$((i+1))
done < "$BOX/texts"
/bin/sleep 0.5
`;

const BASH = '/bin/bash';
const BWRAP = '/usr/bin/bwrap';

/** Whether this machine has bash 5.2 and lets us make boxes. */
export function hasBoxedBash(): boolean {
  const version = spawnSync(BASH, ['--norc', '-c', 'echo $BASH_VERSION'], { encoding: 'utf8' });
  return version.stdout?.startsWith('5.2') === true && spawnSync(BWRAP, ['--ro-bind', '/', '/', '--unshare-all', '/bin/true']).status === 0;
}

/** Runs each text on its own. Texts hold no NUL, which a shell cannot be given. */
export function runInBash(texts: readonly string[]): BashRun[] {
  const box = mkdtempSync(join(tmpdir(), 'portcullis-bash-'));
  try {
    for (const folder of ['bin', 'cwd', 'out']) mkdirSync(join(box, folder));
    for (const stub of STUB_WORDS.programs) writeFileSync(join(box, 'bin', stub), STUB, { mode: 0o755 });
    writeFileSync(join(box, 'texts'), texts.map((text) => `${text}\0`).join(''));
    const views = ['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp', '--bind', box, box];
    const { status, stderr } = spawnSync(BWRAP, [...views, '--unshare-all', '--die-with-parent', BASH, '--norc', '-c', DRIVER], {
      env: { BOX: box, LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the box failed: ${stderr}`);
    return texts.map((text, i) => readRun(text, join(box, 'out', String(i))));
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
}

function readRun(text: string, path: string): BashRun {
  const [error, ran, stdout] = ['error', 'ran', 'stdout'].map((kind) => readFileSync(`${path}.${kind}`, 'utf8'));
  const records = (ran ?? '').split('\x1e').slice(0, -1);
  return {
    text,
    isValid: !/syntax error|unexpected EOF|failed/.test(error ?? ''),
    ran: records.map((record) => record.replace(/\/(?:dev|proc\/self)\/fd\/\d+/g, '@fd').split('\x1f')),
    stdout: stdout ?? '',
  };
}

/** More texts for a run that has time: `PORTCULLIS_FUZZ=20 npx vitest run test/core`. */
export const EFFORT: number = Math.max(1, Number(process.env.PORTCULLIS_FUZZ ?? 1));
