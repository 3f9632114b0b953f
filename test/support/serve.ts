/** A daemon that listens, as users start it. */
import { spawn } from 'node:child_process';
import { executable } from './cli.ts';

export interface ListeningDaemon {
  /** Path of the socket, or URL. */
  readonly address: string;
  stop(): Promise<void>;
}

/** `portcullis serve ARG…`, until it says where it listens. */
export async function serve(args: readonly string[], env: Readonly<Record<string, string>>): Promise<ListeningDaemon> {
  const child = spawn(process.execPath, [executable(), 'serve', ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, listening] = /listening on (\S+)\n/.exec(said) ?? [];
      if (listening) resolve(listening);
    });
    child.once('close', () => reject(new Error(`the daemon ended: ${said}`)));
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('close', () => resolve());
      child.kill();
    });
  return { address, stop };
}
