/** The core is one source for two compilers: what it may be written in, and that the committed binary is made of it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Exports } from '../../src/shell/core-exports.ts';
import { createCore } from '../../src/shell/index.ts';
import { CORE_BINARY, CORE_DIGEST } from '../../wasm/core-binary.ts';
import type * as portable from '../../wasm/index.ts';
import { ROOT } from '../support/cli.ts';

/** What one of the compilers does not take, or takes for something else than the other. */
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['a labelled jump', /\b(?:break|continue)\s+[A-Za-z]/],
  ['for … of', /\bfor\s*\([^;)]*\bof\b/],
  ['a loop without a condition', /\bfor\s*\([^;)]*;\s*;/],
  ['an import of types', /\bimport\s+type\b|\{\s*type\s/],
  ['an export from elsewhere', /\bexport\s*(?:\*|\{[^}]*\})\s*from\b/],
  ['an exception', /\b(?:try|catch|throw|finally)\b/],
  ['an object', /\b(?:class|new|null|undefined|this|async|await|interface)\b/],
  ['a closure', /=>/],
  ['the Math of JavaScript', /\bMath\b/],
  ['a product that may overflow: `imul`', /[\w)\]]\s*\*\s*[\w(]/],
  ['a division: `idiv`', /[\w)\]]\s*\/\s*[\w(]/],
  ['an unsigned shift: `ishr`', />>>/],
  ['a number beyond int32', /\b0x[89a-fA-F][0-9a-fA-F]{7}\b/],
  ['a fraction', /\b\d+\.\d/],
];

/** The files that both compilers see; memory has one form for each. */
const FILES = readdirSync(join(ROOT, 'wasm')).filter(
  (name) => name.endsWith('.ts') && !['memory.ts', 'core-binary.ts', 'portable.d.ts'].includes(name),
);

/** Code without comments and the contents of strings. */
function codeOf(name: string): readonly string[] {
  const text = readFileSync(join(ROOT, 'wasm', name), 'utf8');
  const bare = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'/g, (part) =>
    part.startsWith("'") ? "''" : part.replace(/[^\n]/g, ''),
  );
  return bare.split('\n');
}

const faultsOf = (lines: readonly string[]) =>
  lines.flatMap((line, i) => FORBIDDEN.filter(([, form]) => form.test(line)).map(([what]) => `${i + 1}: ${what}: ${line.trim()}`));

it('exports exactly what callers are told of', () => {
  expectTypeOf<{ [Name in keyof typeof portable]: (typeof portable)[Name] }>().toEqualTypeOf<{ [Name in keyof Exports]: Exports[Name] }>();
  expect(Object.keys(createCore('js').exports).length).toBeGreaterThan(20);
});

describe('the portable core', () => {
  it.each(FILES)('%s is written in what both compilers read alike', (name) => {
    expect(codeOf(name).length).toBeGreaterThan(5);
    expect(faultsOf(codeOf(name))).toEqual([]);
  });

  it('would be told what it must not be written in', () => {
    const bad = [
      'continue outer;',
      'for (const a of b) c();',
      'for (;;) a();',
      'x = a * b;',
      'x = a / b;',
      'x = a >>> 2;',
      'x = 0x80000000;',
    ];
    expect(bad.map((line) => faultsOf([line]).length)).toEqual(bad.map(() => 1));
    expect(faultsOf(['x = imul(a, b) + idiv(a, b) + ishr(a, 2);', 'while (true) a();'])).toEqual([]);
  });
});

describe('the committed binary', () => {
  const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const committed = readFileSync(join(ROOT, 'wasm/core.wasm'));

  it('is the same in all its forms', () => {
    const written = readFileSync(join(ROOT, 'wasm/core.wasm.sha256'), 'utf8');
    expect([written, CORE_DIGEST, Buffer.from(CORE_BINARY, 'base64').equals(committed)]).toEqual([
      `${digestOf(committed)}  core.wasm\n`,
      digestOf(committed),
      true,
    ]);
  });

  it('is what its source compiles to', { timeout: 120_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-core-'));
    try {
      const out = join(folder, 'core.wasm');
      execFileSync(process.execPath, [join(ROOT, 'wasm/build.mjs'), out], { cwd: ROOT });
      expect(digestOf(readFileSync(out))).toBe(digestOf(committed));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
