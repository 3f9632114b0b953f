/**
 * What the commands of ed run and touch, line by line. Reference: POSIX ed.
 *
 * Where text is put in is not followed: a line of it that looks like a command counts as one, so that nothing is missed.
 */
import type { VimFacts } from './vim.ts';

/** Numbers, marks and signs in front of a command. */
const ADDRESS = /^(?:[\s\d.,;$%+-]|'[a-z])*/;
/** `!command`, `r !command`, `w !command`. */
const RUN = /^(?:[eErwW]\s*)?!(.*)$/;
const FILE = /^([eEfrwW])q?\s+(\S.*)$/;
/** A pattern as an address, or in front of commands for every line that it matches. */
const PATTERN = /^[/?gvGV]/;

export function scanEd(text: string): VimFacts {
  const runs: string[] = [];
  const reads: string[] = [];
  const writes: string[] = [];
  let complete = true;
  for (const line of text.split('\n')) {
    const command = line.slice(ADDRESS.exec(line)?.[0].length ?? 0);
    const run = RUN.exec(command)?.[1];
    const [, verb = '', name] = FILE.exec(command) ?? [];
    if (run !== undefined) runs.push(run);
    else if (name !== undefined) (/[wW]/.test(verb) ? writes : reads).push(name.trimEnd());
    else if (PATTERN.test(command) && /!|[eErwW]\s/.test(command)) complete = false;
  }
  return { runs, reads, writes, complete };
}
