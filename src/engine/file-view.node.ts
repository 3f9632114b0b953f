/**
 * The file system of this machine as a `FileView`.
 *
 * INVARIANT: nothing is written, no link is followed, no pipe or device is opened; reads end at the limit.
 */
import { closeSync, constants, fstatSync, lstatSync, opendirSync, openSync, readlinkSync, readSync } from 'node:fs';
import { MAX_LISTED_ENTRIES, MAX_SCRIPT_FILE_BYTES } from '../base/index.ts';
import type { FileText, FileView, Look } from './file-view.ts';

/** What stands on this machine's disks. */
export const machineFiles: FileView = { look, read, list };

function look(path: string): Look {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { type: 'none' };
    if (found.isSymbolicLink()) return { type: 'link', target: readlinkSync(path) };
    return { type: found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other' };
  } catch (error) {
    return { type: (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? 'none' : 'unknown' };
  }
}

function read(path: string): FileText {
  let file: number;
  try {
    // A pipe would wait for a writer; a link put there since the path was followed is not followed again.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { type: code === 'ENOENT' || code === 'ENOTDIR' ? 'none' : 'unreadable' };
  }
  try {
    return readOpen(file);
  } catch {
    return { type: 'unreadable' };
  } finally {
    closeSync(file);
  }
}

function readOpen(file: number): FileText {
  const { size } = fstatSync(file);
  if (!fstatSync(file).isFile() || size > MAX_SCRIPT_FILE_BYTES) return { type: 'unreadable' };
  const bytes = new Uint8Array(MAX_SCRIPT_FILE_BYTES + 1);
  let length = 0;
  for (let more = -1; more !== 0 && length < bytes.length; length += more)
    more = readSync(file, bytes, length, bytes.length - length, null);
  if (length > MAX_SCRIPT_FILE_BYTES) return { type: 'unreadable' };
  return { type: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length)) };
}

function list(folder: string): readonly string[] | null {
  try {
    const open = opendirSync(folder);
    try {
      const names: string[] = [];
      for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
        if (names.length === MAX_LISTED_ENTRIES) return null;
        names.push(entry.name);
      }
      return names;
    } finally {
      open.closeSync();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? [] : null;
  }
}
