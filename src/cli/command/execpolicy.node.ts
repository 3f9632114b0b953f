/**
 * `portcullis execpolicy check`: asks rules files as `codex execpolicy check` does, with the same flags, answers and exit codes.
 *
 * INVARIANT: the decision does not show in the exit code; 0 says only that there is an answer (reference: codex-semantics §1.6).
 */
import { homedir } from 'node:os';
import type { Command } from 'commander';
import { closest, type Diagnostic, formatDiagnostic } from '../../base/index.ts';
import { loadRulesFiles } from '../../rules/index.node.ts';
import {
  type CodexAnswer,
  codexAnswer,
  compileCodexRules,
  matchCodexRules,
  type PathBase,
  parseRules,
  type RulesFile,
} from '../../rules/index.ts';
import { type BatchRequest, runBatch } from '../batch.node.ts';
import { remarkDiagnostics } from '../diagnostics.node.ts';
import { EXIT_USAGE } from '../exit-code.ts';
import { repeatable } from '../repeatable-option.ts';
import { didYouMean } from '../suggestion.ts';
import { print } from '../terminal.node.ts';

interface Options {
  readonly rules: readonly string[];
  readonly pretty?: true;
  readonly resolveHostExecutables?: true;
  readonly batch?: true;
}

export function define(command: Command): void {
  command.enablePositionalOptions();
  const check = command
    .command('check')
    .description('print the rules that match a command, and what they decide together')
    .argument('[command...]', 'the program and its arguments, as they are; options behind the first word are its own')
    .addOption(repeatable('-r, --rules <path>', 'a .rules file or a folder of them; repeatable'))
    .option('--pretty', 'print JSON on several lines')
    .option('--resolve-host-executables', 'let rules for a bare name match its path')
    .option('--batch', 'answer requests from stdin, one JSON object a line')
    .passThroughOptions()
    .allowUnknownOption()
    .addHelpText('after', EXAMPLES);
  check.action((argv: readonly string[], options: Options) => run(argv, options, check));
}

const EXAMPLES = `
Examples:
  portcullis execpolicy check --rules .codex/rules/default.rules git push origin main
  portcullis execpolicy check --rules team.rules --rules mine.rules --pretty --resolve-host-executables /usr/bin/git push
  echo '{"id":1,"rules":["prefix_rule([\\"ls\\"])"],"argv":["ls","-l"]}' | portcullis execpolicy check --batch`;

async function run(argv: readonly string[], options: Options, command: Command): Promise<void> {
  if (options.batch) return runBatch({ answer: answerRequest });
  if (options.rules.length === 0) return command.error("error: missing required option '--rules <path>'");
  if (argv.length === 0) return command.error("error: missing required argument 'command'");
  const files = await loadRulesFiles(options.rules);
  const base: PathBase = { cwd: process.cwd(), home: homedir(), platform: process.platform === 'win32' ? 'windows' : 'posix' };
  const { value, diagnostics } = check(files.value, argv, base, options.resolveHostExecutables === true);
  remarkDiagnostics([...files.diagnostics, ...diagnostics]);
  if (value === null || files.diagnostics.length > 0) process.exitCode = EXIT_USAGE;
  else print(JSON.stringify(value, null, options.pretty ? 2 : 0));
}

interface Checked {
  /** Null where the rules have errors. */
  readonly value: CodexAnswer | null;
  readonly diagnostics: readonly Diagnostic[];
}

function check(files: readonly RulesFile[], argv: readonly string[], base: PathBase, resolveHosts: boolean): Checked {
  const { value, diagnostics } = parseRules(files, { ...base, profile: 'codex' });
  if (value === null) return { value, diagnostics };
  const matches = matchCodexRules(compileCodexRules(value, base.platform), argv, { ...base, resolveHosts });
  return { value: codexAnswer(matches), diagnostics };
}

/** As Codex ends a call without rules or command. */
const EXIT_WRONG_CALL = 2;

const FIELDS = ['id', 'rules', 'flags', 'argv', 'cwd', 'home'];
const FLAGS = ['--resolve-host-executables', '--pretty'];

/** The texts of the files are in the request; they are called `r0.rules`, `r1.rules` and so on. */
function answerRequest(request: BatchRequest): object | string {
  const { rules, argv, flags = [], cwd = '/', home = null } = request;
  for (const field of Object.keys(request))
    if (!FIELDS.includes(field)) return `unknown field \`${field}\`${didYouMean(closest(field, FIELDS))}`;
  if (!isTexts(rules)) return '`rules` must be a list of texts';
  if (!isTexts(argv)) return '`argv` must be a list of texts';
  if (!isTexts(flags)) return '`flags` must be a list of texts';
  const unknown = flags.find((flag) => !FLAGS.includes(flag));
  if (unknown !== undefined) return `unknown flag \`${unknown}\`${didYouMean(closest(unknown, FLAGS))}`;
  if (typeof cwd !== 'string' || !cwd.startsWith('/')) return '`cwd` must be an absolute path';
  if (home !== null && typeof home !== 'string') return '`home` must be a path';
  const missing = rules.length === 0 ? '--rules' : argv.length === 0 ? 'the command' : null;
  if (missing !== null) return { exit: EXIT_WRONG_CALL, stdout: null, stderr: `missing ${missing}\n` };
  const files = rules.map((text, at) => ({ source: `r${at}.rules`, text }));
  const { value, diagnostics } = check(files, argv, { cwd, home, platform: 'posix' }, flags.includes('--resolve-host-executables'));
  return {
    exit: value === null ? EXIT_USAGE : 0,
    stdout: value,
    stderr: diagnostics.map((each) => `${formatDiagnostic(each)}\n`).join(''),
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
