/** What Codex itself would answer, as plain data; the wire form is the same object. */
import type { Decision, Diagnostic, Span } from '../../base/index.ts';
import type { ApprovalPolicy, SandboxMode } from '../../config/index.ts';
import type { Match } from '../evaluation.ts';
import type { Obstacle } from './obstacle.ts';

/** What a person may answer to a prompt. */
export type AvailableDecision =
  | 'accept'
  | 'decline'
  | 'cancel'
  | { readonly acceptWithExecpolicyAmendment: { readonly execpolicy_amendment: readonly string[] } };

/** One argument list that rules are matched against: a plain command, or the whole line with an opaque script in it. */
export interface CodexInvocation {
  readonly argv: readonly string[];
  /** In the request's text; null for an argument list of the request itself. */
  readonly span: Span | null;
  readonly decision: Decision;
  readonly matches: readonly Match[];
  /** Whether Codex takes it for a forced `rm`; it looks only where no rule matches. */
  readonly forcedRemoval: boolean;
}

export interface CodexEvaluation {
  readonly profile: 'codex';
  readonly decision: Decision;
  /** What Codex says to the person or the model; null where it says nothing. */
  readonly reason: string | null;
  /** `human`: a person must answer the prompt. Only with `prompt`. */
  readonly approvalKind?: 'user' | 'human';
  /** What an approval may add to the rules as an allowed prefix. Only with `prompt`. */
  readonly proposedAmendment: readonly string[] | null;
  /** Only with `prompt`. */
  readonly availableDecisions: readonly AvailableDecision[] | null;
  /** Whether it runs in the sandbox. Only with `allow`. */
  readonly sandboxed: boolean | null;
  /** The argument list that Codex starts; empty where it does not come to that. */
  readonly commandLine: readonly string[];
  /** What keeps Codex from looking into the script; null where nothing does. */
  readonly obstacle: Obstacle | null;
  readonly invocations: readonly CodexInvocation[];
  /** Null where Codex does not start. */
  readonly settings: { readonly approvalPolicy: ApprovalPolicy; readonly sandboxMode: SandboxMode } | null;
  /** What "allow for this session" is remembered under: exactly this command in this folder. */
  readonly approvalKey: string;
  readonly policy: { readonly fingerprint: string; readonly stale: boolean };
  readonly diagnostics: readonly Diagnostic[];
}
