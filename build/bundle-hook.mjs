/**
 * Bundles the hook that agents call, from the sources: `node build/bundle-hook.mjs [FOLDER]` writes `hook.cjs`,
 * `hook-alone.cjs`, `hook-kept.cjs` and `hook-engine.cjs` there.
 *
 * `hook.cjs` is what every call pays for: the guard, and asking a warm daemon, which answers in the agent's words. Where none does it loads
 * `hook-alone.cjs` beside it, which understands agents; that one loads `hook-kept.cjs`, which answers by a policy that an earlier process has
 * loaded, and only without one `hook-engine.cjs`, which loads policy.
 */
import { fileURLToPath } from 'node:url';
import { bundleInto } from './bundle.mjs';

const FILES = {
  'hook.cjs': 'src/hooks/main.node.ts',
  'hook-alone.cjs': 'src/hooks/alone.node.ts',
  'hook-kept.cjs': 'src/cli/kept-answers.node.ts',
  'hook-engine.cjs': 'src/hooks/policy-engine.node.ts',
};

export function bundleHook(folder) {
  return bundleInto(folder, FILES, 'hook.LICENSES.txt');
}

const [, script, folder = 'dist'] = process.argv;
if (script === fileURLToPath(import.meta.url)) await bundleHook(folder);
