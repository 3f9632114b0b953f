/**
 * The file by which clients find the daemon of this user on its port: `http.json` in the private folder.
 *
 * SECURITY: it is believed only where nobody but this user can have written it, and only while the very process that wrote it runs: whoever
 * takes the port of a daemon that is gone is not even asked. The number of a process is used again, its start time with it is not.
 */
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_DAEMON_FILE_BYTES } from '../base/index.ts';
import { privateFolder } from './places.node.ts';

export interface DaemonFile {
  readonly url: string;
  /** Shown by the client, as `Authorization: Bearer …`. */
  readonly token: string;
  /** Shown by the daemon, as `Portcullis-Proof`. */
  readonly proof: string;
  readonly processId: number;
  /** Of the process, as the system counts it; empty where it does not say. */
  readonly startTime: string;
  readonly version: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

export function daemonFilePath(env: Variables = process.env): string {
  return join(privateFolder(env), 'http.json');
}

/** Variables that say where policy lies: two processes that differ in them may be under different policies. */
export const PLACING: readonly string[] = ['PORTCULLIS_REQUIREMENTS', 'CODEX_HOME', 'XDG_CONFIG_HOME'];

/** Whether the environment names another policy than that of the machine and its user. */
export function placesPolicy(env: Variables = process.env): boolean {
  return PLACING.some((name) => (env[name] ?? '') !== '');
}

/** Ours, no link, and nobody else may read, write or enter. */
export function isPrivate(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isSymbolicLink() && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
}

/** What the file says; null where there is none, or none to be believed. */
export function readDaemonFile(path: string): DaemonFile | null {
  try {
    if (!isPrivate(path) || lstatSync(path).size > MAX_DAEMON_FILE_BYTES) return null;
    const said: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isDaemonFile(said) ? said : null;
  } catch {
    return null;
  }
}

function isDaemonFile(value: unknown): value is DaemonFile {
  const { processId, ...texts } = (value ?? {}) as Partial<DaemonFile>;
  const { url, token, proof, startTime, version } = texts;
  return Number.isSafeInteger(processId) && [url, token, proof, startTime, version].every((each) => typeof each === 'string');
}

/** Whether the process that wrote the file still runs. */
export function isRunning({ processId, startTime }: DaemonFile): boolean {
  try {
    process.kill(processId, 0);
  } catch {
    return false;
  }
  return startTimeOf(processId) === startTime;
}

/** Field 22 of `/proc/PID/stat`; the name of the program, before it, may hold anything. */
export function startTimeOf(processId: number): string {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME] ?? '';
  } catch {
    return '';
  }
}

/** Counted from the state, which comes behind the name. */
const START_TIME = 19;
