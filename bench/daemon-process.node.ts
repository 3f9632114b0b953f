/** A daemon in a process of its own, as benches and fuzzers use it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rulesOf } from './fixtures.ts';

export const EXECUTABLE: string = fileURLToPath(new URL('../src/cli/main.node.js', import.meta.url));

/** Writes the rules of the benches to a folder; returns it. */
export function writeRules(count: number): { readonly folder: string; readonly rules: string } {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  const rules = join(folder, 'bench.rules');
  writeFileSync(rules, formatRules(count));
  return { folder, rules };
}

export function formatRules(count: number): string {
  const lines = rulesOf(count).map(
    ({ pattern, decision = 'allow' }) => `prefix_rule(pattern=${JSON.stringify(pattern)}, decision="${decision}")`,
  );
  return `${lines.join('\n')}\n`;
}

export interface DaemonOptions {
  readonly framing: 'lines' | 'headers';
  readonly args?: readonly string[];
}

export interface DaemonUnderTest {
  readonly stdin: ChildProcessWithoutNullStreams['stdin'];
  readonly rules: string;
  /** Sends messages in one write; false where the daemon takes no more for now. */
  send(messages: readonly Buffer[]): boolean;
  /** The next message it says. */
  receive(): Promise<string>;
  /** One request and its result. */
  ask(method: string, params: object): Promise<Record<string, unknown>>;
  end(): Promise<void>;
}

/** Starts a daemon under the rules of the benches, with a session begun. */
export async function startDaemon({ framing, args = [] }: DaemonOptions): Promise<DaemonUnderTest> {
  const { folder, rules } = writeRules(1_000);
  const child = spawn(process.execPath, [EXECUTABLE, 'serve', '--stdio', '--rules', rules, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const inbox = new Inbox(framing);
  child.stdout.on('data', (chunk: Buffer) => inbox.push(chunk));
  child.once('exit', (code) => inbox.fail(new Error(`the daemon ended with ${code}`)));
  child.stdin.on('error', (error) => inbox.fail(error));
  const framed = (bytes: Buffer) =>
    framing === 'lines' ? [bytes, Buffer.from('\n')] : [Buffer.from(`Content-Length: ${bytes.length}\r\n\r\n`), bytes];
  const send = (messages: readonly Buffer[]) => child.stdin.write(Buffer.concat(messages.flatMap(framed)));
  const ask = async (method: string, params: object) => {
    send([Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 0, method, params }))]);
    return JSON.parse(await inbox.next()).result;
  };
  await ask('initialize', {});
  const end = () =>
    new Promise<void>((resolve) => {
      child.removeAllListeners('exit');
      child.once('exit', () => resolve());
      child.stdin.end();
      rmSync(folder, { recursive: true });
    });
  return { stdin: child.stdin, rules, send, receive: () => inbox.next(), ask, end };
}

const HEADER_END = '\r\n\r\n';

/** Messages that have come and nobody has taken. */
class Inbox {
  readonly #framing: 'lines' | 'headers';
  #held: Buffer = Buffer.alloc(0);
  readonly #messages: string[] = [];
  #waiting: { resolve(message: string): void; reject(error: Error): void } | null = null;
  #failure: Error | null = null;

  constructor(framing: 'lines' | 'headers') {
    this.#framing = framing;
  }

  push(chunk: Buffer): void {
    this.#held = Buffer.concat([this.#held, chunk]);
    let at = 0;
    for (let found = this.#find(at); found !== null; found = this.#find(at)) {
      this.#messages.push(this.#held.toString('utf8', found.start, found.end));
      at = found.next;
    }
    this.#held = this.#held.subarray(at);
    this.#hand();
  }

  #find(at: number): { readonly start: number; readonly end: number; readonly next: number } | null {
    if (this.#framing === 'lines') {
      const end = this.#held.indexOf(0x0a, at);
      return end < 0 ? null : { start: at, end, next: end + 1 };
    }
    const head = this.#held.indexOf(HEADER_END, at);
    if (head < 0) return null;
    const start = head + HEADER_END.length;
    const end = start + Number(/\d+/.exec(this.#held.toString('latin1', at, head))?.[0]);
    return end > this.#held.length ? null : { start, end, next: end };
  }

  #hand(): void {
    if (this.#waiting === null || this.#messages.length === 0) return;
    const { resolve } = this.#waiting;
    this.#waiting = null;
    resolve(this.#messages.shift() as string);
  }

  next(): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#waiting = { resolve, reject };
      this.#hand();
    });
  }

  fail(error: Error): void {
    this.#failure = error;
    this.#waiting?.reject(error);
  }
}
