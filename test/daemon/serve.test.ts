/** `portcullis serve` as a process: its exit codes, clients of other makers, parents that die, policy of the machine, the loop that blocks. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createMessageConnection, ResponseError, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { executable, runCli } from '../support/cli.ts';
import { type Message, request } from '../support/daemon.ts';

const RULES = 'prefix_rule(pattern=["git", "push"], decision="forbidden")\nprefix_rule(pattern=["make"], decision="allow")\n';
vi.setConfig({ testTimeout: 30_000 });

let folder: string;
let rules: string;
const running: ChildProcessWithoutNullStreams[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-serve-'));
  rules = join(folder, 'a.rules');
  writeFileSync(rules, RULES);
  executable();
});

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(args: readonly string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [executable(), 'serve', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: join(folder, 'home'), ...env },
  });
  running.push(child);
  // A daemon that ends early shows in what it did not answer.
  child.stdin.on('error', () => {});
  return child;
}

/** The lines a process says, one by one. */
async function* linesOf(child: ChildProcessWithoutNullStreams): AsyncGenerator<Message> {
  let held = '';
  for await (const piece of child.stdout) {
    held += String(piece);
    for (let end = held.indexOf('\n'); end >= 0; end = held.indexOf('\n')) {
      yield JSON.parse(held.slice(0, end));
      held = held.slice(end + 1);
    }
  }
}

const exit = (child: ChildProcessWithoutNullStreams) => new Promise<number | null>((resolve) => child.once('exit', resolve));
const text = (...messages: readonly object[]) => messages.map((each) => `${JSON.stringify(each)}\n`).join('');
const decide = (id: number, command: string) => request(id, 'policy/decide', { command });

it.each(['--stdio', '--mcp'])('serve %s says on stderr which rules are broken, and goes on', async (mode) => {
  const broken = join(folder, 'broken.rules');
  writeFileSync(broken, 'prefix_rule(pattern=["git")\n');
  const { code, stdout, stderr } = await runCli(['serve', mode, '--rules', broken]);
  expect([code, stdout, stderr.split('\n')[0]]).toEqual([0, '', `${broken}:1:27: error RL001: expected \`]\`, found \`)\``]);
});

describe.each([['--stdio'], ['--stdio --sync']])('serve %s', (mode) => {
  const args = () => ['serve', ...mode.split(' '), '--rules', rules];

  it('answers what is piped into it, and ends with its input', async () => {
    const stdin = text(
      request(0, 'initialize', {}),
      decide(1, 'git push'),
      request(2, 'policy/decide', [{ command: 'make' }]),
      decide(3, 'make'),
    );
    const { code, stdout, stderr } = await runCli(args(), { stdin });
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .toSorted((a, b) => a.id - b.id),
    ).toMatchObject([
      { id: 0, result: { server: { name: 'portcullis' } } },
      { id: 1, result: { decision: 'forbidden' } },
      { id: 2, result: [{ decision: 'allow' }] },
      { id: 3, result: { decision: 'allow' } },
    ]);
    expect([code, stderr]).toEqual([0, '']);
  });

  it('ends with 0 after `shutdown`, and with 1 without', async () => {
    const end = { jsonrpc: '2.0', method: 'exit' };
    const begin = request(0, 'initialize', {});
    expect((await runCli(args(), { stdin: text(begin, request(1, 'shutdown'), end, decide(2, 'make')) })).code).toBe(0);
    expect((await runCli(args(), { stdin: text(begin, end, decide(2, 'make')) })).code).toBe(1);
  });

  it('sees policy that changes', async () => {
    const own = join(folder, `own${mode.length}.rules`);
    writeFileSync(own, RULES);
    const child = start([...mode.split(' '), '--rules', own]);
    const said = linesOf(child);
    const ask = async (...messages: readonly object[]) => {
      child.stdin.write(text(...messages));
      return (await said.next()).value as Message;
    };
    await ask(request(0, 'initialize', {}));
    expect((await ask(decide(1, 'make'))).result).toMatchObject({ decision: 'allow' });
    writeFileSync(own, RULES.replace('allow', 'forbidden'));
    let decision = 'allow';
    for (let i = 2; i < 2_000 && decision !== 'forbidden'; i++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      decision = ((await ask(decide(i, 'make'))).result as { decision: string }).decision;
    }
    expect(decision).toBe('forbidden');
    child.stdin.end();
    expect(await exit(child)).toBe(0);
  });

  it('speaks with vscode-jsonrpc', async () => {
    const child = start([...mode.split(' '), '--rules', rules]);
    const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.listen();
    await expect(connection.sendRequest('policy/decide', { command: 'make' })).rejects.toMatchObject({ code: -32002 });
    expect(await connection.sendRequest('initialize', { client: { name: 'test' } })).toMatchObject({ protocolVersion: '1' });
    await connection.sendNotification('initialized');
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        connection.sendRequest('policy/evaluate', { command: i % 2 === 0 ? `make ${i}` : 'git push ü' }),
      ),
    );
    expect((answers as { decision: string }[]).map(({ decision }) => decision)).toEqual(
      Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 'allow' : 'forbidden')),
    );
    await expect(connection.sendRequest('policy/evaluate', { command: 1 })).rejects.toBeInstanceOf(ResponseError);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await exit(child)).toBe(0);
    connection.dispose();
  });
});

describe('serve', () => {
  it('amends the rules of the user for a client that asks people, and answers by them', async () => {
    const home = join(folder, 'codex');
    mkdirSync(join(home, 'rules'), { recursive: true });
    const child = start(['--stdio'], { CODEX_HOME: home });
    const said = linesOf(child);
    const amend = (id: number) => request(id, 'policy/amend', { prefix: ['npm', 'test'] });
    const capabilities = { humanApproval: true };
    child.stdin.write(
      text(
        request(0, 'initialize', { capabilities }),
        decide(1, 'npm test'),
        amend(2),
        decide(3, 'npm test'),
        amend(4),
        request(5, 'policy/show'),
      ),
    );
    const answers: Message[] = [];
    for await (const each of said) if (answers.push(each) === 6) break;
    expect(answers.slice(1)).toMatchObject([
      { id: 1, result: { decision: 'prompt' } },
      { id: 2, result: { outcome: 'added', path: join(home, 'rules/default.rules') } },
      { id: 3, result: { decision: 'allow' } },
      { id: 4, result: { outcome: 'present' } },
      { id: 5, result: { stale: false, layers: expect.arrayContaining([expect.objectContaining({ kind: 'rules', state: 'active' })]) } },
    ]);
  });

  it('ends when the process it was told of does', async () => {
    const parent = spawn('sleep', ['60']);
    const child = start(['--stdio', '--rules', rules, '--client-process-id', String(parent.pid)]);
    child.stdin.write(text(request(0, 'initialize', {})));
    await linesOf(child).next();
    parent.kill();
    expect(await exit(child)).toBe(1);
  });

  it('serves a socket until it is told to end, and takes it away', async () => {
    const path = join(folder, 'socket');
    const child = start(['--socket', path, '--rules', rules]);
    await new Promise((resolve) => child.stderr.once('data', resolve));
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(path);
      socket.write(text(request(0, 'initialize', {}), decide(1, 'git push')));
      let heard = '';
      socket.on('data', (piece) => {
        heard += String(piece);
        if (heard.split('\n').length === 3) {
          resolve(heard);
          socket.destroy();
        }
      });
    });
    expect(answer).toContain('"decision":"forbidden"');
    child.kill('SIGTERM');
    expect(await exit(child)).toBe(0);
  });

  it('records every decision, and finds them again', async () => {
    const audit = join(folder, 'audit');
    const stdin = text(
      request(0, 'initialize', { principal: { user: 'ann' } }),
      decide(1, 'git push'),
      decide(2, 'make'),
      request(3, 'audit/query', { decision: 'forbidden' }),
    );
    const { stdout } = await runCli(['serve', '--stdio', '--rules', rules, '--audit', audit], { stdin });
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers[3].result.diagnostics).toEqual([]);
    expect(answers[3].result.entries).toMatchObject([
      {
        content: {
          type: 'decision',
          record: { decision: 'forbidden', method: 'policy/decide', principal: { user: 'ann' }, request: { command: 'git push' } },
        },
      },
    ]);
  });

  it.each([
    [['serve'], 'portcullis serve: say how to be reached'],
    [['serve', '--http', '0.0.0.0:80'], 'portcullis serve: `0.0.0.0` is not this machine alone'],
    [['serve', '--http', 'x'], 'portcullis serve: '],
    [['serve', '--stdio', '--socket'], 'portcullis serve: '],
  ])('refuses the call %j in one line', async (args, message) => {
    const { code, stderr, stdout } = await runCli(args, { env: { XDG_RUNTIME_DIR: folder } });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.startsWith(message)).toBe(true);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
