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
  const facts = lazyFacts(argv, reading, context, assignments, state);
  const holds = (rule: PrefixRule) => rule.conditions === undefined || conditionsHold(rule.conditions, facts, rule.decision !== 'allow');
  const written = argv.map((word) => word.value);
  const asWritten = context.table.match(written, holds);
  const looked = lookThrough(written, reading);
  const through = looked === null ? null : context.table.match(looked, holds);
  if (through === null && isEmpty(asWritten))
    return asWritten.completable === null ? NONE : { ...NONE, completable: asWritten.completable };
  const trusted = asWritten.byPath.length > 0 && context.isTrustedPath(program, reading.name ?? program);
  const found = new Map<PrefixRule, readonly (string | null)[]>();
  for (const rule of asWritten.exact) found.set(rule, written);
  for (const rule of asWritten.byName) found.set(rule, written);
  if (trusted) for (const rule of asWritten.byPath) found.set(rule, written);
  if (through !== null && looked !== null)
    for (const rule of [...through.exact, ...through.byName])
      if (!found.has(rule) && (rule.decision !== 'allow' || reading.globalsKnown)) found.set(rule, looked);
  return collect(found, context, program, through?.completable ?? null, asWritten.completable);
}

function isEmpty({ exact, byName, byPath }: MatchedRules): boolean {
  return exact.length === 0 && byName.length === 0 && byPath.length === 0;
}

/** The argv without the options between the program and its subcommand; null where there are none. */
function lookThrough(argv: readonly (string | null)[], { subcommandAt }: ProgramReading): (string | null)[] | null {
  const last = subcommandAt[subcommandAt.length - 1];
  if (last === undefined || last === subcommandAt.length) return null;
  return [argv[0] ?? null, ...subcommandAt.map((at) => argv[at] ?? null), ...argv.slice(last + 1)];
}

function collect(
  found: ReadonlyMap<PrefixRule, readonly (string | null)[]>,
  { table }: EngineContext,
  program: string,
  ...completable: readonly ('prompt' | 'forbidden' | null)[]
): RuleMatches {
  const rules = [...found.keys()].sort((a, b) => table.orderOf(a) - table.orderOf(b));
  let decision: Decision | null = null;
  for (const rule of rules) decision = decision === null ? rule.decision : strictest(decision, rule.decision);
  return {
    matches: rules.map((rule) => matchOf(rule, found.get(rule) ?? [], program)),
    allows: rules.filter((rule) => rule.decision === 'allow'),
    decision,
    human: rules.some((rule) => rule.decision === 'prompt' && rule.approvalKind === 'human'),
    completable: completable.includes('forbidden') ? 'forbidden' : completable.includes('prompt') ? 'prompt' : null,
  };
}

function matchOf(rule: PrefixRule, argv: readonly (string | null)[], program: string): Match {
  const { source, line, column } = rule.origin;
  const first = rule.pattern[0].any.includes(program)
    ? program
    : (rule.pattern[0].any.find((name) => program.endsWith(name)) ?? rule.pattern[0].any[0]);
  const prefix = [first, ...argv.slice(1, rule.pattern.length).map((word) => word ?? '')];
  const subtokens = rule.pattern.flatMap((token) => token.subtokens ?? []);
  return {
    decision: rule.decision,
    matchedPrefix: prefix,
    ...(subtokens.length === 0 ? {} : { subtokens }),
    rule: { source, line, column, ...(rule.id === undefined ? {} : { id: rule.id }) },
    ...(rule.justification === undefined ? {} : { justification: rule.justification }),
    ...(first === program || !program.includes('/') ? {} : { resolvedProgram: program }),
  };
}

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
      options ??= optionsOf(argv);
      return options;
    },
  };
}
