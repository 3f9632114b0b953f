/**
 * The network policy of a session: what requirements, rules, profile or environment and the sandbox settings say together, compiled once
 * for every combination that requests ask for.
 *
 * INVARIANT: a policy that does not compile forbids every connection; it is never left out.
 */
import { type Diagnostic, MAX_KEPT_NETWORKS } from '../base/index.ts';
import { profileNetwork, type Settings } from '../config/index.ts';
import {
  compileNetworkPolicy,
  type MakeNameTable,
  type NetworkPolicy,
  type NetworkSettings,
  type NetworkSources,
} from '../network/index.ts';
import type { Policy } from './policy.ts';

export interface JoinedNetwork {
  /** Null where it does not compile. */
  readonly value: NetworkPolicy | null;
  readonly diagnostics: readonly Diagnostic[];
}

export class NetworkPolicies {
  readonly #sources: NetworkSources;
  readonly #environment: NetworkSettings | null;
  readonly #makeTable: () => MakeNameTable;
  readonly #kept = new Map<string, JoinedNetwork>();

  /** `makeTable` gives room for tables when it is first needed. */
  constructor({ profile, network, environment }: Policy, makeTable: () => MakeNameTable) {
    this.#sources = network ?? { profile, managed: null, settings: null, rules: [], ranges: [] };
    this.#environment = environment;
    this.#makeTable = makeTable;
  }

  /** The policy under these settings; null where there is no configuration. */
  under(settings: Settings | null): JoinedNetwork {
    const own = this.#environment ?? (settings && sandboxNetwork(settings, this.#sources.profile === 'codex'));
    const key = JSON.stringify(own);
    const known = this.#kept.get(key);
    if (known) return known;
    if (this.#kept.size >= MAX_KEPT_NETWORKS) this.#kept.clear();
    const joined = compileNetworkPolicy({ ...this.#sources, settings: own }, (names, all) => this.#makeTable()(names, all));
    this.#kept.set(key, joined);
    return joined;
  }
}

/**
 * The network part of the settings. A mode alone says something only where somebody has written so: that it has no network by itself is
 * the sandbox speaking. Codex knows no such difference.
 */
function sandboxNetwork({ permissionProfile, networkAccess, sandboxMode, features }: Settings, isCodex: boolean): NetworkSettings | null {
  const isProxied = features.get('network_proxy')?.value === true;
  const profile = permissionProfile?.value.network ?? null;
  if (profile) return profileNetwork(profile, isProxied);
  const isStated = networkAccess.origin.line > 0 && sandboxMode.value === 'workspace-write';
  return isCodex || isStated ? { enabled: networkAccess.value, domains: null } : null;
}
