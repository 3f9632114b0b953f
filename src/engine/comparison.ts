/**
 * Where the profiles `strict` and `codex` decide one command differently, and why: what only one of them sees, matches or judges.
 *
 * INVARIANT: where the decisions are the same nothing is explained; where they differ, something is.
 */
import { type Decision, isLooser, LineIndex, MAX_QUOTED_SCRIPT, type Span } from '../base/index.ts';
import type { RuleSet } from '../rules/index.ts';
import { scriptOf } from './codex/command-line.ts';
import type { CodexEvaluation, CodexInvocation } from './codex/evaluation.ts';
import type { Obstacle } from './codex/obstacle.ts';
import type { Evaluation, InvocationEvaluation, Match } from './evaluation.ts';
import type { Finding } from './finding.ts';

export type DifferenceType =
  /** Codex does not start with this policy. */
  | 'start'
  /** Codex leaves out all rules files because one is broken. */
  | 'broken'
  /** Codex has no such rule. */
  | 'absent'
  /** A rule does not apply because the script is opaque to Codex. */
  | 'opaque'
  /** A rule does not apply because the command is inside another one. */
  | 'nested'
  /** A rule does not apply because the words are spelled otherwise. */
  | 'spelling'
  /** A rule applies for Codex only. */
  | 'reach'
  /** What a command does, which Codex does not judge. */
  | 'effect'
  /** A text that cannot be read for certain. */
  | 'reading'
  /** A forced `rm`. */
  | 'removal'
  /** What no rule is about. */
  | 'default'
  | 'other';

export interface Difference {
  readonly type: DifferenceType;
  /** One line for people. */
  readonly message: string;
  /** The rule it is about, where it is about one. */
  readonly rule?: Match['rule'];
}

export interface Comparison {
  readonly strict: Evaluation;
  readonly codex: CodexEvaluation;
  /** Null where both decide the same. */
  readonly stricter: 'strict' | 'codex' | null;
  readonly differences: readonly Difference[];
}

/** The rules that the two answers rest on. */
export interface ComparedRules {
  readonly strict: RuleSet;
  readonly codex: RuleSet;
}

/** Explains the difference of two answers to one request. */
export function compareEvaluations(strict: Evaluation, codex: CodexEvaluation, rules: ComparedRules): Comparison {
  if (strict.decision === codex.decision) return { strict, codex, stricter: null, differences: [] };
  const stricter = isLooser(codex.decision, strict.decision) ? 'strict' : 'codex';
  const found =
    codex.settings === null
      ? [notStarted(codex)]
      : stricter === 'strict'
        ? whyLooser(strict, codex, rules)
        : whyStricter(strict, codex, rules);
  return { strict, codex, stricter, differences: found.length > 0 ? found : [other(strict, codex)] };
}

function notStarted({ reason }: CodexEvaluation): Difference {
  return { type: 'start', message: `Codex does not start with this policy: ${reason ?? ''}` };
}

function other({ decision, reason }: Evaluation, codex: CodexEvaluation): Difference {
  return {
    type: 'other',
    message: `portcullis says ${decision} (${reason}), Codex ${codex.decision}${codex.reason ? ` (${codex.reason})` : ''}`,
  };
}

/** Why Codex is the looser one. */
function whyLooser(strict: Evaluation, codex: CodexEvaluation, rules: ComparedRules): Difference[] {
  const causes = [whatDecides(strict.decision), () => true].map((isAsked) => [
    ...missedRules(strict, codex, { rules: rules.codex, isAsked: (match) => match.decision !== 'allow' && isAsked(match) }),
    ...effects(strict, isAsked),
  ]);
  const decided = causes.find((found) => found.length > 0) ?? [];
  const broken = codex.diagnostics.find(({ severity }) => severity === 'error');
  if (broken) return [{ type: 'broken', message: `Codex leaves out all rules files because one is broken: ${broken.message}` }, ...decided];
  return decided.length > 0 ? decided : uncovered(strict);
}

function whatDecides(decision: Decision): (each: { readonly decision: Decision }) => boolean {
  return (each) => each.decision === decision;
}

/** Why Codex is the stricter one. */
function whyStricter(strict: Evaluation, codex: CodexEvaluation, rules: ComparedRules): Difference[] {
  const known = new Set(strict.invocations.flatMap(({ matches }) => matches.map(keyOf)));
  const deciding = codex.invocations.filter(({ decision }) => decision === codex.decision);
  const missed = missedRules(strict, codex, { rules: rules.codex, isAsked: whatDecides('allow') });
  const bare = deciding.flatMap((each) => unmatched(each, missed.length > 0 ? { ...codex, obstacle: null } : codex));
  return [...deciding.flatMap((each) => reachOf(each, codex.decision, known, rules.strict)), ...missed, ...bare];
}

function keyOf({ rule }: Pick<Match, 'rule'>): string {
  return `${rule.source}:${rule.line}:${rule.column}`;
}

interface Asked {
  readonly rules: RuleSet;
  readonly isAsked: (match: Match) => boolean;
}

/** Rules that match for us and not for Codex, each with the first command it matches. */
function missedRules({ invocations }: Evaluation, codex: CodexEvaluation, { rules, isAsked }: Asked): Difference[] {
  const had = new Set(rules.prefixRules.map(({ origin }) => keyOf({ rule: origin })));
  const seen = new Set(codex.invocations.flatMap(({ matches }) => matches.map(keyOf)));
  const found: Difference[] = [];
  for (const invocation of invocations)
    for (const match of invocation.matches) {
      if (!isAsked(match) || seen.has(keyOf(match))) continue;
      seen.add(keyOf(match));
      found.push({ ...(had.has(keyOf(match)) ? whyMissed(invocation, match, codex) : absent(match)), rule: match.rule });
    }
  return found;
}

function absent(match: Match): Difference {
  return { type: 'absent', message: `Codex does not have ${ruleName(match)} (${match.rule.source})` };
}

const PARTICIPLE: Readonly<Record<Decision, string>> = { allow: 'allowing', prompt: 'asking about', forbidden: 'forbidding' };

function ruleName({ decision, matchedPrefix, subtokens = [] }: Match): string {
  return `the rule ${PARTICIPLE[decision]} \`${[matchedPrefix.join(' '), ...subtokens].join(' … ')}\``;
}

function whyMissed({ context, argv }: InvocationEvaluation, match: Match, { obstacle, commandLine }: CodexEvaluation): Difference {
  const rule = ruleName(match);
  if (obstacle !== null)
    return {
      type: 'opaque',
      message: `Codex treats the whole script as one opaque command ${describeObstacle(obstacle, commandLine)}; ${rule} does not apply there`,
    };
  const wrapper = context.findLast((each) => each.startsWith(WRAPPER))?.slice(WRAPPER.length);
  if (wrapper !== undefined)
    return { type: 'nested', message: `Codex does not look into what \`${wrapper}\` starts; ${rule} does not apply there` };
  const words = argv.map((word) => word ?? '…').join(' ');
  return { type: 'spelling', message: `Codex compares words as they stand; ${rule} does not apply to \`${words}\`` };
}

const WRAPPER = 'wrapper ';

/** What keeps Codex from looking into a script, and where. */
function describeObstacle({ kind, span }: Obstacle, commandLine: readonly string[]): string {
  const script = scriptOf(commandLine) ?? '';
  if (kind === 'empty') return 'because no command is in it';
  if (kind === 'length') return 'because it is too long';
  return `because of ${quoteStart(script, span)} at ${describePlace(script, span)}`;
}

function quoteStart(script: string, { start, end }: Span): string {
  const [line = ''] = script.slice(start, end).split('\n', 1);
  return `\`${line.length > MAX_QUOTED_SCRIPT || line.length < end - start ? `${line.slice(0, MAX_QUOTED_SCRIPT)}…` : line}\``;
}

function describePlace(script: string, { start }: Span): string {
  const { line, column } = new LineIndex(script).locate(start);
  return script.includes('\n') ? `line ${line}, column ${column}` : `column ${column}`;
}

/** Findings that decide: Codex compares words and has none. */
function effects({ decision, findings, invocations, expectedFailures }: Evaluation, isAsked: (finding: Finding) => boolean): Difference[] {
  const all = [...findings, ...invocations.filter((each) => each.decision === decision).flatMap((each) => each.findings)];
  const expected = new Set(expectedFailures.map(nameOf));
  const told = new Map(all.filter((each) => isAsked(each) && !expected.has(nameOf(each))).map((each) => [nameOf(each), each]));
  return [...told.values()].map(effectOf);
}

function nameOf({ code, message }: Finding): string {
  return `${code} ${message}`;
}

function effectOf({ code, message }: Finding): Difference {
  return code.startsWith(SHELL_AREA)
    ? { type: 'reading', message: `portcullis does not go on where a text cannot be read for certain: ${code} ${message}` }
    : { type: 'effect', message: `Codex does not judge what a command does; portcullis does: ${code} ${message}` };
}

/** The area of codes about texts for a shell. */
const SHELL_AREA = 'SH';

/** Commands that no rule allows and that we do not take to be contained. */
function uncovered({ decision, invocations }: Evaluation): Difference[] {
  const bare = invocations.find((each) => each.decision === decision && each.matches.length === 0 && each.findings.length === 0);
  if (bare === undefined) return [];
  const words = bare.argv.map((word) => word ?? '…').join(' ');
  return [
    {
      type: 'default',
      message: `no rule is about \`${words}\`: Codex runs it in its sandbox, portcullis is told of none that is enforced`,
    },
  ];
}

/** A rule that decides for Codex alone. */
function reachOf({ argv, matches }: CodexInvocation, decision: Decision, known: ReadonlySet<string>, rules: RuleSet): Difference[] {
  const alone = matches.filter((match) => match.decision === decision && !known.has(keyOf(match)));
  return alone.map((match) => ({
    type: 'reach',
    message: `Codex applies ${ruleName(match)} to \`${argv.join(' ')}\`${hasSubtokens(match, rules) ? ' without a look at its subtokens' : ''}`,
    rule: match.rule,
  }));
}

function hasSubtokens({ rule }: Match, { prefixRules }: RuleSet): boolean {
  const found = prefixRules.find(({ origin }) => keyOf({ rule: origin }) === keyOf({ rule }));
  return found?.pattern.some(({ subtokens }) => subtokens !== undefined) === true;
}

/** What Codex asks about, or rejects, without a rule. */
function unmatched(
  { argv, span, matches, forcedRemoval, decision }: CodexInvocation,
  { obstacle, commandLine }: CodexEvaluation,
): Difference[] {
  if (matches.length > 0) return [];
  const does = decision === 'forbidden' ? 'rejects' : 'asks about';
  const what = span === null ? 'the script as a whole' : `\`${argv.join(' ')}\``;
  if (forcedRemoval) return [{ type: 'removal', message: `Codex ${does} every forced \`rm\` that no rule allows, as in ${what}` }];
  const whole = obstacle === null ? '' : `, which is opaque to it ${describeObstacle(obstacle, commandLine)}`;
  return [{ type: 'default', message: `Codex ${does} whatever no rule is about, as ${what}${whole}` }];
}
