/** Network policies in few words, on the JavaScript build of the core. */

import type { Decision, Origin, Profile } from '../../src/base/index.ts';
import {
  type CompiledNetwork,
  compileNetworkPolicy,
  type DomainEntry,
  type EgressRanges,
  type HostRule,
  type MakeNameTable,
  type ManagedNetwork,
  type NetworkPolicy,
  type NetworkSettings,
  nameTablesIn,
  type Protocol,
} from '../../src/network/index.ts';
import { createCore } from '../../src/shell/core.ts';

export const ORIGIN: Origin = { source: 'policy.toml', line: 1, column: 1 };

export interface Lists {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly review?: readonly string[];
}

/** The entries of three lists, in this order. */
export function entries({ allow = [], deny = [], review = [] }: Lists): DomainEntry[] {
  return [
    ...allow.map((pattern): DomainEntry => ({ pattern, access: 'allow', origin: ORIGIN })),
    ...deny.map((pattern): DomainEntry => ({ pattern, access: 'deny', origin: ORIGIN })),
    ...review.map((pattern): DomainEntry => ({ pattern, access: 'review', origin: ORIGIN })),
  ];
}

type Switches = Partial<Omit<ManagedNetwork, 'domains'>>;

/** Settings that are on; null as lists: none were given. */
export function settings(lists: Lists | null, switches: Switches = {}): NetworkSettings {
  return { enabled: true, domains: lists && entries(lists), ...switches };
}

export function rule(host: string, protocol: Protocol, decision: Decision, layer = 'user rules'): HostRule {
  return { host, protocol, decision, origin: { ...ORIGIN, layer } };
}

export interface Sources {
  readonly profile?: Profile;
  readonly managed?: ManagedNetwork;
  readonly settings?: NetworkSettings;
  readonly rules?: readonly HostRule[];
  readonly ranges?: readonly EgressRanges[];
}

export function compile(sources: Sources, makeTable: MakeNameTable = makeScriptTable): CompiledNetwork {
  const { profile = 'strict', managed = null, settings: own = null, rules = [], ranges = [] } = sources;
  return compileNetworkPolicy({ profile, managed, settings: own, rules, ranges }, makeTable);
}

export function policyOf(sources: Sources, makeTable?: MakeNameTable): NetworkPolicy {
  const { value, diagnostics } = compile(sources, makeTable);
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

const SEED = 42;

/** Tables on each build of the core; all of a test file stand in one memory. */
export const makeWasmTable: MakeNameTable = nameTablesIn(createCore('wasm'), SEED);
export const makeScriptTable: MakeNameTable = nameTablesIn(createCore('js'), SEED);
