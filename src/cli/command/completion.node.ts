/** `portcullis completion SHELL`: a script for the shell's completion, written from the table of commands and their options. */
import { Argument, type Command } from 'commander';
import type { CommandEntry } from '../commands.node.ts';
import { COMPLETION_SHELLS, type CompletionCommand, type CompletionShell, formatCompletion } from '../completion.ts';
import { loadCommand } from '../load-command.node.ts';
import { print } from '../terminal.node.ts';

export function define(command: Command, commands: readonly CommandEntry[]): void {
  command
    .addArgument(new Argument('<shell>', 'the shell that will read the script').choices(COMPLETION_SHELLS))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: CompletionShell) =>
      print(formatCompletion(shell, await Promise.all(commands.map((entry) => describe(entry, commands))))),
    );
}

const EXAMPLES = `
Examples:
  portcullis completion bash > ~/.local/share/bash-completion/completions/portcullis
  portcullis completion zsh > "\${fpath[1]}/_portcullis"
  portcullis completion fish > ~/.config/fish/completions/portcullis.fish`;

async function describe(entry: CommandEntry, table: readonly CommandEntry[]): Promise<CompletionCommand> {
  const { commands, options } = await loadCommand(entry, table);
  return {
    word: entry.name,
    summary: entry.summary,
    words: [
      ...commands.map((command) => ({ word: command.name(), summary: command.description() })),
      ...[options, ...commands.map((command) => command.options)]
        .flat()
        .map((option) => ({ word: option.long ?? '', summary: option.description })),
      { word: '--help', summary: 'print the help of this command' },
    ].filter(({ word }) => word !== ''),
  };
}
