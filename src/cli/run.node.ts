/**
 * From arguments to one command of the table: `portcullis NAME …` loads that command's file alone, lets it declare itself and runs it.
 * Faults of the call end in one line on stderr that says what was meant or where to read on.
 */
import { type Command, CommanderError } from 'commander';
import { closest } from '../base/index.ts';
import { COMMANDS, type CommandEntry } from './commands.node.ts';
import { EXIT_USAGE } from './exit-code.ts';
import { readCall, usageFault } from './general-call.ts';
import { loadCommand } from './load-command.node.ts';
import { didYouMean } from './suggestion.ts';
import { print, remark } from './terminal.node.ts';

/** Runs one call; the exit code is left in `process.exitCode`. */
export async function run(args: readonly string[]): Promise<void> {
  const call = readCall(args);
  if (call.type === 'command') return runCommand(entryOf(call.name), call.args);
  if (call.stdout !== '') print(call.stdout);
  if (call.stderr !== '') remark(call.stderr);
  process.exitCode = call.exit;
}

function entryOf(name: string): CommandEntry {
  const entry = COMMANDS.find((command) => command.name === name);
  if (!entry) throw new Error(`the command \`${name}\` has no file`);
  return entry;
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
    remark(usageFault(who, usageMessage(error, called ?? command, args)));
    process.exitCode = entry.usageExit ?? EXIT_USAGE;
  }
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
