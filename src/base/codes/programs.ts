/** Codes `PRnnn` of the programs area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const PROGRAMS_CODES = {} as const satisfies Record<`PR${string}`, string>;
