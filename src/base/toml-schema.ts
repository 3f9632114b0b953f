/**
 * From a document and a valibot schema to a checked value: every fault becomes a diagnostic with its place, what was expected and,
 * where the list is closed, what was probably meant.
 *
 * INVARIANT: a value is returned only without errors; unknown keys are reported at every depth, never silently dropped.
 * The schema library itself is not imported here: schemas bring their own validation.
 */
import type { BaseIssue, GenericSchema, InferOutput } from 'valibot';
import { closest } from './closest.ts';
import { type Diagnostic, hasErrors } from './diagnostic.ts';
import { MAX_FILE_DIAGNOSTICS } from './limits.ts';
import { type TomlDocument, tomlDiagnostic } from './toml.ts';
import { type Fault, findShapeFaults, type Shape, TABLE_TYPES, wrongType } from './toml-shape.ts';
import { formatTomlPath, isTomlTable, type TomlPath, type TomlTable, type TomlValue } from './toml-value.ts';

/** Checks the value at `path` of a document against a schema. */
export function validateToml<S extends GenericSchema>(
  schema: S,
  document: TomlDocument,
  path: TomlPath = [],
): { value: InferOutput<S> | null; diagnostics: readonly Diagnostic[] } {
  const value = valueAt(document.value, path);
  const faults: Fault[] = [];
  findShapeFaults(schema as unknown as Shape, value, path, faults);
  const mistyped = new Set(faults.filter((fault) => fault.severity === 'error').map((fault) => formatTomlPath(fault.path)));
  const result = validateValue(schema, value);
  for (const issue of result.issues) {
    for (const fault of describeIssue(issue, path)) if (!isAtOrBelow(fault.path, mistyped)) faults.push(fault);
  }
  // A value that the schema refuses must never come without an error, whatever the descriptions below leave out.
  if (result.issues.length > 0 && !faults.some((fault) => fault.severity === 'error')) faults.push(wrongType('another value', value, path));
  const diagnostics = report(document, faults);
  return { value: hasErrors(diagnostics) ? null : result.value, diagnostics };
}

/** The bare check, for values that have no document of their own. */
export function validateValue<S extends GenericSchema>(
  schema: S,
  value: TomlValue | undefined,
): { value: InferOutput<S> | null; issues: readonly BaseIssue<unknown>[] } {
  const result = schema['~standard'].validate(value) as { value?: InferOutput<S>; issues?: readonly BaseIssue<unknown>[] };
  return { value: (result.value as InferOutput<S>) ?? null, issues: result.issues ?? [] };
}

function valueAt(root: TomlTable, path: TomlPath): TomlValue | undefined {
  let value: TomlValue | undefined = root;
  for (const step of path) value = (value as Record<string | number, TomlValue> | undefined)?.[step];
  return value;
}

/** What the schema library found, in our words; nothing where the walk over the shape has reported it. */
function describeIssue(issue: BaseIssue<unknown>, base: TomlPath): Fault[] {
  const path = [...base, ...(issue.path ?? []).map((item) => item.key as string | number)];
  const expected = EXPECTED_WORDS[issue.type];
  if (issue.type === 'union') return describeUnion(issue, path);
  if (CLOSED_TYPES.has(issue.type) && !isTomlTable(issue.input)) return [unknownValue(issue, path)];
  if (TABLE_TYPES.has(issue.type)) return issue.received === 'undefined' ? [missingKey(path)] : [];
  if (issue.kind === 'schema') return [wrongType(expected ?? 'another value', issue.input, path)];
  return [{ code: 'CF014', severity: 'error', path, message: `\`${formatTomlPath(path)}\`: ${issue.message}` }];
}

const EXPECTED_WORDS: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  bigint: 'a whole number',
  array: 'a list',
};

/** Types whose values are a closed list. A variant is one by its key. */
const CLOSED_TYPES: ReadonlySet<string> = new Set(['picklist', 'literal', 'variant']);

/** Of all that the options of a union say, what the option says that has the form of the value, and of that what got furthest into it. */
function describeUnion(issue: BaseIssue<unknown>, path: TomlPath): Fault[] {
  const isTable = isTomlTable(issue.input);
  const told = (issue.issues ?? []).filter((each) => (each.path !== undefined || TABLE_TYPES.has(each.type)) === isTable);
  const faults = told.flatMap((each) => describeIssue(each, path)).sort((a, b) => b.path.length - a.path.length);
  return faults.length > 0 ? faults.slice(0, 1) : [wrongType('another value', issue.input, path)];
}

function unknownValue(issue: BaseIssue<unknown>, path: TomlPath): Fault {
  const choices = [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
  const list = `${choices.length === 1 ? '' : 'one of '}${choices.map((choice) => `\`${choice}\``).join(', ')}`;
  if (issue.input === undefined) return missingKey(path);
  if (typeof issue.input !== 'string') return wrongType(list, issue.input, path);
  const meant = closest(issue.input, choices);
  return {
    code: 'CF011',
    severity: 'error',
    path,
    message: `\`${formatTomlPath(path)}\`: unknown value \`${issue.input}\`, expected ${list}`,
    ...(meant === null ? {} : { help: `did you mean \`${meant}\`?` }),
  };
}

function missingKey(path: TomlPath): Fault {
  const key = String(path.at(-1));
  const table = path.slice(0, -1);
  const where = table.length === 0 ? 'the file' : `\`${formatTomlPath(table)}\``;
  return { code: 'CF012', severity: 'error', path: table, message: `${where} lacks the key \`${key}\``, help: `add \`${key}\`` };
}

function isAtOrBelow(path: TomlPath, mistyped: ReadonlySet<string>): boolean {
  return mistyped.size > 0 && path.some((_, index) => mistyped.has(formatTomlPath(path.slice(0, index + 1))));
}

/** In the order of the file, at most {@link MAX_FILE_DIAGNOSTICS}; errors are never crowded out by warnings. */
function report(document: TomlDocument, faults: readonly Fault[]): readonly Diagnostic[] {
  const shown = [...faults]
    .sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
    .slice(0, MAX_FILE_DIAGNOSTICS);
  const diagnostics = shown.map(({ path, ...about }) => tomlDiagnostic(document, path, about)).sort(byPlace);
  const hidden = faults.length - shown.length;
  if (hidden === 0) return diagnostics;
  return [...diagnostics, { code: 'CF015', severity: 'warning', message: `${hidden} more faults in \`${document.source}\`` }];
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}
