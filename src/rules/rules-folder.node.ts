/**
 * Rules files named on a command line: a file as it is, or the rules files of a folder.
 *
 * Of a folder only regular files directly inside count whose extension is exactly `rules`, in the order of their paths; links and folders
 * are skipped, dot files count (reference: codex-semantics §5.3). INVARIANT: each file is read once; one that cannot be read is an error.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, decodeSource, MAX_FOLDER_ENTRIES, MAX_POLICY_FILE_BYTES } from '../base/index.ts';
import type { RulesFile } from './parse-rules.ts';

export interface LoadedRulesFiles {
  readonly value: readonly RulesFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads files and folders in the given order. */
export async function loadRulesFiles(paths: readonly string[]): Promise<LoadedRulesFiles> {
  const value: RulesFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    for (const file of await filesAt(path, diagnostics)) {
      const text = await readRules(file, diagnostics);
      if (text !== null) value.push({ source: file.path, text });
    }
  }
  return { value, diagnostics };
}

/** A file that was named may be a link or a pipe; one found in a folder is what the folder said it is, or an error. */
interface Candidate {
  readonly path: string;
  readonly flags: number;
}

const NAMED = constants.O_RDONLY;
const FOUND = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

async function filesAt(path: string, diagnostics: Diagnostic[]): Promise<readonly Candidate[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [{ path, flags: NAMED }];
    const entries = await readdir(path, { withFileTypes: true });
    if (entries.length > MAX_FOLDER_ENTRIES) throw new Error(`it has more than ${MAX_FOLDER_ENTRIES} entries`);
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.rules') && entry.name !== '.rules')
      .map((entry) => entry.name)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map((name) => ({ path: join(path, name), flags: FOUND }));
  } catch (error) {
    diagnostics.push(unreadable(path, error));
    return [];
  }
}

async function readRules({ path, flags }: Candidate, diagnostics: Diagnostic[]): Promise<string | null> {
  try {
    const handle = await open(path, flags);
    try {
      const decoded = decodeSource(path, await readBounded(handle, flags === FOUND));
      diagnostics.push(...decoded.diagnostics);
      return decoded.value;
    } finally {
      await handle.close();
    }
  } catch (error) {
    diagnostics.push(unreadable(path, error));
    return null;
  }
}

/** LIMIT: no more than one byte over what a policy file may have, also of a pipe or device without end. */
async function readBounded(handle: FileHandle, onlyRegular: boolean): Promise<Uint8Array> {
  if (onlyRegular && !(await handle.stat()).isFile()) throw new Error('it is no regular file');
  const bytes = Buffer.alloc(MAX_POLICY_FILE_BYTES + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function unreadable(path: string, error: unknown): Diagnostic {
  const { code } = error as NodeJS.ErrnoException;
  const why = code ?? (error as Error).message;
  return { code: 'RL008', severity: 'error', message: `\`${path}\` cannot be read: ${why}`, help: 'check the path and its permissions' };
}
