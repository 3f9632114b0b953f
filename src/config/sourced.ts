/**
 * Tables in which every value knows its origin, and how two of them become one.
 *
 * INVARIANT: a merged value has exactly one origin; a scalar or list of a higher layer replaces, tables merge key by key
 * (reference: codex-semantics §4.3, §5.1).
 */
import { isTomlTable, locateToml, type Origin, type TomlDocument, type TomlPath, type TomlTable, type TomlValue } from '../base/index.ts';
import { withoutFile } from './origin.ts';

export interface SourcedValue {
  readonly type: 'value';
  readonly value: TomlValue;
  readonly origin: Origin;
  /** Of a list that several layers fill: who said each element. */
  readonly items?: readonly Origin[];
}

export interface SourcedTable {
  readonly type: 'table';
  readonly entries: ReadonlyMap<string, Sourced>;
  readonly origin: Origin;
}

export type Sourced = SourcedValue | SourcedTable;

/** A document as a layer of policy. */
export function sourceTable(document: TomlDocument, layer: string): SourcedTable {
  return { type: 'table', entries: sourceEntries(document, document.value, [], layer), origin: originAt(document, [], layer) };
}

function sourceEntries(document: TomlDocument, table: TomlTable, path: TomlPath, layer: string): Map<string, Sourced> {
  return new Map(Object.entries(table).map(([key, value]) => [key, sourceValue(document, value, [...path, key], layer)]));
}

/** LIMIT: recursion is as deep as the document, see `MAX_TOML_DEPTH`. */
function sourceValue(document: TomlDocument, value: TomlValue, path: TomlPath, layer: string): Sourced {
  const origin = originAt(document, path, layer);
  return isTomlTable(value)
    ? { type: 'table', entries: sourceEntries(document, value, path, layer), origin }
    : { type: 'value', value, origin };
}

function originAt(document: TomlDocument, path: TomlPath, layer: string): Origin {
  return { ...locateToml(document, path).place, layer };
}

export function emptyTable(layer: string): SourcedTable {
  return { type: 'table', entries: new Map(), origin: withoutFile(layer) };
}

/** What two layers say together. */
export function mergeTables(low: SourcedTable, high: SourcedTable): SourcedTable {
  const entries = new Map(low.entries);
  for (const [key, value] of high.entries) {
    const below = entries.get(key);
    entries.set(key, below?.type === 'table' && value.type === 'table' ? mergeTables(below, value) : value);
  }
  return { type: 'table', entries, origin: high.origin };
}

/** The bare values, in tables without prototype. */
export function plainTable(table: SourcedTable): TomlTable {
  const plain: Record<string, TomlValue> = Object.create(null);
  for (const [key, entry] of table.entries) plain[key] = plainValue(entry);
  return plain;
}

/** The bare value of an entry. */
export function plainValue(entry: Sourced): TomlValue {
  return entry.type === 'table' ? plainTable(entry) : entry.value;
}

/** What stands at a path, or undefined. */
export function sourcedAt(table: SourcedTable, path: readonly string[]): Sourced | undefined {
  let entry: Sourced | undefined = table;
  for (const key of path) entry = entry?.type === 'table' ? entry.entries.get(key) : undefined;
  return entry;
}

/** The table with one value set. */
export function withValue(table: SourcedTable, [key, ...rest]: readonly string[], value: SourcedValue): SourcedTable {
  if (key === undefined) return table;
  const entries = new Map(table.entries);
  const below = entries.get(key);
  const inner: SourcedTable = below?.type === 'table' ? below : { type: 'table', entries: new Map(), origin: value.origin };
  entries.set(key, rest.length === 0 ? value : withValue(inner, rest, value));
  return { ...table, entries };
}

/** Every value with its path, in the order of the files. Empty tables count as values: that they exist can mean something. */
export function* leavesOf(table: SourcedTable, path: readonly string[] = []): Generator<{ path: readonly string[]; leaf: Sourced }> {
  for (const [key, entry] of table.entries) {
    const here = [...path, key];
    if (entry.type === 'table' && entry.entries.size > 0) yield* leavesOf(entry, here);
    else yield { path: here, leaf: entry };
  }
}
