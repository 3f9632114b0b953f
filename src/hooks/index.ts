export { type Adapter, AGENT_NAMES, type AgentName, type HookOptions, PROJECT_VARIABLES, type Reply } from './adapter.ts';
export { ADAPTERS, type AskPolicy, answerHook, readCall } from './answer.ts';
export { type HookArguments, isAgentName, readHookArguments, unknownAgent } from './hook-arguments.ts';
export { INSTALLATIONS, type Installation, type InstallPlaces, type Scope } from './install/installation.ts';
export { formatDiff } from './install/text-diff.ts';
export { type HookProgram, installedCommand } from './installed-command.ts';
export { type HookAnswer, type Opinion, opinionOf } from './opinion.ts';
export type { HookCall, HookFault, JsonObject } from './request.ts';
