/** What `--shell` and the field `shell` take: the name of a shell, or a path to one. */
import { isShell, SHELLS } from '../shell/index.ts';
import { meantOrKnown } from './suggestion.ts';

export const SHELL_HELP = `the shell that will run it: ${SHELLS.join(', ')}, or a path`;

/** What is wrong with a shell, or null: a misspelt one would be taken for unknown, which is safe and not what was meant. */
export function shellFault(shell: string): string | null {
  return isShell(shell) || /[\\/]/.test(shell) ? null : `\`${shell}\` is no shell that is known${meantOrKnown(shell, SHELLS)}`;
}
