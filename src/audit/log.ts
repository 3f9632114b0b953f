/**
 * What a writer of the log is to whoever makes decisions (daemon, hook, command line).
 */
import type { Diagnostic } from '../base/index.ts';
import type { AuditRecord } from './record.ts';

/** When a record is forced onto the disk: before `flush` returns, once a second, or when the operating system likes. */
export const FSYNC_POLICIES = ['always', 'interval', 'never'] as const;
export type FsyncPolicy = (typeof FSYNC_POLICIES)[number];

export interface AuditLogOptions {
  readonly folder: string;
  /** Default: `interval`. */
  readonly fsync?: FsyncPolicy;
  /** A segment is closed when it is larger or older. */
  readonly maxSegmentBytes?: number;
  readonly maxSegmentAgeMs?: number;
  /** 32 bytes: what is written is encrypted with it. */
  readonly key?: Uint8Array | null;
}

export interface AuditLog {
  /** Why records cannot be written at the moment; null while all is well. */
  readonly fault: Diagnostic | null;
  /** Takes a record: redacts it and queues it. Never throws; a bug or a full queue shows in `fault`. */
  append(record: AuditRecord): void;
  /**
   * Writes what is queued in one write. Called before answers are sent, so that no answer is out before its record is written; whoever does
   * not call it has it done at the end of the turn. Returns `fault`: where audit is required, a caller then forbids.
   */
  flush(): Diagnostic | null;
  /** Flushes, forces to disk, gives the chain back to the next writer. */
  close(): void;
}
