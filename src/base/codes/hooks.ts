/** Codes `HKnnn` of the hooks area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const HOOKS_CODES = {
  HK001: 'the configuration of an agent has another shape than its hooks need, so nothing was changed',
  HK002: 'the trust of a hook cannot be written into the configuration of Codex as it stands; trust it in Codex itself',
} as const satisfies Record<`HK${string}`, string>;
