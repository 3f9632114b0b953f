/** Which code answers which method, and the check of parameters that stands before all of it. */
import type * as v from 'valibot';
import { closest, MAX_QUOTED_NAME } from '../base/index.ts';
import { type AnyRequest, type RequestSchema, requestFault } from '../engine/index.ts';
import type { Call } from './call.node.ts';
import { decisionOnly, evaluate, wholeAnswer } from './method/evaluate.node.ts';
import { amend, reload, show, validate } from './method/policy.node.ts';
import { analyse, explain, resolveSandbox, suggest } from './method/question.node.ts';
import { queryAudit, stats } from './method/server.node.ts';
import { METHODS, type MethodName } from './protocol.ts';
import { RpcFailure } from './rpc.ts';

interface Answering {
  readonly answer: (params: never, call: Call) => unknown;
  /** What comes behind it waits until it is done: it changes what later requests are answered by. */
  readonly isBarrier?: true;
  /** Its parameters are checked where they are used. */
  readonly checksItself?: true;
}

const ANSWERING: Readonly<Record<Exclude<MethodName, 'initialize' | 'shutdown'>, Answering>> = {
  'policy/evaluate': {
    answer: (params: unknown, call: Call) => evaluate(params, call, 'policy/evaluate', wholeAnswer),
    checksItself: true,
  },
  'policy/decide': {
    answer: (params: unknown, call: Call) => evaluate(params, call, 'policy/decide', decisionOnly),
    checksItself: true,
  },
  'policy/explain': { answer: explain },
  'policy/analyse': { answer: analyse },
  'policy/suggest': { answer: suggest },
  'policy/amend': { answer: amend, isBarrier: true },
  'policy/validate': { answer: validate },
  'policy/show': { answer: show },
  'policy/reload': { answer: reload, isBarrier: true },
  'sandbox/resolve': { answer: resolveSandbox },
  'audit/query': { answer: queryAudit },
  'server/stats': { answer: stats },
};

/** Starts the answer of a method; throws {@link RpcFailure} where there is no such method or its parameters are wrong. */
export function dispatch(method: string, params: unknown, call: Call): { readonly result: unknown; readonly isBarrier: boolean } {
  const name = method as MethodName;
  const answering = Object.hasOwn(ANSWERING, method) ? ANSWERING[name as keyof typeof ANSWERING] : undefined;
  if (!answering) throw unknownMethod(method);
  const given = answering.checksItself ? (params ?? {}) : checkParams(METHODS[name].params, params);
  return { result: answering.answer(given as never, call), isBarrier: answering.isBarrier ?? false };
}

function unknownMethod(method: string): RpcFailure {
  const meant = closest(method, Object.keys(METHODS));
  return new RpcFailure(
    'methodNotFound',
    `there is no method \`${method.slice(0, MAX_QUOTED_NAME)}\`${meant === null ? '' : `, did you mean \`${meant}\`?`}`,
  );
}

/** Parameters by name, each as its definition demands. */
export function checkParams(schema: v.GenericSchema, params: unknown): AnyRequest {
  const given = params ?? {};
  if (Array.isArray(given)) throw new RpcFailure('invalidParams', 'parameters are given by name');
  const fault = requestFault(schema as unknown as RequestSchema, given as object);
  if (fault) throw new RpcFailure('invalidParams', fault.help ? `${fault.message} (${fault.help})` : fault.message, fault);
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null));
}
