/** An evaluation for people: the answer first, the source with what decided marked, then each invocation and why it is decided so. */
import { type Code, type Decision, MAX_REPORTED_INVOCATIONS, type Place, type Span } from '../base/index.ts';
import { formatFrame } from './code-frame.ts';
import type { Paint } from './paint.ts';
import { formatArgv, visible } from './visible.ts';

/** What a report needs to know about a rule that matched. */
export interface ReportedMatch {
  readonly decision: Decision;
  readonly matchedPrefix: readonly string[];
  readonly rule: Place;
  readonly justification?: string | undefined;
}

export interface ReportedFinding {
  readonly code: Code;
  readonly message: string;
  readonly span: Span | null;
  readonly help?: string | undefined;
}

export interface ReportedInvocation {
  /** Null: a word that is not known. */
  readonly argv: readonly (string | null)[];
  readonly span: Span | null;
  readonly decision: Decision;
  readonly matches: readonly ReportedMatch[];
  readonly findings: readonly ReportedFinding[];
}

export interface ReportedEvaluation {
  readonly decision: Decision;
  readonly reason: string;
  readonly invocations: readonly ReportedInvocation[];
  /** What concerns the text as a whole. */
  readonly findings: readonly ReportedFinding[];
}

const INDENT = ' '.repeat('forbidden  '.length);

/** The report on one command; `text` is null for a command that was given as argv. */
export function formatEvaluation(evaluation: ReportedEvaluation, text: string | null, paint: Paint): string {
  const { decision, reason, invocations, findings } = evaluation;
  const shown = invocations.slice(0, MAX_REPORTED_INVOCATIONS);
  const parts = [
    `${label(decision, paint)}${paint('strong', visible(reason))}`,
    text === null ? '' : formatFrame(text, marksOf(shown, findings), paint),
    [...findings.map((finding) => `${INDENT}${formatFinding(finding, paint)}`), ...shown.map((each) => formatInvocation(each, paint))].join(
      '\n',
    ),
    invocations.length > shown.length ? `${INDENT}… and ${invocations.length - shown.length} more; \`--json\` has them all` : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Marks what is not allowed; what a finding points at more exactly stands above the invocation. */
function marksOf(invocations: readonly ReportedInvocation[], findings: readonly ReportedFinding[]) {
  const refused = invocations.filter(({ decision }) => decision !== 'allow');
  const whole = [...refused, ...findings.map(({ span }) => ({ span, decision: 'prompt' as const }))];
  return whole.flatMap(({ span, decision }) => (span === null ? [] : [{ span, style: decision }]));
}

function formatInvocation({ argv, decision, matches, findings }: ReportedInvocation, paint: Paint): string {
  const deciding = matches.filter((match) => match.decision === decision);
  const reasons = [...deciding.map((match) => formatMatch(match, paint)), ...findings.map((finding) => formatFinding(finding, paint))];
  if (reasons.length === 0) reasons.push(paint('faint', decision === 'allow' ? 'no effect outside its output' : 'no rule allows it'));
  return [`${label(decision, paint)}${formatArgv(argv)}`, ...reasons.map((reason) => `${INDENT}${reason}`)].join('\n');
}

function formatMatch({ decision, matchedPrefix, rule, justification }: ReportedMatch, paint: Paint): string {
  const place = paint('mark', visible(`${rule.source}:${rule.line}:${rule.column}`));
  return `${place} ${VERB[decision]} \`${formatArgv(matchedPrefix)}\`${justification ? `: ${visible(justification)}` : ''}`;
}

const VERB: Readonly<Record<Decision, string>> = { allow: 'allows', prompt: 'prompts for', forbidden: 'forbids' };

function formatFinding({ code, message, help }: ReportedFinding, paint: Paint): string {
  return `${paint('mark', code)} ${visible(message)}${help ? paint('faint', ` (${visible(help)})`) : ''}`;
}

/** The decision in a column of its own. */
function label(decision: Decision, paint: Paint): string {
  return paint(decision, decision) + INDENT.slice(decision.length);
}
