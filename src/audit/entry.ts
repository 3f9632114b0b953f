/**
 * One line of the log as it is read: its place in a chain, and what stands there.
 */
import type { AuditRecord } from './record.ts';

/** Where an entry stands. */
export interface AuditPlace {
  /** Writers that run at the same time have a chain each. */
  readonly chain: string;
  readonly sequence: number;
  /** When the entry was written: ISO 8601, UTC. */
  readonly at: string;
  /** SHA-256 over the entry before, the place and the digest of the content. */
  readonly hash: string;
}

/** What an entry says. */
export type AuditContent =
  | { readonly type: 'decision'; readonly record: AuditRecord }
  /** Decisions that could not be written, and why. */
  | { readonly type: 'gap'; readonly lost: number; readonly since: string; readonly reason: string }
  /** What was taken out of the chain on somebody's order. */
  | { readonly type: 'erasure'; readonly selection: string; readonly sequences: readonly (readonly [first: number, last: number])[] }
  /** Whole segments that were deleted: the chain begins after this entry. */
  | { readonly type: 'pruning'; readonly sequence: number; readonly hash: string }
  /** A tombstone. */
  | { readonly type: 'erased' }
  /** Encrypted, and read without the key. */
  | { readonly type: 'sealed' };

export interface AuditEntry extends AuditPlace {
  readonly content: AuditContent;
}
