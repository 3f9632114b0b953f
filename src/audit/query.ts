/** Which entries of the log are asked for: every condition that is given must hold. */
import type { Decision } from '../base/index.ts';
import type { AuditEntry } from './entry.ts';

export interface AuditQuery {
  /** ISO 8601: at or after, and before. */
  readonly since?: string;
  readonly until?: string;
  readonly decision?: Decision;
  readonly user?: string;
  /** A folder: sessions in it or below it. */
  readonly workspace?: string;
  /** Occurs in the request as it was logged. */
  readonly text?: string;
  /** Only the last ones. */
  readonly limit?: number;
}

/** Whether an entry is a decision that meets the query; `limit` is for whoever counts. */
export function meetsQuery({ content }: AuditEntry, query: AuditQuery): boolean {
  if (content.type !== 'decision') return false;
  const { record } = content;
  if (query.since !== undefined && record.time < query.since) return false;
  if (query.until !== undefined && record.time >= query.until) return false;
  if (query.decision !== undefined && record.decision !== query.decision) return false;
  if (query.user !== undefined && record.principal.user !== query.user) return false;
  if (query.workspace !== undefined && !isWithin(record.workspace, query.workspace)) return false;
  return query.text === undefined || JSON.stringify(record.request).includes(query.text);
}

/** Whether a folder is another one or lies below it; both kinds of separator count. */
export function isWithin(folder: string | null, root: string): boolean {
  if (folder === null) return false;
  const base = root.replace(/[/\\]$/, '');
  return folder === root || folder === base || folder.startsWith(`${base}/`) || folder.startsWith(`${base}\\`);
}
