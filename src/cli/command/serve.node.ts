/** `portcullis serve`: a daemon that answers requests in JSON-RPC, for as long as its client lives. */
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { PROFILES, type Profile } from '../../base/index.ts';
import { Service, serveStdio } from '../../daemon/index.node.ts';
import { filePolicySource, machinePolicySource } from '../../engine/index.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';

interface Options {
  readonly stdio?: true;
  readonly rules: readonly string[];
  readonly requirements: readonly string[];
  readonly profile: Profile;
  readonly cwd: string;
  readonly clientProcessId?: number;
}

const collect = (value: string, earlier: readonly string[]): string[] => [...earlier, value];

export function define(command: Command): void {
  command
    .option('--stdio', 'serve the client that started this process, over standard input and output')
    .option('--cwd <folder>', 'the folder whose policy holds for clients that name none', '.')
    .addOption(new Option('--profile <profile>', 'whose reading of policy to use').choices(PROFILES).default('strict'))
    .option('-r, --rules <path>', 'a .rules file or a folder of them, instead of the policy of this machine; repeatable', collect, [])
    .option('--requirements <file>', 'a requirements.toml, likewise, the highest precedence first; repeatable', collect, [])
    .addOption(
      new Option('--client-process-id <pid>', 'end when this process does; the default is the one that started us').argParser(parseProcess),
    )
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => run(options, command));
}

const EXAMPLES = `
Messages are JSON-RPC 2.0, one a line, or behind \`Content-Length\` headers; docs/daemon.md describes them.

Examples:
  portcullis serve --stdio
  portcullis serve --stdio --rules .codex/rules --requirements requirements.toml`;

function parseProcess(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1) throw new InvalidArgumentError('it is the number of a process.');
  return id;
}

async function run(options: Options, command: Command): Promise<void> {
  if (!options.stdio) return command.error('error: say how to be reached: `--stdio`');
  const service = makeService(options);
  const isOrderly = await serveStdio(service, { parent: options.clientProcessId ?? process.ppid });
  if (!isOrderly) process.exitCode = EXIT_USAGE;
}

function makeService({ rules, requirements, profile, cwd }: Options): Service {
  const isNamed = rules.length > 0 || requirements.length > 0;
  const named = filePolicySource({ rules, requirements }, profile);
  return new Service({
    host: { cwd: resolve(cwd), user: userName() },
    sourceFor: (folder) => (isNamed ? named : machinePolicySource(folder, profile)),
    audit: null,
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
