/** The policy that `check` asks: of the files that its options name alone, or of the machine. */
import { resolve } from 'node:path';
import type { Profile } from '../base/index.ts';
import { createMachineLoader, NO_FLAGS } from '../config/index.node.ts';
import { keepPolicy, keepRules, machinePolicySource, ownLooks, policyOfTexts } from '../engine/index.node.ts';
import { type Engine, type Policy, policyOfSnapshot, sourcesOfRules } from '../engine/index.ts';
import { loadRulesFiles } from '../rules/index.node.ts';
import { readPolicyFile } from './policy-file.node.ts';

export interface CheckPolicyOptions {
  readonly requirements: readonly string[];
  readonly rules: readonly string[];
  readonly cwd: string;
}

export interface CheckPolicy {
  readonly policy: Policy;
  /** Keeps it for the next process, where that may be. */
  keep(engine: Engine): Promise<void>;
}

export async function loadCheckPolicy(options: CheckPolicyOptions): Promise<CheckPolicy> {
  if (options.requirements.length > 0) return { policy: await loadNamedFiles(options, 'strict'), keep: async () => {} };
  return options.rules.length > 0 ? loadRules(options) : loadMachinePolicy(resolve(options.cwd));
}

async function loadMachinePolicy(cwd: string): Promise<CheckPolicy> {
  const source = machinePolicySource(cwd);
  const { policy, snapshot } = await source.load();
  return { policy, keep: async (engine) => keepPolicy({ cwd, snapshot, looks: source.looks(), engine }) };
}

async function loadRules(options: CheckPolicyOptions): Promise<CheckPolicy> {
  const before = ownLooks(options.rules);
  return {
    policy: await loadNamedFiles(options, 'strict'),
    keep: async (engine) => {
      if (before !== null) keepRules({ rules: options.rules, before, sources: await sourcesOfRules('strict'), engine });
    },
  };
}

/** What Codex makes of the same files; where nothing is set up, it has no policy. */
export async function loadCodexPolicy(options: CheckPolicyOptions): Promise<Policy> {
  if (namesFiles(options)) return loadNamedFiles(options, 'codex');
  return policyOfSnapshot(await createMachineLoader({ profile: 'codex', cwd: resolve(options.cwd), flags: NO_FLAGS }).load());
}

function namesFiles({ requirements, rules }: CheckPolicyOptions): boolean {
  return requirements.length > 0 || rules.length > 0;
}

async function loadNamedFiles({ requirements, rules }: CheckPolicyOptions, profile: Profile): Promise<Policy> {
  return policyOfTexts(await Promise.all(requirements.map(readPolicyFile)), await loadRulesFiles(rules), profile);
}
