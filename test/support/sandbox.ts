/** Sandboxes in few words: a workspace on Linux unless said otherwise. */
import type { Origin } from '../../src/base/index.ts';
import { type Machine, type PathProbe, resolveSandbox, type Sandbox, type SandboxSettings, type Stated } from '../../src/sandbox/index.ts';

export function by(source: string): Origin {
  return { source, line: 1, column: 1 };
}

export function stated<T>(value: T, source = 'built-in'): Stated<T> {
  return { value, origin: by(source) };
}

export const MACHINE: Machine = { platform: 'linux', cwd: '/srv/repo', home: '/home/dev', tmpdir: null, workspaceRoots: ['/srv/repo'] };

export function settingsWith(change: Partial<SandboxSettings> = {}): SandboxSettings {
  return {
    mode: stated('workspace-write', 'config.toml'),
    allowedModes: null,
    profile: null,
    writableRoots: stated([]),
    excludeTmpdirEnvVar: stated(false),
    excludeSlashTmp: stated(false),
    networkAccess: stated(false),
    listedNetwork: null,
    deniedReads: [],
    ownFiles: [],
    ...change,
  };
}

export function sandboxOf(change: Partial<SandboxSettings> = {}, machine: Partial<Machine> = {}): Sandbox {
  const { value, diagnostics } = resolveSandbox(settingsWith(change), { ...MACHINE, ...machine });
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

/** A machine with these files and folders. */
export function probeOf(
  folders: readonly string[],
  files: readonly string[] = [],
  globs: Readonly<Record<string, readonly string[] | null>> = {},
): PathProbe {
  return {
    typeOf: (path) => (files.includes(path) ? 'file' : folders.includes(path) ? 'folder' : 'missing'),
    expand: (glob) => (Object.hasOwn(globs, glob) ? (globs[glob] ?? null) : []),
  };
}
