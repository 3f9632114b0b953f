/**
 * Bundles the modules of the command line into a few files, from the sources: `node build/bundle-cli.mjs [FOLDER]`.
 *
 * Node takes longer to find and link four hundred modules than to run them. Each command stays a file of its own that is loaded when it is
 * called; dependencies stay where npm puts them. The folder lies as deep as `src/cli`, so that paths to other files of the package hold.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const [, , outdir = 'dist/bundle/cli'] = process.argv;
rmSync(`${ROOT}${outdir}`, { recursive: true, force: true });
await build({
  absWorkingDir: ROOT,
  entryPoints: ['src/cli/main.node.ts'],
  entryNames: 'main',
  chunkNames: '[name]-[hash]',
  outdir,
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minifySyntax: true,
  logLevel: 'error',
  alias: { '#memory': './wasm/memory.ts' },
});
