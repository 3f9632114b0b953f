/**
 * The content of an entry from its text. What a log holds may have been written by anybody, so its form is checked before it is believed.
 */
import { isDecision } from '../base/index.ts';
import type { SequenceRange, WrittenContent } from './entry.ts';
import type { AuditRecord } from './record.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Null where the text is no content of an entry. */
export function parseContent(text: string): WrittenContent | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isFields(value) || typeof value.type !== 'string' || !Object.hasOwn(READERS, value.type)) return null;
  return READERS[value.type as WrittenContent['type']](value);
}

const READERS: Readonly<Record<WrittenContent['type'], (fields: Fields) => WrittenContent | null>> = {
  decision: ({ record }) => (isRecord(record) ? { type: 'decision', record } : null),
  gap: ({ lost, since, reason }) =>
    isCount(lost) && typeof since === 'string' && typeof reason === 'string' ? { type: 'gap', lost, since, reason } : null,
  erasure: ({ chain, cause, ranges }) =>
    typeof chain === 'string' && (cause === 'age' || cause === 'user' || cause === 'workspace') && isRanges(ranges)
      ? { type: 'erasure', chain, cause, ranges }
      : null,
  pruning: ({ chain, sequence, hash }) =>
    typeof chain === 'string' && isCount(sequence) && typeof hash === 'string' ? { type: 'pruning', chain, sequence, hash } : null,
};

/** The fields that queries and tables rely on. */
function isRecord(value: unknown): value is AuditRecord {
  if (!isFields(value) || !isFields(value.principal) || !isFields(value.request) || !isFields(value.policy)) return false;
  const { time, method, decision, reason, rules, findings, principal, workspace } = value;
  return (
    [time, method, reason].every((each) => typeof each === 'string') &&
    isDecision(decision) &&
    [rules, findings, principal.groups].every(Array.isArray) &&
    isTextOrNull(principal.user) &&
    isTextOrNull(workspace)
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRanges(value: unknown): value is readonly SequenceRange[] {
  return Array.isArray(value) && value.every((each) => Array.isArray(each) && each.length === 2 && each.every(isCount));
}
