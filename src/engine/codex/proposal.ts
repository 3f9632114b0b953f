/**
 * Which prefix Codex offers to allow from now on, with a prompt that no rule asks for.
 * Reference: codex-semantics §2.6.
 */
import {
  bannedReason,
  type CodexMatcherOptions,
  compileCodexRules,
  matchCodexRules,
  type PatternToken,
  type PrefixRule,
  type RuleSet,
} from '../../rules/index.ts';
import type { Judged, Situation } from './judgement.ts';
import type { ToolArguments } from './tool-arguments.ts';

export interface Proposing {
  readonly situation: Situation;
  readonly toolArguments: ToolArguments;
  readonly isOpaque: boolean;
  readonly hostExecutables: RuleSet['hostExecutables'];
  readonly options: CodexMatcherOptions;
}

/** The prefix that is offered; null for none. */
export function proposePrefix(judged: readonly Judged[], proposing: Proposing): readonly string[] | null {
  const { approvalPolicy } = proposing.situation;
  if (typeof approvalPolicy !== 'string' && !approvalPolicy.granular.sandbox_approval) return null;
  const asking = judged.find(({ matches, decision }) => matches.length === 0 && decision === 'prompt');
  if (asking === undefined) return null;
  return acceptsSuggestion(judged, proposing) ? proposing.toolArguments.prefixRule : asking.argv;
}

/** Whether the model's own suggestion is offered: it must allow all of the command, and stand alone. */
function acceptsSuggestion(judged: readonly Judged[], { toolArguments, isOpaque, hostExecutables, options }: Proposing): boolean {
  const { escalated, prefixRule } = toolArguments;
  const [program, ...words] = prefixRule;
  if (!escalated || isOpaque || program === undefined || bannedReason(prefixRule) !== null) return false;
  if (judged.some(({ matches }) => matches.length > 0)) return false;
  const pattern: PrefixRule['pattern'] = [{ any: [program] }, ...words.map((word): PatternToken => ({ any: [word] }))];
  const rule: PrefixRule = { pattern, decision: 'allow', origin: { source: 'prefix_rule', line: 1, column: 1 } };
  const rules = compileCodexRules({ prefixRules: [rule], hostExecutables }, options.platform);
  return judged.every(({ argv }) => matchCodexRules(rules, argv, options).length > 0);
}
