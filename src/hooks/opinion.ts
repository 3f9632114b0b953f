/**
 * From the answers about a call to one opinion: the strictest counts.
 *
 * INVARIANT: only rules approve. What merely lies in the sandbox, a tool that nobody knows and a call without a question are no opinion, and
 * the agent goes its own way.
 */
import { type Decision, strictest } from '../base/index.ts';

export interface Opinion {
  readonly type: Decision | 'none';
  /** One line, never blank. */
  readonly reason: string;
}

/** What of an answer counts here, whoever gave it. */
export interface HookAnswer {
  readonly decision: Decision;
  readonly reason: string;
  readonly basis?: 'rules' | 'sandbox';
}

export const NOTHING_ASKED: Opinion = { type: 'none', reason: 'policy says nothing about this tool' };

export function opinionOf(answers: readonly HookAnswer[], isKnownTool: boolean): Opinion {
  const decision = answers.reduce<Decision>((strict, answer) => strictest(strict, answer.decision), 'allow');
  const [first] = answers.filter((answer) => answer.decision === decision);
  if (first === undefined) return NOTHING_ASKED;
  const reason = first.reason.trim() === '' ? `policy: ${decision}` : first.reason;
  if (decision !== 'allow') return { type: decision, reason };
  const isByRules = isKnownTool && answers.every(({ basis }) => basis !== 'sandbox');
  return { type: isByRules ? 'allow' : 'none', reason };
}
