/**
 * Decisions as rows of a table (RFC 4180).
 *
 * SECURITY: spreadsheets run cells that begin like a formula; those get an apostrophe in front (OWASP: CSV injection).
 */
import type { AuditEntry } from './entry.ts';
import type { AuditRecord } from './record.ts';

type Column = readonly [name: string, cellOf: (record: AuditRecord, entry: AuditEntry) => string | number | null];

const COLUMNS: readonly Column[] = [
  ['time', ({ time }) => time],
  ['chain', (_, { chain }) => chain],
  ['sequence', (_, { sequence }) => sequence],
  ['user', ({ principal }) => principal.user],
  ['groups', ({ principal }) => principal.groups.join(' ')],
  ['surface', ({ surface }) => surface],
  ['client', ({ client }) => client && [client.name, client.version].filter(Boolean).join(' ')],
  ['workspace', ({ workspace }) => workspace],
  ['method', ({ method }) => method],
  ['decision', ({ decision }) => decision],
  ['basis', ({ basis }) => basis],
  ['reason', ({ reason }) => reason],
  ['rules', ({ rules }) => rules.map(({ source, line, id }) => `${source}:${line}${id === undefined ? '' : ` ${id}`}`).join('; ')],
  ['findings', ({ findings }) => findings.join(' ')],
  ['fingerprint', ({ policy }) => policy.fingerprint],
  ['stale', ({ policy }) => String(policy.stale)],
  ['durationUs', ({ durationUs }) => durationUs],
  ['request', ({ request }) => JSON.stringify(request)],
];

/** What spreadsheets take for the beginning of a formula, in full width too; blanks before it are passed over. */
const FORMULA = /^[\s\u0000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

export const CSV_HEADER: string = formatRow(COLUMNS.map(([name]) => name));

/** Empty for an entry that is no decision. */
export function formatCsvRow(entry: AuditEntry): string {
  const { content } = entry;
  return content.type === 'decision' ? formatRow(COLUMNS.map(([, cellOf]) => cellOf(content.record, entry))) : '';
}

function formatRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map(formatCell).join(',')}\r\n`;
}

function formatCell(value: string | number | null): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
