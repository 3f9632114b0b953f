/**
 * The rule model: what every source of rules (`.rules` files, requirements TOML, TypeScript objects) is turned into.
 *
 * Matching is exact, case-sensitive token equality on a prefix of argv; every matching rule counts, the strictest wins
 * (reference: Codex `prefix_rule`).
 */
import type { Decision, Place } from '../base/index.ts';

/** One position of a pattern: the program argument must equal one of `any`. */
export interface PatternToken {
  readonly any: readonly [string, ...string[]];
  /**
   * Ours, from published enterprise examples: after this token the arguments contain these words in this order, others between them
   * allowed, each also matching as an option (`--force`, `--force=…`).
   */
  readonly subtokens?: readonly string[];
}

/** Where a rule was written, and in which layer of policy. */
export interface RuleOrigin extends Place {
  /** Name of the policy layer, for people (`system requirements`, `user rules`). */
  readonly layer?: string;
}

/** Extra conditions of `portcullis_rule` and its TOML twin; all given ones must hold. */
export interface RuleConditions {
  /** Any of these options is present anywhere, however spelled (bundled, abbreviated, `--name=value`). */
  readonly options?: readonly string[];
  /** Globs over paths the invocation reads, writes or deletes. */
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  readonly deletes?: readonly string[];
  /** Host patterns the invocation contacts. */
  readonly hosts?: readonly string[];
  /** Names of environment variables the invocation sets. */
  readonly env?: readonly string[];
}

export interface PrefixRule {
  /** Never empty. */
  readonly pattern: readonly [PatternToken, ...PatternToken[]];
  readonly decision: Decision;
  /** `human`: the prompt must be answered by a person (`prompt-user`). Only with decision `prompt`. */
  readonly approvalKind?: 'user' | 'human';
  readonly justification?: string;
  readonly origin: RuleOrigin;
  readonly id?: string;
  /** ISO date (`2027-01-31`): from the day after, the rule no longer allows (an expired prompt or forbidden rule still counts). */
  readonly expires?: string;
  /** Program by base name and all tokens without regard to case (`canonical_matching` of requirements). */
  readonly canonical?: boolean;
  readonly conditions?: RuleConditions;
  /** `off`: an allow of this rule also lifts the sandbox, where requirements permit that. */
  readonly sandbox?: 'off';
}

/** Absolute paths that a bare program name may resolve to (`host_executable`). */
export interface HostExecutable {
  readonly name: string;
  readonly paths: readonly string[];
  readonly origin: RuleOrigin;
}

/** `network_rule`: kept in order; a later one for the same host and protocol replaces an earlier. */
export interface NetworkRule {
  /** Normalised: lower case, no port, no trailing dot. */
  readonly host: string;
  readonly protocol: 'http' | 'https' | 'socks5_tcp' | 'socks5_udp';
  readonly decision: Decision;
  readonly justification?: string;
  readonly origin: RuleOrigin;
}

/** All rules of one policy, in the order they were added. */
export interface RuleSet {
  readonly prefixRules: readonly PrefixRule[];
  readonly networkRules: readonly NetworkRule[];
  readonly hostExecutables: readonly HostExecutable[];
}
