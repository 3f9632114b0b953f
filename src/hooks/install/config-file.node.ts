/**
 * Configuration files of agents on disk, and the record of what stood there before.
 *
 * INVARIANT: a file is replaced as a whole or not at all, keeps its mode, and is changed only if it still holds what the user was shown. What a
 * link leads to is changed, not the link.
 */
import { chmod, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { decodeSource, digestText, MAX_POLICY_FILE_BYTES } from '../../base/index.ts';

/** What is to become of one file; null: there is none. */
export interface FileChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The text of a file, null where there is none. Throws where it cannot be read as text. */
export async function readConfig(path: string): Promise<string | null> {
  try {
    const { size } = await stat(path);
    if (size > MAX_POLICY_FILE_BYTES) throw new Error(`\`${path}\` is larger than ${MAX_POLICY_FILE_BYTES} bytes`);
    const { value } = decodeSource(path, await readFile(path));
    if (value === null) throw new Error(`\`${path}\` is not UTF-8`);
    return value;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The path with all links followed, also where the file itself is still to be written. */
export async function realConfigPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(await realConfigPath(folder), basename(path));
  }
}

export async function writeChange({ path, before, after }: FileChange): Promise<void> {
  const target = await realConfigPath(path);
  if ((await readConfig(target)) !== before) throw new Error(`\`${path}\` has changed meanwhile; start again`);
  if (after === null) return rm(target, { force: true });
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.draft`;
  await writeFile(draft, after, { flag: 'wx', mode: 0o600 });
  const mode = before === null ? 0o644 : (await stat(target)).mode & 0o7777;
  await chmod(draft, mode);
  await rename(draft, target);
}

/** What stood in a file before the hook was put in. */
interface Original {
  readonly path: string;
  readonly before: string | null;
  /** Of the text that was put there. */
  readonly digest: string;
}

function recordPath(ownHome: string, path: string): string {
  return join(ownHome, 'hooks', `${digestText(path).slice('sha256:'.length)}.json`);
}

/** Remembers what stood there, unless it is remembered already. */
export async function keepOriginal(ownHome: string, { path, before, after }: FileChange): Promise<void> {
  if (after === null) return;
  const known = await readOriginal(ownHome, path);
  const isOurs = known !== null && before !== null && known.digest === digestText(before);
  const record: Original = { path, before: isOurs ? known.before : before, digest: digestText(after) };
  const file = recordPath(ownHome, path);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(record), { mode: 0o600 });
}

/** What stood there, if nothing but the hook was changed since; `text`: what stands there now. */
export async function originalOf(ownHome: string, path: string, text: string): Promise<{ readonly before: string | null } | null> {
  const known = await readOriginal(ownHome, path);
  return known !== null && known.digest === digestText(text) ? { before: known.before } : null;
}

export function forgetOriginal(ownHome: string, path: string): Promise<void> {
  return rm(recordPath(ownHome, path), { force: true });
}

async function readOriginal(ownHome: string, path: string): Promise<Original | null> {
  try {
    const record = JSON.parse(await readFile(recordPath(ownHome, path), 'utf8')) as Original;
    const isWhole =
      record.path === path && typeof record.digest === 'string' && (record.before === null || typeof record.before === 'string');
    return isWhole ? record : null;
  } catch {
    return null;
  }
}
