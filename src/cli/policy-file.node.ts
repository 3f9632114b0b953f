/** Reads a policy file that a user names on the command line. */
import { readFile, stat } from 'node:fs/promises';
import { type Diagnostic, decodeSource, MAX_POLICY_FILE_BYTES, tooLarge } from '../base/index.ts';

export interface PolicyFile {
  readonly source: string;
  /** The text, or null where a diagnostic says why it cannot be read. */
  readonly value: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

export async function readPolicyFile(source: string): Promise<PolicyFile> {
  try {
    const { size } = await stat(source);
    if (size > MAX_POLICY_FILE_BYTES) return { source, value: null, diagnostics: [tooLarge(source, size)] };
    return { source, ...decodeSource(source, await readFile(source)) };
  } catch (error) {
    return { source, value: null, diagnostics: [unreadable(source, error as NodeJS.ErrnoException)] };
  }
}

function unreadable(source: string, { code = 'unknown' }: NodeJS.ErrnoException): Diagnostic {
  return { code: 'CF008', severity: 'error', message: `\`${source}\` cannot be read: ${code}`, help: 'check the path and its permissions' };
}
