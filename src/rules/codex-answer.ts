/**
 * The answer of `codex execpolicy check`, field by field in its order.
 *
 * INVARIANT: printed as JSON it has the same bytes; what is not there has no key (reference: codex-semantics §1.6).
 */
import type { Decision } from '../base/index.ts';
import { decideMatches, type RuleMatch } from './codex-matcher.ts';

export interface CodexAnswer {
  readonly matchedRules: readonly CodexMatch[];
  readonly decision?: Decision;
}

export interface CodexMatch {
  readonly prefixRuleMatch: {
    readonly matchedPrefix: readonly string[];
    readonly decision: Decision;
    readonly resolvedProgram?: string;
    readonly justification?: string;
  };
}

export function codexAnswer(matches: readonly RuleMatch[]): CodexAnswer {
  const decision = decideMatches(matches);
  const matchedRules = matches.map(codexMatch);
  return decision === null ? { matchedRules } : { matchedRules, decision };
}

function codexMatch({ rule, matchedPrefix, resolvedProgram }: RuleMatch): CodexMatch {
  const { decision, justification } = rule;
  return {
    prefixRuleMatch: {
      matchedPrefix,
      decision,
      ...(resolvedProgram === undefined ? {} : { resolvedProgram }),
      ...(justification === undefined ? {} : { justification }),
    },
  };
}
