/**
 * The records of what the user trusts: one file a project folder in our own folder of the user, outside every workspace.
 *
 * SECURITY: written for this user alone, whole or not at all, and never through a link that was there before.
 */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { digestText, MAX_TRUST_RECORD_BYTES } from '../base/index.ts';
import type { PolicyFiles } from './policy-files.ts';
import { formatTrustRecord, parseTrustRecord, type TrustRecord } from './project-content.ts';

export type TrustRead =
  | { readonly type: 'record'; readonly record: TrustRecord }
  | { readonly type: 'absent' }
  | { readonly type: 'damaged'; readonly path: string };

/** Where the record of a `.codex` folder lies. */
export function trustPath(ownHome: string, folder: string): string {
  return join(ownHome, 'trust', `${digestText(folder).slice('sha256:'.length)}.json`);
}

export async function loadTrust(ownHome: string, folder: string, files: PolicyFiles): Promise<TrustRead> {
  const path = trustPath(ownHome, folder);
  const read = await files.readFile(path, MAX_TRUST_RECORD_BYTES);
  if (read.type === 'absent') return { type: 'absent' };
  const record = read.type === 'file' ? parseTrustRecord(read.bytes) : null;
  return record?.folder === folder ? { type: 'record', record } : { type: 'damaged', path };
}

export async function saveTrust(ownHome: string, record: TrustRecord): Promise<string> {
  const path = trustPath(ownHome, record.folder);
  await mkdir(join(ownHome, 'trust'), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.draft`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(formatTrustRecord(record));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
  return path;
}

/** Whether there was a record to forget. */
export async function forgetTrust(ownHome: string, folder: string): Promise<boolean> {
  try {
    await rm(trustPath(ownHome, folder));
    return true;
  } catch {
    return false;
  }
}
