/** The published examples, held to what their text promises; and the policies that `portcullis init` writes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Decision, formatDiagnostic, type Profile } from '../../src/base/index.ts';
import { STARTING_POLICIES } from '../../src/cli/starting-policy.ts';
import {
  type ApprovalPolicy,
  formatRequirements,
  loadRequirements,
  mergeConfig,
  parseConfigLayer,
  type Requirements,
  resolveSettings,
  type SandboxMode,
} from '../../src/config/index.ts';
import { createEngine, type Engine, readInlinePolicy } from '../../src/engine/index.ts';
import { compileMcpPolicy, evaluateMcp } from '../../src/mcp/index.ts';
import { parseRules } from '../../src/rules/index.ts';
import { ROOT } from '../support/cli.ts';

const read = (path: string) => readFileSync(join(ROOT, 'examples', path), 'utf8');

async function load(path: string, profile: Profile = 'strict', hostname: string | null = null) {
  return loadRequirements([{ type: 'system', name: 'requirements', source: path, text: read(path) }], { profile, hostname });
}

async function accepted(path: string, hostname: string | null = null): Promise<Requirements> {
  const { value, diagnostics } = await load(path, 'strict', hostname);
  if (!value) throw new Error(diagnostics.map((each) => formatDiagnostic(each)).join('\n'));
  return value;
}

async function engineFor(requirements: string, config: string | null = null): Promise<Engine> {
  const policy = await readInlinePolicy({ requirements: [{ name: 'requirements.toml', text: requirements }], config }, 'strict', null);
  if ('code' in policy) throw new Error(formatDiagnostic(policy));
  return createEngine(policy);
}

describe('regulated', () => {
  const PATH = 'regulated/requirements.toml';

  test('loads, and says where Codex reads it otherwise', async () => {
    const { diagnostics } = await load(PATH);
    expect(diagnostics.map(({ code, severity, place }) => [code, severity, place?.line])).toEqual([
      ['CF020', 'warning', 19],
      ['NW041', 'warning', 26],
    ]);
    const codex = await load(PATH, 'codex');
    expect([codex.value, codex.diagnostics.filter((each) => each.severity === 'error').map((each) => each.code)]).toEqual([
      null,
      ['NW040'],
    ]);
  });

  test.each<[string, { approvalPolicy?: ApprovalPolicy; sandboxMode?: SandboxMode }]>([
    [
      'approval_policy = "never"\nsandbox_mode = "danger-full-access"\nweb_search = "live"\n[features]\nbrowser_use = true\ncomputer_use = true',
      {},
    ],
    ['', { approvalPolicy: 'never', sandboxMode: 'danger-full-access' }],
  ])('no configuration and no flag passes it: %j %j', async (text, asked) => {
    const requirements = await accepted(PATH);
    const layer = await parseConfigLayer({ type: 'flags', name: 'flags', source: 'flags', text }, 'strict');
    const { value } = resolveSettings({ config: mergeConfig(layer.value ? [layer.value] : []), requirements, trust: 'trusted', asked });
    expect({
      policy: value?.approvalPolicy.value,
      sandbox: value?.sandboxMode.value,
      web: value?.webSearch.value,
      features: [...(value?.features ?? [])].map(([name, feature]) => [name, feature.value]),
    }).toEqual({
      policy: 'untrusted',
      sandbox: 'read-only',
      web: 'cached',
      features: [
        ['browser_use', false],
        ['computer_use', false],
      ],
    });
  });

  test.each<[string, Decision]>([
    ['rm -r build', 'forbidden'],
    ['ls && rm x > log', 'forbidden'],
    ['/bin/rm x', 'forbidden'],
    ['git push --force', 'forbidden'],
    ['git push origin main --force', 'forbidden'],
    ['git -C app push --force=yes', 'forbidden'],
    ['cd app && git push -q --force > out.log', 'forbidden'],
    ['git push', 'prompt'],
    ['git status', 'prompt'],
    ['git commit -m force', 'prompt'],
  ])('%s: %s', async (command, decision) => {
    const engine = await engineFor(read(PATH));
    for (const enforcement of ['none', 'sandbox'] as const)
      expect(engine.evaluate({ command, shell: 'bash', cwd: '/srv/repo', enforcement }).decision).toBe(decision);
  });

  test.each<[string, Decision]>([
    ['api.openai.com', 'allow'],
    ['packages.example.com', 'allow'],
    ['PYTHON.example.org.', 'allow'],
    ['sub.packages.example.com', 'forbidden'],
    ['example.net', 'forbidden'],
    ['127.0.0.1', 'forbidden'],
  ])('the host %s: %s', async (host, decision) => {
    const engine = await engineFor(read(PATH));
    expect(engine.evaluateNetwork({ host, port: 443, protocol: 'https' })?.decision).toBe(decision);
  });
});

test.each([
  [null, ['read-only']],
  ['laptop-17', ['read-only']],
  ['a.devbox.example.com', ['read-only', 'workspace-write']],
  ['A.DEVBOX.EXAMPLE.COM.', ['read-only', 'workspace-write']],
  ['devbox.example.com', ['read-only']],
])('remote devboxes: the machine %s may use %j', async (hostname, modes) => {
  expect(formatRequirements(await accepted('remote-devboxes/requirements.toml', hostname))).toEqual({ allowedSandboxModes: modes });
});

test.each<[string, string, Decision]>([
  ['docs', 'codex-mcp', 'allow'],
  ['docs', '/usr/bin/codex-mcp', 'forbidden'],
  ['docs', 'other-mcp', 'forbidden'],
  ['other', 'codex-mcp', 'forbidden'],
])('mcp allow list: the server %s as %s is %s', async (server, command, decision) => {
  const { value } = compileMcpPolicy((await accepted('mcp-allow-list/requirements.toml')).mcp);
  if (!value) throw new Error('refused');
  expect(evaluateMcp(value, { server, identity: { command, args: ['--stdio'] } }).decision).toBe(decision);
});

test('managed defaults and team files load without a remark', async () => {
  for (const [type, path] of [
    ['legacy-file', 'managed-defaults/managed_config.toml'],
    ['project', 'team/.codex/config.toml'],
  ] as const) {
    expect((await parseConfigLayer({ type, name: type, source: path, text: read(path) }, 'strict')).diagnostics).toEqual([]);
  }
  const rules = parseRules([{ source: 'team.rules', text: read('team/.codex/rules/team.rules') }]);
  expect([rules.value?.prefixRules.map((rule) => rule.decision), rules.diagnostics]).toEqual([['allow', 'prompt'], []]);
});

test('every example is named in the page about them, with a schema that exists', () => {
  const page = read('README.md');
  for (const path of ['regulated', 'remote-devboxes', 'mcp-allow-list', 'managed-defaults', 'team']) expect(page).toContain(`\`${path}/\``);
  for (const path of [
    'regulated/requirements.toml',
    'remote-devboxes/requirements.toml',
    'mcp-allow-list/requirements.toml',
    'managed-defaults/managed_config.toml',
    'team/.codex/config.toml',
  ]) {
    const [, schema = ''] = /^#:schema (\S+)$/m.exec(read(path)) ?? [];
    expect(existsSync(join(ROOT, 'examples', path, '..', schema))).toBe(true);
  }
});

describe('what `portcullis init` writes', () => {
  test.each(Object.entries(STARTING_POLICIES))('%s loads without a remark in both profiles', async (_, { files }) => {
    for (const profile of ['strict', 'codex'] as const) {
      for (const { path, text } of files) {
        const requirements =
          path === 'requirements.toml'
            ? (await loadRequirements([{ type: 'system', name: 's', source: path, text }], { profile, hostname: null })).diagnostics
            : [];
        const config = path.endsWith('config.toml')
          ? (await parseConfigLayer({ type: 'project', name: 'p', source: path, text }, profile)).diagnostics
          : [];
        const rules = path.endsWith('.rules') ? parseRules([{ source: path, text }]).diagnostics : [];
        expect([...requirements, ...config, ...rules]).toEqual([]);
      }
    }
  });

  test.each<[string, Decision]>([
    ['sudo ls', 'forbidden'],
    ['git push --force', 'forbidden'],
    ['git push origin main', 'prompt'],
    ['npm publish', 'forbidden'],
    ['cat ~/.ssh/id_ed25519', 'forbidden'],
    ['cat .env', 'forbidden'],
    ['cat packages/a/.env', 'forbidden'],
  ])('regulated: %s is %s', async (command, decision) => {
    const text = STARTING_POLICIES.regulated.files[0]?.text ?? '';
    const engine = await engineFor(text);
    expect(
      engine.evaluate({
        command,
        shell: 'bash',
        cwd: '/srv/repo',
        home: '/home/dev',
        enforcement: 'sandbox',
        sandboxMode: 'workspace-write',
      }).decision,
    ).toBe(decision);
  });
});
