/**
 * One decision as the audit log keeps it: who asked what, what was answered, by which rule of which policy, and how long it took.
 *
 * INVARIANT: a record is made from the request and the answer as they were; nothing is evaluated again, and redaction is the log's.
 */
import type { Decision } from '../base/index.ts';
import type { Match } from '../engine/index.ts';

/** Where the asking client runs. */
export type AuditSurface = 'local' | 'cloud';

/** Who asks; what a client declared when its session began. */
export interface AuditSession {
  readonly surface: AuditSurface;
  readonly principal: { readonly user: string | null; readonly groups: readonly string[] };
  readonly client: { readonly name: string; readonly version: string | null } | null;
  /** Absolute path of the folder the session works in; null where it is not known. */
  readonly workspace: string | null;
}

/** A rule that took part in a decision. */
export interface AuditRule {
  readonly decision: Decision | null;
  readonly source: string;
  readonly line: number;
  readonly column: number;
  readonly id?: string;
}

export interface AuditRecord extends AuditSession {
  /** When the decision was made: ISO 8601, UTC. */
  readonly time: string;
  /** What was called, as the protocol names it: `policy/evaluate`, `policy/amend`, … */
  readonly method: string;
  /** The request as it came, `id` included. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly decision: Decision;
  readonly basis: 'rules' | 'sandbox' | null;
  readonly reason: string;
  readonly rules: readonly AuditRule[];
  /** Codes of findings, each once. */
  readonly findings: readonly string[];
  readonly policy: { readonly fingerprint: string; readonly stale: boolean };
  /** Microseconds from the request to its answer. */
  readonly durationUs: number;
}

/** What was asked and what was answered. */
export interface AuditedDecision {
  readonly time: string;
  readonly method: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly answer: AuditedAnswer;
  readonly durationUs: number;
}

/** What every answer of the engine has; a decision that was made without its reasons may leave them out. */
export interface AuditedAnswer {
  readonly decision: Decision;
  readonly basis?: 'rules' | 'sandbox';
  readonly reason?: string | null;
  readonly findings?: readonly { readonly code: string }[];
  readonly invocations?: readonly { readonly matches: readonly Match[]; readonly findings?: readonly { readonly code: string }[] }[];
  /** Entries of a network or MCP policy. */
  readonly matches?: readonly MatchedEntry[];
  readonly policy: { readonly fingerprint: string; readonly stale: boolean };
}

/** An entry of a list or a rule about tools, with its place. */
export interface MatchedEntry {
  readonly decision?: Decision;
  readonly origin: { readonly source: string; readonly line: number; readonly column: number };
}

/** The record of one decision. */
export function recordOf(session: AuditSession, { time, method, request, answer, durationUs }: AuditedDecision): AuditRecord {
  const { decision, basis = null, reason, findings = [], invocations = [], matches = [], policy } = answer;
  const { surface, principal, client, workspace } = session;
  const rules = [...invocations.flatMap((each) => each.matches.map(ruleOfMatch)), ...matches.map(ruleOfEntry)];
  const codes = [...findings, ...invocations.flatMap((each) => each.findings ?? [])].map(({ code }) => code);
  return {
    time,
    surface,
    principal,
    client,
    workspace,
    method,
    request,
    decision,
    basis,
    reason: reason ?? '',
    rules: distinct(rules),
    findings: [...new Set(codes)],
    policy: { fingerprint: policy.fingerprint, stale: policy.stale },
    durationUs,
  };
}

function ruleOfMatch({ decision, rule }: Match): AuditRule {
  const { source, line, column, id } = rule;
  return { decision, source, line, column, ...(id === undefined ? {} : { id }) };
}

function ruleOfEntry({ decision, origin }: MatchedEntry): AuditRule {
  const { source, line, column } = origin;
  return { decision: decision ?? null, source, line, column };
}

/** Each rule once, in the order of first use. */
function distinct(rules: readonly AuditRule[]): readonly AuditRule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
