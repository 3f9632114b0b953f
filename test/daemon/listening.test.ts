/** Sockets and ports: who may ask, who is turned away, and clients that do not behave. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DaemonFile } from '../../src/config/index.node.ts';
import { type Listening, preparePrivateFolder, privateFolder, type Route, serveHttp, serveSocket } from '../../src/daemon/index.node.ts';
import { makeService, request } from '../support/daemon.ts';

const RULES = 'allow git status; forbid git push';
let folder: string;
let listening: Listening | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-listen-'));
});

afterEach(async () => {
  await listening?.close();
  listening = null;
  rmSync(folder, { recursive: true, force: true });
});

async function started(begun: Promise<Listening | string>): Promise<Listening> {
  const result = await begun;
  if (typeof result === 'string') throw new Error(result);
  listening = result;
  return result;
}

/** Sends texts over one connection and gives what came back once it closes. */
function converse(path: string, ...texts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      heard += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
    for (const text of texts) socket.write(text);
    socket.end();
  });
}

async function* readLines(socket: Socket): AsyncGenerator<unknown> {
  let held = '';
  for await (const piece of socket) {
    held += String(piece);
    for (let end = held.indexOf('\n'); end >= 0; end = held.indexOf('\n')) {
      yield JSON.parse(held.slice(0, end));
      held = held.slice(end + 1);
    }
  }
}

const line = (message: object) => `${JSON.stringify(message)}\n`;
const block = (message: object) => `Content-Length: ${Buffer.byteLength(JSON.stringify(message))}\r\n\r\n${JSON.stringify(message)}`;
const decide = (id: number, command: string) => request(id, 'policy/decide', { command });

describe('the socket', () => {
  it('serves many clients, each with its own session and framing', async () => {
    const { address } = await started(serveSocket(makeService(RULES), join(folder, 's')));
    const begin = request(0, 'initialize', {});
    const [lines, blocks, rude] = await Promise.all([
      converse(address, line(begin), line(decide(1, 'git push'))),
      converse(address, block(begin), block(decide(1, 'git status'))),
      converse(address, line(decide(1, 'git status'))),
    ]);
    expect(
      lines
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text)),
    ).toMatchObject([{ id: 0 }, { id: 1, result: { decision: 'forbidden' } }]);
    expect(blocks).toMatch(/^Content-Length: \d+\r\n\r\n\{.*Content-Length: \d+\r\n\r\n\{.*"decision":"allow"/s);
    expect(JSON.parse(rude)).toMatchObject({ id: 1, error: { code: -32002 } });
  });

  it('reads on after messages that others waited for', async () => {
    const { address } = await started(serveSocket(makeService(RULES), join(folder, 's')));
    const socket = connect(address);
    const heard = readLines(socket);
    socket.write(line(request(0, 'initialize', {})) + line(request(1, 'policy/reload')) + line(request(2, 'policy/reload')));
    for (let id = 0; id < 3; id++) expect(await heard.next()).toMatchObject({ value: { id } });
    socket.write(line(decide(3, 'git push')));
    expect(await heard.next()).toMatchObject({ value: { id: 3, result: { decision: 'forbidden' } } });
    socket.destroy();
  });

  it('is open to this user alone', async () => {
    const { address } = await started(serveSocket(makeService(RULES), join(folder, 's')));
    expect(statSync(address).mode & 0o777).toBe(0o600);
  });

  it('takes the place of a daemon that is gone, of no other, and of nothing else', async () => {
    const path = join(folder, 's');
    writeFileSync(join(folder, 'file'), '');
    expect(await serveSocket(makeService(RULES), join(folder, 'file'))).toBe(`\`${folder}/file\` is there, and no socket`);
    await started(serveSocket(makeService(RULES), path));
    expect(await serveSocket(makeService(RULES), path)).toBe(`a daemon listens on \`${path}\` already`);
    expect(await serveSocket(makeService(RULES), join(folder, 'no/such/s'))).toMatch(/cannot be listened on: E[A-Z]+$/);
  });

  it('stays up when clients vanish in the middle of a message or of an answer', async () => {
    const service = makeService(RULES);
    const { address } = await started(serveSocket(service, join(folder, 's')));
    for (let i = 0; i < 20; i++) {
      await new Promise<void>((resolve) => {
        const socket = connect(address, () => {
          socket.write(
            `${line(request(0, 'initialize', {})) + line(request(1, 'policy/decide', Array(500).fill({ command: 'make' })))}{"jso`,
          );
          setTimeout(() => socket.destroy(), i % 3);
        });
        socket.on('close', () => resolve());
      });
    }
    expect(await converse(address, line(request(0, 'initialize', {})), line(decide(1, 'git push')))).toContain('"forbidden"');
    for (let i = 0; i < 5_000 && service.listeners.size > 0; i++) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(service.listeners.size).toBe(0);
  });

  it('reads no more from a client that does not read', async () => {
    const service = makeService(RULES);
    const { address } = await started(serveSocket(service, join(folder, 's')));
    const socket = connect(address);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.pause();
    socket.write(line(request(0, 'initialize', {})));
    const piece = line(request(1, 'policy/evaluate', { command: 'git push' })).repeat(1_000);
    let taken = 0;
    // The other end takes nothing more once its buffers are full.
    while (socket.write(piece, () => taken++) || taken < 3) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (socket.writableLength > 64 * piece.length) break;
    }
    const count = () => service.statistics.view().requests['policy/evaluate'] ?? 0;
    let answered = -1;
    // Until it stands still; whatever is slow here is slow at both ends.
    for (let turn = 0; turn < 50 && answered !== count(); turn++) {
      answered = count();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect([count() === answered, answered > 0, answered < 20_000]).toEqual([true, true, true]);
    socket.destroy();
  });
});

describe('the private folder', () => {
  it('is that of the session, or in the cache of the user', () => {
    expect(privateFolder({ XDG_RUNTIME_DIR: '/run/user/1000' })).toBe('/run/user/1000/portcullis');
    expect(privateFolder({ XDG_RUNTIME_DIR: 'relative' })).toMatch(/\/\.cache\/portcullis$/);
  });

  it('is made for this user alone, and refused where it is not', async () => {
    const own = join(folder, 'a/b');
    expect(await preparePrivateFolder(own)).toBeNull();
    expect(statSync(own).mode & 0o777).toBe(0o700);
    expect(await preparePrivateFolder(own)).toBeNull();
    chmodSync(own, 0o750);
    expect(await preparePrivateFolder(own)).toBe(`\`${own}\` is open to others; \`chmod 700\` it`);
    mkdirSync(join(folder, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'));
    expect(await preparePrivateFolder(join(folder, 'link'))).toBe(`\`${folder}/link\` is no folder`);
  });
});

interface HttpAnswer {
  readonly status: number;
  readonly proof: string | undefined;
  readonly body: string;
}

function post(url: string, headers: Readonly<Record<string, string>>, body: string | Buffer, method = 'POST'): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        text += piece;
      });
      const proof = response.headers['portcullis-proof'] as string | undefined;
      response.on('end', () => resolve({ status: response.statusCode ?? 0, proof, body: text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('the port', () => {
  const json = { 'Content-Type': 'application/json' };
  let secrets: DaemonFile;
  let own: Record<string, string>;

  beforeEach(async () => {
    const secretsFile = join(folder, 'http.json');
    await started(serveHttp(makeService(RULES), { host: '127.0.0.1', port: 0, secretsFile }));
    expect(statSync(secretsFile).mode & 0o777).toBe(0o600);
    secrets = JSON.parse(readFileSync(secretsFile, 'utf8'));
    own = { ...json, Authorization: `Bearer ${secrets.token}` };
  });

  it('answers who has the token, and proves itself', async () => {
    const answer = await post(secrets.url, own, JSON.stringify(decide(1, 'git push')));
    expect(answer).toMatchObject({ status: 200, proof: secrets.proof });
    expect(JSON.parse(answer.body)).toMatchObject({ id: 1, result: { decision: 'forbidden' } });
  });

  it('takes batches, sessions of one POST, and bodies on several lines', async () => {
    const begun = [
      request(1, 'initialize', { enforcement: 'sandbox', sandboxMode: 'workspace-write' }),
      request(2, 'policy/decide', { command: 'touch x' }),
    ];
    const answers = JSON.parse((await post(secrets.url, own, JSON.stringify(begun, null, 2))).body);
    expect(answers).toMatchObject([{ id: 1 }, { id: 2, result: { decision: 'allow' } }]);
    expect(await post(secrets.url, own, '{"jsonrpc":"2.0","method":"initialized"}')).toMatchObject({ status: 202, body: '' });
    expect(JSON.parse((await post(secrets.url, own, 'nonsense')).body)).toMatchObject({ id: null, error: { code: -32700 } });
  });

  it('does not let rules be added', async () => {
    const body = JSON.stringify([
      request(1, 'initialize', { capabilities: { humanApproval: true } }),
      request(2, 'policy/amend', { prefix: ['npm', 'test'] }),
    ]);
    expect(JSON.parse((await post(secrets.url, own, body)).body)[1]).toMatchObject({
      error: { message: 'rules are added over stdio only' },
    });
  });

  it.each([
    ['no token', json, 401],
    ['a wrong token', { ...json, Authorization: `Bearer ${'x'.repeat(43)}` }, 401],
    ['a web page', { Origin: 'http://127.0.0.1', TOKEN: '' }, 403],
    ['a page of the same site', { 'Sec-Fetch-Site': 'same-origin', TOKEN: '' }, 403],
    ['a name that was rebound', { Host: 'attacker.example', TOKEN: '' }, 403],
    ['a form', { 'Content-Type': 'text/plain', TOKEN: '' }, 415],
  ])('refuses %s', async (_, { TOKEN, ...headers }: Record<string, string>, status) => {
    const given = TOKEN === undefined ? headers : { ...own, ...headers };
    const answer = await post(secrets.url, given, JSON.stringify(decide(1, 'git status')));
    expect([answer.status, answer.body]).toEqual([status, '']);
    if (status !== 415) expect(answer.proof).toBeUndefined();
  });

  it('knows no other path, unless somebody answers there', async () => {
    expect(await post(`${secrets.url}hook/codex`, own, '{}')).toEqual({ status: 404, proof: secrets.proof, body: '' });
    await listening?.close();
    const route: Route = {
      prefix: '/hook/',
      answer: async ({ name, header, body }) => ({
        status: 200,
        headers: { 'Portcullis-Hook': 'x' },
        body: `${name} ${header('home')} ${body}`,
      }),
    };
    const secretsFile = join(folder, 'http.json');
    await started(serveHttp(makeService(RULES), { host: '127.0.0.1', port: 0, secretsFile, route }));
    secrets = JSON.parse(readFileSync(secretsFile, 'utf8'));
    const headers = { ...json, Authorization: `Bearer ${secrets.token}`, Home: Buffer.from('/é').toString('latin1') };
    expect(await post(`${secrets.url}hook/codex`, headers, Buffer.from('{}'))).toMatchObject({ status: 200, body: 'codex /é {}' });
    expect(await post(`${secrets.url}hook/codex`, json, '{}')).toEqual({ status: 401, proof: undefined, body: '' });
  });

  it('takes nothing but POST', async () => {
    expect((await post(secrets.url, own, '', 'GET')).status).toBe(405);
  });

  it('takes its secrets along when it goes', async () => {
    await listening?.close();
    listening = null;
    expect(existsSync(join(folder, 'http.json'))).toBe(false);
  });

  it('is on this machine alone, and says where it cannot be', async () => {
    const options = { port: 0, secretsFile: join(folder, 'other.json') };
    expect(await serveHttp(makeService(RULES), { ...options, host: '0.0.0.0' })).toBe('`0.0.0.0` is not this machine alone; use 127.0.0.1');
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as { port: number };
    expect(await serveHttp(makeService(RULES), { ...options, host: '127.0.0.1', port })).toBe(
      `\`127.0.0.1:${port}\` cannot be used: EADDRINUSE`,
    );
    squatter.close();
  });
});
