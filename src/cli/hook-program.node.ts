/** The hook of this installation, and where it would be written down here. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadEngine, type StatusContext } from '../hooks/index.node.ts';
import type { HookProgram, InstallPlaces } from '../hooks/index.ts';

/** As it would be installed now: all paths are absolute. */
export function hookProgram(): HookProgram {
  const fileAt = (path: string) => join(import.meta.dirname, path);
  const bash = findBash();
  const script = fileAt('../../../clients/bash/portcullis-hook.sh');
  return {
    node: process.execPath,
    script: fileAt('../../hook.cjs'),
    shell: bash !== null && existsSync(script) ? { bash, script } : null,
  };
}

/** The folders of the system: where others may write, anybody's bash could lie. */
const SHELLS = ['/bin/bash', '/usr/bin/bash'];
/** What the script of the hook needs. */
const NEEDED = '((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)) && [[ -r /proc/self/io ]]';

function findBash(): string | null {
  if (process.platform !== 'linux') return null;
  return SHELLS.find((path) => spawnSync(path, ['-pc', NEEDED], { env: {}, stdio: 'ignore' }).status === 0) ?? null;
}

export function placesHere(cwd = '.'): InstallPlaces {
  return { home: homedir(), project: resolve(cwd), env: process.env };
}

/** What installed hooks are compared with. */
export async function hookContext(cwd = '.'): Promise<StatusContext> {
  return { places: placesHere(cwd), program: hookProgram(), engine: await loadEngine(resolve(cwd)) };
}
