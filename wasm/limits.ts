/** The bounds of the scanner. Hitting one refuses the text with a code; commands found before stay on the tape. */

/** Nesting of compounds, substitutions and parameter expansions together. bash itself takes more; nobody types it. */
export const MAX_DEPTH: i32 = 64;
/** Longest text, in bytes. */
export const MAX_TEXT: i32 = 1048576;

/** Most bytes of texts that are decided in one call, their table included; a text over it is for `evaluate`. */
export const MAX_BATCH: i32 = 1048576;
/** Words that one brace expansion may make, and symbols (bytes and pieces) over all of them. */
export const MAX_BRACE_WORDS: i32 = 1024;
export const MAX_BRACE_SYMBOLS: i32 = 65536;
/** Brace expansions over all of a text, in symbols. */
export const MAX_BRACE_TOTAL: i32 = 1048576;
/** `((` and `$((` that turn out to be nested parentheses: each costs a second reading. */
export const MAX_REREADS: i32 = 8;
/** Times that scanning goes on behind a syntax error, so that forbidden rules see what follows. */
export const MAX_RECOVERIES: i32 = 8;
/** Bytes of tape and cooked text for one scan, frames included. */
export const MAX_TAPE: i32 = 67108864;
/** Digits of a file descriptor in front of a redirection. */
export const MAX_FD_DIGITS: i32 = 9;
