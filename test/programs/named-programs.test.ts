import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { NAMED_PROGRAMS } from '../../src/programs/named-programs.ts';
import { namesOf } from '../../src/programs/row.ts';
import { TABLES } from '../../src/programs/table/index.ts';

const FILE = fileURLToPath(new URL('../../src/programs/named-programs.ts', import.meta.url));

/** The names of each table, blank-separated. */
const named = TABLES.map((rowsOf) => rowsOf().flatMap(namesOf).join(' '));

describe('the names of the tables', () => {
  it('are those of their rows', async () => {
    const text = `/** The names of each table of programs, in the order of \`TABLES\`. Written by \`npm run docs\` from the tables; a test holds it current. */
export const NAMED_PROGRAMS: readonly string[] = [
${named.map((names) => `  '${names}',`).join('\n')}
];
`;
    await expect(text).toMatchFileSnapshot(FILE);
    expect(NAMED_PROGRAMS).toEqual(named);
  });

  it('lead to the same rows whether few or many are asked for', async () => {
    const all = [
      ...named.flatMap((names) => names.split(' ')).filter((_, i) => i % 40 === 0),
      'nobody',
      '',
      ' ',
      'gi',
      'it',
      'git status',
      '__proto__',
    ];
    vi.resetModules();
    const { hasSpec, programNames, specOf } = await import('../../src/programs/registry.ts');
    // Asking for all names makes the map of them.
    expect([...programNames()].length).toBeGreaterThan(2_000);
    const many = all.map((name) => [hasSpec(name), specOf(name)?.id]);
    const few = [];
    for (const [i, name] of all.entries()) {
      if (i % 20 === 0) vi.resetModules();
      const registry = await import('../../src/programs/registry.ts');
      few.push([registry.hasSpec(name), registry.specOf(name)?.id]);
    }
    expect(few).toEqual(many);
    expect(many.filter(([isKnown]) => isKnown).length).toBe(all.length - 7);
  });

  it('stand in one table each', () => {
    const all = named.flatMap((names) => names.split(' '));
    expect(all.length).toBeGreaterThan(2_000);
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
  });
});
