/**
 * From mode, permission profile and requirements to the sandbox in force: what may be written, what stays protected inside that, what
 * must not be read, which network there is, and who said each of it.
 *
 * INVARIANT: no mode comes out that requirements exclude, whatever else was asked for; a protected path stays protected whoever grants a
 * folder around it (reference: codex-semantics §6; claims 164 to 166).
 */
import { type Diagnostic, MAX_SANDBOX_PATHS, type Origin } from '../base/index.ts';
import { foldCase, isWithin, normalisePath, type PathBase } from './path.ts';
import { compileGlob, isGlob, type PathGlob } from './path-glob.ts';
import { type Grant, grantsOf } from './profile-grant.ts';
import type { ListedNetwork, Machine, SandboxMode, SandboxSettings, Stated } from './settings.ts';

/** A path in its final form. */
export interface LocatedPath {
  readonly path: string;
  readonly origin: Origin;
}

export interface DeniedRead {
  /** The path or glob, absolute. */
  readonly pattern: string;
  /** Null for a plain path, which covers what is below it. */
  readonly glob: PathGlob | null;
  readonly origin: Origin;
}

export interface SandboxNetwork {
  /** `listed`: only through a proxy that enforces the lists. */
  readonly access: 'none' | 'listed' | 'full';
  readonly lists: ListedNetwork | null;
  readonly origin: Origin;
}

export interface Sandbox {
  readonly machine: Machine;
  readonly mode: Stated<SandboxMode>;
  /** Null: everything may be read. */
  readonly readableRoots: readonly LocatedPath[] | null;
  /** Outermost first; `/` under full access. */
  readonly writableRoots: readonly LocatedPath[];
  /** Inside writable roots, and not writable. */
  readonly protectedPaths: readonly LocatedPath[];
  readonly deniedReads: readonly DeniedRead[];
  readonly network: SandboxNetwork;
}

export interface ResolvedSandbox {
  readonly value: Sandbox | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Names at the top of every writable root that stay as they are. */
export const PROTECTED_NAMES: readonly string[] = ['.git', '.codex', '.agents'];

export function resolveSandbox(settings: SandboxSettings, machine: Machine): ResolvedSandbox {
  const diagnostics: Diagnostic[] = [];
  const mode = allowedMode(settings, diagnostics);
  // A profile whose mode was not allowed is out of force with everything it grants.
  const profile = mode === settings.mode ? settings.profile : null;
  const granted = profile ? grantsOf(profile, machine, diagnostics) : grantsOfMode(mode, settings, machine, diagnostics);
  const grants = granted.map((grant) => withinMode(grant, mode.value, settings, machine));
  const pathsOf = (access: Grant['access']) => grants.filter((grant) => grant.access === access);
  const writableRoots = sortPaths(pathsOf('write'));
  const readable = sortPaths(grants.filter(({ access }) => access !== 'deny'));
  const deniedReads = collectDenied(settings, machine, grants, diagnostics);
  const protectedPaths = mode.value === 'danger-full-access' ? [] : collectProtected(writableRoots, pathsOf('read'), settings, machine);
  if (Math.max(writableRoots.length, readable.length, deniedReads.length, protectedPaths.length) > MAX_SANDBOX_PATHS)
    diagnostics.push(tooMany(mode.origin));
  if (diagnostics.some(({ severity }) => severity === 'error')) return { value: null, diagnostics };
  const readableRoots = readable.some(({ path }) => path === rootOf(machine)) ? null : readable;
  const network = networkOf(mode, settings, profile !== null);
  return { value: { machine, mode, readableRoots, writableRoots, protectedPaths, deniedReads, network }, diagnostics };
}

/** Requirements have been applied before; this is the last look, so that no path around them grants more. */
function allowedMode({ mode, allowedModes }: SandboxSettings, diagnostics: Diagnostic[]): Stated<SandboxMode> {
  if (!allowedModes || allowedModes.value.includes(mode.value)) return mode;
  const message = `the sandbox mode \`${mode.value}\` is not allowed; \`read-only\` is used`;
  const help = `allowed: ${allowedModes.value.map((each) => `\`${each}\``).join(', ')}`;
  diagnostics.push({ code: 'SB001', severity: 'warning', message, place: mode.origin, help });
  return { value: 'read-only', origin: allowedModes.origin };
}

/** A grant of more than the mode is one of reading only: a profile may not exceed its mode, nor a root amount to a mode that is excluded. */
function withinMode(grant: Grant, mode: SandboxMode, { allowedModes, profile }: SandboxSettings, machine: Machine): Grant {
  if (grant.access !== 'write' || mode === 'danger-full-access') return grant;
  const isEverything = grant.path === rootOf(machine);
  const isExcluded = profile !== null || allowedModes?.value.includes('danger-full-access') === false;
  return mode === 'read-only' || (isEverything && isExcluded) ? { ...grant, access: 'read' } : grant;
}

function tooMany(place: Origin): Diagnostic {
  return {
    code: 'SB004',
    severity: 'error',
    message: `more than ${MAX_SANDBOX_PATHS} paths in one sandbox`,
    place,
    help: 'name folders instead',
  };
}

/** The folder that holds everything. */
export function rootOf({ platform, cwd }: Machine): string {
  return platform === 'win32' ? `${cwd.slice(0, 2).toUpperCase()}/` : '/';
}

function grantsOfMode(mode: Stated<SandboxMode>, settings: SandboxSettings, machine: Machine, diagnostics: Diagnostic[]): Grant[] {
  const { origin } = mode;
  if (mode.value === 'danger-full-access') return [{ path: rootOf(machine), access: 'write', origin }];
  const everything: Grant = { path: rootOf(machine), access: 'read', origin };
  return mode.value === 'read-only' ? [everything] : [everything, ...workspaceGrants(origin, settings, machine, diagnostics)];
}

/** The workspace, temporary folders unless excluded, and further roots. */
function workspaceGrants(origin: Origin, settings: SandboxSettings, machine: Machine, diagnostics: Diagnostic[]): Grant[] {
  const { writableRoots, excludeSlashTmp, excludeTmpdirEnvVar } = settings;
  const hasSlashTmp = machine.platform !== 'win32' && !excludeSlashTmp.value;
  const roots: Stated<string>[] = [
    ...machine.workspaceRoots.map((value) => ({ value, origin })),
    ...(hasSlashTmp ? [{ value: '/tmp', origin: excludeSlashTmp.origin }] : []),
    ...(machine.tmpdir !== null && !excludeTmpdirEnvVar.value ? [{ value: machine.tmpdir, origin: excludeTmpdirEnvVar.origin }] : []),
    ...writableRoots.value.map((value) => ({ value, origin: writableRoots.origin })),
  ];
  return roots
    .flatMap((root) => locate(root, machine, diagnostics))
    .map(({ path, origin: own }) => ({ path, access: 'write', origin: own }));
}

/** A path of the policy in its final form; relative ones start in the working folder. */
export function locate({ value, origin }: Stated<string>, machine: Machine, diagnostics: Diagnostic[]): LocatedPath[] {
  const path = normalisePath(value, baseOf(machine));
  if (path !== null) return [{ path, origin }];
  const message = `\`${value}\` is no path that a sandbox can name`;
  diagnostics.push({ code: 'SB002', severity: 'error', message, place: origin, help: 'write an absolute path' });
  return [];
}

function baseOf(machine: Machine, folder = machine.cwd): PathBase {
  return { platform: machine.platform, home: machine.home, folder };
}

/** Each path once, the outermost first. */
function sortPaths(grants: readonly Grant[]): LocatedPath[] {
  const first = new Map<string, LocatedPath>();
  for (const { path, origin } of grants) if (!first.has(path)) first.set(path, { path, origin });
  return [...first.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function collectProtected(
  roots: readonly LocatedPath[],
  readOnly: readonly Grant[],
  { ownFiles }: SandboxSettings,
  machine: Machine,
): LocatedPath[] {
  const inRoots = ({ path }: LocatedPath) => roots.some((root) => path !== root.path && isWithin(path, root.path));
  const byName = roots.flatMap(({ path, origin }) =>
    PROTECTED_NAMES.map((name) => ({ path: path === '/' ? `/${name}` : `${path}/${name}`, origin })),
  );
  const own = ownFiles.flatMap((file) => locate(file, machine, []));
  const all = [...byName, ...[...readOnly, ...own].filter(inRoots)];
  return sortPaths(all.map(({ path, origin }) => ({ path, access: 'read', origin })));
}

function collectDenied(settings: SandboxSettings, machine: Machine, grants: readonly Grant[], diagnostics: Diagnostic[]): DeniedRead[] {
  const required = settings.deniedReads.flatMap(({ pattern, folder, origin }): LocatedPath[] => {
    const path = normalisePath(pattern, baseOf(machine, folder));
    if (path !== null) return [{ path, origin }];
    diagnostics.push({
      code: 'SB002',
      severity: 'error',
      message: `\`${pattern}\` is no path`,
      place: origin,
      help: 'write an absolute path or glob',
    });
    return [];
  });
  const denied = [...required, ...grants.filter(({ access }) => access === 'deny')];
  return denied.map(({ path, origin }) => {
    if (!isGlob(path)) return { pattern: path, glob: null, origin };
    // Case is folded where file systems fold it: what must not be read has no second spelling.
    const glob = compileGlob(foldCase(path, machine.platform));
    if (!glob)
      diagnostics.push({
        code: 'SB003',
        severity: 'error',
        message: 'a glob of denied reads is too long',
        place: origin,
        help: 'shorten it',
      });
    return { pattern: path, glob, origin };
  });
}

function networkOf(
  { value, origin }: Stated<SandboxMode>,
  { networkAccess, listedNetwork }: SandboxSettings,
  hasProfile: boolean,
): SandboxNetwork {
  if (value === 'danger-full-access') return { access: 'full', lists: null, origin };
  if (listedNetwork) return { access: 'listed', lists: listedNetwork, origin: listedNetwork.origin };
  // The mode read-only has no network whatever is set; a profile that only reads may have one.
  const isModeAlone = value === 'read-only' && !hasProfile;
  return {
    access: networkAccess.value && !isModeAlone ? 'full' : 'none',
    lists: null,
    origin: isModeAlone ? origin : networkAccess.origin,
  };
}
