/** From a row of the table to a command that is declared and ready to parse; help, running and completion start from it. */
import { Command } from 'commander';
import type { CommandEntry } from './commands.node.ts';
import type { ExitCodes } from './exit-code.ts';

/** A command of the table, declared and ready to parse; completion reads its options. */
export async function loadCommand(entry: CommandEntry, commands: readonly CommandEntry[]): Promise<Command> {
  const command = new Command(`portcullis ${entry.name}`).description(entry.summary);
  const module = await entry.load();
  module.define(command, commands);
  for (const each of [command, ...command.commands]) {
    each.addHelpText('after', `\nExit codes:\n${formatExits(entry.exits)}`);
    catchFaults(each);
  }
  return command;
}

/** Commander's faults come to us as exceptions, with nothing printed. */
function catchFaults(command: Command): void {
  command
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ outputError: () => {} });
}

function formatExits(exits: ExitCodes): string {
  return Object.entries(exits)
    .map(([code, meaning]) => `  ${code}  ${meaning}`)
    .join('\n');
}
