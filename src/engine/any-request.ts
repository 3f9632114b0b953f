/** A request of any kind, asked as its `kind` says; without one it is about a command (reference: the protocol). */
import type { AskedToolCall } from './asked-request.ts';
import type { AnswerHead } from './connection.ts';
import type { Engine } from './engine.ts';
import type { Evaluation } from './evaluation.ts';
import type { CommandRequest } from './request.ts';

/** A JSON object from outside; its fields are checked by what answers it. */
export type AnyRequest = Readonly<Record<string, unknown>>;

export function answerRequest(engine: Engine, request: AnyRequest): AnswerHead | Evaluation {
  return (ASK.get(request.kind) ?? askCommand)(engine, request);
}

function askCommand(engine: Engine, request: AnyRequest): Evaluation {
  return engine.evaluate(request as CommandRequest);
}

/** How each kind of request is asked. */
const ASK: ReadonlyMap<unknown, (engine: Engine, request: AnyRequest) => AnswerHead> = new Map([
  ['file', (engine: Engine, request: AnyRequest): AnswerHead => engine.evaluateFile(request)],
  ['network', (engine, request) => engine.evaluateNetwork(request)],
  ['mcp', (engine, request) => engine.evaluateMcp(request as unknown as AskedToolCall)],
  ['sandbox', (engine, request) => engine.evaluateSandbox(request)],
]);
