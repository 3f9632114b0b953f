/** How the executable ends where it has no answer: a bug, wherever it shows up, is reported and never looks like an allow. */
import { EXIT_UNDECIDED } from './exit-code.ts';

function failWithBug(error: unknown): never {
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
    failWithBug(error);
  });
  process.stderr.on('error', () => {});
}
