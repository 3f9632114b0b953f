/**
 * One client from its first byte to its last: life cycle, messages in, exactly one answer for every request.
 *
 * INVARIANT: before `initialize` and after `shutdown` nothing is decided. Messages are taken in their order; while one is worked on that
 * changes what later ones are answered by, those wait. A bug ends a request, not the session.
 */
import { type Decision, MAX_BATCH_MESSAGES, MAX_PENDING_REQUESTS, MAX_REQUEST_MS, VERSION } from '../base/index.ts';
import { type Call, summarise } from './call.node.ts';
import { type Circumstances, readCircumstances } from './circumstances.ts';
import { checkParams, dispatch } from './dispatch.node.ts';
import { FrameReader } from './frame-reader.node.ts';
import type { HeldPolicy } from './held-policy.node.ts';
import { type HotPath, hotPathOf, type Keeper, type Prepared } from './hot-path.node.ts';
import { isBlank, parseJsonBytes } from './json-bytes.node.ts';
import { Outbox } from './outbox.node.ts';
import { type InitializeParams, initializeParams, METHODS, NOTIFICATIONS, type NotificationName, PROTOCOL_VERSION } from './protocol.ts';
import { RequestScan, SCANNED_METHODS } from './request-scan.ts';
import { RequestShape } from './request-shape.ts';
import {
  formatError,
  formatNotification,
  formatResult,
  type RpcError,
  RpcFailure,
  type RpcId,
  type RpcMessage,
  type RpcRequest,
  readMessage,
  rpcError,
} from './rpc.ts';
import type { Listener, Service } from './service.node.ts';

/** The other side of a session: where answers go, and how it ends. */
export interface Transport {
  readonly isStdio: boolean;
  /** A session that nobody begins: whatever comes first is asked of one with nothing declared. */
  readonly beginsItself?: boolean;
  /** Takes the bytes in one write. */
  write(bytes: Buffer): void;
  /** The client has said `exit`, or sent what cannot be read on from. `isOrderly`: `shutdown` came first. */
  end(isOrderly: boolean): void;
  /** A message about the daemon itself, for people. */
  remark(text: string): void;
  /** The client named a process that the daemon is not to outlive. */
  watchProcess(id: number): void;
}

/** Whether anybody still waits for an answer. */
interface Life {
  isOver: boolean;
}

interface AwaitedAnswer {
  readonly isBarrier: boolean;
  readonly life: Life;
  readonly answer: (json: string) => void;
}

type Phase = 'new' | 'ready' | 'shutdown' | 'closed';

/** A request that waits for something. */
interface Pending {
  readonly id: RpcId;
  /** Resolves when it is answered, whoever answers it. */
  readonly over: Promise<void>;
  /** Answers it at once with an error; what still works on it is not heard any more. */
  cancel(error: RpcError): void;
}

export class Session implements Listener {
  readonly #service: Service;
  readonly #transport: Transport;
  readonly #reader: FrameReader;
  readonly #outbox = new Outbox();
  readonly #pending = new Set<Pending>();
  #phase: Phase = 'new';
  #isInitialized = false;
  #circumstances: Circumstances | null = null;
  #held: HeldPolicy | null = null;
  /** Messages behind a barrier. */
  #waiting: (() => void)[] = [];
  #barrier: Promise<void> | null = null;
  #isReading = false;
  readonly #scan = new RequestScan();
  #hot: HotPath | null = null;
  #shape: RequestShape | null = null;
  /** Prepared answers to the chunk that is being read. */
  #prepared = 0;

  constructor(service: Service, transport: Transport) {
    this.#service = service;
    this.#transport = transport;
    this.#reader = new FrameReader({
      ordinary: (bytes, start, limit) => this.#takeOrdinary(bytes, start, limit),
      message: (bytes, start, end) => {
        this.#takeBytes(bytes, start, end);
        this.#chooseHot();
      },
      fault: (reason, fatal) => this.#takeFault(reason, fatal),
    });
    service.listeners.add(this);
  }

  get held(): HeldPolicy | null {
    return this.#held;
  }

  /** Whether half a message has come. */
  get isHalfway(): boolean {
    return this.#reader.isHalfway;
  }

  /** Resolves when nothing of what came waits any more; null where nothing does. */
  get busy(): Promise<void> | null {
    return this.#barrier;
  }

  /** Whether anything that came is not answered yet. */
  get hasPending(): boolean {
    return this.#barrier !== null || this.#pending.size > 0;
  }

  /** Resolves when all that came is answered. */
  async settled(): Promise<void> {
    while (this.hasPending) {
      if (this.#barrier) await this.#barrier;
      else await Promise.race([...this.#pending].map(({ over }) => over));
    }
  }

  /** Takes input; its answers leave in one write. */
  push(chunk: Buffer): void {
    const start = performance.now();
    this.#chooseHot();
    this.#isReading = true;
    this.#prepared = 0;
    this.#outbox.framing = this.#reader.framing;
    this.#reader.push(chunk);
    this.#isReading = false;
    const prepared = this.#prepared;
    if (prepared > 0) this.#service.statistics.countLatency((performance.now() - start) / prepared, prepared);
    this.#flush();
  }

  /** Takes one message that is whole. */
  pushMessage(bytes: Buffer): void {
    this.#isReading = true;
    this.#takeBytes(bytes, 0, bytes.length);
    this.#isReading = false;
    this.#flush();
  }

  /** The input has ended; resolves when all that came is answered. */
  async end(): Promise<void> {
    this.#isReading = true;
    this.#reader.end();
    this.#isReading = false;
    this.#flush();
    await this.settled();
    this.close();
  }

  /** The client is gone. */
  close(): void {
    this.#phase = 'closed';
    this.#service.listeners.delete(this);
    this.#cancelAll('the client is gone');
  }

  #cancelAll(reason: string): void {
    for (const each of this.#pending) each.cancel(rpcError('serverCancelled', reason));
  }

  wants(name: NotificationName): boolean {
    return this.#isInitialized && this.#phase === 'ready' && (this.#circumstances?.notifications.has(name) ?? false);
  }

  tell(name: NotificationName, params: unknown): void {
    this.#outbox.add(formatNotification(name, params));
    this.#flush();
  }

  #flush(): void {
    if (this.#isReading || this.#outbox.isEmpty) return;
    // No answer is out before its record is written.
    this.#service.audit?.log.flush();
    const bytes = this.#outbox.take();
    if (bytes && this.#phase !== 'closed') this.#transport.write(bytes);
  }

  #send(json: string): void {
    this.#outbox.framing = this.#reader.framing;
    this.#outbox.add(json);
    this.#flush();
  }

  #takeFault(reason: string, fatal: boolean): void {
    this.#service.statistics.errors++;
    this.#send(formatError(null, rpcError('parseError', reason)));
    if (fatal) this.#leave(false);
  }

  #takeBytes(bytes: Buffer, start: number, end: number): void {
    if (this.#phase === 'closed' || this.#answerScanned(bytes, start, end) || isBlank(bytes, start, end)) return;
    const parsed = parseJsonBytes(bytes, start, end);
    if (parsed.type === 'fault') return this.#takeFault(parsed.reason, false);
    if (this.#transport.beginsItself && this.#phase === 'new' && !beginsWithInitialize(parsed.value)) this.#waitFor(this.#initialize({}));
    this.#inOrder(() => this.#takeValue(parsed.value));
  }

  /** A line like the last one of the ordinary shape, where its answer is known or the core gives it alone; where the next line begins. */
  #takeOrdinary(bytes: Buffer, start: number, limit: number): number {
    const hot = this.#hot;
    const shape = this.#shape;
    if (hot === null || shape === null || !shape.begins(bytes, start)) return start;
    const end = shape.findEnd(bytes, limit);
    if (end < 0) return start;
    const known = hot.known(bytes, shape) ?? hot.decide(bytes, shape);
    if (known === null) return start;
    this.#sendPrepared(bytes, shape, known);
    return end;
  }

  #sendPrepared(bytes: Buffer, { idStart, idEnd }: RequestShape | RequestScan, { method, decision, tail }: Prepared): void {
    this.#outbox.addPrepared(bytes, idStart, idEnd, tail);
    this.#service.statistics.countScanned(method, decision);
    this.#prepared++;
  }

  /** Requests of the ordinary shape, without reading them as a whole; whether it was one. */
  #answerScanned(bytes: Buffer, start: number, end: number): boolean {
    const scan = this.#scan;
    const hot = this.#hot;
    if (hot === null || !scan.read(bytes, start, end)) return false;
    if (this.#reader.framing === 'lines') this.#shape = RequestShape.of(bytes, start, end, scan);
    const known = hot.known(bytes, scan) ?? hot.decide(bytes, scan);
    if (known === null) return this.#workOut(bytes, scan, hot);
    this.#sendPrepared(bytes, scan, known);
    return true;
  }

  /** Works the answer to a scanned request out, and keeps it for the next time. */
  #workOut(bytes: Buffer, scan: RequestScan, hot: HotPath): boolean {
    const params = parseJsonBytes(bytes, scan.paramsStart, scan.paramsEnd, 1);
    if (params.type === 'fault') return false;
    const id = JSON.parse(bytes.toString('latin1', scan.idStart, scan.idEnd)) as RpcId;
    const method = SCANNED_METHODS[scan.method] as string;
    const keep = hot.keeper(bytes, scan);
    this.#takeRequest({ type: 'request', id, method, params: params.value }, (json) => this.#send(json), keep);
    return true;
  }

  /** Chooses the prepared answers of our policy as it is now; none where every decision is recorded or told. */
  #chooseHot(): void {
    const held = this.#held;
    const circumstances = this.#circumstances;
    if (held === null || circumstances === null || this.#phase !== 'ready' || this.#barrier !== null || this.#service.isWatched)
      this.#hot = null;
    else if (this.#hot?.state !== held.state) this.#hot = hotPathOf(held.state, circumstances);
  }

  #inOrder(work: () => void): void {
    if (this.#barrier) this.#waiting.push(work);
    else work();
  }

  /** Lets later messages wait for this one. */
  #waitFor(work: Promise<unknown>): void {
    this.#barrier = work
      .catch(() => {})
      .then(() => {
        this.#barrier = null;
        const waiting = this.#waiting;
        this.#waiting = [];
        this.#isReading = true;
        for (const each of waiting) this.#inOrder(each);
        this.#isReading = false;
        this.#flush();
      });
  }

  #takeValue(value: unknown): void {
    if (!Array.isArray(value)) return this.#takeMessage(readMessage(value), (json) => this.#send(json));
    if (value.length === 0 || value.length > MAX_BATCH_MESSAGES)
      return this.#refuse(null, rpcError('invalidRequest', `a batch has 1 to ${MAX_BATCH_MESSAGES} messages`), (json) => this.#send(json));
    this.#takeBatch(value.map(readMessage));
  }

  /** All answers of a batch leave together, when the last of them is there. */
  #takeBatch(messages: readonly RpcMessage[]): void {
    const answers: string[] = [];
    let open = messages.filter(({ type }) => type === 'request' || type === 'invalid').length;
    const reply = (json: string): void => {
      answers.push(json);
      if (--open === 0) this.#send(`[${answers.join(',')}]`);
    };
    for (const message of messages) this.#inOrder(() => this.#takeMessage(message, reply));
  }

  #takeMessage(message: RpcMessage, reply: (json: string) => void): void {
    switch (message.type) {
      case 'invalid':
        return this.#refuse(message.id, rpcError('invalidRequest', message.reason), reply);
      case 'notification':
        return this.#takeNotification(message.method, message.params);
      case 'request':
        return this.#takeRequest(message, reply);
      case 'response':
    }
  }

  #refuse(id: RpcId, error: RpcError, reply: (json: string) => void): void {
    this.#service.statistics.errors++;
    reply(formatError(id, error));
  }

  #takeNotification(method: string, params: unknown): void {
    if (method === 'exit') this.#leave(this.#phase === 'shutdown');
    else if (method === 'initialized') this.#isInitialized = this.#phase === 'ready';
    else if (method === '$/cancelRequest') this.#cancel((params as { id?: unknown } | null)?.id);
  }

  #leave(isOrderly: boolean): void {
    if (this.#phase === 'closed') return;
    this.#cancelAll('the session has ended');
    this.#isReading = false;
    this.#flush();
    this.close();
    this.#transport.end(isOrderly);
  }

  #cancel(id: unknown): void {
    for (const each of this.#pending) if (each.id === id) each.cancel(rpcError('requestCancelled', 'cancelled by the client'));
  }

  /** `keep` is told a result that was there at once. */
  #takeRequest({ id, method, params }: RpcRequest, reply: (json: string) => void, keep?: Keeper): void {
    this.#service.statistics.countRequest(Object.hasOwn(METHODS, method) ? method : 'unknown');
    const start = performance.now();
    const answer = (json: string): void => {
      this.#service.statistics.countLatency(performance.now() - start);
      reply(json);
    };
    const life = { isOver: false };
    try {
      const { result, isBarrier } = this.#start(method, params, life);
      if (result instanceof Promise) return this.#await(id, result, { isBarrier, life, answer });
      const text = JSON.stringify(result);
      keep?.(text, (result as { decision: Decision }).decision);
      answer(formatResult(id, text));
    } catch (error) {
      this.#refuse(id, this.#errorOf(error), answer);
    }
  }

  #start(method: string, params: unknown, life: Life): { readonly result: unknown; readonly isBarrier: boolean } {
    if (method === 'initialize') return { result: this.#initialize(params), isBarrier: true };
    if (this.#phase === 'new') throw new RpcFailure('notInitialized', 'the session begins with `initialize`');
    if (this.#phase !== 'ready') throw new RpcFailure('invalidRequest', 'the session has been shut down');
    if (method === 'shutdown') {
      checkParams(METHODS.shutdown.params, params);
      this.#phase = 'shutdown';
      return this.#pending.size === 0 ? { result: null, isBarrier: false } : { result: this.#drained(), isBarrier: true };
    }
    return dispatch(method, params, this.#call(life));
  }

  /** Resolves when all that is worked on now is answered. */
  async #drained(): Promise<null> {
    await Promise.allSettled([...this.#pending].map(({ over }) => over));
    return null;
  }

  #call(life: Life): Call {
    const held = this.#held;
    const circumstances = this.#circumstances;
    if (!held || !circumstances) throw new Error('a session is ready without a policy');
    return {
      service: this.#service,
      circumstances,
      held,
      state: held.state,
      isStdio: this.#transport.isStdio,
      isCancelled: () => life.isOver || this.#phase === 'closed',
      progress: (token, value) => {
        if (!life.isOver) this.#send(formatNotification('$/progress', { token, value }));
      },
    };
  }

  async #initialize(params: unknown): Promise<unknown> {
    if (this.#phase !== 'new') throw new RpcFailure('invalidRequest', 'the session has begun already');
    const given = checkParams(initializeParams, params) as InitializeParams;
    const circumstances = readCircumstances(given, this.#service.host);
    const held = await this.#service.hold(circumstances.cwd).catch((error: Error) => {
      throw new RpcFailure('requestFailed', error.message);
    });
    if (circumstances.notifications.has('audit/decision')) await this.#service.prepareRedaction();
    if (this.#phase !== 'new') throw new RpcFailure('serverCancelled', 'the client is gone');
    this.#circumstances = circumstances;
    this.#held = held;
    this.#phase = 'ready';
    if (circumstances.processId !== null) this.#transport.watchProcess(circumstances.processId);
    return {
      protocolVersion: PROTOCOL_VERSION,
      server: { name: 'portcullis', version: VERSION },
      methods: Object.keys(METHODS),
      notifications: NOTIFICATIONS,
      policy: summarise(held.state),
    };
  }

  /** Answers when the work is done, unless it is cancelled or takes too long. */
  #await(id: RpcId, work: Promise<unknown>, { isBarrier, life, answer }: AwaitedAnswer): void {
    if (this.#pending.size >= MAX_PENDING_REQUESTS) {
      work.catch(() => {});
      return this.#refuse(id, rpcError('requestFailed', `more than ${MAX_PENDING_REQUESTS} requests are waiting`), answer);
    }
    let finish = () => {};
    const over = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const pending: Pending = { id, over, cancel: (error) => settle(() => this.#refuse(id, error, answer)) };
    const timer = setTimeout(() => pending.cancel(rpcError('serverCancelled', `took longer than ${MAX_REQUEST_MS} ms`)), MAX_REQUEST_MS);
    const settle = (say: () => void): void => {
      if (!this.#pending.delete(pending)) return;
      clearTimeout(timer);
      life.isOver = true;
      say();
      finish();
    };
    this.#pending.add(pending);
    work.then(
      (result) => settle(() => answer(formatResult(id, JSON.stringify(result)))),
      (error: unknown) => settle(() => this.#refuse(id, this.#errorOf(error), answer)),
    );
    if (isBarrier) this.#waitFor(over);
  }

  #errorOf(error: unknown): RpcError {
    if (error instanceof RpcFailure) return error.error;
    this.#transport.remark(`portcullis: bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return rpcError('internalError', 'a bug in portcullis; the report is on stderr');
  }
}

function beginsWithInitialize(value: unknown): boolean {
  const [first] = Array.isArray(value) ? value : [value];
  return (first as { method?: unknown } | null | undefined)?.method === 'initialize';
}
