/**
 * What the sandbox would refuse, told before it runs, from the text of paths alone: links are not followed, and a glob also covers files
 * that would only be made after the sandbox has started.
 */
import type { Code, Origin } from '../base/index.ts';
import { foldCase, isWithin } from './path.ts';
import type { LocatedPath, Sandbox } from './sandbox.ts';

/** What an invocation would do, with paths in their final form. */
export type SandboxAccess =
  | { readonly type: 'read' | 'write' | 'delete'; readonly path: string }
  | { readonly type: 'network'; readonly host: string | null };

export interface SandboxRefusal {
  readonly code: Code;
  readonly message: string;
  readonly origin: Origin;
}

/** Why the sandbox refuses it, or null. What a list of domains lets pass is the network module's to say. */
export function refuseAccess(sandbox: Sandbox, access: SandboxAccess): SandboxRefusal | null {
  if (access.type === 'network') return refuseNetwork(sandbox, access.host);
  return access.type === 'read' ? refuseRead(sandbox, access.path) : refuseWrite(sandbox, access.path);
}

function refuseNetwork({ network: { access, origin } }: Sandbox, host: string | null): SandboxRefusal | null {
  if (access !== 'none') return null;
  return { code: 'SB013', message: `no network${host === null ? '' : `, so \`${host}\` cannot be reached`}`, origin };
}

/** Whether reading a path is denied, in whatever case a platform lets it be written. */
function refuseRead({ deniedReads, readableRoots, machine }: Sandbox, path: string): SandboxRefusal | null {
  const folded = foldCase(path, machine.platform);
  const denied = deniedReads.find(({ pattern, glob }) => glob?.covers(folded) || isWithin(folded, foldCase(pattern, machine.platform)));
  if (denied) return { code: 'SB012', message: `\`${path}\` must not be read (\`${denied.pattern}\`)`, origin: denied.origin };
  if (readableRoots === null || isInside(path, readableRoots)) return null;
  const [first] = readableRoots;
  return first ? { code: 'SB014', message: `the permission profile does not let \`${path}\` be read`, origin: first.origin } : null;
}

function refuseWrite(sandbox: Sandbox, path: string): SandboxRefusal | null {
  const { mode, writableRoots, protectedPaths, machine } = sandbox;
  if (isDevice(path)) return null;
  const folded = foldCase(path, machine.platform);
  const guarded = protectedPaths.find((each) => isWithin(folded, foldCase(each.path, machine.platform)));
  if (guarded) return { code: 'SB011', message: `\`${guarded.path}\` is protected`, origin: guarded.origin };
  if (isInside(path, writableRoots)) return null;
  return { code: 'SB010', message: `\`${path}\` is not below a writable root`, origin: mode.origin };
}

function isInside(path: string, roots: readonly LocatedPath[]): boolean {
  return roots.some((root) => isWithin(path, root.path));
}

/** Devices that every sandbox gives its programs. */
function isDevice(path: string): boolean {
  return DEVICES.has(path) || path.startsWith('/dev/fd/') || path.startsWith('/proc/self/fd/');
}

const DEVICES: ReadonlySet<string> = new Set([
  '/dev/null',
  '/dev/zero',
  '/dev/full',
  '/dev/tty',
  '/dev/stdin',
  '/dev/stdout',
  '/dev/stderr',
]);
