/**
 * Where the policies lie that are kept for later processes: a file for what is asked, which says nothing yet about whether it holds.
 *
 * Small by itself: who only wants to know whether there is anything to be read loads this alone.
 */
import { existsSync, lstatSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { KEPT_POLICY_SLOTS } from '../base/index.ts';
import { cacheFolder, placesOf } from '../config/index.node.ts';

/** What the environment says of where policy lies; `PORTCULLIS_REQUIREMENTS` names some, and then nothing is kept. */
const REQUIREMENTS = 'PORTCULLIS_REQUIREMENTS';

/** Where policies are kept, and what says that none may be. */
export interface KeptPlace {
  /** Null: nothing is kept. */
  readonly folder: string | null;
  /** Folders of the administrator. */
  readonly administrators: readonly string[];
}

export function keptPlace(): KeptPlace {
  const { system } = placesOf({ platform: process.platform === 'darwin' ? 'darwin' : 'linux', home: homedir(), env: process.env });
  const managed = process.platform === 'darwin' ? ['/Library/Managed Preferences'] : [];
  return { folder: cacheFolder(), administrators: [...system, ...managed] };
}

export interface KeptFile {
  readonly folder: string;
  readonly path: string;
}

/** The file for what was asked; null where nothing may be kept, see SECURITY in `kept-policy.node.ts`. */
export function fileFor(asked: readonly string[], { folder, administrators }: KeptPlace): KeptFile | null {
  if (folder === null || process.env[REQUIREMENTS] || administrators.some(isThere)) return null;
  return { folder, path: join(folder, `policy-${slotOf(asked.join('\0'))}.kept`) };
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/** Whatever is asked has one of a fixed number of files: the name says nothing, what is in it does. */
function slotOf(asked: string): number {
  let sum = 0;
  for (let i = 0; i < asked.length; i++) sum = (Math.imul(sum, 31) + asked.charCodeAt(i)) | 0;
  return (sum >>> 0) % KEPT_POLICY_SLOTS;
}

/** Whether anything is kept for a folder, or for named rules files from there; what it is worth is seen when it is read. */
export function isAnythingKept(cwd: string, rules: readonly string[] = [], where: KeptPlace = keptPlace()): boolean {
  const file = fileFor([cwd, ...rules], where);
  return file !== null && existsSync(file.path);
}
