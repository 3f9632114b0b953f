/** The answer to a network request: may this connection be opened, and why (reference: the protocol's network request). */
import { type Code, type Decision, type Diagnostic, digestText, strictest } from '../base/index.ts';
import {
  evaluateNetwork,
  type NetworkContext,
  type NetworkFinding,
  type NetworkRequest,
  type PolicyEntry,
  type Protocol,
} from '../network/index.ts';
import type { JoinedNetwork } from './network-join.ts';
import { type EffectiveSettings, promptUnder } from './settings.ts';

/** What speaks against it; nothing that a sandbox would contain, for the sandbox asks this very question. */
export interface RequestFinding {
  readonly code: Code;
  readonly kind: 'open';
  readonly decision: Decision;
  readonly message: string;
  readonly help?: string;
}

/** What every answer has, whatever was asked. */
export interface AnswerHead {
  readonly decision: Decision;
  readonly reason: string;
  readonly findings: readonly RequestFinding[];
  /** What "allow for this session" may be remembered under. */
  readonly approvalKey: string;
  readonly policy: { readonly fingerprint: string; readonly stale: boolean };
  readonly diagnostics: readonly Diagnostic[];
}

export interface ConnectionEvaluation extends AnswerHead {
  /** As it was matched; null where it was refused, or a socket was asked for. */
  readonly host: string | null;
  readonly port: number | null;
  readonly protocol: Protocol | null;
  readonly method: string | null;
  /** Entries of the policy that cover the host, in its order. */
  readonly matches: readonly PolicyEntry[];
}

/** What an answer says about the policy. */
export interface AnswerPolicy {
  readonly fingerprint: string;
  readonly stale: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export function evaluateConnection(
  { value, diagnostics }: JoinedNetwork,
  request: NetworkRequest,
  about: { readonly settings: EffectiveSettings; readonly policy: AnswerPolicy; readonly context: NetworkContext },
): ConnectionEvaluation {
  const { settings, policy, context } = about;
  const all = { ...policy, diagnostics: [...policy.diagnostics, ...diagnostics] };
  if (!value) return refuseConnection(brokenPolicy(diagnostics), all);
  const isUnbound = value.profile === 'codex' && settings.sandboxMode === 'danger-full-access';
  const evaluation = evaluateNetwork(value, request, context);
  const findings = isUnbound ? [] : evaluation.findings.map((finding) => withSettings(finding, settings));
  const { host, port, protocol, method, matches } = evaluation;
  return {
    ...headOf(findings, allowReason(host, matches), ['network', host ?? request.url ?? '', protocol], all),
    host,
    port,
    protocol,
    method,
    matches,
  };
}

/** A prompt by a rule and one by anything else are switched off separately. */
function withSettings({ decision, code, ...rest }: NetworkFinding, settings: EffectiveSettings): RequestFinding {
  const cause = code === 'NW026' ? 'rule' : 'finding';
  return { ...rest, code, kind: 'open', decision: decision === 'forbidden' ? decision : promptUnder(settings, cause) };
}

function allowReason(host: string | null, matches: readonly PolicyEntry[]): string {
  const entry = matches.find(({ access }) => access === 'allow');
  if (!entry) return 'the policy grants plain network access';
  return `\`${host}\` is allowed by \`${entry.pattern}\` (${entry.origin.source}:${entry.origin.line})`;
}

/** Decision, reason and key, from the findings. */
export function headOf(findings: readonly RequestFinding[], allowed: string, key: readonly unknown[], policy: AnswerPolicy): AnswerHead {
  const decision = findings.reduce<Decision>((strict, finding) => strictest(strict, finding.decision), 'allow');
  const { fingerprint, stale, diagnostics } = policy;
  return {
    decision,
    reason: findings.find((finding) => finding.decision === decision)?.message ?? allowed,
    findings,
    approvalKey: digestText(JSON.stringify([...key, fingerprint])),
    policy: { fingerprint, stale },
    diagnostics,
  };
}

/** The answer where nothing can be judged. */
export function refuseConnection(finding: RequestFinding, policy: AnswerPolicy): ConnectionEvaluation {
  return { ...headOf([finding], '', [], policy), approvalKey: '', host: null, port: null, protocol: null, method: null, matches: [] };
}

/** The finding that stands for a policy with errors. */
export function brokenPolicy(diagnostics: readonly Diagnostic[]): RequestFinding {
  const error = diagnostics.find(({ severity }) => severity === 'error');
  return {
    code: 'EN022',
    kind: 'open',
    decision: 'forbidden',
    message: error?.message ?? 'the policy is broken',
    ...(error?.help ? { help: error.help } : {}),
  };
}
