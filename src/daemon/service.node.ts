/**
 * What all clients of one daemon share: the policies in force, the audit log, the counts, and who is to be told of changes.
 *
 * INVARIANT: no answer is sent before its record is written; where the log is required and cannot be written, nothing is allowed.
 */
import { performance } from 'node:perf_hooks';
import { type AuditEntry, type AuditLog, type AuditQuery, type AuditRecord, createRedactor, type Redactor } from '../audit/index.ts';
import { type Diagnostic, MAX_HELD_POLICIES } from '../base/index.ts';
import type { PolicySource } from '../engine/index.node.ts';
import type { HostFacts } from './circumstances.ts';
import { HeldPolicy, type PolicyState } from './held-policy.node.ts';
import type { NotificationName } from './protocol.ts';
import { Statistics } from './statistics.ts';

/** What the log has for a query, and what is wrong with the log. */
export interface AuditAnswer {
  readonly entries: readonly AuditEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Where decisions are recorded. */
export interface ServiceAudit {
  readonly log: AuditLog;
  /** Nothing is allowed while the log cannot be written. */
  readonly isRequired: boolean;
  readonly query: (query: AuditQuery) => Promise<AuditAnswer>;
}

export interface ServiceOptions {
  readonly host: HostFacts;
  readonly sourceFor: (cwd: string) => PolicySource;
  readonly audit: ServiceAudit | null;
  /** Called whenever the set of paths to watch may have changed. */
  readonly onPaths?: (service: Service) => void;
}

/** A client that may be told something. */
export interface Listener {
  /** The policy it asks. */
  readonly held: HeldPolicy | null;
  wants(name: NotificationName): boolean;
  tell(name: NotificationName, params: unknown): void;
}

export class Service {
  readonly host: HostFacts;
  readonly audit: ServiceAudit | null;
  readonly statistics = new Statistics();
  readonly listeners = new Set<Listener>();
  readonly startedAt: number = performance.now();
  readonly #sourceFor: (cwd: string) => PolicySource;
  readonly #onPaths: (service: Service) => void;
  readonly #held = new Map<string, Promise<HeldPolicy>>();
  #redactor: Redactor | null = null;

  constructor({ host, sourceFor, audit, onPaths = () => {} }: ServiceOptions) {
    this.host = host;
    this.audit = audit;
    this.#sourceFor = sourceFor;
    this.#onPaths = onPaths;
  }

  /** The policy for a working folder, loaded when it is first asked for. */
  async hold(cwd: string): Promise<HeldPolicy> {
    const known = this.#held.get(cwd);
    if (known) return known;
    await this.#makeRoom();
    const loading = HeldPolicy.load({ cwd, source: this.#sourceFor(cwd), onChange: (state) => this.#announce(cwd, state) });
    this.#held.set(cwd, loading);
    loading.catch(() => this.#held.delete(cwd));
    const held = await loading;
    this.#onPaths(this);
    return held;
  }

  /** Lets go of a policy that no client asks. */
  async #makeRoom(): Promise<void> {
    if (this.#held.size < MAX_HELD_POLICIES) return;
    const used = new Set([...this.listeners].map(({ held }) => held?.cwd));
    const unused = [...this.#held.keys()].find((cwd) => !used.has(cwd) && cwd !== this.host.cwd);
    if (unused === undefined) throw new Error(`more than ${MAX_HELD_POLICIES} folders are asked about at the same time`);
    this.#held.delete(unused);
  }

  /** Whether every decision is recorded or told to somebody. */
  get isWatched(): boolean {
    return this.audit !== null || this.#isHeard;
  }

  get #isHeard(): boolean {
    for (const listener of this.listeners) if (listener.wants('audit/decision')) return true;
    return false;
  }

  /** What clients are told of decisions holds no more secrets than the log; to be awaited before anybody may listen. */
  async prepareRedaction(): Promise<void> {
    this.#redactor ??= await createRedactor();
  }

  /** Tells of a decision whoever listens. */
  tellDecision(record: AuditRecord): void {
    if (this.#redactor !== null && this.#isHeard) this.tell('audit/decision', this.#redactor.redactRecord(record));
  }

  async held(): Promise<readonly HeldPolicy[]> {
    const all = await Promise.allSettled(this.#held.values());
    return all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  /** Loads every policy again. */
  async reload(): Promise<void> {
    for (const held of await this.held()) await held.reload();
    this.#onPaths(this);
  }

  #announce(cwd: string, { policy }: PolicyState): void {
    const { fingerprint, restriction, diagnostics } = policy;
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const name: NotificationName = errors.length > 0 ? 'policy/broken' : 'policy/changed';
    this.tell(name, { cwd, fingerprint, stale: policy.stale ?? false, restriction, diagnostics: errors }, cwd);
  }

  /** Tells every client that wants to know; `cwd`: only those that ask the policy of this folder. */
  tell(name: NotificationName, params: unknown, cwd?: string): void {
    for (const listener of this.listeners)
      if (listener.wants(name) && (cwd === undefined || listener.held?.cwd === cwd)) listener.tell(name, params);
  }
}
