/** `portcullis sandbox show`: the sandbox in force with the origin of each value, or as another program takes it. */
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { SANDBOX_MODES, type SandboxMode } from '../../config/index.ts';
import { createEngine, policyOfSnapshot } from '../../engine/index.ts';
import { formatSandbox, visible } from '../../report/index.ts';
import { machineProbe } from '../../sandbox/index.node.ts';
import { SANDBOX_FORMATS, type SandboxFormat } from '../../sandbox/index.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { addPolicyOptions, hostnameOption, loadPolicy, type PolicyOptions } from '../policy-options.node.ts';
import { paintFor, print, remark } from '../terminal.node.ts';

interface Options extends PolicyOptions {
  readonly sandbox?: SandboxMode;
  readonly format?: SandboxFormat;
  readonly json?: true;
}

export function define(command: Command): void {
  addPolicyOptions(command.command('show').description('print the sandbox in force, with the origin of each value'))
    .addOption(hostnameOption())
    .addOption(new Option('--sandbox <mode>', 'the sandbox mode to ask for').choices(SANDBOX_MODES))
    .addOption(new Option('--format <target>', 'print it as another program takes it').choices(Object.keys(SANDBOX_FORMATS)))
    .addOption(new Option('--json', 'print the answer as one line of JSON').conflicts('format'))
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => runShow(options));
}

const EXAMPLES = `
Examples:
  portcullis sandbox show
  portcullis sandbox show --sandbox workspace-write --format bwrap
  portcullis sandbox show --format codex > ~/.codex/sandboxed.config.toml`;

async function runShow({ sandbox: sandboxMode, format, json, ...options }: Options): Promise<void> {
  const engine = createEngine(policyOfSnapshot(await loadPolicy(options)), { defaults: defaultsOf(options) });
  const asked = sandboxMode === undefined ? {} : { sandboxMode };
  const { decision, reason, sandbox, diagnostics, ...head } = engine.evaluateSandbox(asked);
  remarkDiagnostics(diagnostics);
  if (decision !== 'allow') {
    remark(`portcullis: ${visible(reason)}`);
    process.exitCode = EXIT_USAGE;
  } else if (format === undefined)
    print(json ? JSON.stringify({ decision, reason, sandbox, diagnostics, ...head }) : formatSandbox(sandbox, paintFor(process.stdout)));
  else printAs(format, engine.resolveSandbox(asked));
}

function defaultsOf({ cwd }: PolicyOptions) {
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  return { platform, cwd: resolve(cwd), home: homedir(), tmpdir: process.env.TMPDIR ?? null } as const;
}

function printAs(format: SandboxFormat, sandbox: ReturnType<ReturnType<typeof createEngine>['resolveSandbox']>): void {
  if (!sandbox) return;
  const { value, diagnostics } = SANDBOX_FORMATS[format](sandbox, machineProbe);
  remarkDiagnostics(diagnostics);
  if (value === null) process.exitCode = EXIT_USAGE;
  else print(value);
}
