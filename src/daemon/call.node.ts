/** What a method gets to answer one call. */
import type { Diagnostic, Profile } from '../base/index.ts';
import { placesPolicy } from '../config/index.node.ts';
import type { Circumstances } from './circumstances.ts';
import type { HeldPolicy, PolicyState } from './held-policy.node.ts';
import type { Service } from './service.node.ts';

export interface Call {
  readonly service: Service;
  readonly circumstances: Circumstances;
  readonly held: HeldPolicy;
  /** The policy at the moment of the call: one call is answered by one state. */
  readonly state: PolicyState;
  /** Whether the client holds the other end of our own standard input and output. */
  readonly isStdio: boolean;
  /** Whether anybody still waits for the answer. */
  readonly isCancelled: () => boolean;
  /** Tells the client how far the work is, under the token it gave. */
  readonly progress: (token: string | number, value: unknown) => void;
}

/** What is said about the policy in force, in several answers. */
export interface PolicySummary {
  readonly fingerprint: string;
  readonly stale: boolean;
  readonly restriction: string;
  /** What is configured on this machine, or where the daemon's environment says, or files that it was started with. */
  readonly source: 'machine' | 'environment' | 'files';
  readonly profile: Profile;
  readonly diagnostics: readonly Omit<Diagnostic, 'excerpt'>[];
}

export function summarise({ policy, snapshot }: PolicyState): PolicySummary {
  const { fingerprint, stale = false, restriction, profile, diagnostics } = policy;
  const source = snapshot === null ? 'files' : placesPolicy() ? 'environment' : 'machine';
  return { fingerprint, stale, restriction, source, profile, diagnostics: withoutExcerpts(diagnostics) };
}

export function withoutExcerpts(diagnostics: readonly Diagnostic[]): readonly Omit<Diagnostic, 'excerpt'>[] {
  return diagnostics.map(({ excerpt: _, ...rest }) => rest);
}
