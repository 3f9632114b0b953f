/**
 * The published verification matrix: what an enterprise is promised, and what of it holds here. Sign-in is not ours to check
 * (reference: enterprise-governance).
 */
import type { PolicySnapshot } from '../../config/index.ts';
import { type Check, type CheckStatus, worstStatus } from './check.ts';

export interface VerificationRow {
  readonly promise: string;
  readonly status: CheckStatus;
  readonly summary: string;
}

const NOT_HERE = 'not checkable here: it belongs to the service and the identity provider';

export function verify(snapshot: PolicySnapshot, checks: readonly Check[]): readonly VerificationRow[] {
  const of = (prefix: string) => worstStatus(checks.filter((check) => check.id.startsWith(prefix)));
  const telemetry = hasTelemetry(snapshot);
  return [
    { promise: 'local and cloud sign-in work', status: 'skipped', summary: NOT_HERE },
    { promise: 'MFA and SSO as the company demands', status: 'skipped', summary: NOT_HERE },
    { promise: 'roles and toggles give the expected access', status: of('probe.'), summary: 'the probes above' },
    {
      promise: 'managed configuration applies',
      status: worstStatus(checks.filter((check) => /^policy\.(?:load|requirements)$/.test(check.id))),
      summary: 'the layers above',
    },
    {
      promise: 'governance data is visible to its owners',
      status: telemetry ? 'ok' : 'warning',
      summary: telemetry ? 'telemetry is exported' : 'no telemetry is exported; the audit log of Portcullis is the only record',
    },
  ];
}

function hasTelemetry({ requirements, config }: PolicySnapshot): boolean {
  const exporter =
    requirements?.table.otel?.exporter ?? config.layers.map((layer) => exporterIn(layer.checked.otel)).find((each) => each !== undefined);
  return exporter !== undefined && exporter !== 'none';
}

function exporterIn(otel: unknown): unknown {
  return typeof otel === 'object' && otel !== null ? (otel as { readonly exporter?: unknown }).exporter : undefined;
}
