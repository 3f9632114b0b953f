/**
 * Where everything lies in linear memory, and the fields of every record on the tape.
 *
 * Below HEAP: the tables of bytes and marks, the head (roots of the chains and the outcome of a scan), the names of known programs.
 * From HEAP up: policy arena, then per scan the text, records and cooked bytes, mixed, growing upward.
 * All fields are int32; a record is found by its address; 0 means none. The reader is `src/shell/tape.ts`.
 */

/** Letters by those that follow them in reserved words. */
export const SECOND: i32 = 256;
/** What stops words, by halves of a byte: see `passWord`. */
export const HALVES: i32 = 384;
export const CLASS: i32 = 512;
/** Bytes by what they mean between words. */
export const ROLE: i32 = 768;
/** Bits by kind of mark: whom it concerns. */
export const DIALECT: i32 = 1280;
export const HEAD: i32 = 2048;
/** What is known of programs, see `programs.ts`. */
export const PROGRAMS: i32 = 32768;
/** First address of policy and tape; AssemblyScript's own data lies below it (checked at start-up). */
export const HEAP: i32 = 131072;

// Head: written by the scan, read by everybody.
export const HEAD_FIRST_COMMAND: i32 = 2048;
export const HEAD_LAST_COMMAND: i32 = 2052;
export const HEAD_FIRST_SCOPE: i32 = 2056;
export const HEAD_LAST_SCOPE: i32 = 2060;
export const HEAD_FIRST_MARK: i32 = 2064;
export const HEAD_LAST_MARK: i32 = 2068;
export const HEAD_FIRST_COOKED: i32 = 2072;
export const HEAD_LAST_COOKED: i32 = 2076;
export const HEAD_REFUSAL: i32 = 2080;
export const HEAD_REFUSAL_START: i32 = 2084;
export const HEAD_REFUSAL_END: i32 = 2088;
/** Whom the marks of the text concern: bits of `dialect.ts`. */
export const HEAD_FEATURES: i32 = 2092;
export const HEAD_TOP: i32 = 2096;

// Elements: what commands and scopes have in common, so that lists and pipelines treat them alike.
export const EL_PARENT: i32 = 0;
export const EL_FLAGS: i32 = 4;
export const EL_START: i32 = 8;
export const EL_END: i32 = 12;
export const EL_WORD: i32 = 16;
export const EL_REDIRECT: i32 = 20;
export const EL_PIPELINE: i32 = 24;
export const EL_INDEX: i32 = 28;
/** The element before in the same and-or list. */
export const EL_BEFORE: i32 = 32;
export const EL_NEXT: i32 = 36;
export const COMMAND_ASSIGNMENT: i32 = 40;
export const COMMAND_SIZE: i32 = 44;
export const SCOPE_TYPE: i32 = 40;
export const SCOPE_NAME: i32 = 44;
export const SCOPE_NAME_LENGTH: i32 = 48;
export const SCOPE_SIZE: i32 = 52;

export const FLAG_PIPED: i32 = 1;
export const FLAG_CONDITIONAL: i32 = 2;
export const FLAG_BACKGROUND: i32 = 4;
export const FLAG_NEGATED: i32 = 8;

export const SCOPE_TEXT: i32 = 0;
export const SCOPE_SUBSHELL: i32 = 1;
export const SCOPE_GROUP: i32 = 2;
export const SCOPE_FUNCTION: i32 = 3;
export const SCOPE_IF: i32 = 4;
export const SCOPE_WHILE: i32 = 5;
export const SCOPE_UNTIL: i32 = 6;
export const SCOPE_FOR: i32 = 7;
export const SCOPE_SELECT: i32 = 8;
export const SCOPE_CASE: i32 = 9;
export const SCOPE_COPROC: i32 = 10;
export const SCOPE_SUBSTITUTION: i32 = 11;
export const SCOPE_PROCESS: i32 = 12;
export const SCOPE_TEST: i32 = 13;
export const SCOPE_ARITHMETIC: i32 = 14;

export const WORD_FLAGS: i32 = 0;
export const WORD_VALUE: i32 = 4;
export const WORD_LENGTH: i32 = 8;
export const WORD_NEXT: i32 = 12;
/** A word that is one raw run of source ends here: its value is its place. All others go on. */
export const WORD_RAW_SIZE: i32 = 16;
export const WORD_START: i32 = 16;
export const WORD_END: i32 = 20;
export const WORD_PIECE: i32 = 24;
export const WORD_SIZE: i32 = 28;

export const WORD_QUOTED: i32 = 1;
/** The value is not known: why is in the bits above. */
export const WORD_UNKNOWN: i32 = 2;
/** Unknown, but one word for certain. */
export const WORD_SINGLE: i32 = 4;
export const WORD_EXPANSION: i32 = 8;
export const WORD_GLOB: i32 = 16;
export const WORD_TILDE: i32 = 32;
export const WORD_PROCESS: i32 = 64;
export const WORD_ARRAY: i32 = 128;
export const WORD_BRACE: i32 = 256;
/** Made by brace expansion: shares its span with its siblings. */
export const WORD_SIBLING: i32 = 512;
/** A short record: no start, end and pieces of its own. */
export const WORD_RAW: i32 = 1024;

export const PIECE_KIND: i32 = 0;
export const PIECE_VALUE: i32 = 4;
export const PIECE_LENGTH: i32 = 8;
export const PIECE_START: i32 = 12;
export const PIECE_END: i32 = 16;
export const PIECE_NEXT: i32 = 20;
export const PIECE_SCOPE: i32 = 24;
export const PIECE_SIZE: i32 = 28;

export const PIECE_RAW: i32 = 0;
export const PIECE_SINGLE: i32 = 1;
export const PIECE_DOUBLE: i32 = 2;
export const PIECE_ANSI: i32 = 3;
export const PIECE_ESCAPE: i32 = 4;
/** From here on the value is unknown. Bit 16 added: inside double quotes. */
export const PIECE_PARAMETER: i32 = 8;
export const PIECE_COMMAND: i32 = 9;
export const PIECE_ARITHMETIC: i32 = 10;
export const PIECE_PROCESS: i32 = 11;
export const PIECE_BRACE: i32 = 12;
export const PIECE_QUOTED: i32 = 16;
export const PIECE_KIND_MASK: i32 = 15;

export const ASSIGN_APPEND: i32 = 0;
export const ASSIGN_NAME: i32 = 4;
export const ASSIGN_NAME_LENGTH: i32 = 8;
export const ASSIGN_SUBSCRIPT: i32 = 12;
export const ASSIGN_SUBSCRIPT_LENGTH: i32 = 16;
export const ASSIGN_VALUE: i32 = 20;
/** 1 where the value is a list of words, in ASSIGN_VALUE. */
export const ASSIGN_ARRAY: i32 = 24;
export const ASSIGN_START: i32 = 28;
export const ASSIGN_END: i32 = 32;
export const ASSIGN_NEXT: i32 = 36;
export const ASSIGN_SIZE: i32 = 40;

export const REDIRECT_OPERATOR: i32 = 0;
/** A number, -1 for the operator's own, -2 for a variable. */
export const REDIRECT_FD: i32 = 4;
export const REDIRECT_NAME: i32 = 8;
export const REDIRECT_NAME_LENGTH: i32 = 12;
export const REDIRECT_TARGET: i32 = 16;
export const REDIRECT_START: i32 = 20;
export const REDIRECT_END: i32 = 24;
export const REDIRECT_NEXT: i32 = 28;
/** Here-documents whose body has not been read yet. */
export const REDIRECT_PENDING: i32 = 32;
/** Delimiter of a here-document: cooked bytes. */
export const REDIRECT_DELIMITER: i32 = 36;
export const REDIRECT_DELIMITER_LENGTH: i32 = 40;
export const REDIRECT_SIZE: i32 = 44;

export const OP_LESS: i32 = 0;
export const OP_GREATER: i32 = 1;
export const OP_APPEND: i32 = 2;
export const OP_CLOBBER: i32 = 3;
export const OP_READ_WRITE: i32 = 4;
export const OP_DUP_IN: i32 = 5;
export const OP_DUP_OUT: i32 = 6;
export const OP_BOTH: i32 = 7;
export const OP_BOTH_APPEND: i32 = 8;
export const OP_HERE: i32 = 9;
export const OP_HERE_STRIP: i32 = 10;
export const OP_HERE_STRING: i32 = 11;

export const MARK_KIND: i32 = 0;
export const MARK_START: i32 = 4;
export const MARK_END: i32 = 8;
export const MARK_NEXT: i32 = 12;
export const MARK_SIZE: i32 = 16;

/** Bytes that stand in no source text, with the source they came from (an address, maybe cooked itself). */
export const COOKED_START: i32 = 0;
export const COOKED_END: i32 = 4;
export const COOKED_SOURCE: i32 = 8;
export const COOKED_SOURCE_END: i32 = 12;
export const COOKED_NEXT: i32 = 16;
export const COOKED_SIZE: i32 = 20;
