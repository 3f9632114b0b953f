/**
 * Where policy lives on a machine (reference: codex-semantics §4.3, §5.1, §5.3).
 *
 * SECURITY: no variable of the environment takes a system folder away: on Windows `ProgramData` adds a folder to the usual one, below it.
 */
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

export type Platform = 'linux' | 'darwin' | 'win32';

export interface MachinePlaces {
  /** Folders of the administrator, the strongest first. */
  readonly system: readonly string[];
  /** The user's Codex folder. */
  readonly codexHome: string;
  /** Our own folder of this user: trust, caches. */
  readonly ownHome: string;
}

export interface Environment {
  readonly platform: Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const USUAL_PROGRAM_DATA = 'C:\\ProgramData';

export function placesOf({ platform, home, env }: Environment): MachinePlaces {
  const { join } = pathsOf(platform);
  const codexHome = env.CODEX_HOME || join(home, '.codex');
  if (platform !== 'win32')
    return { system: ['/etc/codex'], codexHome, ownHome: join(env.XDG_CONFIG_HOME || join(home, '.config'), 'portcullis') };
  const roots = [...new Set([USUAL_PROGRAM_DATA, env.ProgramData || USUAL_PROGRAM_DATA])];
  return {
    system: roots.map((root) => join(root, 'OpenAI', 'Codex')),
    codexHome,
    ownHome: join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'portcullis'),
  };
}

/** Path functions of a platform, which need not be the one we run on. */
export function pathsOf(platform: Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}

/** Where compiled policies are kept: a folder of ours in the user's cache. Null on Windows, where modes of files protect nothing. */
export function cacheFolder(env: Environment['env'] = process.env, platform: string = process.platform, home = homedir()): string | null {
  if (platform === 'win32') return null;
  const cache = env.XDG_CACHE_HOME;
  return posix.join(cache?.startsWith('/') ? cache : posix.join(home, '.cache'), 'portcullis', 'compiled');
}

/** Where sockets and secrets of this user lie: `$XDG_RUNTIME_DIR/portcullis`, or a folder in the user's cache. */
export function privateFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const runtime = env.XDG_RUNTIME_DIR;
  if (runtime?.startsWith('/')) return `${withoutSlash(runtime)}/portcullis`;
  return [withoutSlash(homeFolder()), '.cache', 'portcullis'].join(process.platform === 'win32' ? '\\' : '/');
}

/** As `homedir()` says where HOME is set: a hook would have to load that first. */
export function homeFolder(): string {
  return (process.platform !== 'win32' && process.env.HOME) || process.getBuiltinModule('node:os').homedir();
}

function withoutSlash(folder: string): string {
  return folder.endsWith('/') ? folder.slice(0, -1) : folder;
}
