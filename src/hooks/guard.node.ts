/**
 * The guard of a hook's process, installed before anything else: in every agent's contract an exit code other than 2 may mean "carry on", so
 * whatever ends without an answer ends with 2 and the reason on stderr.
 *
 * INVARIANT: the process ends with 0 only through `finish`, after all of stdout was written. What a guard cannot survive (SIGKILL, a crash of
 * Node itself) the wrapper around the installed command turns into 2.
 */
import { writeSync } from 'node:fs';

export interface Guard {
  /** Says what there is to say, and ends the process; `afterwards` is done in between, and nobody hears of its faults. */
  finish(reply: { readonly stdout: string; readonly stderr: string; readonly exit: 0 | 2 }, afterwards?: () => void): void;
  /** Ends the process with 2. */
  fail(reason: string): void;
  /** Ends it with 2 after so many milliseconds. */
  limit(milliseconds: number): void;
  /** Whether a read of stdin is under way: Node would wait for it for ever before it exits. */
  isReading: boolean;
  /** The code that stands for 0. */
  exitAnswered: number;
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGALRM', 'SIGUSR2', 'SIGXCPU'] as const;

/** Imports nothing of ours: what fails to load fails under the guard. */
export function installGuard(): Guard {
  let isOver = false;
  const end = (exit: 0 | 2): void => {
    isOver = true;
    if (guard.isReading) process.kill(process.pid, 'SIGKILL');
    process.exit(exit === 0 ? guard.exitAnswered : 2);
  };
  const guard: Guard = {
    isReading: false,
    exitAnswered: 0,
    finish: ({ stdout, stderr, exit }, afterwards) => {
      if (isOver) return;
      if (!writeAll(2, stderr) && stderr !== '' && exit === 0) return end(2);
      if (!writeAll(1, stdout)) return guard.fail('the answer could not be written');
      try {
        afterwards?.();
      } catch {}
      end(exit);
    },
    fail: (reason) => {
      if (isOver) return;
      writeAll(2, `portcullis: blocked: ${reason}\n`);
      end(2);
    },
    limit: (milliseconds) => {
      setTimeout(() => guard.fail(`no answer within ${milliseconds} ms`), milliseconds);
    },
  };
  process.exitCode = 2;
  process.on('uncaughtException', (error) => guard.fail(describe(error)));
  process.on('unhandledRejection', (error) => guard.fail(describe(error)));
  for (const signal of SIGNALS) process.on(signal, () => guard.fail(`stopped by ${signal}`));
  process.on('exit', () => {
    if (isOver) return;
    process.exitCode = 2;
    writeAll(2, 'portcullis: blocked: the hook ended without an answer\n');
  });
  return guard;
}

function describe(error: unknown): string {
  return `a bug in portcullis: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Times a full pipe is tried again, a millisecond each. */
const MAX_TRIES = 2_000;

/** Writes all of a text, or says that it could not. */
function writeAll(descriptor: 1 | 2, text: string): boolean {
  const bytes = Buffer.from(text);
  let tries = 0;
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || ++tries > MAX_TRIES) return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
  return true;
}
