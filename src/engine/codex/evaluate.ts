/**
 * From one command under settings and rules to what Codex answers.
 *
 * Each plain command of a script, or the whole line where the script is opaque, is matched and judged; the strictest decides.
 * Reference: codex-semantics §2, §3.1.
 */
import { MAX_CODEX_SCRIPT, type Span } from '../../base/index.ts';
import { type CodexMatcherOptions, type CodexRules, matchCodexRules, type RuleMatch, type RuleSet } from '../../rules/index.ts';
import type { Analysis } from '../../shell/index.ts';
import type { Match } from '../evaluation.ts';
import { scriptOf } from './command-line.ts';
import type { AvailableDecision, CodexEvaluation, CodexInvocation } from './evaluation.ts';
import { isForcedRemoval } from './forced-removal.ts';
import { decidingMatch, type Judged, judge, type Situation, strictestOf } from './judgement.ts';
import type { Obstacle } from './obstacle.ts';
import { type ParsedWords, parsedCommands } from './parsed-command.ts';
import { splitScript } from './plain-script.ts';
import { proposePrefix } from './proposal.ts';
import { NO_HUMAN_PROMPT, promptReason, rejectionReason, unshownReason } from './reason.ts';
import type { ToolArguments } from './tool-arguments.ts';

/** Everything an answer depends on. */
export interface CodexCase {
  readonly commandLine: readonly string[];
  readonly toolArguments: ToolArguments;
  readonly situation: Situation;
  readonly rules: CodexRules;
  readonly hostExecutables: RuleSet['hostExecutables'];
  readonly matching: CodexMatcherOptions;
  /** Whether policy denies reading something: then nothing runs outside the sandbox. */
  readonly deniesReads: boolean;
  readonly showsHumanPrompts: boolean;
  readonly analyse: (text: string) => Analysis;
}

/** The part of an answer that does not repeat what was asked. */
export type CodexAnswerPart = Pick<
  CodexEvaluation,
  'decision' | 'reason' | 'approvalKind' | 'proposedAmendment' | 'availableDecisions' | 'sandboxed'
>;

export function evaluateCodexCase(each: CodexCase): CodexAnswerPart & Pick<CodexEvaluation, 'obstacle' | 'invocations'> {
  const { segments, obstacle } = segmentsOf(each);
  const readScript = (text: string): readonly ParsedWords[] => readCommands(text, each);
  const judged = segments.map(({ argv }) =>
    judge(argv, matchCodexRules(each.rules, argv, each.matching), () => isForcedRemoval(argv, readScript), each.situation),
  );
  const invocations = judged.map((one, at): CodexInvocation => invocationOf(one, segments[at]?.span ?? null));
  return { ...answer(judged, each, obstacle !== null), obstacle, invocations };
}

/** One argument list that rules are matched against; the span is null for the whole line. */
export interface Segment {
  readonly argv: readonly string[];
  readonly span: Span | null;
}

/** What rules are matched against. */
export function segmentsOf({ commandLine, analyse }: Pick<CodexCase, 'commandLine' | 'analyse'>): {
  readonly segments: readonly Segment[];
  readonly obstacle: Obstacle | null;
} {
  const script = scriptOf(commandLine);
  const whole = [{ argv: commandLine, span: null }];
  if (script === null) return { segments: whole, obstacle: null };
  if (script.length > MAX_CODEX_SCRIPT) return { segments: whole, obstacle: { kind: 'length', span: { start: 0, end: script.length } } };
  const split = splitScript(analyse(script), script);
  return split.type === 'plain' ? { segments: split.commands, obstacle: null } : { segments: whole, obstacle: split.obstacle };
}

function readCommands(text: string, { analyse }: CodexCase): readonly ParsedWords[] {
  return text.length > MAX_CODEX_SCRIPT ? [] : parsedCommands(analyse(text), text);
}

function invocationOf({ argv, matches, forcedRemoval, decision }: Judged, span: Span | null): CodexInvocation {
  return { argv, span, decision, matches: matches.map(matchOf), forcedRemoval };
}

function matchOf({ rule, matchedPrefix, resolvedProgram }: RuleMatch): Match {
  const { source, line, column } = rule.origin;
  return {
    decision: rule.decision,
    matchedPrefix,
    rule: { source, line, column, ...(rule.id === undefined ? {} : { id: rule.id }) },
    ...(rule.justification === undefined ? {} : { justification: rule.justification }),
    ...(resolvedProgram === undefined ? {} : { resolvedProgram }),
  };
}

function answer(judged: readonly Judged[], each: CodexCase, isOpaque: boolean): CodexAnswerPart {
  const decision = strictestOf(judged);
  const match = decision === 'allow' ? null : decidingMatch(judged, decision);
  if (decision === 'allow') return { ...NOTHING_ASKED, decision, sandboxed: runsInSandbox(judged, each) };
  if (decision === 'forbidden') return reject(rejectionReason(each.commandLine, match));
  return match === null ? askUnmatched(judged, each, isOpaque) : askByRule(match, each);
}

const NOTHING_ASKED = { reason: null, proposedAmendment: null, availableDecisions: null, sandboxed: null } as const;

/** A decision to reject, whatever stage takes it. */
export function reject(reason: string): CodexAnswerPart {
  return { ...NOTHING_ASKED, decision: 'forbidden', reason };
}

/** Allow rules for all of a command, and escalation that need not be asked for, lead outside the sandbox. */
function runsInSandbox(judged: readonly Judged[], { situation, deniesReads }: CodexCase): boolean {
  if (situation.sandboxMode === 'danger-full-access') return false;
  return deniesReads || !(situation.escalated || judged.every(({ matches }) => matches.length > 0));
}

function askByRule(match: RuleMatch, { situation, commandLine, showsHumanPrompts }: CodexCase): CodexAnswerPart {
  const unshown = unshownReason(situation.approvalPolicy);
  if (unshown !== null) return reject(unshown);
  const approvalKind = match.rule.approvalKind ?? 'user';
  if (approvalKind === 'human' && !showsHumanPrompts) return reject(NO_HUMAN_PROMPT);
  const availableDecisions: AvailableDecision[] = approvalKind === 'human' ? ['accept', 'decline', 'cancel'] : ['accept', 'cancel'];
  return { ...NOTHING_ASKED, decision: 'prompt', reason: promptReason(commandLine, match), approvalKind, availableDecisions };
}

function askUnmatched(judged: readonly Judged[], each: CodexCase, isOpaque: boolean): CodexAnswerPart {
  const { toolArguments, situation, hostExecutables, matching } = each;
  const proposed = proposePrefix(judged, { situation, toolArguments, isOpaque, hostExecutables, options: matching });
  const amend: AvailableDecision[] = proposed === null ? [] : [{ acceptWithExecpolicyAmendment: { execpolicy_amendment: proposed } }];
  return {
    ...NOTHING_ASKED,
    decision: 'prompt',
    reason: toolArguments.escalated ? toolArguments.justification : null,
    approvalKind: 'user',
    proposedAmendment: proposed,
    availableDecisions: ['accept', ...amend, 'cancel'],
  };
}
