/** Every row compiles, and every program of the tables has a case. */
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/programs/arguments.ts';
import { compileRow } from '../../src/programs/compile.ts';
import { programName, programRows } from '../../src/programs/index.ts';
import { startReading } from '../../src/programs/reading.ts';
import { specOf } from '../../src/programs/registry.ts';
import { namesOf, type ProgramRow } from '../../src/programs/row.ts';
import type { ProgramSpec } from '../../src/programs/spec.ts';
import { invocationOf } from '../support/effects.ts';
import { CASES } from './cases/index.ts';

function compileAll(row: ProgramRow, parent: ProgramSpec | null): void {
  const spec = compileRow(row, parent);
  for (const command of row.commands ?? []) compileAll(command, spec);
}

/** The rows that a command goes through. */
function rowsReached(text: string): ProgramRow[] {
  const invocation = invocationOf(text);
  const [program] = invocation.argv;
  const spec = program === undefined ? null : specOf(programName(program) ?? '');
  if (spec === null) return [];
  const reading = startReading(invocation, spec, null);
  readArguments(reading);
  const rows: ProgramRow[] = [];
  for (let at: ProgramSpec | null = reading.spec; at !== null; at = at.parent) rows.push(at.row);
  return rows;
}

function rowsWithout(seen: ReadonlySet<ProgramRow>, row: ProgramRow, path: string): string[] {
  const name = `${path}${namesOf(row)[0]}`;
  const inner = (row.commands ?? []).flatMap((command) => rowsWithout(seen, command, `${name} `));
  return seen.has(row) ? inner : [name, ...inner];
}

describe('the rows', () => {
  it.each(programRows().map((row) => [row.name, row] as const))('%s', (_, row) => {
    expect(() => compileAll(row, null)).not.toThrow();
  });

  it('each have a case of their own, subcommands too', () => {
    const seen = new Set(CASES.flatMap(([text]) => rowsReached(text)));
    expect(programRows().flatMap((row) => rowsWithout(seen, row, ''))).toEqual([]);
  });
});
