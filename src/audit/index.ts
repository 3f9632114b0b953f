export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
export { CSV_HEADER, formatCsvRow } from './csv.ts';
export type { AuditEntry } from './entry.ts';
export { type AuditLog, type AuditLogOptions, FSYNC_POLICIES, type FsyncPolicy } from './log.ts';
export { type AuditQuery, meetsQuery } from './query.ts';
export { type AuditRecord, type AuditSession, recordOf } from './record.ts';
export { createRedactor, type Redactor } from './redact.ts';
