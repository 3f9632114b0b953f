/**
 * Numbers that leave the core: why a text is refused, and the kinds of marks.
 * Text for people is made in `src/shell/`, which keeps the same order; `dialect.ts` says whom a mark concerns.
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
export const ALIASES_ON: i32 = 11;
export const BAD_BYTES: i32 = 12;
export const LARGE_DESCRIPTOR: i32 = 13;
export const BAD_CONDITION: i32 = 14;
export const BAD_ARITHMETIC: i32 = 15;
export const RUNNING_VALUE: i32 = 16;

// Features: constructs that some shell reads otherwise than bash 5 does.
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
/** `>&word` where the word is no descriptor. */
export const F_DUP_WORD: i32 = 19;
/** `>! f`. */
export const F_BANG_TARGET: i32 = 20;
/** `<1-9>`. */
export const F_RANGE_GLOB: i32 = 21;
/** Escapes in `$'…'` that few shells know. */
export const F_ANSI_EXOTIC: i32 = 22;
/** `${(e)x}`, `${=x}`: an operator where a name belongs. */
export const F_PARAMETER_FLAG: i32 = 23;
export const F_APPEND_ASSIGN: i32 = 24;
export const F_ARITHMETIC_FOR: i32 = 25;
/** A function whose name is no plain word. */
export const F_FUNCTION_NAME: i32 = 26;
/** `\u` and `\U` in `$'…'`. */
export const F_ANSI_UNICODE: i32 = 27;
/** `10>f`. */
export const F_LONG_DESCRIPTOR: i32 = 28;
/** `>&-word` and `>&3-`. */
export const F_DUP_DASH: i32 = 29;
/** `1&>f`. */
export const F_DIGIT_BOTH: i32 = 30;
/** Redirections without a command. */
export const F_NULL_COMMAND: i32 = 31;
/** A name that is a reserved word elsewhere: `repeat`, `time` behind a bar. */
export const F_RESERVED_NAME: i32 = 32;
/** `$=x`, `$+x`, `$^x`, `$~x`. */
export const F_DOLLAR_FLAG: i32 = 33;
/** `=(` within `${…}`. */
export const F_EQUALS_PROCESS: i32 = 34;
/** A tilde in front of a quote. */
export const F_TILDE_QUOTE: i32 = 35;
/** Braces that expand in one shell and not in the other, or end a command there. */
export const F_ODD_BRACE: i32 = 36;
/** `{1..9..2}`, `{01..10}`. */
export const F_BRACE_STEP: i32 = 37;
/** Single quotes within `"${…}"` that hold what could end it. */
export const F_QUOTED_SINGLE: i32 = 38;
/** The same behind the operator of a pattern. */
export const F_QUOTED_PATTERN: i32 = 39;
/** Within `$( )`: quotes or parentheses that a shell which does not parse there would count. */
export const F_LOOSE_SUBSTITUTION: i32 = 40;

// Cautions: understood as bash runs it, yet never allowed without a question.
export const M_UNTERMINATED_HEREDOC: i32 = 48;
export const M_CARRIAGE_RETURN: i32 = 49;
/** `${ …; }`: bash 5.3 runs it, earlier versions call it an error; what it holds is reported. */
export const M_FUNCTION_SUBSTITUTION: i32 = 50;
/** A backtick or here-document body that fails when it runs. */
export const M_BROKEN_BODY: i32 = 51;
/** `${x@P}`: runs what the value holds. */
export const M_PROMPT_VALUE: i32 = 52;

// What a predicate over the text wants to know.
export const M_COMMENT: i32 = 56;
export const M_BACKGROUND: i32 = 57;
export const M_BANG: i32 = 58;
export const M_TIME: i32 = 59;
/** How many kinds there may be. */
export const MARK_KINDS: i32 = 64;
