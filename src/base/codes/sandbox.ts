/** Codes `SBnnn` of the sandbox area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const SANDBOX_CODES = {} as const satisfies Record<`SB${string}`, string>;
