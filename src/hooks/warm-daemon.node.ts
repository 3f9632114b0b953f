/**
 * Asks the daemon of this user, if one listens: `portcullis serve --socket`. It has the policy compiled, so a call costs a hundredth of loading it.
 *
 * SECURITY: whoever answers here decides. Only a socket that nobody but this user can have made is asked, only a daemon of this very version that
 * serves the policy of the machine is believed, and not where our environment names other policy than its own might. Whatever is odd about an
 * answer, and a daemon that is slow, mean that the hook evaluates by itself.
 */
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { isDecision, MAX_WARM_ANSWER_BYTES, MAX_WARM_DAEMON_MS, VERSION } from '../base/index.ts';
import { isPrivate, placesPolicy, privateFolder } from '../config/index.node.ts';
import type { HookAnswer } from './opinion.ts';
import type { HookCall, JsonObject } from './request.ts';

/** `absent`: none listens, and one could; `unusable`: what there is must not be asked, or says something odd. */
export type WarmAnswer = readonly HookAnswer[] | 'absent' | 'unusable';

/** The answers to all requests of a call. */
export async function askWarmDaemon({ cwd, requests }: HookCall): Promise<WarmAnswer> {
  const folder = privateFolder();
  const path = `${folder}/daemon.sock`;
  if (process.platform === 'win32' || placesPolicy()) return 'unusable';
  if (!existsSync(path)) return 'absent';
  if (!isPrivate(folder) || !isPrivate(path)) return 'unusable';
  const { connect } = await import('node:net');
  const greeting = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { ...(cwd === null ? {} : { cwd }), client: { name: 'portcullis hook', version: VERSION } },
  };
  const question = { jsonrpc: '2.0', id: 2, method: 'policy/evaluate', params: { requests } };
  const said = await exchange(connect(path), `${JSON.stringify(greeting)}\n${JSON.stringify(question)}\n`, 2);
  return typeof said === 'string' ? said : (readAnswers(said, requests.length) ?? 'unusable');
}

/** Sends a text and waits for so many lines, which come whole and in time, or not at all. */
function exchange(socket: Socket, text: string, count: number): Promise<readonly string[] | 'absent' | 'unusable'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let lines = 0;
    const end = (said: readonly string[] | 'absent' | 'unusable'): void => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(MAX_WARM_DAEMON_MS, () => end('unusable'));
    // The socket of a daemon that is gone.
    socket.on('error', ({ code }: NodeJS.ErrnoException) => end(code === 'ECONNREFUSED' ? 'absent' : 'unusable'));
    socket.on('close', () => end('unusable'));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      for (const byte of chunk) if (byte === NEWLINE) lines++;
      if (size > MAX_WARM_ANSWER_BYTES) end('unusable');
      else if (lines >= count) end(Buffer.concat(chunks).toString('utf8').split('\n').slice(0, count));
    });
    socket.write(text);
  });
}

const NEWLINE = 0x0a;

function readAnswers([greeted = '', answered = '']: readonly string[], count: number): readonly HookAnswer[] | null {
  try {
    const { server, policy } = JSON.parse(greeted).result as { readonly server: JsonObject; readonly policy: JsonObject };
    if (server.version !== VERSION || policy.source !== 'machine' || policy.profile !== 'strict') return null;
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
