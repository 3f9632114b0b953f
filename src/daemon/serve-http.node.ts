/**
 * JSON-RPC over HTTP on the loopback interface, for clients that can do nothing else: one POST, one message or batch, one answer. Each POST is
 * a session of its own, which begins by itself unless its first message is `initialize`.
 *
 * SECURITY: every local user and every web page can reach a port. So a request needs the token of a file that only this user reads; names that
 * are not of this machine and everything that comes from a web page are refused; and a reply to a client with the token carries a second
 * secret of that file, by which the client knows that it is not a stranger on the port of a daemon that is gone.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { MAX_CLIENTS, MAX_MESSAGE_BYTES, MAX_REQUEST_MS, VERSION, WARM_LOOK_MS } from '../base/index.ts';
import { type DaemonFile, startTimeOf } from '../config/index.node.ts';
import { askingOf } from './ask-service.node.ts';
import { keepDaemonFile, removeDaemonFile, writeDaemonFile } from './daemon-file.node.ts';
import type { Route } from './route.ts';
import type { Listening } from './serve-socket.node.ts';
import type { Service } from './service.node.ts';
import { Session } from './session.node.ts';

export interface HttpOptions {
  /** `127.0.0.1`, `::1` or `localhost`. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Where address, token and proof are written for clients. */
  readonly secretsFile: string;
  /** What is answered beside the protocol. */
  readonly route?: Route;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
const SECRET_BYTES = 32;

/** Starts to listen; a text says why that cannot be. */
export async function serveHttp(service: Service, { host, port, secretsFile, route }: HttpOptions): Promise<Listening | string> {
  if (!LOOPBACK.has(host)) return `\`${host}\` is not this machine alone; use 127.0.0.1`;
  const token = randomBytes(SECRET_BYTES).toString('base64url');
  const proof = randomBytes(SECRET_BYTES).toString('base64url');
  const server = createServer({ requestTimeout: MAX_REQUEST_MS, headersTimeout: MAX_REQUEST_MS / 3 });
  server.maxConnections = MAX_CLIENTS;
  try {
    const bound = await listen(server, host, port);
    const names = [`127.0.0.1:${bound}`, `localhost:${bound}`, `[::1]:${bound}`];
    const asked: Port = { service, guard: { token, proof, names }, route: route ?? null };
    server.on('request', (request, response) => void answerHttp(asked, request, response).catch(() => response.destroy()));
    const url = `http://${host === '::1' ? '[::1]' : host}:${bound}/`;
    const said = { url, token, proof, processId: process.pid, startTime: startTimeOf(process.pid), version: VERSION };
    await writeDaemonFile(secretsFile, said);
    return { address: url, close: closing(server, secretsFile, said) };
  } catch (error) {
    server.close();
    return `\`${host}:${port}\` cannot be used: ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function closing(server: Server, secretsFile: string, said: DaemonFile): () => Promise<void> {
  const keeping = setInterval(() => void keepDaemonFile(secretsFile, said), WARM_LOOK_MS).unref();
  return async () => {
    clearInterval(keeping);
    await removeDaemonFile(secretsFile, said);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  };
}

interface Port {
  readonly service: Service;
  readonly guard: Guard;
  readonly route: Route | null;
}

interface Guard {
  readonly token: string;
  readonly proof: string;
  readonly names: readonly string[];
}

async function answerHttp({ service, guard, route }: Port, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refusal = refusalOf(request, guard);
  if (refusal !== null) return send(response, refusal, '');
  response.setHeader('Portcullis-Proof', guard.proof);
  const body = await readBody(request);
  if (typeof body === 'number') return send(response, body, '');
  const { url = '/' } = request;
  if (url === '/') return answerProtocol(service, body, response);
  return route !== null && url.startsWith(route.prefix)
    ? answerRoute(service, route, { request, body }, response)
    : send(response, 404, '');
}

async function answerProtocol(service: Service, body: Buffer, response: ServerResponse): Promise<void> {
  const answer = await ask(service, body);
  send(response, answer === '' ? 202 : 200, answer);
}

interface Posted {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

async function answerRoute(service: Service, route: Route, { request, body }: Posted, response: ServerResponse): Promise<void> {
  const name = (request.url ?? '').slice(route.prefix.length);
  // Node reads headers as Latin-1, one character a byte.
  const header = (field: string) => Buffer.from(String(request.headers[field] ?? ''), 'latin1').toString('utf8');
  const said = await route.answer({ name, header, body, ask: askingOf(service) });
  // As few as can be: who reads them reads them letter by letter.
  response.sendDate = false;
  response.writeHead(said.status, { ...said.headers, 'Content-Length': Buffer.byteLength(said.body), Connection: 'close' });
  response.end(said.body);
}

/** The status of a request that is not answered, or null. What says nothing about the token comes first and gives nothing away. */
function refusalOf({ method, headers }: IncomingMessage, { token, names }: Guard): number | null {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return 403;
  if (!names.includes(headers.host ?? '')) return 403;
  if (!isToken(headers.authorization ?? '', token)) return 401;
  if (method !== 'POST') return 405;
  return /^application\/json(?:$|\s*;)/i.test(headers['content-type'] ?? '') ? null : 415;
}

/** In a time that does not depend on where they differ. */
function isToken(authorization: string, token: string): boolean {
  const given = Buffer.from(authorization, 'latin1');
  const wanted = Buffer.from(`Bearer ${token}`, 'latin1');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The body, or the status that says why there is none. */
async function readBody(request: IncomingMessage): Promise<Buffer | number> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > MAX_MESSAGE_BYTES) return 413;
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  } catch {
    return 400;
  }
}

/** A session for one body, whatever newlines are in it. */
async function ask(service: Service, body: Buffer): Promise<string> {
  const written: Buffer[] = [];
  const session = new Session(service, {
    isStdio: false,
    beginsItself: true,
    write: (bytes) => written.push(bytes),
    end: () => {},
    remark: (text) => process.stderr.write(`${text}\n`),
    watchProcess: () => {},
  });
  session.pushMessage(body);
  await session.end();
  return Buffer.concat(written).toString('utf8');
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  });
  response.end(body);
}
