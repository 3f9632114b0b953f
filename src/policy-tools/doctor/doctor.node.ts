/** Everything that `portcullis doctor` looks at, in one report. */
import { homedir } from 'node:os';
import type { LayerReport, PolicySnapshot } from '../../config/index.ts';
import { createEngine, type Policy, policyOfMachine } from '../../engine/index.ts';
import { lintPolicy } from '../lint/lint.ts';
import { lintSubjectOf } from '../lint/machine-subject.node.ts';
import { type Check, type CheckStatus, worstStatus } from './check.ts';
import { checkHooks } from './hook-checks.node.ts';
import { checkPolicy } from './policy-checks.ts';
import { probePolicy } from './probes.ts';
import { checkRuntime } from './runtime-checks.node.ts';
import { type VerificationRow, verify } from './verification.ts';

export interface DoctorReport {
  readonly schemaVersion: 1;
  readonly status: CheckStatus;
  readonly fingerprint: string;
  readonly profile: string;
  readonly layers: readonly LayerReport[];
  readonly checks: readonly Check[];
  readonly verification: readonly VerificationRow[];
}

/** `today` is an ISO date; `more`: checks of what only the caller can look at. */
export async function examine(snapshot: PolicySnapshot, today: string, more: readonly Check[]): Promise<DoctorReport> {
  const policy = policyOfMachine(snapshot);
  const findings = [...snapshot.diagnostics, ...lintPolicy(await lintSubjectOf(snapshot, today))];
  const checks = [
    ...checkPolicy(snapshot, findings),
    ...probe(snapshot, policy),
    ...(await checkRuntime(policy)),
    await checkHooks(homedir(), snapshot.projectRoot),
    ...more,
  ];
  const { profile, layers } = snapshot;
  const { fingerprint } = policy;
  return { schemaVersion: 1, status: worstStatus(checks), fingerprint, profile, layers, checks, verification: verify(snapshot, checks) };
}

/** Nothing can be probed where nothing is in force. */
function probe(snapshot: PolicySnapshot, policy: Policy): readonly Check[] {
  const { requirements } = snapshot;
  if (!requirements)
    return [{ id: 'probe.harmless', status: 'skipped', summary: 'nothing can be probed while everything is forbidden', details: [] }];
  const binding = snapshot.rules.filter((layer) => layer.type !== 'project').flatMap((layer) => layer.rules.prefixRules);
  return probePolicy({ engine: createEngine(policy), requirements, rules: binding, home: homedir() });
}
