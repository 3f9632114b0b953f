/** The policy of files that an option names, or the built-in one: never what happens to be configured on this machine. */
import type { Command } from 'commander';
import { hasErrors } from '../base/index.ts';
import { filePolicySource } from '../engine/index.node.ts';
import { type Policy, starterPolicy } from '../engine/index.ts';
import { remarkDiagnostics } from './diagnostics.node.ts';
import { EXIT_USAGE } from './exit-code.ts';
import { repeatable } from './repeatable-option.ts';

export interface NamedPolicyOptions {
  readonly rules: readonly string[];
  readonly requirements: readonly string[];
}

/** The options that name the files of a policy. */
export function addNamedPolicy(command: Command): Command {
  return command
    .addOption(repeatable('-r, --rules <path>', 'a .rules file or a folder of them; repeatable', 'the starter policy'))
    .addOption(repeatable('--requirements <file>', 'a requirements.toml, the highest precedence first; repeatable'));
}

/** Labels are compared under files that are named, never under what happens to be configured here. */
export async function loadNamedPolicy({ rules, requirements }: NamedPolicyOptions): Promise<Policy | null> {
  if (rules.length === 0 && requirements.length === 0) return starterPolicy();
  const { policy } = await filePolicySource({ rules, requirements }).load();
  remarkDiagnostics(policy.diagnostics);
  if (!hasErrors(policy.diagnostics)) return policy;
  process.exitCode = EXIT_USAGE;
  return null;
}
