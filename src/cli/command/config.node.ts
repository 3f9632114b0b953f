/** `portcullis config`: what requirement files demand, and which settings are in force. */
import { type Command, Option } from 'commander';
import { type Diagnostic, hasErrors, PROFILES, type Profile } from '../../base/index.ts';
import {
  answerRequirements,
  formatRows,
  jsonRows,
  type PolicySnapshot,
  parseRequirementsRequest,
  type RequirementsAnswer,
  resolveSettings,
  type SettingRow,
  type SettingsView,
  viewSettings,
} from '../../config/index.ts';
import { visible } from '../../report/index.ts';
import { type BatchRequest, runBatch } from '../batch.node.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { readPolicyFile } from '../policy-file.node.ts';
import { addPolicyOptions, hostnameOption, loadPolicy, type PolicyOptions } from '../policy-options.node.ts';
import { print } from '../terminal.node.ts';

export function define(command: Command): void {
  defineRequirements(command.command('requirements').description('check requirement files and print what they require'));
  defineShow(command.command('show').description('print the settings in force on this machine'));
}

interface RequirementsOptions {
  readonly profile: Profile;
  readonly hostname?: string;
  readonly strict?: true;
  readonly json?: true;
  readonly batch?: true;
}

function defineRequirements(command: Command): void {
  command
    .argument('[file...]', 'files, the one with the highest precedence first')
    .addOption(new Option('--profile <profile>', 'whose reading to use').choices(PROFILES).default('strict'))
    .option('--hostname <name>', 'the machine that `remote_sandbox_config` is applied to')
    .option('--strict', 'refuse unknown keys')
    .option('--json', 'print the answer as one line of JSON')
    .addOption(new Option('--batch', 'answer requests from stdin, one JSON object a line').conflicts(['json', 'hostname', 'strict']))
    .addHelpText('after', EXAMPLES)
    .action((files: readonly string[], options: RequirementsOptions) => runRequirements(files, options, command));
}

const EXAMPLES = `
Examples:
  portcullis config requirements /etc/codex/requirements.toml
  portcullis config requirements --profile codex --json mdm.toml system.toml
  portcullis config requirements --hostname build7.devbox.example.com requirements.toml`;

async function runRequirements(files: readonly string[], options: RequirementsOptions, command: Command): Promise<void> {
  if (options.batch) return runBatch({ answer: answerRequest });
  if (files.length === 0) return command.error("error: missing required argument 'file'");
  const read = await Promise.all(files.map(readPolicyFile));
  const diagnostics = read.flatMap((file) => file.diagnostics);
  if (hasErrors(diagnostics)) return refuse(diagnostics);
  const { profile, hostname = null, strict = false } = options;
  const requirements = read.flatMap(({ source, value }) => (value === null ? [] : [{ name: source, text: value }]));
  const answer = await answerRequirements({ profile, hostname, requirements, config: null, asked: [], refuseUnknownKeys: strict });
  remarkDiagnostics(answer.diagnostics);
  print(options.json ? JSON.stringify(publicAnswer(answer)) : formatAnswer(answer));
  if (!answer.accepted) process.exitCode = EXIT_USAGE;
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  remarkDiagnostics(diagnostics);
  process.exitCode = EXIT_USAGE;
}

/** The answer to one line of a batch. */
async function answerRequest(request: BatchRequest): Promise<object | string> {
  const parsed = parseRequirementsRequest(request);
  return typeof parsed === 'string' ? parsed : publicAnswer(await answerRequirements(parsed));
}

function publicAnswer({ accepted, error, requirements, threads, diagnostics }: RequirementsAnswer): object {
  return { accepted, error, requirements, threads, diagnostics: diagnostics.map(({ excerpt, ...rest }) => rest) };
}

function formatAnswer({ accepted, requirements }: RequirementsAnswer): string {
  if (!accepted) return 'refused: nothing of these files is used, and everything is forbidden until they are corrected';
  return requirements === null ? 'accepted; nothing is required' : `accepted\n${JSON.stringify(requirements, null, 2)}`;
}

interface ShowOptions extends PolicyOptions {
  readonly origin?: true;
  readonly json?: true;
}

function defineShow(command: Command): void {
  addPolicyOptions(command)
    .addOption(hostnameOption())
    .option('--origin', 'say who set each value, and whom it beat')
    .option('--json', 'print the answer as one line of JSON')
    .addHelpText('after', SHOW_EXAMPLES)
    .action(runShow);
}

const SHOW_EXAMPLES = `
Examples:
  portcullis config show --origin
  portcullis config show -c approval_policy=never -c sandbox_mode=danger-full-access --origin`;

async function runShow(options: ShowOptions): Promise<void> {
  const snapshot = await loadPolicy(options);
  const { requirements, config, trust } = snapshot;
  const resolved = requirements ? resolveSettings({ config, requirements, trust }) : { value: null, diagnostics: [] };
  const diagnostics = [...snapshot.diagnostics, ...resolved.diagnostics];
  remarkDiagnostics(diagnostics);
  const view = resolved.value ? viewSettings(snapshot, resolved.value) : null;
  print(options.json ? JSON.stringify(showJson(snapshot, view, diagnostics)) : formatShow(snapshot, view, options.origin ?? false));
  if (!view) process.exitCode = EXIT_USAGE;
}

function showJson(
  { fingerprint, profile, restriction, trust, layers }: PolicySnapshot,
  view: SettingsView | null,
  diagnostics: readonly Diagnostic[],
): object {
  const rows = view && { settings: jsonRows(view.settings), requirements: jsonRows(view.requirements), other: jsonRows(view.other) };
  return { fingerprint, profile, restriction, trust, ...rows, layers, diagnostics: diagnostics.map(({ excerpt, ...rest }) => rest) };
}

function formatShow({ fingerprint, profile, restriction, layers }: PolicySnapshot, view: SettingsView | null, showOrigin: boolean): string {
  const found = layers
    .filter((layer) => layer.state !== 'absent')
    .map(({ state, name, path }) => `  ${state.padEnd(11)}  ${name}  ${path}`);
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title, ...lines]);
  const rows = (list: readonly SettingRow[]) => formatRows(list, showOrigin);
  return visibleLines([
    `policy ${fingerprint} (${profile})${RESTRICTIONS[restriction]}`,
    ...section('settings', view ? rows(view.settings) : []),
    ...section('requirements', view ? rows(view.requirements) : []),
    ...section('other configuration', view ? rows(view.other) : []),
    ...section('layers', found),
  ]);
}

/** Outside text must not write to the terminal on its own. */
function visibleLines(lines: readonly string[]): string {
  return lines.map(visible).join('\n');
}

const RESTRICTIONS: Readonly<Record<PolicySnapshot['restriction'], string>> = {
  none: '',
  'no-default-allow': ': a lower layer is broken, so nothing is allowed by the sandbox alone',
  'forbid-all': ': a layer that everything depends on is broken, so everything is forbidden',
};
