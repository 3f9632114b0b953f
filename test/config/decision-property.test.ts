/** Over random stacks on a machine in memory: requirements hold for decisions, whatever stands below them. */
import fc from 'fast-check';
import { stringify } from 'smol-toml';
import { expect, test } from 'vitest';
import { type Decision, isLooser } from '../../src/base/index.ts';
import type { ApprovalPolicy, SandboxMode } from '../../src/config/index.ts';
import { createEngine, policyOfSnapshot } from '../../src/engine/index.ts';
import { HOME, machine, REPO, SYSTEM, TRUSTED } from '../support/machine.ts';

const COMMANDS = [
  'git push',
  'git push --force',
  'cd app && rm -rf build',
  'ls | xargs rm',
  'cat /srv/secret',
  'make > out.log',
  'curl https://bad.example',
  'true',
];

const rule = (decision: string) => fc.constantFrom('git', 'rm', 'make', 'curl', 'cat').map((token) => ({ pattern: [{ token }], decision }));
const requirement = fc.record(
  {
    allowed_approval_policies: fc.constantFrom(['on-request'], ['untrusted', 'on-request'], ['never', 'on-request']),
    allowed_sandbox_modes: fc.constantFrom(['read-only'], ['read-only', 'workspace-write']),
    rules: fc.array(fc.oneof(rule('prompt'), rule('forbidden')), { minLength: 1, maxLength: 3 }).map((prefix_rules) => ({ prefix_rules })),
    permissions: fc.constant({ filesystem: { deny_read: ['/srv/secret'] } }),
    experimental_network: fc.constant({ enabled: true, domains: { 'bad.example': 'deny' } }),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** What users and projects write to get their way. */
const lower = fc.record({
  config: fc.constantFrom(
    '',
    'approval_policy = "never"\nsandbox_mode = "danger-full-access"\n',
    'sandbox_mode = "workspace-write"\n[sandbox_workspace_write]\nnetwork_access = true\n',
  ),
  rules: fc
    .subarray(['git', 'rm', 'make', 'curl', 'cat', 'xargs', 'ls'])
    .map((programs) => programs.map((name) => `prefix_rule(pattern = ["${name}"], decision = "allow")\n`).join('')),
  project: fc.boolean(),
});

const asked = fc.record({
  approvalPolicy: fc.constantFrom<ApprovalPolicy | null>(null, 'untrusted', 'on-request', 'never'),
  sandboxMode: fc.constantFrom<SandboxMode | null>(null, 'read-only', 'workspace-write', 'danger-full-access'),
  enforcement: fc.constantFrom('none' as const, 'sandbox' as const),
});

interface Asked {
  readonly approvalPolicy: ApprovalPolicy | null;
  readonly sandboxMode: SandboxMode | null;
  readonly enforcement: 'none' | 'sandbox';
}

interface Below {
  readonly config: string;
  readonly rules: string;
  readonly project: boolean;
}

interface Answers {
  readonly policy: ApprovalPolicy | null;
  readonly decisions: readonly Decision[];
}

async function answersUnder(
  requirements: object,
  flags: object | null,
  { config, rules, project }: Below,
  settings: Asked,
): Promise<Answers> {
  const place = project ? `${REPO}/.codex` : `${HOME}/.codex`;
  const subject = machine({
    files: {
      [`${SYSTEM}/requirements.toml`]: stringify(requirements),
      [`${HOME}/.codex/config.toml`]: project ? TRUSTED : `${config}\n${TRUSTED}`,
      ...(project ? { [`${place}/config.toml`]: config } : {}),
      [`${place}/rules/a.rules`]: rules,
      ...(flags ? { '/flags.toml': stringify(flags) } : {}),
    },
    flags: { requirements: flags ? ['/flags.toml'] : [] },
  });
  await subject.trust();
  const engine = createEngine(policyOfSnapshot(await subject.load()), { build: 'js', defaults: { cwd: REPO, home: HOME, shell: 'bash' } });
  const policy = engine.policy.settings?.(settings).value?.approvalPolicy.value ?? null;
  return { policy, decisions: COMMANDS.map((command) => engine.evaluate({ command, ...settings }).decision) };
}

test('under the same settings, what a requirement adds never loosens a decision', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(requirement, requirement, lower, asked, async (managed, added, below, settings) => {
      const before = await answersUnder(managed, null, below, settings);
      const after = await answersUnder(managed, added, below, settings);
      // A policy that is no longer allowed gives way to another, under which prompts mean something else; `settings.test.ts` has those.
      if (before.policy === null || before.policy !== after.policy) return;
      compared++;
      for (const [i, decision] of after.decisions.entries()) {
        const was = before.decisions[i] ?? 'allow';
        expect(isLooser(decision, was) && { command: COMMANDS[i], was, decision }).toBe(false);
      }
    }),
    { numRuns: 80 },
  );
  expect(compared).toBeGreaterThan(20);
});

test('what a requirement forbids stays forbidden, whatever users, projects and callers say', async () => {
  const forbids = {
    rules: { prefix_rules: ['git', 'rm', 'curl'].map((token) => ({ pattern: [{ token }], decision: 'forbidden' })) },
    permissions: { filesystem: { deny_read: ['/srv/secret'] } },
  };
  await fc.assert(
    fc.asyncProperty(lower, asked, async (below, settings) => {
      const { decisions } = await answersUnder(forbids, null, below, settings);
      expect(COMMANDS.filter((_, i) => decisions[i] !== 'forbidden').filter((command) => !/^(?:make|true)/.test(command))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
