/** Records and logs for tests, in a folder that goes away. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openAuditLog, queryAudit } from '../../src/audit/index.node.ts';
import { type AuditLog, type AuditLogOptions, type AuditQuery, type AuditRecord, recordOf } from '../../src/audit/index.ts';
import type { Diagnostic } from '../../src/base/index.ts';

const root = mkdtempSync(join(tmpdir(), 'portcullis-audit-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;

/** A folder that is not there yet. */
export function newFolder(): string {
  return join(root, `log-${++count}`);
}

export interface RecordParts {
  readonly user?: string | null;
  readonly workspace?: string | null;
  readonly time?: string;
  readonly decision?: AuditRecord['decision'];
  readonly reason?: string;
  readonly request?: Readonly<Record<string, unknown>>;
}

/** A record of `command`. */
export function record(command: string, parts: RecordParts = {}): AuditRecord {
  const { user = 'ada', workspace = '/w', time = '2026-01-01T00:00:00.000Z', decision = 'allow', reason = 'because', request = {} } = parts;
  const session = { surface: 'local', principal: { user, groups: ['devs'] }, client: { name: 'test', version: '1' }, workspace } as const;
  const answer = { decision, reason, policy: { fingerprint: 'sha256:0', stale: false } };
  return recordOf(session, { time, method: 'policy/evaluate', request: { command, ...request }, answer, durationUs: 7 });
}

/** An open log; a fault is a failure of the test. */
export async function openLog(folder: string, options: Partial<AuditLogOptions> = {}): Promise<AuditLog> {
  const { value, diagnostics } = await openAuditLog({ folder, ...options });
  if (value === null) throw new Error(JSON.stringify(diagnostics));
  return value;
}

/** Writes records as one writer does in its life. */
export async function writeLog(folder: string, records: readonly AuditRecord[], options: Partial<AuditLogOptions> = {}): Promise<void> {
  const log = await openLog(folder, options);
  for (const each of records) {
    log.append(each);
    log.flush();
  }
  log.close();
}

/** What a query finds: commands of decisions, codes of faults. */
export async function commands(folder: string, query: AuditQuery = {}, key: Uint8Array | null = null): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const read of queryAudit(folder, query, { key })) {
    if (read.type === 'fault') found.push(read.diagnostic.code);
    else if (read.entry.content.type === 'decision') found.push(read.entry.content.record.request.command);
  }
  return found;
}

export function codes(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code }) => code);
}
