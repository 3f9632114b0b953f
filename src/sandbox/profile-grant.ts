/**
 * What a permission profile grants, as absolute paths: the folders that `:names` stand for, entries below workspace roots, and what a
 * built-in parent brings.
 */
import type { Diagnostic, Origin } from '../base/index.ts';
import { normalisePath } from './path.ts';
import type { Machine, ProfileEntry, SandboxProfile, Stated } from './settings.ts';

export interface Grant {
  /** Absolute; a glob only where access is `deny`. */
  readonly path: string;
  readonly access: ProfileEntry['access'];
  readonly origin: Origin;
}

/** A later entry for the same path replaces an earlier one; the built-in parent's come first. */
export function grantsOf({ value: profile, origin }: Stated<SandboxProfile>, machine: Machine, diagnostics: Diagnostic[]): Grant[] {
  const inherited = BUILT_IN[profile.chain.at(-1) ?? '']?.map((entry) => ({ ...entry, origin })) ?? [];
  const grants = new Map<string, Grant>();
  for (const entry of [...inherited, ...profile.entries]) {
    for (const path of pathsOf(entry, machine, diagnostics)) grants.set(path, { path, access: entry.access, origin: entry.origin });
  }
  return [...grants.values()];
}

type BareEntry = Omit<ProfileEntry, 'origin'>;

const READ_ALL: BareEntry = { path: ':root', below: '', access: 'read' };

/** The entries of the profiles that exist without being defined. */
const BUILT_IN: Readonly<Record<string, readonly BareEntry[]>> = {
  ':read-only': [READ_ALL],
  ':workspace': [
    READ_ALL,
    { path: ':workspace_roots', below: '.', access: 'write' },
    { path: ':tmpdir', below: '', access: 'write' },
    { path: ':slash_tmp', below: '', access: 'write' },
  ],
  ':danger-full-access': [{ path: ':root', below: '', access: 'write' }],
};

function pathsOf({ path, below, origin }: ProfileEntry, machine: Machine, diagnostics: Diagnostic[]): string[] {
  const bases = path.startsWith(':') ? (FOLDERS.get(path)?.(machine) ?? []) : [path];
  return bases.flatMap((base) => {
    const text = below === '' || below === '.' ? base : `${base}/${below}`;
    const folded = normalisePath(text, { platform: machine.platform, home: machine.home, folder: machine.cwd });
    if (folded === null)
      diagnostics.push({
        code: 'SB002',
        severity: 'error',
        message: `\`${text}\` is no path`,
        place: origin,
        help: 'write an absolute path',
      });
    return folded === null ? [] : [folded];
  });
}

/** What `:names` stand for. Names that Codex accepts without knowing them stand for nothing. */
const FOLDERS: ReadonlyMap<string, (machine: Machine) => readonly string[]> = new Map([
  [':root', ({ platform, cwd }: Machine) => [platform === 'win32' ? `${cwd.slice(0, 2)}/` : '/']],
  [':minimal', ({ platform }: Machine) => SYSTEM_FOLDERS[platform]],
  [':tmpdir', ({ tmpdir }: Machine) => (tmpdir === null ? [] : [tmpdir])],
  [':slash_tmp', ({ platform }: Machine) => (platform === 'win32' ? [] : ['/tmp'])],
  [':workspace_roots', ({ workspaceRoots }: Machine) => workspaceRoots],
  [':project_roots', ({ workspaceRoots }: Machine) => workspaceRoots],
]);

/** What programs need to start at all. */
const SYSTEM_FOLDERS: Readonly<Record<Machine['platform'], readonly string[]>> = {
  linux: ['/bin', '/etc', '/lib', '/lib32', '/lib64', '/nix/store', '/opt', '/sbin', '/usr'],
  darwin: ['/bin', '/etc', '/Library', '/opt/homebrew', '/private/etc', '/sbin', '/System', '/usr'],
  win32: ['C:/Program Files', 'C:/Program Files (x86)', 'C:/Windows'],
};
