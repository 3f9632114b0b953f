/** Compares what an analysis reports with what a shell ran. */
import type { Analysis, Word } from '../../src/shell/index.ts';
import type { Outcome } from './texts.ts';

/** Builtins that run their arguments or change how later text is read: what follows from them is the question of a policy. */
const OPEN_ENDED = new Set(
  'eval trap let exec command builtin nocorrect noglob - emulate set setopt shopt alias hash . [ test printf declare typeset local export'.split(
    ' ',
  ),
);

/** Whether the words of a command could become this argv: an unknown word is one word, or any number of words. */
function covers(words: readonly Word[], argv: readonly string[]): boolean {
  const [first, ...rest] = words;
  if (first === undefined) return argv.length === 0;
  if (first.value !== null) return first.value === argv[0] && covers(rest, argv.slice(1));
  if (first.single) return argv.length > 0 && covers(rest, argv.slice(1));
  return covers(rest, argv) || (argv.length > 0 && covers(words, argv.slice(1)));
}

/** What ran and is not reported; nothing where a builtin makes that the question of a policy. */
export function missing({ invocations }: Analysis, outcomes: readonly Outcome[]): (readonly string[])[] {
  if (invocations.some(({ argv }) => argv[0]?.value != null && OPEN_ENDED.has(argv[0].value))) return [];
  const ran = outcomes.flatMap((outcome) => (outcome === 'error' ? [] : outcome));
  return ran.filter((argv) => !invocations.some((invocation) => covers(invocation.argv, argv)));
}

/** Whether an analysis says of itself that no text like this may be allowed without a question. */
export function isWarned({ refused, cautions }: Analysis): boolean {
  return refused !== null || cautions.length > 0;
}
