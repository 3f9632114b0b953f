/**
 * `policy/evaluate` and `policy/decide`: one request, or a list of them, each under the policy of the moment the call came in.
 *
 * INVARIANT: what a session fixed when it began no request of it changes: fields about the policy itself are refused. A bug is forbidden.
 */
import { MAX_LISTED_REQUESTS } from '../../base/index.ts';
import { type AnyAnswer, type AnyRequest, askEngines } from '../../engine/index.ts';
import type { Call } from '../call.node.ts';
import { withCircumstances } from '../circumstances.ts';
import { recordDecision } from '../recorded-decision.node.ts';
import { RpcFailure } from '../rpc.ts';

/** What of an answer is sent. */
export type AnswerView = (answer: AnyAnswer) => unknown;

export const wholeAnswer: AnswerView = (answer) => answer;
export const decisionOnly: AnswerView = ({ decision, policy }) => ({ decision, policy });

/** Requests of a list that are answered before others get their turn. */
const SLICE = 64;

export function evaluate(params: unknown, call: Call, method: string, view: AnswerView): unknown {
  const list = listOf(params as AnyRequest);
  if (list !== null) return evaluateList(list, call, method, view);
  const request = params as AnyRequest;
  const answer = answerOne(request, call, method);
  const fault = answer.diagnostics.find(({ code }) => code === 'EN030');
  if (fault) throw new RpcFailure('invalidParams', fault.help ? `${fault.message} (${fault.help})` : fault.message, fault);
  return shown(request, answer, view);
}

interface RequestList {
  readonly requests: readonly AnyRequest[];
  readonly progressToken: string | number | null;
}

/** The list that parameters are; null where they are one request. */
function listOf(params: AnyRequest): RequestList | null {
  const isBare = Array.isArray(params);
  if (!isBare && !Object.hasOwn(params, 'requests')) return null;
  const { requests, progressToken = null, ...other } = (isBare ? { requests: params } : params) as AnyRequest;
  const [odd] = Object.keys(other);
  if (odd !== undefined) throw new RpcFailure('invalidParams', `unknown field \`${odd}\` beside a list of requests`);
  if (progressToken !== null && typeof progressToken !== 'string' && typeof progressToken !== 'number')
    throw new RpcFailure('invalidParams', '`progressToken` must be a string or a number');
  if (!Array.isArray(requests) || requests.length > MAX_LISTED_REQUESTS)
    throw new RpcFailure('invalidParams', `a list has at most ${MAX_LISTED_REQUESTS} requests`);
  const wrong = requests.findIndex((each) => typeof each !== 'object' || each === null || Array.isArray(each));
  if (wrong >= 0) throw new RpcFailure('invalidParams', `request ${wrong + 1} of the list is no object`);
  return { requests, progressToken };
}

async function evaluateList({ requests, progressToken }: RequestList, call: Call, method: string, view: AnswerView): Promise<unknown> {
  const answers: unknown[] = [];
  for (const request of requests) {
    if (call.isCancelled()) break;
    answers.push(shown(request, answerOne(request, call, method), view));
    if (answers.length % SLICE !== 0) continue;
    if (progressToken !== null) call.progress(progressToken, { done: answers.length, total: requests.length });
    await new Promise((resolve) => setImmediate(resolve));
  }
  return answers;
}

function shown(request: AnyRequest, answer: AnyAnswer, view: AnswerView): unknown {
  const seen = view(answer);
  return request.id === undefined ? seen : { id: request.id, ...plain(seen) };
}

/** Evaluations decide themselves how they become plain data. */
function plain(value: unknown): object {
  const { toJSON } = value as { toJSON?: () => object };
  return toJSON ? toJSON.call(value) : (value as object);
}

function answerOne(request: AnyRequest, call: Call, method: string): AnyAnswer {
  const { state, circumstances } = call;
  return recordDecision(call, method, request, () => askEngines(state.engines, withCircumstances(request, circumstances)));
}
