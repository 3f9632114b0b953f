export { type Amendment, amend } from './amend.ts';
export { bannedReason } from './banned-prefix.ts';
export { type CodexAnswer, codexAnswer } from './codex-answer.ts';
export {
  type CodexMatcherOptions,
  type CodexRules,
  compileCodexRules,
  decideMatches,
  matchCodexRules,
  type RuleMatch,
} from './codex-matcher.ts';
export { type ParsedRules, parseRules, type RulesFile } from './parse-rules.ts';
export type { PatternToken, PrefixRule, RuleConditions, RuleSet } from './prefix-rule.ts';
export { baseName, type PathBase, type Platform, resolveProgram } from './program-path.ts';
export { compileRequirementRules, parseRequirementRules, requirementRulesSchema } from './requirement-rules.ts';
export { type MatchedRules, RuleTable, randomSeed } from './rule-table.ts';
export { splitShellWords } from './shell-words.ts';
export { suggestPrefix } from './suggest-prefix.ts';
