/**
 * Makes one decision, counts it, records it, and tells who has asked to be told.
 *
 * INVARIANT: where the audit log is required and cannot be written, an allow is taken back before anybody hears of it.
 */
import { performance } from 'node:perf_hooks';
import { recordOf } from '../audit/index.ts';
import type { AnyAnswer, AnyRequest } from '../engine/index.ts';
import type { Call } from './call.node.ts';

export function recordDecision(call: Call, method: string, request: AnyRequest, decide: () => AnyAnswer): AnyAnswer {
  const start = performance.now();
  const answer = decide();
  return settleDecision(call, { method, request, answer, durationUs: Math.round((performance.now() - start) * 1000) });
}

/** A decision that was made, before it is sent. */
export interface MadeDecision {
  readonly method: string;
  readonly request: AnyRequest;
  readonly answer: AnyAnswer;
  readonly durationUs: number;
}

function settleDecision({ service, circumstances }: Call, { method, request, answer, durationUs }: MadeDecision): AnyAnswer {
  const { audit, statistics } = service;
  if (!service.isWatched) {
    statistics.countDecision(answer.decision);
    return answer;
  }
  const record = recordOf(circumstances.audit, { time: new Date().toISOString(), method, request, answer, durationUs });
  audit?.log.append(record);
  const isLost = audit?.isRequired && audit.log.flush() !== null;
  const settled = isLost ? forbiddenUnrecorded(answer) : answer;
  statistics.countDecision(settled.decision);
  const sent = { ...record, decision: settled.decision, reason: settled.reason ?? record.reason };
  // The log may be written again later: it says then that the allow was taken back.
  if (isLost && settled.decision !== answer.decision) audit.log.append(sent);
  service.tellDecision(sent);
  return settled;
}

/** The answer where it could not be recorded. */
function forbiddenUnrecorded<T extends AnyAnswer>(answer: T): T {
  if (answer.decision !== 'allow') return answer;
  const reason = 'the audit log is required and cannot be written';
  const { basis: _, ...rest } = plainAnswer(answer) as T & { basis?: unknown };
  const diagnostic = { code: 'DM002', severity: 'error', message: reason } as const;
  return { ...rest, decision: 'forbidden', reason, diagnostics: [...answer.diagnostics, diagnostic] } as unknown as T;
}

function plainAnswer<T extends AnyAnswer>(answer: T): T {
  const { toJSON } = answer as { toJSON?: () => T };
  return toJSON ? toJSON.call(answer) : answer;
}
