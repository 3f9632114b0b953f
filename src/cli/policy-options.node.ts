/** The options of every command that works with the policy of this machine, and that policy, loaded. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { PROFILES, type Profile } from '../base/index.ts';
import { createMachineLoader } from '../config/index.node.ts';
import type { PolicySnapshot } from '../config/index.ts';
import { repeatable } from './repeatable-option.ts';

export interface PolicyOptions {
  readonly cwd: string;
  readonly profile: Profile;
  readonly config: readonly string[];
  readonly configProfile?: string;
  readonly requirements: readonly string[];
  /** Only where commands show what would hold, never where they decide: a name may select a looser sandbox. */
  readonly hostname?: string;
}

export function addPolicyOptions(command: Command): Command {
  return command
    .option('--cwd <dir>', 'the working folder', '.')
    .addOption(new Option('--profile <profile>', 'whose reading of policy to use').choices(PROFILES).default('strict'))
    .addOption(repeatable('-c, --config <key=value>', 'a setting, as in a configuration file; repeatable'))
    .option('--config-profile <name>', 'the user profile NAME.config.toml')
    .addOption(repeatable('--requirements <file>', 'further requirements, which can only tighten; repeatable'));
}

/** For commands that show what would hold on another machine. */
export function hostnameOption(): Option {
  return new Option('--hostname <name>', 'what would hold on the machine of that name (`remote_sandbox_config`)');
}

export function loadPolicy(options: PolicyOptions): Promise<PolicySnapshot> {
  const { cwd, profile, config, configProfile = undefined, requirements, hostname } = options;
  const flags = { config, configProfile: configProfile ?? null, requirements: requirements.map((path) => resolve(path)) };
  const named = hostname === undefined ? {} : { hostname: async () => hostname };
  return createMachineLoader({ profile, cwd: resolve(cwd), flags, ...named }).load();
}
