export { createEngine, Engine, type EngineOptions } from './engine.ts';
export type { Evaluation, Facts, InvocationEvaluation, Match, SandboxView } from './evaluation.ts';
export type { Finding } from './finding.ts';
export { type InlinePolicy, type PolicyText, readInlinePolicy } from './inline-policy.ts';
export { type ParsedPolicy, type Policy, parsePolicy, policyOfRules, policyOfSnapshot, type RuleInput } from './policy.ts';
export { COMMAND_FIELDS, type CommandRequest, type RequestDefaults } from './request.ts';
export { starterPolicy } from './starter-policy.ts';
