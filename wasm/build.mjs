// Compiles the core to `core.wasm`, writes its SHA-256 beside it and the same bytes as a module that needs no file at run time.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import binaryen from 'binaryen';

const root = fileURLToPath(new URL('..', import.meta.url));
const [, , out = 'wasm/core.wasm', lib = 'wasm/lib'] = process.argv;
const flags = [
  'wasm/index.ts',
  '--lib',
  lib,
  '--outFile',
  out,
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--memoryBase',
  '65536',
  '--initialMemory',
  '18',
  '--maximumMemory',
  '2048',
  '--enable',
  'simd,bulk-memory',
  '--use',
  'abort=',
  '--disableWarning',
  '102',
  // Names, by which the functions below are found; they are not in what is written.
  '--debug',
];
execFileSync(process.execPath, [`${root}node_modules/assemblyscript/bin/asc.js`, ...flags], { cwd: root, stdio: 'inherit' });

/** Called from everywhere and seldom: copies of them only make the module larger. */
const COLD = ['tape/mark', 'tape/noteCooked', 'token/tokenStop'];

/**
 * The compiler inlines only the smallest functions, and V8 none at all between WebAssembly functions: with larger ones inlined here the
 * scanner takes a tenth to a third less time, and the module is two thirds larger.
 */
function inlined(bytes) {
  const module = binaryen.readBinary(bytes);
  const { SIMD128, BulkMemory, BulkMemoryOpt, SignExt, MutableGlobals, NontrappingFPToInt } = binaryen.Features;
  module.setFeatures(SIMD128 | BulkMemory | BulkMemoryOpt | SignExt | MutableGlobals | NontrappingFPToInt);
  for (const name of COLD) {
    if (!module.getFunction(`wasm/${name}`)) throw new Error(`no function of the core is called ${name}`);
    binaryen.setPassArgument('no-inline', `wasm/${name}`);
    module.runPasses(['no-inline']);
  }
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(70);
  binaryen.setFlexibleInlineMaxSize(200);
  binaryen.setAllowInliningFunctionsWithLoops(true);
  // Fields of a record are then read and written by their offset: no address of ours is near the end of 32 bits, so that none can wrap.
  binaryen.setLowMemoryUnused(true);
  module.optimize();
  module.optimize();
  return module.emitBinary();
}

const file = resolve(root, out);
const bytes = inlined(readFileSync(file));
writeFileSync(file, bytes);
if (out === 'wasm/core.wasm') {
  const digest = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(`${root}${out}.sha256`, `${digest}  core.wasm\n`);
  writeFileSync(
    `${root}wasm/core-binary.ts`,
    `/** \`core.wasm\` in base64, written by \`build.mjs\`: no file is read at start-up and bundlers need no loader. */\nexport const CORE_BINARY =\n  '${Buffer.from(bytes).toString('base64')}';\n\n/** Its SHA-256. */\nexport const CORE_DIGEST = '${digest}';\n`,
  );
}
