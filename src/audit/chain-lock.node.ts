/**
 * One writer a chain: a lock file that names the process that holds it, and is taken over when that process is certainly gone.
 *
 * INVARIANT: a lock of another machine, container or start of the machine is judged only where it is certain to be over; in doubt the next
 * chain is taken, so that a doubt never stops anybody from writing.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, lstatSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { FILE_MODE } from './folder.node.ts';

/** Takes the lock of a chain; the path to give back, or null where somebody holds it. */
export function takeChainLock(folder: string, chain: string): string | null {
  const path = join(folder, `chain-${chain}.lock`);
  if (createLock(path)) return path;
  return isAbandoned(path) && breakLock(path) ? path : null;
}

/** One that cannot be removed, with its folder gone, holds nobody up. */
export function releaseChainLock(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

interface Holder {
  readonly machine: string;
  readonly boot: string;
  readonly pidNamespace: string;
  readonly pid: number;
  /** When the process started, in ticks of the machine; null where that is not told. */
  readonly started: string | null;
}

/** The content is there as soon as the name is: written beside, then linked. */
function createLock(path: string): boolean {
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(beside, JSON.stringify(thisProcess()), { flag: 'wx', mode: FILE_MODE });
    linkSync(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Only who holds the second lock removes a lock that is not its own; it looks again before it does. */
function breakLock(path: string): boolean {
  const guard = `${path}.break`;
  if (!createLock(guard)) {
    if (isOld(guard) && isAbandoned(guard)) rmSync(guard, { force: true });
    return false;
  }
  try {
    if (isAbandoned(path)) rmSync(path, { force: true });
    return createLock(path);
  } finally {
    rmSync(guard, { force: true });
  }
}

const GUARD_AGE_MS = 60_000;

function isOld(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > GUARD_AGE_MS;
}

function isAbandoned(path: string): boolean {
  const holder = readHolder(path);
  const self = thisProcess();
  if (holder === null || holder.machine !== self.machine) return false;
  if (holder.boot !== self.boot) return true;
  if (holder.pidNamespace !== self.pidNamespace) return false;
  return !isRunning(holder.pid) || startOf(holder.pid) !== holder.started;
}

function readHolder(path: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && typeof holder.machine === 'string' ? (holder as Holder) : null;
  } catch {
    return null;
  }
}

function thisProcess(): Holder {
  return {
    machine: `${hostname()} ${textOf('/etc/machine-id')}`,
    boot: textOf('/proc/sys/kernel/random/boot_id'),
    pidNamespace: pidNamespaceOf(),
    pid: process.pid,
    started: startOf(process.pid),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** A number that was given to another process since does not hold the lock (proc(5), field 22 of `stat`). */
function startOf(pid: number): string | null {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat === '' ? null : (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null);
}

function pidNamespaceOf(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
