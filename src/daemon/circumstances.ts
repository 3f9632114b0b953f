/**
 * What a session has said once instead of in every request: who asks, and what its requests start from.
 *
 * INVARIANT: what a request says itself stands; null is as good as absent, in requests as in the session.
 */
import type { AuditSession } from '../audit/index.ts';
import type { AnyRequest } from '../engine/index.ts';
import type { InitializeParams, NotificationName } from './protocol.ts';

export interface Circumstances {
  /** Folder whose policy holds. */
  readonly cwd: string;
  /** Fields of requests, where they are left out; by kind of request, as not every kind has every field. */
  readonly command: AnyRequest;
  readonly other: AnyRequest;
  readonly audit: AuditSession;
  readonly processId: number | null;
  readonly hasHumanApproval: boolean;
  readonly notifications: ReadonlySet<NotificationName>;
}

/** Who runs the daemon, for clients that do not say who they are. */
export interface HostFacts {
  readonly cwd: string;
  readonly user: string | null;
}

export function readCircumstances(params: InitializeParams, host: HostFacts): Circumstances {
  const { shell, platform, enforcement, approvalPolicy, sandboxMode, home, roots, principal, client } = params;
  const cwd = params.cwd ?? roots?.[0] ?? null;
  const asked = { approvalPolicy, sandboxMode };
  return {
    cwd: cwd ?? host.cwd,
    command: given({ ...asked, shell, platform, enforcement, cwd, home, workspaceRoots: roots }),
    other: given(asked),
    audit: {
      surface: params.surface ?? 'local',
      principal: { user: principal?.user ?? host.user, groups: principal?.groups ?? [] },
      client: client ? { name: client.name, version: client.version ?? null } : null,
      workspace: cwd ?? host.cwd,
    },
    processId: params.processId ?? null,
    hasHumanApproval: params.capabilities?.humanApproval === true,
    notifications: new Set(params.notifications ?? []),
  };
}

/** A request with what the session has said for it. */
export function withCircumstances(request: AnyRequest, { command, other }: Circumstances): AnyRequest {
  const { kind } = request;
  const defaults = kind === undefined || kind === null || kind === 'command' ? command : kind === 'file' ? withoutCommand(command) : other;
  return { ...defaults, ...given(request) };
}

/** File requests are asked in the same place, but of no shell, and the agent itself opens the file. */
function withoutCommand({ shell: _shell, enforcement: _enforcement, ...rest }: AnyRequest): AnyRequest {
  return rest;
}

function given(fields: AnyRequest): AnyRequest {
  for (const name of Object.keys(fields))
    if (fields[name] === undefined || fields[name] === null)
      return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
  return fields;
}
