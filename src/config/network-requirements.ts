/**
 * The managed network: `[experimental_network]` of all layers as one table of domains and sockets, each with its origin. The network of a
 * permission profile is read the same way.
 *
 * The older lists and the newer maps mean the same; a host on both sides is denied. What a bare `*` means to each profile is the network
 * module's to say (reference: codex-semantics §4.4).
 */
import type { Diagnostic, Origin, Profile, TomlValue } from '../base/index.ts';
import { checkManagedNetwork, type DomainEntry, type ManagedNetwork, type NetworkSettings } from '../network/index.ts';
import { type Sourced, type SourcedTable, sourcedAt } from './sourced.ts';

export interface NetworkRequirements {
  /** What is decided by. */
  readonly managed: ManagedNetwork;
  /** The switches and ports by their name in the file, for display; absent where no layer says anything. */
  readonly stated: ReadonlyMap<string, TomlValue>;
  readonly origin: Origin;
}

export interface ResolvedNetwork {
  readonly value: NetworkRequirements | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Keys that are not lists or maps of domains and sockets. */
const PLAIN_KEYS = [
  'enabled',
  'http_port',
  'socks_port',
  'allow_upstream_proxy',
  'dangerously_allow_non_loopback_proxy',
  'dangerously_allow_all_unix_sockets',
  'managed_allowed_domains_only',
  'allow_local_binding',
  'header_injections',
] as const;

/** Resolves the network of merged requirements; null where no layer has any. */
export function resolveNetwork(requirements: SourcedTable, profile: Profile): ResolvedNetwork {
  const table = sourcedAt(requirements, ['experimental_network']);
  if (table?.type !== 'table') return { value: null, diagnostics: [] };
  const stated = new Map<string, TomlValue>();
  for (const key of PLAIN_KEYS) {
    const entry = table.entries.get(key);
    if (entry?.type === 'value') stated.set(key, entry.value);
  }
  const managed = managedNetwork(table, stated);
  return { value: { managed, stated, origin: table.origin }, diagnostics: checkManagedNetwork(profile, managed) };
}

function managedNetwork(table: SourcedTable, stated: ReadonlyMap<string, TomlValue>): ManagedNetwork {
  const domains = collectAccess(table, 'domains', { allowed_domains: 'allow', denied_domains: 'deny' });
  const reviewed = listOf(table.entries.get('review_domains')).map((each): DomainEntry => ({ ...each, access: 'review' }));
  const sockets = collectAccess(table, 'unix_sockets', { allow_unix_sockets: 'allow' });
  return {
    enabled: stated.get('enabled') === true,
    domains: [...domains, ...reviewed],
    sockets: sockets.map(({ pattern, ...rest }) => ({ path: pattern, ...rest })),
    allowAllSockets: stated.get('dangerously_allow_all_unix_sockets') === true,
    managedAllowedDomainsOnly: stated.get('managed_allowed_domains_only') === true,
    ...flag('allowLocalBinding', stated.get('allow_local_binding')),
  };
}

/** `[permissions.NAME.network]`; `proxied`: whether Codex would enforce its lists at all. */
export function profileNetwork(table: SourcedTable, proxied: boolean): NetworkSettings {
  const entryValue = (key: string) => {
    const entry = table.entries.get(key);
    return entry?.type === 'value' ? entry.value : undefined;
  };
  return {
    enabled: entryValue('enabled') === true,
    domains: table.entries.has('domains') ? collectAccess(table, 'domains', {}) : null,
    mode: entryValue('mode') === 'limited' ? 'limited' : 'full',
    sockets: collectAccess(table, 'unix_sockets', {}).map(({ pattern, ...rest }) => ({ path: pattern, ...rest })),
    ...flag('allowAllSockets', entryValue('dangerously_allow_all_unix_sockets')),
    ...flag('allowLocalBinding', entryValue('allow_local_binding')),
    proxied,
  };
}

/** A switch that says nothing where no layer sets it. */
function flag<K extends string>(key: K, value: TomlValue | undefined): { readonly [P in K]?: boolean } {
  return (typeof value === 'boolean' ? { [key]: value } : {}) as { readonly [P in K]?: boolean };
}

interface AccessEntry {
  readonly pattern: string;
  readonly access: 'allow' | 'deny';
  readonly origin: Origin;
}

/** A map and the older lists beside it, as one list of entries; deny wins. */
function collectAccess(table: SourcedTable, map: string, lists: Readonly<Record<string, 'allow' | 'deny'>>): AccessEntry[] {
  const found = new Map<string, AccessEntry>();
  const add = (entry: AccessEntry) => {
    if (entry.access === 'deny' || !found.has(entry.pattern)) found.set(entry.pattern, entry);
  };
  const entries = table.entries.get(map);
  for (const [pattern, entry] of entries?.type === 'table' ? entries.entries : []) {
    // Sockets of a profile may say `none`, which is no less than `deny`.
    if (entry.type === 'value') add({ pattern, access: entry.value === 'allow' ? 'allow' : 'deny', origin: entry.origin });
  }
  for (const [list, access] of Object.entries(lists)) {
    for (const { pattern, origin } of listOf(table.entries.get(list))) add({ pattern, access, origin });
  }
  return [...found.values()];
}

function listOf(list: Sourced | undefined): { pattern: string; origin: Origin }[] {
  return list?.type === 'value' ? (list.value as readonly string[]).map((pattern) => ({ pattern, origin: list.origin })) : [];
}
