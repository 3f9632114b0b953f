/** A client that knows nothing of us, with `Content-Length` framing: vscode-jsonrpc as it comes. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createMessageConnection,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { executable } from '../support/cli.ts';

let child: ChildProcessByStdio<Writable, Readable, null>;
let connection: MessageConnection;

beforeAll(() => {
  child = spawn(process.execPath, [executable(), 'serve', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { HOME: '/nonexistent' },
  });
  connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.listen();
});
afterAll(() => {
  connection.dispose();
  child.kill();
});

describe('vscode-jsonrpc', () => {
  it('is refused before it has introduced itself', async () => {
    const error = await connection.sendRequest('policy/evaluate', { command: 'ls' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ResponseError);
    expect((error as ResponseError<unknown>).code).toBe(-32002);
  });

  it('gets an answer to each of many requests in flight', async () => {
    await connection.sendRequest('initialize', { protocolVersion: '1', client: { name: 'vscode-jsonrpc' }, shell: 'bash', cwd: '/' });
    await connection.sendNotification('initialized', {});
    const commands = Array.from({ length: 200 }, (_, index) => (index % 3 === 0 ? 'true' : `echo é ${index} | unheard-of-${index}`));
    const answers = await Promise.all(
      commands.map((command) => connection.sendRequest<{ decision: string }>('policy/evaluate', { command })),
    );
    expect(answers.map(({ decision }) => decision)).toEqual(commands.map((command) => (command === 'true' ? 'allow' : 'prompt')));
  });

  it('gets errors by their code', async () => {
    const codeOf = async (method: string, params: object) =>
      connection.sendRequest(method, params).then(
        () => null,
        (error: ResponseError<unknown>) => error.code,
      );
    expect([await codeOf('policy/nonsense', {}), await codeOf('policy/evaluate', { comand: 'ls' })]).toEqual([-32601, -32602]);
  });

  it('leaves in order', async () => {
    const ended = new Promise((resolve) => child.once('close', resolve));
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await ended).toBe(0);
  });
});
