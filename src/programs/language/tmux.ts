/**
 * What tmux reads out of its words: several commands between `;`, and shell commands in formats (`#(…)`).
 *
 * Reference: tmux(1), "Parsing syntax" and "Formats". INVARIANT: of a word that is not known, nothing is made.
 */
import type { Word } from '../../shell/index.ts';
import { literalWord } from '../word.ts';

/** The commands of a line, empty ones too: a word that is, or ends with, a plain `;` ends one. */
export function tmuxCommands(words: readonly Word[]): readonly (readonly Word[])[] {
  const commands: Word[][] = [[]];
  for (const word of words) {
    const ends = word.value?.endsWith(';') === true && !word.value.endsWith('\\;');
    const text = ends ? word.value.slice(0, -1) : word.value;
    if (text !== '') commands.at(-1)?.push(ends ? literalWord(text ?? '', word.span) : word);
    if (ends) commands.push([]);
  }
  return commands;
}

/** The shell commands of a format: what stands in `#(…)`, up to the last parenthesis, as more than one level could be open. */
export function tmuxJobs(format: string): string | null {
  const start = format.indexOf('#(');
  const end = format.lastIndexOf(')');
  return start < 0 || end < start
    ? null
    : format
        .slice(start + 2, end)
        .replaceAll('#(', ';')
        .replaceAll(')', ' ');
}

/** Options whose value is a command line. */
export const TMUX_COMMAND_OPTIONS: ReadonlySet<string> = new Set([
  'default-command',
  'default-shell',
  'lock-command',
  'copy-command',
  'editor',
]);
