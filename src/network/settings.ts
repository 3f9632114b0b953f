/**
 * The network settings that layers of policy may hold, as plain data: the input of `compileNetworkPolicy`
 * (reference: codex-semantics §4.4, §6 and §7; `[experimental_network]`, `[permissions.NAME.network]`, `network_rule`).
 */
import type { Decision, Origin, Profile } from '../base/index.ts';
import type { EgressRanges } from './egress-ranges.ts';
import type { Protocol } from './target.ts';

export interface DomainEntry {
  readonly pattern: string;
  readonly access: 'allow' | 'deny' | 'review';
  readonly origin: Origin;
}

export interface SocketEntry {
  readonly path: string;
  readonly access: 'allow' | 'deny';
  readonly origin: Origin;
}

/** A `network_rule`; the types of the rules module fit. */
export interface HostRule {
  readonly host: string;
  readonly protocol: Protocol;
  readonly decision: Decision;
  readonly justification?: string;
  readonly origin: Origin;
}

export interface NetworkSettings {
  readonly enabled: boolean;
  /** Null where no list was given at all: then `enabled` is plain access to the network. */
  readonly domains: readonly DomainEntry[] | null;
  /** `limited`: GET, HEAD and OPTIONS over HTTP only. */
  readonly mode?: 'full' | 'limited';
  /** Methods that are allowed, in capitals; absent for all. */
  readonly methods?: readonly string[];
  readonly sockets?: readonly SocketEntry[];
  readonly allowAllSockets?: boolean;
  readonly allowLocalBinding?: boolean;
  /** Nobody can be asked: what would prompt is forbidden. */
  readonly unattended?: boolean;
  /** Codex only: its `network_proxy` feature is on, so that the lists are enforced at all. */
  readonly proxied?: boolean;
}

/** `[experimental_network]` of the requirements. */
export interface ManagedNetwork extends NetworkSettings {
  readonly managedAllowedDomainsOnly?: boolean;
}

export interface NetworkSources {
  readonly profile: Profile;
  readonly managed: ManagedNetwork | null;
  /** Of the active permission profile or environment. */
  readonly settings: NetworkSettings | null;
  readonly rules: readonly HostRule[];
  /** Published address ranges whose members count as allowed. */
  readonly ranges: readonly EgressRanges[];
}
