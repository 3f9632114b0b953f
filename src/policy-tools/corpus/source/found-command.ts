/** What a source of commands is: it knows its files by their path, and reads the commands out of one. */
import type { Shell } from '../../../shell/index.ts';

export interface FoundCommand {
  readonly text: string;
  readonly shell: Shell;
}

export interface CommandSource {
  /** For people and for `origin`: `package.json scripts`. */
  readonly name: string;
  /** Whether a file is one of these; `path` has forward slashes. */
  readonly matches: (path: string) => boolean;
  /** Files that cannot be read as what they seem to be hold no command. */
  readonly read: (text: string, path: string) => readonly FoundCommand[] | Promise<readonly FoundCommand[]>;
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
