/**
 * From matches, coverage and findings to decisions: of every invocation, and of the whole.
 *
 * The ladder: any ban → forbidden; an open finding, an unknown word, a refusal → prompt; a rule's prompt → prompt; covered → allow; else
 * what the caller's situation says. INVARIANT: everything is combined with `strictest` (reference: ARCHITECTURE.md "The ladder").
 */
import { CODES, type Code, type Decision, strictest } from '../base/index.ts';
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
  const causes: Cause[] = [];
  const { matches, report } = step;
  if (step.guess) return judgeGuess(step, settings);
  if (matches.decision === 'forbidden') causes.push(ruleCause(step, 'forbidden', 'EN026'));
  if (matches.decision === 'prompt' || (matches.decision === 'forbidden' && matches.matches.some((match) => match.decision === 'prompt')))
    causes.push({ ...ruleCause(step, 'prompt', 'EN025'), decision: promptUnder(settings, 'rule') });
  for (const finding of report.findings) pushFinding(causes, finding, settings);
  let bySandbox = false;
  if (!step.covered && matches.decision !== 'prompt' && matches.decision !== 'forbidden') {
    const decision = uncoveredUnder(settings);
    if (decision === 'allow') bySandbox = true;
    else
      causes.push({ decision, code: settings.defaultAllow ? 'EN024' : 'EN027', text: settings.defaultAllow ? CODES.EN024 : CODES.EN027 });
  }
  return strictestCause(causes, bySandbox);
}

/** A guess can forbid, nothing else, unless the text itself has put it together. */
function judgeGuess(step: Step, settings: EffectiveSettings): Judgement {
  const causes: Cause[] = [];
  if (step.matches.decision === 'forbidden') causes.push(ruleCause(step, 'forbidden', 'EN026'));
  if (step.likely && step.matches.decision === 'prompt')
    causes.push({ ...ruleCause(step, 'prompt', 'EN025'), decision: promptUnder(settings, 'rule') });
  for (const finding of step.report.findings) if (step.likely || finding.decision === 'forbidden') pushFinding(causes, finding, settings);
  return strictestCause(causes, false);
}

/** A contained finding is only expected to fail where a sandbox is really enforced. */
export function isExpectedFailure(finding: Finding, { enforcement, sandboxMode }: EffectiveSettings): boolean {
  return finding.kind === 'contained' && enforcement === 'sandbox' && sandboxMode !== 'danger-full-access';
}

export function pushFinding(causes: Cause[], finding: Finding, settings: EffectiveSettings): void {
  if (isExpectedFailure(finding, settings)) return;
  const decision = finding.decision === 'forbidden' ? 'forbidden' : promptUnder(settings, 'finding');
  causes.push({ decision, code: finding.code, text: finding.message });
}

function ruleCause({ matches }: Step, decision: Decision, code: Code): Cause {
  const rule = matches.matches.find((match) => match.decision === decision);
  const where = rule === undefined ? '' : ` (${rule.rule.source}:${rule.rule.line})`;
  const what =
    rule?.justification ?? `a rule ${decision === 'forbidden' ? 'forbids' : 'asks about'} \`${rule?.matchedPrefix.join(' ') ?? ''}\``;
  return { decision, code, text: `${what}${where}` };
}

/** The first of the strictest causes decides. */
export function strictestCause(causes: readonly Cause[], bySandbox: boolean): Judgement {
  if (causes.length === 0) return bySandbox ? CONTAINED : ALLOWED;
  let decision: Decision = 'allow';
  for (const cause of causes) decision = strictest(decision, cause.decision);
  return { decision, cause: decision === 'allow' ? null : (causes.find((cause) => cause.decision === decision) ?? null), bySandbox };
}

const ALLOWED: Judgement = { decision: 'allow', cause: null, bySandbox: false };
const CONTAINED: Judgement = { decision: 'allow', cause: null, bySandbox: true };
