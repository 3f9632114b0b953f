/** `portcullis check 'command'`: the decision about one command, for people, as JSON, or line by line. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { hasErrors, MIN_CACHED_RULES } from '../../base/index.ts';
import { type ApprovalPolicy, parseApprovalPolicy, SANDBOX_MODES, type SandboxMode } from '../../config/index.ts';
import { machineFiles, openEngine } from '../../engine/index.node.ts';
import {
  type AnswerHead,
  type CommandRequest,
  compareEvaluations,
  createCodexEngine,
  createEngine,
  type Engine,
  type EngineOptions,
  type Policy,
  type RequestDefaults,
} from '../../engine/index.ts';
import { formatAnswer, formatComparison } from '../../report/index.ts';
import { type Build, type Shell, shellOf } from '../../shell/index.ts';
import { runBatch } from '../batch.node.ts';
import { answerCommand, type Decided, reasonRemark } from '../check-answer.node.ts';
import { type AskedOptions, answerAsked } from '../check-asked.node.ts';
import { loadCheckPolicy, loadCodexPolicy } from '../check-policy.node.ts';
import { answerChecks } from '../check-request.node.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_UNDECIDED, EXIT_USAGE } from '../exit-code.ts';
import { isDamaged } from '../plain-check.ts';
import { repeatable } from '../repeatable-option.ts';
import { SHELL_HELP, shellFault } from '../shell-option.ts';
import { meantOrKnown } from '../suggestion.ts';
import { paintFor, print, remark } from '../terminal.node.ts';

interface Options extends AskedOptions {
  readonly requirements: readonly string[];
  readonly rules: readonly string[];
  readonly approvalPolicy?: string;
  readonly sandbox?: SandboxMode;
  readonly enforcement: 'none' | 'sandbox';
  readonly shell: string;
  readonly cwd: string;
  readonly core?: Build;
  readonly compare?: true;
  readonly json?: true;
  readonly batch?: true;
}

export function define(command: Command): void {
  command
    .argument('[command...]', 'the text for a shell as one argument, or `-- program argument …` for one without a shell')
    .addOption(repeatable('-r, --rules <path>', 'a .rules file or a folder of them; repeatable', 'the policy of this machine'))
    .addOption(repeatable('--requirements <file>', 'a requirements.toml, the highest precedence first; repeatable'))
    .option('--approval-policy <policy>', `when to ask: ${APPROVAL_POLICIES.join(', ')}`)
    .addOption(new Option('--sandbox <mode>', 'the sandbox mode').choices(SANDBOX_MODES))
    .addOption(new Option('--enforcement <kind>', 'whether the caller enforces that sandbox').choices(['none', 'sandbox']).default('none'))
    .option('-s, --shell <shell>', SHELL_HELP, 'bash')
    .option('--cwd <folder>', 'where it would run', '.')
    .addOption(new Option('--core <build>', 'the build of the core to use').choices(['wasm', 'js']))
    .option('--network <url>', 'ask about a connection instead: a URL or a host')
    .option('--method <method>', 'with --network: the HTTP method')
    .option('--resolve', 'with --network: look the name up, and check where it leads')
    .option('--mcp <server>', 'ask about an MCP server instead')
    .option('--tool <tool>', 'with --mcp: a call of this tool')
    .option('--arguments <json>', 'with --tool: the arguments of the call')
    .option('--client <file>', 'with --mcp: the configuration that says how the server is reached')
    .addOption(new Option('--compare', 'ask Codex as well, and say why it decides otherwise').conflicts(['batch', 'network', 'mcp']))
    .option('--json', 'print the answer as one line of JSON')
    .addOption(new Option('--batch', 'answer requests from stdin, one JSON object a line').conflicts('json'))
    .addHelpText('after', EXAMPLES)
    .action((words: readonly string[], options: Options) => run(words, options, command));
}

const APPROVAL_POLICIES = ['untrusted', 'on-request', 'never'];

const EXAMPLES = `
The policy of this machine decides, or the built-in starter policy where nothing is set up (see \`portcullis doctor\`).
With --rules or --requirements those files alone decide.

With --compare the answer stands beside the one that Codex itself gives for the same files; a sandbox counts as enforced there unless
--enforcement says otherwise, as Codex always runs commands in its own. It ends with 0 only where both allow.

Examples:
  portcullis check 'cd app && git push --force > out.log'
  portcullis check --requirements requirements.toml --json 'rm -rf build'
  portcullis check --rules .codex/rules -- git push origin main
  portcullis check --rules .codex/rules --compare 'git push > out.log'
  portcullis check --requirements requirements.toml --network https://example.com/upload --method POST
  portcullis check --requirements requirements.toml --mcp docs --tool search --client .mcp.json
  portcullis check --batch < requests.jsonl`;

async function run(words: readonly string[], options: Options, command: Command): Promise<void> {
  const fault = shellFault(options.shell) ?? compareFault(options) ?? wordsFault(words, options);
  if (fault !== null) return command.error(`error: ${fault}`);
  if ([...words, options.cwd].some(isDamaged)) return refuseDamaged();
  const approvalPolicy = readApprovalPolicy(options.approvalPolicy, command);
  const loaded = await loadCheckPolicy(options);
  const { policy } = loaded;
  remarkDiagnostics(policy.diagnostics);
  const engine = engineFor(policy, options, true);
  const asked = await answerAsked(engine, { approvalPolicy, sandboxMode: options.sandbox ?? null }, options);
  if (typeof asked === 'string') return command.error(`error: ${asked}`);
  if (asked) printAsked(asked, options);
  else if (options.batch) {
    await runBatch({
      answer: answerChecks(policy, (each) => engineFor(each, options, each === policy)),
      answerFault: () => ({ decision: 'forbidden' }),
    });
  } else {
    const { cwd, sandbox: sandboxMode = null, enforcement, shell } = options;
    const asked = isArgv(words) ? { argv: words } : { command: words[0] ?? '' };
    const request = { shell, cwd: resolve(cwd), approvalPolicy, sandboxMode, enforcement, ...asked };
    const assumed = command.getOptionValueSource('enforcement') === 'default' ? ({ enforcement: 'sandbox' } as const) : {};
    const { decision, reason } = options.compare
      ? await compareProfiles(engine, { ...request, ...assumed }, options)
      : evaluate(engine, request, options);
    if (decision !== 'allow') process.exitCode = EXIT_UNDECIDED;
    if (!hasErrors(policy.diagnostics)) remarkReason({ decision, reason });
    await loaded.keep(engine);
  }
  if (hasErrors(policy.diagnostics)) process.exitCode = EXIT_USAGE;
}

function refuseDamaged(): void {
  remark('portcullis check: the command is not UTF-8, or holds U+FFFD, which is taken for that; ask with --batch');
  process.exitCode = EXIT_UNDECIDED;
}

function evaluate(engine: Engine, request: CommandRequest, { json }: Options): Decided {
  const answer = answerCommand(engine, request, json === true, paintFor(process.stdout));
  print(answer.text);
  return answer;
}

/** The stricter of the two answers, after both are printed. */
async function compareProfiles(engine: Engine, request: CommandRequest, options: Options): Promise<Decided> {
  const codexPolicy = await loadCodexPolicy(options);
  const codex = createCodexEngine(codexPolicy, {
    ...(options.core === undefined ? {} : { build: options.core }),
    defaults: defaultsOf(options),
  }).evaluate(request);
  const comparison = compareEvaluations(engine.evaluate(request), codex, { strict: engine.policy.rules, codex: codexPolicy.rules });
  print(options.json ? JSON.stringify(comparison) : formatComparison(comparison, paintFor(process.stdout)));
  if (comparison.stricter !== 'codex') return comparison.strict;
  return { decision: codex.decision, reason: codex.reason ?? comparison.differences[0]?.message ?? '' };
}

function printAsked(answer: AnswerHead, { json }: Options): void {
  print(json ? JSON.stringify(answer) : formatAnswer(answer, paintFor(process.stdout)));
  if (answer.decision !== 'allow') process.exitCode = EXIT_UNDECIDED;
  if (!hasErrors(answer.diagnostics)) remarkReason(answer);
}

function remarkReason(answer: Decided): void {
  const text = reasonRemark(answer, process.stdout.isTTY && process.stderr.isTTY);
  if (text !== null) remark(text);
}

/** Codex looks into texts for these alone. */
const COMPARED_SHELLS: readonly Shell[] = ['bash', 'sh', 'zsh'];

function compareFault({ compare, shell }: Options): string | null {
  if (!compare || COMPARED_SHELLS.includes(shellOf(shell))) return null;
  return `--compare knows what Codex makes of texts for ${COMPARED_SHELLS.join(', ')}, not for \`${shell}\``;
}

/** Several words are no text: what the shell took off them (quotes, blanks) would be judged away. */
function wordsFault(words: readonly string[], { batch, network, mcp }: Options): string | null {
  if (network !== undefined || mcp !== undefined) return words.length === 0 && !batch ? null : 'ask about one thing at a time';
  if (batch) return words.length === 0 ? null : '--batch reads its commands from stdin';
  if (words.length === 0) return "missing required argument 'command'";
  return words.length === 1 || isArgv(words) ? null : 'several arguments; put the command in quotes, or `--` in front of a program';
}

/** Whether all words stand behind `--`. */
function isArgv(words: readonly string[]): boolean {
  const dashes = process.argv.indexOf('--');
  return dashes >= 0 && process.argv.length - dashes - 1 === words.length;
}

function readApprovalPolicy(name: string | undefined, command: Command): ApprovalPolicy | null {
  const policy = name === undefined ? null : parseApprovalPolicy(name);
  if (name !== undefined && policy === null)
    command.error(`error: \`${name}\` is no approval policy${meantOrKnown(name, APPROVAL_POLICIES)}`);
  return policy;
}

/** `looks`: at the files of this machine; a policy that came with its request may be about any machine. */
function engineFor(policy: Policy, options: Options, looks: boolean): Engine {
  const engineOptions: EngineOptions = {
    ...buildFor(policy, options),
    defaults: { ...defaultsOf(options), shell: shellOf(options.shell) },
  };
  return looks ? openEngine(policy, { ...engineOptions, files: machineFiles }) : createEngine(policy, engineOptions);
}

/** WebAssembly takes longer to be made than JavaScript to answer one question under few rules. */
function buildFor(policy: Policy, { core, batch }: Options): Pick<EngineOptions, 'build'> {
  if (core !== undefined) return { build: core };
  return batch || policy.rules.prefixRules.length >= MIN_CACHED_RULES ? {} : { build: 'js' };
}

function defaultsOf({ cwd }: Options): Pick<RequestDefaults, 'platform' | 'cwd' | 'home'> {
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  return { platform, cwd: resolve(cwd), home: homedir() };
}
