/** Whether a command needs a rule of its own, and what it says about the sandbox. */
import type { ProgramReading } from '../programs/index.ts';
import { liftingOrigin } from './sandbox-off.ts';
import type { Frame, Step } from './step.ts';

/** `started`: what the command starts in turn; a wrapper is covered where all of that is. */
export function coverStep(
  step: Step,
  { coverage, isReader, effects }: ProgramReading,
  started: readonly Step[],
  { inherits, liftedBy }: Frame,
): void {
  const [program] = step.argv;
  const bare = program !== undefined && program.value !== null && !/[/\\]/.test(program.value);
  const isFree =
    program === undefined ||
    step.local ||
    (bare && coverage === 'free') ||
    (bare && coverage === 'wrapper' && started.every((each) => each.covered));
  const isInherited = inherits && program?.value != null;
  step.covered = isFree || isInherited || step.matches.allows.length > 0;
  const lifting = liftingOrigin(step) ?? (isInherited ? liftedBy : null);
  // What only reads does the same on either side.
  const onlyReads = bare && isReader && effects.every(({ type }) => type === 'read');
  step.sandbox = lifting !== null ? { liftedBy: lifting } : isFree || onlyReads ? 'free' : 'kept';
}
