/** What the daemon has done so far: counts by method and decision, and a histogram of latencies in powers of two. */
import type { Decision } from '../base/index.ts';

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

  countRequest(method: string): void {
    this.#requests.set(method, (this.#requests.get(method) ?? 0) + 1);
  }

  countDecision(decision: Decision): void {
    this.#decisions[decision]++;
  }

  /** `ms`: from the bytes of the request to those of the answer. */
  countLatency(ms: number): void {
    const us = ms * 1000;
    const bucket = us < 1 ? 0 : Math.min(BUCKETS - 1, 32 - Math.clz32(us));
    this.#latency[bucket] = (this.#latency[bucket] ?? 0) + 1;
  }

  view(): { requests: Record<string, number>; decisions: Record<Decision, number>; errors: number; latency: LatencyView } {
    const buckets = Array.from(this.#latency, (count, i) => ({ below: 2 ** i, count })).filter(({ count }) => count > 0);
    return {
      requests: Object.fromEntries(this.#requests),
      decisions: { ...this.#decisions },
      errors: this.errors,
      latency: { unit: 'us', buckets },
    };
  }
}
