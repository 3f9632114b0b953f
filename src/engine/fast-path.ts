/**
 * Decisions that the core reaches alone: a packed answer of one call, turned into a decision without building anything.
 *
 * INVARIANT: null wherever `evaluate` could say something else; where it is not null, it is what `evaluate` says
 * (test/engine/decide-property.test.ts).
 */
import * as A from '../../wasm/match.ts';
import { type Decision, strictest } from '../base/index.ts';
import { type EffectiveSettings, promptUnder, uncoveredUnder } from './settings.ts';

/** What a policy and a request's settings make of each kind of answer; made once, not per text. */
export interface FastTable {
  readonly byRule: Decision;
  readonly byFinding: Decision;
  readonly uncovered: Decision;
  /** A finding can forbid what no rule does: reads or hosts are denied, or nobody may be asked. */
  readonly findingsForbid: boolean;
  /** Flags that only `evaluate` can weigh, whatever else is true. */
  readonly needsEvaluate: number;
  /** Bits of the features that are asked about: what the dialect refuses, and cautions. */
  readonly askedFeatures: number;
}

/** `denies`: the policy denies reads or hosts. */
export function fastTable(settings: EffectiveSettings, denies: boolean, refusedFeatures: number): FastTable {
  const byFinding = promptUnder(settings, 'finding');
  const byRule = promptUnder(settings, 'rule');
  return {
    byRule,
    byFinding,
    uncovered: uncoveredUnder(settings),
    findingsForbid: denies || byFinding === 'forbidden',
    // Whether the rule prompts, or the word that could complete it, is the same where both say the same.
    needsEvaluate: byRule === byFinding ? NEEDS_EVALUATE : NEEDS_EVALUATE | A.ANSWER_PROMPT_BELOW,
    askedFeatures: refusedFeatures | CAUTION_FEATURES,
  };
}

/** Features that are cautions, see `wasm/codes.ts`. */
const CAUTION_FEATURES = (1 << 30) | (1 << 31);

/** `evaluate` knows values of words that the core does not. */
const NEEDS_EVALUATE =
  A.ANSWER_SLOW | A.ANSWER_STARTS | A.ANSWER_FUNCTIONS | A.ANSWER_ASSIGNS | A.ANSWER_COMPLETABLE | A.ANSWER_UNKNOWN_PROGRAM;
/** Flags that matter where a finding could be stricter than what the rules say. */
const MAY_TAKE_BACK = A.ANSWER_SPECIFIED | A.ANSWER_OPENS | A.ANSWER_EXPANDS;
/** Flags that are findings: a refusal of any number among them. */
const ASKED = A.ANSWER_CAUTION | A.ANSWER_PROMPT_BELOW | (-1 << A.ANSWER_REFUSAL_SHIFT);

/** The decision, or null where `evaluate` is needed. */
export function decideFast(answer: number, features: number, table: FastTable): Decision | null {
  if ((answer & table.needsEvaluate) !== 0) return null;
  // What `echo` writes is a value too, and a rule that goes on may allow it.
  if ((answer & A.ANSWER_UNKNOWN_BELOW) !== 0 && (answer & (A.ANSWER_SPECIFIED | A.ANSWER_WRITES)) !== 0) return null;
  const rank = answer & A.ANSWER_DECISION;
  if (rank === 3) return 'forbidden';
  const mayTakeBack = (answer & MAY_TAKE_BACK) !== 0;
  if (mayTakeBack && table.findingsForbid) return null;
  let decision: Decision = rank === 2 ? table.byRule : 'allow';
  if ((answer & ASKED) !== 0 || (features & table.askedFeatures) !== 0) decision = strictest(decision, table.byFinding);
  if ((answer & A.ANSWER_UNCOVERED) !== 0) decision = strictest(decision, table.uncovered);
  return decision === 'allow' && mayTakeBack ? null : decision;
}
