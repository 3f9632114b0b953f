/**
 * Many clients over a Unix socket (on Windows a named pipe), each with a session of its own.
 *
 * SECURITY: whoever reaches the socket may ask; it is open to this user alone, and by default in a folder that is too. INVARIANT: a client that
 * leaves a message half sent or an answer unread is let go after a while; one that is slow holds up nobody else.
 */
import { chmod, lstat, unlink } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { MAX_CLIENTS, MAX_STALLED_MS } from '../base/index.ts';
import { watchProcess } from './parent-process.node.ts';
import { resumeWhenFree } from './resume.node.ts';
import type { Service } from './service.node.ts';
import { Session } from './session.node.ts';

/** A server that listens, until it is closed. */
export interface Listening {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts to listen; a text says why that cannot be. */
export async function serveSocket(service: Service, path: string): Promise<Listening | string> {
  const taken = await clearSocket(path);
  if (taken !== null) return taken;
  const clients = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    clients.add(socket);
    socket.once('close', () => clients.delete(socket));
    serveClient(service, socket);
  });
  server.maxConnections = MAX_CLIENTS;
  const fault = await listen(server, path);
  if (fault !== null) return fault;
  return {
    address: path,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of clients) client.destroy();
      }),
  };
}

const OWN = 0o600;

async function listen(server: Server, path: string): Promise<string | null> {
  // Between its creation and a later `chmod` others could connect.
  const umask = process.platform === 'win32' ? null : process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    if (umask !== null) await chmod(path, OWN);
    return null;
  } catch (error) {
    return `\`${path}\` cannot be listened on: ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
  } finally {
    if (umask !== null) process.umask(umask);
  }
}

/** Removes the socket of a daemon that is gone; anything else under its name stays, and is a fault. */
async function clearSocket(path: string): Promise<string | null> {
  if (process.platform === 'win32') return null;
  try {
    const stats = await lstat(path);
    if (!stats.isSocket()) return `\`${path}\` is there, and no socket`;
    if (await answers(path)) return `a daemon listens on \`${path}\` already`;
    await unlink(path);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? null : `\`${path}\` cannot be used: ${code ?? String(error)}`;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function serveClient(service: Service, socket: Socket): void {
  const stopped: (() => void)[] = [];
  const session = new Session(service, {
    isStdio: false,
    write: (bytes) => {
      if (!socket.write(bytes)) socket.pause();
    },
    end: () => socket.end(),
    remark: (text) => process.stderr.write(`${text}\n`),
    watchProcess: (id) => stopped.push(watchProcess(id, () => socket.destroy())),
  });
  const stalled = watchStalls(socket, session);
  socket.on('drain', () => resumeWhenFree(session, socket, socket));
  socket.on('data', (chunk) => {
    session.push(chunk);
    if (session.busy === null) return;
    socket.pause();
    resumeWhenFree(session, socket, socket);
  });
  socket.on('end', () => session.end().then(() => socket.end()));
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    session.close();
    clearInterval(stalled);
    for (const stop of stopped) stop();
  });
}

/** Lets go of a client that has stopped half-way for too long, in what it sends or in what it reads. */
function watchStalls(socket: Socket, session: Session): NodeJS.Timeout {
  let since: number | null = null;
  let moved = 0;
  return setInterval(() => {
    const movedNow = socket.bytesRead + socket.bytesWritten - socket.writableLength;
    const isStalled = (session.isHalfway || socket.writableNeedDrain) && movedNow === moved;
    moved = movedNow;
    since = isStalled ? (since ?? Date.now()) : null;
    if (since !== null && Date.now() - since >= MAX_STALLED_MS) socket.destroy();
  }, MAX_STALLED_MS / 4).unref();
}
