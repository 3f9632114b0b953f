/** `decide` is `evaluate` without the explanation: for recorded texts and generated ones, under policies of every kind, on both builds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createEngine,
  type Engine,
  type Policy,
  parsePolicy,
  type RuleInput,
  readInlinePolicy,
  starterPolicy,
} from '../../src/engine/index.ts';
import { BUILDS } from '../core/builds.ts';
import { mutated, shellTexts } from '../core/shell-text.ts';
import { ROOT } from '../support/cli.ts';

const SEED = 20261121;

/** Programs of the tables and of nobody, words that rules and findings look at. */
const VOCABULARY = {
  programs: ['kalo', 'miru', 'git', 'echo', 'rm', 'bash -c', 'env', './kalo', '/usr/bin/git', 'python3.12', 'cd'],
  words: ['push', 'status', '--force', '-rf', '--', '.env', '/etc/x', 'https://evil.example', 'a b', 'kalo push', '*', 'x=1', '-x'],
};

async function inline(requirements: string, rules: readonly RuleInput[]): Promise<Policy> {
  const policy = await readInlinePolicy(
    { prefixRules: rules, requirements: [{ name: 'requirements.toml', text: requirements }] },
    'strict',
    null,
  );
  if ('severity' in policy) throw new Error(policy.message);
  return policy;
}

function rulesOnly(rules: readonly RuleInput[]): Policy {
  const { value } = parsePolicy(rules);
  if (value === null) throw new Error('the rules of the test are broken');
  return value;
}

const RULES: readonly RuleInput[] = [
  { pattern: ['kalo'] },
  { pattern: ['kalo', 'push'], decision: 'forbidden' },
  { pattern: ['git', ['status', 'push']] },
  { pattern: ['git', 'push', '--force'], decision: 'prompt' },
  { pattern: ['echo'] },
  { pattern: ['rm', '-rf'], decision: 'forbidden' },
  { pattern: ['miru', 'status', 'a b'] },
];

const POLICIES: readonly (readonly [string, Policy])[] = [
  ['the starter policy', starterPolicy()],
  ['no rules', rulesOnly([])],
  ['rules of all decisions', rulesOnly(RULES)],
  ['allow rules', rulesOnly(RULES.filter(({ decision }) => decision === undefined))],
  ['nobody may be asked', await inline('allowed_approval_policies = ["never"]\n', RULES)],
  ['denied hosts', await inline('[experimental_network]\nenabled = true\ndomains = { "evil.example" = "deny" }\n', RULES)],
  [
    'subtokens',
    await inline(
      '[rules]\nprefix_rules = [{ pattern = [{ token = "miru", subtokens = ["push", "force"] }], decision = "forbidden" }]\n',
      RULES,
    ),
  ],
];

function differences(engine: Engine, texts: readonly string[]): readonly string[] {
  return texts.filter((text) => engine.decide(text) !== engine.evaluate({ command: text }).decision);
}

function recorded(path: string): string[] {
  return readFileSync(join(ROOT, 'test', path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { command: string }).command);
}

describe.each(POLICIES)('under %s, decide is the decision of evaluate', (_, policy) => {
  const engines = BUILDS.map((build) => createEngine(policy, { build, seed: 1, defaults: { shell: 'bash' } }));
  const [wasm, js] = engines as [Engine, Engine];

  it('for every recorded text', () => {
    const texts = [...recorded('bypass/cases.jsonl'), ...recorded('benign/cases.jsonl')];
    expect(texts.length).toBeGreaterThan(600);
    expect(differences(wasm, texts)).toEqual([]);
  });

  it('for generated texts and damaged ones, on both builds', () => {
    const text = fc.oneof(shellTexts(VOCABULARY), mutated(shellTexts(VOCABULARY)));
    const property = fc.property(text, (each) => {
      expect(differences(wasm, [each])).toEqual([]);
      expect(js.decide(each)).toBe(wasm.decide(each));
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });
});
