/** What the daemon has done so far: counts by method and decision, and a histogram of latencies in powers of two. */
import { DECISIONS, type Decision } from '../base/index.ts';
import { SCANNED_METHODS } from './request-scan.ts';

const BUCKETS = 24;

export interface LatencyView {
  readonly unit: 'us';
  /** Answers that took less than `below` microseconds, and no less than the bucket before. */
  readonly buckets: readonly { readonly below: number; readonly count: number }[];
}

export class Statistics {
  readonly #requests = new Map<string, number>();
  readonly #decisions: Record<Decision, number> = { allow: 0, prompt: 0, forbidden: 0 };
  readonly #latency = new Float64Array(BUCKETS);
  errors = 0;
  /** By method and decision, for counting without a look-up. */
  readonly #scanned = new Float64Array(SCANNED_METHODS.length * DECISIONS.length);

  /** One request to a scanned method, both by their numbers. */
  countScanned(method: number, decision: number): void {
    const at = method * DECISIONS.length + decision;
    this.#scanned[at] = (this.#scanned[at] as number) + 1;
  }

  countRequest(method: string): void {
    this.#requests.set(method, (this.#requests.get(method) ?? 0) + 1);
  }

  countDecision(decision: Decision): void {
    this.#decisions[decision]++;
  }

  /** `ms`: from the bytes of the request to those of the answer; several that were read together have the mean. */
  countLatency(ms: number, answers = 1): void {
    const us = ms * 1000;
    const bucket = us < 1 ? 0 : Math.min(BUCKETS - 1, 32 - Math.clz32(us));
    this.#latency[bucket] = (this.#latency[bucket] ?? 0) + answers;
  }

  /** Requests so far. */
  get asked(): number {
    const counts = [...this.#requests.values(), ...this.#scanned];
    return counts.reduce((sum, count) => sum + count, 0);
  }

  view(): { requests: Record<string, number>; decisions: Record<Decision, number>; errors: number; latency: LatencyView } {
    const buckets = Array.from(this.#latency, (count, i) => ({ below: 2 ** i, count })).filter(({ count }) => count > 0);
    const requests = new Map(this.#requests);
    const decisions = { ...this.#decisions };
    for (const [at, count] of this.#scanned.entries()) {
      const method = SCANNED_METHODS[Math.floor(at / DECISIONS.length)] as string;
      if (count > 0) requests.set(method, (requests.get(method) ?? 0) + count);
      decisions[DECISIONS[at % DECISIONS.length] as Decision] += count;
    }
    return {
      requests: Object.fromEntries(requests),
      decisions,
      errors: this.errors,
      latency: { unit: 'us', buckets },
    };
  }
}
