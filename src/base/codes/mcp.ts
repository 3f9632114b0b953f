/** Codes `MCnnn` of the mcp area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const MCP_CODES = {} as const satisfies Record<`MC${string}`, string>;
