/**
 * One immutable state of all policy: what was found, what is in force, and what is wrong with it.
 *
 * INVARIANT: made of files that were read once; the fingerprint covers exactly their bytes and what else chose between them, so the same
 * inputs have the same fingerprint on every machine.
 */
import { type Diagnostic, digestText, type Profile } from '../base/index.ts';
import type { McpSources } from '../mcp/index.ts';
import type { RuleSet } from '../rules/index.ts';
import type { MergedConfig } from './config-layer.ts';
import type { Requirements } from './requirements.ts';
import type { TrustLevel } from './vocabulary.ts';

export type LayerState =
  | 'active'
  | 'absent'
  /** It cannot be used; its last good prompts and forbids may still be in force. */
  | 'broken'
  /** Of a project that is not trusted. */
  | 'disabled'
  /** Of a trusted project, with content that the user has not confirmed: it can only make answers stricter. */
  | 'unconfirmed';

/** What of a layer is broken. */
export type LayerFault = 'configuration' | 'rules' | 'unreadable rules';

/** What became of one source, for `doctor` and `config show`. */
export interface LayerReport {
  readonly kind: 'requirements' | 'configuration' | 'rules';
  readonly type: string;
  readonly name: string;
  readonly path: string;
  readonly state: LayerState;
  /** Of what was read. */
  readonly digest: string | null;
  /** Of what counts: the last good content of a broken layer, the confirmed one of an unconfirmed layer. */
  readonly inForce: string | null;
}

export const NO_RULES: RuleSet = { prefixRules: [], networkRules: [], hostExecutables: [] };

/** The rules of one folder. */
export interface RuleLayer {
  readonly type: 'system' | 'user' | 'project';
  readonly name: string;
  readonly rules: RuleSet;
}

export interface PolicySnapshot {
  readonly fingerprint: string;
  readonly profile: Profile;
  /**
   * `forbid-all`: a layer that everything depends on is broken. `no-default-allow`: a lower layer is broken, so nothing is allowed merely
   * because a sandbox contains it.
   */
  readonly restriction: 'none' | 'no-default-allow' | 'forbid-all';
  /** Null under `forbid-all`. */
  readonly requirements: Requirements | null;
  readonly config: MergedConfig;
  /** What requirements and configuration say about MCP servers and tools. */
  readonly mcp: McpSources;
  /** Low to high, what may not allow already without its allows. The rules of requirements are not among them. */
  readonly rules: readonly RuleLayer[];
  readonly trust: TrustLevel | null;
  readonly projectRoot: string;
  readonly layers: readonly LayerReport[];
  readonly diagnostics: readonly Diagnostic[];
  /** Files and folders that decide about policy, whether they exist or not: nothing an agent runs may write there. */
  readonly policyPaths: readonly string[];
}

/** The same for the same sources, wherever they lie. */
export function fingerprintOf(layers: readonly LayerReport[], circumstances: readonly string[]): string {
  const found = layers.filter((layer) => layer.state !== 'absent' && layer.state !== 'disabled');
  const entries = found.map(({ kind, type, state, digest, inForce }) => [kind, type, state, digest, inForce]);
  return digestText(JSON.stringify([circumstances, entries]));
}

/** A set without the rules that allow. */
export function withoutAllows({ prefixRules, networkRules }: RuleSet): RuleSet {
  return {
    prefixRules: prefixRules.filter((rule) => rule.decision !== 'allow'),
    networkRules: networkRules.filter((rule) => rule.decision !== 'allow'),
    // Paths of a program only widen what an allow rule covers.
    hostExecutables: [],
  };
}
