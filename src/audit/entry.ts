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

/** The first and the last of consecutive entries. */
export type SequenceRange = readonly [first: number, last: number];

/** Why entries were erased; never whose they were. */
export type ErasureCause = 'age' | 'user' | 'workspace';

/** What a writer puts into the log. */
export type WrittenContent =
  | { readonly type: 'decision'; readonly record: AuditRecord }
  /** What could not be written, and why. */
  | { readonly type: 'gap'; readonly lost: number; readonly since: string; readonly reason: string }
  /** Entries of a chain, not necessarily this one, that are tombstones from now on. */
  | { readonly type: 'erasure'; readonly chain: string; readonly cause: ErasureCause; readonly ranges: readonly SequenceRange[] }
  /** The entries of a chain up to this one are deleted; the next one follows from this hash. */
  | { readonly type: 'pruning'; readonly chain: string; readonly sequence: number; readonly hash: string };

export type AuditContent =
  | WrittenContent
  /** A tombstone. */
  | { readonly type: 'erased' }
  /** Encrypted, and read without its key. */
  | { readonly type: 'sealed' };

export interface AuditEntry extends AuditPlace {
  readonly content: AuditContent;
}
