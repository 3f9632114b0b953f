/** Where a rule or requirement of Codex's prompts or forbids, `strict` is never looser while a sandbox is enforced. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLooser } from '../../src/base/index.ts';
import { type CommandRequest, createEngine, type Engine, type InlinePolicy, readInlinePolicy } from '../../src/engine/index.ts';
import { ASKED, policyFrom } from '../support/command.ts';
import { askCodex, codexEngineOf, policyOf, type RecordedCase, recordedCases, requestOf } from '../support/e2e.ts';
import { scriptTexts } from '../support/script-text.ts';

const engines = new Map<string, Engine>();

async function engineOf(inline: InlinePolicy): Promise<Engine> {
  const key = JSON.stringify(inline);
  const known = engines.get(key);
  if (known) return known;
  const policy = await readInlinePolicy(inline, 'strict', null);
  if ('severity' in policy) throw new Error(policy.message);
  const engine = createEngine(policy, { build: 'js' });
  engines.set(key, engine);
  return engine;
}

/** What a case asks, without what only Codex's tool knows. */
function askedOf(each: RecordedCase): CommandRequest {
  const { toolArguments: _tool, clientCapabilities: _client, ...request } = requestOf(each);
  return request;
}

const OUTCOME = { prompt: 'prompt', rejected: 'forbidden' } as const;

/** A client that cannot show a prompt: none of the policy's doing. */
const UNSHOWN = 'approval request failed';

/** Cases in which a rule of Codex's decided. */
async function ruled(): Promise<readonly RecordedCase[]> {
  const cases: RecordedCase[] = [];
  for (const each of recordedCases()) {
    if (!(each.outcome in OUTCOME) || each.reason === UNSHOWN) continue;
    const { invocations } = await askCodex(each);
    if (invocations.some(({ matches }) => matches.some(({ decision }) => decision !== 'allow'))) cases.push(each);
  }
  return cases;
}

describe('under an enforced sandbox', () => {
  it('no recorded decision of a rule is stricter than ours, subtokens aside', async () => {
    const cases = (await ruled()).filter(({ requirements_toml }) => requirements_toml?.includes('subtokens') !== true);
    expect(cases.length).toBeGreaterThan(300);
    const looser: unknown[] = [];
    for (const each of cases) {
      const recorded = OUTCOME[each.outcome as keyof typeof OUTCOME];
      const { decision } = (await engineOf(policyOf(each))).evaluate(askedOf(each));
      if (isLooser(decision, recorded)) looser.push({ id: each.id, command: each.command, recorded, decision });
    }
    expect(looser).toEqual([]);
  });

  it.each([
    ['rules about programs', 'forbid git push; prompt ls; forbid a; prompt make; prompt export; forbid c'],
    ['rules about shells', 'prompt bash; forbid git push; forbid /bin/bash -c'],
  ])('nor what a rule says about texts that nobody wrote: %s', async (_, line) => {
    const engine = await engineOf(policyFrom(line));
    const codex = await codexEngineOf(policyFrom(line));
    const looser: unknown[] = [];
    let ruledTexts = 0;
    for (const command of fc.sample(scriptTexts, { seed: 35, numRuns: 4000 })) {
      const asked: CommandRequest = { ...ASKED, enforcement: 'sandbox', approvalPolicy: 'on-request', shell: '/bin/bash', command };
      const { decision, invocations } = codex.evaluate(asked);
      if (!invocations.some(({ matches }) => matches.length > 0)) continue;
      ruledTexts++;
      const ours = engine.evaluate(asked).decision;
      if (isLooser(ours, decision)) looser.push({ command, decision, ours });
    }
    expect(ruledTexts).toBeGreaterThan(100);
    expect(looser).toEqual([]);
  });

  it('what is decided without an evaluation is what the evaluation says', async () => {
    const differing: unknown[] = [];
    let fast = 0;
    for (const each of recordedCases()) {
      const engine = await engineOf(policyOf(each));
      const asked = askedOf(each);
      const decider = engine.decider(asked);
      if (decider === null) continue;
      const length = new TextEncoder().encodeInto(each.command, decider.memory().subarray(decider.address)).written;
      const decision = decider.decide(length);
      if (decision === null) continue;
      fast++;
      const whole = engine.evaluate(asked).decision;
      if (decision !== whole) differing.push({ id: each.id, command: each.command, decision, whole });
    }
    expect(fast).toBeGreaterThan(0);
    expect(differing).toEqual([]);
  });
});
