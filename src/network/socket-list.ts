/**
 * Unix sockets of a policy: exact absolute paths, deny beats allow, and what is not listed is not allowed.
 */
import { type Diagnostic, MAX_SOCKET_PATH_LENGTH, type Profile } from '../base/index.ts';
import { narrow } from './narrow.ts';
import type { NetworkSettings, SocketEntry } from './settings.ts';

export interface SocketList {
  readonly allowAll: boolean;
  readonly entries: ReadonlyMap<string, SocketEntry>;
}

/** In `codex` a path that is none is reported and matches nothing, as there. */
export function compileSockets(
  profile: Profile,
  { managed, settings }: { readonly managed: NetworkSettings | null; readonly settings: NetworkSettings | null },
  diagnostics: Diagnostic[],
): SocketList {
  const entries = new Map<string, SocketEntry>();
  for (const entry of [...(managed?.sockets ?? []), ...(settings?.sockets ?? [])]) {
    const path = normaliseSocketPath(entry.path);
    if (path === null) diagnostics.push(badPath(profile, entry));
    else if (entries.get(path)?.access !== 'deny') entries.set(path, entry);
  }
  return { allowAll: narrow(managed?.allowAllSockets, settings?.allowAllSockets), entries };
}

function badPath(profile: Profile, { path, origin }: SocketEntry): Diagnostic {
  const message = `\`${path}\` is not the path of a unix socket`;
  return { code: 'NW045', severity: profile === 'strict' ? 'error' : 'warning', message, place: origin, help: 'write an absolute path' };
}

/** An absolute path with `.`, `..` and doubled slashes folded, or null. */
export function normaliseSocketPath(path: string): string | null {
  if (!path.startsWith('/') || path.length > MAX_SOCKET_PATH_LENGTH || /\p{Cc}/u.test(path)) return null;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length === 0 ? null : `/${parts.join('/')}`;
}
