/** Every row for cmd.exe and Windows compiles, and names nothing twice. */
import { describe, expect, it } from 'vitest';
import { compileRow, rowsByName } from '../../src/programs/compile.ts';
import type { ProgramRow } from '../../src/programs/row.ts';
import type { ProgramSpec } from '../../src/programs/spec.ts';
import { CMD } from '../../src/programs/table/cmd.ts';
import { WINDOWS } from '../../src/programs/table/windows.ts';

function compileAll(row: ProgramRow, parent: ProgramSpec | null): void {
  const spec = compileRow(row, parent);
  for (const command of row.commands ?? []) compileAll(command, spec);
}

describe('the rows for Windows', () => {
  it.each([...CMD, ...WINDOWS].map((row) => [row.name, row] as const))('%s', (_, row) => {
    expect(() => compileAll(row, null)).not.toThrow();
  });

  it('have names of their own', () => {
    expect(rowsByName([...CMD, ...WINDOWS]).size).toBeGreaterThan(150);
  });
});
