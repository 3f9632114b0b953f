#!/usr/bin/env node
/** The executable `portcullis`. */
import { VERSION } from '../version.ts';
import { EXIT_UNDECIDED } from './exit-code.ts';

/** A bug, wherever it shows up, is reported and never looks like an allow. */
function failWithBug(error: unknown): never {
  process.stderr.write(`portcullis: bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(EXIT_UNDECIDED);
}

process.on('uncaughtException', failWithBug);
process.on('unhandledRejection', failWithBug);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader is gone, so nobody holds an answer; saying "allow" to nobody would still be an allow.
  if (error.code === 'EPIPE') process.exit(EXIT_UNDECIDED);
  failWithBug(error);
});
process.stderr.on('error', () => {});

const args = process.argv.slice(2);
if (args[0] === '--version' || args[0] === '-V') process.stdout.write(`${VERSION}\n`);
else await (await import('./run.node.ts')).run(args);
