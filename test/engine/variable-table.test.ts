/** Tables of variables that begin as copies of each other. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_OWN_VARIABLES } from '../../src/base/index.ts';
import { literalPieces } from '../../src/engine/shell-state.ts';
import { type Value, VariableTable } from '../../src/engine/variable-table.ts';

const START: ReadonlyMap<string, Value> = new Map([['HOME', literalPieces('/home/me')]]);
const names = Array.from({ length: 2 * MAX_OWN_VARIABLES }, (_, i) => `v${i}`);

/** A change, or a fork, of one of the first tables. */
const step = fc.record({
  at: fc.nat({ max: 3 }),
  name: fc.option(fc.constantFrom('HOME', ...names), { freq: 6 }),
  value: fc.option(fc.string()),
});

it('are what copies of all their values would be', () => {
  let shared = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 200, maxLength: 300, size: 'max' }), (steps) => {
      const tables = [new VariableTable(START)];
      const copies = [new Map(START)];
      for (const { at, name, value } of steps) {
        const i = at % tables.length;
        const table = tables[i] as VariableTable;
        const copy = copies[i] as Map<string, Value>;
        if (name === null) {
          tables.push(table.fork());
          copies.push(new Map(copy));
          if (copy.size > MAX_OWN_VARIABLES) shared++;
        } else {
          const pieces = value === null ? null : literalPieces(value);
          table.set(name, pieces);
          copy.set(name, pieces);
        }
      }
      for (const [i, copy] of copies.entries()) {
        const table = tables[i] as VariableTable;
        expect(table.size).toBe(copy.size);
        for (const name of ['HOME', 'PWD', ...names]) expect([table.has(name), table.get(name)]).toEqual([copy.has(name), copy.get(name)]);
      }
    }),
    { numRuns: 40 },
  );
  expect(shared).toBeGreaterThan(10);
});
