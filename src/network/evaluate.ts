/**
 * The decision about one connection: everything that speaks against it is a finding, the strictest finding decides, none means allow.
 *
 * INVARIANT: {@link decideNetwork} and {@link evaluateNetwork} give the same decision for every request.
 */
import { type Decision, strictest } from '../base/index.ts';
import { AGAINST_BITS, isAllowedBy } from './access-bits.ts';
import { findForCodex } from './codex-evaluate.ts';
import type { NetworkFinding } from './finding.ts';
import type { Host } from './host.ts';
import type { NetworkPolicy, PolicyEntry, Unlisted } from './policy.ts';
import { type NetworkRequest, readRequest } from './request.ts';
import type { NetworkContext } from './resolution.ts';
import { findForStrict } from './strict-evaluate.ts';
import type { Protocol } from './target.ts';

export interface NetworkEvaluation {
  readonly decision: Decision;
  /** The host as it was matched; null where it was refused or a socket was asked for. */
  readonly host: string | null;
  readonly port: number | null;
  readonly protocol: Protocol | null;
  readonly method: string | null;
  readonly findings: readonly NetworkFinding[];
  /** Every entry of the policy that covers the host, in the order of the policy. */
  readonly matches: readonly PolicyEntry[];
}

const FIND = { strict: findForStrict, codex: findForCodex };

/** The decision with its reasons. */
export function evaluateNetwork(policy: NetworkPolicy, request: NetworkRequest, context: NetworkContext = {}): NetworkEvaluation {
  const connection = readRequest(request, policy.profile);
  const found = FIND[policy.profile](policy, connection, context);
  const findings = policy.unattended ? found.map((finding) => ({ ...finding, decision: 'forbidden' as const })) : found;
  const host = 'host' in connection && connection.host.type !== 'refused' ? connection.host : null;
  return {
    decision: findings.reduce<Decision>((decision, finding) => strictest(decision, finding.decision), 'allow'),
    host: host?.text ?? null,
    port: connection.port,
    protocol: connection.protocol,
    method: connection.method,
    findings,
    matches: host ? entriesFor(policy, host, connection.protocol) : [],
  };
}

/** The decision alone: the same as {@link evaluateNetwork}'s, without its reasons. */
export function decideNetwork(policy: NetworkPolicy, request: NetworkRequest, context: NetworkContext = {}): Decision {
  const { host, protocol = null } = request;
  const isSimple = policy.isPlain && host !== undefined && request.method === undefined && request.port === undefined && !context.resolve;
  const bits = isSimple && request.url === undefined ? policy.list.bitsOfText(host) : -1;
  if (bits < 0 || (bits & AGAINST_BITS) !== 0) return evaluateNetwork(policy, request, context).decision;
  return isAllowedBy(bits, protocol) ? 'allow' : UNLISTED[policy.unlisted];
}

/** What a host gets that no entry covers, where somebody can be asked. */
const UNLISTED: Readonly<Record<Unlisted, Decision>> = {
  unset: 'prompt',
  off: 'prompt',
  open: 'allow',
  prompt: 'prompt',
  forbidden: 'forbidden',
};

function entriesFor(policy: NetworkPolicy, host: Host, protocol: Protocol | null): PolicyEntry[] {
  const numbers = host.type === 'name' ? policy.list.entriesOfName(host.text) : policy.list.entriesOfAddress(host);
  const entries = numbers.flatMap((number) => policy.entries[number] ?? []);
  return entries.filter(({ protocols }) => protocols === null || protocol === null || protocols.includes(protocol));
}
