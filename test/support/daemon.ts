/** A daemon in this process: a service under given rules, and sessions whose other end is the test. */
import { Service, Session } from '../../src/daemon/index.node.ts';
import type { ServiceOptions } from '../../src/daemon/service.node.ts';
import type { LoadedPolicy, PolicySource } from '../../src/engine/index.node.ts';
import { type InlinePolicy, readInlinePolicy } from '../../src/engine/index.ts';
import { policyFrom, WORKSPACE } from './command.ts';

/** A source whose policy the test exchanges. */
export class TestSource implements PolicySource {
  #loaded: Promise<LoadedPolicy>;
  loads = 0;

  constructor(policy: InlinePolicy) {
    this.#loaded = loadInline(policy);
  }

  set(policy: InlinePolicy): void {
    this.#loaded = loadInline(policy);
  }

  load(): Promise<LoadedPolicy> {
    this.loads++;
    return this.#loaded;
  }
}

async function loadInline(inline: InlinePolicy): Promise<LoadedPolicy> {
  const policy = await readInlinePolicy(inline, 'strict', null);
  if ('severity' in policy) throw new Error(policy.message);
  return { policy, snapshot: null, paths: [] };
}

/** `rules`: as `evaluateUnder` takes them. */
export function makeService(rules: string, options: Partial<ServiceOptions> = {}): Service {
  const source = new TestSource(policyFrom(rules));
  return new Service({ host: { cwd: WORKSPACE, user: 'dev' }, sourceFor: () => source, audit: null, ...options });
}

export interface Message {
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** A session and all that it has said. */
export class TestClient {
  readonly session: Session;
  readonly writes: Buffer[] = [];
  readonly remarks: string[] = [];
  ended: boolean | null = null;

  constructor(service: Service, isStdio = true) {
    this.session = new Session(service, {
      isStdio,
      write: (bytes) => this.writes.push(Buffer.from(bytes)),
      end: (isOrderly) => {
        this.ended = isOrderly;
      },
      remark: (text) => this.remarks.push(text),
      watchProcess: () => {},
    });
  }

  /** Sends lines in one chunk. */
  send(...messages: readonly (object | string)[]): void {
    this.session.push(Buffer.from(messages.map((each) => `${typeof each === 'string' ? each : JSON.stringify(each)}\n`).join('')));
  }

  get text(): string {
    return Buffer.concat(this.writes).toString('utf8');
  }

  /** Everything said so far, one message a line. */
  get said(): Message[] {
    return this.text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }

  /** Waits until so many messages have been said, or longer than files of policy are left without a look. */
  async until(count: number): Promise<Message[]> {
    for (let i = 0; i < 20_000 && this.said.length < count; i++) await new Promise((resolve) => setTimeout(resolve, 1));
    return this.said;
  }

  /** Begins the session; what it says about that is taken away. */
  async begin(params: object = {}): Promise<this> {
    this.send({ jsonrpc: '2.0', id: 'begin', method: 'initialize', params }, { jsonrpc: '2.0', method: 'initialized' });
    const [first] = await this.until(1);
    if (first?.result === undefined) throw new Error(`no session: ${this.text}`);
    this.writes.length = 0;
    return this;
  }
}

export function request(id: string | number, method: string, params?: unknown): object {
  return { jsonrpc: '2.0', id, method, ...(params === undefined ? {} : { params }) };
}
