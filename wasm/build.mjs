// Compiles the core to `core.wasm`, writes its SHA-256 beside it and the same bytes as a module that needs no file at run time.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

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
];
execFileSync(process.execPath, [`${root}node_modules/assemblyscript/bin/asc.js`, ...flags], { cwd: root, stdio: 'inherit' });
if (out === 'wasm/core.wasm') {
  const bytes = readFileSync(`${root}${out}`);
  const digest = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(`${root}${out}.sha256`, `${digest}  core.wasm\n`);
  writeFileSync(
    `${root}wasm/core-binary.ts`,
    `/** \`core.wasm\` in base64, written by \`build.mjs\`: no file is read at start-up and bundlers need no loader. */\nexport const CORE_BINARY =\n  '${bytes.toString('base64')}';\n\n/** Its SHA-256. */\nexport const CORE_DIGEST = '${digest}';\n`,
  );
}
