/** Every row compiles, and every program of the tables has a case. */
import { describe, expect, it } from 'vitest';
import { compileRow } from '../../src/programs/compile.ts';
import { effectsOf, programRows } from '../../src/programs/index.ts';
import { namesOf, type ProgramRow } from '../../src/programs/row.ts';
import type { ProgramSpec } from '../../src/programs/spec.ts';
import { invocationOf } from '../support/effects.ts';
import { CASES } from './cases/index.ts';

function compileAll(row: ProgramRow, parent: ProgramSpec | null): void {
  const spec = compileRow(row, parent);
  for (const command of row.commands ?? []) compileAll(command, spec);
}

describe('the rows', () => {
  it.each(programRows().map((row) => [row.name, row] as const))('%s', (_, row) => {
    expect(() => compileAll(row, null)).not.toThrow();
  });

  it('each have a case of their own', () => {
    const seen = new Set(CASES.flatMap(([text]) => effectsOf(invocationOf(text)).name ?? []));
    const without = programRows().filter((row) => !namesOf(row).some((name) => seen.has(name)));
    expect(without.map((row) => row.name)).toEqual([]);
  });
});
