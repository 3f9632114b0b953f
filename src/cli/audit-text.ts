/** A decision of the audit log for people: when, what, who, then the request and why. */

import type { AuditRecord } from '../audit/index.ts';
import { MAX_AUDIT_PLACES, MAX_QUOTED_REQUEST } from '../base/index.ts';
import { formatArgv, type Paint, visible } from '../report/index.ts';

const INDENT = ' '.repeat('2026-01-01T00:00:00.000Z '.length);

export function formatAuditRecord(record: AuditRecord, paint: Paint): string {
  const { time, decision, principal, surface, reason, rules } = record;
  const who = [principal.user ?? 'somebody', surface, record.workspace ?? ''].filter(Boolean).map(visible).join(' ');
  const places = [...new Set(rules.map(({ source, line }) => visible(`${source}:${line}`)))].slice(0, MAX_AUDIT_PLACES);
  return [
    `${paint('faint', visible(time))} ${paint(decision, decision.padEnd(9))} ${visible(requestOf(record))}`,
    `${INDENT}${paint('faint', who)}  ${visible(reason)}${places.length > 0 ? `  ${paint('mark', places.join(' '))}` : ''}`,
  ].join('\n');
}

/** What was asked, as short as it can be said. */
function requestOf({ method, request }: AuditRecord): string {
  const { command, argv, url, host, port, server, tool } = request;
  const texts = [
    typeof command === 'string' ? command : null,
    Array.isArray(argv) ? formatArgv(argv.map(String)) : null,
    typeof url === 'string' ? url : null,
    typeof host === 'string' ? `${host}${typeof port === 'number' ? `:${port}` : ''}` : null,
    typeof server === 'string' ? [server, tool].filter((each) => typeof each === 'string').join(' ') : null,
  ];
  const text = texts.find((each) => each !== null) ?? method;
  return text.length > MAX_QUOTED_REQUEST ? `${text.slice(0, MAX_QUOTED_REQUEST)}…` : text;
}
