/**
 * What the bundles have in common: CommonJS, which Node starts faster than modules, minified, because Node scans the whole of a file before its
 * first statement, with the licences of what is in them beside them.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** None of our modules, nor of Node's, does anything by being imported, so what nobody uses is left out. */
const WITHOUT_UNUSED = {
  name: 'without-unused',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /./ }, async ({ path, pluginData, ...args }) => {
      if (pluginData === WITHOUT_UNUSED || args.kind === 'entry-point') return;
      const found = await resolve(path, { ...args, pluginData: WITHOUT_UNUSED });
      return { ...found, sideEffects: false };
    });
  },
};

/**
 * Files that name others in rows of functions, `() => NAME`, load each of them when its row is asked for: tables of programs, of which most commands
 * need two or three, and front ends of shells, of which most need none.
 */
const LAZY_ROWS = {
  name: 'lazy-rows',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:programs[\\/]table[\\/]index|shell[\\/]front-end)\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const files = new Map(Array.from(text.matchAll(/^import \{ (\w+) \} from '(.+)';$/gm), ([, name, file]) => [name, file]));
      const contents = text.replace(/^import \{ \w+ \} from .*$/gm, '').replace(/\(\) => (\w+),/g, (row, name) => {
        return files.has(name) ? `() => require('${files.get(name)}').${name},` : row;
      });
      return { loader: 'ts', contents };
    });
  },
};

/**
 * Bundles entries into files of a folder (`files`: name of the file → entry), and writes down the licences of the packages that are in them.
 */
export async function bundleInto(folder, files, licences) {
  const packages = new Set();
  for (const [name, entry] of Object.entries(files)) {
    for (const path of await bundle(entry, join(folder, name))) packages.add(path);
  }
  const texts = await Promise.all([...packages].toSorted().map((path) => licenceOf(join(ROOT, path))));
  await writeFile(join(folder, licences), texts.join(`\n${'-'.repeat(80)}\n\n`));
}

/** The folders of the packages that are in the file. */
async function bundle(entry, outfile) {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // jsonc-parser's other form asks for its own files by a `require` that no bundler follows.
    mainFields: ['module', 'main'],
    // `import()` of a file beside becomes `require`, which is faster.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.dirname': '__dirname' },
    legalComments: 'none',
    logLevel: 'error',
    minify: true,
    metafile: true,
    alias: { '#memory': './wasm/memory.ts' },
    plugins: [LAZY_ROWS, WITHOUT_UNUSED],
  });
  const [output] = Object.values(metafile.outputs);
  return Object.keys(output.inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
}

async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
  return `${name} ${version}: ${license}\n\n${text}`;
}
