import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Decision, Profile } from '../../src/base/index.ts';
import { decideNetwork, evaluateNetwork, type NetworkRequest, type Protocol } from '../../src/network/index.ts';
import { makeLinearTable } from '../support/linear-domains.ts';
import { type Lists, policyOf, rule, type Sources, settings } from '../support/network.ts';

interface PolicyCase {
  readonly profile?: Profile;
  readonly managed?: Lists;
  readonly switches?: object;
  readonly settings?: Lists | null;
  readonly settingsSwitches?: object;
  readonly rules?: readonly (readonly [string, Protocol, Decision])[];
}

interface HostCase extends NetworkRequest {
  readonly policy: string;
  readonly decision: Decision;
  readonly codes: readonly string[];
  readonly reads: string | null;
  readonly why: string;
}

const { policies, cases } = JSON.parse(readFileSync(new URL('../cases/hosts.json', import.meta.url), 'utf8')) as {
  policies: Record<string, PolicyCase>;
  cases: HostCase[];
};

function sourcesOf(policy: PolicyCase): Sources {
  return {
    ...(policy.profile ? { profile: policy.profile } : {}),
    ...(policy.managed ? { managed: settings(policy.managed, policy.switches) } : {}),
    ...(policy.settings === undefined ? {} : { settings: settings(policy.settings, policy.settingsSwitches) }),
    rules: (policy.rules ?? []).map((each) => rule(...each)),
  };
}

const compiled = new Map(Object.entries(policies).map(([name, policy]) => [name, policyOf(sourcesOf(policy))]));
const compiledLinearly = new Map(Object.entries(policies).map(([name, policy]) => [name, policyOf(sourcesOf(policy), makeLinearTable)]));

describe('hosts and what is decided about them', () => {
  test('there are at least 150 spellings', () => expect(cases.length).toBeGreaterThanOrEqual(150));

  test.each(cases)('$policy: $host$url $why', ({ policy: name, decision, codes, reads, why: _, ...request }) => {
    const policy = compiled.get(name);
    const linear = compiledLinearly.get(name);
    if (!policy || !linear) throw new Error(`no policy ${name}`);
    const evaluation = evaluateNetwork(policy, request);
    expect({ decision: evaluation.decision, codes: evaluation.findings.map(({ code }) => code), host: evaluation.host }).toEqual({
      decision,
      codes,
      host: reads,
    });
    expect(evaluateNetwork(linear, request)).toEqual(evaluation);
    expect(decideNetwork(policy, request)).toBe(decision);
  });
});
