/** Claims 123 to 132, 149 and 156 of the semantics sheet: rules of requirements, and what a broken file stops. */
import { describe, expect, test } from 'vitest';
import { loadRequirements } from '../../src/config/index.ts';
import { createCodexEngine, createEngine, policyOfSnapshot } from '../../src/engine/index.ts';
import { HOME, machine, SYSTEM } from '../support/machine.ts';

const BOTH = ['strict', 'codex'] as const;

async function codesOf(rules: string, profile: 'strict' | 'codex') {
  const source = { type: 'system' as const, name: 'system', source: 'req.toml', text: rules };
  const { value, diagnostics } = await loadRequirements([source], { profile, hostname: null });
  return { loads: value !== null, errors: diagnostics.filter((each) => each.severity === 'error').map(({ message }) => message) };
}

const ruleSet = (rule: string) => `[rules]\nprefix_rules = [${rule}]\n`;

describe('rules of requirements that do not load', () => {
  test.each([
    ['123: an empty list', ruleSet(''), '`rules.prefix_rules`: must not be empty'],
    ['124: `allow`', ruleSet('{ pattern = [{ token = "a" }], decision = "allow" }'), '`rules.prefix_rules[0].decision`: '],
    ['124: `deny`', ruleSet('{ pattern = [{ token = "a" }], decision = "deny" }'), '`rules.prefix_rules[0].decision`: '],
    ['125: no decision', ruleSet('{ pattern = [{ token = "a" }] }'), '`rules.prefix_rules[0]` lacks the key `decision`'],
    ['126: a plain string', ruleSet('{ pattern = ["a"], decision = "prompt" }'), '`rules.prefix_rules[0].pattern[0]`: '],
    [
      '127: both kinds of token',
      ruleSet('{ pattern = [{ token = "a", any_of = ["b"] }], decision = "prompt" }'),
      '`rules.prefix_rules[0].pattern[0]`: must have exactly one of `token` and `any_of`',
    ],
    [
      '127: neither',
      ruleSet('{ pattern = [{}], decision = "prompt" }'),
      '`rules.prefix_rules[0].pattern[0]`: must have exactly one of `token` and `any_of`',
    ],
    [
      '128: a blank token',
      ruleSet('{ pattern = [{ token = " " }], decision = "prompt" }'),
      '`rules.prefix_rules[0].pattern[0].token`: must not be blank',
    ],
    [
      '128: a blank alternative',
      ruleSet('{ pattern = [{ any_of = ["a", ""] }], decision = "prompt" }'),
      '`rules.prefix_rules[0].pattern[0].any_of[1]`: must not be blank',
    ],
    ['129: no list', '[rules]\n', '`rules` lacks the key `prefix_rules`'],
  ])('%s', async (_, text, message) => {
    for (const profile of BOTH) {
      const { loads, errors } = await codesOf(text, profile);
      expect({ loads, errors: errors.map((each) => each.slice(0, message.length)) }).toEqual({ loads: false, errors: [message] });
    }
  });
});

async function codexAnswers(requirements: string, rules: string, clientCapabilities?: Readonly<Record<string, unknown>>) {
  const subject = machine({
    profile: 'codex',
    files: { [`${SYSTEM}/requirements.toml`]: requirements, [`${HOME}/.codex/rules/a.rules`]: rules },
  });
  const engine = createCodexEngine(policyOfSnapshot(await subject.load()), { build: 'js' });
  return (argv: readonly string[]) => {
    const given = clientCapabilities === undefined ? {} : { clientCapabilities };
    const answer = engine.evaluate({ argv, approvalPolicy: 'on-request', sandboxMode: 'workspace-write', ...given });
    return [answer.decision, answer.approvalKind ?? null, answer.availableDecisions];
  };
}

describe('what rules of requirements decide', () => {
  test('130: canonical matching takes other cases and folders, and folds later tokens', async () => {
    const decide = await codexAnswers(
      ruleSet('{ pattern = [{ token = "tool" }, { token = "sub" }], decision = "forbidden", canonical_matching = true }'),
      '',
    );
    const decisions = [
      ['tool', 'sub'],
      ['TOOL', 'SUB'],
      ['/opt/x/Tool', 'Sub', 'more'],
      ['tool', 'other'],
      ['toolbox', 'sub'],
    ].map((argv) => decide(argv)[0]);
    expect(decisions).toEqual(['forbidden', 'forbidden', 'forbidden', 'allow', 'allow']);
  });

  test('131: what only a person may answer is refused where the client cannot show it', async () => {
    const rule = ruleSet('{ pattern = [{ token = "tool" }], decision = "prompt-user" }');
    const able = await codexAnswers(rule, '', { requiredHumanApproval: true });
    const unable = await codexAnswers(rule, '', {});
    expect([able(['tool']), unable(['tool'])]).toEqual([
      ['prompt', 'human', ['accept', 'decline', 'cancel']],
      ['forbidden', null, null],
    ]);
  });

  test('132: a prompt of requirements beats an allow of the user, in both profiles', async () => {
    const required = ruleSet('{ pattern = [{ token = "tool" }], decision = "prompt" }');
    const allowed = 'prefix_rule(pattern = ["tool"], decision = "allow")\n';
    expect((await codexAnswers(required, allowed))(['tool'])[0]).toBe('prompt');
    const subject = machine({ files: { [`${SYSTEM}/requirements.toml`]: required, [`${HOME}/.codex/rules/a.rules`]: allowed } });
    const engine = createEngine(policyOfSnapshot(await subject.load()), { build: 'js' });
    expect([engine.decide('tool'), engine.evaluate({ argv: ['tool'] }).decision]).toEqual(['prompt', 'prompt']);
  });
});

describe('what a broken file stops', () => {
  test.each(BOTH)('149: broken requirements stop everything (%s)', async (profile) => {
    const subject = machine({ profile, files: { [`${SYSTEM}/requirements.toml`]: 'allowed_sandbox_modes = [' } });
    const policy = policyOfSnapshot(await subject.load());
    const engine = profile === 'codex' ? createCodexEngine(policy, { build: 'js' }) : createEngine(policy, { build: 'js' });
    expect(engine.evaluate({ command: 'true' }).decision).toBe('forbidden');
  });

  test('156: one bad rules file stops `codex exec`; here it keeps prompts and forbids of the others and allows nothing by default', async () => {
    const subject = machine({
      files: {
        [`${HOME}/.codex/rules/bad.rules`]: 'prefix_rule(',
        [`${SYSTEM}/rules/good.rules`]: 'prefix_rule(pattern = ["tool"], decision = "forbidden")\n',
      },
    });
    const snapshot = await subject.load();
    const engine = createEngine(policyOfSnapshot(snapshot), { build: 'js' });
    const sandboxed = { enforcement: 'sandbox', sandboxMode: 'workspace-write', approvalPolicy: 'on-request' } as const;
    expect([
      snapshot.restriction,
      engine.evaluate({ command: 'tool', ...sandboxed }).decision,
      engine.evaluate({ command: 'other', ...sandboxed }).decision,
    ]).toEqual(['no-default-allow', 'forbidden', 'prompt']);
  });
});
