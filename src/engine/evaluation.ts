/** The answer to a command request, as plain data; the wire form is the same object. */
import type { Decision, Diagnostic, Origin, Span } from '../base/index.ts';
import type { SandboxMode } from '../config/index.ts';
import type { Analysis } from '../shell/index.ts';
import type { Finding } from './finding.ts';

/** A rule that matched an invocation. */
export interface Match {
  readonly decision: Decision;
  readonly matchedPrefix: readonly string[];
  /** What the rule found further on among the arguments. */
  readonly subtokens?: readonly string[];
  readonly rule: { readonly source: string; readonly line: number; readonly column: number; readonly id?: string };
  readonly justification?: string;
  /** The path, where the rule matched by the program's base name. */
  readonly resolvedProgram?: string;
}

/** What one invocation, or all together, would touch: base names of programs, absolute paths, host names. */
export interface Facts {
  readonly programs: readonly string[];
  readonly writes: readonly string[];
  readonly deletes: readonly string[];
  readonly reads: readonly string[];
  readonly hosts: readonly string[];
}

export interface InvocationEvaluation extends Facts {
  /** Null: an unknown word, zero or more words. */
  readonly argv: readonly (string | null)[];
  readonly program: string | null;
  readonly assignments: readonly { readonly name: string; readonly value: string | null }[];
  readonly redirections: readonly { readonly operator: string; readonly fd: number | string | null; readonly target: string | null }[];
  /** What encloses it, from the outside in; `wrapper NAME` where another program starts it. */
  readonly context: readonly string[];
  /** In the request's text; for nested scripts the span of the word that holds them. */
  readonly span: Span;
  readonly decision: Decision;
  /** Whether a rule allows it, or it is free of effect. */
  readonly covered: boolean;
  readonly matches: readonly Match[];
  readonly findings: readonly Finding[];
  /** What the program tables say it does, by kind; paths and hosts are in the sets beside. */
  readonly effects: readonly string[];
}

export interface Evaluation extends Facts {
  readonly decision: Decision;
  /** Why it may run: each invocation is allowed by a rule or free of effect, or the enforced sandbox contains it. Only with `allow`. */
  readonly basis?: 'rules' | 'sandbox';
  readonly reason: string;
  /** `human`: a person must answer the prompt. Only with `prompt`. */
  readonly approvalKind?: 'user' | 'human';
  readonly invocations: readonly InvocationEvaluation[];
  /** Findings about the text as a whole; those of invocations stand with them. */
  readonly findings: readonly Finding[];
  /** Files of the workspace that were looked into, with the SHA-256 of their text: whoever agrees agrees to these. */
  readonly scripts: readonly { readonly path: string; readonly digest: string }[];
  /** Contained findings under an enforced sandbox: what it will refuse if the command runs. */
  readonly expectedFailures: readonly Finding[];
  readonly sandbox: SandboxView;
  /** What "allow for this session" may be remembered under. */
  readonly approvalKey: string;
  readonly policy: { readonly fingerprint: string; readonly stale: boolean };
  /** What is wrong with policy or request; with errors the decision is forbidden. */
  readonly diagnostics: readonly Diagnostic[];
}

/** An evaluation, and the reading of the command it rests on. */
export interface Explanation {
  readonly evaluation: Evaluation;
  /** Null for a command given as argv, and for a request at fault. */
  readonly analysis: Analysis | null;
}

/** A path of the sandbox and who put it there. */
export interface SandboxPath {
  readonly path: string;
  readonly origin: Origin;
}

export interface SandboxView {
  readonly mode: SandboxMode;
  /** Who chose the mode. */
  readonly origin: Origin;
  readonly writableRoots: readonly SandboxPath[];
  /** Inside writable roots, and not writable. */
  readonly protectedPaths: readonly SandboxPath[];
  /** Paths and globs. */
  readonly deniedReads: readonly SandboxPath[];
  /** `listed`: only hosts that `allowedDomains` cover, through a proxy. */
  readonly network: { readonly access: 'none' | 'listed' | 'full'; readonly allowedDomains: readonly string[]; readonly origin: Origin };
}
