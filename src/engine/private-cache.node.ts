/**
 * Files of a cache that decide about answers: kept for this user alone, whole or not at all.
 *
 * SECURITY: whoever can write these files writes policy. So they count only in a folder of this user that nobody else may enter, as regular
 * files without another name, never through a link; the folder is among the places that no command may write.
 */
import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { systemSeed } from './system-seed.node.ts';

const OTHERS = 0o077;

/** Whether a folder is this user's alone; a link is none. */
function isPrivateFolder(folder: string): boolean {
  try {
    const stats = lstatSync(folder);
    return stats.isDirectory() && stats.uid === process.getuid?.() && (stats.mode & OTHERS) === 0;
  } catch {
    return false;
  }
}

/** The bytes of a file in a folder that only this user can have written, or null. */
export function readPrivate(folder: string, path: string, maxBytes: number): Uint8Array | null {
  if (!isPrivateFolder(folder)) return null;
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(file);
      const isOurs = stats.isFile() && stats.uid === process.getuid?.() && (stats.mode & OTHERS) === 0 && stats.nlink === 1;
      return isOurs && stats.size <= maxBytes ? readFileSync(file) : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

/** Keeps bytes for the next process: the whole file or none of it. That they cannot be kept is nobody's fault. */
export function keepPrivate(folder: string, path: string, bytes: Uint8Array): void {
  const draft = `${path}.${process.pid}.${systemSeed() >>> 0}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isPrivateFolder(folder)) return;
    writeFileSync(draft, bytes, { flag: 'wx', mode: 0o600 });
    renameSync(draft, path);
  } catch {
    removeDraft(draft);
  }
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // Where no file can be made there is none: its folder is a file, or cannot be written.
  }
}
