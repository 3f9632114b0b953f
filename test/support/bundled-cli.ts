/** The bundled command line in a process of its own, built from the sources as they stand. */
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { bundleCli } from '../../build/bundle-cli.mjs';
import { bundleHook } from '../../build/bundle-hook.mjs';
import { ROOT } from './cli.ts';
import { type HookResult, type HookRun, start, temporaryFolder } from './hook-process.ts';

export interface BundledCli {
  /** What lies there as in the package: `hook.cjs`, `bundle/cli/main.cjs`. */
  readonly dist: string;
  readonly home: string;
  run(args: readonly string[], run?: HookRun): Promise<HookResult>;
}

let bundle: Promise<string> | null = null;

function bundled(): Promise<string> {
  bundle ??= (async () => {
    const dist = join(temporaryFolder(), 'dist');
    await bundleHook(dist);
    await bundleCli(join(dist, 'bundle/cli'));
    return dist;
  })();
  return bundle;
}

/** A copy of its own with an empty home: nothing is kept yet. */
export async function newBundledCli(): Promise<BundledCli> {
  const [folder, home] = [temporaryFolder(), temporaryFolder()];
  const dist = join(folder, 'dist');
  cpSync(await bundled(), dist, { recursive: true });
  for (const shared of ['clients', 'corpus', 'package.json']) symlinkSync(join(ROOT, shared), join(folder, shared));
  const main = join(dist, 'bundle/cli/main.cjs');
  return { dist, home, run: (args, run = {}) => start(process.execPath, [main, ...args], { ...run, env: { HOME: home, ...run.env } }) };
}
