/**
 * The payloads that device management has forced on this machine (macOS), read from the files it writes.
 *
 * SECURITY: preferences that a user can set (`defaults write`) are never asked; only the managed files count, which belong to root.
 */
import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { MAX_POLICY_FILE_BYTES } from '../base/index.ts';
import { MDM_DOMAIN, type MdmKey } from './mdm.ts';
import type { PolicyFiles } from './policy-files.ts';

export type Preference =
  | { readonly type: 'value'; readonly source: string; readonly payload: string }
  | { readonly type: 'absent' }
  | { readonly type: 'unreadable'; readonly source: string; readonly reason: string };

/** What device management forces, key by key. */
export interface ManagedPreferences {
  /** Files whose change means that the answers may have changed. */
  readonly paths: readonly string[];
  read(key: MdmKey): Promise<Preference>;
}

/** For every system but macOS. */
export const noPreferences: ManagedPreferences = { paths: [], read: async () => ({ type: 'absent' }) };

const run = promisify(execFile);

/** The managed files of this machine and of this user; the machine's comes first. */
export function macPreferences(files: PolicyFiles): ManagedPreferences {
  const folder = '/Library/Managed Preferences';
  const paths = [`${folder}/${MDM_DOMAIN}.plist`, `${folder}/${userInfo().username}/${MDM_DOMAIN}.plist`];
  return {
    paths,
    read: async (key) => {
      for (const path of paths) {
        if ((await files.stamp(path)) === null) continue;
        const preference = await extract(path, key);
        if (preference.type !== 'absent') return preference;
      }
      return { type: 'absent' };
    },
  };
}

/** The files are binary property lists, which the system's own tool reads. */
async function extract(path: string, key: MdmKey): Promise<Preference> {
  const source = `${path}#${key}`;
  try {
    const { stdout } = await run('/usr/bin/plutil', ['-extract', key, 'raw', '-o', '-', path], { maxBuffer: 2 * MAX_POLICY_FILE_BYTES });
    return { type: 'value', source, payload: stdout };
  } catch (error) {
    const output = String((error as { stdout?: unknown }).stdout ?? '') + String((error as { stderr?: unknown }).stderr ?? '');
    if (/No value at that key path/.test(output)) return { type: 'absent' };
    return { type: 'unreadable', source, reason: 'plutil cannot read it' };
  }
}
