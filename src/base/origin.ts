import type { Place } from './span.ts';

/** Where a value of the policy was written, and in which layer. */
export interface Origin extends Place {
  /** Name of the policy layer, for people (`system requirements`, `user rules`). */
  readonly layer?: string;
}
