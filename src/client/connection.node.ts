/**
 * One connection to a daemon: requests out, answers to whom they belong, notifications to whoever listens.
 *
 * INVARIANT: every call ends: with its answer, with the fault of the connection, or at its deadline.
 */
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AnswerReader } from './answer-reader.node.ts';

/** The two ends of a daemon. */
export interface DaemonStreams {
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves when the daemon, or the connection to one that others share, has ended. */
  readonly ended: Promise<void>;
  /** Lets go of it, at once. */
  destroy(): void;
  /** Whether it keeps this process from ending. */
  hold(isHeld: boolean): void;
}

/** Why a call has no answer. `code` is that of JSON-RPC where the daemon said so, otherwise null. */
export class CallFailure extends Error {
  readonly code: number | null;
  constructor(message: string, code: number | null = null) {
    super(message);
    this.code = code;
  }
}

export type NotificationListener = (method: string, params: unknown) => void;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (failure: CallFailure) => void;
  readonly timer: NodeJS.Timeout;
}

export class Connection {
  readonly #streams: DaemonStreams;
  readonly #listener: NotificationListener;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #fault: string | null = null;
  #isLeaving = false;

  constructor(streams: DaemonStreams, listener: NotificationListener) {
    this.#streams = streams;
    this.#listener = listener;
    const reader = new AnswerReader((message) => this.#take(message));
    streams.output.on('data', (chunk: Buffer) => this.#guard(() => reader.push(chunk)));
    streams.output.on('error', (error) => this.end(error.message));
    streams.output.on('close', () => this.end('the daemon has closed the connection'));
    streams.input.on('error', (error) => this.end(error.message));
    streams.hold(false);
  }

  get isOpen(): boolean {
    return this.#fault === null;
  }

  call(method: string, params: unknown, timeoutMs: number): Promise<unknown> {
    if (this.#fault !== null) return Promise.reject(new CallFailure(this.#fault));
    const id = this.#nextId++;
    const message = JSON.stringify({ jsonrpc: '2.0', id, method, params });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#expire(id, timeoutMs), timeoutMs);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#streams.hold(true);
      this.#guard(() => this.#streams.input.write(`${message}\n`));
    });
  }

  notify(method: string, params: unknown): void {
    if (this.#fault === null) this.#streams.input.write(`${JSON.stringify({ jsonrpc: '2.0', method, params })}\n`);
  }

  /** Lets the daemon end by itself, for a while; then lets go of it. */
  async leave(waitMs: number): Promise<void> {
    if (this.#fault !== null) return;
    this.#isLeaving = true;
    this.#streams.hold(true);
    this.notify('exit', {});
    this.#streams.input.end();
    await Promise.race([this.#streams.ended, sleep(waitMs, undefined, { ref: false })]);
    this.#streams.hold(false);
    this.end('the client was closed');
    this.#streams.destroy();
  }

  /** Ends it for everybody who waits. */
  end(reason: string): void {
    if (this.#fault !== null) return;
    this.#fault = reason;
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(new CallFailure(reason));
    if (!this.#isLeaving) this.#streams.destroy();
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.end((error as Error).message);
    }
  }

  #expire(id: number, timeoutMs: number): void {
    this.#settle(id)?.reject(new CallFailure(`no answer within ${timeoutMs} ms`));
    this.notify('$/cancelRequest', { id });
  }

  #take(message: Readonly<Record<string, unknown>>): void {
    const { id, method, params, result, error } = message;
    if (typeof method === 'string') return this.#listener(method, params);
    const waiting = typeof id === 'number' ? this.#settle(id) : null;
    if (error === undefined) return waiting?.resolve(result);
    const { message: reason, code } = (error ?? {}) as { message?: unknown; code?: unknown };
    waiting?.reject(new CallFailure(typeof reason === 'string' ? reason : 'an error', typeof code === 'number' ? code : null));
  }

  /** Takes a call out of those that wait; null where it is answered already. */
  #settle(id: number): Waiting | null {
    const waiting = this.#waiting.get(id);
    if (!waiting) return null;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#streams.hold(false);
    return waiting;
  }
}
