import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MARKED_PROGRAMS } from '../../src/engine/marked-programs.ts';
import { type Build, createCore, writeText } from '../../src/shell/index.ts';
import { PROGRAMS } from '../../wasm/layout.ts';
import { PROGRAM_SPECIFIED, PROGRAM_STARTS, PROGRAM_WRITES } from '../../wasm/programs.ts';
import { markedPrograms, packPrograms } from './marked-programs.ts';

const FILE = fileURLToPath(new URL('../../src/engine/marked-programs.ts', import.meta.url));

/** The file, with a text in it as the formatter quotes it. */
function fileOf(packed: string): string {
  const quoted = packed.replaceAll('\\', '\\\\');
  return `/**
 * What the tables of programs say of names, for the core: the text of its table (\`wasm/programs.ts\`). Written by \`npm run docs\` from the
 * tables; a test holds it current.
 */
export const MARKED_PROGRAMS =
  '${quoted}';
`;
}

/** What a core with a table says of a name. */
function reader(build: Build, table: string): (name: string) => number {
  const core = createCore(build);
  expect(writeText(core, PROGRAMS, table)).toBe(table.length);
  return (name) => {
    const at = core.exports.textAddress();
    return core.exports.programBits(at, writeText(core, at, name));
  };
}

describe('marked programs', () => {
  it('are those of the tables', async () => {
    await expect(fileOf(packPrograms(markedPrograms()))).toMatchFileSnapshot(FILE);
  });

  it.each(['wasm', 'js'] as const)('are found by the %s build, none with fewer bits than it has', (build) => {
    const bits = reader(build, MARKED_PROGRAMS);
    const marked = markedPrograms();
    expect(marked.size).toBeGreaterThan(2_000);
    const differing = [...marked].filter(([name, expected]) => bits(name) !== expected);
    expect(differing.filter(([name, expected]) => (bits(name) & expected) !== expected)).toEqual([]);
    expect(differing.length).toBeLessThan(5);
    const kinds = [PROGRAM_STARTS, PROGRAM_STARTS, PROGRAM_SPECIFIED, PROGRAM_WRITES];
    expect(['git', 'sudo', 'cat', 'echo'].map(bits)).toEqual(kinds);
  });

  it.each(['wasm', 'js'] as const)('say nothing of other names in the %s build', (build) => {
    const bits = reader(build, MARKED_PROGRAMS);
    const others = Array.from({ length: 20_000 }, (_, i) => `x${i}-nobody`);
    expect(others.filter((name) => bits(name) !== 0).length).toBeLessThan(20);
    expect(bits('kalo')).toBe(0);
  });

  it.each(['wasm', 'js'] as const)('could be anything where the %s build has no table', (build) => {
    const core = createCore(build);
    expect(core.exports.programBits(PROGRAMS, 3)).toBe(PROGRAM_STARTS);
  });

  it('share a slot with all bits where two names have one fingerprint', () => {
    const packed = packPrograms(new Map([['one', PROGRAM_SPECIFIED]]));
    expect(reader('js', packed)('one')).toBe(PROGRAM_SPECIFIED);
    expect(reader('js', packed)('two')).toBe(0);
  });
});
