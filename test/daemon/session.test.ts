/** The life of a session, and what it says to everything that is no request in order. */
import { describe, expect, it } from 'vitest';
import { MAX_BATCH_MESSAGES, MAX_ID_LENGTH, MAX_JSON_DEPTH, VERSION } from '../../src/base/index.ts';
import { METHODS, RPC_ERRORS } from '../../src/daemon/index.ts';
import { makeService, request, TestClient } from '../support/daemon.ts';

const RULES = 'allow git status; forbid git push; prompt make';
const decide = (id: string | number, command: string) => request(id, 'policy/decide', { command });
const codes = (client: TestClient) => client.said.map(({ id, error }) => [id, error?.code ?? 'result']);

async function started(params: object = {}): Promise<TestClient> {
  return new TestClient(makeService(RULES)).begin(params);
}

describe('the life cycle', () => {
  it('begins with `initialize`; what comes before is refused', async () => {
    const client = new TestClient(makeService(RULES));
    client.send(decide(1, 'ls'), request(2, 'shutdown'), { jsonrpc: '2.0', method: 'policy/decide' });
    expect(codes(client)).toEqual([
      [1, RPC_ERRORS.notInitialized],
      [2, RPC_ERRORS.notInitialized],
    ]);
    client.send(request(3, 'initialize', { protocolVersion: '1', client: { name: 'test', version: '1' } }), decide(4, 'git push'));
    const [, , begun, decided] = await client.until(4);
    expect(begun).toMatchObject({ id: 3, result: { protocolVersion: '1', server: { name: 'portcullis', version: VERSION } } });
    expect(decided).toMatchObject({ id: 4, result: { decision: 'forbidden' } });
  });

  it('begins once', async () => {
    const client = await started();
    client.send(request(1, 'initialize', {}));
    expect((await client.until(1))[0]?.error?.code).toBe(RPC_ERRORS.invalidRequest);
  });

  it.each([
    [{ protocolVersion: '2' }, '`protocolVersion` must be "1"'],
    [{ shel: 'bash' }, 'unknown field `shel` (did you mean `shell`?)'],
    [{ surface: 'moon' }, '`surface` must be `local` or `cloud`'],
    [{ roots: ['src'] }, '`roots` must be a list of absolute paths'],
    [{ principal: { name: 'x' } }, '`principal` must be { user, groups }'],
    [{ processId: 0 }, '`processId` must be the number of a process, which the daemon is not to outlive'],
    [[1], 'parameters are given by name'],
  ])('does not begin with %j', async (params, message) => {
    const client = new TestClient(makeService(RULES));
    client.send(request(1, 'initialize', params), decide(2, 'ls'));
    const [refused, undecided] = await client.until(2);
    expect(refused?.error).toMatchObject({ code: RPC_ERRORS.invalidParams, message });
    expect(undecided?.error?.code).toBe(RPC_ERRORS.notInitialized);
  });

  it('ends in order with `shutdown` and `exit`, and decides nothing in between', async () => {
    const client = await started();
    client.send(request(1, 'shutdown'), decide(2, 'git status'), { jsonrpc: '2.0', method: 'exit' }, decide(3, 'git status'));
    expect(client.said).toEqual([
      { jsonrpc: '2.0', id: 1, result: null },
      { jsonrpc: '2.0', id: 2, error: { code: RPC_ERRORS.invalidRequest, message: 'the session has been shut down' } },
    ]);
    expect(client.ended).toBe(true);
  });

  it('answers what it works on before it shuts down', async () => {
    const client = await started();
    client.send(request(1, 'policy/decide', Array(200).fill({ command: 'make' })), request(2, 'shutdown'), {
      jsonrpc: '2.0',
      method: 'exit',
    });
    const said = await client.until(2);
    expect(said.map(({ id }) => id)).toEqual([1, 2]);
    expect(said[0]?.result).toHaveLength(200);
    expect(client.ended).toBe(true);
  });

  it('ends out of order with `exit` alone', async () => {
    const client = await started();
    client.send({ jsonrpc: '2.0', method: 'exit' });
    expect([client.ended, client.said]).toEqual([false, []]);
  });
});

describe('a message', () => {
  it.each([
    ['{', null, 'parseError'],
    ['nonsense', null, 'parseError'],
    ['{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"ls\u0000"}}', null, 'parseError'],
    [`${'['.repeat(MAX_JSON_DEPTH + 1)}${']'.repeat(MAX_JSON_DEPTH + 1)}`, null, 'parseError'],
    ['1', null, 'invalidRequest'],
    ['null', null, 'invalidRequest'],
    ['[]', null, 'invalidRequest'],
    ['{}', null, 'invalidRequest'],
    ['{"jsonrpc":"1.0","id":1,"method":"server/stats"}', 1, 'invalidRequest'],
    ['{"id":1,"method":"server/stats"}', 1, 'invalidRequest'],
    ['{"jsonrpc":"2.0","id":1,"method":2}', 1, 'invalidRequest'],
    ['{"jsonrpc":"2.0","id":1,"method":"server/stats","params":3}', 1, 'invalidRequest'],
    ['{"jsonrpc":"2.0","id":1,"method":"server/stats","params":null}', 1, 'invalidRequest'],
    ['{"jsonrpc":"2.0","id":{},"method":"server/stats"}', null, 'invalidRequest'],
    ['{"jsonrpc":"2.0","id":true,"method":"server/stats"}', null, 'invalidRequest'],
    ['{"jsonrpc":"2.0","id":12345678901234567890,"method":"server/stats"}', null, 'invalidRequest'],
    ['{"jsonrpc":"2.0","id":1e999,"method":"server/stats"}', null, 'invalidRequest'],
    [`{"jsonrpc":"2.0","id":"${'x'.repeat(MAX_ID_LENGTH + 1)}","method":"server/stats"}`, null, 'invalidRequest'],
    ['{"jsonrpc":"2.0","id":1,"method":"no/such"}', 1, 'methodNotFound'],
    ['{"jsonrpc":"2.0","id":1,"method":"__proto__"}', 1, 'methodNotFound'],
    ['{"jsonrpc":"2.0","id":1,"method":"constructor"}', 1, 'methodNotFound'],
    ['{"jsonrpc":"2.0","id":1,"method":"policy/decide"}', 1, 'invalidParams'],
    ['{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":1}}', 1, 'invalidParams'],
    ['{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"ls","policy":{}}}', 1, 'invalidParams'],
    ['{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"command":"ls","profile":"codex"}}', 1, 'invalidParams'],
    ['{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":[1]}', 1, 'invalidParams'],
    ['{"jsonrpc":"2.0","id":1,"method":"policy/decide","params":{"requests":[],"other":1}}', 1, 'invalidParams'],
    ['{"jsonrpc":"2.0","id":1,"method":"server/stats","params":{"x":1}}', 1, 'invalidParams'],
    ['{"jsonrpc":"2.0","id":1,"method":"policy/amend","params":{"prefix":["ls"]}}', 1, 'requestFailed'],
    ['{"jsonrpc":"2.0","id":1,"method":"audit/query","params":{}}', 1, 'requestFailed'],
  ] as const)('%s is answered once, for %j, with %s', async (text, id, name) => {
    const client = await started();
    client.send(text, decide('next', 'git status'));
    await client.until(2);
    expect(codes(client).sort()).toEqual(
      [
        [id, RPC_ERRORS[name]],
        ['next', 'result'],
      ].sort(),
    );
  });

  it('that is not UTF-8 is refused: the command judged would not be the command run', async () => {
    const client = await started();
    const [head = '', tail = ''] = JSON.stringify(decide(1, 'git push ?')).split('?');
    client.session.push(Buffer.concat([Buffer.from(head), Buffer.from([0xff]), Buffer.from(`${tail}\n`)]));
    expect(client.said[0]).toMatchObject({ id: null, error: { code: RPC_ERRORS.parseError, message: 'not UTF-8' } });
  });

  it('that holds the replacement character itself is none of those', async () => {
    const client = await started();
    client.send(decide(1, 'git status \uFFFD'));
    expect(client.said[0]).toMatchObject({ id: 1, result: { decision: 'allow' } });
  });

  it('that asks nothing is not answered', async () => {
    const client = await started();
    client.send('', '  ', { jsonrpc: '2.0', method: '$/setTrace', params: { value: 'off' } }, { jsonrpc: '2.0', method: 'unknown' });
    client.send({ jsonrpc: '2.0', id: 9, result: 1 }, { jsonrpc: '2.0', method: '$/cancelRequest', params: { id: 77 } });
    expect(client.said).toEqual([]);
  });

  it.each([[7], [-1], [1.5], [0], [''], ['ü"\\\n'], ['\u{1F3F0}'], [null]])('comes back with the id %j', async (id) => {
    const client = await started();
    client.send({ jsonrpc: '2.0', id, method: 'policy/decide', params: { command: 'git status' } });
    expect(client.said).toEqual([{ jsonrpc: '2.0', id, result: { decision: 'allow', policy: expect.anything() } }]);
  });
});

describe('a batch', () => {
  it('is answered by one list, without its notifications', async () => {
    const client = await started();
    client.send([decide(1, 'git status'), { jsonrpc: '2.0', method: 'x' }, 5, decide(2, 'git push')]);
    expect(client.said).toHaveLength(1);
    expect(client.said[0]).toMatchObject([
      { id: 1, result: { decision: 'allow' } },
      { id: null, error: { code: RPC_ERRORS.invalidRequest } },
      { id: 2, result: { decision: 'forbidden' } },
    ]);
  });

  it('of notifications is not answered, and one that is too long is refused as a whole', async () => {
    const client = await started();
    client.send([{ jsonrpc: '2.0', method: 'x' }], Array(MAX_BATCH_MESSAGES + 1).fill(decide(1, 'ls')));
    expect(codes(client)).toEqual([[null, RPC_ERRORS.invalidRequest]]);
  });

  it('waits for its slowest part', async () => {
    const client = await started();
    client.send([request(1, 'policy/decide', Array(130).fill({ command: 'make' })), decide(2, 'git push')], decide(3, 'git status'));
    const said = (await client.until(2)) as unknown as [{ id: number }, { id: number }[]];
    expect(said[0].id).toBe(3);
    expect(said[1].map(({ id }) => id)).toEqual([2, 1]);
  });
});

describe('requests', () => {
  it('of one chunk are answered in one write', async () => {
    const client = await started();
    client.send(...Array.from({ length: 50 }, (_, i) => decide(i, 'git status')));
    expect(client.said.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(client.writes).toHaveLength(1);
  });

  it('in a list are answered in their order, each fault in its place, with progress where it is asked for', async () => {
    const client = await started();
    const requests = [{ command: 'git push', id: 'a' }, { comand: 'x' }, ...Array(126).fill({ command: 'git status' })];
    client.send(request(1, 'policy/decide', { requests, progressToken: 'p' }));
    const said = await client.until(3);
    expect(said.slice(0, 2).map(({ method, params }) => [method, params])).toEqual([
      ['$/progress', { token: 'p', value: { done: 64, total: 128 } }],
      ['$/progress', { token: 'p', value: { done: 128, total: 128 } }],
    ]);
    const answers = said[2]?.result as { decision: string; id?: string }[];
    expect(answers).toHaveLength(128);
    expect(answers.slice(0, 3)).toMatchObject([{ id: 'a', decision: 'forbidden' }, { decision: 'forbidden' }, { decision: 'allow' }]);
  });

  it('can be cancelled while they are worked on, and are answered once', async () => {
    const client = await started();
    client.send(request(1, 'policy/decide', Array(5_000).fill({ command: 'make' })), {
      jsonrpc: '2.0',
      method: '$/cancelRequest',
      params: { id: 1 },
    });
    client.send(decide(2, 'git status'));
    await client.until(2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(codes(client)).toEqual([
      [1, RPC_ERRORS.requestCancelled],
      [2, 'result'],
    ]);
  });

  it('start from what the session has said, and say otherwise themselves', async () => {
    const client = await started({ shell: 'pwsh', enforcement: 'sandbox', cwd: '/srv/repo', roots: ['/srv/repo'] });
    const evaluate = (params: object) => request(1, 'policy/evaluate', params);
    client.send(evaluate({ command: 'touch x', shell: 'bash', sandboxMode: 'workspace-write' }));
    client.send(evaluate({ command: 'touch x', shell: 'bash', sandboxMode: 'workspace-write', enforcement: 'none' }));
    client.send(evaluate({ command: 'touch /elsewhere/x', shell: 'bash', sandboxMode: 'workspace-write', enforcement: null }));
    const said = client.said.map(({ result }) => result as { decision: string; basis?: string; expectedFailures: unknown[] });
    expect(said.map(({ decision, basis, expectedFailures }) => [decision, basis, expectedFailures.length])).toEqual([
      ['allow', 'sandbox', 0],
      ['prompt', undefined, 0],
      ['allow', 'sandbox', 1],
    ]);
  });
});

describe('server/stats', () => {
  it('counts', async () => {
    const client = await started();
    client.send(decide(1, 'git status'), decide(2, 'git push'), decide(3, 'make'), request(4, 'no/such'), request(5, 'server/stats'));
    const { result } = client.said.at(-1) as { result: Record<string, Record<string, unknown>> };
    expect(result).toMatchObject({
      requests: { initialize: 1, 'policy/decide': 3, unknown: 1, 'server/stats': 1 },
      decisions: { allow: 1, prompt: 1, forbidden: 1 },
      errors: 1,
      clients: 1,
    });
    const { buckets } = result.latency as { buckets: { count: number }[] };
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(5);
  });
});

it('every method has an answer of its own', async () => {
  const client = await started();
  const others = Object.keys(METHODS).filter((name) => name !== 'initialize' && name !== 'shutdown');
  client.send(...others.map((name) => request(name, name, { surely: 'unknown' })));
  const said = await client.until(others.length);
  expect(said.map(({ error }) => error?.code)).toEqual(others.map(() => RPC_ERRORS.invalidParams));
});
