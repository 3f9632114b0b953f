/** Codes `RLnnn` of the rules area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const RULES_CODES = {} as const satisfies Record<`RL${string}`, string>;
