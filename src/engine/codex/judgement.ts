/**
 * From what each argument list matches to one decision: what rules say, else the matrix of approval policy and sandbox; the strictest wins.
 * Reference: codex-semantics §2.3, §2.4.
 */
import { type Decision, strictest } from '../../base/index.ts';
import type { ApprovalPolicy, SandboxMode } from '../../config/index.ts';
import { decideMatches, type RuleMatch } from '../../rules/index.ts';

/** What the decision about a command that no rule matches depends on. */
export interface Situation {
  readonly approvalPolicy: ApprovalPolicy;
  readonly sandboxMode: SandboxMode;
  readonly escalated: boolean;
}

/** One argument list, judged. */
export interface Judged {
  readonly argv: readonly string[];
  readonly matches: readonly RuleMatch[];
  readonly forcedRemoval: boolean;
  readonly decision: Decision;
}

/** The decision about one argument list; `isForced` is asked only where no rule matches. */
export function judge(argv: readonly string[], matches: readonly RuleMatch[], isForced: () => boolean, situation: Situation): Judged {
  const byRule = decideMatches(matches);
  const forcedRemoval = byRule === null && isForced();
  return { argv, matches, forcedRemoval, decision: byRule ?? decideUnmatched(forcedRemoval, situation) };
}

function decideUnmatched(forcedRemoval: boolean, { approvalPolicy, sandboxMode, escalated }: Situation): Decision {
  if (forcedRemoval) return approvalPolicy === 'never' ? 'forbidden' : 'prompt';
  if (approvalPolicy === 'untrusted') return 'prompt';
  return escalated && sandboxMode !== 'danger-full-access' ? 'prompt' : 'allow';
}

export function strictestOf(judged: readonly Judged[]): Decision {
  return judged.reduce<Decision>((known, { decision }) => strictest(known, decision), 'allow');
}

/** The rule of the strictest decision whose prefix is the longest, the last of several: the one that is named. A rule that asks for a human goes before others. */
export function decidingMatch(judged: readonly Judged[], decision: Decision): RuleMatch | null {
  const deciding = judged.flatMap(({ matches }) => matches).filter(({ rule }) => rule.decision === decision);
  const human = deciding.filter(({ rule }) => rule.approvalKind === 'human');
  const [first, ...rest] = human.length > 0 ? human : deciding;
  if (first === undefined) return null;
  return rest.reduce((longest, each) => (each.matchedPrefix.length >= longest.matchedPrefix.length ? each : longest), first);
}
