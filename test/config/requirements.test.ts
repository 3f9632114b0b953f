/** Claims 118 to 141 of the semantics sheet, layers and their merge, and where the two profiles differ. */
import { describe, expect, test } from 'vitest';
import { formatDiagnostic, type Profile } from '../../src/base/index.ts';
import {
  formatOrigin,
  formatRequirements,
  loadRequirements,
  type Precedence,
  type RequirementLayerType,
  type Requirements,
  type RequirementView,
} from '../../src/config/index.ts';
import { sourcedAt } from '../../src/config/sourced.ts';

const BOTH = ['strict', 'codex'] as const;

type Layers = Partial<Record<RequirementLayerType, string>>;

async function resolve(layers: Layers | string, profile: Profile = 'strict', options: { hostname?: string; precedence?: Precedence } = {}) {
  const texts = typeof layers === 'string' ? { system: layers } : layers;
  const sources = Object.entries(texts).map(([type, text]) => ({
    type: type as RequirementLayerType,
    name: type,
    source: `/${type}/requirements.toml`,
    text,
  }));
  const { precedence, hostname = null } = options;
  return loadRequirements(sources, { profile, hostname, ...(precedence ? { precedence } : {}) });
}

async function accepted(layers: Layers | string, profile: Profile = 'strict', options = {}): Promise<Requirements> {
  const { value, diagnostics } = await resolve(layers, profile, options);
  if (!value) throw new Error(diagnostics.map((each) => formatDiagnostic(each)).join('\n'));
  return value;
}

async function view(layers: Layers | string, profile: Profile = 'strict', options = {}): Promise<RequirementView | null> {
  return formatRequirements(await accepted(layers, profile, options));
}

async function errors(layers: Layers | string, profile: Profile = 'strict'): Promise<string[]> {
  const { value, diagnostics } = await resolve(layers, profile);
  expect(value).toBeNull();
  return diagnostics.filter((each) => each.severity === 'error').map((each) => formatDiagnostic(each));
}

describe('one file', () => {
  test('claim 118: an unknown key is ignored, with a warning and a guess', async () => {
    for (const profile of BOTH) {
      const { value, diagnostics } = await resolve('allowed_approval_policy = ["on-request"]', profile);
      expect(value && formatRequirements(value)).toBeNull();
      expect(diagnostics.map((each) => formatDiagnostic(each))).toEqual([
        '/system/requirements.toml:1:1: warning CF013: unknown key `allowed_approval_policy`, which is ignored (did you mean `allowed_approval_policies`?)',
      ]);
    }
  });

  test.each([
    ['claim 119', 'allowed_approval_policies = []', 'CF032: `allowed_approval_policies` is empty, so nothing would be allowed'],
    ['reviewers', 'allowed_approvals_reviewers = []', 'CF032: `allowed_approvals_reviewers` is empty, so nothing would be allowed'],
    ['claim 120', 'allowed_sandbox_modes = ["workspace-write"]', 'CF033: `allowed_sandbox_modes` must contain `read-only`'],
    ['claim 137', 'enforce_residency = "eu"', 'CF011: `enforce_residency`: unknown value `eu`, expected `us`'],
    ['claim 138', 'default_permissions = ":read-only"', 'CF034: `default_permissions` needs `allowed_permission_profiles`'],
    ['claim 139', 'default_permissions = "x"\n[allowed_permission_profiles]\nx = true', 'CF035: the permission profile `x` is not defined'],
    [
      'a default that is not allowed',
      'default_permissions = ":workspace"\n[allowed_permission_profiles]\n":read-only" = true',
      'CF034: the default profile `:workspace` is not allowed',
    ],
    [
      'profiles without default',
      '[allowed_permission_profiles]\n":workspace" = true',
      'CF034: `default_permissions` must be set unless both `:workspace` and `:read-only` are allowed',
    ],
    ['claim 140', '[features]\nx = "yes"', 'CF010: `features.x`: expected true or false, got a string'],
    [
      'claim 133',
      '[experimental_network]\ndomains = {}\nallowed_domains = ["a.com"]',
      'CF014: `experimental_network`: `domains` cannot be combined',
    ],
    [
      'claim 135',
      '[experimental_network]\nunix_sockets = { "/s" = "none" }',
      'CF011: `experimental_network.unix_sockets./s`'.replace('./s', '."/s"'),
    ],
    ['claim 136, allowed', '[experimental_network]\nallowed_domains = ["*"]', 'NW040: '],
    ['a star in the map', '[experimental_network]\nenabled = false\n[experimental_network.domains]\n"*" = "allow"', 'NW040: '],
    ['a port', '[experimental_network]\nhttp_port = 70000', 'CF014: `experimental_network.http_port`: must be 0 to 65535'],
    [
      'a decimal port',
      '[experimental_network]\nhttp_port = 80.0',
      'CF010: `experimental_network.http_port`: expected a whole number, got a decimal number',
    ],
    ['sign in', 'allowed_login_methods = []', 'CF038: the requirements leave no way to sign in'],
    [
      'no workspace',
      'allowed_login_methods = ["chatgpt"]\nallowed_chatgpt_workspaces = []',
      'CF038: the requirements leave no way to sign in',
    ],
    ['a server without identity', '[mcp_servers.docs]\ncommand = "x"', 'CF012: `mcp_servers.docs` lacks the key `identity`'],
    ['an empty identity', '[mcp_servers.docs]\nidentity = {}', 'CF0'],
    ['claim 163', '[mcp_servers.d]\nidentity = { command = { executable = "x", args = ["a"] } }', 'CF010: '],
    ['claim 162', '[mcp_servers.d]\nidentity = { url = { match = "regex", expression = "(" } }', 'MC031: '],
    [
      'an unknown matcher',
      '[mcp_servers.d]\nidentity = { url = { match = "glob", value = "x" } }',
      'CF011: `mcp_servers.d.identity.url.match`: unknown value `glob`',
    ],
    ['config server', '[config_server]\nbase_url = "http://x"', 'CF014: `config_server.base_url`: must be an `https://` URL'],
    ['config server, unknown key', '[config_server]\nbase_url = "https://x"\nx = 1', 'CF013: unknown key `config_server.x`'],
    ['two names', '[features]\na = true\n[feature_requirements]\nb = true', 'CF030: `feature_requirements` is another name of `features`'],
    [
      'a granular policy by name',
      'allowed_approval_policies = ["granular"]',
      'CF011: `allowed_approval_policies[0]`: unknown value `granular`',
    ],
    [
      'half a granular policy',
      'allowed_approval_policies = [{ granular = { rules = true } }]',
      'CF012: `allowed_approval_policies[0].granular` lacks the key',
    ],
    ['a profile without a choice', '[permissions.locked.filesystem]\n":root" = "read"', 'CF034: permission profiles are defined'],
    ['a relative path', '[permissions.p.filesystem]\nsrc = "write"', 'CF014: `permissions.p.filesystem`: has a relative path'],
    ['a table for `:root`', '[permissions.p.filesystem.":root"]\n"." = "read"', 'CF014: `permissions.p.filesystem`: gives `:root` a table'],
    [
      'a hook without a command',
      '[[hooks.PreToolUse]]\nhooks = [{ type = "command" }]',
      'CF012: `hooks.PreToolUse[0].hooks[0]` lacks the key `command`',
    ],
    ['an unknown own key', '[portcullis]\nprecedance = "guide"', 'CF013: unknown key `portcullis.precedance`'],
  ])('%s: refused by both', async (_, text, expected) => {
    for (const profile of BOTH) {
      const [first, ...rest] = await errors(text, profile);
      expect({ first: first?.replace(/^.*?error /, '').slice(0, expected.length), rest }).toEqual({ first: expected, rest: [] });
    }
  });

  test('profiles that extend each other in a circle, or nothing, are refused', async () => {
    const circle =
      'default_permissions = "a"\n[allowed_permission_profiles]\na = true\n[permissions.a]\nextends = "b"\n[permissions.b]\nextends = "a"';
    expect((await errors(circle)).map((line) => line.replace(/^.*?error /, ''))).toEqual([
      'CF035: the permission profile `a` extends itself in a circle (correct `extends`)',
      'CF035: the permission profile `b` extends itself in a circle (correct `extends`)',
    ]);
    const lost = 'default_permissions = "a"\n[allowed_permission_profiles]\na = true\n[permissions.a]\nextends = "b"';
    expect((await errors(lost)).map((line) => line.replace(/^.*?error /, ''))).toEqual([
      'CF035: the permission profile `a` extends `b`, which is not defined (correct `extends`)',
    ]);
  });

  test.each<[string, string, RequirementView | null]>([
    ['claim 121', 'allowed_approval_policies = ["on-failure"]', { allowedApprovalPolicies: ['on-request'] }],
    ['claim 122', 'allowed_web_search_modes = ["live"]', { allowedWebSearchModes: ['live', 'disabled'] }],
    ['no web search', 'allowed_web_search_modes = []', { allowedWebSearchModes: ['disabled'] }],
    ['reviewers', 'allowed_approvals_reviewers = ["guardian_subagent", "user"]', { allowedApprovalsReviewers: ['auto_review', 'user'] }],
    ['external sandbox', 'allowed_sandbox_modes = ["read-only", "external-sandbox"]', { allowedSandboxModes: ['read-only'] }],
    ['features by name', '[features]\nb = true\na = false', { featureRequirements: { a: false, b: true } }],
    ['another name', '[feature_requirements]\na = false', { featureRequirements: { a: false } }],
    ['an empty file', '', null],
    ['only unknown keys', 'x = 1', null],
  ])('%s: what both read', async (_, text, expected) => {
    for (const profile of BOTH) expect(await view(text, profile)).toEqual(expected);
  });

  test('claim 134: a host on both older lists is denied', async () => {
    for (const profile of BOTH) {
      const { network } = await accepted(
        '[experimental_network]\nallowed_domains = ["a.com", "b.com"]\ndenied_domains = ["a.com"]',
        profile,
      );
      expect(network?.managed.domains?.map(({ pattern, access }) => [pattern, access])).toEqual([
        ['a.com', 'deny'],
        ['b.com', 'allow'],
      ]);
    }
  });

  test('every spelling of the managed network is the same table', async () => {
    for (const name of ['experimental_network', 'network_proxy', 'permissions.network']) {
      const { network } = await accepted(`[${name}]\nenabled = true\ndomains = { "a.com" = "allow" }\nreview_domains = ["*"]`, 'codex');
      expect(network?.managed).toMatchObject({
        enabled: true,
        domains: [
          { pattern: 'a.com', access: 'allow' },
          { pattern: '*', access: 'review' },
        ],
      });
    }
  });
});

describe('claim 141: remote sandboxes', () => {
  const text = (...patterns: string[]) =>
    `allowed_sandbox_modes = ["read-only"]\n${patterns.map((pattern, i) => `[[remote_sandbox_config]]\nhostname_patterns = [${JSON.stringify(pattern)}]\nallowed_sandbox_modes = ["read-only", "${i === 0 ? 'workspace-write' : 'danger-full-access'}"]\n`).join('')}`;

  test.each<[string, string, boolean]>([
    ['VM.', 'vm', true],
    ['vm', 'VM.', true],
    [' vm ', 'vm', true],
    ['[v]m', 'vm', false],
    ['[v]m', '[v]m', true],
    ['*.devbox.example.com', 'a.b.devbox.example.com', true],
    ['*.devbox.example.com', 'devbox.example.com', false],
    ['runner-?', 'runner-1', true],
    ['runner-?', 'runner-10', false],
    ['*', 'anything', true],
    ['', 'anything', false],
    ['*', '', false],
  ])('the pattern `%s` and the machine `%s`: %s', async (pattern, hostname, matches) => {
    const { table } = await accepted(text(pattern), 'codex', { hostname });
    expect(table.allowed_sandbox_modes).toEqual(matches ? ['read-only', 'workspace-write'] : ['read-only']);
  });

  test('the first entry that matches counts, and says who set the modes', async () => {
    const { table, sourced } = await accepted(text('v*', '*'), 'strict', { hostname: 'vm' });
    expect(table.allowed_sandbox_modes).toEqual(['read-only', 'workspace-write']);
    expect(formatOrigin((sourcedAt(sourced, ['allowed_sandbox_modes']) ?? sourced).origin)).toBe('system (/system/requirements.toml:2:3)');
  });

  test('an entry without `read-only` is only wrong where it applies', async () => {
    const wrong = '[[remote_sandbox_config]]\nhostname_patterns = ["a"]\nallowed_sandbox_modes = ["workspace-write"]';
    expect((await resolve(wrong, 'codex', { hostname: 'b' })).value).not.toBeNull();
    expect((await resolve(wrong, 'codex', { hostname: 'a' })).value).toBeNull();
  });
});

describe('layers', () => {
  const ORDER: readonly RequirementLayerType[] = ['mdm', 'legacy-mdm', 'legacy-file', 'cloud', 'system', 'flags'];

  test('the higher layer replaces scalars and lists, tables merge; in whatever order they are found', async () => {
    const layers: Layers = {
      system: 'allowed_web_search_modes = ["live"]\nenforce_residency = "us"\n[features]\na = true\nb = true',
      mdm: 'allowed_web_search_modes = ["cached"]\n[features]\nb = false',
    };
    const expected = { allowedWebSearchModes: ['cached', 'disabled'], enforceResidency: 'us', featureRequirements: { a: true, b: false } };
    expect(await view(layers)).toEqual(expected);
    expect(await view(Object.fromEntries(Object.entries(layers).reverse()))).toEqual(expected);
  });

  test('each value knows who said it', async () => {
    const { sourced } = await accepted({ system: '[features]\na = true\nb = true', mdm: '[features]\nb = false' });
    const origin = (name: string) => formatOrigin((sourcedAt(sourced, ['features', name]) ?? sourced).origin);
    expect([origin('a'), origin('b')]).toEqual(['system (/system/requirements.toml:2:5)', 'mdm (/mdm/requirements.toml:2:5)']);
  });

  test.each(ORDER.slice(0, -2).map((type, i) => [type, ORDER[i + 1] as RequirementLayerType] as const))(
    '%s stands above %s',
    async (high, low) => {
      expect(await view({ [low]: 'log_dir = "/low"', [high]: 'log_dir = "/high"' })).toEqual({ logDir: '/high' });
    },
  );

  test('rules, denied reads and hooks are the union, the higher layer first', async () => {
    const rule = (program: string) => `[rules]\nprefix_rules = [{ pattern = [{ token = "${program}" }], decision = "prompt" }]\n`;
    const text = (name: string) => `${rule(name)}[permissions.filesystem]\ndeny_read = ["/${name}"]\n[[hooks.Stop]]\nmatcher = "${name}"\n`;
    const { rules, deniedReads, table } = await accepted({ system: text('system'), mdm: text('mdm'), cloud: text('cloud') });
    expect({
      rules: rules.map((each) => [each.pattern[0].any[0], each.origin.layer]),
      denied: deniedReads.map(({ pattern, origin }) => [pattern, origin.layer]),
      hooks: table.hooks?.Stop?.map((each) => each.matcher),
    }).toEqual({
      rules: [
        ['mdm', 'mdm'],
        ['cloud', 'cloud'],
        ['system', 'system'],
      ],
      denied: [
        ['/mdm', 'mdm'],
        ['/cloud', 'cloud'],
        ['/system', 'system'],
      ],
      hooks: ['mdm', 'cloud', 'system'],
    });
  });

  test('an app that any layer disables stays disabled', async () => {
    const { table, sourced } = await accepted({ system: '[apps.a]\nenabled = false', mdm: '[apps.a]\nenabled = true' });
    expect([table.apps?.a?.enabled, sourcedAt(sourced, ['apps', 'a', 'enabled'])?.origin.layer]).toEqual([false, 'system']);
  });

  test('layers may spell the network in both ways; deny wins', async () => {
    const { network } = await accepted({
      mdm: '[experimental_network]\nallowed_domains = ["a.com", "b.com"]',
      system: '[experimental_network.domains]\n"a.com" = "deny"\n"c.com" = "allow"',
    });
    expect(network?.managed.domains?.map(({ pattern, access, origin }) => [pattern, access, origin.layer])).toEqual([
      ['a.com', 'deny', 'system'],
      ['c.com', 'allow', 'system'],
      ['b.com', 'allow', 'mdm'],
    ]);
  });

  test('layers that disagree about the folder of managed hooks are refused', async () => {
    expect(await errors({ mdm: '[hooks]\nmanaged_dir = "/a"', system: '[hooks]\nmanaged_dir = "/b"' })).toEqual([
      '/mdm/requirements.toml:2:15: error CF037: layers disagree about `hooks.managed_dir` (name one folder in all of them)',
    ]);
  });

  test('one broken layer leaves no requirements at all', async () => {
    expect((await resolve({ mdm: 'log_dir = "/x"', system: 'log_dir = 1' })).value).toBeNull();
  });

  test('precedence `guide`: the cloud first, and of each field the first that is found', async () => {
    const rule = (program: string) => `[rules]\nprefix_rules = [{ pattern = [{ token = "${program}" }], decision = "prompt" }]\n`;
    const layers: Layers = {
      mdm: `log_dir = "/mdm"\nsqlite_home = "/mdm"\n${rule('mdm')}[features]\na = true`,
      cloud: `log_dir = "/cloud"\n${rule('cloud')}[features]\nb = true`,
    };
    const guide = await accepted(layers, 'strict', { precedence: 'guide' });
    expect(formatRequirements(guide)).toMatchObject({ logDir: '/cloud', sqliteHome: '/mdm', featureRequirements: { b: true } });
    expect(guide.rules.map((each) => each.pattern[0].any[0])).toEqual(['cloud']);
    expect(await view(layers)).toMatchObject({ logDir: '/mdm', featureRequirements: { a: true, b: true } });
  });

  test('a managed layer chooses the precedence, a flag cannot', async () => {
    const layers = { mdm: 'log_dir = "/mdm"', cloud: 'log_dir = "/cloud"' };
    expect((await accepted({ ...layers, system: '[portcullis]\nprecedence = "guide"' })).precedence).toBe('guide');
    expect((await accepted({ ...layers, flags: '[portcullis]\nprecedence = "guide"' })).precedence).toBe('binary');
  });
});

describe('requirements from flags only tighten', () => {
  test.each<[string, string, string, RequirementView]>([
    ['what nobody else says is added', 'log_dir = "/x"', 'allow_appshots = false', { logDir: '/x', allowAppshots: false }],
    [
      'lists are cut',
      'allowed_sandbox_modes = ["read-only", "workspace-write"]',
      'allowed_sandbox_modes = ["danger-full-access", "read-only"]',
      { allowedSandboxModes: ['read-only'] },
    ],
    [
      'the order stays',
      'allowed_approval_policies = ["on-request", "never"]',
      'allowed_approval_policies = ["never", "on-failure", "untrusted"]',
      { allowedApprovalPolicies: ['on-request', 'never'] },
    ],
    ['features are added', '[features]\na = true', '[features]\na = true\nb = false', { featureRequirements: { a: true, b: false } }],
    [
      'denied reads are added',
      '[permissions.filesystem]\ndeny_read = ["/a"]',
      '[permissions.filesystem]\ndeny_read = ["/b"]',
      { permissions: { filesystem: { deny_read: ['/a', '/b'] } }, deniedReads: ['/a', '/b'] },
    ],
    ['the same value is no change', 'log_dir = "/x"', 'log_dir = "/x"', { logDir: '/x' }],
  ])('%s', async (_, system, flags, expected) => expect(await view({ system, flags })).toEqual(expected));

  test.each([
    ['a scalar', 'log_dir = "/x"', 'log_dir = "/y"', 'log_dir'],
    ['a feature', '[features]\na = true', '[features]\na = false', 'features'],
    [
      'a list without common values',
      'allowed_approval_policies = ["on-request"]',
      'allowed_approval_policies = ["never"]',
      'allowed_approval_policies',
    ],
    ['another server', '[mcp_servers]', '[mcp_servers.x]\nidentity = { command = "x" }', 'mcp_servers'],
    [
      'another domain',
      '[experimental_network]\nallowed_domains = ["a.com"]',
      '[experimental_network]\nallowed_domains = ["a.com", "b.com"]',
      'experimental_network',
    ],
    ['a profile', '[permissions.filesystem]\ndeny_read = ["/a"]', '[permissions.p]\ndescription = "x"', 'permissions'],
  ])('%s that a managed layer has set cannot be changed', async (_, system, flags, key) => {
    const lines = await errors({ system, flags });
    expect(lines.map((line) => /CF031: `(\w+)` is already required by system/.exec(line)?.[1])).toEqual([key]);
  });

  test('rules are added behind those of managed layers', async () => {
    const rule = (program: string) => `[rules]\nprefix_rules = [{ pattern = [{ token = "${program}" }], decision = "prompt" }]\n`;
    const { rules } = await accepted({ flags: rule('mine'), system: rule('theirs') });
    expect(rules.map((each) => each.pattern[0].any[0])).toEqual(['theirs', 'mine']);
  });
});

describe('where the profiles differ', () => {
  test('a denied `*`: strict allows only what is listed, Codex refuses the file (claim 136)', async () => {
    const text = '[experimental_network]\nenabled = true\nallowed_domains = ["a.com"]\ndenied_domains = ["*"]';
    const { value, diagnostics } = await resolve(text, 'strict');
    expect(value).not.toBeNull();
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['NW041', 'warning']]);
    expect((await errors(text, 'codex')).map((line) => line.replace(/^.*?error /, '').slice(0, 6))).toEqual(['NW040:']);
  });

  test('an identity of two forms: strict wants the first to be right, Codex takes the one that fits', async () => {
    const text = '[mcp_servers.d]\nidentity = { command = 1, url = "https://x/" }';
    expect((await accepted(text, 'codex')).mcp.requirements?.servers.get('d')?.identity).toEqual({
      type: 'url',
      url: { match: 'exact', value: 'https://x/' },
    });
    expect(await errors(text, 'strict')).toHaveLength(1);
  });

  test('of two good forms, both take the command (claim 161), and say so', async () => {
    for (const profile of BOTH) {
      const { value, diagnostics } = await resolve('[mcp_servers.d]\nidentity = { command = "x", url = "https://x/" }', profile);
      expect(value?.mcp.requirements?.servers.get('d')?.identity).toEqual({ type: 'command', command: 'x' });
      expect(diagnostics.map((each) => each.code)).toEqual(['CF039']);
    }
  });
});

test('with unknown keys refused, a misspelt requirement is not in force and not accepted', async () => {
  const { loadRequirements: load } = await import('../../src/config/index.ts');
  const { value } = await load([{ type: 'system', name: 's', source: 's', text: 'x = 1' }], {
    profile: 'strict',
    hostname: null,
    refuseUnknownKeys: true,
  });
  expect(value).toBeNull();
});
