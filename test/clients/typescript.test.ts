/** `portcullis/client` against the real daemon, and against ones that break, lie or keep silent. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallFailure, type Client, type ClientOptions, createClient } from '../../src/client/index.node.ts';
import { executable } from '../support/cli.ts';
import { type ListeningDaemon, serve } from '../support/serve.ts';

let folder = '';
let rules = '';
const open: Client[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-client-'));
  rules = join(folder, 'team.rules');
  writeFileSync(
    rules,
    'prefix_rule(pattern = ["git", "push"], decision = "forbidden", justification = "no pushing")\nprefix_rule(pattern = ["ls"], decision = "allow")\n',
  );
});
afterAll(async () => {
  for (const client of open) await client.close();
  rmSync(folder, { recursive: true, force: true });
});

function clientOf(options: ClientOptions = {}): Client {
  const client = createClient({
    start: [process.execPath, executable(), 'serve', '--stdio', '--rules', rules],
    timeoutMs: 20_000,
    ...options,
  });
  open.push(client);
  return client;
}

/** A daemon that answers each line by a function of its request; on a socket in a private folder. */
async function falseDaemon(
  name: string,
  answer: (request: { id: number; method: string }) => string | null,
): Promise<{ socket: string; server: Server }> {
  const own = join(folder, name);
  mkdirSync(own, { mode: 0o700 });
  const socket = join(own, 'daemon.sock');
  const server = createServer((client) => {
    client.on('error', () => {});
    client.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n').filter(Boolean)) {
        const request = JSON.parse(line) as { id?: number; method: string };
        if (request.id === undefined) continue;
        const reply =
          request.method === 'initialize'
            ? JSON.stringify({ jsonrpc: '2.0', id: request.id, result: {} })
            : answer({ id: request.id, method: request.method });
        if (reply === null) client.destroy();
        else client.write(`${reply}\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  chmodSync(socket, 0o600);
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  return { socket, server };
}

const FAILED = { decision: 'forbidden', answer: null };

describe('a client', () => {
  it('starts a daemon and gets its answers', async () => {
    const client = clientOf({ session: { cwd: folder, principal: { user: 'ada' }, client: { name: 'test' } } });
    expect(await client.evaluate({ command: 'cd x && git push' })).toMatchObject({
      decision: 'forbidden',
      reason: expect.stringContaining('no pushing'),
      answer: { invocations: [{ program: 'cd' }, { program: 'git', decision: 'forbidden' }] },
    });
    expect(await Promise.all(['ls', 'git push', 'ls'].map((command) => client.decide({ command })))).toEqual([
      'allow',
      'forbidden',
      'allow',
    ]);
    expect(await client.evaluateNetwork({ host: 'example.com', port: 443, protocol: 'https' })).toMatchObject({
      answer: { host: 'example.com' },
    });
    expect((await client.evaluateSandbox()).answer?.sandbox.mode).toBeTypeOf('string');
    expect(await client.call('policy/suggest', { command: 'npm test' })).toMatchObject({ suggestions: [{ argv: ['npm', 'test'] }] });
  });

  it('joins a daemon that listens on a socket, and starts one where none does', async () => {
    const daemon: ListeningDaemon = await serve(['--socket', '--rules', rules], { XDG_RUNTIME_DIR: folder });
    const client = clientOf({ socket: daemon.address, start: null });
    expect(await client.decide({ command: 'git push' })).toBe('forbidden');
    expect(await client.decide({ command: 'ls' })).toBe('allow');
    await daemon.stop();
    expect(await client.evaluate({ command: 'ls' })).toMatchObject(FAILED);
    expect(await clientOf({ socket: daemon.address }).decide({ command: 'ls' })).toBe('allow');
  });

  it('connects again after it was closed', async () => {
    const client = clientOf();
    expect(await client.decide({ command: 'ls' })).toBe('allow');
    await client.close();
    expect(await client.decide({ command: 'ls' })).toBe('allow');
  });

  it('lets its daemon end in order', async () => {
    const audit = join(folder, 'audit');
    const client = clientOf({ start: [process.execPath, executable(), 'serve', '--stdio', '--rules', rules, '--audit', audit] });
    expect(await client.decide({ command: 'ls' })).toBe('allow');
    expect(await client.call('audit/query', {})).toMatchObject({ entries: [{ content: { record: { request: { command: 'ls' } } } }] });
    await client.close();
    expect(readdirSync(audit)).toEqual(['chain-1.000000000000001.jsonl']);
  });

  it('asks once more where the connection breaks under a question', async () => {
    let asked = 0;
    const { socket } = await falseDaemon('breaks', ({ id }) =>
      ++asked === 1 ? null : JSON.stringify({ jsonrpc: '2.0', id, result: { decision: 'allow', reason: 'second time' } }),
    );
    expect(await clientOf({ socket, start: null }).evaluate({ command: 'ls' })).toMatchObject({ decision: 'allow', reason: 'second time' });
    expect(asked).toBe(2);
  });
});

describe('a client forbids', () => {
  it('where no daemon can be started or joined', async () => {
    expect(await clientOf({ start: ['/nonexistent/portcullis'] }).evaluate({ command: 'ls' })).toMatchObject(FAILED);
    expect(await clientOf({ start: [process.execPath, '-e', 'process.exit(3)'] }).evaluate({ command: 'ls' })).toMatchObject(FAILED);
    expect(await clientOf({ start: null, socket: join(folder, 'none.sock') }).evaluate({ command: 'ls' })).toMatchObject(FAILED);
    await expect(clientOf({ start: null }).call('policy/show', {})).rejects.toThrow(CallFailure);
  });

  it('where the daemon keeps silent until the deadline', async () => {
    const { socket } = await falseDaemon('silent', () => '');
    const answer = await clientOf({ socket, start: null, timeoutMs: 200 }).evaluate({ command: 'ls' });
    expect(answer).toEqual({ ...FAILED, reason: expect.stringMatching(/^portcullis could not be asked: no answer within \d+ ms$/) });
  });

  it.each([
    ['an error', ({ id }: { id: number }) => JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32603, message: 'a bug' } })],
    ['no decision', ({ id }: { id: number }) => JSON.stringify({ jsonrpc: '2.0', id, result: { decision: 'Allow' } })],
    ['null', ({ id }: { id: number }) => JSON.stringify({ jsonrpc: '2.0', id, result: null })],
    ['neither result nor error', ({ id }: { id: number }) => JSON.stringify({ jsonrpc: '2.0', id })],
    ['no JSON', () => 'allow'],
    ['a list', () => '[]'],
  ])('where the daemon answers %s', async (name, answer) => {
    const { socket } = await falseDaemon(name.replaceAll(' ', '-'), answer);
    expect(await clientOf({ socket, start: null }).evaluate({ command: 'ls' })).toMatchObject(FAILED);
  });

  it('where the answer is meant for another question', async () => {
    const { socket } = await falseDaemon('other', ({ id }) =>
      JSON.stringify({ jsonrpc: '2.0', id: id + 1, result: { decision: 'allow' } }),
    );
    expect(await clientOf({ socket, start: null, timeoutMs: 200 }).evaluate({ command: 'ls' })).toMatchObject(FAILED);
  });

  it('where others could have put the socket there', async () => {
    const allow = ({ id }: { id: number }) => JSON.stringify({ jsonrpc: '2.0', id, result: { decision: 'allow', reason: '' } });
    const { socket } = await falseDaemon('open', allow);
    expect((await clientOf({ socket, start: null }).evaluate({ command: 'ls' })).decision).toBe('allow');
    chmodSync(join(folder, 'open'), 0o777);
    expect(await clientOf({ socket }).evaluate({ command: 'ls' })).toMatchObject(FAILED);
  });

  it('where the question cannot be sent', async () => {
    const cyclic: { command: string; self?: unknown } = { command: 'ls' };
    cyclic.self = cyclic;
    expect(await clientOf().evaluate(cyclic)).toMatchObject(FAILED);
  });
});
