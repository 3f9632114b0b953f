/**
 * Asks the daemon of this user, if one listens: `portcullis serve --socket`. It has the policy compiled, so a call costs a hundredth of loading it.
 *
 * SECURITY: whoever answers here decides. Only a socket that nobody but this user can have made is asked, only a daemon of this very version that
 * serves the policy of the machine is believed, and not where our environment names other policy than its own might. Whatever is odd about an
 * answer, and a daemon that is slow, mean that the hook evaluates by itself.
 */
import { lstatSync } from 'node:fs';
import type { Socket } from 'node:net';
import { isDecision, MAX_WARM_ANSWER_BYTES, MAX_WARM_DAEMON_MS, VERSION } from '../base/index.ts';
import { privateFolder } from '../config/index.node.ts';
import type { HookAnswer } from './opinion.ts';
import type { HookCall, JsonObject } from './request.ts';

/** Variables that say where policy lies: the daemon may have been started without them. */
const PLACING = ['PORTCULLIS_REQUIREMENTS', 'CODEX_HOME', 'XDG_CONFIG_HOME'];

/** The answers to all requests of a call, or null where no daemon gives them. */
export async function askWarmDaemon({ cwd, requests }: HookCall): Promise<readonly HookAnswer[] | null> {
  const folder = privateFolder();
  const path = `${folder}/daemon.sock`;
  if (process.platform === 'win32' || PLACING.some((name) => process.env[name]) || !isOurs(folder) || !isOurs(path)) return null;
  const { connect } = await import('node:net');
  const greeting = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { ...(cwd === null ? {} : { cwd }), client: { name: 'portcullis hook', version: VERSION } },
  };
  const question = { jsonrpc: '2.0', id: 2, method: 'policy/evaluate', params: { requests } };
  const said = await exchange(connect(path), `${JSON.stringify(greeting)}\n${JSON.stringify(question)}\n`, 2);
  return said && readAnswers(said, requests.length);
}

/** Ours, and nobody else may enter or write. */
function isOurs(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
}

/** Sends a text and waits for so many lines; null where they do not come whole and in time. */
function exchange(socket: Socket, text: string, count: number): Promise<readonly string[] | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let lines = 0;
    const end = (said: readonly string[] | null): void => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(MAX_WARM_DAEMON_MS, () => end(null));
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      for (const byte of chunk) if (byte === NEWLINE) lines++;
      if (size > MAX_WARM_ANSWER_BYTES) end(null);
      else if (lines >= count) end(Buffer.concat(chunks).toString('utf8').split('\n').slice(0, count));
    });
    socket.write(text);
  });
}

const NEWLINE = 0x0a;

function readAnswers([greeted = '', answered = '']: readonly string[], count: number): readonly HookAnswer[] | null {
  try {
    const { server, policy } = JSON.parse(greeted).result as { readonly server: JsonObject; readonly policy: JsonObject };
    if (server.version !== VERSION || policy.source !== 'machine') return null;
    const { id, result } = JSON.parse(answered) as { readonly id: unknown; readonly result: unknown };
    return id === 2 && Array.isArray(result) && result.length === count && result.every(isAnswer) ? result : null;
  } catch {
    return null;
  }
}

function isAnswer(value: unknown): value is HookAnswer {
  const { decision, reason, basis } = (value ?? {}) as JsonObject;
  return isDecision(decision) && typeof reason === 'string' && (basis === undefined || basis === 'rules' || basis === 'sandbox');
}
