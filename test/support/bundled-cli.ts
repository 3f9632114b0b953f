/** The bundled command line in a process of its own, with a home of its own. */
import { join } from 'node:path';
import { builtPackage } from './built.ts';
import { type HookResult, type HookRun, start } from './hook-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface BundledCli {
  /** What lies there as in the package: `hook.cjs`, `bundle/cli/main.cjs`. */
  readonly dist: string;
  readonly home: string;
  run(args: readonly string[], run?: HookRun): Promise<HookResult>;
}

/** A copy of its own with an empty home: nothing is kept yet. */
export function newBundledCli(): BundledCli {
  const home = temporaryFolder();
  const dist = join(builtPackage('bundles'), 'dist');
  const main = join(dist, 'bundle/cli/main.cjs');
  return { dist, home, run: (args, run = {}) => start(process.execPath, [main, ...args], { ...run, env: { HOME: home, ...run.env } }) };
}
