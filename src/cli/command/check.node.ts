/** `portcullis check 'command'`: the decision about one command, for people, as JSON, or line by line. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { type Command, Option } from 'commander';
import { type Diagnostic, formatDiagnostic, hasErrors, type Profile } from '../../base/index.ts';
import { parseApprovalPolicy, SANDBOX_MODES } from '../../config/index.ts';
import {
  type CommandRequest,
  createEngine,
  Engine,
  type Evaluation,
  type InlinePolicy,
  type Policy,
  readInlinePolicy,
  starterPolicy,
} from '../../engine/index.ts';
import { formatEvaluation } from '../../report/index.ts';
import { loadRulesFiles } from '../../rules/index.node.ts';
import { type Build, SHELLS, shellOf } from '../../shell/index.ts';
import { type BatchRequest, runBatch } from '../batch.node.ts';
import { EXIT_UNDECIDED, EXIT_USAGE } from '../exit-code.ts';
import { paintFor, print, remark } from '../terminal.node.ts';

interface Options {
  readonly requirements: readonly string[];
  readonly rules: readonly string[];
  readonly approvalPolicy?: string;
  readonly sandbox?: string;
  readonly enforcement: 'none' | 'sandbox';
  readonly shell: string;
  readonly cwd?: string;
  readonly core?: Build;
  readonly json?: boolean;
  readonly batch?: boolean;
}

const collect = (value: string, earlier: readonly string[]): string[] => [...earlier, value];

export function define(command: Command): void {
  command
    .argument('[command...]', 'the text as a shell would get it, or `-- program argument …`')
    .option('-r, --rules <path>', 'a .rules file or a folder of them; may be given again', collect, [])
    .option('--requirements <file>', 'a requirements.toml, the highest precedence first; may be given again', collect, [])
    .option('--approval-policy <policy>', 'untrusted, on-request or never')
    .addOption(new Option('--sandbox <mode>', 'the sandbox mode').choices([...SANDBOX_MODES]))
    .addOption(new Option('--enforcement <kind>', 'whether the caller enforces that sandbox').choices(['none', 'sandbox']).default('none'))
    .option('-s, --shell <shell>', `the shell that will run it: ${SHELLS.join(', ')}, or a path`, 'bash')
    .option('--cwd <folder>', 'where it would run (default: here)')
    .addOption(new Option('--core <build>', 'which build of the core').choices(['wasm', 'js']))
    .option('--json', 'print the whole answer as one JSON object')
    .option('--batch', 'read requests as JSON lines, answer each with a JSON line')
    .addHelpText('after', EXAMPLES)
    .action((words: string[], options: Options, self: Command) => run(words, options, self));
}

const EXAMPLES = `
Examples:
  portcullis check 'cd app && git push --force > out.log'
  portcullis check --requirements requirements.toml --json 'rm -rf build'
  portcullis check --rules .codex/rules -- git push origin main
  portcullis check --batch < requests.jsonl`;

async function run(words: readonly string[], options: Options, self: Command): Promise<void> {
  const policy = await loadPolicy(options);
  const errors = policy.diagnostics.filter((each) => each.severity === 'error');
  for (const each of policy.diagnostics) remark(formatDiagnostic(each));
  if (options.batch) return runBatch({ answer: answerWith(policy, options), answerFault: () => ({ decision: 'forbidden' }) });
  if (words.length === 0) self.error("error: missing argument 'command'");
  const text = isArgv(self, words) ? null : words.join(' ');
  const evaluation = engineFor(policy, options).evaluate({
    ...requestOf(options),
    ...(text === null ? { argv: words } : { command: text }),
  });
  print(options.json ? JSON.stringify(evaluation) : formatEvaluation(evaluation, text, paintFor(process.stdout)));
  process.exitCode = errors.length > 0 ? EXIT_USAGE : evaluation.decision === 'allow' ? 0 : EXIT_UNDECIDED;
  if (evaluation.decision !== 'allow') remark(`portcullis: ${evaluation.decision}: ${evaluation.reason}`);
}

/** Words behind `--` are an argv; one word, or several without it, are a text. */
function isArgv(self: Command, words: readonly string[]): boolean {
  const raw = process.argv.slice(2);
  const dashes = raw.indexOf('--');
  return dashes >= 0 && raw.slice(dashes + 1).length === words.length && self.args.length === words.length;
}

function requestOf(options: Options): CommandRequest {
  const approvalPolicy = options.approvalPolicy === undefined ? null : parseApprovalPolicy(options.approvalPolicy);
  if (options.approvalPolicy !== undefined && approvalPolicy === null)
    throw new UsageError(`\`${options.approvalPolicy}\` is no approval policy`);
  const cwd = options.cwd ?? process.cwd();
  return {
    shell: options.shell,
    cwd,
    approvalPolicy,
    sandboxMode: (options.sandbox as CommandRequest['sandboxMode']) ?? null,
    enforcement: options.enforcement,
  };
}

class UsageError extends Error {}

function engineFor(policy: Policy, { core, shell }: Options): Engine {
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  return createEngine(policy, {
    ...(core === undefined ? {} : { build: core }),
    defaults: { platform, cwd: process.cwd(), home: homedir(), shell: shellOf(shell) },
  });
}

/** The policy of the flags, or the built-in one. */
async function loadPolicy({ requirements, rules }: Options): Promise<Policy> {
  if (requirements.length === 0 && rules.length === 0) return starterPolicy();
  const texts = await Promise.all(requirements.map(async (path) => ({ name: path, text: await readFile(path, 'utf8') })));
  const files = await loadRulesFiles(rules);
  const inline: InlinePolicy = { requirements: texts, rules: files.value.map(({ source, text }) => ({ name: source, text })) };
  const policy = await readInlinePolicy(inline, 'strict', null);
  if ('severity' in policy) throw new UsageError(policy.message);
  const diagnostics: readonly Diagnostic[] = [...files.diagnostics, ...policy.diagnostics];
  return { ...policy, diagnostics, restriction: hasErrors(files.diagnostics) ? 'forbid-all' : policy.restriction };
}

const CLI_FIELDS = ['policy', 'profile', 'hostname', 'clientCapabilities', 'toolArguments'];

/** Answers requests; engines of inline policies are kept, as corpora use few policies for many commands. */
function answerWith(policy: Policy, options: Options): (request: BatchRequest) => Promise<object> {
  const own = engineFor(policy, options);
  const kept = new Map<string, Engine>();
  return async (request) => {
    const { id: _, policy: inline, profile = 'strict', hostname = null, ...rest } = request;
    for (const field of CLI_FIELDS) delete (rest as Record<string, unknown>)[field];
    const engine =
      inline === undefined ? own : await engineOf(inline as InlinePolicy, profile as Profile, hostname as string | null, kept, options);
    if (!(engine instanceof Engine)) return { decision: 'forbidden', reason: engine.message };
    return engine.evaluate(rest as CommandRequest) satisfies Evaluation;
  };
}

/** Engines kept for the inline policies of a batch. */
const MAX_KEPT_ENGINES = 64;

async function engineOf(
  inline: InlinePolicy,
  profile: Profile,
  hostname: string | null,
  kept: Map<string, Engine>,
  options: Options,
): Promise<Engine | Diagnostic> {
  const key = JSON.stringify([inline, profile, hostname]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const policy = await readInlinePolicy(inline, profile, hostname);
  if ('severity' in policy) return policy;
  const engine = engineFor(policy, options);
  if (kept.size >= MAX_KEPT_ENGINES) kept.clear();
  kept.set(key, engine);
  return engine;
}
