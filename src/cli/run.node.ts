/**
 * From arguments to one command of the table: `portcullis NAME …` loads that command's file alone, lets it declare itself and runs it.
 * Faults of the call end in one line on stderr that says what was meant or where to read on.
 */
import { type Command, CommanderError } from 'commander';
import { closest } from '../base/index.ts';
import { COMMANDS, type CommandEntry } from './commands.node.ts';
import { EXIT_USAGE } from './exit-code.ts';
import { loadCommand } from './load-command.node.ts';
import { didYouMean } from './suggestion.ts';
import { print, remark } from './terminal.node.ts';

/** Runs one call; the exit code is left in `process.exitCode`. */
export async function run(args: readonly string[]): Promise<void> {
  const [name] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return help(args.slice(1));
  const entry = COMMANDS.find((command) => command.name === name);
  if (entry) await runCommand(entry, args.slice(1));
  else failUsage('portcullis', unknownName(name), EXIT_USAGE);
}

async function help(args: readonly string[]): Promise<void> {
  const [name] = args;
  if (name !== undefined && !name.startsWith('-')) return run([name, '--help']);
  const width = Math.max(...COMMANDS.map((command) => command.name.length)) + 2;
  const rows = COMMANDS.map((command) => `  ${command.name.padEnd(width)}${command.summary}`);
  print(`Decides what a coding agent may run: allow, prompt or forbidden.

Usage: portcullis COMMAND [OPTION]...

Commands:
${rows.join('\n')}

Options:
  -V, --version  print the version
  -h, --help     print this help; after a command, the help of that command

Examples:
  portcullis check 'cd app && git push --force > out.log'
  portcullis completion bash > ~/.local/share/bash-completion/completions/portcullis`);
}

async function runCommand(entry: CommandEntry, args: readonly string[]): Promise<void> {
  const command = await loadCommand(entry, COMMANDS);
  try {
    await command.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    const called = command.commands.find((each) => each.name() === args[0]);
    const who = `portcullis ${[entry.name, ...(called ? [called.name()] : [])].join(' ')}`;
    failUsage(who, usageMessage(error, called ?? command, args), entry.usageExit ?? EXIT_USAGE);
  }
}

function failUsage(who: string, message: string, exit: number): void {
  remark(`${who}: ${message}${message.endsWith('?') ? '' : ';'} see \`${who} --help\``);
  process.exitCode = exit;
}

function unknownName(name: string): string {
  const kind = name.startsWith('-') ? 'option' : 'command';
  const known = kind === 'option' ? ['--help', '--version'] : COMMANDS.map((command) => command.name);
  return `unknown ${kind} \`${name}\`${didYouMean(closest(name, known))}`;
}

/** Commander's message in our manner: `error: unknown option '--jsn'` becomes ``unknown option `--jsn`, did you mean `--json`?``. */
function usageMessage(error: CommanderError, command: Command, args: readonly string[]): string {
  // Commander has printed the help of a group without saying what is wrong.
  if (error.code === 'commander.help') return `say which: ${namesOf(command).join(', ')}`;
  const message = error.message.replace(/^error: (command-argument value )?/, '').replace(/\.$/, '');
  const known = CLOSED_LISTS[error.code]?.(command) ?? [];
  const quoted = message.includes("'") ? message.slice(message.indexOf("'") + 1, message.lastIndexOf("'")) : (args[0] ?? '');
  const meant = closest(quoted, known);
  const hint = meant === null ? (HINTS[`${command.name()} ${error.code}`] ?? '') : didYouMean(meant);
  return IN_OUR_MANNER.reduce((text, [theirs, ours]) => text.replace(theirs, ours), message.replaceAll("'", '`')) + hint;
}

const IN_OUR_MANNER = [
  ['. Allowed choices are', '; choices are'],
  ['is invalid. ', 'is invalid: '],
  ['. Expected', ': expected'],
] as const;

const namesOf = (command: Command): string[] => command.commands.map((each) => each.name()).filter((name) => name !== 'help');

/** What could have been meant, by kind of fault. */
const CLOSED_LISTS: Readonly<Record<string, (command: Command) => readonly string[]>> = {
  'commander.unknownOption': (command) =>
    [command, ...command.commands].flatMap((each) => ['--help', ...each.options.map((option) => option.long ?? '')]),
  'commander.unknownCommand': namesOf,
  'commander.excessArguments': namesOf,
};

/** What is meant where no member of a list is near: the command to ask about, given without quotes. */
const HINTS: Readonly<Record<string, string>> = {
  'portcullis check commander.unknownOption': '; put the command in quotes, or `--` in front of a program',
};
