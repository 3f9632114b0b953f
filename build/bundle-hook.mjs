/**
 * Bundles the hook that agents call, from the sources: `node build/bundle-hook.mjs [FOLDER]` writes `hook.cjs` and `hook-engine.cjs` there.
 *
 * `hook.cjs` is what every call pays for: reading, asking a warm daemon, answering. Only where no daemon answers does it load the engine beside
 * it, as Node parses the whole of a file before its first statement. CommonJS, because Node starts it faster than modules.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** None of our modules does anything by being imported, so what nobody uses is left out. */
const WITHOUT_UNUSED = {
  name: 'without-unused',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /./ }, async ({ path, pluginData, ...args }) => {
      if (pluginData === WITHOUT_UNUSED || args.kind === 'entry-point') return;
      const found = await resolve(path, { ...args, pluginData: WITHOUT_UNUSED });
      return found.external ? found : { ...found, sideEffects: false };
    });
  },
};

export async function bundleHook(folder) {
  const bundle = (entry, outfile, more) =>
    build({
      absWorkingDir: ROOT,
      entryPoints: [entry],
      outfile: join(folder, outfile),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      // `import()` of a file beside becomes `require`, which is faster.
      supported: { 'dynamic-import': false },
      legalComments: 'none',
      logLevel: 'error',
      alias: { '#memory': './wasm/memory.ts' },
      plugins: [WITHOUT_UNUSED],
      ...more,
    });
  await bundle('src/hooks/main.node.ts', 'hook.cjs', {});
  await bundle('src/hooks/policy-engine.node.ts', 'hook-engine.cjs', { minify: true });
}

const [, script, folder = 'dist'] = process.argv;
if (script === fileURLToPath(import.meta.url)) await bundleHook(folder);
