export { type Adapter, AGENT_NAMES, type AgentName, type HookOptions, type Reply } from './adapter.ts';
export { ADAPTERS, type AskPolicy, answerHook, readCall } from './answer.ts';
export { type HookAnswer, type Opinion, opinionOf } from './opinion.ts';
export type { HookCall, HookFault, JsonObject } from './request.ts';
