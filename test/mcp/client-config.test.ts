import { describe, expect, test } from 'vitest';
import { locateToml, parseToml } from '../../src/base/index.ts';
import { type ClientConfig, type McpClient, parseJsonDocument, readClientConfig } from '../../src/mcp/index.ts';

async function readJson(text: string, client: McpClient | null = null) {
  const { value, diagnostics } = await parseJsonDocument('config.json', text);
  return value ? readClientConfig(value, client) : { value: null, diagnostics };
}

function shown({ value }: { value: ClientConfig | null }): string[] | null {
  return (
    value && [
      value.client,
      ...value.servers.map(
        ({ name, path, identity, isEnabled }) =>
          `${path.join('.')} ${name} ${isEnabled} ${identity === null ? null : identity.type === 'url' ? identity.url : [identity.command, ...identity.args].join(' ')}`,
      ),
    ]
  );
}

describe('client configurations', () => {
  test('Codex', async () => {
    const { value } = await parseToml(
      'config.toml',
      '[mcp_servers.docs]\ncommand = "docs-mcp"\nargs = ["--stdio"]\nenv = { A = "1" }\n[mcp_servers.site]\nurl = "https://mcp.example.com/"\nenabled = false\n',
    );
    if (!value) throw new Error('no TOML');
    const read = readClientConfig({ ...value, locate: (path) => locateToml(value, path).place }, null);
    expect(shown(read)).toEqual(['codex', 'mcp_servers docs true docs-mcp --stdio', 'mcp_servers site false https://mcp.example.com/']);
    expect(read.value?.servers[0]).toMatchObject({
      settings: { env: { A: '1' }, headers: {}, cwd: null },
      place: { source: 'config.toml', line: 1 },
    });
  });

  test('Claude Code, a project file', async () => {
    const read = await readJson(
      '{"mcpServers": {"docs": {"type": "stdio", "command": "npx", "args": ["-y", "docs"], "env": {}}, "site": {"type": "http", "url": "https://mcp.example.com/", "headers": {"A": "b"}}}}',
    );
    expect(shown(read)).toEqual(['claude-code', 'mcpServers docs true npx -y docs', 'mcpServers site true https://mcp.example.com/']);
  });

  test('Claude Code, a home file with projects', async () => {
    const read = await readJson(
      '{"mcpServers": {"a": {"command": "a"}}, "projects": {"/srv/x": {"mcpServers": {"b": {"command": "b"}}}, "/srv/y": {}}}',
    );
    expect(shown(read)).toEqual(['claude-code', 'mcpServers a true a', 'projects./srv/x.mcpServers b true b']);
  });

  test('Cursor', async () => {
    expect(shown(await readJson('{"mcpServers": {"a": {"url": "https://a.example/sse"}}}', 'cursor'))).toEqual([
      'cursor',
      'mcpServers a true https://a.example/sse',
    ]);
  });

  test('VS Code, with comments and trailing commas', async () => {
    const text =
      '\uFEFF// servers\n{\n  "inputs": [],\n  "servers": {\n    /* one */ "a": { "type": "stdio", "command": "a", "args": [], },\n  },\n}\n';
    const read = await readJson(text);
    expect(shown(read)).toEqual(['vscode', 'servers a true a']);
    expect(read.value?.servers[0]?.place).toEqual({ source: 'config.json', line: 5, column: 20 });
  });

  test('VS Code settings', async () => {
    expect(shown(await readJson('{"mcp": {"servers": {"a": {"command": "a"}}}}'))).toEqual(['vscode', 'mcp.servers a true a']);
  });

  test('an entry that describes no server comes out with the reason', async () => {
    const entries = [
      'null',
      '{}',
      '{"command": 1}',
      '{"command": "a", "args": "b"}',
      '{"command": "a", "args": [1]}',
      '{"command": "a", "url": "https://a.example/"}',
      '{"url": 1}',
    ];
    for (const entry of entries) {
      const read = await readJson(`{"mcpServers": {"a": ${entry}}}`);
      expect([read.value?.servers[0]?.identity, read.diagnostics.map(({ code, message }) => `${code} ${message}`)]).toEqual([
        null,
        ['MC051 `a` describes no MCP server'],
      ]);
    }
  });

  test('names that every object has are names', async () => {
    expect(shown(await readJson('{"mcpServers": {"__proto__": {"command": "a"}, "constructor": {"command": "b"}}}'))).toEqual([
      'claude-code',
      'mcpServers __proto__ true a',
      'mcpServers constructor true b',
    ]);
  });

  test.each([
    ['no servers', '{"x": 1}', 'MC050'],
    ['servers that are a list', '{"mcpServers": []}', 'MC050'],
    ['not JSON', '{"mcpServers": {', 'MC052'],
    ['nothing', '', 'MC052'],
    ['the same key twice', '{"mcpServers": {"a": {"command": "a"}, "a": {"command": "b"}}}', 'MC052'],
    ['nested too deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'MC052'],
    ['too large', `"${'a'.repeat(1_100_000)}"`, 'MC052'],
  ])('%s is refused', async (_, text, code) => {
    const { value, diagnostics } = await readJson(text);
    expect([value, diagnostics.map((each) => [each.code, each.severity])]).toEqual([null, [[code, 'error']]]);
  });
});
