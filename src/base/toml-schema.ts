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
import { describeTomlType, formatTomlPath, isTomlTable, type TomlPath, type TomlTable, type TomlValue } from './toml-value.ts';

/** A fault before it has a place. */
interface Fault {
  readonly code: 'CF010' | 'CF011' | 'CF012' | 'CF013' | 'CF014' | 'CF015';
  readonly severity: 'error' | 'warning';
  readonly path: TomlPath;
  readonly message: string;
  readonly help?: string;
  readonly at?: 'key';
}

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
  const result = schema['~standard'].validate(value) as { value?: InferOutput<S>; issues?: readonly BaseIssue<unknown>[] };
  for (const issue of result.issues ?? []) {
    const fault = describeIssue(issue, path);
    if (fault && !isAtOrBelow(fault.path, mistyped)) faults.push(fault);
  }
  const diagnostics = report(document, faults);
  return { value: hasErrors(diagnostics) ? null : (result.value as InferOutput<S>), diagnostics };
}

function valueAt(root: TomlValue, path: TomlPath): TomlValue | undefined {
  let value: TomlValue | undefined = root;
  for (const step of path) value = (value as Record<string | number, TomlValue> | undefined)?.[step];
  return value;
}

/** The parts of a valibot schema object that say which tables and keys it has. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly value?: Shape;
  readonly options?: readonly Shape[];
}

const TABLE_TYPES: ReadonlySet<string> = new Set(['object', 'strict_object', 'loose_object', 'record']);

/**
 * Unknown keys, and values that stand where a table is expected: the schema library takes lists and dates for objects.
 *
 * LIMIT: as deep as the document, see `MAX_TOML_DEPTH`.
 */
function findShapeFaults(wrapped: Shape, value: TomlValue | undefined, path: TomlPath, faults: Fault[]): void {
  if (value === undefined) return;
  const schema = wrapped.wrapped ?? wrapped;
  if (schema.type === 'union') {
    const option = schema.options?.find((each) => TABLE_TYPES.has(each.type) === isTomlTable(value));
    if (option) findShapeFaults(option, value, path, faults);
  } else if (schema.type === 'array' && schema.item && Array.isArray(value)) {
    for (const [index, element] of value.entries()) findShapeFaults(schema.item, element, [...path, index], faults);
  } else if (TABLE_TYPES.has(schema.type)) {
    if (isTomlTable(value)) findTableFaults(schema, value, path, faults);
    else faults.push(wrongType('a table', value, path));
  }
}

function findTableFaults(schema: Shape, table: TomlTable, path: TomlPath, faults: Fault[]): void {
  for (const [key, value] of Object.entries(table)) {
    const child = schema.value ?? schema.entries?.[key];
    if (child) findShapeFaults(child, value, [...path, key], faults);
    else if (schema.type !== 'loose_object') faults.push(unknownKey(schema, [...path, key], key));
  }
}

function unknownKey(schema: Shape, path: TomlPath, key: string): Fault {
  const meant = closest(key, Object.keys(schema.entries ?? {}));
  return {
    code: 'CF013',
    severity: schema.type === 'strict_object' ? 'error' : 'warning',
    path,
    message: `unknown key \`${formatTomlPath(path)}\`${schema.type === 'strict_object' ? '' : ', which is ignored'}`,
    help: meant === null ? 'remove it, or look the name up in docs/managed-policy.md' : `did you mean \`${meant}\`?`,
    at: 'key',
  };
}

function wrongType(expected: string, value: unknown, path: TomlPath): Fault {
  return {
    code: 'CF010',
    severity: 'error',
    path,
    message: `\`${formatTomlPath(path)}\`: expected ${expected}, got ${describeTomlType(value)}`,
  };
}

/** What the schema library found, in our words; null for what the walk over the shape has reported. */
function describeIssue(issue: BaseIssue<unknown>, base: TomlPath): Fault | null {
  const path = [...base, ...(issue.path ?? []).map((item) => item.key as string | number)];
  const expected = EXPECTED_WORDS[issue.type];
  if (issue.type === 'picklist') return unknownValue(issue, path);
  if (TABLE_TYPES.has(issue.type) && issue.received === 'undefined') return missingKey(path);
  if (issue.expected === 'never' || TABLE_TYPES.has(issue.type)) return null;
  if (issue.kind === 'schema' && expected) return wrongType(expected, issue.input, path);
  return { code: 'CF014', severity: 'error', path, message: `\`${formatTomlPath(path)}\`: ${issue.message}` };
}

const EXPECTED_WORDS: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  bigint: 'a whole number',
  array: 'a list',
};

function unknownValue(issue: BaseIssue<unknown>, path: TomlPath): Fault {
  const choices = [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
  const list = choices.map((choice) => `\`${choice}\``).join(', ');
  if (typeof issue.input !== 'string') return wrongType(`one of ${list}`, issue.input, path);
  const meant = closest(issue.input, choices);
  return {
    code: 'CF011',
    severity: 'error',
    path,
    message: `\`${formatTomlPath(path)}\`: unknown value \`${issue.input}\`, expected ${choices.length === 1 ? '' : 'one of '}${list}`,
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
