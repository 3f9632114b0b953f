/** Rules that take a command out of the sandbox, and everything that keeps it in. */
import { describe, expect, test } from 'vitest';
import { createEngine, type Evaluation, readInlinePolicy } from '../../src/engine/index.ts';

const RULES = `
portcullis_rule(pattern = ["deploy"], sandbox = "off")
portcullis_rule(pattern = ["./ship.sh"], sandbox = "off")
prefix_rule(pattern = ["deploy", "plain"])
prefix_rule(pattern = [["build", "ls", "tail", "sort", "bash", "timeout", "xargs"]])
prefix_rule(pattern = ["deploy", "prod"], decision = "prompt")
`;

interface Asked {
  readonly requirements?: string;
  readonly rules?: string;
  readonly enforcement?: 'none' | 'sandbox';
  readonly sandboxMode?: 'workspace-write' | 'danger-full-access';
}

async function evaluate(command: string, { requirements, rules = RULES, ...settings }: Asked = {}): Promise<Evaluation> {
  const required = requirements === undefined ? [] : [{ name: 'requirements.toml', text: requirements }];
  const policy = await readInlinePolicy({ rules: [{ name: 'a.rules', text: rules }], requirements: required }, 'strict', null);
  if ('severity' in policy) throw new Error(policy.message);
  return createEngine(policy, { build: 'js', defaults: { cwd: '/w', home: '/home/u' } }).evaluate({
    command,
    sandboxMode: 'workspace-write',
    ...settings,
  });
}

/** `allow out by a.rules:2` or `allow in workspace-write`. */
async function say(command: string, asked: Asked = {}): Promise<string> {
  const { decision, sandbox } = await evaluate(command, asked);
  const { mode, origin } = sandbox;
  return mode === 'danger-full-access' ? `${decision} out by ${origin.source}:${origin.line}` : `${decision} in ${mode}`;
}

describe('strict', () => {
  test('a rule with `sandbox = "off"` lifts it, any other allow does not', async () => {
    expect(await say('deploy now')).toBe('allow out by a.rules:2');
    expect(await say('build')).toBe('allow in workspace-write');
    expect(await say('deploy plain')).toBe('allow out by a.rules:2');
  });

  test('the whole view is that of full access, each part by the rule', async () => {
    const { sandbox } = await evaluate('deploy now', { enforcement: 'sandbox' });
    const origin = expect.objectContaining({ source: 'a.rules', line: 2 });
    expect(sandbox).toEqual({
      mode: 'danger-full-access',
      origin,
      writableRoots: [{ path: '/', origin }],
      protectedPaths: [],
      deniedReads: [],
      network: { access: 'full', allowedDomains: [], origin },
    });
  });

  test.each([
    ['cd app && deploy now | tail -5', 'allow out by a.rules:2'],
    ["eval 'deploy now'", 'allow out by a.rules:2'],
    ['timeout 60 deploy now', 'allow out by a.rules:2'],
    ['VERSION=3; deploy "$VERSION"', 'allow out by a.rules:2'],
    ['f() { deploy now; }; f', 'allow out by a.rules:2'],
    // A part that needs a rule of another kind keeps all of it inside.
    ['deploy now && build', 'allow in workspace-write'],
    ['build; deploy now', 'allow in workspace-write'],
    ["bash -c 'deploy now'", 'allow in workspace-write'],
    ['deploy now "$(build)"', 'allow in workspace-write'],
    // Commands that need no rule stay inside by themselves.
    ['ls -la', 'allow in workspace-write'],
    ['true', 'allow in workspace-write'],
    ['deploy now | sort -o out', 'allow in workspace-write'],
    // What is not allowed lifts nothing.
    ['deploy prod', 'prompt in workspace-write'],
    ['deploy now > /etc/passwd', 'prompt in workspace-write'],
    ['deploy now; unknown-program', 'prompt in workspace-write'],
    ['LD_PRELOAD=./x.so deploy now', 'prompt in workspace-write'],
  ])('%s: %s', async (command, expected) => {
    expect(await say(command)).toBe(expected);
  });

  test('what only the sandbox would refuse keeps the command inside, where it is refused', async () => {
    const asked = { enforcement: 'sandbox' } as const;
    const evaluation = await evaluate('deploy now > /srv/out', asked);
    expect([evaluation.decision, evaluation.sandbox.mode, evaluation.expectedFailures.map(({ code }) => code)]).toEqual([
      'allow',
      'workspace-write',
      ['EN004'],
    ]);
    expect(await say('unknown-program', asked)).toBe('allow in workspace-write');
  });

  test('under full access there is nothing to lift', async () => {
    const { sandbox } = await evaluate('deploy now', { sandboxMode: 'danger-full-access' });
    expect([sandbox.mode, sandbox.origin.source]).toEqual(['danger-full-access', expect.not.stringContaining('a.rules')]);
  });

  test('an expired rule lifts nothing', async () => {
    const rules = 'portcullis_rule(pattern = ["deploy"], sandbox = "off", expires = "2020-01-01")\nprefix_rule(pattern = ["deploy"])\n';
    expect(await say('deploy now', { rules })).toBe('allow in workspace-write');
  });

  test('a rule whose conditions do not hold lifts nothing', async () => {
    const rules = 'portcullis_rule(pattern = ["deploy"], sandbox = "off", options = ["--real"])\nprefix_rule(pattern = ["deploy"])\n';
    expect(await say('deploy --dry-run', { rules })).toBe('allow in workspace-write');
    expect(await say('deploy --real', { rules })).toBe('allow out by a.rules:1');
  });
});

describe('requirements that rely on the sandbox keep every command in it', () => {
  test.each([
    ['[portcullis]\nallow_sandbox_off = false', 'in'],
    ['allowed_sandbox_modes = ["read-only", "workspace-write"]', 'in'],
    ['[permissions.filesystem]\ndeny_read = ["/srv/keys"]', 'in'],
    ['[experimental_network]\nenabled = true\nallowed_domains = ["example.com"]', 'in'],
    ['default_permissions = ":workspace"\nallowed_permission_profiles = { ":workspace" = true, ":read-only" = true }', 'in'],
    ['[portcullis]\nallow_sandbox_off = true', 'out'],
    ['allowed_sandbox_modes = ["read-only", "workspace-write", "danger-full-access"]', 'out'],
    ['allowed_approval_policies = ["on-request"]', 'out'],
  ])('%s: %s', async (requirements, expected) => {
    const said = await say('deploy now', { requirements });
    expect(said).toMatch(/^allow /);
    expect(said.split(' ')[1]).toBe(expected);
  });
});
