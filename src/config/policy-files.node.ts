/** The real file system, as the loader of policy sees it. */
import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { MAX_FOLDER_ENTRIES, MAX_POLICY_FILE_BYTES } from '../base/index.ts';
import type { FileRead, FileStamp, FolderEntry, FolderRead, PolicyFiles } from './policy-files.ts';

export const diskFiles: PolicyFiles = { readFile, readFolder, stamp, isLink };

/** SECURITY: opened without blocking, so that a pipe under the name of a policy cannot hold us; checked after opening, not before. */
async function readFile(path: string, maxBytes: number = MAX_POLICY_FILE_BYTES): Promise<FileRead> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await handle.stat({ bigint: true });
      if (!stats.isFile()) return { type: 'unreadable', reason: stats.isDirectory() ? 'it is a folder' : 'it is not a regular file' };
      if (stats.size > maxBytes) return { type: 'unreadable', reason: `it has more than ${maxBytes} bytes` };
      return { type: 'file', bytes: await handle.readFile(), stamp: stampOf(stats) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const reason = failure(error as NodeJS.ErrnoException);
    return reason.type === 'absent' && (await isLink(path)) ? { type: 'unreadable', reason: 'it is a link that leads nowhere' } : reason;
  }
}

async function readFolder(path: string): Promise<FolderRead> {
  try {
    const stats = await stat(path, { bigint: true });
    const entries = await readdir(path, { withFileTypes: true });
    if (entries.length > MAX_FOLDER_ENTRIES) return { type: 'unreadable', reason: `it has more than ${MAX_FOLDER_ENTRIES} entries` };
    return { type: 'folder', entries: entries.map((entry) => ({ name: entry.name, type: typeOf(entry) })), stamp: stampOf(stats) };
  } catch (error) {
    return failure(error as NodeJS.ErrnoException);
  }
}

function typeOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): FolderEntry['type'] {
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

async function stamp(path: string): Promise<FileStamp | null> {
  try {
    return stampOf(await stat(path, { bigint: true }));
  } catch {
    return null;
  }
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}

function stampOf(stats: BigIntStats): FileStamp {
  const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs, mode, uid } = stats;
  return {
    identity: [dev, ino, size, mtimeNs, ctimeNs].join(':'),
    changedMs: Number(ctimeMs),
    size: Number(size),
    mode: Number(mode),
    uid: Number(uid),
  };
}

/** What is not there says nothing; everything else that goes wrong must be told. */
function failure({ code = 'unknown', message }: NodeJS.ErrnoException): { type: 'absent' } | { type: 'unreadable'; reason: string } {
  return code === 'ENOENT' ? { type: 'absent' } : { type: 'unreadable', reason: REASONS.get(code) ?? message };
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'this user may not read it'],
  ['EPERM', 'this user may not read it'],
  ['ENOTDIR', 'a part of its path is not a folder'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'its path goes round in links'],
]);
