/**
 * Permission profiles as data: what a profile grants once its parents are followed, and the sandbox mode it amounts to.
 *
 * A child's entry replaces its parent's for the same path. What the entries mean for real paths is the sandbox module's business
 * (reference: codex-semantics §4.6, §6).
 */
import type { Origin } from '../base/index.ts';
import { mergeTables, type Sourced, type SourcedTable, sourcedAt } from './sourced.ts';
import { BUILT_IN_PROFILES, type SandboxMode } from './vocabulary.ts';

export type PathAccess = 'read' | 'write' | 'deny';

export interface PathEntry {
  /** Absolute, `~/…` or `:name`. */
  readonly path: string;
  /** Below `:workspace_roots`: the relative path; empty elsewhere. */
  readonly below: string;
  readonly access: PathAccess;
  readonly origin: Origin;
}

export interface PermissionProfile {
  readonly name: string;
  /** From the profile itself to the last parent; a built-in parent is the last. */
  readonly chain: readonly string[];
  /** The mode whose limits the profile has at least. */
  readonly mode: SandboxMode;
  readonly entries: readonly PathEntry[];
  /** `[permissions.NAME.network]`, child over parent. */
  readonly network: SourcedTable | null;
}

/** Follows a profile to its last parent; null where one is not defined or the chain is a circle. */
export function resolveProfile(name: string, definitions: SourcedTable): PermissionProfile | null {
  const chain = chainOf(name, definitions);
  if (!chain) return null;
  const tables = chain.flatMap((each) => tableAt(definitions, [each]) ?? []);
  const entries = new Map<string, PathEntry>();
  for (const table of [...tables].reverse()) for (const entry of entriesOf(table)) entries.set(`${entry.path}\0${entry.below}`, entry);
  const own = [...entries.values()];
  const mode = strongerMode(BUILT_IN_PROFILES.get(chain.at(-1) ?? '') ?? 'read-only', own);
  return { name, chain, mode, entries: own, network: joinTables(tables.flatMap((table) => tableAt(table, ['network']) ?? [])) };
}

/** The first over the others. */
function joinTables(tables: readonly SourcedTable[]): SourcedTable | null {
  return tables.reduceRight<SourcedTable | null>((low, high) => (low ? mergeTables(low, high) : high), null);
}

/** LIMIT: at most as long as there are profiles, because a second visit ends it. */
function chainOf(name: string, definitions: SourcedTable): readonly string[] | null {
  const chain: string[] = [];
  for (let next: string | null = name; next !== null; next = parentOf(next, definitions)) {
    if (chain.includes(next) || !(BUILT_IN_PROFILES.has(next) || tableAt(definitions, [next]))) return null;
    chain.push(next);
  }
  return chain;
}

function parentOf(name: string, definitions: SourcedTable): string | null {
  const parent = sourcedAt(definitions, [name, 'extends']);
  return parent?.type === 'value' && typeof parent.value === 'string' ? parent.value : null;
}

function tableAt(table: SourcedTable, path: readonly string[]): SourcedTable | null {
  const found = sourcedAt(table, path);
  return found?.type === 'table' ? found : null;
}

function entriesOf(profile: SourcedTable): PathEntry[] {
  return [...(tableAt(profile, ['filesystem'])?.entries ?? [])].flatMap(([path, entry]) =>
    entry.type === 'table' ? [...entry.entries].flatMap(([below, inner]) => entryOf(path, below, inner)) : entryOf(path, '', entry),
  );
}

function entryOf(path: string, below: string, entry: Sourced): PathEntry[] {
  const access = entry.type === 'value' ? ACCESS.get(entry.value as string) : undefined;
  return access ? [{ path, below, access, origin: entry.origin }] : [];
}

/** `none` is the older word for `deny`. */
const ACCESS: ReadonlyMap<string, PathAccess> = new Map([
  ['read', 'read'],
  ['write', 'write'],
  ['deny', 'deny'],
  ['none', 'deny'],
]);

function strongerMode(inherited: SandboxMode, entries: readonly PathEntry[]): SandboxMode {
  if (inherited === 'danger-full-access' || entries.some((entry) => entry.path === ':root' && entry.access === 'write'))
    return 'danger-full-access';
  return entries.some((entry) => entry.access === 'write') ? 'workspace-write' : inherited;
}
