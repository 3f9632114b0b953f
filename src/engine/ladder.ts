/**
 * From matches, coverage and findings to decisions: of every invocation, and of the whole.
 *
 * The ladder: any ban → forbidden; an open finding, an unknown word, a refusal → prompt; a rule's prompt → prompt; covered → allow; else
 * what the caller's situation says. INVARIANT: of all causes the first of the strictest decides (reference: ARCHITECTURE.md "The ladder").
 */
import { CODES, type Code, type Decision, isLooser } from '../base/index.ts';
import type { Finding } from './finding.ts';
import { type EffectiveSettings, promptUnder, uncoveredUnder } from './settings.ts';
import type { Step } from './step.ts';

/** Why a decision is what it is, for the reason line. */
export interface Cause {
  readonly decision: Decision;
  readonly code: Code;
  readonly text: string;
}

export interface Judgement {
  readonly decision: Decision;
  readonly cause: Cause | null;
  /** Whether it is allowed only because the sandbox contains it. */
  readonly bySandbox: boolean;
}

/** The decision about one invocation. */
export function judgeStep(step: Step, settings: EffectiveSettings): Judgement {
  if (step.guess) return judgeGuess(step, settings);
  const { matches, report } = step;
  let cause = matches.decision === 'forbidden' ? ruleCause(step, 'forbidden', 'EN026') : null;
  if (matches.decision === 'prompt')
    cause = stricterCause(cause, { ...ruleCause(step, 'prompt', 'EN025'), decision: promptUnder(settings, 'rule') });
  for (const finding of report.findings) cause = stricterCause(cause, findingCause(finding, settings));
  let bySandbox = false;
  if (!step.covered && matches.decision !== 'prompt' && matches.decision !== 'forbidden') {
    const decision = uncoveredUnder(settings);
    if (decision === 'allow') bySandbox = true;
    else {
      const code = settings.defaultAllow ? 'EN024' : 'EN027';
      cause = stricterCause(cause, { decision, code, text: CODES[code] });
    }
  }
  return judgementOf(cause, bySandbox);
}

/** A guess can forbid, nothing else, unless the text itself has put it together. */
function judgeGuess(step: Step, settings: EffectiveSettings): Judgement {
  let cause = step.matches.decision === 'forbidden' ? ruleCause(step, 'forbidden', 'EN026') : null;
  if (step.likely && step.matches.decision === 'prompt')
    cause = stricterCause(cause, { ...ruleCause(step, 'prompt', 'EN025'), decision: promptUnder(settings, 'rule') });
  for (const finding of step.report.findings)
    if (step.likely || finding.decision === 'forbidden') cause = stricterCause(cause, findingCause(finding, settings));
  return judgementOf(cause, false);
}

/** A contained finding is only expected to fail where a sandbox is really enforced. */
export function isExpectedFailure(finding: Finding, { enforcement, sandboxMode }: EffectiveSettings): boolean {
  return finding.kind === 'contained' && enforcement === 'sandbox' && sandboxMode !== 'danger-full-access';
}

/** Null for what the sandbox refuses. */
export function findingCause(finding: Finding, settings: EffectiveSettings): Cause | null {
  if (isExpectedFailure(finding, settings)) return null;
  const decision = finding.decision === 'forbidden' ? 'forbidden' : promptUnder(settings, 'finding');
  return { decision, code: finding.code, text: finding.message };
}

function ruleCause({ matches }: Step, decision: Decision, code: Code): Cause {
  const rule = matches.matches.find((match) => match.decision === decision);
  const where = rule === undefined ? '' : ` (${rule.rule.source}:${rule.rule.line})`;
  const what =
    rule?.justification ?? `a rule ${decision === 'forbidden' ? 'forbids' : 'asks about'} \`${rule?.matchedPrefix.join(' ') ?? ''}\``;
  return { decision, code, text: `${what}${where}` };
}

/** Of two causes the stricter one; of two that are as strict the one known before. */
export function stricterCause(known: Cause | null, other: Cause | null): Cause | null {
  return known === null || (other !== null && isLooser(known.decision, other.decision)) ? other : known;
}

/** What the strictest cause makes of it. */
export function judgementOf(cause: Cause | null, bySandbox: boolean): Judgement {
  if (cause === null) return bySandbox ? CONTAINED : ALLOWED;
  return { decision: cause.decision, cause: cause.decision === 'allow' ? null : cause, bySandbox };
}

const ALLOWED: Judgement = { decision: 'allow', cause: null, bySandbox: false };
const CONTAINED: Judgement = { decision: 'allow', cause: null, bySandbox: true };
