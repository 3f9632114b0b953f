/** `portcullis serve --mcp`, asked by the official client; and what no client sends. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../../src/base/index.ts';
import { answerMcp } from '../../src/daemon/mcp-server/mcp-session.ts';
import { readMessage } from '../../src/daemon/rpc.ts';
import { executable, runCli } from '../support/cli.ts';
import { engineUnder, WORKSPACE } from '../support/command.ts';
import { temporaryFolder } from '../support/hook-process.ts';

const RULES = `prefix_rule(pattern = ["ls"])
prefix_rule(pattern = ["git", ["push", "fetch"]], decision = "prompt", justification = "others see it")
prefix_rule(pattern = ["rm"], decision = "forbidden", justification = "keep it")
`;

describe('the MCP server', () => {
  const client = new Client({ name: 'test', version: '1' });
  const folder = temporaryFolder();
  const rules = join(folder, 'a.rules');

  beforeAll(async () => {
    writeFileSync(rules, RULES);
    const args = [executable(), 'serve', '--mcp', '--rules', rules, '--cwd', folder];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'inherit' }));
  });

  afterAll(() => client.close());

  it('says who it is and what it can', async () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'portcullis', version: VERSION });
    expect(client.getServerCapabilities()).toEqual({ tools: { listChanged: false } });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['check_command', 'explain_command', 'list_rules']);
    expect(tools.map(({ annotations }) => [annotations?.readOnlyHint, annotations?.destructiveHint])).toEqual(
      tools.map(() => [true, false]),
    );
    await client.ping();
  });

  it.each([
    ['ls -la', { decision: 'allow', reason: 'every command is allowed by a rule or has no effect', basis: 'rules', findings: [] }],
    ['ls; rm -r x > y', { decision: 'forbidden', reason: `keep it (${rules}:3)`, findings: [{ code: 'EN004' }, { code: 'EN004' }] }],
    ['git fetch', { decision: 'prompt', reason: `others see it (${rules}:2)`, approvalKind: 'user' }],
  ])('checks `%s`', async (command, expected) => {
    const { structuredContent, content, isError } = await client.callTool({ name: 'check_command', arguments: { command } });
    expect({ structuredContent, isError }).toMatchObject({ structuredContent: expected, isError: false });
    expect(content).toEqual([{ type: 'text', text: `${expected.decision}: ${expected.reason}` }]);
  });

  it('explains why', async () => {
    const { structuredContent, content } = await client.callTool({ name: 'explain_command', arguments: { command: 'ls | xargs rm' } });
    expect(structuredContent).toMatchObject({
      decision: 'forbidden',
      invocations: [{ program: 'ls' }, { program: 'xargs' }, { program: 'rm' }],
    });
    expect((content as { text: string }[])[0]?.text).toMatch(/^forbidden .*keep it/);
  });

  it('lists rules', async () => {
    const { structuredContent } = await client.callTool({ name: 'list_rules', arguments: {} });
    expect(structuredContent).toEqual({
      total: 3,
      rules: [
        { decision: 'allow', pattern: 'ls', place: `${rules}:1` },
        { decision: 'prompt', pattern: 'git push|fetch', place: `${rules}:2`, justification: 'others see it' },
        { decision: 'forbidden', pattern: 'rm', place: `${rules}:3`, justification: 'keep it' },
      ],
    });
    const { structuredContent: some } = await client.callTool({ name: 'list_rules', arguments: { program: 'git', decision: 'prompt' } });
    expect(some).toMatchObject({ total: 1 });
  });

  it.each([
    ['check_command', {}, '`command` is missing'],
    ['check_command', { comand: 'ls' }, 'unknown argument `comand`, did you mean `command`?'],
    ['check_command', { command: 1 }, '`command` must be a string'],
    ['check_command', { command: 'ls', shell: 'fishy' }, '`shell` must be '],
    ['list_rules', { decision: 'deny' }, '`decision` must be allow, prompt or forbidden'],
  ])('tells the model what is wrong with a call of %s: %j', async (name, given, message) => {
    const { isError, content } = await client.callTool({ name, arguments: given });
    expect([isError, (content as { text: string }[])[0]?.text.startsWith(message)]).toEqual([true, true]);
  });

  it('has no other tools', async () => {
    await expect(client.callTool({ name: 'add_rule', arguments: {} })).rejects.toThrow(/there is no tool `add_rule`/);
  });
});

describe('messages of the MCP server', () => {
  const META = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' };

  async function answered(message: object) {
    const answer = answerMcp(readMessage({ jsonrpc: '2.0', id: 1, ...message }), { engine: await engineUnder('allow ls'), cwd: WORKSPACE });
    return answer === null ? null : JSON.parse(answer);
  }

  it('need no greeting where each names the revision', async () => {
    const { result } = await answered({ method: 'server/discover', params: { _meta: META } });
    expect(result).toMatchObject({
      resultType: 'complete',
      serverInfo: { name: 'portcullis' },
      supportedVersions: expect.arrayContaining(['2026-07-28', '2025-11-25']),
    });
    const call = { name: 'check_command', arguments: { command: 'ls' }, _meta: META };
    expect((await answered({ method: 'tools/call', params: call })).result).toMatchObject({
      resultType: 'complete',
      structuredContent: { decision: 'allow' },
    });
    const unknown = { ...META, 'io.modelcontextprotocol/protocolVersion': '2031-01-01' };
    expect((await answered({ method: 'tools/list', params: { _meta: unknown } })).error).toMatchObject({
      code: -32022,
      data: { requested: '2031-01-01' },
    });
  });

  it.each([
    ['2024-11-05', '2024-11-05'],
    ['2025-11-25', '2025-11-25'],
    ['1999-01-01', '2025-11-25'],
    [undefined, '2025-11-25'],
  ])('greet with the revision asked for, or the newest: %s', async (protocolVersion, expected) => {
    expect((await answered({ method: 'initialize', params: { protocolVersion } })).result.protocolVersion).toBe(expected);
  });

  it('get one answer each, whatever they are', async () => {
    const lines = [
      '{',
      '',
      '[]',
      '{"jsonrpc":"2.0","id":1,"method":"nothing"}',
      '{"jsonrpc":"2.0","method":"notifications/initialized"}',
      '{"jsonrpc":"2.0","id":2,"method":"ping"}',
    ];
    const { code, stdout } = await runCli(['serve', '--mcp'], { stdin: `${lines.join('\n')}\n` });
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([code, answers.map(({ id, error }) => [id, error?.code ?? null])]).toEqual([
      0,
      [
        [null, -32700],
        [null, -32600],
        [1, -32601],
        [2, null],
      ],
    ]);
  });

  it('cannot loosen the workspace by a folder of their own', async () => {
    const write = { name: 'check_command', arguments: { command: 'ls > /etc/hosts', cwd: '/etc' } };
    expect((await answered({ method: 'tools/call', params: write })).result.structuredContent.decision).toBe('prompt');
  });
});
