/**
 * The rows of a corpus of labelled commands: one JSON object a line.
 *
 * INVARIANT: a corpus is whole or absent; each fault is told with its line. `corpus/schema.json` says the same for editors.
 */
import * as v from 'valibot';
import {
  closest,
  DECISIONS,
  type Decision,
  type Diagnostic,
  MAX_CORPUS_FAULTS,
  MAX_CORPUS_ROWS,
  MAX_CORPUS_TEXT,
} from '../../base/index.ts';
import { SHELLS, type Shell } from '../../shell/index.ts';

export interface CorpusRow {
  readonly text: string;
  readonly shell: Shell;
  /** Where it comes from: `own: git`, `package.json scripts: apps/web/package.json`. */
  readonly origin: string;
  /** SPDX, or `unstated`. */
  readonly licence: string;
  readonly label: Decision;
  /** The reason for the label. */
  readonly why: string;
}

const filled = v.pipe(v.string(), v.minLength(1));

const rowSchema = v.strictObject({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_CORPUS_TEXT)),
  shell: v.picklist(SHELLS),
  origin: filled,
  licence: filled,
  label: v.picklist(DECISIONS),
  why: filled,
});

/** A row and the line it stands on. */
export interface PlacedRow extends CorpusRow {
  readonly line: number;
}

export interface ParsedCorpus {
  readonly value: readonly PlacedRow[] | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads JSON lines; blank lines are skipped. */
export function parseCorpus(source: string, text: string): ParsedCorpus {
  const rows: PlacedRow[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = parseRow(line);
    if (typeof row === 'string') diagnostics.push(fault(source, index + 1, row));
    else rows.push({ ...row, line: index + 1 });
    if (rows.length > MAX_CORPUS_ROWS) diagnostics.push(fault(source, index + 1, `more than ${MAX_CORPUS_ROWS} rows`));
    if (diagnostics.length === MAX_CORPUS_FAULTS || rows.length > MAX_CORPUS_ROWS) break;
  }
  return { value: diagnostics.length === 0 ? rows : null, diagnostics };
}

function parseRow(line: string): CorpusRow | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not a JSON object';
  }
  const parsed = v.safeParse(rowSchema, value);
  if (parsed.success) return parsed.output;
  return isObject(value) ? rowFault(value) : 'not a JSON object';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first thing that is wrong with the fields of a row. */
function rowFault(row: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(rowSchema.entries);
  for (const name of Object.keys(row)) if (!names.includes(name)) return `unknown field \`${name}\`${meant(name, names)}`;
  for (const [name, entry] of Object.entries(rowSchema.entries)) {
    const value = row[name];
    if (v.is(entry, value)) continue;
    if (value === undefined) return `\`${name}\` is missing`;
    const one = 'options' in entry ? entry.options : null;
    if (one === null) return `\`${name}\` must be text, not empty and of at most ${MAX_CORPUS_TEXT} characters`;
    return `\`${name}\` must be one of ${one.join(', ')}${typeof value === 'string' ? meant(value, one) : ''}`;
  }
  return 'not a row';
}

function meant(given: string, known: readonly string[]): string {
  const near = closest(given, known);
  return near === null ? '' : `; did you mean \`${near}\`?`;
}

function fault(source: string, line: number, message: string): Diagnostic {
  return {
    code: 'CF120',
    severity: 'error',
    message: `a row of the corpus is wrong: ${message}`,
    place: { source, line, column: 1 },
    help: 'see corpus/schema.json',
  };
}

export function formatRow({ text, shell, origin, licence, label, why }: CorpusRow): string {
  return JSON.stringify({ text, shell, origin, licence, label, why });
}
