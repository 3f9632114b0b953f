/**
 * Reads which command is called, and answers what names none: help, and names that nobody knows, from the table of commands alone.
 */
import { closest } from '../base/index.ts';
import { COMMAND_ROWS } from './command-rows.ts';
import { EXIT_USAGE } from './exit-code.ts';
import { didYouMean } from './suggestion.ts';

/** What a call comes to: an answer, or a command with its arguments. */
export type Call =
  | { readonly type: 'answered'; readonly stdout: string; readonly stderr: string; readonly exit: number }
  | { readonly type: 'command'; readonly name: string; readonly args: readonly string[] };

const NAMES: readonly string[] = COMMAND_ROWS.map(({ name }) => name);
const HELP: readonly string[] = ['--help', '-h', 'help'];

/** Reads all arguments of the process. */
export function readCall([name = 'help', ...args]: readonly string[]): Call {
  if (!HELP.includes(name)) return commandCall(name, args);
  const about = args.find((each) => each !== 'help');
  const isGeneral = about === undefined || about.startsWith('-');
  return isGeneral ? { type: 'answered', stdout: helpText(), stderr: '', exit: 0 } : commandCall(about, ['--help']);
}

function commandCall(name: string, args: readonly string[]): Call {
  if (NAMES.includes(name)) return { type: 'command', name, args };
  return { type: 'answered', stdout: '', stderr: `${usageFault('portcullis', unknownName(name))}\n`, exit: EXIT_USAGE };
}

/** One line about a wrong call of `who`. */
export function usageFault(who: string, message: string): string {
  return `${who}: ${message}${message.endsWith('?') ? '' : ';'} see \`${who} --help\``;
}

function unknownName(name: string): string {
  const kind = name.startsWith('-') ? 'option' : 'command';
  const known = kind === 'option' ? ['--help', '--version'] : NAMES;
  return `unknown ${kind} \`${name}\`${didYouMean(closest(name, known))}`;
}

function helpText(): string {
  const width = Math.max(...NAMES.map((name) => name.length)) + 2;
  const rows = COMMAND_ROWS.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
  return `Decides what a coding agent may run: allow, prompt or forbidden.

Usage: portcullis COMMAND [OPTION]...

Commands:
${rows.join('\n')}

Options:
  -V, --version  print the version
  -h, --help     print this help; after a command, the help of that command

Examples:
  portcullis check 'cd app && git push --force > out.log'
  portcullis completion bash > ~/.local/share/bash-completion/completions/portcullis
`;
}
