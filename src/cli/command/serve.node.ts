/** `portcullis serve`: a daemon that answers requests in JSON-RPC, over standard input and output, a socket or a port. */
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { FSYNC_POLICIES, type FsyncPolicy } from '../../audit/index.ts';
import { PROFILES, type Profile } from '../../base/index.ts';
import {
  type Listening,
  openServiceAudit,
  PolicyWatch,
  preparePrivateFolder,
  privateFolder,
  Service,
  type ServiceAudit,
  serveHttp,
  serveMcp,
  serveSocket,
  serveStdio,
  serveSync,
  watchProcess,
} from '../../daemon/index.node.ts';
import { filePolicySource, machinePolicySource } from '../../engine/index.node.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { remark } from '../terminal.node.ts';

interface Options {
  readonly stdio?: true;
  readonly mcp?: true;
  readonly sync?: true;
  readonly socket?: string | true;
  readonly http?: HttpAddress;
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

const collect = (value: string, earlier: readonly string[]): string[] => [...earlier, value];

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
        .conflicts(['stdio', 'socket']),
    )
    .option('--secrets-file <file>', 'with --http: where address, token and proof are written; the default lies in a private folder')
    .option('--cwd <folder>', 'the folder whose policy holds for clients that name none', '.')
    .addOption(new Option('--profile <profile>', 'whose reading of policy to use').choices(PROFILES).default('strict'))
    .option('-r, --rules <path>', 'a .rules file or a folder of them, instead of the policy of this machine; repeatable', collect, [])
    .option('--requirements <file>', 'a requirements.toml, likewise, the highest precedence first; repeatable', collect, [])
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
  portcullis serve --socket --audit ~/.local/state/portcullis/audit
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
  if (!options.stdio && !options.mcp && !options.socket && !options.http)
    return command.error('error: say how to be reached: `--stdio`, `--socket`, `--http` or `--mcp`');
  const audit = await openAudit(options);
  if (audit === 'unusable') return fail();
  const watch = new PolicyWatch();
  const service = makeService(options, audit, watch);
  await service.hold(service.host.cwd);
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
  const listening = await listen(service, options);
  if (typeof listening === 'string') {
    remark(`portcullis serve: ${listening}`);
    return fail();
  }
  remark(`portcullis serve: listening on ${listening.address}`);
  await ended(options.clientProcessId ?? null);
  await listening.close();
}

async function listen(service: Service, { socket, http, secretsFile }: Options): Promise<Listening | string> {
  const own = privateFolder();
  const path = http ? (secretsFile ?? join(own, 'http.json')) : typeof socket === 'string' ? socket : join(own, 'daemon.sock');
  const fault = dirname(path) === own ? await preparePrivateFolder(own) : null;
  if (fault !== null) return fault;
  return http ? serveHttp(service, { ...http, secretsFile: path }) : serveSocket(service, path);
}

/** Resolves when the daemon is told to end, or the process it serves has ended. */
function ended(processId: number | null): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    if (processId !== null) watchProcess(processId, resolve);
  });
}
