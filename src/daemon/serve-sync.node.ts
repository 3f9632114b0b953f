/**
 * One client over standard input and output, by reads and writes that block: the shortest way from a request to its answer.
 *
 * INVARIANT: nothing else runs while input is waited for: what files say is looked at before requests are answered instead of watched, and
 * notifications leave with the next answers. The process ends with its input, which is also how it notices that its client is gone.
 */
import { readSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { today } from './held-policy.node.ts';
import { PolicyStamps } from './policy-stamps.node.ts';
import type { Service } from './service.node.ts';
import { Session } from './session.node.ts';

const ROOM = 64 * 1024;
/** How old the last look at files may be when a request is answered. */
const LOOK_AGAIN_MS = 20;
const STDIN = 0;
const STDOUT = 1;

/** Serves until the client is gone; whether it left in order. */
export async function serveSync(service: Service): Promise<boolean> {
  let ended: boolean | null = null;
  const session = new Session(service, {
    isStdio: true,
    write: (bytes) => {
      if (!writeAll(bytes)) ended = false;
    },
    end: (isOrderly) => {
      ended = isOrderly;
    },
    remark: (text) => process.stderr.write(`${text}\n`),
    watchProcess: () => {},
  });
  const room = Buffer.allocUnsafeSlow(ROOM);
  const stamps = new PolicyStamps();
  let lookedAt = 0;
  while (ended === null) {
    const length = await readSome(room);
    if (length === 0) break;
    const now = performance.now();
    if (now - lookedAt >= LOOK_AGAIN_MS) {
      lookedAt = now;
      if (await isOutdated(service, stamps)) await service.reload();
    }
    session.push(room.subarray(0, length));
    if (session.hasPending) await session.settled();
  }
  if (ended === null) await session.end();
  return ended ?? true;
}

/** Whether files of policy may have changed, or another day has begun: rules expire. */
async function isOutdated(service: Service, stamps: PolicyStamps): Promise<boolean> {
  const held = await service.held();
  const hasChanged = stamps.mayHaveChanged(held.flatMap(({ paths }) => paths));
  return hasChanged || held.some(({ state }) => state.day !== today());
}

/** Waits for input; 0 at its end. */
async function readSome(room: Buffer): Promise<number> {
  for (;;) {
    try {
      return readSync(STDIN, room);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      // Somebody else has made the descriptor not wait.
      if (code !== 'EAGAIN') return 0;
      await sleep(1);
    }
  }
}

/** Whether the client took it all. */
function writeAll(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(STDOUT, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
      Atomics.wait(PAUSE, 0, 0, 1);
    }
  }
  return true;
}

const PAUSE = new Int32Array(new SharedArrayBuffer(4));
