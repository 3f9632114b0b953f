/**
 * Which rules cover which: whatever the inner one matches, the outer one matches too.
 *
 * INVARIANT: errs on the side of saying no; conditions, subtokens and canonical matching are only seen through where it is certain.
 */
import { isLooser } from '../../base/index.ts';
import type { PatternToken, PrefixRule } from '../../rules/index.ts';

export interface Overlap {
  readonly outer: PrefixRule;
  readonly inner: PrefixRule;
}

/** Whether `outer` matches everything that `inner` matches. */
export function covers(outer: PrefixRule, inner: PrefixRule): boolean {
  if (outer.conditions || outer.pattern.some((token) => token.subtokens)) return false;
  if (outer.pattern.length > inner.pattern.length || (inner.canonical && !outer.canonical)) return false;
  return outer.pattern.every((token, i) => {
    const other = inner.pattern[i];
    return other !== undefined && coversToken(token, other, outer.canonical === true);
  });
}

function coversToken(outer: PatternToken, inner: PatternToken, folds: boolean): boolean {
  const fold = (word: string) => (folds ? word.toLowerCase() : word);
  const words = new Set(outer.any.map(fold));
  return inner.any.every((word) => words.has(fold(word)));
}

export interface Overlaps {
  readonly found: readonly Overlap[];
  /** Whether the budget was spent before all were compared. */
  readonly isCut: boolean;
}

/**
 * For every rule the first other rule that covers it and is at least as strict, or of equals the earlier one.
 * LIMIT: `budget` comparisons; rules of different programs are never compared.
 */
export function findOverlaps(rules: readonly PrefixRule[], budget: number): Overlaps {
  const byProgram = new Map<string, PrefixRule[]>();
  for (const rule of rules) {
    for (const word of new Set(rule.pattern[0].any.map((each) => each.toLowerCase())))
      byProgram.set(word, [...(byProgram.get(word) ?? []), rule]);
  }
  const position = new Map(rules.map((rule, i) => [rule, i]));
  const found: Overlap[] = [];
  let left = budget;
  for (const inner of rules) {
    const candidates = byProgram.get(inner.pattern[0].any[0].toLowerCase()) ?? [];
    left -= candidates.length;
    if (left < 0) return { found, isCut: true };
    const outer = candidates.find((each) => each !== inner && isStronger(each, inner, position) && covers(each, inner));
    if (outer) found.push({ outer, inner });
  }
  return { found, isCut: false };
}

/** Stricter, or as strict and earlier, so that of two equal rules one is told. */
function isStronger(outer: PrefixRule, inner: PrefixRule, position: ReadonlyMap<PrefixRule, number>): boolean {
  if (isLooser(outer.decision, inner.decision)) return false;
  return isLooser(inner.decision, outer.decision) || (position.get(outer) ?? 0) < (position.get(inner) ?? 0);
}
