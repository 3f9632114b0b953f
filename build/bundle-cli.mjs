/**
 * Bundles the command line, from the sources: `node build/bundle-cli.mjs [FOLDER]` writes `main.cjs`, which is executable, and `cli.cjs` there.
 *
 * Node takes longer to find and link four hundred modules than to run them. `main.cjs` answers plain calls of `check` with the file `hook-kept.cjs`
 * of the hook, two folders up, and loads `cli.cjs` for everything else. The folder lies as deep as `src/cli`, so that paths to other files of
 * the package hold.
 */
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleInto } from './bundle.mjs';

const FILES = { 'main.cjs': 'src/cli/start.node.ts', 'cli.cjs': 'src/cli/run.node.ts' };

export async function bundleCli(folder) {
  await rm(folder, { recursive: true, force: true });
  await bundleInto(folder, FILES, 'LICENSES.txt');
  await chmod(join(folder, 'main.cjs'), 0o755);
}

const [, script, folder = 'dist/bundle/cli'] = process.argv;
if (script === fileURLToPath(import.meta.url)) await bundleCli(folder);
