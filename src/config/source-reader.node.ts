/**
 * Reads the files and folders in which layers of policy live: each once, with its digest, its stamp, and what is wrong with it.
 *
 * INVARIANT: what is absent says nothing; what is there and cannot be read is broken, never skipped.
 */
import { type Diagnostic, decodeSource, digestText } from '../base/index.ts';
import { type MachinePlaces, type Platform, pathsOf } from './places.node.ts';
import type { FileStamp, PolicyFiles } from './policy-files.ts';
import type { ManagedPreferences } from './preferences.node.ts';

/** Where and how to read. */
export interface SourceContext {
  readonly platform: Platform;
  readonly places: MachinePlaces;
  readonly files: PolicyFiles;
  readonly preferences: ManagedPreferences;
}

/** One file of policy. */
export interface FoundText {
  readonly path: string;
  readonly state: 'read' | 'absent' | 'broken';
  /** Null unless it was read. */
  readonly text: string | null;
  readonly digest: string | null;
  readonly stamp: FileStamp | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Files of one kind in a folder, in the order of their names. */
export interface FoundFolder {
  readonly path: string;
  readonly state: 'read' | 'absent' | 'broken';
  readonly files: readonly FoundText[];
  readonly stamp: FileStamp | null;
  readonly diagnostics: readonly Diagnostic[];
}

export async function readText(path: string, files: PolicyFiles): Promise<FoundText> {
  const read = await files.readFile(path);
  if (read.type === 'absent') return { path, state: 'absent', text: null, digest: null, stamp: null, diagnostics: [] };
  if (read.type === 'unreadable') return brokenText(path, [unreadable(path, read.reason)]);
  const { value, diagnostics } = decodeSource(path, read.bytes);
  if (value === null) return brokenText(path, diagnostics);
  return { path, state: 'read', text: value, digest: digestText(value), stamp: read.stamp, diagnostics };
}

export function brokenText(path: string, diagnostics: readonly Diagnostic[]): FoundText {
  return { path, state: 'broken', text: null, digest: null, stamp: null, diagnostics };
}

/** A text that does not come from a file. */
export function textOf(path: string, text: string): FoundText {
  return { path, state: 'read', text, digest: digestText(text), stamp: null, diagnostics: [] };
}

export function unreadable(path: string, reason: string): Diagnostic {
  return { code: 'CF051', severity: 'error', message: `\`${path}\` cannot be used: ${reason}`, help: 'correct or remove it' };
}

/**
 * The regular files directly in a folder whose names end in `.EXTENSION`, by name. Links, folders and other endings are skipped, names that
 * begin with a dot are not (reference: codex-semantics §5.3).
 */
export async function readFolder(path: string, extension: string, { files, platform }: SourceContext): Promise<FoundFolder> {
  const read = await files.readFolder(path);
  if (read.type === 'absent') return { path, state: 'absent', files: [], stamp: null, diagnostics: [] };
  if (read.type === 'unreadable') return { path, state: 'broken', files: [], stamp: null, diagnostics: [unreadable(path, read.reason)] };
  const names = read.entries.filter((entry) => entry.type === 'file' && hasExtension(entry.name, extension)).map((entry) => entry.name);
  const found = await Promise.all(names.sort(byCodePoint).map((name) => readText(pathsOf(platform).join(path, name), files)));
  const diagnostics = found.flatMap((each) => each.diagnostics);
  const isBroken = found.some((each) => each.state === 'broken');
  return {
    path,
    state: isBroken ? 'broken' : 'read',
    files: found.filter((each) => each.state === 'read'),
    stamp: read.stamp,
    diagnostics,
  };
}

/** `.rules` alone is a name without an extension. */
function hasExtension(name: string, extension: string): boolean {
  return name.endsWith(`.${extension}`) && name.length > extension.length + 1;
}

/** As Codex sorts paths, by bytes: code points in UTF-8 keep that order. */
function byCodePoint(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (const [index, char] of left.entries()) {
    const difference = (char.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
