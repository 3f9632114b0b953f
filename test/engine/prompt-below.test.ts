/** An unknown word in front of rules that prompt: the core says by itself what `evaluate` says, under approval policies of every kind. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine, parsePolicy, type RuleInput } from '../../src/engine/index.ts';
import { mutated, shellTexts } from '../core/shell-text.ts';

const RULES: readonly RuleInput[] = [
  { pattern: ['kalo'] },
  { pattern: ['kalo', 'status', 'app'], decision: 'prompt' },
  { pattern: ['miru', 'log'] },
  { pattern: ['miru', 'log', 'app', 'x'], decision: 'prompt' },
  { pattern: ['miru', 'log', 'app'] },
  { pattern: ['tove', 'run'] },
  { pattern: ['tove', 'run', 'app'], decision: 'forbidden' },
];

const granular = (rules: boolean) => ({
  granular: { sandbox_approval: !rules, rules, skill_approval: false, request_permissions: false, mcp_elicitations: true },
});
const APPROVALS = ['on-request', 'untrusted', 'never', granular(true), granular(false)] as const;

function engine(): Engine {
  const { value } = parsePolicy(RULES);
  if (value === null) throw new Error('the rules of the test are broken');
  return createEngine(value, { seed: 1, defaults: { shell: 'bash' } });
}

/** The core's own decision, null where it has none. */
function alone(asked: Engine, text: string, approvalPolicy: (typeof APPROVALS)[number]): string | null {
  const decider = asked.decider({ command: '', approvalPolicy });
  if (decider === null) throw new Error('the engine decides nothing by itself');
  const bytes = new TextEncoder().encode(text);
  decider.memory().set(bytes, decider.address);
  return decider.decide(bytes.length);
}

describe('an unknown word where rules go on', () => {
  const asked = engine();

  it.each([
    ['kalo status "$(miru log)"', 'prompt'],
    ['for x in $(kalo); do kalo "$x"; done', 'prompt'],
    ['miru log <(kalo) x', 'prompt'],
    ['kalo status "$(miru log)" && tove run app', 'forbidden'],
    ['tove run "$(kalo)"', null],
    ['kalo status "$HOME"', null],
    ['x=app; kalo status "$x"', null],
    ['kalo status "$(echo app)"', null],
  ] as const)('in %j is decided as %s by the core', (text, decision) => {
    expect(alone(asked, text, 'on-request')).toBe(decision);
  });

  it('is what evaluate says of generated texts and damaged ones', () => {
    const vocabulary = {
      programs: ['kalo', 'kalo status', 'miru log', 'miru log app', 'tove run', 'nobody'],
      words: ['app', 'x', 'status', 'a b', '-x', '*'],
    };
    const text = fc.oneof(shellTexts(vocabulary), mutated(shellTexts(vocabulary)));
    let answered = 0;
    const property = fc.property(text, fc.constantFrom(...APPROVALS), (command, approvalPolicy) => {
      const decision = alone(asked, command, approvalPolicy);
      if (decision === null) return;
      answered++;
      expect(decision).toBe(asked.evaluate({ command, approvalPolicy }).decision);
    });
    fc.assert(property, { seed: 20261121, numRuns: 3_000 });
    expect(answered).toBeGreaterThan(200);
  });
});
