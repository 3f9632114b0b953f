/** Codes `NWnnn` of the network area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const NETWORK_CODES = {} as const satisfies Record<`NW${string}`, string>;
