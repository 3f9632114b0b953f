/**
 * Every bound over outside text, in one place. Hitting one is a finding or a diagnostic with a code, never a hang,
 * a crash or silent truncation. The bounds of the scanner itself are constants of `wasm/limits.ts`, repeated nowhere.
 */

/** Longest word for which a "did you mean" is looked up (its cost is quadratic in the length). */
export const MAX_SUGGESTION_LENGTH = 64;

/** Longest line of a `--batch` input: room for a command of the largest size with its policy beside it. */
export const MAX_BATCH_LINE_BYTES = 16 * 1024 * 1024;
