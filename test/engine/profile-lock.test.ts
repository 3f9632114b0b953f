import { describe, expect, it } from 'vitest';
import { createEngine, readInlinePolicy } from '../../src/engine/index.ts';

const LOCKED = {
  requirements: [{ name: 'requirements.toml', text: '[portcullis]\nprofile = "strict"\n' }],
  prefixRules: [{ pattern: ['make'] }],
};

async function decisionUnder(profile: 'strict' | 'codex') {
  const policy = await readInlinePolicy(LOCKED, profile, null);
  if ('severity' in policy) throw new Error(policy.message);
  const { decision, reason } = createEngine(policy).evaluate({ command: 'make' });
  return { decision, reason };
}

describe('requirements that lock the profile', () => {
  it('decide as usual under that profile', async () => {
    expect(await decisionUnder('strict')).toEqual({ decision: 'allow', reason: 'every command is allowed by a rule or has no effect' });
  });

  it('forbid everything under the other one', async () => {
    expect(await decisionUnder('codex')).toEqual({
      decision: 'forbidden',
      reason: 'requirements lock the profile to `strict` (ask with the profile `strict`)',
    });
  });
});
