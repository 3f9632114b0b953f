/**
 * Bundles the hook that agents call into one file, from the sources: `node build/bundle-hook.mjs [FILE]`.
 *
 * CommonJS, because Node starts it faster than modules; readable, because whoever installs it should be able to read what runs on every command.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export async function bundleHook(outfile) {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/hooks/main.node.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'error',
    alias: { '#memory': './wasm/memory.ts' },
    // Conversions that only one other file of the library needs are left where they are used.
    treeShaking: true,
  });
}

const [, script, outfile = 'dist/hook.cjs'] = process.argv;
if (script === fileURLToPath(import.meta.url)) await bundleHook(outfile);
