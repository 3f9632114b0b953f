/**
 * Bundles the hook that agents call, from the sources: `node build/bundle-hook.mjs [FOLDER]` writes `hook.cjs`, `hook-kept.cjs` and
 * `hook-engine.cjs` there.
 *
 * `hook.cjs` is what every call pays for: reading, asking a warm daemon, answering. Where no daemon answers it loads `hook-kept.cjs` beside it,
 * which answers by a policy that an earlier process has loaded, and only without one `hook-engine.cjs`, which loads policy: Node parses the whole
 * of a file before its first statement. CommonJS, because Node starts it faster than modules.
 */
import { readFile } from 'node:fs/promises';
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

/** Tables of programs are made when one of their programs is asked for: most commands need two or three of them. */
const LAZY_TABLES = {
  name: 'lazy-tables',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]programs[\\/]table[\\/]index\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const files = new Map(Array.from(text.matchAll(/^import \{ (\w+) \} from '(.+)';$/gm), ([, name, file]) => [name, file]));
      const contents = text.replace(/^import \{ \w+ \} from .*$/gm, '').replace(/\(\) => (\w+),/g, (row, name) => {
        return files.has(name) ? `() => require('${files.get(name)}').${name},` : row;
      });
      return { loader: 'ts', contents };
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
      minify: true,
      alias: { '#memory': './wasm/memory.ts' },
      plugins: [LAZY_TABLES, WITHOUT_UNUSED],
      ...more,
    });
  await bundle('src/hooks/main.node.ts', 'hook.cjs', {});
  await bundle('src/hooks/kept-engine.node.ts', 'hook-kept.cjs', {});
  await bundle('src/hooks/policy-engine.node.ts', 'hook-engine.cjs', {});
}

const [, script, folder = 'dist'] = process.argv;
if (script === fileURLToPath(import.meta.url)) await bundleHook(folder);
