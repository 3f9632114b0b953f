export { type Address, isPublicAddress, parseAddress } from './address.ts';
export { COMMON_DEPENDENCIES } from './common-dependencies.ts';
export type { MakeNameTable, NameTable, TableName } from './domain-list.ts';
export {
  compareRanges,
  type EgressRanges,
  isOlder,
  matchRange,
  type ParsedRanges,
  type Prefix,
  parseEgressRanges,
  type RangeDifference,
} from './egress-ranges.ts';
export { type EnvironmentNetwork, PRESET_NAMES, resolveEnvironment } from './environment.ts';
export { decideNetwork, evaluateNetwork, type NetworkEvaluation } from './evaluate.ts';
export type { NetworkFinding } from './finding.ts';
export { type Host, type Name, normaliseHost, type RefusedHost } from './host.ts';
export { type DomainCore, nameTablesIn } from './name-table.ts';
export { type DomainPattern, formatPattern, type ParsedPattern, parsePattern } from './pattern.ts';
export {
  type CompiledNetwork,
  checkManagedNetwork,
  compileNetworkPolicy,
  type NetworkPolicy,
  type PolicyEntry,
  type Unlisted,
} from './policy.ts';
export { listsOf, type PolicyLists } from './policy-lists.ts';
export type { NetworkRequest } from './request.ts';
export type { NetworkContext } from './resolution.ts';
export type { DomainEntry, HostRule, ManagedNetwork, NetworkSettings, NetworkSources, SocketEntry } from './settings.ts';
export { PROTOCOLS, type Protocol, readTarget, type Target, type TargetForm } from './target.ts';
