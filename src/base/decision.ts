/**
 * The answer to one question, ordered: `allow` < `prompt` < `forbidden`.
 *
 * INVARIANT: everything is combined with {@link strictest}; nothing in this project combines decisions any other way.
 */
export type Decision = 'allow' | 'prompt' | 'forbidden';

/** Decisions from the loosest to the strictest: the index of a decision is its rank. */
export const DECISIONS: readonly Decision[] = ['allow', 'prompt', 'forbidden'];

const RANK: Readonly<Record<Decision, number>> = { allow: 0, prompt: 1, forbidden: 2 };

/** The stricter of two decisions. */
export function strictest(a: Decision, b: Decision): Decision {
  return RANK[a] >= RANK[b] ? a : b;
}

/** Whether `a` is strictly looser than `b`. */
export function isLooser(a: Decision, b: Decision): boolean {
  return RANK[a] < RANK[b];
}

/** Whether an outside value is the name of a decision. */
export function isDecision(value: unknown): value is Decision {
  return value === 'allow' || value === 'prompt' || value === 'forbidden';
}
