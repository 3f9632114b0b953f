/** Holds what ARCHITECTURE.md says about modules: who may import whom, what touches Node, how large a file may be. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/cli.ts';

/** A module may import modules of lower rows only. */
const ROWS: readonly (readonly string[])[] = [
  ['base', 'wasm'],
  ['shell', 'network', 'mcp', 'sandbox'],
  ['rules', 'programs'],
  ['config'],
  ['engine'],
  ['report', 'audit', 'policy-tools'],
  ['daemon', 'hooks'],
  ['cli', 'client'],
];
const RANK = new Map(ROWS.flatMap((modules, rank) => modules.map((module) => [module, rank] as const)));

const MAX_LINES = 500;
const VAGUE = /^(?:utils?|helpers?|common|misc|shared|lib)$/;
const NODE_GLOBAL = /(?<![\w.'`])(?:process|Buffer|__dirname|__filename|require|setImmediate)\s*[.([]/;
const PLACE_OF_A_MACHINE = /\/(?:work|farm)\/|\/tmp\/bash_jobs/;

interface Source {
  readonly path: string;
  readonly text: string;
}

/** Every import, export-from and dynamic import, comments left out. */
function importsOf({ text }: Source): string[] {
  return Array.from(withoutComments(text).matchAll(/\b(?:from|import)\s*\(?\s*'([^'\n]+)'/g), (match) => match[1] ?? '');
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(?:\/\*\*?|\*|\/\/).*$/gm, '');
}

/** `src/shell/invocation.ts` belongs to `shell`, `src/index.ts` to no module. */
function moduleOf(path: string): string | null {
  const [top, module, ...rest] = path.split('/');
  if (top === 'wasm') return 'wasm';
  return top === 'src' && module !== undefined && rest.length > 0 ? module : null;
}

/** What is wrong with one import of a file, or null. */
function importFault(from: string, specifier: string): string | null {
  const own = moduleOf(from);
  const portable = !from.endsWith('.node.ts');
  if (specifier.startsWith('node:')) return portable ? `${specifier} outside a *.node.ts file` : null;
  if (!specifier.startsWith('.')) return null;
  const target = normalize(join(dirname(from), specifier));
  if (portable && target.endsWith('.node.ts')) return `${target} is not portable`;
  const other = moduleOf(target);
  if (own === null || other === null || own === other) return null;
  const rank = RANK.get(own);
  const below = RANK.get(other);
  if (rank === undefined || below === undefined) return `${own} or ${other} has no row`;
  if (below >= rank) return `${own} may not import ${other}`;
  const isIndex = target === `src/${other}/index.ts` || (!portable && target === `src/${other}/index.node.ts`);
  return other === 'wasm' || isIndex ? null : `${target} is not the index of its module`;
}

/** Everything that is wrong with a source file. */
function faultsOf(source: Source): string[] {
  const { path, text } = source;
  const faults = importsOf(source).flatMap((specifier) => importFault(path, specifier) ?? []);
  const code = withoutComments(text);
  if (path.startsWith('src/') && !path.endsWith('.node.ts') && NODE_GLOBAL.test(code)) faults.push('a global of Node in a portable file');
  if (text.split('\n').length - 1 > MAX_LINES) faults.push(`over ${MAX_LINES} lines`);
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*\.ts$/.test(basename(path))) faults.push('not kebab-case');
  if (path.split(/[/.]/).some((part, i) => i > 1 && VAGUE.test(part))) faults.push('a name that says nothing');
  if (path.startsWith('src/') && /^\s*export (?:const )?enum\b|^\s*namespace\b/m.test(code)) faults.push('an enum or a namespace');
  return faults;
}

function tracked(...patterns: readonly string[]): Source[] {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...patterns], { cwd: ROOT, encoding: 'utf8' });
  const paths = list.split('\n').filter(Boolean);
  return paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

const MODULE_SOURCES = tracked('src/*.ts', 'wasm/*.ts').filter(
  ({ path }) => path !== 'wasm/core-binary.ts' && !path.startsWith('wasm/lib/'),
);

describe('the modules', () => {
  it.each(MODULE_SOURCES.map((source) => [source.path, source] as const))('%s', (_, source) => {
    expect(faultsOf(source)).toEqual([]);
  });

  it('are all in the table', () => {
    const present = new Set(MODULE_SOURCES.flatMap(({ path }) => moduleOf(path) ?? []));
    expect([...present].filter((module) => !RANK.has(module))).toEqual([]);
  });

  it('are reached from the library without Node', () => {
    const reached = new Set<string>();
    const visit = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      const text = readFileSync(join(ROOT, path), 'utf8');
      for (const specifier of importsOf({ path, text })) if (specifier.startsWith('.')) visit(normalize(join(dirname(path), specifier)));
    };
    for (const { path } of MODULE_SOURCES) if (path === 'src/index.ts' || /^src\/[^/]+\/index\.ts$/.test(path)) visit(path);
    expect(reached.size).toBeGreaterThan(5);
    expect([...reached].filter((path) => path.endsWith('.node.ts'))).toEqual([]);
  });
});

describe('the tree', () => {
  it('names no place of one machine', () => {
    const texts = tracked('.').filter(({ path }) => !/\.(?:wasm|sealed|jsonl|png)$/.test(path) && path !== 'test/architecture.test.ts');
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter(({ text }) => PLACE_OF_A_MACHINE.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('leaves nothing unfinished in the sources', () => {
    expect(MODULE_SOURCES.filter(({ text }) => /\b(?:TODO|FIXME|XXX)\b/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the checks of this file', () => {
  it.each([
    ['src/shell/word.ts', "import { x } from '../engine/index.ts';", ['shell may not import engine']],
    ['src/shell/word.ts', "import type { x } from '../network/index.ts';", ['shell may not import network']],
    ['src/rules/trie.ts', "export { x } from '../shell/invocation.ts';", ['src/shell/invocation.ts is not the index of its module']],
    ['src/rules/trie.ts', "const x = await import('../programs/index.ts');", ['rules may not import programs']],
    ['src/engine/engine.ts', "import { readFileSync } from 'node:fs';", ['node:fs outside a *.node.ts file']],
    ['src/engine/engine.ts', "import { load } from './load.node.ts';", ['src/engine/load.node.ts is not portable']],
    ['src/engine/load.node.ts', "import { readFileSync } from 'node:fs';\nprocess.exit(1);", []],
    ['src/cli/command/check.node.ts', "import { x } from '../../engine/index.ts';\nimport { y } from '../batch.node.ts';", []],
    ['wasm/scan.ts', "import { x } from '../src/base/index.ts';", ['wasm may not import base']],
    ['src/shell/tape.ts', "import { x } from '../../wasm/scan.ts';", []],
    ['src/odd/thing.ts', "import { x } from '../base/index.ts';", ['odd or base has no row']],
    ['src/shell/word.ts', 'if (process.platform) Buffer.from(x);', ['a global of Node in a portable file']],
    ['src/shell/word.ts', "// process.exit\nconst type = 'process'; scope.process.id;", []],
    ['src/shell/utils.ts', '', ['a name that says nothing']],
    ['src/shell/helpers/word.ts', '', ['a name that says nothing']],
    ['src/shell/wordList.ts', '', ['not kebab-case']],
    ['src/shell/word.ts', '\n'.repeat(501), ['over 500 lines']],
    ['src/shell/word.ts', 'export enum X {}', ['an enum or a namespace']],
  ])('%s with %j', (path, text, faults) => {
    expect(faultsOf({ path, text })).toEqual(faults);
  });
});
