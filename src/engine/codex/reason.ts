/** What Codex says about a decision, word for word where it is known. Reference: codex-semantics §2.4, §2.5. */
import type { ApprovalPolicy } from '../../config/index.ts';
import type { RuleMatch } from '../../rules/index.ts';
import { formatShellLine } from './shell-line.ts';

/** Why a command is rejected; `match` is null for a forced `rm`. */
export function rejectionReason(commandLine: readonly string[], match: RuleMatch | null): string {
  return `\`${formatShellLine(commandLine)}\` rejected: ${match === null ? FORCED_REMOVAL : ruleReason(match)}`;
}

const FORCED_REMOVAL = 'rm -f style commands are not permitted. Use a safer approach';

function ruleReason({ rule, matchedPrefix }: RuleMatch): string {
  return rule.justification ?? `policy forbids commands starting with \`${formatShellLine(matchedPrefix)}\``;
}

/** What stands above a prompt that a rule asks for. */
export function promptReason(commandLine: readonly string[], { rule }: RuleMatch): string {
  const approval = rule.approvalKind === 'human' ? 'human approval' : 'approval';
  const why = rule.justification === undefined ? ' by policy' : `: ${rule.justification}`;
  return `\`${formatShellLine(commandLine)}\` requires ${approval}${why}`;
}

/** Why a prompt that a rule asks for is not shown under an approval policy; null where it is. */
export function unshownReason(policy: ApprovalPolicy): string | null {
  if (policy === 'never') return 'approval required by policy, but AskForApproval is set to Never';
  if (typeof policy === 'string' || policy.granular.rules) return null;
  return 'approval required by policy rule, but AskForApproval::Granular.rules is false';
}

/** A prompt for a human, and a client that cannot show one. */
export const NO_HUMAN_PROMPT = 'approval request failed';
