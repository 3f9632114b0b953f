/** How the executable ends where it has no answer: a bug, wherever it shows up, is reported and never looks like an allow. */
import { EXIT_UNDECIDED } from './exit-code.ts';

/** A disk that is full is no bug of ours; the answer is lost all the same. */
function failToWrite(error: NodeJS.ErrnoException): never {
  process.stderr.write(`portcullis: cannot write: ${error.code}\n`);
  process.exit(EXIT_UNDECIDED);
}

function failWithBug(error: unknown): never {
  if ((error as NodeJS.ErrnoException | null)?.syscall === 'write') failToWrite(error as NodeJS.ErrnoException);
  process.stderr.write(`portcullis: bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(EXIT_UNDECIDED);
}

export function guardProcess(): void {
  process.on('uncaughtException', failWithBug);
  process.on('unhandledRejection', failWithBug);
}

/** For whoever writes to the streams of the process; each takes its time to be made. */
export function guardStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader is gone, so nobody holds an answer; saying "allow" to nobody would still be an allow.
    if (error.code === 'EPIPE') process.exit(EXIT_UNDECIDED);
    failToWrite(error);
  });
  process.stderr.on('error', () => {});
}
