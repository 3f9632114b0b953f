/** The hook of this installation, and where it would be written down here. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadEngine, type StatusContext } from '../hooks/index.node.ts';
import type { HookProgram, InstallPlaces } from '../hooks/index.ts';

/** As it would be installed now: both paths are absolute. */
export const PROGRAM: HookProgram = { node: process.execPath, script: fileURLToPath(new URL('../../hook.cjs', import.meta.url)) };

export function placesHere(cwd = '.'): InstallPlaces {
  return { home: homedir(), project: resolve(cwd), env: process.env };
}

/** What installed hooks are compared with. */
export async function hookContext(cwd = '.'): Promise<StatusContext> {
  return { places: placesHere(cwd), program: PROGRAM, engine: await loadEngine(resolve(cwd)) };
}
