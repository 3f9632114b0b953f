/**
 * Which of two readings of the same policy is asked for: `strict` is ours, `codex` is what Codex CLI itself would do, gaps included.
 */
export type Profile = 'strict' | 'codex';

export const PROFILES: readonly Profile[] = ['strict', 'codex'];
