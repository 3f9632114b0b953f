/** `portcullis config`: what requirement files demand, and which settings are in force. */
import { type Command, Option } from 'commander';
import { type Diagnostic, hasErrors, PROFILES, type Profile } from '../../base/index.ts';
import { answerRequirements, parseRequirementsRequest, type RequirementsAnswer } from '../../config/index.ts';
import { type BatchRequest, runBatch } from '../batch.node.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { readPolicyFile } from '../policy-file.node.ts';
import { print } from '../terminal.node.ts';

export function define(command: Command): void {
  defineRequirements(command.command('requirements').description('check requirement files and print what they require'));
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
