/** `portcullis mdm`: policy as payloads and profiles of device management, and back. */
import { type Command, Option } from 'commander';
import { type Diagnostic, hasErrors } from '../../base/index.ts';
import {
  answerRequirements,
  decodePayload,
  encodePayload,
  formatMobileconfig,
  MDM_KEYS,
  type MdmKey,
  parseConfigLayer,
} from '../../config/index.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { type PolicyFile, readPolicyFile } from '../policy-file.node.ts';
import { print } from '../terminal.node.ts';

export function define(command: Command): void {
  const key = () => new Option('--key <key>', 'what the payload is').choices(MDM_KEYS).default('requirements_toml_base64');
  command
    .command('encode <file>')
    .description('check a TOML file and print it as a payload')
    .addOption(key())
    .action((file: string, options: { key: MdmKey }) => encode(file, options.key));
  command
    .command('decode <file>')
    .description('print the TOML in a payload, and check it')
    .addOption(key())
    .action((file: string, options: { key: MdmKey }) => decode(file, options.key));
  command
    .command('profile')
    .description('print a configuration profile (.mobileconfig) for macOS')
    .option('--requirements <file>', 'requirements that nobody can override')
    .option('--config <file>', 'managed configuration')
    .requiredOption('--organisation <name>', 'the organisation the profile names')
    .action((options: ProfileOptions, self: Command) => profile(options, self));
  for (const each of [command, ...command.commands]) each.addHelpText('after', EXAMPLES);
}

interface ProfileOptions {
  readonly requirements?: string;
  readonly config?: string;
  readonly organisation: string;
}

const EXAMPLES = `
Examples:
  portcullis mdm encode requirements.toml
  portcullis mdm encode --key config_toml_base64 managed_config.toml
  portcullis mdm decode payload.txt
  portcullis mdm profile --organisation 'Example Ltd' --requirements requirements.toml > codex.mobileconfig`;

async function encode(path: string, key: MdmKey): Promise<void> {
  const file = await readPolicyFile(path);
  if (await isAccepted(file, key)) print(encodePayload(new TextEncoder().encode(file.value ?? '')));
}

async function decode(path: string, key: MdmKey): Promise<void> {
  const file = await readPolicyFile(path);
  const decoded = file.value === null ? file : { source: path, ...decodePayload(path, file.value) };
  if (decoded.value !== null) print(decoded.value);
  await isAccepted(decoded, key);
}

async function profile({ requirements, config, organisation }: ProfileOptions, command: Command): Promise<void> {
  const given = [
    ['requirements_toml_base64', requirements],
    ['config_toml_base64', config],
  ] as const;
  if (given.every(([, path]) => path === undefined)) return command.error("error: give '--requirements' or '--config'");
  const payloads: Partial<Record<MdmKey, string>> = {};
  for (const [key, path] of given) {
    if (path === undefined) continue;
    const file = await readPolicyFile(path);
    if (!(await isAccepted(file, key))) return;
    payloads[key] = encodePayload(new TextEncoder().encode(file.value ?? ''));
  }
  print(await formatMobileconfig(organisation, payloads));
}

/** Whether the text is what the key promises; says on stderr why not. */
async function isAccepted({ source, value, diagnostics }: PolicyFile, key: MdmKey): Promise<boolean> {
  const all = [...diagnostics, ...(value === null ? [] : await CHECKS[key](source, value))];
  remarkDiagnostics(all);
  const accepted = value !== null && !hasErrors(all);
  if (!accepted) process.exitCode = EXIT_USAGE;
  return accepted;
}

const CHECKS: Readonly<Record<MdmKey, (source: string, text: string) => Promise<readonly Diagnostic[]>>> = {
  requirements_toml_base64: async (name, text) => {
    const requirements = [{ name, text }];
    return (await answerRequirements({ profile: 'strict', hostname: null, requirements, config: null, asked: [] })).diagnostics;
  },
  config_toml_base64: async (source, text) =>
    (await parseConfigLayer({ type: 'legacy-mdm', name: 'managed configuration', source, text }, 'strict')).diagnostics,
};
