/** `portcullis analyse`: everything that could run in a text, as a tree for people or as JSON. */
import { type Command, Option } from 'commander';
import { closest } from '../../base/index.ts';
import { analysisJson, formatAnalysis } from '../../report/index.ts';
import { analyse, type Build, type Core, createCore, shellOf } from '../../shell/index.ts';
import { type BatchRequest, runBatch } from '../batch.node.ts';
import { EXIT_UNDECIDED } from '../exit-code.ts';
import { SHELL_HELP, shellFault } from '../shell-option.ts';
import { didYouMean } from '../suggestion.ts';
import { paintFor, print } from '../terminal.node.ts';

interface Options {
  readonly shell: string;
  readonly core?: Build;
  readonly json?: true;
  readonly batch?: true;
}

const BUILDS = ['wasm', 'js'] as const satisfies readonly Build[];

export function define(command: Command): void {
  command
    .argument('[command]', 'the text, as one argument')
    .option('--shell <shell>', SHELL_HELP, 'bash')
    .addOption(new Option('--core <build>', 'the build of the core to use').choices(BUILDS))
    .option('--json', 'print the answer as one line of JSON')
    .addOption(new Option('--batch', 'answer requests from stdin, one JSON object a line').conflicts(['json', 'shell']))
    .addHelpText('after', EXAMPLES)
    .action((text: string | undefined, options: Options) => run(text, options, command));
}

const EXAMPLES = `
Examples:
  portcullis analyse 'cd app && git push --force > out.log'
  portcullis analyse --shell sh --json 'echo $(date) | tee log'
  echo '{"id":1,"command":"ls | wc -l","shell":"zsh"}' | portcullis analyse --batch`;

async function run(text: string | undefined, { shell, core: build, json, batch }: Options, command: Command): Promise<void> {
  if (batch) return runBatch({ answer: (request) => answer(request, build) });
  if (text === undefined) return command.error("error: missing required argument 'command'");
  const fault = shellFault(shell);
  if (fault !== null) return command.error(`error: ${fault}`);
  const analysis = analyse(coreOf(build), text, shellOf(shell));
  print(json ? JSON.stringify(analysisJson(analysis)) : formatAnalysis(analysis, text, paintFor(process.stdout)));
  if (analysis.refused) process.exitCode = EXIT_UNDECIDED;
}

const cores = new Map<Build | undefined, Core>();

/** One core a build, made when it is first asked for. */
function coreOf(build: Build | undefined): Core {
  const core = cores.get(build) ?? createCore(build);
  cores.set(build, core);
  return core;
}

const FIELDS = ['id', 'command', 'shell', 'core'];

function answer(request: BatchRequest, build: Build | undefined): object | string {
  const { command, shell = 'bash', core = build } = request;
  for (const field of Object.keys(request))
    if (!FIELDS.includes(field)) return `unknown field \`${field}\`${didYouMean(closest(field, FIELDS))}`;
  if (typeof command !== 'string') return '`command` must be a string';
  if (typeof shell !== 'string') return '`shell` must be a string';
  if (core !== undefined && !isBuild(core)) return `\`core\` must be ${BUILDS.join(' or ')}`;
  return shellFault(shell) ?? analysisJson(analyse(coreOf(core), command, shellOf(shell)));
}

function isBuild(value: unknown): value is Build {
  return (BUILDS as readonly unknown[]).includes(value);
}
