/**
 * Paths of programs, taken apart by text alone: nothing here asks the file system, so a link counts as its own name.
 *
 * Reference: Codex `host_executable` (on Windows names fold case and drop the usual suffixes, elsewhere they are compared as they are).
 */
export type Platform = 'posix' | 'windows';

/** Where a relative path or `~` starts. */
export interface PathBase {
  readonly cwd: string;
  /** Null: `~` stays a name. */
  readonly home: string | null;
  readonly platform: Platform;
}

const SEPARATOR: Readonly<Record<Platform, RegExp>> = { posix: /\//, windows: /[\\/]/ };
const WINDOWS_DRIVE = /^[A-Za-z]:(?=[\\/])/;
const WINDOWS_SHARE = /^[\\/]{2}[^\\/]+[\\/]+[^\\/]+/;

export function isAbsolutePath(path: string, platform: Platform): boolean {
  return rootOf(path, platform) !== null;
}

/** `/`, `C:` or `\\server\share`; null where the path is relative. */
function rootOf(path: string, platform: Platform): string | null {
  if (platform === 'posix') return path.startsWith('/') ? '/' : null;
  return (WINDOWS_DRIVE.exec(path) ?? WINDOWS_SHARE.exec(path))?.[0] ?? null;
}

/** The absolute path without `.`, `..`, doubled and final separators; null where that cannot be said. */
export function resolveProgram(program: string, base: PathBase): string | null {
  const expanded = expandHome(program, base);
  if (expanded === '') return null;
  const absolute = isAbsolutePath(expanded, base.platform) ? expanded : `${base.cwd}/${expanded}`;
  return normalisePath(absolute, base.platform);
}

function expandHome(program: string, { home, platform }: PathBase): string {
  if (home === null || !program.startsWith('~')) return program;
  if (program === '~') return home;
  return SEPARATOR[platform].test(program.charAt(1)) ? `${home}/${program.slice(2)}` : program;
}

/** An absolute path in its shortest form; null for a relative one. */
export function normalisePath(path: string, platform: Platform): string | null {
  const root = rootOf(path, platform);
  if (root === null) return null;
  const parts: string[] = [];
  for (const part of path.slice(root.length).split(SEPARATOR[platform])) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return platform === 'posix' ? `/${parts.join('/')}` : [root, ...parts].join('\\');
}

/** The last name of an absolute path; null for a root. */
export function baseName(path: string, platform: Platform): string | null {
  if (platform === 'posix' && path !== '' && !path.includes('/')) return path;
  const root = rootOf(path, platform) ?? '';
  const name = path.slice(root.length).split(SEPARATOR[platform]).at(-1);
  return name === undefined || name === '' ? null : name;
}

/** The last name of a path as it is written, `git` of `./git/.`; null where there is none. */
export function fileName(path: string, platform: Platform): string | null {
  const root = rootOf(path, platform) ?? '';
  const names = path
    .slice(root.length)
    .split(SEPARATOR[platform])
    .filter((name) => name !== '' && name !== '.');
  const name = names.at(-1);
  return name === undefined || name === '..' ? null : name;
}

const WINDOWS_SUFFIX = /\.(?:exe|cmd|bat|com)$/;

/** Under which a program's name is looked up. */
export function programKey(name: string, platform: Platform): string {
  return platform === 'windows' ? name.toLowerCase().replace(WINDOWS_SUFFIX, '') : name;
}
