/** Claims 142, 143, 144, 148 and 150: what happens to values that requirements do not allow, and where each setting comes from. */
import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../src/base/index.ts';
import {
  type AskedSettings,
  formatOrigin,
  loadRequirements,
  mergeConfig,
  parseConfigLayer,
  type ResolvedSettings,
  resolveSettings,
  type Settings,
  type SettingsInput,
  type TrustLevel,
} from '../../src/config/index.ts';

interface Situation {
  readonly requirements?: string;
  readonly config?: string;
  readonly system?: string;
  readonly asked?: AskedSettings;
  readonly trust?: TrustLevel | null;
  readonly onDisallowed?: SettingsInput['onDisallowed'];
}

async function settle({
  requirements = '',
  config = '',
  system = '',
  asked = {},
  trust = null,
  onDisallowed = 'fallback',
}: Situation): Promise<ResolvedSettings> {
  const layers = await Promise.all([
    parseConfigLayer({ type: 'user', name: 'user configuration', source: 'user.toml', text: config }, 'strict'),
    parseConfigLayer({ type: 'system', name: 'system configuration', source: 'system.toml', text: system }, 'strict'),
  ]);
  const merged = mergeConfig(layers.flatMap((layer) => layer.value ?? []));
  const profiles = new Set(merged.layers.flatMap((layer) => Object.keys(layer.checked.permissions ?? {})));
  const { value, diagnostics } = await loadRequirements(
    [{ type: 'system', name: 'system requirements', source: 'req.toml', text: requirements }],
    {
      profile: 'strict',
      hostname: null,
      config: {
        profiles,
        defaultPermissions: merged.layers.find((layer) => layer.checked.default_permissions)?.checked.default_permissions ?? null,
      },
    },
  );
  if (!value) throw new Error(diagnostics.map((each) => formatDiagnostic(each)).join('\n'));
  return resolveSettings({ config: merged, requirements: value, trust, asked, onDisallowed });
}

async function settings(situation: Situation): Promise<Settings> {
  const { value, diagnostics } = await settle(situation);
  if (!value) throw new Error(diagnostics.map((each) => formatDiagnostic(each)).join('\n'));
  return value;
}

const lines = ({ diagnostics }: ResolvedSettings) => diagnostics.map((each) => formatDiagnostic(each));

describe('defaults', () => {
  test.each([
    [null, 'on-request', 'read-only'],
    ['trusted', 'on-request', 'workspace-write'],
    ['untrusted', 'untrusted', 'workspace-write'],
  ] as const)('of a project whose trust is %s', async (trust, policy, mode) => {
    const { approvalPolicy, sandboxMode, permissionProfile, webSearch, approvalsReviewer } = await settings({ trust });
    expect([approvalPolicy.value, sandboxMode.value, permissionProfile, webSearch.value, approvalsReviewer.value]).toEqual([
      policy,
      mode,
      null,
      'cached',
      'user',
    ]);
    expect(formatOrigin(sandboxMode.origin)).toBe('built-in defaults');
  });

  test('that are not allowed give way silently', async () => {
    const result = await settle({
      requirements: 'allowed_approval_policies = ["never"]\nallowed_sandbox_modes = ["read-only"]',
      trust: 'trusted',
    });
    expect([result.value?.approvalPolicy.value, result.value?.sandboxMode.value, lines(result)]).toEqual(['never', 'read-only', []]);
  });
});

describe('claim 142: a configured value that is not allowed', () => {
  test.each([
    ['approval_policy = "never"', 'allowed_approval_policies = ["untrusted", "on-request"]', 'approvalPolicy', 'untrusted'],
    ['approvals_reviewer = "auto_review"', 'allowed_approvals_reviewers = ["user"]', 'approvalsReviewer', 'user'],
    ['sandbox_mode = "danger-full-access"', 'allowed_sandbox_modes = ["read-only", "workspace-write"]', 'sandboxMode', 'read-only'],
    ['sandbox_mode = "danger-full-access"', '[permissions.filesystem]\ndeny_read = ["/x"]', 'sandboxMode', 'read-only'],
    ['web_search = "live"', 'allowed_web_search_modes = ["cached"]', 'webSearch', 'cached'],
    ['web_search = "cached"', 'allowed_web_search_modes = ["live", "indexed"]', 'webSearch', 'live'],
    ['web_search = "cached"', 'allowed_web_search_modes = ["indexed"]', 'webSearch', 'indexed'],
    ['web_search = "live"', 'allowed_web_search_modes = []', 'webSearch', 'disabled'],
  ] as const)('%s under %s', async (config, requirements, key, expected) => {
    const result = await settle({ config, requirements });
    const setting = result.value?.[key];
    expect([setting?.value, setting?.overridden.map((each) => formatOrigin(each.origin).split(' (')[0])]).toEqual([
      expected,
      ['user configuration'],
    ]);
    expect(formatOrigin(setting?.origin ?? { source: '', line: 0, column: 0 })).toMatch(/^system requirements \(req\.toml:\d+:\d+\)$/);
    expect(result.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['CF040', 'warning']]);
  });

  test('the warning names both sides and what is used', async () => {
    const result = await settle({ config: 'approval_policy = "never"', requirements: 'allowed_approval_policies = ["on-request"]' });
    expect(lines(result)).toEqual([
      'user.toml:1:19: warning CF040: `approval_policy = "never"` (user configuration (user.toml:1:19)) is not allowed by system requirements ' +
        '(req.toml:1:29); `"on-request"` is used',
    ]);
  });

  test('a granular policy is compared switch by switch', async () => {
    const granular = (rules: boolean) => `{ granular = { sandbox_approval = true, rules = ${rules}, mcp_elicitations = true } }`;
    const allowed = `allowed_approval_policies = [${granular(true)}]`;
    const value = {
      granular: { sandbox_approval: true, rules: true, skill_approval: false, request_permissions: false, mcp_elicitations: true },
    };
    const same = await settle({ config: `approval_policy = ${granular(true)}`, requirements: allowed });
    expect([same.value?.approvalPolicy.value, lines(same)]).toEqual([value, []]);
    const other = await settle({ config: `approval_policy = ${granular(false)}`, requirements: allowed });
    expect([other.value?.approvalPolicy.value, other.diagnostics.length]).toEqual([value, 1]);
  });
});

describe('what is asked for', () => {
  const requirements = 'allowed_approval_policies = ["on-request"]\nallowed_sandbox_modes = ["read-only"]';

  test('claim 143: at the start of a session it falls back', async () => {
    const result = await settle({ requirements, asked: { approvalPolicy: 'never', sandboxMode: 'workspace-write' } });
    expect([result.value?.approvalPolicy.value, result.value?.sandboxMode.value]).toEqual(['on-request', 'read-only']);
    expect(result.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['CF040', 'warning'],
      ['CF040', 'warning'],
    ]);
  });

  test('claim 144: for a single request it is an error', async () => {
    const result = await settle({ requirements, asked: { approvalPolicy: 'never' }, onDisallowed: 'error' });
    expect([result.value, lines(result)]).toEqual([
      null,
      [
        'error CF041: `approval_policy = "never"` (the request) is not allowed by system requirements (req.toml:1:29) (ask for `"on-request"` instead)',
      ],
    ]);
  });

  test('it beats configuration where it is allowed', async () => {
    const { sandboxMode, approvalPolicy } = await settings({
      config: 'sandbox_mode = "read-only"\napproval_policy = "never"',
      asked: { sandboxMode: 'workspace-write', approvalPolicy: 'untrusted' },
    });
    expect([sandboxMode.value, approvalPolicy.value]).toEqual(['workspace-write', 'untrusted']);
    expect(sandboxMode.overridden.map(({ value, origin }) => [value, origin.layer])).toEqual([['read-only', 'user configuration']]);
  });
});

describe('claim 148: `never` with full access that is not allowed', () => {
  const requirements = 'allowed_sandbox_modes = ["read-only", "workspace-write"]';

  test.each<[string, Situation]>([
    ['asked for', { asked: { approvalPolicy: 'never', sandboxMode: 'danger-full-access' } }],
    ['configured', { config: 'approval_policy = "never"\nsandbox_mode = "danger-full-access"' }],
    ['mixed', { config: 'approval_policy = "never"', asked: { sandboxMode: 'danger-full-access' } }],
  ])('is an error: %s', async (_, situation) => {
    const result = await settle({ ...situation, requirements });
    expect([result.value, result.diagnostics.filter((each) => each.severity === 'error').map((each) => each.code)]).toEqual([
      null,
      ['CF042'],
    ]);
  });

  test('is none where `never` itself is not allowed', async () => {
    const both = `allowed_approval_policies = ["on-request"]\n${requirements}`;
    const { approvalPolicy, sandboxMode } = await settings({
      requirements: both,
      asked: { approvalPolicy: 'never', sandboxMode: 'danger-full-access' },
    });
    expect([approvalPolicy.value, sandboxMode.value]).toEqual(['on-request', 'read-only']);
  });

  test('is none for another mode', async () => {
    const { approvalPolicy, sandboxMode } = await settings({
      requirements: 'allowed_sandbox_modes = ["read-only"]',
      asked: { approvalPolicy: 'never', sandboxMode: 'workspace-write' },
    });
    expect([approvalPolicy.value, sandboxMode.value]).toEqual(['never', 'read-only']);
  });
});

describe('claim 150: configuration that Codex does not take', () => {
  test('`untrusted` stops Codex; strict takes it and says so', async () => {
    const source = { type: 'user', name: 'user', source: 'c.toml', text: 'approval_policy = "untrusted"' } as const;
    const codes = async (profile: 'strict' | 'codex') =>
      (await parseConfigLayer(source, profile)).diagnostics.map(({ code, severity }) => [code, severity]);
    expect([await codes('codex'), await codes('strict')]).toEqual([[['CF043', 'error']], [['CF043', 'warning']]]);
  });

  test('`on-failure` is read as `on-request`; `profile` is refused by both', async () => {
    expect((await settings({ config: 'approval_policy = "on-failure"' })).approvalPolicy.value).toBe('on-request');
    for (const profile of ['strict', 'codex'] as const) {
      const { value, diagnostics } = await parseConfigLayer({ type: 'user', name: 'u', source: 'c', text: 'profile = "x"' }, profile);
      expect([value, diagnostics.map((each) => each.code)]).toEqual([null, ['CF044']]);
    }
  });

  test('a key that is nearly a known one is told, other keys pass', async () => {
    const { value, diagnostics } = await parseConfigLayer(
      { type: 'user', name: 'u', source: 'c', text: 'aproval_policy = "never"\nfile_opener = "x"' },
      'strict',
    );
    expect([value !== null, diagnostics.map((each) => formatDiagnostic(each))]).toEqual([
      true,
      ['c:1:1: warning CF013: unknown key `aproval_policy`, which is ignored (did you mean `approval_policy`?)'],
    ]);
  });
});

describe('permission profiles', () => {
  const both = '[allowed_permission_profiles]\n":read-only" = true\n":workspace" = true';
  const custom = (entries: string) =>
    `default_permissions = "p"\n[allowed_permission_profiles]\np = true\n[permissions.p]\nextends = "q"\n[permissions.q.filesystem]\n":root" = "read"\n[permissions.p.filesystem]\n${entries}`;

  test('that requirements list leave no room for a sandbox mode', async () => {
    const { sandboxMode, permissionProfile, approvalPolicy } = await settings({
      requirements: both,
      asked: { approvalPolicy: 'never', sandboxMode: 'danger-full-access' },
    });
    expect([sandboxMode.value, permissionProfile?.value.name, approvalPolicy.value]).toEqual(['workspace-write', ':workspace', 'never']);
  });

  test('are chosen by configuration where that is allowed', async () => {
    expect((await settings({ requirements: both, config: 'default_permissions = ":read-only"' })).sandboxMode.value).toBe('read-only');
    const result = await settle({ requirements: both, config: 'default_permissions = ":danger-full-access"' });
    expect([result.value?.sandboxMode.value, result.diagnostics.map(({ code, severity }) => [code, severity])]).toEqual([
      'workspace-write',
      [['CF047', 'warning']],
    ]);
  });

  test.each([
    ['"/srv" = "read"', 'read-only'],
    ['"/srv" = "write"', 'workspace-write'],
    ['":root" = "write"', 'danger-full-access'],
    ['":root" = "deny"', 'read-only'],
  ] as const)('amount to a sandbox mode: %s', async (entries, mode) => {
    const { sandboxMode, permissionProfile } = await settings({ requirements: custom(entries) });
    expect([sandboxMode.value, permissionProfile?.value.chain]).toEqual([mode, ['p', 'q']]);
  });

  test('a child replaces its parent entry by entry', async () => {
    const { permissionProfile } = await settings({
      requirements: custom('":root" = "none"\n":workspace_roots" = { "." = "write", "docs" = "read" }'),
    });
    expect(permissionProfile?.value.entries.map(({ path, below, access }) => [path, below, access])).toEqual([
      [':root', '', 'deny'],
      [':workspace_roots', '.', 'write'],
      [':workspace_roots', 'docs', 'read'],
    ]);
  });

  test('that nobody defines are an error in configuration', async () => {
    const result = await settle({ config: 'default_permissions = "nope"' });
    expect([result.value, result.diagnostics.map((each) => each.code)]).toEqual([null, ['CF047']]);
  });

  test('of configuration are beaten by a sandbox mode that is asked for', async () => {
    expect(
      (await settings({ config: 'default_permissions = ":workspace"', asked: { sandboxMode: 'read-only' } })).permissionProfile,
    ).toBeNull();
  });

  test('stay within the allowed sandbox modes', async () => {
    expect((await settings({ requirements: `allowed_sandbox_modes = ["read-only"]\n${both}` })).sandboxMode.value).toBe('read-only');
  });
});

test('features of requirements beat those of configuration; every other value keeps its own origin', async () => {
  const { features, writableRoots, networkAccess } = await settings({
    requirements: '[features]\na = false',
    config: '[features]\na = true\nb = true\nc = { deep = 1 }\n[sandbox_workspace_write]\nwritable_roots = ["/x"]',
    system: '[sandbox_workspace_write]\nnetwork_access = true\nwritable_roots = ["/y"]',
  });
  expect(
    [...features].map(([name, { value, origin, overridden }]) => [name, value, origin.layer, overridden.map((each) => each.value)]),
  ).toEqual([
    ['a', false, 'system requirements', [true]],
    ['b', true, 'user configuration', []],
  ]);
  expect([
    writableRoots.value,
    writableRoots.overridden.map((each) => each.value),
    networkAccess.value,
    networkAccess.origin.layer,
  ]).toEqual([['/x'], [['/y']], true, 'system configuration']);
});
