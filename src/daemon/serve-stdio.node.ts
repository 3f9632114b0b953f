/**
 * One client over our own standard input and output.
 *
 * INVARIANT: input is not read while the client leaves answers unread, so memory stays bounded by one chunk of requests and their answers.
 * The process ends with its input, with `exit`, or with the process the client named.
 */
import type { Readable, Writable } from 'node:stream';
import { watchProcess } from './parent-process.node.ts';
import { resumeWhenFree } from './resume.node.ts';
import type { Service } from './service.node.ts';
import { Session } from './session.node.ts';

export interface StdioOptions {
  readonly input?: Readable;
  readonly output?: Writable;
  /** A process that the daemon is not to outlive. */
  readonly parent: number | null;
}

/** Serves until the client is gone; whether it left in order. */
export function serveStdio(service: Service, { input = process.stdin, output = process.stdout, parent }: StdioOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const watched: (() => void)[] = [];
    const finish = (isOrderly: boolean): void => {
      for (const stop of watched) stop();
      // A paused socket would keep the process from ending while the client holds the other end.
      input.destroy();
      output.end(() => resolve(isOrderly));
    };
    const watch = (id: number): void => {
      watched.push(watchProcess(id, () => leave(false)));
    };
    const leave = (isOrderly: boolean): void => {
      session.close();
      finish(isOrderly);
    };
    const session = new Session(service, {
      isStdio: true,
      write: (bytes) => {
        if (!output.write(bytes)) input.pause();
      },
      end: finish,
      remark: (text) => process.stderr.write(`${text}\n`),
      watchProcess: watch,
    });
    if (parent !== null) watch(parent);
    input.on('data', (chunk: Buffer) => {
      session.push(chunk);
      if (session.busy === null) return;
      input.pause();
      resumeWhenFree(session, input, output);
    });
    input.on('end', () => session.end().then(() => finish(true)));
    input.on('error', () => leave(false));
    output.on('drain', () => resumeWhenFree(session, input, output));
    // Nobody reads answers any more.
    output.on('error', () => leave(false));
  });
}
