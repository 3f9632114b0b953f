/** The audit log in a folder, as the daemon uses it: written by every decision, asked by `audit/query`. */
import { loadAuditKey, openAuditLog, queryAudit } from '../audit/index.node.ts';
import type { AuditEntry, FsyncPolicy } from '../audit/index.ts';
import { type Diagnostic, hasErrors } from '../base/index.ts';
import type { ServiceAudit } from './service.node.ts';

export interface AuditFolderOptions {
  readonly folder: string;
  readonly fsync: FsyncPolicy;
  /** A file with the key of an encrypted log; null: the environment may have one. */
  readonly keyFile: string | null;
  readonly isRequired: boolean;
}

/** Opens the log; null with the reason where it cannot be written. */
export async function openServiceAudit({
  folder,
  fsync,
  keyFile,
  isRequired,
}: AuditFolderOptions): Promise<{ readonly value: ServiceAudit | null; readonly diagnostics: readonly Diagnostic[] }> {
  const { value: key, diagnostics } = loadAuditKey(keyFile, process.env);
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  const opened = await openAuditLog({ folder, fsync, key });
  if (opened.value === null) return { value: null, diagnostics: opened.diagnostics };
  const query: ServiceAudit['query'] = async (asked) => {
    const entries: AuditEntry[] = [];
    const faults: Diagnostic[] = [];
    for await (const read of queryAudit(folder, asked, { key })) {
      if (read.type === 'entry') entries.push(read.entry);
      else faults.push(read.diagnostic);
    }
    return { entries, diagnostics: faults };
  };
  return { value: { log: opened.value, isRequired, query }, diagnostics: opened.diagnostics };
}
