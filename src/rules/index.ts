export { type AmendedText, type Amendment, amend } from './amend.ts';
export { bannedReason } from './banned-prefix.ts';
export { type CodexAnswer, type CodexMatch, codexAnswer } from './codex-answer.ts';
export {
  type CodexMatcherOptions,
  type CodexRules,
  compileCodexRules,
  decideMatches,
  matchCodexRules,
  type RuleMatch,
} from './codex-matcher.ts';
export { type ParsedRules, type ParseRulesOptions, parseRules, type RulesFile } from './parse-rules.ts';
export type { HostExecutable, NetworkRule, PatternToken, PrefixRule, RuleConditions, RuleOrigin, RuleSet } from './prefix-rule.ts';
export { baseName, isAbsolutePath, normalisePath, type PathBase, type Platform, programKey, resolveProgram } from './program-path.ts';
export { compileRequirementRules, parseRequirementRules, type RequirementRules, requirementRulesSchema } from './requirement-rules.ts';
export { type CompiledRules, type MatchedRules, RuleTable, type RuleTableOptions, randomSeed } from './rule-table.ts';
export { splitShellWords } from './shell-words.ts';
export { type PrefixSuggestion, suggestPrefix } from './suggest-prefix.ts';
