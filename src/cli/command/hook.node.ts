/** `portcullis hook AGENT`: answers an agent's hook; `hook install`, `uninstall` and `status` look after its place in the agent's configuration. */
import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import { hasErrors } from '../../base/index.ts';
import { thisMachine } from '../../config/index.node.ts';
import {
  answerAlone,
  askAgain,
  askHere,
  checkWarmDaemon,
  createHookServer,
  type HookStatus,
  type InstallPlan,
  type InstallTarget,
  install,
  installGuard,
  isFaulty,
  keepCompiledEngine,
  planInstall,
  planUninstall,
  runHook,
  statusOfAll,
  streamInput,
  uninstall,
} from '../../hooks/index.node.ts';
import {
  AGENT_NAMES,
  formatDiff,
  type HookArguments,
  INSTALLATIONS,
  type Installation,
  installedCommand,
  isAgentName,
  type Scope,
  unknownAgent,
} from '../../hooks/index.ts';
import { visible } from '../../report/index.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { hookContext, hookProgram, placesHere } from '../hook-program.node.ts';
import { SHELL_HELP, shellFault } from '../shell-option.ts';
import { paintFor, print, remark } from '../terminal.node.ts';

interface AnswerOptions {
  readonly shell?: string;
  readonly enforcement: 'none' | 'sandbox';
  readonly leavePrompts?: true;
}

interface ListenOptions extends AnswerOptions {
  readonly port: string;
}

interface InstallOptions extends AnswerOptions {
  readonly project?: true;
  readonly yes?: true;
}

export function define(command: Command): void {
  const answering = addAnswerOptions(command.argument('[agent]', `who asks: ${AGENT_NAMES.join(', ')}`));
  answering.addHelpText('after', EXAMPLES).action((agent: string | undefined, options: AnswerOptions) => answer(agent, options, command));
  addAnswerOptions(
    command.command('install').description('write the hook into the configuration of an agent').argument('<agent>', CONFIGURED),
  )
    .option('--project', 'into the configuration of the project, not that of the user')
    .option('-y, --yes', 'without asking')
    .action((agent: string, options: InstallOptions, sub: Command) => change(agent, merged(options, sub), command, planToInstall));
  command
    .command('uninstall')
    .description('take it out again')
    .argument('<agent>', CONFIGURED)
    .option('--project', 'from the configuration of the project, not that of the user')
    .option('-y, --yes', 'without asking')
    .action((agent: string, options: InstallOptions) => change(agent, options, command, planToUninstall));
  addAnswerOptions(command.command('listen').description('answer the hook of Claude Code over HTTP on this machine, in its HTTP form'))
    .requiredOption('--port <port>', 'where to listen, on 127.0.0.1; 0 takes any that is free')
    .action((options: ListenOptions, sub: Command) => listen(merged(options, sub), command));
  command
    .command('status')
    .description('send requests through the installed hooks, and say whether they work and fail closed')
    .argument('[agent]', `${CONFIGURED}; default: all`)
    .action((agent: string | undefined) => status(agent, command));
  for (const each of command.commands) each.addHelpText('after', `\nExamples:\n${INSTALL_EXAMPLES}`);
}

const CONFIGURED = AGENT_NAMES.filter((name) => name !== 'generic').join(', ');

function addAnswerOptions(command: Command): Command {
  return command
    .option('-s, --shell <shell>', `${SHELL_HELP}; each agent has its own by default`)
    .addOption(
      new Option('--enforcement <kind>', 'whether the agent enforces the sandbox of the policy')
        .choices(['none', 'sandbox'])
        .default('none'),
    )
    .option('--leave-prompts', 'leave prompts to the agent where it cannot be told to ask');
}

/** Options in front of the name of the subcommand are those of the whole. */
function merged<T extends AnswerOptions>(options: T, sub: Command): T {
  return { ...options, ...(sub.optsWithGlobals() as T) };
}

const INSTALL_EXAMPLES = `\
  portcullis hook install claude-code
  portcullis hook install codex --enforcement sandbox --yes
  portcullis hook status
  portcullis hook uninstall claude-code
  PORTCULLIS_HOOK_TOKEN=$(openssl rand -hex 32) portcullis hook listen --port 8723`;

const EXAMPLES = `
The input is what the agent sends, the answer is in its words. Everything that goes wrong ends with 2, which blocks. docs/hooks.md has the shapes.

Examples:
${INSTALL_EXAMPLES}
  portcullis hook generic <<< '{"command": "ls", "cwd": "/"}'`;

async function answer(agent: string | undefined, { shell, enforcement, leavePrompts }: AnswerOptions, command: Command): Promise<void> {
  if (agent === undefined) return command.error("error: missing required argument 'agent'");
  const words = [
    agent,
    ...(shell === undefined ? [] : ['--shell', shell]),
    ...['--enforcement', enforcement],
    ...(leavePrompts ? ['--leave-prompts'] : []),
  ];
  await runHook(words, installGuard(), { read: streamInput, alone: (call) => answerAlone(call, askHere) });
}

/** The token that clients send: an argument would stand in the list of processes. */
const TOKEN_VARIABLE = 'PORTCULLIS_HOOK_TOKEN';
const MIN_TOKEN_LENGTH = 16;
const MAX_PORT = 65_535;

async function listen({ port: text, shell, enforcement, leavePrompts }: ListenOptions, command: Command): Promise<void> {
  const fault = shellFault(shell ?? 'bash');
  const port = Number(text);
  if (fault !== null) return command.error(`error: ${fault}`);
  if (!/^\d+$/.test(text) || port > MAX_PORT) return command.error(`error: \`${text}\` is no port`);
  const token = process.env[TOKEN_VARIABLE] ?? '';
  if (token.length < MIN_TOKEN_LENGTH)
    return fail(`set ${TOKEN_VARIABLE} to a secret of at least ${MIN_TOKEN_LENGTH} characters, here and for Claude Code`);
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  const hook = { platform, shell: shell ?? null, project: null, enforcement, leavesPrompts: leavePrompts ?? false } as const;
  const server = createHookServer({ token, hook, ask: askAgain() });
  server.on('error', (error: NodeJS.ErrnoException) => fail(`cannot listen: ${error.code ?? error.message}`));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve).on('error', () => resolve()));
  const address = server.address();
  if (typeof address === 'object' && address !== null) remark(`portcullis hook: listening on http://127.0.0.1:${address.port}/`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
}

interface Intent {
  readonly verb: string;
  readonly done: string;
  readonly nothing: string;
  plan(target: InstallTarget, args: HookArguments): Promise<InstallPlan>;
  carryOut(target: InstallTarget, changes: NonNullable<InstallPlan['changes']>): Promise<void>;
}

const planToInstall: Intent = {
  verb: 'install',
  done: 'the hook is installed; see `portcullis hook status`',
  nothing: 'the hook is installed already, just as it would be now',
  plan: (target, args) => planInstall(target, installedCommand(hookProgram(), args)),
  carryOut: async (target, changes) => {
    await install(target, changes);
    if (!(await keepCompiledEngine(hookProgram().script)))
      remark('portcullis hook: the folder of the hook cannot be written, so each start compiles anew');
  },
};

const planToUninstall: Intent = {
  verb: 'uninstall',
  done: 'the hook is taken out',
  nothing: 'no hook of ours stands there',
  plan: (target) => planUninstall(target),
  carryOut: uninstall,
};

async function change(agent: string, options: InstallOptions, command: Command, intent: Intent): Promise<void> {
  const installation = installationOf(agent, command);
  const fault = shellFault(options.shell ?? 'bash');
  if (fault !== null) return command.error(`error: ${fault}`);
  if (process.platform === 'win32')
    return fail('on Windows agents run hooks in other shells; docs/hooks.md says what to write down by hand');
  const target = targetOf(installation, options.project ? 'project' : 'user');
  const { changes, diagnostics } = await intent.plan(target, argumentsOf(installation, options)).catch(unreadable);
  remarkDiagnostics(diagnostics);
  if (changes === null || hasErrors(diagnostics)) return fail('nothing was changed');
  if (changes.length === 0) return print(intent.nothing);
  for (const { path, before, after } of changes) print(visibleDiff(formatDiff(path, before, after)));
  if (!options.yes && !(await isAgreed(intent.verb))) return fail('nothing was changed');
  await intent.carryOut(target, changes);
  print(intent.done);
}

function fail(what: string): void {
  remark(`portcullis hook: ${what}`);
  process.exitCode = EXIT_USAGE;
}

/** A file that cannot be read is a fault of the place, not of ours. */
function unreadable(error: Error): InstallPlan {
  return { changes: null, diagnostics: [{ code: 'HK001', severity: 'error', message: error.message, help: 'correct or move the file' }] };
}

function installationOf(agent: string, command: Command): Installation {
  if (!isAgentName(agent)) return command.error(`error: ${unknownAgent(agent)}`);
  if (agent === 'generic') return command.error('error: `generic` has no configuration; run `portcullis hook generic` where you need it');
  return INSTALLATIONS[agent];
}

function targetOf(installation: Installation, scope: Scope): InstallTarget {
  return { installation, scope, places: placesHere(), ownHome: thisMachine().places.ownHome };
}

/** The shell that the agent would start is the user's, where that is one we can read. */
function argumentsOf({ agent }: Installation, { shell, enforcement, leavePrompts }: InstallOptions): HookArguments {
  const own = process.env.SHELL?.endsWith('/zsh') && USES_OWN_SHELL.has(agent) ? 'zsh' : null;
  return { agent, shell: shell ?? own, enforcement: enforcement ?? 'none', leavesPrompts: leavePrompts ?? false, isInstalled: true };
}

const USES_OWN_SHELL: ReadonlySet<string> = new Set(['claude-code', 'codex', 'cursor']);

function visibleDiff(diff: string): string {
  const paint = paintFor(process.stdout);
  const line = (text: string): string => {
    if (/^(?:---|\+\+\+) /.test(text)) return paint('strong', visible(text));
    return text.startsWith('+') ? paint('allow', visible(text)) : text.startsWith('-') ? paint('forbidden', visible(text)) : visible(text);
  };
  return diff.split('\n').map(line).join('\n');
}

/** SECURITY: an agent can run this too, so agreement is given at a terminal, or in so many words. */
async function isAgreed(verb: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    remark(`portcullis hook ${verb}: there is nobody to ask; read the change above and say \`--yes\``);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const said = await terminal.question(`${verb}? [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(said.trim());
}

async function status(agent: string | undefined, command: Command): Promise<void> {
  const installations = agent === undefined ? undefined : [installationOf(agent, command)];
  const shown = await statusOfAll(await hookContext(), installations);
  if (shown.length === 0) return print(`no hook of ours is installed${agent === undefined ? '' : ` for ${agent}`}`);
  for (const each of shown) print(formatStatus(each));
  print((await checkWarmDaemon()).summary);
  if (shown.some(isFaulty)) process.exitCode = EXIT_USAGE;
}

function formatStatus({ agent, scope, path, events, faults }: HookStatus): string {
  const paint = paintFor(process.stdout);
  const bad = (text: string): string => `  ${paint('forbidden', 'fail')}  ${visible(text)}`;
  const lines = (events ?? []).flatMap((each) => [
    ...(each.faults.length === 0
      ? [`  ${paint('allow', 'ok')}    ${each.event}: a harmless and a forbidden request are answered as they should be`]
      : []),
    ...each.faults.map((fault) => bad(`${each.event}: ${fault}`)),
    each.failsClosed ? `  ${paint('allow', 'ok')}    ${each.event}: fails closed` : bad(`${each.event}: lets pass when it fails`),
  ]);
  return [`${agent} (${scope}) ${visible(path)}`, ...lines, ...faults.map(bad)].join('\n');
}
