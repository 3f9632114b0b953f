/**
 * Files in the private folder by which hooks agree on who starts the daemon, and by which the daemon says that policy wants none.
 *
 * INVARIANT: of all hooks that ask within the same minute one is told to start it; whatever is odd about the folder means not to.
 */
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { WARM_REFUSED_MS, WARM_RETRY_MS } from '../base/index.ts';
import { isPrivate, privateFolder } from '../config/index.node.ts';

const STARTING = 'starting-';
const NOT_WANTED = 'not-wanted';

/** Whether the one who asks is to start the daemon. */
export function claimStart(now = Date.now()): boolean {
  const folder = privateFolder();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isPrivate(folder) || isRefused(folder, now)) return false;
    const mark = `${STARTING}${Math.floor(now / WARM_RETRY_MS)}`;
    closeSync(openSync(join(folder, mark), 'wx', 0o600));
    for (const name of readdirSync(folder)) if (name.startsWith(STARTING) && name !== mark) rmSync(join(folder, name), { force: true });
    return true;
  } catch {
    return false;
  }
}

function isRefused(folder: string, now: number): boolean {
  const stats = statSync(join(folder, NOT_WANTED), { throwIfNoEntry: false });
  return stats !== undefined && now - stats.mtimeMs < WARM_REFUSED_MS;
}

/** Says to hooks whether policy wants a daemon: a refusal holds for a while. */
export function markWanted(isWanted: boolean): void {
  const path = join(privateFolder(), NOT_WANTED);
  if (isWanted) return rmSync(path, { force: true });
  closeSync(openSync(path, 'a', 0o600));
  utimesSync(path, new Date(), new Date());
}
