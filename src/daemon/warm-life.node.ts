/**
 * The end of a daemon that a hook has started: when nobody has asked for a while, when its program is another one or gone, when another daemon
 * has taken its place, when its folder is gone.
 *
 * INVARIANT: nothing keeps it that does not ask; it looks every few seconds, and a hook that comes in between finds another way.
 */
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { MAX_IDLE_DAEMON_MS, WARM_LOOK_MS } from '../base/index.ts';
import { isRunning, readDaemonFile } from '../config/index.node.ts';
import type { Service } from './service.node.ts';

export interface WarmLife {
  readonly service: Service;
  /** By which it is found. */
  readonly secretsFile: string;
  /** What was started. */
  readonly program: string;
  /** Whether policy still wants it. */
  readonly isWanted: () => boolean;
  /** Milliseconds without a question. */
  readonly idle?: number;
  readonly look?: number;
}

/** Resolves, with the reason, when it is over. */
export function warmLifeOver({
  service,
  secretsFile,
  program,
  isWanted,
  idle = MAX_IDLE_DAEMON_MS,
  look = WARM_LOOK_MS,
}: WarmLife): Promise<string> {
  const begun = stampOf(program);
  let asked = service.statistics.asked;
  let since = Date.now();
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (service.statistics.asked !== asked || service.listeners.size > 0) {
        asked = service.statistics.asked;
        since = Date.now();
      }
      const reason =
        faultOf(secretsFile, stampOf(program) === begun) ??
        (isWanted() ? null : 'policy wants it no more') ??
        (Date.now() - since >= idle ? 'nobody has asked for a while' : null);
      if (reason === null) return;
      clearInterval(timer);
      resolve(reason);
    }, look).unref();
  });
}

function faultOf(secretsFile: string, isSame: boolean): string | null {
  if (!isSame) return 'the installation has changed';
  if (!existsSync(dirname(secretsFile))) return 'its folder is gone';
  const found = readDaemonFile(secretsFile);
  return found !== null && found.processId !== process.pid && isRunning(found) ? 'another daemon has taken its place' : null;
}

function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeMs}`;
}
