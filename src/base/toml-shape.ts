/**
 * What a schema library does not see in a table: unknown keys, and values that stand where a table is expected (it takes lists and dates
 * for objects). Walks schema and value side by side.
 */
import { closest } from './closest.ts';
import { describeTomlType, formatTomlPath, isTomlTable, type TomlPath, type TomlTable, type TomlValue } from './toml-value.ts';

/** A fault of a value before it has a place. */
export interface Fault {
  readonly code: 'CF010' | 'CF011' | 'CF012' | 'CF013' | 'CF014';
  readonly severity: 'error' | 'warning';
  readonly path: TomlPath;
  readonly message: string;
  readonly help?: string;
  readonly at?: 'key';
}

/** The parts of a valibot schema object that say which tables and keys it has. */
export interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly rest?: Shape;
  readonly value?: Shape;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly options?: readonly Shape[];
  /** Of a variant: the key that tells its options apart. */
  readonly key?: string | Shape;
  readonly literal?: unknown;
}

export const TABLE_TYPES: ReadonlySet<string> = new Set([
  'object',
  'strict_object',
  'loose_object',
  'object_with_rest',
  'record',
  'variant',
]);

/** LIMIT: recursion is as deep as the document, see `MAX_TOML_DEPTH`. */
export function findShapeFaults(wrapped: Shape, value: TomlValue | undefined, path: TomlPath, faults: Fault[]): void {
  if (value === undefined) return;
  const schema = wrapped.wrapped ?? wrapped;
  if (schema.options && (schema.type === 'union' || isTomlTable(value))) {
    const option = schema.options.find((each) => isMeant(each, schema, value));
    if (option) findShapeFaults(option, value, path, faults);
  } else if (schema.item && Array.isArray(value)) {
    for (const [index, element] of value.entries()) findShapeFaults(schema.item, element, [...path, index], faults);
  } else if (TABLE_TYPES.has(schema.type)) {
    if (isTomlTable(value)) findTableFaults(schema, value, path, faults);
    else faults.push(wrongType('a table', value, path));
  }
}

/** Which option a value is an attempt at: of a variant by its key, of a union by a key that the option needs. */
function isMeant(option: Shape, { key }: Shape, value: TomlValue): boolean {
  if (!isTomlTable(value)) return !TABLE_TYPES.has(option.type);
  if (typeof key === 'string') return option.entries?.[key]?.literal === value[key];
  const needed = Object.entries(option.entries ?? {}).filter(([, entry]) => entry.wrapped === undefined);
  return TABLE_TYPES.has(option.type) && (needed.length === 0 || needed.some(([name]) => value[name] !== undefined));
}

function findTableFaults(schema: Shape, table: TomlTable, path: TomlPath, faults: Fault[]): void {
  for (const [key, value] of Object.entries(table)) {
    const known = schema.entries && Object.hasOwn(schema.entries, key) ? schema.entries[key] : (schema.rest ?? schema.value);
    if (known) findShapeFaults(known, value, [...path, key], faults);
    else if (schema.type !== 'loose_object' || isMisspelt(schema, key, table)) faults.push(unknownKey(schema, [...path, key], key));
  }
}

/** Where other keys are welcome, one that is nearly a known key is probably meant to be it. */
function isMisspelt(schema: Shape, key: string, table: TomlTable): boolean {
  const meant = closest(key, Object.keys(schema.entries ?? {}));
  return meant !== null && table[meant] === undefined;
}

function unknownKey(schema: Shape, path: TomlPath, key: string): Fault {
  const meant = closest(key, Object.keys(schema.entries ?? {}));
  const isError = schema.type === 'strict_object';
  return {
    code: 'CF013',
    severity: isError ? 'error' : 'warning',
    path,
    message: `unknown key \`${formatTomlPath(path)}\`${isError ? '' : ', which is ignored'}`,
    help: meant === null ? 'remove it, or look the name up in docs/managed-policy.md' : `did you mean \`${meant}\`?`,
    at: 'key',
  };
}

export function wrongType(expected: string, value: unknown, path: TomlPath): Fault {
  return {
    code: 'CF010',
    severity: 'error',
    path,
    message: `\`${formatTomlPath(path)}\`: expected ${expected}, got ${describeTomlType(value)}`,
  };
}
