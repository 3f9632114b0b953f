/**
 * Writes the file by which clients find the daemon, keeps it there, and takes it away at the end.
 *
 * INVARIANT: it is replaced as a whole, so that no client reads half of it, and never through a link. What another daemon that runs has written
 * is left alone, except when we begin.
 */
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { type DaemonFile, isRunning, readDaemonFile } from '../config/index.node.ts';

export async function writeDaemonFile(path: string, said: DaemonFile): Promise<void> {
  const beside = `${path}.${randomBytes(8).toString('hex')}`;
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(said)}\n`);
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** Whose daemon a path leads clients to: `nobody` where the file is gone, is none, or its daemon is gone. */
function whoseDaemonFile(path: string, { token }: DaemonFile): 'ours' | 'other' | 'nobody' {
  const found = readDaemonFile(path);
  if (found === null) return 'nobody';
  if (found.token === token) return 'ours';
  return isRunning(found) ? 'other' : 'nobody';
}

/** Clients empty the file of a daemon that does not answer in time: one that can write it again has only been slow. */
export async function keepDaemonFile(path: string, said: DaemonFile): Promise<void> {
  if (process.platform !== 'win32' && whoseDaemonFile(path, said) === 'nobody') await writeDaemonFile(path, said).catch(() => {});
}

export async function removeDaemonFile(path: string, said: DaemonFile): Promise<void> {
  if (process.platform === 'win32' || whoseDaemonFile(path, said) !== 'other') await rm(path, { force: true });
}
