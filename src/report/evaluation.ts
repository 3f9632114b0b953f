/** An evaluation for people: the answer first, the source with what decided marked, then each invocation and why it is decided so. */
import { CODES, type Decision, MAX_REPORTED_INVOCATIONS } from '../base/index.ts';
import type { Evaluation, Finding, InvocationEvaluation, Match } from '../engine/index.ts';
import { formatFrame, type Mark } from './code-frame.ts';
import type { Paint } from './paint.ts';
import { formatArgv, visible } from './visible.ts';

const INDENT = ' '.repeat('forbidden  '.length);

/** The report on one command; `text` is null for a command that was given as argv. Diagnostics of the policy are the caller's to show. */
export function formatEvaluation(evaluation: Evaluation, text: string | null, paint: Paint): string {
  const { decision, reason, invocations, findings, expectedFailures } = evaluation;
  const shown = invocations.slice(0, MAX_REPORTED_INVOCATIONS);
  const parts = [
    `${label(decision, paint)}${paint('strong', visible(reason))}`,
    text === null ? '' : formatFrame(text, marksOf(shown, findings), paint),
    [
      ...findings.map((finding) => INDENT + formatWhole(finding, reason, paint)),
      ...shown.map((each) => formatInvocation(each, paint)),
    ].join('\n'),
    invocations.length > shown.length ? `${INDENT}… and ${invocations.length - shown.length} more; \`--json\` has them all` : '',
    formatLifted(evaluation, paint),
    expectedFailures.map((finding) => `${INDENT}the sandbox will refuse: ${formatFinding(finding, paint)}`).join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Says so where a rule takes the command out of the sandbox. */
function formatLifted({ sandbox: { mode, origin }, invocations }: Evaluation, paint: Paint): string {
  const isByRule = invocations.some(({ matches }) =>
    matches.some(({ rule }) => rule.source === origin.source && rule.line === origin.line),
  );
  if (mode !== 'danger-full-access' || !isByRule) return '';
  return `${INDENT}runs outside the sandbox, by ${paint('mark', visible(`${origin.source}:${origin.line}:${origin.column}`))}`;
}

/** Marks the invocations that are not allowed and what the text itself is asked about. */
function marksOf(invocations: readonly InvocationEvaluation[], findings: readonly Finding[]): Mark[] {
  const refused = invocations.filter(({ decision }) => decision !== 'allow');
  const marked = [...refused, ...findings].filter(({ span }) => span.end > span.start);
  return marked.map(({ span, decision }) => ({ span, style: decision }));
}

/** A finding about the whole; where it is the reason itself, what its code means is said instead of the same again. */
function formatWhole(finding: Finding, reason: string, paint: Paint): string {
  return formatFinding(finding.message === reason ? { ...finding, message: CODES[finding.code] } : finding, paint);
}

function formatInvocation(invocation: InvocationEvaluation, paint: Paint): string {
  const { argv, decision, matches, findings } = invocation;
  const deciding = matches.filter((match) => match.decision === decision);
  const reasons = [...deciding.map((match) => formatMatch(match, paint)), ...findings.map((finding) => formatFinding(finding, paint))];
  if (reasons.length === 0) reasons.push(paint('faint', explainBare(invocation)));
  return [`${label(decision, paint)}${formatArgv(argv)}`, ...reasons.map((reason) => INDENT + reason)].join('\n');
}

/** Why an invocation is decided as it is where neither a rule nor a finding says so. */
function explainBare({ decision, covered }: InvocationEvaluation): string {
  if (covered) return 'free of effect';
  return decision === 'allow' ? 'no rule, but the enforced sandbox contains it' : 'no rule allows it';
}

function formatMatch({ decision, matchedPrefix, subtokens = [], rule, justification }: Match, paint: Paint): string {
  const matched = [formatArgv(matchedPrefix), ...subtokens.map(visible)].join(' … ');
  const place = paint('mark', visible(`${rule.source}:${rule.line}:${rule.column}`));
  return `${place} ${VERB[decision]} \`${matched}\`${justification ? `: ${visible(justification)}` : ''}`;
}

const VERB: Readonly<Record<Decision, string>> = { allow: 'allows', prompt: 'prompts for', forbidden: 'forbids' };

function formatFinding({ code, message, help }: Finding, paint: Paint): string {
  return `${paint('mark', code)} ${visible(message)}${help ? paint('faint', ` (${visible(help)})`) : ''}`;
}

/** The decision in a column of its own. */
function label(decision: Decision, paint: Paint): string {
  return paint(decision, decision) + INDENT.slice(decision.length);
}
