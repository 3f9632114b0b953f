/**
 * What this machine knows about paths: their kind, and which of them a glob covers now. Links are not followed while searching.
 */
import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { MAX_GLOB_MATCHES, MAX_GLOB_VISITS } from '../base/index.ts';
import type { PathProbe } from './format-target.ts';
import { compileGlob } from './path-glob.ts';

export const machineProbe: PathProbe = { typeOf, expand };

function typeOf(path: string): 'file' | 'folder' | 'missing' {
  const found = lookAt(path, statSync);
  if (found) return found.isDirectory() ? 'folder' : 'file';
  // A link to nothing is there all the same.
  return lookAt(path, lstatSync) ? 'file' : 'missing';
}

/** What stands at a path; null where nothing does, or where this user cannot get, and so no command of theirs. */
function lookAt(path: string, look: typeof statSync | typeof lstatSync): Stats | null {
  try {
    return look(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** The outermost paths that are covered; null where there are too many, or the search would take too long. */
function expand(glob: string): readonly string[] | null {
  const compiled = compileGlob(glob);
  if (!compiled) return null;
  const start = literalFolder(glob);
  if (compiled.covers(start)) return typeOf(start) === 'missing' ? [] : [start];
  const found: string[] = [];
  const pending = [start];
  let visits = 0;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of entriesOf(folder)) {
      if (++visits > MAX_GLOB_VISITS || found.length > MAX_GLOB_MATCHES) return null;
      const path = folder === '/' ? `/${entry.name}` : `${folder}/${entry.name}`;
      if (compiled.covers(path)) found.push(path);
      else if (entry.isFolder) pending.push(path);
    }
  }
  return found.sort();
}

/** The folder that everything a glob covers lies in. */
function literalFolder(glob: string): string {
  const segments = glob.split('/');
  const wild = segments.findIndex((segment) => /[*?[]/.test(segment));
  return segments.slice(0, wild).join('/') || '/';
}

/** What lies in a folder; nothing where it is none, or may not be read. */
function entriesOf(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  } catch {
    return [];
  }
}
