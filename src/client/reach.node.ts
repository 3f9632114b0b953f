/**
 * Reaches a daemon: joins the one on a socket, or starts one of our own.
 *
 * SECURITY: a socket that somebody else could have put there might answer allow to everything. It is joined only where it and its folder
 * belong to this user and nobody else may enter.
 */
import { spawn } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CallFailure, type DaemonStreams } from './connection.node.ts';

/** A program and its arguments. */
export type DaemonCommand = readonly [program: string, ...args: string[]];

/** The daemon of this package, under the Node that runs us. */
export const OWN_DAEMON: DaemonCommand = [
  process.execPath,
  fileURLToPath(new URL('../cli/main.node.js', import.meta.url)),
  'serve',
  '--stdio',
];

/** Joins the daemon on a socket; null where there is none. */
export async function joinDaemon(path: string): Promise<DaemonStreams | null> {
  if (process.platform !== 'win32' && !(await isOurs(path))) return null;
  const socket = await connectTo(path);
  return socket && streamsOf(socket);
}

/** A socket is both ends in one. */
function streamsOf(socket: Socket): DaemonStreams {
  return {
    input: socket,
    output: socket,
    ended: new Promise((resolve) => socket.once('close', () => resolve())),
    destroy: () => socket.destroy(),
    hold: (isHeld) => (isHeld ? socket.ref() : socket.unref()),
  };
}

async function isOurs(path: string): Promise<boolean> {
  for (const each of [path, dirname(path)]) {
    const stats = await lstat(each).catch(() => null);
    if (stats === null) return false;
    const isPrivate = stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
    if (!isPrivate) throw new CallFailure(`\`${each}\` is open to others or belongs to somebody else, so a daemon there is not trusted`);
  }
  return true;
}

/** Null where nobody listens. */
function connectTo(path: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else reject(new CallFailure(error.message));
    });
  });
}

/** Starts a daemon that ends when we do. What it has to say to people goes to our stderr. */
export function startDaemon([program, ...args]: DaemonCommand): DaemonStreams {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], windowsHide: true });
  const { stdin, stdout } = child;
  child.on('error', (error) => stdout.destroy(error));
  const pipes = [child, stdin, stdout] as readonly { ref?(): void; unref?(): void }[];
  return {
    input: stdin,
    output: stdout,
    ended: new Promise((resolve) => child.once('exit', () => resolve())),
    destroy: () => {
      stdin.destroy();
      stdout.destroy();
      child.kill();
    },
    hold: (isHeld) => {
      for (const each of pipes) isHeld ? each.ref?.() : each.unref?.();
    },
  };
}
