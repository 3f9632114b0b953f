/**
 * All rules that match one invocation: as written, by the program's base name, and with global options looked through.
 *
 * INVARIANT: what only makes stricter is taken from everywhere; what allows, only from the words as they stand, a path that is trusted,
 * or global options that are all known. Reference: codex-semantics §1.2, §1.5.
 */
import { type Decision, strictest } from '../base/index.ts';
import { optionsOf, type ProgramReading } from '../programs/index.ts';
import type { MatchedRules, PrefixRule } from '../rules/index.ts';
import type { Assignment, Word } from '../shell/index.ts';
import { otherSpellings, type Spelling } from './batch-match.ts';
import { commandSpellings } from './command-spelling.ts';
import { type ConditionFacts, conditionsHold } from './condition.ts';
import type { EngineContext } from './context.ts';
import type { Match } from './evaluation.ts';
import type { ShellState } from './shell-state.ts';

export interface RuleMatches {
  /** In rule order. */
  readonly matches: readonly Match[];
  /** Rules that allow it. */
  readonly allows: readonly PrefixRule[];
  /** Strictest decision of all of them, or null. */
  readonly decision: Decision | null;
  /** A prompt rule wants a person. */
  readonly human: boolean;
  readonly completable: 'prompt' | 'forbidden' | null;
}

const NO_RULES: readonly PrefixRule[] = [];
const NO_SPELLINGS: readonly Spelling[] = [];
const NONE: RuleMatches = { matches: [], allows: [], decision: null, human: false, completable: null };

export function matchInvocation(
  argv: readonly Word[],
  reading: ProgramReading,
  context: EngineContext,
  assignments: readonly Assignment[],
  state: ShellState,
): RuleMatches {
  const program = argv[0]?.value;
  if (program === undefined || program === null) return NONE;
  let facts: ConditionFacts | null = null;
  const holds = (rule: PrefixRule) => {
    if (rule.conditions === undefined) return true;
    facts ??= lazyFacts(argv, reading, context, assignments, state);
    return conditionsHold(rule.conditions, facts, rule.decision !== 'allow');
  };
  const written = argv.map((word) => word.value);
  const asWritten = context.table.match(written, holds);
  const looked = lookThrough(written, reading);
  const spellings = spellingsOf(reading, looked ?? written, context);
  if (looked === null && spellings.length === 0) {
    if (isEmpty(asWritten)) return noneBut(asWritten.completable);
    const only = onlyRule(asWritten);
    if (only !== null) return matchesOf(only, matchOf(only, written, program), asWritten.completable);
  }
  const through = looked === null ? null : context.table.match(looked, holds);
  const others = spellings.map((each) => ({ each, rules: context.table.match(each.argv, holds) }));
  if (through === null && isEmpty(asWritten) && others.every(({ rules }) => isEmpty(rules) && rules.completable === null))
    return noneBut(asWritten.completable);
  const trusted = asWritten.byPath.length > 0 && context.isTrustedPath(program, reading.name ?? program);
  const found = foundIn(asWritten, trusted).map((rule) => foundBy(rule, written, program));
  if (through !== null && looked !== null) {
    const known = new Set(found.map(({ by }) => by));
    for (const rule of [...through.exact, ...through.byName])
      if (!known.has(rule) && (rule.decision !== 'allow' || reading.globalsKnown)) found.push(foundBy(rule, looked, program));
  }
  for (const { each, rules } of others) {
    const known = new Set(found.map(({ by }) => by));
    for (const rule of foundIn(rules, trusted && each.allows))
      if (!known.has(rule) && (rule.decision !== 'allow' || (each.allows && reading.globalsKnown)))
        found.push(foundBy(rule, each.argv, program));
  }
  if (found.length > 1) found.sort((a, b) => context.table.orderOf(a.by) - context.table.orderOf(b.by));
  return collect(found, through?.completable ?? null, asWritten.completable, ...others.map(({ rules }) => rules.completable));
}

function noneBut(completable: MatchedRules['completable']): RuleMatches {
  return completable === null ? NONE : { ...NONE, completable };
}

/** The rule where there is but one, and it matches the words as they stand. */
function onlyRule({ exact, byName, byPath }: MatchedRules): PrefixRule | null {
  return exact.length === 1 && byName.length === 0 && byPath.length === 0 ? (exact[0] ?? null) : null;
}

function matchesOf(rule: PrefixRule, match: Match, completable: MatchedRules['completable']): RuleMatches {
  const { decision, approvalKind } = rule;
  const human = decision === 'prompt' && approvalKind === 'human';
  return { matches: [match], allows: decision === 'allow' ? [rule] : NO_RULES, decision, human, completable };
}

/** Other ways to write the command, in shells that have some. */
function spellingsOf(
  { batch, spellings }: ProgramReading,
  argv: readonly (string | null)[],
  { table }: EngineContext,
): readonly Spelling[] {
  if (batch) return otherSpellings(argv);
  return spellings === undefined ? NO_SPELLINGS : commandSpellings(spellings, argv, table);
}

function foundIn({ exact, byName, byPath }: MatchedRules, trusted: boolean): readonly PrefixRule[] {
  if (byName.length === 0 && !trusted) return exact;
  return trusted ? [...exact, ...byName, ...byPath] : [...exact, ...byName];
}

function isEmpty({ exact, byName, byPath }: MatchedRules): boolean {
  return exact.length === 0 && byName.length === 0 && byPath.length === 0;
}

/** The argv without the options between the program and its subcommand; null where there are none. */
function lookThrough(argv: readonly (string | null)[], { subcommandAt }: ProgramReading): (string | null)[] | null {
  const last = subcommandAt.at(-1);
  if (last === undefined || last === subcommandAt.length) return null;
  return [argv[0] ?? null, ...subcommandAt.map((at) => argv[at] ?? null), ...argv.slice(last + 1)];
}

/** A match and the rule it is by. */
interface Found {
  readonly by: PrefixRule;
  readonly match: Match;
}

function collect(found: readonly Found[], ...completable: readonly ('prompt' | 'forbidden' | null)[]): RuleMatches {
  let decision: Decision | null = null;
  let human = false;
  const matches: Match[] = [];
  const allows: PrefixRule[] = [];
  for (const { by, match } of found) {
    decision = decision === null ? by.decision : strictest(decision, by.decision);
    human ||= by.decision === 'prompt' && by.approvalKind === 'human';
    matches.push(match);
    if (by.decision === 'allow') allows.push(by);
  }
  const later = completable.includes('forbidden') ? 'forbidden' : completable.includes('prompt') ? 'prompt' : null;
  return { matches, allows, decision, human, completable: later };
}

function foundBy(rule: PrefixRule, argv: readonly (string | null)[], program: string): Found {
  return { by: rule, match: matchOf(rule, argv, program) };
}

/** Fields are put in one by one: a spread costs more than all the rest, and one match is made for every command. */
function matchOf(rule: PrefixRule, argv: readonly (string | null)[], program: string): Match {
  const { decision, id, justification, pattern } = rule;
  const { source, line, column } = rule.origin;
  const [{ any }] = pattern;
  const first = any.includes(program) ? program : (any.find((name) => program.endsWith(name)) ?? any[0]);
  const matchedPrefix = [first];
  for (let i = 1; i < pattern.length && i < argv.length; i++) matchedPrefix.push(argv[i] ?? '');
  const place = id === undefined ? { source, line, column } : { source, line, column, id };
  const subtokens = pattern.some((token) => token.subtokens !== undefined) ? pattern.flatMap((token) => token.subtokens ?? []) : [];
  const match: Writable<Match> =
    subtokens.length === 0 ? { decision, matchedPrefix, rule: place } : { decision, matchedPrefix, subtokens, rule: place };
  if (justification !== undefined) match.justification = justification;
  if (first !== program && program.includes('/')) match.resolvedProgram = program;
  return match;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What conditions of rules look at, computed when a rule asks. */
function lazyFacts(
  argv: readonly Word[],
  reading: ProgramReading,
  context: EngineContext,
  assignments: readonly Assignment[],
  state: ShellState,
): ConditionFacts {
  let options: ReadonlySet<string> | null = null;
  return {
    effects: reading.effects,
    context,
    state,
    variables: assignments.map((each) => each.name),
    options: () => {
      options ??= optionsOf(argv, { powerShell: reading.spellings === undefined ? null : context.windows ? 'windows' : 'other' });
      return options;
    },
  };
}
