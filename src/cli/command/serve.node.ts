/** `portcullis serve`: a daemon that answers requests in JSON-RPC, over standard input and output, a socket or a port. */
import { homedir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { FSYNC_POLICIES, type FsyncPolicy } from '../../audit/index.ts';
import { PROFILES, type Profile } from '../../base/index.ts';
import { daemonFilePath, isRunning, placesPolicy, readDaemonFile } from '../../config/index.node.ts';
import { formatOrigin, warmDaemonSetting } from '../../config/index.ts';
import {
  type Listening,
  openServiceAudit,
  PolicyWatch,
  preparePrivateFolder,
  privateFolder,
  type Route,
  Service,
  type ServiceAudit,
  serveHttp,
  serveMailbox,
  serveMcp,
  serveSocket,
  serveStdio,
  serveSync,
  warmLifeOver,
  watchProcess,
} from '../../daemon/index.node.ts';
import { filePolicySource, machinePolicySource } from '../../engine/index.node.ts';
import { answerWarmHook, markWanted, WARM_PREFIX } from '../../hooks/index.node.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { repeatable } from '../repeatable-option.ts';
import { remark } from '../terminal.node.ts';

interface Options {
  readonly stdio?: true;
  readonly mcp?: true;
  readonly sync?: true;
  readonly socket?: string | true;
  readonly http?: HttpAddress;
  readonly warm?: true;
  readonly secretsFile?: string;
  readonly rules: readonly string[];
  readonly requirements: readonly string[];
  readonly profile: Profile;
  readonly cwd: string;
  readonly clientProcessId?: number;
  readonly audit?: string;
  readonly auditKey?: string;
  readonly auditFsync: FsyncPolicy;
  readonly auditRequired?: true;
}

interface HttpAddress {
  readonly host: string;
  readonly port: number;
}

export function define(command: Command): void {
  command
    .option('--stdio', 'serve the client that started this process, over standard input and output')
    .option('--sync', 'with --stdio: answer by reads and writes that block, which is faster for a client that waits for each answer')
    .addOption(
      new Option('--mcp', 'serve an MCP client over standard input and output: questions about policy, nothing else').conflicts([
        'stdio',
        'socket',
        'http',
      ]),
    )
    .addOption(new Option('--socket [path]', 'serve many clients over a socket; the default lies in a private folder').conflicts('stdio'))
    .addOption(
      new Option('--http <address>', 'serve clients with the token, on a port of this machine: 127.0.0.1:PORT')
        .argParser(parseAddress)
        .conflicts('stdio'),
    )
    .addOption(
      new Option(
        '--warm',
        'serve hooks of this user as one that a hook started: on the socket and a port, for as long as they ask',
      ).conflicts(['stdio', 'mcp', 'socket', 'http', 'secretsFile', 'rules', 'requirements', 'profile', 'cwd']),
    )
    .option('--secrets-file <file>', 'with --http: where address, token and proof are written; the default lies in a private folder')
    .option('--cwd <folder>', 'the folder whose policy holds for clients that name none', '.')
    .addOption(new Option('--profile <profile>', 'whose reading of policy to use').choices(PROFILES).default('strict'))
    .addOption(repeatable('-r, --rules <path>', 'a .rules file or a folder of them; repeatable', 'the policy of this machine'))
    .addOption(repeatable('--requirements <file>', 'a requirements.toml, likewise, the highest precedence first; repeatable'))
    .addOption(
      new Option('--client-process-id <pid>', 'end when this process does; with --stdio, the one that started us').argParser(parseProcess),
    )
    .option('--audit <folder>', 'record every decision in the audit log of this folder')
    .option('--audit-key <file>', 'with --audit: encrypt it with the key in this file')
    .addOption(new Option('--audit-fsync <policy>', 'with --audit: when to force it to disk').choices(FSYNC_POLICIES).default('interval'))
    .option('--audit-required', 'with --audit: allow nothing that cannot be recorded')
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => run(options, command));
}

const EXAMPLES = `
Messages are JSON-RPC 2.0, one a line, or behind \`Content-Length\` headers; docs/daemon.md describes them.

Examples:
  portcullis serve --stdio
  portcullis serve --stdio --rules .codex/rules --requirements requirements.toml
  portcullis serve --socket --audit ~/.config/portcullis/audit
  portcullis serve --http 127.0.0.1:8722
  portcullis serve --mcp`;

function parseProcess(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1) throw new InvalidArgumentError('it is the number of a process.');
  return id;
}

const MAX_PORT = 65_535;

function parseAddress(text: string): HttpAddress {
  const colon = text.lastIndexOf(':');
  const port = Number(text.slice(colon + 1));
  if (colon < 1 || text.endsWith(':') || !Number.isInteger(port) || port < 0 || port > MAX_PORT)
    throw new InvalidArgumentError('write it as 127.0.0.1:PORT.');
  return { host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port };
}

async function run(options: Options, command: Command): Promise<void> {
  if (!options.stdio && !options.mcp && !options.socket && !options.http && !options.warm)
    return command.error('error: say how to be reached: `--stdio`, `--socket`, `--http` or `--mcp`');
  if (options.audit === undefined && (options.auditRequired || options.auditKey !== undefined))
    return command.error(`error: \`--audit-${options.auditRequired ? 'required' : 'key'}\` says how to record, and \`--audit\` where`);
  if (options.warm) return runWarm({ ...options, socket: true, http: ANY_PORT, cwd: homedir() });
  return runAsAsked(options);
}

const ANY_PORT: HttpAddress = { host: '127.0.0.1', port: 0 };

/** Where policy wants no daemon, hooks are told not to try again so soon. */
async function runWarm(options: Options): Promise<void> {
  if (placesPolicy()) return refuse('hooks ask no daemon whose environment names another policy');
  const fault = await preparePrivateFolder(privateFolder());
  if (fault !== null) return refuse(fault);
  const { snapshot } = await machinePolicySource(options.cwd).load();
  const wanted = snapshot === null ? null : warmDaemonSetting(snapshot);
  markWanted(wanted?.value ?? false);
  if (!wanted?.value) return refuse(`policy wants no daemon that hooks start${wanted ? `: ${formatOrigin(wanted.origin)}` : ''}`);
  const secretsFile = daemonFilePath();
  const other = readDaemonFile(secretsFile);
  if (other !== null && isRunning(other)) return refuse(`a daemon listens on ${other.url} already`);
  await runAsAsked(options);
}

function refuse(why: string): void {
  remark(`portcullis serve: ${why}`);
  fail();
}

async function runAsAsked(options: Options): Promise<void> {
  const audit = await openAudit(options);
  if (audit === 'unusable') return fail();
  const watch = new PolicyWatch();
  const service = makeService(options, audit, watch);
  const { state } = await service.hold(service.host.cwd);
  // Clients learn it from `initialize`; whoever has started the daemon looks here.
  remarkDiagnostics(state.policy.diagnostics.filter(({ severity }) => severity === 'error'));
  if (options.stdio) await runStdio(service, options);
  else if (options.mcp) await serveMcp(service, { parent: options.clientProcessId ?? process.ppid });
  else await runListening(service, options);
  await watch.close();
  audit?.log.close();
}

function fail(): void {
  process.exitCode = EXIT_USAGE;
}

async function openAudit({ audit, auditKey, auditFsync, auditRequired }: Options): Promise<ServiceAudit | null | 'unusable'> {
  if (audit === undefined) return null;
  const opened = await openServiceAudit({
    folder: resolve(audit),
    fsync: auditFsync,
    keyFile: auditKey ?? null,
    isRequired: auditRequired ?? false,
  });
  remarkDiagnostics(opened.diagnostics);
  return opened.value ?? 'unusable';
}

function makeService({ rules, requirements, profile, cwd, sync }: Options, audit: ServiceAudit | null, watch: PolicyWatch): Service {
  const isNamed = rules.length > 0 || requirements.length > 0;
  const named = filePolicySource({ rules, requirements }, profile);
  return new Service({
    host: { cwd: resolve(cwd), user: userName() },
    sourceFor: (folder) => (isNamed ? named : machinePolicySource(folder, profile)),
    audit,
    // The loop of `--sync` looks for itself: events would wait behind it.
    onPaths: (service) => {
      if (!sync) watch.follow(service);
    },
  });
}

/** Null where the system does not say. */
function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}

async function runStdio(service: Service, { sync, clientProcessId = process.ppid }: Options): Promise<void> {
  const isOrderly = sync ? await serveSync(service) : await serveStdio(service, { parent: clientProcessId });
  if (!isOrderly) fail();
}

async function runListening(service: Service, options: Options): Promise<void> {
  const all: Listening[] = [];
  for (const start of startsOf(service, options)) {
    const listening = await start();
    if (listening === null) continue;
    if (typeof listening === 'string') {
      refuse(listening);
      break;
    }
    remark(`portcullis serve: listening on ${listening.address}`);
    all.push(listening);
  }
  if (all.length > 0 && process.exitCode === undefined) await ended(service, options);
  for (const listening of all) await listening.close();
}

/** The socket first: no second daemon of a user gets past it. The port last: who finds its file may ask in every way. */
function startsOf(service: Service, { socket, http, secretsFile }: Options): (() => Promise<Listening | string | null>)[] {
  const own = privateFolder();
  const place = typeof socket === 'string' ? socket : join(own, 'daemon.sock');
  const secrets = secretsFile ?? daemonFilePath();
  const route = { prefix: WARM_PREFIX, answer: answerWarmHook };
  return [
    ...(socket ? [() => inFolder(place, () => serveSocket(service, place))] : []),
    ...(socket === true && process.platform !== 'win32' ? [() => serveHooks(service, own, route)] : []),
    ...(http ? [() => inFolder(secrets, () => serveHttp(service, { ...http, secretsFile: secrets, route }))] : []),
  ];
}

/** Null where it cannot be: hooks that find no mailbox evaluate by themselves. */
async function serveHooks(service: Service, folder: string, route: Route): Promise<Listening | null> {
  const listening = await serveMailbox(service, folder, route);
  if (typeof listening !== 'string') return listening;
  remark(`portcullis serve: ${listening}`);
  return null;
}

async function inFolder(path: string, start: () => Promise<Listening | string>): Promise<Listening | string> {
  const own = privateFolder();
  return (dirname(path) === own ? await preparePrivateFolder(own) : null) ?? start();
}

/** Resolves when the daemon is told to end, when the process it serves has ended, or when it has outlived its use. */
function ended(service: Service, { clientProcessId, warm }: Options): Promise<unknown> {
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    if (clientProcessId !== undefined) watchProcess(clientProcessId, resolve);
  });
  return warm ? Promise.race([told, outlived(service)]) : told;
}

async function outlived(service: Service): Promise<void> {
  const held = await service.hold(service.host.cwd);
  const isWanted = () => held.state.snapshot !== null && warmDaemonSetting(held.state.snapshot).value;
  const reason = await warmLifeOver({ service, secretsFile: daemonFilePath(), program: process.argv[1] ?? '', isWanted });
  remark(`portcullis serve: ended: ${reason}`);
}
