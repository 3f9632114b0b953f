/**
 * Bundles the hook that agents call, from the sources: `node build/bundle-hook.mjs [FOLDER]` writes `hook.cjs`, `hook-kept.cjs` and
 * `hook-engine.cjs` there.
 *
 * `hook.cjs` is what every call pays for: reading, asking a warm daemon, answering. Where no daemon answers it loads `hook-kept.cjs` beside it,
 * which answers by a policy that an earlier process has loaded, and only without one `hook-engine.cjs`, which loads policy.
 */
import { fileURLToPath } from 'node:url';
import { bundleInto } from './bundle.mjs';

const FILES = {
  'hook.cjs': 'src/hooks/main.node.ts',
  'hook-kept.cjs': 'src/cli/kept-answers.node.ts',
  'hook-engine.cjs': 'src/hooks/policy-engine.node.ts',
};

export function bundleHook(folder) {
  return bundleInto(folder, FILES, 'hook.LICENSES.txt');
}

const [, script, folder = 'dist'] = process.argv;
if (script === fileURLToPath(import.meta.url)) await bundleHook(folder);
