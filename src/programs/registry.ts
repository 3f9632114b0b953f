/**
 * Finds the row of a program by its name. A table is made when one of its programs is first asked for, a spec when its own program is: a
 * process that asks one question pays for what that is about.
 */
import { compileRow, rowsByName } from './compile.ts';
import { NAMED_PROGRAMS } from './named-programs.ts';
import { namesOf, type ProgramRow } from './row.ts';
import type { ProgramSpec } from './spec.ts';
import { CMD } from './table/cmd.ts';
import { TABLES } from './table/index.ts';
import { WINDOWS } from './table/windows.ts';

const SPECS = new Map<ProgramRow, ProgramSpec>();

/** By name: the row, or the number of the table that is still to be made. */
let rows: Map<string, ProgramRow | number> | null = null;

/** Names for which the tables are looked through as text: whoever asks about more has use for a map of all. */
const FEW_NAMES = 24;
const fewNames = new Map<string, ProgramRow | undefined>();

function nameTables(): Map<string, ProgramRow | number> {
  const named = new Map<string, number>();
  for (const [table, names] of NAMED_PROGRAMS.entries()) for (const name of names.split(' ')) named.set(name, table);
  return named;
}

function rowOf(name: string): ProgramRow | undefined {
  if (rows === null && fewNames.size < FEW_NAMES) {
    if (!fewNames.has(name)) fewNames.set(name, findRow(name));
    return fewNames.get(name);
  }
  rows ??= nameTables();
  const found = rows.get(name);
  if (typeof found !== 'number') return found;
  for (const [each, row] of rowsByName(TABLES[found]?.() ?? [])) rows.set(each, row);
  return rowOf(name);
}

function findRow(name: string): ProgramRow | undefined {
  if (name === '' || name.includes(' ')) return undefined;
  const table = NAMED_PROGRAMS.findIndex((names) => ` ${names} `.includes(` ${name} `));
  return TABLES[table]?.().find((row) => namesOf(row).includes(name));
}

let windowsRows: Map<string, ProgramRow> | null = null;

/** The spec of a builtin of cmd.exe or a program of Windows, by base name in small letters. */
export function windowsSpecOf(name: string): ProgramSpec | null {
  windowsRows ??= rowsByName([...CMD, ...WINDOWS]);
  const row = windowsRows.get(name.toLowerCase());
  return row === undefined ? null : specOfRow(row);
}

/** The spec of a program, by base name; a version behind the name (`python3.12`) is looked through where the row says so. */
export function specOf(name: string): ProgramSpec | null {
  const row = rowOf(name) ?? versionedRow(name);
  return row === undefined ? null : specOfRow(row);
}

function specOfRow(row: ProgramRow): ProgramSpec {
  let spec = SPECS.get(row);
  if (spec === undefined) {
    spec = compileRow(row, null);
    SPECS.set(row, spec);
  }
  return spec;
}

function versionedRow(name: string): ProgramRow | undefined {
  let end = name.length;
  while (end > 0 && isVersionUnit(name.charCodeAt(end - 1))) end--;
  if (end === 0 || end === name.length) return undefined;
  const row = rowOf(name.slice(0, end));
  return row?.versioned === true ? row : undefined;
}

/** A digit, a dot or a dash. */
function isVersionUnit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || unit === 46 || unit === 45;
}

/** Every name that has a row of its own. */
export function programNames(): Iterable<string> {
  rows ??= nameTables();
  return rows.keys();
}

/** Every row, for tests and documentation. */
export function programRows(): readonly ProgramRow[] {
  return TABLES.flatMap((rowsOf) => rowsOf());
}

/** Whether the tables know the program. */
export function hasSpec(name: string): boolean {
  return rowOf(name) !== undefined || versionedRow(name) !== undefined;
}

/** Whether the row of a program can change an answer: it notes effects, or the program needs no rule. The core decides the others alone. */
export function changesAnswer(name: string): boolean {
  const row = rowOf(name) ?? versionedRow(name);
  return row !== undefined && rowSaysAnything(row);
}

function rowSaysAnything(row: ProgramRow): boolean {
  if (row.mark === 'free' || row.mark === 'wrapper' || row.does !== undefined) return true;
  const operands = typeof row.operands === 'string' ? [row.operands] : (row.operands ?? []).map(([, text]) => text);
  if (operands.some((text) => /[a-z]/.test(text)) || /[=?+;,][a-z]|!/.test(row.options ?? '')) return true;
  return row.commands?.some(rowSaysAnything) ?? false;
}
