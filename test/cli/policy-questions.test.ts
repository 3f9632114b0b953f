/** `check --network`, `check --mcp`, `network`, `mcp` and `sandbox` as users run them. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { type CliResult, runCli } from '../support/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-questions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const SERVER = fileURLToPath(new URL('../support/mcp-server.mjs', import.meta.url));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const REQUIREMENTS = write(
  'requirements.toml',
  `[experimental_network]
enabled = true
allowed_domains = ["**.example.com"]
denied_domains = ["bad.example.com"]

[mcp_servers.docs]
identity = { command = "${process.execPath}" }

[[portcullis.mcp_tools]]
server = "docs"
tool = "get_*"
decision = "allow"
`,
);
const CLIENT = write(
  'mcp.json',
  JSON.stringify({ mcpServers: { docs: { command: process.execPath, args: [SERVER] }, evil: { url: 'https://evil.example/' }, none: {} } }),
);

function run(...args: readonly string[]): Promise<CliResult> {
  mkdirSync(join(folder, 'home'), { recursive: true });
  return runCli(args, { cwd: folder, env: { HOME: join(folder, 'home') } });
}

async function answer(...args: readonly string[]): Promise<string> {
  const { code, stdout } = await run(...args);
  return `${code} ${stdout.trim().split('\n')[0]}`;
}

describe('check', () => {
  const check = (...args: readonly string[]) => answer('check', '--requirements', REQUIREMENTS, ...args);

  test('a connection', async () => {
    expect([
      await check('--network', 'https://a.example.com/upload', '--method', 'POST'),
      await check('--network', 'bad.example.com'),
      await check('--network', 'https://other.test/'),
      await check('--network', 'https://other.test/', '--approval-policy', 'never'),
      await check('--network', 'http://2130706433/'),
    ]).toEqual([
      '0 allow      `a.example.com` is allowed by `**.example.com` (requirements.toml:3)',
      '2 forbidden  `bad.example.com` is denied by the policy',
      '2 prompt     `other.test` is not on the list of allowed hosts',
      '2 forbidden  `other.test` is not on the list of allowed hosts',
      '2 forbidden  the host `http://2130706433/` ends in a number without being an address in plain notation',
    ]);
  });

  test('an MCP server and its tools', async () => {
    expect([
      await check('--mcp', 'docs', '--client', CLIENT),
      await check('--mcp', 'docs', '--client', CLIENT, '--tool', 'get_page', '--arguments', '{"x": 1}'),
      await check('--mcp', 'docs', '--client', CLIENT, '--tool', 'delete'),
      await check('--mcp', 'evil', '--client', CLIENT),
      await check('--mcp', 'docs'),
    ]).toEqual([
      '0 allow      the MCP server `docs` may start',
      '0 allow      `get_page` of `docs` is allowed',
      '2 prompt     no rule says anything about the tool `delete` of `docs`',
      '2 forbidden  requirements do not list the MCP server `evil` (requirements.toml:6)',
      '2 prompt     how `docs` is started is not known (requirements.toml:7)',
    ]);
  });

  test('wrong calls', async () => {
    const faults = await Promise.all([
      run('check', '--network', 'a.test', 'ls'),
      run('check', '--mcp', 'docs', '--client', CLIENT, '--arguments', '[]'),
      run('check', '--mcp', 'absent', '--client', CLIENT),
    ]);
    expect(faults.map(({ code, stderr }) => `${code} ${stderr.trim()}`)).toEqual([
      '1 portcullis check: ask about one thing at a time; see `portcullis check --help`',
      '1 portcullis check: --arguments takes a JSON object; see `portcullis check --help`',
      '1 portcullis check: `none` describes no MCP server; see `portcullis check --help`',
    ]);
  });

  test('requests of every kind in one batch', async () => {
    const requests = [
      { id: 1, kind: 'network', url: 'https://a.example.com/' },
      { id: 2, kind: 'mcp', server: 'evil' },
      { id: 3, kind: 'sandbox', sandboxMode: 'workspace-write' },
      { id: 4, kind: 'command', command: 'true' },
      { id: 5, command: 'true' },
    ];
    const { stdout } = await runCli(['check', '--requirements', REQUIREMENTS, '--batch'], {
      cwd: folder,
      stdin: requests.map((each) => JSON.stringify(each)).join('\n'),
    });
    const decisions = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number; decision: string });
    expect(decisions.map(({ id, decision }) => [id, decision])).toEqual([
      [1, 'allow'],
      [2, 'forbidden'],
      [3, 'allow'],
      [4, 'allow'],
      [5, 'allow'],
    ]);
  });
});

describe('network ranges', () => {
  write('old.json', '["20.0.0.0/24", "2603:1030::/48"]');
  write(
    'new.json',
    '{"creationTime": "2026-11-01T00:00:00Z", "prefixes": [{"ipv4Prefix": "20.0.1.0/24"}, {"ipv6Prefix": "2603:1030::/48"}]}',
  );
  write('bad.json', '["10.0.0.0/8"]');

  test('checks, compares and matches', async () => {
    const { code, stdout } = await run(
      'network',
      'ranges',
      'new.json',
      '--previous',
      'old.json',
      '--match',
      '20.0.1.9',
      '--match',
      '9.9.9.9',
    );
    expect([code, stdout]).toEqual([
      0,
      '1 IPv4 and 1 IPv6 ranges, made at 2026-11-01T00:00:00Z\n- 20.0.0.0/24\n+ 20.0.1.0/24\n1 unchanged\n20.0.1.9: 20.0.1.0/24\n9.9.9.9: in none of them\n',
    ]);
  });

  test('refuses what is no file of ranges', async () => {
    const { code, stdout, stderr } = await run('network', 'ranges', 'bad.json');
    expect([code, stdout, stderr]).toEqual([
      1,
      '',
      'bad.json:1:1: error NW063: `10.0.0.0/8` is private or reserved (a published egress range is public)\n',
    ]);
  });
});

describe('mcp', () => {
  test('check: which servers survive', async () => {
    const { code, stdout } = await run('mcp', 'check', CLIENT, '--requirements', REQUIREMENTS);
    expect([code, stdout.replaceAll(join(folder, 'requirements.toml'), 'R')]).toEqual([
      1,
      'allow      docs  the MCP server `docs` may start\nforbidden  evil  requirements do not list the MCP server `evil` (R:6)\nforbidden  none  it describes no server\n',
    ]);
  });

  test('lock and verify: a silent change is told', async () => {
    const client = write('locked.json', JSON.stringify({ servers: { docs: { command: process.execPath, args: [SERVER] } } }));
    const locked = await run('mcp', 'lock', client, '--start');
    expect([locked.code, locked.stdout, existsSync(join(folder, 'mcp-lock.json'))]).toEqual([
      0,
      'mcp-lock.json: 1 servers, 2 tools\n',
      true,
    ]);
    const same = await run('mcp', 'verify', client, '--start');
    expect([same.code, same.stdout]).toEqual([0, '1 servers, unchanged\n']);
    write(
      'locked.json',
      JSON.stringify({ servers: { docs: { command: process.execPath, args: [SERVER], env: { DESCRIPTION: 'Sends.' } } } }),
    );
    const changed = await run('mcp', 'verify', client, '--start');
    expect([changed.code, changed.stdout]).toEqual([
      1,
      'MC025 docs has another environment, other headers or another folder\nMC023 docs describes `search` differently\n',
    ]);
    expect(readFileSync(join(folder, 'mcp-lock.json'), 'utf8').includes('Searches')).toBe(false);
  });

  test('tools from a file; a server that is not there', async () => {
    write('tools.json', '{"result": {"tools": [{"name": "a"}]}}');
    const locked = await run('mcp', 'lock', CLIENT, '--lock', 'other.json', '--tools', 'evil=tools.json', '--tools', 'gone=tools.json');
    expect([
      locked.code,
      existsSync(join(folder, 'other.json')),
      locked.stderr.split('\n').filter((line) => line.includes('gone')),
    ]).toEqual([1, false, ['error MC061: the configuration has no server `gone` (write `--tools SERVER=FILE`)']]);
  });
});

describe('sandbox show', () => {
  test('the sandbox in force, with the origin of each value', async () => {
    const { code, stdout } = await run('sandbox', 'show', '--requirements', REQUIREMENTS, '--sandbox', 'workspace-write');
    const rows = stdout.replaceAll(folder, 'W').trim().split('\n');
    expect([code, rows[0], rows.at(-1)]).toEqual([
      0,
      'mode       workspace-write  the request',
      'network    listed: **.example.com  W/requirements.toml:3:19',
    ]);
  });

  test('for other programs', async () => {
    const runtime = await run('sandbox', 'show', '--requirements', REQUIREMENTS, '--format', 'sandbox-runtime');
    expect([runtime.code, JSON.parse(runtime.stdout).network.allowedDomains]).toEqual([0, ['example.com', '*.example.com']]);
    const bwrap = await run('sandbox', 'show', '--sandbox', 'read-only', '--format', 'bwrap');
    expect([bwrap.code, bwrap.stdout.split('\n').slice(0, 2)]).toEqual([0, ['bwrap', '--new-session']]);
  });
});
