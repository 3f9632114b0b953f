/**
 * Adds a rule to a rules file on disk.
 *
 * SECURITY: the file is replaced as a whole or not at all, by one that was written beside it; a link under its name is refused, not
 * followed. INVARIANT: of two of us at once, one waits; a change by anybody else in between is seen, and the work starts again.
 */
import { randomBytes } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Diagnostic, decodeSource, MAX_POLICY_FILE_BYTES, tooLarge } from '../base/index.ts';
import { type Amendment, amend } from './amend.ts';

export interface AmendedFile {
  /** `present`: the rule was in the file already; null: nothing was done, and a diagnostic says why. */
  readonly value: 'added' | 'present' | null;
  readonly diagnostics: readonly Diagnostic[];
}

export async function amendFile(path: string, amendment: Amendment): Promise<AmendedFile> {
  // A rule that no file takes leaves nothing behind: an empty folder of rules is policy already.
  const alone = amend('', amendment, path);
  if (alone.value === null) return refused(alone.diagnostics);
  try {
    await makeFolder(dirname(path));
    return await withLock(`${path}.lock`, () => amendUntilDone(path, amendment));
  } catch (error) {
    if (error instanceof Refusal) return refused(error.diagnostics);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refused([fault(`\`${path}\` cannot be changed: ${message}`, 'check the path and its permissions')]);
  }
}

function refused(diagnostics: readonly Diagnostic[]): AmendedFile {
  return { value: null, diagnostics };
}

/** Ends the work from within; never leaves this file. */
class Refusal extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join());
    this.diagnostics = diagnostics;
  }
}

function fault(message: string, help: string): Diagnostic {
  return { code: 'RL011', severity: 'error', message, help };
}

const FOLDER_MODE = 0o755;
const FILE_MODE = 0o644;

/** One level only, and two for a first `.codex/rules`: a mistyped path must not grow a tree. */
async function makeFolder(folder: string): Promise<void> {
  const home = dirname(folder);
  if (basename(home) === '.codex') await makeOne(home);
  await makeOne(folder);
}

async function makeOne(folder: string): Promise<void> {
  await mkdir(folder, { mode: FOLDER_MODE }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

const LOCK_ATTEMPTS = 100;
const LOCK_PAUSE_MS = 50;
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** A lock that nobody gives back is left to people: taking it from one who is only slow would lose a rule. */
async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      await (await open(path, NEW, FILE_MODE)).close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (attempt === LOCK_ATTEMPTS) throw new Refusal([fault(`\`${path}\` is held by another process`, 'remove it if there is none')]);
      await sleep(LOCK_PAUSE_MS);
    }
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

const CHANGE_ATTEMPTS = 10;

async function amendUntilDone(path: string, amendment: Amendment): Promise<AmendedFile> {
  for (let attempt = 1; attempt <= CHANGE_ATTEMPTS; attempt++) {
    const before = await readExisting(path);
    const { value, diagnostics } = amend(before.text, amendment, path);
    if (value === null) return refused(diagnostics);
    if (value === before.text) return { value: 'present', diagnostics };
    if (await replace(path, value, before.stats)) return { value: 'added', diagnostics };
  }
  return refused([fault(`\`${path}\` changes all the time`, 'try again')]);
}

interface Existing {
  readonly text: string;
  /** Null where there is no file yet. */
  readonly stats: BigIntStats | null;
}

async function readExisting(path: string): Promise<Existing> {
  const stats = await statOf(path);
  if (stats === null) return { text: '', stats };
  if (stats.isSymbolicLink()) throw new Refusal([fault(`\`${path}\` is a link, and links are not followed`, 'name the file itself')]);
  if (!stats.isFile()) throw new Refusal([fault(`\`${path}\` is no regular file`, 'name a file')]);
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const opened = await handle.stat({ bigint: true });
    if (!isSame(stats, opened)) throw new Refusal([fault(`\`${path}\` was replaced while it was read`, 'try again')]);
    return { text: await readText(path, handle, opened), stats: opened };
  } finally {
    await handle.close();
  }
}

async function readText(path: string, handle: FileHandle, { size }: BigIntStats): Promise<string> {
  if (size > MAX_POLICY_FILE_BYTES) throw new Refusal([tooLarge(path, Number(size))]);
  const { value, diagnostics } = decodeSource(path, await handle.readFile());
  if (value === null) throw new Refusal(diagnostics);
  return value;
}

async function statOf(path: string): Promise<BigIntStats | null> {
  return lstat(path, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function isSame(a: BigIntStats | null, b: BigIntStats | null): boolean {
  if (a === null || b === null) return a === b;
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}

/** Puts the text in the place of the file; false where the file is no longer the one that was read. */
async function replace(path: string, text: string, before: BigIntStats | null): Promise<boolean> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(8).toString('hex')}.tmp`);
  try {
    await writeNew(beside, text, before);
    if (!isSame(before, await statOf(path))) return false;
    await rename(beside, path);
    return true;
  } finally {
    await rm(beside, { force: true });
  }
}

const PERMISSIONS = 0o777n;

async function writeNew(path: string, text: string, before: BigIntStats | null): Promise<void> {
  const handle = await open(path, NEW, FILE_MODE);
  try {
    await handle.writeFile(text, 'utf8');
    if (before !== null) await keepOwner(handle, before);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The new file belongs to whom the old one belonged to, with the same permissions. */
async function keepOwner(handle: FileHandle, { uid, gid, mode }: BigIntStats): Promise<void> {
  const own = await handle.stat({ bigint: true });
  if (own.uid !== uid || own.gid !== gid) await handle.chown(Number(uid), Number(gid));
  await handle.chmod(Number(mode & PERMISSIONS));
}
