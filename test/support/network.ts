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
import { domainAdd, domainInit, domainMatch } from '../../wasm/domain.ts';
import { currentMemory, useMemory } from '../../wasm/memory.ts';

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

/** A table in a memory of its own, by the JavaScript build of the core. */
export const makeScriptTable: MakeNameTable = (names, all) => {
  let memory = new ArrayBuffer(1 << 16);
  let top = 8;
  const within = <T>(run: () => T): T => {
    const before = currentMemory();
    useMemory(memory);
    try {
      return run();
    } finally {
      useMemory(before);
    }
  };
  const core = {
    memory: () => memory,
    reserve(bytes: number) {
      const at = top;
      top += bytes;
      if (top > memory.byteLength) {
        const larger = new ArrayBuffer(2 ** Math.ceil(Math.log2(top)));
        new Uint8Array(larger).set(new Uint8Array(memory));
        memory = larger;
      }
      return at;
    },
    domainInit: (...args: Parameters<typeof domainInit>) => within(() => domainInit(...args)),
    domainAdd: (...args: Parameters<typeof domainAdd>) => within(() => domainAdd(...args)),
    domainMatch: (...args: Parameters<typeof domainMatch>) => within(() => domainMatch(...args)),
  };
  return nameTablesIn(core, 0x2a)(names, all);
};
