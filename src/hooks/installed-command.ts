/**
 * The command line that stands in an agent's configuration.
 *
 * INVARIANT: it ends with 0 only where the hook said so itself. A script that is empty, cut off or gone, a Node that is gone or killed: all of them
 * end with anything but EXIT_ANSWERED, and then the line says so on stderr and ends with 2.
 */
import type { HookArguments } from './hook-arguments.ts';

/** How an installed hook ends when it has answered; nothing ends so by accident. */
export const EXIT_ANSWERED = 64;

/** Absolute paths. */
export interface HookProgram {
  readonly node: string;
  readonly script: string;
  /** What asks a warm daemon without starting Node; null where this machine has no shell that can. */
  readonly shell: { readonly bash: string; readonly script: string } | null;
}

/** For any POSIX shell, and by itself in one line. */
export function installedCommand({ node, script, shell }: HookProgram, args: HookArguments): string {
  // `-p`: bash takes no functions and no file to begin with from the environment.
  const start = shell === null ? [] : [shell.bash, '-p', shell.script];
  const words = [...start, node, script, args.agent, ...optionsOf(args), '--installed'].map(quote).join(' ');
  // What other programs want Node to load first has no place here; a locale would only have to be loaded.
  return `NODE_OPTIONS= ${shell === null ? '' : 'LC_ALL=C '}${words}; [ $? -eq ${EXIT_ANSWERED} ] || { echo '${NO_ANSWER}' >&2; exit 2; }`;
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
