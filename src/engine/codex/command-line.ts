/**
 * The argument list that Codex starts for a call of its tool, and the script in it that its rules look into.
 *
 * Codex asks the machine where a shell lies; nothing here does, so the usual places are taken.
 * Reference: codex-semantics §2.1.
 */
import type { ToolArguments } from './tool-arguments.ts';

export interface ShellPlaces {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The shell of the user, as a path or a name. */
  readonly shell: string;
}

/** The argument list for a script. */
export function commandLineOf(script: string, { shell, login }: Pick<ToolArguments, 'shell' | 'login'>, places: ShellPlaces): string[] {
  return [shellPath(shell, places), login ? '-lc' : '-c', script];
}

/** Shells that Codex knows; what it does not know it replaces by `/bin/sh`. */
const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'zsh']);
const UNKNOWN_SHELL = '/bin/sh';

function shellPath(asked: string | null, { shell, platform }: ShellPlaces): string {
  const own = baseOf(shell);
  const name = asked === null ? own : baseOf(asked);
  if (!SHELLS.has(name)) return UNKNOWN_SHELL;
  if (name === own) return shell.includes('/') ? shell : `/bin/${shell}`;
  return platform === 'linux' ? `/usr/bin/${name}` : `/bin/${name}`;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The script of an argument list that is exactly a shell, `-c` or `-lc`, and a script. */
export function scriptOf(argv: readonly string[]): string | null {
  const [shell, flag, script] = argv;
  const isScript = argv.length === 3 && (flag === '-c' || flag === '-lc') && shell !== undefined && SHELLS.has(baseOf(shell));
  return isScript ? (script ?? null) : null;
}
