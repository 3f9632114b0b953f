/** Codes `SHnnn` of the shell area: never reused, never renamed. Each value is the explanation that `docs/codes.md` prints. */
export const SHELL_CODES = {} as const satisfies Record<`SH${string}`, string>;
