/**
 * The command line that stands in an agent's configuration.
 *
 * INVARIANT: it ends with 0 only where the hook said so itself. A script that is empty, cut off or gone, a Node that is gone or killed: all of them
 * end with anything but EXIT_ANSWERED, and then the line says so on stderr and ends with 2.
 */
import type { HookArguments } from './hook-arguments.ts';

/** How an installed hook ends when it has answered; nothing ends so by accident. */
export const EXIT_ANSWERED = 64;

export interface HookProgram {
  /** Absolute. */
  readonly node: string;
  readonly script: string;
}

/** For any POSIX shell, and by itself in one line. */
export function installedCommand({ node, script }: HookProgram, args: HookArguments): string {
  const words = [node, script, args.agent, ...optionsOf(args), '--installed'].map(quote).join(' ');
  // What other programs want Node to load first has no place here.
  return `NODE_OPTIONS= ${words}; [ $? -eq ${EXIT_ANSWERED} ] || { echo '${NO_ANSWER}' >&2; exit 2; }`;
}

/** Also the mark by which an installed hook is found again. */
export const NO_ANSWER = 'portcullis: blocked: no answer from the hook';

function optionsOf({ shell, enforcement, leavesPrompts }: HookArguments): readonly string[] {
  return [
    ...(shell === null ? [] : ['--shell', shell]),
    ...(enforcement === 'none' ? [] : ['--enforcement', enforcement]),
    ...(leavesPrompts ? ['--leave-prompts'] : []),
  ];
}

function quote(word: string): string {
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
