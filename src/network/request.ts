/**
 * From a network request to one connection: host, port, protocol and method in the form in which they are decided.
 */
import type { Profile } from '../base/index.ts';
import { readCodexHost } from './codex-host.ts';
import type { NetworkFinding } from './finding.ts';
import type { Host, RefusedHost } from './host.ts';
import { type Protocol, readTarget, type Target } from './target.ts';

/** Either `url`, or `host` with what is known besides. */
export interface NetworkRequest {
  readonly url?: string;
  readonly host?: string;
  readonly port?: number;
  readonly protocol?: Protocol;
  readonly method?: string;
}

interface Circumstances {
  /** The host or path as it was asked for. */
  readonly text: string;
  readonly port: number | null;
  readonly protocol: Protocol | null;
  readonly method: string | null;
  /** What is wrong with the rest of the request. */
  readonly faults: readonly NetworkFinding[];
}

export type Connection = Circumstances &
  ({ readonly type: 'host'; readonly host: Host | RefusedHost } | { readonly type: 'socket'; readonly path: string });

export function readRequest(request: NetworkRequest, profile: Profile): Connection {
  const text = request.url ?? request.host ?? '';
  const target = withCodexHost(readTarget(text, request.url === undefined ? 'host' : 'url'), request, profile);
  const method = request.method?.toUpperCase() ?? null;
  const port = request.port ?? (target.type === 'host' ? target.port : null);
  const circumstances = {
    text,
    port,
    protocol: request.protocol ?? (target.type === 'host' ? target.protocol : null),
    method,
    faults: [...portFaults(request.port, target), ...methodFaults(method)],
  };
  return target.type === 'host'
    ? { type: 'host', host: target.host, ...circumstances }
    : { type: 'socket', path: target.path, ...circumstances };
}

/** Codex reads a bare host more kindly than we do. */
function withCodexHost(target: Target, { host, url }: NetworkRequest, profile: Profile): Target {
  return profile === 'codex' && host !== undefined && url === undefined && target.type === 'host'
    ? { ...target, host: readCodexHost(host) }
    : target;
}

function portFaults(port: number | undefined, target: Target): NetworkFinding[] {
  const inText = target.type === 'host' ? target.port : null;
  const isBad = port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535 || (inText !== null && inText !== port));
  return isBad ? [{ code: 'NW011', decision: 'forbidden', message: `the port \`${port}\` is none, or not the one in the host` }] : [];
}

function methodFaults(method: string | null): NetworkFinding[] {
  if (method === null || /^[A-Z0-9!#$&'*+.^_|~-]{1,64}$/.test(method)) return [];
  return [{ code: 'NW012', decision: 'forbidden', message: 'the method is not an HTTP token' }];
}
