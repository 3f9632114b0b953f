/** `portcullis mcp`: which servers of a client's configuration survive the policy, and whether they are still what was agreed to. */
import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { type Diagnostic, hasErrors } from '../../base/index.ts';
import { createEngine, type Engine, policyOfSnapshot, type ToolCallEvaluation } from '../../engine/index.ts';
import {
  type ClientServer,
  compareLock,
  formatLock,
  type LockDifference,
  lockServers,
  MCP_CLIENTS,
  type McpClient,
  parseLock,
} from '../../mcp/index.ts';
import { visible } from '../../report/index.ts';
import { loadClientConfig } from '../client-config.node.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { type ObserveOptions, observeServers } from '../observed-servers.node.ts';
import { readPolicyFile } from '../policy-file.node.ts';
import { addPolicyOptions, loadPolicy, type PolicyOptions } from '../policy-options.node.ts';
import { repeatable } from '../repeatable-option.ts';
import { paintFor, print } from '../terminal.node.ts';

interface FileOptions {
  readonly client?: McpClient;
  readonly json?: true;
}

type LockOptions = FileOptions & ObserveOptions & { readonly lock: string };

export function define(command: Command): void {
  addPolicyOptions(withFile(command.command('check').description('say which servers survive the policy, and why not the others')))
    .addHelpText('after', CHECK_EXAMPLES)
    .action((file: string, options: FileOptions & PolicyOptions) => runCheck(file, options));
  withTools(withFile(command.command('lock').description('write down what the servers and their tools are now')))
    .addHelpText('after', LOCK_EXAMPLES)
    .action((file: string, options: LockOptions) => runLock(file, options));
  withTools(withFile(command.command('verify').description('say what has changed since the lock file was written')))
    .addHelpText('after', VERIFY_EXAMPLES)
    .action((file: string, options: LockOptions) => runVerify(file, options));
}

function withFile(command: Command): Command {
  return command
    .argument('<config>', 'configuration of Codex, Claude Code, Cursor or VS Code')
    .addOption(new Option('--client <client>', 'whose configuration it is').choices(MCP_CLIENTS))
    .option('--json', 'print the answer as one line of JSON');
}

function withTools(command: Command): Command {
  return command
    .option('--lock <file>', 'the lock file', 'mcp-lock.json')
    .addOption(repeatable('--tools <server=file>', 'the answer of a server to `tools/list`; repeatable'))
    .option('--start', 'start servers that speak over standard streams, to ask them for their tools');
}

const CHECK_EXAMPLES = `
Examples:
  portcullis mcp check ~/.codex/config.toml
  portcullis mcp check .mcp.json --requirements requirements.toml --json`;

const LOCK_EXAMPLES = `
Examples:
  portcullis mcp lock .mcp.json --start
  portcullis mcp lock .mcp.json --tools docs=docs-tools.json`;

const VERIFY_EXAMPLES = `
Examples:
  portcullis mcp verify .mcp.json --start`;

async function loadServers(file: string, { client }: FileOptions): Promise<readonly ClientServer[] | null> {
  const { value, diagnostics } = await loadClientConfig(file, client ?? null);
  remarkDiagnostics(diagnostics);
  if (value) return value.servers;
  process.exitCode = EXIT_USAGE;
  return null;
}

/** One row of `mcp check`. */
interface CheckedServer {
  readonly server: ClientServer;
  readonly evaluation: ToolCallEvaluation | null;
}

async function runCheck(file: string, options: FileOptions & PolicyOptions): Promise<void> {
  const servers = await loadServers(file, options);
  if (!servers) return;
  const snapshot = await loadPolicy(options);
  remarkDiagnostics(snapshot.diagnostics.filter(({ severity }) => severity !== 'info'));
  const engine = createEngine(policyOfSnapshot(snapshot));
  const checked = servers.map((server) => ({ server, evaluation: evaluateServer(engine, server) }));
  print(options.json ? JSON.stringify(checked.map(checkedJson)) : checked.map(formatChecked).join('\n') || 'no servers');
  if (checked.some(({ evaluation }) => evaluation?.decision !== 'allow')) process.exitCode = EXIT_USAGE;
}

function evaluateServer(engine: Engine, { name, identity }: ClientServer): ToolCallEvaluation | null {
  if (!identity) return null;
  const { type, ...how } = identity;
  return engine.evaluateMcp({ server: name, identity: how });
}

const NO_SERVER = 'it describes no server';

function checkedJson({ server, evaluation }: CheckedServer): object {
  const { name, path, place, isEnabled } = server;
  return {
    server: name,
    at: path.join('.'),
    place,
    enabled: isEnabled,
    decision: evaluation?.decision ?? 'forbidden',
    reason: evaluation?.reason ?? NO_SERVER,
  };
}

function formatChecked({ server, evaluation }: CheckedServer): string {
  const decision = evaluation?.decision ?? 'forbidden';
  const remark = server.isEnabled ? '' : ' (switched off in the file)';
  return `${paintFor(process.stdout)(decision, decision.padEnd(9))}  ${visible(server.name)}  ${visible(evaluation?.reason ?? NO_SERVER)}${remark}`;
}

async function runLock(file: string, options: LockOptions): Promise<void> {
  const servers = await loadServers(file, options);
  const observed = servers && (await observe(servers, options));
  if (!observed) return;
  await writeFile(options.lock, formatLock(lockServers(observed)));
  const tools = observed.reduce((sum, server) => sum + (server.tools?.length ?? 0), 0);
  print(
    options.json
      ? JSON.stringify({ lock: options.lock, servers: observed.length, tools })
      : `${options.lock}: ${observed.length} servers, ${tools} tools`,
  );
}

async function runVerify(file: string, options: LockOptions): Promise<void> {
  const servers = await loadServers(file, options);
  const observed = servers && (await observe(servers, options));
  const text = await readPolicyFile(options.lock);
  const lock = text.value === null ? { value: null, diagnostics: text.diagnostics } : parseLock(options.lock, text.value);
  remarkDiagnostics(lock.diagnostics);
  if (!observed || !lock.value) {
    process.exitCode = EXIT_USAGE;
    return;
  }
  const differences = compareLock(lock.value, observed);
  print(
    options.json ? JSON.stringify(differences) : differences.map(formatDifference).join('\n') || `${observed.length} servers, unchanged`,
  );
  if (differences.length > 0) process.exitCode = EXIT_USAGE;
}

async function observe(servers: readonly ClientServer[], options: LockOptions) {
  const { value, diagnostics } = await observeServers(servers, options);
  remarkDiagnostics(diagnostics);
  if (!hasErrors(diagnostics as readonly Diagnostic[])) return value;
  process.exitCode = EXIT_USAGE;
  return null;
}

function formatDifference({ code, server, message }: LockDifference): string {
  return `${paintFor(process.stdout)('mark', code)} ${visible(server)} ${visible(message)}`;
}
