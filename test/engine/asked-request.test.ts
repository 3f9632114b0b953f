/** Network, MCP and sandbox requests to the engine, and the hosts of commands, under the same policy. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createEngine, type Engine, type InlinePolicy, readInlinePolicy } from '../../src/engine/index.ts';

async function engineOf(policy: InlinePolicy, profile: 'strict' | 'codex' = 'strict'): Promise<Engine> {
  const read = await readInlinePolicy(policy, profile, null);
  if ('severity' in read) throw new Error(read.message);
  return createEngine(read, { defaults: { platform: 'linux', cwd: '/srv/repo', home: '/home/dev', shell: 'bash' }, seed: 1 });
}

function requirements(text: string): Pick<InlinePolicy, 'requirements'> {
  return { requirements: [{ name: 'requirements.toml', text }] };
}

const NETWORK = `
[experimental_network]
enabled = true
[experimental_network.domains]
"example.com" = "allow"
"*.below.test" = "allow"
"**.both.test" = "allow"
"127.0.0.1" = "allow"
"bad.both.test" = "deny"
"**.evil.test" = "deny"
`;
const CURL = { prefixRules: [{ pattern: ['curl'] }] };

describe('network requests', () => {
  test('the answer has decision, reason, findings and matches', async () => {
    const engine = await engineOf({ ...requirements(NETWORK) });
    expect(engine.evaluateNetwork({ id: 7, kind: 'network', url: 'https://bad.both.test:8443/x', method: 'POST' })).toEqual({
      decision: 'forbidden',
      reason: '`bad.both.test` is denied by the policy',
      findings: [{ code: 'NW020', kind: 'open', decision: 'forbidden', message: '`bad.both.test` is denied by the policy' }],
      approvalKey: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      policy: { fingerprint: engine.policy.fingerprint, stale: false },
      diagnostics: [],
      host: 'bad.both.test',
      port: 8443,
      protocol: 'https',
      method: 'POST',
      matches: [
        {
          pattern: '**.both.test',
          access: 'allow',
          protocols: null,
          origin: expect.objectContaining({ source: 'requirements.toml', line: 7 }),
        },
        {
          pattern: 'bad.both.test',
          access: 'deny',
          protocols: null,
          origin: expect.objectContaining({ source: 'requirements.toml', line: 9 }),
        },
      ],
    });
  });

  test('what nobody may be asked about is forbidden', async () => {
    const engine = await engineOf({ ...requirements(NETWORK), config: null });
    const granular = {
      granular: { sandbox_approval: false, rules: true, skill_approval: false, request_permissions: false, mcp_elicitations: true },
    };
    const decisions = (['on-request', 'untrusted', 'never', 'on-failure', granular] as const).map(
      (approvalPolicy) => engine.evaluateNetwork({ host: 'x.test', approvalPolicy }).decision,
    );
    expect(decisions).toEqual(['prompt', 'prompt', 'forbidden', 'prompt', 'forbidden']);
  });

  test('a prompt by a rule and one by anything else are switched off separately', async () => {
    const rules = [
      {
        name: 'a.rules',
        text: 'network_rule(host="ruled.test", protocol="https", decision="prompt")\nnetwork_rule(host="ruled.test", protocol="http", decision="allow")\n',
      },
    ];
    const engine = await engineOf({ ...requirements(`${NETWORK}"ruled.test" = "allow"\n`), rules });
    const granular = (on: boolean) => ({
      granular: { sandbox_approval: !on, rules: on, skill_approval: false, request_permissions: false, mcp_elicitations: true },
    });
    const ask = (url: string, on: boolean) => engine.evaluateNetwork({ url, approvalPolicy: granular(on) }).decision;
    expect([
      ask('https://ruled.test/', true),
      ask('https://ruled.test/', false),
      ask('https://x.test/', true),
      ask('https://x.test/', false),
      ask('http://ruled.test/', false),
    ]).toEqual(['prompt', 'forbidden', 'forbidden', 'prompt', 'allow']);
  });

  test.each<[string, object, string]>([
    ['unknown field', { host: 'a.test', methd: 'GET' }, 'unknown field `methd` (did you mean `method`?)'],
    ['neither', {}, 'a network request has either `url` or `host`'],
    ['both', { host: 'a.test', url: 'https://a.test/' }, 'a network request has either `url` or `host`'],
    ['wrong type', { host: 1 }, '`host` must be a string'],
    ['wrong protocol', { host: 'a.test', protocol: 'tcp' }, '`protocol` must be http, https, socks5_tcp, socks5_udp'],
    ['wrong kind', { host: 'a.test', kind: 'mcp' }, '`kind` must be `network`'],
    ['wrong mode', { host: 'a.test', sandboxMode: 'none' }, '`sandboxMode` must be read-only, workspace-write, danger-full-access'],
  ])('a request with %s is refused', async (_, request, reason) => {
    const { decision, reason: said, findings } = (await engineOf({})).evaluateNetwork(request);
    expect([decision, said, findings.map(({ code }) => code)]).toEqual(['forbidden', reason, ['EN030']]);
  });

  test('a broken requirement forbids everything', async () => {
    const engine = await engineOf(requirements('[experimental_network]\nenabled = true\nallowed_domains = ["a[.com", "a.test"]\n'));
    expect([
      engine.evaluateNetwork({ host: 'a.test' }).decision,
      engine.evaluateMcp({ server: 'x' }).decision,
      engine.evaluateSandbox().decision,
      engine.evaluate({ command: 'true' }).decision,
    ]).toEqual(Array(4).fill('forbidden'));
  });

  test('plain network access, and none, as the settings say', async () => {
    const withAccess = (value: boolean | null) =>
      engineOf({
        config: value === null ? '' : `sandbox_mode = "workspace-write"\n[sandbox_workspace_write]\nnetwork_access = ${value}\n`,
      });
    const codes = async (engine: Promise<Engine>) => {
      const { decision, findings } = (await engine).evaluateNetwork({ host: 'a.test' });
      return [decision, ...findings.map(({ code }) => code)];
    };
    expect([await codes(withAccess(true)), await codes(withAccess(false)), await codes(withAccess(null))]).toEqual([
      ['allow'],
      ['prompt', 'NW027'],
      ['prompt', 'NW029'],
    ]);
  });

  test('the network of a permission profile', async () => {
    const config =
      'default_permissions = "p"\n[permissions.p.filesystem]\n":root" = "read"\n[permissions.p.network]\nenabled = true\nmode = "limited"\ndomains = { "a.test" = "allow", "b.test" = "deny" }\n';
    const engine = await engineOf({ config });
    const ask = (host: string, method = 'GET') => engine.evaluateNetwork({ url: `https://${host}/`, method }).decision;
    expect([ask('a.test'), ask('a.test', 'POST'), ask('b.test'), ask('c.test')]).toEqual(['allow', 'forbidden', 'forbidden', 'forbidden']);
  });

  test('an environment: off, on with a preset, and one that does not exist', async () => {
    const environment = (chosen: string) =>
      requirements(
        `[portcullis]\nenvironment = "${chosen}"\n[portcullis.environments.closed]\n[portcullis.environments.open]\naccess = "on"\npreset = "common-dependencies"\nadditional_domains = ["a.test"]\nallowed_methods = ["GET"]\n`,
      );
    const ask = async (chosen: string, url: string, method = 'GET') =>
      (await engineOf(environment(chosen))).evaluateNetwork({ url, method }).decision;
    expect([
      await ask('closed', 'https://a.test/'),
      await ask('open', 'https://a.test/'),
      await ask('open', 'https://a.test/', 'POST'),
      await ask('open', 'https://crates.io/'),
      await ask('open', 'https://b.test/'),
      await ask('oopen', 'https://a.test/'),
    ]).toEqual(['forbidden', 'allow', 'forbidden', 'allow', 'forbidden', 'forbidden']);
    const { diagnostics } = (await engineOf(environment('oopen'))).evaluateNetwork({ host: 'a.test' });
    expect(diagnostics.map(({ code, help }) => [code, help])).toEqual([['NW048', 'did you mean `open`?']]);
  });

  test('174: under full access Codex enforces no managed network; we do', async () => {
    const policy = requirements(NETWORK);
    const ask = async (profile: 'strict' | 'codex') =>
      (await engineOf(policy, profile)).evaluateNetwork({ host: 'x.evil.test', sandboxMode: 'danger-full-access' }).decision;
    expect([await ask('strict'), await ask('codex')]).toEqual(['forbidden', 'allow']);
  });
});

describe('hosts of commands', () => {
  interface HostCase {
    readonly policy: string;
    readonly url?: string;
    readonly why: string;
  }
  const { policies, cases } = JSON.parse(readFileSync(new URL('../cases/hosts.json', import.meta.url), 'utf8')) as {
    policies: Record<string, { managed?: { allow: string[]; deny: string[]; review: string[] } }>;
    cases: HostCase[];
  };
  const lists = policies.company?.managed;
  const list = (texts: readonly string[] = []) => JSON.stringify(texts);
  const company = requirements(
    `[experimental_network]\nenabled = true\nallowed_domains = ${list(lists?.allow)}\ndenied_domains = ${list(lists?.deny)}\nreview_domains = ${list(lists?.review)}\n`,
  );
  const urls = cases.filter(({ policy, url }) => policy === 'company' && /^https?:\/\//i.test(url ?? '')).flatMap(({ url }) => url ?? []);

  test('there are many', () => expect(urls.length).toBeGreaterThan(20));

  test.each(urls)('curl %j gets the decision of the connection', async (url) => {
    const engine = await engineOf({ ...company, ...CURL });
    const { decision } = engine.evaluate({ command: `curl '${url}'` });
    expect(decision).toBe(engine.evaluateNetwork({ url }).decision);
  });

  test('a rule about commands that names a host does not answer what a list about hosts asks', async () => {
    const engine = await engineOf({
      ...requirements(
        `${NETWORK}"r.test" = "allow"\n[experimental_network.x]\n`
          .replace('[experimental_network.x]\n', '')
          .replace('enabled = true', 'enabled = true\nreview_domains = ["r.test"]'),
      ),
      prefixRules: [{ pattern: ['curl', 'https://r.test/'] }],
    });
    expect(engine.evaluate({ command: 'curl https://r.test/' }).decision).toBe('prompt');
  });

  test('a rule that names a local host is enough where no list is kept, and not where one is', async () => {
    const prefixRules = [{ pattern: ['curl', 'http://localhost:3000/'] }];
    const open = 'sandbox_mode = "workspace-write"\n[sandbox_workspace_write]\nnetwork_access = true\n';
    const ask = async (policy: InlinePolicy) =>
      (await engineOf({ ...policy, prefixRules })).evaluate({ command: 'curl http://localhost:3000/' }).decision;
    expect([await ask({}), await ask({ config: open }), await ask(requirements(NETWORK))]).toEqual(['allow', 'allow', 'forbidden']);
  });

  test('without a policy about hosts a rule that names one is enough', async () => {
    const engine = await engineOf({ prefixRules: [{ pattern: ['curl', 'https://r.test/'] }, { pattern: ['curl'] }] });
    expect([
      engine.evaluate({ command: 'curl https://r.test/' }).decision,
      engine.evaluate({ command: 'curl https://x.test/' }).decision,
    ]).toEqual(['allow', 'prompt']);
  });
});

describe('MCP requests', () => {
  const policy: InlinePolicy = {
    ...requirements(
      '[mcp_servers.docs]\nidentity = { command = "docs-mcp" }\n[apps.app.tools.send]\napproval_mode = "approve"\n[mcp_servers.app]\nidentity = { url = { match = "regex", expression = "https://[a-z]+[.]app[.]test/" } }\n[[portcullis.mcp_tools]]\nserver = "docs"\ntool = "delete_*"\ndecision = "forbidden"\njustification = "nothing is deleted"\n',
    ),
    config:
      '[[portcullis.mcp_tools]]\nserver = "docs"\ntool = "*"\ndecision = "allow"\n[[portcullis.mcp_tools]]\nserver = "docs"\ntool = "write"\ndecision = "prompt"\narguments = { path = { match = "prefix", value = "/etc/" } }\n[apps.app.tools.send]\napproval_mode = "prompt"\n[apps.app.tools.read]\napproval_mode = "prompt"\n',
  };
  const docs = { server: 'docs', identity: { command: 'docs-mcp', args: ['x'] } };
  const app = { server: 'app', identity: { url: 'https://eu.app.test/' } };

  test('requirements and configuration together', async () => {
    const engine = await engineOf(policy);
    const ask = (request: Parameters<Engine['evaluateMcp']>[0]) => engine.evaluateMcp(request).decision;
    expect([
      ask(docs),
      ask({ ...docs, identity: { command: 'evil' } }),
      ask({ ...docs, tool: 'search' }),
      ask({ ...docs, tool: 'delete_all' }),
      ask({ ...docs, tool: 'write', arguments: { path: '/tmp/x' } }),
      ask({ ...docs, tool: 'write', arguments: { path: '/etc/x' } }),
      ask({ ...app, tool: 'send' }),
      ask({ ...app, tool: 'read' }),
      ask({ ...app, identity: { url: 'https://eu.app.test.evil/' } }),
      ask({ server: 'other', identity: { command: 'docs-mcp' } }),
    ]).toEqual(['allow', 'forbidden', 'allow', 'forbidden', 'allow', 'prompt', 'allow', 'prompt', 'forbidden', 'forbidden']);
  });

  test('what asks is forbidden where MCP may not ask', async () => {
    const engine = await engineOf(policy);
    const granular = (mcp_elicitations: boolean) => ({
      granular: { sandbox_approval: true, rules: true, skill_approval: false, request_permissions: false, mcp_elicitations },
    });
    const ask = (approvalPolicy: NonNullable<Parameters<Engine['evaluateMcp']>[0]['approvalPolicy']>) =>
      engine.evaluateMcp({ ...app, tool: 'read', approvalPolicy }).decision;
    expect([ask('on-request'), ask('never'), ask(granular(true)), ask(granular(false))]).toEqual([
      'prompt',
      'forbidden',
      'prompt',
      'forbidden',
    ]);
  });

  test('a requirement that is not compiled forbids everything', async () => {
    const engine = await engineOf(requirements('[mcp_servers.a]\nidentity = { url = { match = "regex", expression = "(" } }\n'));
    expect([engine.evaluateMcp({ server: 'a', identity: { url: '(' } }).decision, engine.evaluate({ command: 'true' }).decision]).toEqual([
      'forbidden',
      'forbidden',
    ]);
  });

  test('a configured rule that does not compile forbids what is about MCP', async () => {
    const engine = await engineOf({
      config:
        '[[portcullis.mcp_tools]]\nserver = "a"\ntool = "b"\ndecision = "allow"\narguments = { x = { match = "regex", expression = "(?=x)" } }\n',
    });
    const { decision, reason } = engine.evaluateMcp({ server: 'a', tool: 'b' });
    expect([decision, reason]).toEqual(['forbidden', expect.stringContaining('is not a regular expression')]);
  });

  test.each<[object, string]>([
    [{}, 'an MCP request names a `server`'],
    [{ server: 'a', tools: 'b' }, 'unknown field `tools` (did you mean `tool`?)'],
    [{ server: 'a', identity: { cmd: 'x' } }, '`identity` must be { command, args } or { url }'],
    [{ server: 'a', arguments: [] }, '`arguments` must be an object'],
  ])('%j is refused', async (request, reason) => {
    const { decision, reason: said } = (await engineOf({})).evaluateMcp(request as Parameters<Engine['evaluateMcp']>[0]);
    expect([decision, said]).toEqual(['forbidden', reason]);
  });
});

describe('the sandbox', () => {
  test('every answer about a command carries it, with the origin of each value', async () => {
    const engine = await engineOf({
      ...requirements(
        'allowed_sandbox_modes = ["read-only", "workspace-write"]\n[permissions.filesystem]\ndeny_read = ["~/.ssh"]\n[experimental_network]\nenabled = true\nallowed_domains = ["a.test"]\n',
      ),
      config: 'sandbox_mode = "workspace-write"\n[sandbox_workspace_write]\nwritable_roots = ["/data"]\nexclude_slash_tmp = true\n',
    });
    const { sandbox } = engine.evaluate({ command: 'true' });
    expect(engine.evaluateSandbox().sandbox).toEqual(sandbox);
    const origin = (source: string, line: number) => expect.objectContaining({ source, line });
    expect(sandbox).toEqual({
      mode: 'workspace-write',
      origin: origin('config.toml', 1),
      writableRoots: [
        { path: '/data', origin: origin('config.toml', 3) },
        { path: '/srv/repo', origin: origin('config.toml', 1) },
      ],
      protectedPaths: ['/data/.agents', '/data/.codex', '/data/.git', '/srv/repo/.agents', '/srv/repo/.codex', '/srv/repo/.git'].map(
        (path) => ({ path, origin: origin('config.toml', path.startsWith('/data') ? 3 : 1) }),
      ),
      deniedReads: [{ path: '/home/dev/.ssh', origin: origin('requirements.toml', 3) }],
      network: { access: 'listed', allowedDomains: ['a.test'], origin: origin('requirements.toml', 6) },
    });
  });

  test('a mode that requirements exclude is not granted', async () => {
    const engine = await engineOf(requirements('allowed_sandbox_modes = ["read-only"]\n'));
    const asked = (['read-only', 'workspace-write', 'danger-full-access'] as const).map(
      (sandboxMode) => engine.evaluateSandbox({ sandboxMode }).sandbox.mode,
    );
    expect(asked).toEqual(['read-only', 'read-only', 'read-only']);
  });

  test('what the enforced sandbox will refuse is told before', async () => {
    const engine = await engineOf({ prefixRules: [{ pattern: ['cp'] }, { pattern: ['curl'] }] });
    const ask = (command: string) => {
      const { decision, expectedFailures } = engine.evaluate({ command, enforcement: 'sandbox', sandboxMode: 'workspace-write' });
      return [decision, ...expectedFailures.map(({ code }) => code)];
    };
    expect([ask('cp a /etc/x'), ask('curl https://a.test/'), ask('cp a b')]).toEqual([['allow', 'EN004'], ['allow', 'EN009'], ['allow']]);
  });
});
