/** Codes `ENnnn` of the engine area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const ENGINE_CODES = {} as const satisfies Record<`EN${string}`, string>;
