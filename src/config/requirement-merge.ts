/**
 * From requirement layers to one table: the binary's order and merge by default, the published guides' on request.
 *
 * INVARIANT: every value keeps the origin of the layer that said it. Layers of type `flags` only tighten: what a managed layer says stays
 * in force, whatever a flag adds (reference: codex-semantics §4.3, enterprise-governance).
 */
import type { Diagnostic, Origin, TomlValue } from '../base/index.ts';
import type { PrefixRule } from '../rules/index.ts';
import { formatOrigin, placeOf, REQUIREMENT_LAYERS, type RequirementLayerType, withoutFile } from './origin.ts';
import type { RequirementLayer } from './requirement-layer.ts';
import {
  emptyTable,
  mergeTables,
  plainValue,
  type Sourced,
  type SourcedTable,
  type SourcedValue,
  sourcedAt,
  withValue,
} from './sourced.ts';
import { HOOK_EVENTS } from './vocabulary.ts';

/** `binary`: as Codex CLI merges. `guide`: the cloud first, and of each field the first that is found. */
export type Precedence = 'binary' | 'guide';

const ORDER: Readonly<Record<Precedence, readonly RequirementLayerType[]>> = {
  binary: REQUIREMENT_LAYERS,
  guide: ['cloud', 'mdm', 'legacy-mdm', 'legacy-file', 'system', 'flags'],
};

export interface MergedRequirements {
  readonly table: SourcedTable;
  /** Of the higher layer first. */
  readonly rules: readonly PrefixRule[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Merges all layers, in whatever order they are given; several layers of one type keep their order, the first being the highest. */
export function mergeRequirements(layers: readonly RequirementLayer[], precedence: Precedence): MergedRequirements {
  const order = ORDER[precedence];
  const sorted = [...layers].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  const managed = sorted.filter((layer) => layer.type !== 'flags');
  const flags = sorted.filter((layer) => layer.type === 'flags');
  const merged = MERGE[precedence](managed);
  const diagnostics: Diagnostic[] = [];
  let table = merged.table;
  for (const layer of flags) table = tighten(table, layer, diagnostics);
  return { table, rules: [...merged.rules, ...flags.flatMap((layer) => layer.rules)], diagnostics };
}

type Merge = (layers: readonly RequirementLayer[]) => Pick<MergedRequirements, 'table' | 'rules'>;

const MERGE: Readonly<Record<Precedence, Merge>> = { binary: mergeAsBinary, guide: mergeAsGuide };

/** Lists to which every layer adds. */
const UNIONS: readonly (readonly string[])[] = [
  ['permissions', 'filesystem', 'deny_read'],
  ['portcullis', 'mcp_tools'],
  ...HOOK_EVENTS.map((event) => ['hooks', event]),
];

function mergeAsBinary(layers: readonly RequirementLayer[]): Pick<MergedRequirements, 'table' | 'rules'> {
  const tables = layers.map((layer) => layer.table);
  let table = tables.reduceRight((low, high) => mergeTables(low, high), emptyTable('no requirements'));
  for (const path of UNIONS) {
    const union = joinLists(tables, path);
    if (union) table = withValue(table, path, union);
  }
  return { table: keepDisabledApps(table, tables), rules: layers.flatMap((layer) => layer.rules) };
}

function joinLists(tables: readonly SourcedTable[], path: readonly string[]): SourcedValue | null {
  const parts = tables.flatMap((table) => itemsOf(sourcedAt(table, path)));
  const [first] = parts;
  return first
    ? { type: 'value', value: parts.map((part) => part.value), origin: first.origin, items: parts.map((part) => part.origin) }
    : null;
}

function itemsOf(list: Sourced | undefined): { value: TomlValue; origin: Origin }[] {
  if (list?.type !== 'value' || !Array.isArray(list.value)) return [];
  return (list.value as readonly TomlValue[]).map((value, index) => ({ value, origin: list.items?.[index] ?? list.origin }));
}

/** An app that any layer disables stays disabled. */
function keepDisabledApps(table: SourcedTable, tables: readonly SourcedTable[]): SourcedTable {
  let result = table;
  for (const each of tables) {
    const apps = sourcedAt(each, ['apps']);
    for (const name of apps?.type === 'table' ? apps.entries.keys() : []) {
      const enabled = sourcedAt(each, ['apps', name, 'enabled']);
      if (enabled?.type === 'value' && enabled.value === false) result = withValue(result, ['apps', name, 'enabled'], enabled);
    }
  }
  return result;
}

function mergeAsGuide(layers: readonly RequirementLayer[]): Pick<MergedRequirements, 'table' | 'rules'> {
  const entries = new Map<string, Sourced>();
  for (const { table } of layers) for (const [key, value] of table.entries) if (!entries.has(key)) entries.set(key, value);
  const table: SourcedTable = { type: 'table', entries, origin: withoutFile('no requirements') };
  return { table, rules: layers.find((layer) => layer.rules.length > 0)?.rules ?? [] };
}

/** What a flag may add to a field that a managed layer has already filled. Anything else is refused. */
const TIGHTENINGS: Readonly<Record<string, (managed: Sourced, added: Sourced) => Sourced | null>> = {
  allowed_approval_policies: intersect,
  allowed_approvals_reviewers: intersect,
  allowed_sandbox_modes: intersect,
  allowed_web_search_modes: intersect,
  features: addFeatures,
  permissions: addDeniedReads,
};

function tighten(managed: SourcedTable, layer: RequirementLayer, diagnostics: Diagnostic[]): SourcedTable {
  const entries = new Map(managed.entries);
  for (const [key, added] of layer.table.entries) {
    const known = entries.get(key);
    const result = known === undefined || isSameValue(known, added) ? (known ?? added) : (TIGHTENINGS[key]?.(known, added) ?? null);
    if (result) entries.set(key, result);
    else if (known) diagnostics.push(cannotAdd(key, known, added));
  }
  return { ...managed, entries };
}

function isSameValue(a: Sourced, b: Sourced): boolean {
  return textOf(plainValue(a)) === textOf(plainValue(b));
}

/** Equal texts for equal values; table keys are kept in the order of the file. */
function textOf(value: TomlValue): string {
  return JSON.stringify(value === 'on-failure' ? 'on-request' : value, (_, each) => (typeof each === 'bigint' ? `${each}n` : each));
}

function intersect(managed: Sourced, added: Sourced): Sourced | null {
  const wanted = new Set(itemsOf(added).map((item) => textOf(item.value)));
  const left = itemsOf(managed).filter((item) => wanted.has(textOf(item.value)));
  return left.length === 0 ? null : { type: 'value', value: left.map((item) => item.value), origin: added.origin };
}

function addFeatures(managed: Sourced, added: Sourced): Sourced | null {
  if (managed.type !== 'table' || added.type !== 'table') return null;
  const differs = [...added.entries].some(([name, value]) => {
    const known = managed.entries.get(name);
    return known !== undefined && !isSameValue(known, value);
  });
  return differs ? null : mergeTables(added, managed);
}

function addDeniedReads(managed: Sourced, added: Sourced): Sourced | null {
  if (managed.type !== 'table' || added.type !== 'table' || [...added.entries.keys()].some((key) => key !== 'filesystem')) return null;
  const path = ['filesystem', 'deny_read'];
  const union = joinLists([managed, added], path);
  return union && withValue(managed, path, union);
}

function cannotAdd(key: string, known: Sourced, { origin }: Sourced): Diagnostic {
  return {
    code: 'CF031',
    severity: 'error',
    message: `\`${key}\` is already required by ${formatOrigin(known.origin)}, and a flag can only tighten that`,
    ...placeOf(origin),
    help: 'remove it from the flag, or change the managed requirement',
  };
}
