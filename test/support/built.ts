/**
 * The package as it is built, from the sources as they stand: once in a run of the tests, by the first file that asks, because a build takes as
 * long as many tests. Every test file has a copy of its own, with nothing in it that a run left behind.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** Programs that make a `dist`, with the folder each of them is given. Types are checked by `npm run check`, and not here again. */
const BUILDS = {
  bundles: (dist: string) => [
    ['build/bundle-hook.mjs', dist],
    ['build/bundle-cli.mjs', join(dist, 'bundle/cli')],
  ],
  modules: (dist: string) => [['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck', '--outDir', dist]],
} as const;

/** A folder like the installed package, whose `dist` holds the bundles that users run, or the modules that programs import. */
export function builtPackage(what: keyof typeof BUILDS): string {
  const folder = temporaryFolder();
  // Node's compiled form of a bundle belongs to whoever ran it.
  cpSync(builtOnce(what), join(folder, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.v8') });
  const shared = ['package.json', 'clients', 'corpus', ...(what === 'modules' ? ['node_modules', 'wasm'] : [])];
  for (const each of shared) symlinkSync(join(ROOT, each), join(folder, each));
  return folder;
}

function builtOnce(what: keyof typeof BUILDS): string {
  const folder = join(inject('buildFolder'), what);
  const end = `${folder}.end`;
  if (isFirst(folder)) {
    writeFileSync(`${end}.new`, faultOf(BUILDS[what](folder)));
    // Nobody may find half of what is said.
    renameSync(`${end}.new`, end);
  }
  while (!existsSync(end)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  const fault = readFileSync(end, 'utf8');
  if (fault !== '') throw new Error(fault);
  return folder;
}

/** Whether no other test file builds it, or has. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** What the programs say where one of them fails; empty where none does. */
function faultOf(programs: readonly (readonly string[])[]): string {
  for (const args of programs) {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) return `the build failed: ${args.join(' ')}: ${stdout}${stderr}`;
  }
  return '';
}
