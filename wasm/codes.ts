/**
 * Numbers that leave the core: why a text is refused, which dialect-sensitive constructs it holds, and what is marked.
 * Text for people is made in `src/shell/`, which keeps the same order.
 */

export const OK: i32 = 0;
export const UNEXPECTED_END: i32 = 1;
export const UNEXPECTED_TOKEN: i32 = 2;
export const UNTERMINATED_QUOTE: i32 = 3;
export const UNTERMINATED_EXPANSION: i32 = 4;
export const UNTERMINATED_HEREDOC: i32 = 5;
export const HEREDOC_DEFECT: i32 = 6;
export const TOO_DEEP: i32 = 7;
export const TOO_LARGE: i32 = 8;
export const TOO_AMBIGUOUS: i32 = 9;
export const NUL_BYTE: i32 = 10;
export const ALIASES_ON: i32 = 12;
export const BAD_BYTES: i32 = 13;
export const LARGE_DESCRIPTOR: i32 = 14;
export const FUNCTION_SUBSTITUTION: i32 = 15;
export const BAD_CONDITION: i32 = 16;
export const BAD_ARITHMETIC: i32 = 17;
export const RUNNING_VALUE: i32 = 18;

// Bits of HEAD_FEATURES, and the kinds of marks below 32.
export const F_ANSI_QUOTE: i32 = 0;
export const F_LOCALE_QUOTE: i32 = 1;
export const F_BOTH_REDIRECT: i32 = 2;
export const F_PIPE_BOTH: i32 = 3;
export const F_FD_VARIABLE: i32 = 4;
export const F_COPROC: i32 = 5;
export const F_CASE_FALL: i32 = 6;
export const F_EQUALS_WORD: i32 = 7;
export const F_EXTGLOB: i32 = 8;
export const F_PROCESS: i32 = 9;
export const F_DOUBLE_BRACKET: i32 = 10;
export const F_ARRAY: i32 = 11;
export const F_BRACE: i32 = 12;
export const F_HERE_STRING: i32 = 13;
export const F_ARITHMETIC: i32 = 14;
export const F_FUNCTION: i32 = 15;
export const F_SELECT: i32 = 16;
export const F_TIME: i32 = 17;
export const F_DOLLAR_BRACKET: i32 = 18;
export const F_DUP_WORD: i32 = 19;
export const F_PARAMETER: i32 = 20;
export const F_BANG_TARGET: i32 = 21;
export const F_RANGE_GLOB: i32 = 22;
export const F_ANSI_EXOTIC: i32 = 23;
export const F_ZSH_FLAGS: i32 = 24;
export const F_APPEND_ASSIGN: i32 = 25;
export const F_ARITHMETIC_FOR: i32 = 26;
export const F_FUNCTION_NAME: i32 = 27;
export const F_GLOB: i32 = 28;
export const F_TILDE: i32 = 29;
/** Understood as bash runs it, yet never allowed without a question. */
export const F_UNTERMINATED_HEREDOC: i32 = 30;
export const F_CARRIAGE_RETURN: i32 = 31;

// Marks that are no features: what a predicate over the text wants to know, or one more caution.
export const M_COMMENT: i32 = 32;
export const M_BACKGROUND: i32 = 33;
export const M_BANG: i32 = 34;
export const M_TIME: i32 = 35;
export const M_SEMICOLON_END: i32 = 36;
export const M_CONTINUATION: i32 = 37;
/** `${ …; }`: bash 5.3 runs it, earlier versions call it an error; what it holds is reported. */
export const M_FUNCTION_SUBSTITUTION: i32 = 38;
/** A backtick or here-document body that fails when it runs. */
export const M_BROKEN_BODY: i32 = 39;
