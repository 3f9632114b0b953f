/**
 * What the exit code of a command says. `docs/exit-codes.md` and the end of every `--help` are made from these tables.
 *
 * INVARIANT: 0 from a command that decides means allow and nothing else. Every agent's hook contract takes 2 for "blocked" and any
 * other code for "carry on", so whatever ends without an answer ends with 2.
 */

/** Codes and their meaning, in order. */
export type ExitCodes = Readonly<Record<number, string>>;

/** Wrong call, or a policy that could not be loaded. */
export const EXIT_USAGE = 1;
/** A bug, an answer that could not be delivered, anything but allow. */
export const EXIT_UNDECIDED = 2;

/** Commands that answer one question: is this allowed? */
export const DECIDING: ExitCodes = {
  0: 'allow',
  1: 'wrong call, or the policy has errors',
  2: 'forbidden, prompt, or no decision could be made; the reason is on stderr',
};

/** Commands that print something and have no opinion about it. */
export const PRINTING: ExitCodes = {
  0: 'done',
  1: 'wrong call, or the input has errors',
  2: 'a bug in portcullis, or the answer could not be written',
};
