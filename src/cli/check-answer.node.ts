/** What `check` says about one command, whoever has loaded the policy. */
import type { AnswerHead, CommandRequest, Engine } from '../engine/index.ts';
import { formatEvaluation, type Paint, visible } from '../report/index.ts';

export type Decided = Pick<AnswerHead, 'decision' | 'reason'>;

/** The answer, and its text. */
export interface AnswerText extends Decided {
  readonly text: string;
}

export function answerCommand(engine: Engine, request: CommandRequest, json: boolean, paint: Paint): AnswerText {
  const evaluation = engine.evaluate(request);
  const { decision, reason } = evaluation;
  return { decision, reason, text: json ? JSON.stringify(evaluation) : formatEvaluation(evaluation, request.command ?? null, paint) };
}

/** Whoever reads only stderr still learns why; a person who sees both streams (`isSeen`) reads it once. */
export function reasonRemark({ decision, reason }: Decided, isSeen: boolean): string | null {
  return decision === 'allow' || isSeen ? null : `portcullis: ${decision}: ${visible(reason)}`;
}
