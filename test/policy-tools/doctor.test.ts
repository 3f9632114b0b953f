/** Probes find requirements that lost their effect; hooks that let commands pass are told from those that block. */
import { describe, expect, test } from 'vitest';
import { loadRequirements, type Requirements } from '../../src/config/index.ts';
import { createEngine, type Engine, policyOfSnapshot } from '../../src/engine/index.ts';
import { installedCommand } from '../../src/hooks/index.ts';
import { worstStatus } from '../../src/policy-tools/doctor/check.ts';
import { findHooks } from '../../src/policy-tools/doctor/hook-scan.ts';
import { checkPolicy } from '../../src/policy-tools/doctor/policy-checks.ts';
import { probePolicy, samplePath } from '../../src/policy-tools/doctor/probes.ts';
import { checkNode } from '../../src/policy-tools/doctor/runtime-checks.node.ts';
import { verify } from '../../src/policy-tools/doctor/verification.ts';
import { HOME, machine, REPO, SYSTEM, TRUSTED } from '../support/machine.ts';

const REQUIREMENTS = `
allowed_approval_policies = ["on-request"]
allowed_sandbox_modes = ["read-only", "workspace-write"]
[features]
x = false
[rules]
prefix_rules = [
  { pattern = [{ token = "git", subtokens = ["push", "force"] }], decision = "forbidden" },
  { pattern = [{ token = "make" }], decision = "prompt" },
]
[permissions.filesystem]
deny_read = ["~/.ssh/**", "/srv/secret"]
[experimental_network]
enabled = true
managed_allowed_domains_only = true
[experimental_network.domains]
"*.bad.example" = "deny"
[mcp_servers.docs]
identity = { command = "docs-mcp" }
`;

async function engineOver(text: string): Promise<Engine> {
  return createEngine(policyOfSnapshot(await machine({ files: { [`${SYSTEM}/requirements.toml`]: text } }).load()), {
    defaults: { home: HOME, cwd: REPO },
  });
}

async function requirementsIn(text: string): Promise<Requirements> {
  const { value } = await loadRequirements([{ type: 'system', name: 's', source: `${SYSTEM}/requirements.toml`, text }], {
    profile: 'strict',
    hostname: null,
  });
  if (!value) throw new Error('refused');
  return value;
}

async function statuses(engine: Engine): Promise<Record<string, string>> {
  const checks = probePolicy({ engine, requirements: await requirementsIn(REQUIREMENTS), rules: [], home: HOME });
  return Object.fromEntries(checks.map(({ id, status }) => [id.replace('probe.', ''), status]));
}

describe('probes', () => {
  test('pass where the requirements are in force', async () => {
    expect(await statuses(await engineOver(REQUIREMENTS))).toEqual({
      harmless: 'ok',
      rules: 'ok',
      'approval-policies': 'ok',
      'sandbox-modes': 'ok',
      'denied-reads': 'ok',
      network: 'ok',
      mcp: 'ok',
      features: 'ok',
    });
  });

  test('fail, every one of them, where the requirements have no effect', async () => {
    expect(await statuses(await engineOver(''))).toEqual({
      harmless: 'ok',
      rules: 'fail',
      'approval-policies': 'fail',
      'sandbox-modes': 'fail',
      'denied-reads': 'fail',
      network: 'fail',
      mcp: 'fail',
      features: 'fail',
    });
  });

  test('a harmless command that does not pass is a failure', async () => {
    expect((await statuses(await engineOver('log_dir = 1'))).harmless).toBe('fail');
  });

  test('say so where nothing is required', async () => {
    const checks = probePolicy({ engine: await engineOver(''), requirements: await requirementsIn(''), rules: [], home: HOME });
    expect(checks.map((check) => check.status)).toEqual(['ok', ...Array.from({ length: 7 }, () => 'skipped')]);
  });

  test.each([
    ['~/.ssh/**', '/home/dev/.ssh/x'],
    ['/a/*/b?', '/a/x/bx'],
    ['secrets', '/etc/codex/secrets'],
    ['[ab]', null],
  ])('a path that `%s` covers is %s', (pattern, path) => expect(samplePath({ pattern, folder: SYSTEM }, HOME)).toBe(path));
});

describe('the policy', () => {
  const statusesOf = async (files: Record<string, string>) => {
    const snapshot = await machine({ files }).load();
    return Object.fromEntries(checkPolicy(snapshot, []).map(({ id, status }) => [id.replace('policy.', ''), status]));
  };

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['nothing deployed', {}, { load: 'ok', requirements: 'warning', project: 'ok' }],
    ['deployed', { [`${SYSTEM}/requirements.toml`]: 'allow_appshots = false' }, { load: 'ok', requirements: 'ok', project: 'ok' }],
    [
      'deployed the older way',
      { [`${SYSTEM}/managed_config.toml`]: 'approval_policy = "on-request"' },
      { load: 'ok', requirements: 'ok', project: 'ok' },
    ],
    ['broken', { [`${SYSTEM}/requirements.toml`]: 'x = ' }, { load: 'fail', requirements: 'fail', project: 'ok' }],
    ['broken below', { [`${HOME}/.codex/config.toml`]: 'x = ' }, { load: 'fail', requirements: 'warning', project: 'ok' }],
    ['a project without trust', { [`${REPO}/.codex/config.toml`]: '' }, { load: 'ok', requirements: 'warning', project: 'warning' }],
    [
      'a project that is not confirmed',
      { [`${REPO}/.codex/config.toml`]: 'model = "m"', [`${HOME}/.codex/config.toml`]: TRUSTED },
      { load: 'ok', requirements: 'warning', project: 'warning' },
    ],
  ])('%s', async (_, files, expected) => expect(await statusesOf(files)).toEqual({ ...expected, files: 'ok', lint: 'ok' }));

  test('a file that others can change fails, a remark of lint warns', async () => {
    const snapshot = await machine().load();
    const checks = checkPolicy(snapshot, [
      { code: 'CF108', severity: 'error', message: 'loose' },
      { code: 'CF103', severity: 'warning', message: 'open' },
    ]);
    expect(checks.slice(3).map(({ id, status, details }) => [id, status, details])).toEqual([
      ['policy.files', 'fail', ['error CF108: loose']],
      ['policy.lint', 'warning', ['warning CF103: open']],
    ]);
  });

  test('the verification matrix ends the report', async () => {
    const snapshot = await machine({ files: { [`${SYSTEM}/requirements.toml`]: '[otel]\nexporter = "statsig"' } }).load();
    const rows = verify(snapshot, [
      { id: 'policy.load', status: 'ok', summary: '', details: [] },
      { id: 'probe.rules', status: 'fail', summary: '', details: [] },
    ]);
    expect(rows.map(({ status }) => status)).toEqual(['skipped', 'skipped', 'fail', 'ok', 'ok']);
  });
});

const ARGS = { agent: 'copilot', shell: null, enforcement: 'none', leavesPrompts: false, isInstalled: true } as const;

test('hooks are found however deep, and told apart', () => {
  const config = {
    hooks: {
      PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command: '/opt/node /opt/portcullis hook claude || exit 2' }] }],
      Stop: [{ hooks: [{ command: 'portcullis hook claude' }, { command: 'other hook' }] }],
    },
    beforeShellExecution: [{ command: 'portcullis hook cursor', failClosed: true }],
    preToolUse: [{ bash: installedCommand({ node: '/opt/node', script: '/opt/hook.cjs', shell: null }, ARGS) }],
  };
  expect(findHooks(config).map(({ command, failsClosed }) => [command.slice(-12), failsClosed])).toEqual([
    ['de || exit 2', true],
    [' hook claude', false],
    [' hook cursor', true],
    ['>&2; exit 2; }'.slice(-12), true],
  ]);
  expect(findHooks([null, 1, 'portcullis hook'])).toEqual([]);
});

test('the oldest Node that works', () => {
  expect(['20.19.0', '20.18.9', '18.20.0', '22.0.0'].map((version) => checkNode(version).status)).toEqual(['ok', 'fail', 'fail', 'ok']);
});

test('the worst of several', () => {
  expect(worstStatus([])).toBe('ok');
  expect(worstStatus([{ status: 'skipped' }, { status: 'warning' }, { status: 'ok' }])).toBe('warning');
});
