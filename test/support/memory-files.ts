/** A file system in memory, as the loader of policy sees one; it counts what is asked of it. */
import type { FileRead, FileStamp, FolderEntry, FolderRead, PolicyFiles } from '../../src/config/index.ts';

export interface MemoryFile {
  readonly content: string | Uint8Array;
  readonly uid?: number;
  readonly mode?: number;
}

/** Something under a path that is not a readable file. */
export type Oddity = 'unreadable' | 'link' | 'folder' | 'huge';

export interface MemoryFiles extends PolicyFiles {
  write(path: string, file: string | MemoryFile | Uint8Array): void;
  place(path: string, oddity: Oddity): void;
  remove(path: string): void;
  /** Calls since the last reset, by kind. */
  readonly calls: { readFile: number; readFolder: number; stamp: number };
}

interface Entry extends MemoryFile {
  readonly oddity?: Oddity;
  readonly version: number;
}

export function memoryFiles(initial: Readonly<Record<string, string | MemoryFile | Uint8Array>> = {}): MemoryFiles {
  const entries = new Map<string, Entry>();
  let version = 0;
  const calls = { readFile: 0, readFolder: 0, stamp: 0 };
  const write = (path: string, file: string | MemoryFile | Uint8Array) => {
    const isBare = typeof file === 'string' || file instanceof Uint8Array;
    entries.set(path, { ...(isBare ? { content: file } : file), version: ++version });
  };
  for (const [path, file] of Object.entries(initial)) write(path, file);
  const below = (folder: string) => [...entries.keys()].filter((path) => path.startsWith(`${folder}/`));
  const stampOf = (path: string): FileStamp | null => {
    const entry = entries.get(path);
    const children = below(path);
    if (!entry && children.length === 0) return null;
    const identity = entry ? `${path}#${entry.version}` : `${path}#${children.length}`;
    return { identity, changedMs: 0, size: entry?.content.length ?? 0, mode: entry?.mode ?? 0o644, uid: entry?.uid ?? 0 };
  };
  return {
    calls,
    write,
    place: (path, oddity) => {
      entries.set(path, { content: '', oddity, version: ++version });
    },
    remove: (path) => {
      entries.delete(path);
      version++;
    },
    readFile: async (path): Promise<FileRead> => {
      calls.readFile++;
      const entry = entries.get(path);
      const stamp = stampOf(path);
      if (!stamp) return { type: 'absent' };
      if (!entry || entry.oddity === 'folder') return { type: 'unreadable', reason: 'it is a folder' };
      if (entry.oddity === 'unreadable') return { type: 'unreadable', reason: 'this user may not read it' };
      if (entry.oddity === 'huge') return { type: 'unreadable', reason: 'it has more than 1048576 bytes' };
      const bytes = typeof entry.content === 'string' ? new TextEncoder().encode(entry.content) : entry.content;
      return { type: 'file', bytes, stamp };
    },
    readFolder: async (path): Promise<FolderRead> => {
      calls.readFolder++;
      const stamp = stampOf(path);
      if (!stamp) return { type: 'absent' };
      if (entries.get(path)?.oddity === 'unreadable') return { type: 'unreadable', reason: 'this user may not read it' };
      if (entries.has(path)) return { type: 'unreadable', reason: 'a part of its path is not a folder' };
      const names = new Map<string, FolderEntry['type']>();
      for (const child of below(path)) {
        const [name = '', ...rest] = child.slice(path.length + 1).split('/');
        const oddity = entries.get(child)?.oddity;
        names.set(name, rest.length > 0 || oddity === 'folder' ? 'folder' : oddity === 'link' ? 'link' : 'file');
      }
      return { type: 'folder', entries: [...names].map(([name, type]) => ({ name, type })), stamp };
    },
    stamp: async (path) => {
      calls.stamp++;
      return stampOf(path);
    },
    isLink: async (path) => entries.get(path)?.oddity === 'link',
  };
}
