/** Codes `CFnnn` of the config area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const CONFIG_CODES = {} as const satisfies Record<`CF${string}`, string>;
