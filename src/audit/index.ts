export { type Checkpoint, type CheckpointChain, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
export { CSV_HEADER, formatCsvRow } from './csv.ts';
export type { AuditContent, AuditEntry, AuditPlace } from './entry.ts';
export { type AuditLog, type AuditLogOptions, FSYNC_POLICIES, type FsyncPolicy } from './log.ts';
export { type AuditQuery, meetsQuery } from './query.ts';
export {
  type AuditedAnswer,
  type AuditedDecision,
  type AuditRecord,
  type AuditRule,
  type AuditSession,
  type AuditSurface,
  recordOf,
} from './record.ts';
export { createRedactor, type Redactor } from './redact.ts';
