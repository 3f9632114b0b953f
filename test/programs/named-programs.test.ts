import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
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

  it('stand in one table each', () => {
    const all = named.flatMap((names) => names.split(' '));
    expect(all.length).toBeGreaterThan(2_000);
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
  });
});
