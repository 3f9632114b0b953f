/**
 * Rules files named on a command line: a file as it is, or the rules files of a folder.
 *
 * Of a folder only regular files directly inside count whose extension is exactly `rules`, in the order of their paths; links and folders
 * are skipped, dot files count (reference: codex-semantics §5.3). INVARIANT: each file is read once; one that cannot be read is an error.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, decodeSource, MAX_FOLDER_ENTRIES, MAX_POLICY_FILE_BYTES, tooLarge } from '../base/index.ts';
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
      if (text !== null) value.push({ source: file, text });
    }
  }
  return { value, diagnostics };
}

async function filesAt(path: string, diagnostics: Diagnostic[]): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { withFileTypes: true });
    if (entries.length > MAX_FOLDER_ENTRIES) throw new Error(`it has more than ${MAX_FOLDER_ENTRIES} entries`);
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.rules') && entry.name !== '.rules')
      .map((entry) => join(path, entry.name))
      .sort();
  } catch (error) {
    diagnostics.push(unreadable(path, error));
    return [];
  }
}

async function readRules(path: string, diagnostics: Diagnostic[]): Promise<string | null> {
  try {
    const { size } = await stat(path);
    if (size > MAX_POLICY_FILE_BYTES) {
      diagnostics.push(tooLarge(path, size));
      return null;
    }
    const decoded = decodeSource(path, await readFile(path));
    diagnostics.push(...decoded.diagnostics);
    return decoded.value;
  } catch (error) {
    diagnostics.push(unreadable(path, error));
    return null;
  }
}

function unreadable(path: string, error: unknown): Diagnostic {
  const { code } = error as NodeJS.ErrnoException;
  const why = code ?? (error as Error).message;
  return { code: 'RL008', severity: 'error', message: `\`${path}\` cannot be read: ${why}`, help: 'check the path and its permissions' };
}
