/**
 * A client of the daemon for harnesses: typed questions, a deadline for each, a new connection where the old one broke.
 *
 * INVARIANT: it fails closed. Whatever goes wrong (no daemon, a broken answer, a deadline), `evaluate` and `decide` answer forbidden and say
 * why; they never throw and never allow.
 */
import type { InferInput } from 'valibot';
import { type Decision, isDecision } from '../base/index.ts';
import type { METHODS, MethodName } from '../daemon/index.ts';
import type {
  AskedConnection,
  AskedSandbox,
  AskedToolCall,
  CommandRequest,
  ConnectionEvaluation,
  Evaluation,
  ToolCallEvaluation,
} from '../engine/index.ts';
import { CallFailure, Connection, type NotificationListener } from './connection.node.ts';
import { type DaemonCommand, joinDaemon, OWN_DAEMON, startDaemon } from './reach.node.ts';

/** What a method takes, by the daemon's own definition. */
export type MethodParams<M extends MethodName> = InferInput<(typeof METHODS)[M]['params']>;

export interface ClientOptions {
  /** A daemon that listens on a socket; where none does, one is started. */
  readonly socket?: string;
  /** What to start; by default `portcullis serve --stdio` of this package. Null: nothing. */
  readonly start?: DaemonCommand | null;
  /** What is said once for all requests: who asks, from where, whether commands run in the sandbox. */
  readonly session?: MethodParams<'initialize'>;
  /** Milliseconds that one question may take, connecting included. */
  readonly timeoutMs?: number;
  /** Hears `policy/changed` and what else the session asked for. */
  readonly onNotification?: NotificationListener;
}

/** An answer, or forbidden and why there is none. */
export interface Answered<T> {
  readonly decision: Decision;
  readonly reason: string;
  /** Null where the daemon could not be asked. */
  readonly answer: T | null;
}

const TIMEOUT_MS = 5_000;
const CLOSE_MS = 1_000;

/** A client; it connects when it is first asked something. */
export function createClient(options: ClientOptions = {}): Client {
  return new Client(options);
}

export class Client {
  readonly #options: ClientOptions;
  readonly #timeoutMs: number;
  #connection: Promise<Connection> | null = null;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /** The decision about a command, with everything that led to it. */
  evaluate(request: CommandRequest): Promise<Answered<Evaluation>> {
    return this.#ask('policy/evaluate', request);
  }

  /** Whether a connection may be opened. */
  evaluateNetwork(request: AskedConnection): Promise<Answered<ConnectionEvaluation>> {
    return this.#ask('policy/evaluate', { ...request, kind: 'network' });
  }

  /** Whether an MCP server may start, or a tool be called. */
  evaluateMcp(request: AskedToolCall): Promise<Answered<ToolCallEvaluation>> {
    return this.#ask('policy/evaluate', { ...request, kind: 'mcp' });
  }

  /** The sandbox in force. */
  evaluateSandbox(request: AskedSandbox = {}): Promise<Answered<Pick<Evaluation, 'sandbox'>>> {
    return this.#ask('policy/evaluate', { ...request, kind: 'sandbox' });
  }

  /** The decision about a command and nothing else. */
  async decide(request: CommandRequest): Promise<Decision> {
    return (await this.#ask('policy/decide', request)).decision;
  }

  /** Any method; rejects with a {@link CallFailure} where there is no result. */
  async call<M extends MethodName>(method: M, params: MethodParams<M>): Promise<unknown> {
    const deadline = Date.now() + this.#timeoutMs;
    const connection = await this.#connected(deadline);
    return connection.call(method, params, remaining(deadline));
  }

  /** Says goodbye. The client connects again when it is asked again. */
  async close(): Promise<void> {
    const connection = await this.#connection?.catch(() => null);
    this.#connection = null;
    if (!connection?.isOpen) return;
    await connection.call('shutdown', {}, CLOSE_MS).catch(() => {});
    await connection.leave(CLOSE_MS);
  }

  /** A connection that breaks under a question is replaced once: to ask again changes nothing. */
  async #ask<T>(method: MethodName, params: unknown): Promise<Answered<T>> {
    const deadline = Date.now() + this.#timeoutMs;
    for (let attempt = 1; ; attempt++) {
      let connection: Connection | null = null;
      try {
        connection = await this.#connected(deadline);
        return readAnswer<T>(await connection.call(method, params, remaining(deadline)));
      } catch (error) {
        const isBroken = connection !== null && !connection.isOpen;
        if (!isBroken || attempt === 2 || Date.now() >= deadline) return refuse((error as Error).message);
      }
    }
  }

  /** One connection for all who ask at the same time. */
  async #connected(deadline: number): Promise<Connection> {
    const current = this.#connection;
    const connection = await current?.catch(() => null);
    if (connection?.isOpen) return connection;
    if (this.#connection === current) this.#connection = this.#connect(deadline);
    return this.#connection ?? this.#connect(deadline);
  }

  async #connect(deadline: number): Promise<Connection> {
    const { socket, start = OWN_DAEMON, session = {}, onNotification = () => {} } = this.#options;
    const joined = socket === undefined ? null : await joinDaemon(socket);
    const streams = joined ?? (start && startDaemon(start));
    if (!streams) throw new CallFailure(`no daemon listens on \`${socket}\``);
    const connection = new Connection(streams, onNotification);
    try {
      await connection.call('initialize', session, remaining(deadline));
      connection.notify('initialized', {});
      return connection;
    } catch (error) {
      connection.end((error as Error).message);
      throw error;
    }
  }
}

function remaining(deadline: number): number {
  return Math.max(1, deadline - Date.now());
}

/** SECURITY: an answer that is not whole is none. */
function readAnswer<T>(result: unknown): Answered<T> {
  const { decision, reason } = (result ?? {}) as { decision?: unknown; reason?: unknown };
  if (!isDecision(decision)) return refuse('the answer of the daemon holds no decision');
  return { decision, reason: typeof reason === 'string' ? reason : '', answer: result as T };
}

function refuse(reason: string): Answered<never> {
  return { decision: 'forbidden', reason: `portcullis could not be asked: ${reason}`, answer: null };
}
