export type { HostExecutable, NetworkRule, PatternToken, PrefixRule, RuleConditions, RuleOrigin, RuleSet } from './prefix-rule.ts';
export { compileRequirementRules, parseRequirementRules, type RequirementRules, requirementRulesSchema } from './requirement-rules.ts';
