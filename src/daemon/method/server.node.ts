/** Methods about the daemon itself: what it has done, and what its log says. */
import type { AuditQuery } from '../../audit/index.ts';
import { MAX_QUERIED_ENTRIES } from '../../base/index.ts';
import type { Call } from '../call.node.ts';
import { RpcFailure } from '../rpc.ts';

export function stats(_params: unknown, { service, state }: Call): unknown {
  const { rss, heapUsed } = process.memoryUsage();
  return {
    ...service.statistics.view(),
    memory: { resident: rss, heap: heapUsed },
    policy: { fingerprint: state.policy.fingerprint, ageMs: Date.now() - state.loadedAt },
    clients: service.listeners.size,
    uptimeMs: Math.round(performance.now() - service.startedAt),
    audit: service.audit === null ? null : { fault: service.audit.log.fault },
  };
}

export async function queryAudit(params: AuditQuery, { service }: Call): Promise<unknown> {
  if (service.audit === null) throw new RpcFailure('requestFailed', 'no audit log is kept; start the daemon with `--audit`');
  const limit = Math.min(params.limit ?? MAX_QUERIED_ENTRIES, MAX_QUERIED_ENTRIES);
  return service.audit.query({ ...params, limit });
}
