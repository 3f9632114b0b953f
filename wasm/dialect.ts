/**
 * Whom a mark concerns: which shells read the construct otherwise than bash 5, whose reading is the core's, and what is a caution.
 *
 * A table of bits by kind; the head of the tape collects those of all marks. INVARIANT: a shell without a bit here runs nothing for the
 * construct that bash would not (verified against the shells themselves by `test/dialect/`; bash 3.2 is from its documentation).
 */
import { ld, st } from '#memory';
import {
  F_ANSI_EXOTIC,
  F_ANSI_QUOTE,
  F_ANSI_UNICODE,
  F_APPEND_ASSIGN,
  F_ARITHMETIC,
  F_ARITHMETIC_FOR,
  F_ARRAY,
  F_BANG_TARGET,
  F_BOTH_REDIRECT,
  F_BRACE,
  F_BRACE_STEP,
  F_CASE_FALL,
  F_COPROC,
  F_DIGIT_BOTH,
  F_DOLLAR_BRACKET,
  F_DOLLAR_FLAG,
  F_DOUBLE_BRACKET,
  F_DUP_DASH,
  F_DUP_WORD,
  F_EQUALS_PROCESS,
  F_EQUALS_WORD,
  F_EXTGLOB,
  F_FD_VARIABLE,
  F_FUNCTION,
  F_FUNCTION_NAME,
  F_HERE_STRING,
  F_LOCALE_QUOTE,
  F_LONG_DESCRIPTOR,
  F_LOOSE_SUBSTITUTION,
  F_NULL_COMMAND,
  F_ODD_BRACE,
  F_PARAMETER_FLAG,
  F_PIPE_BOTH,
  F_PROCESS,
  F_QUOTED_PATTERN,
  F_QUOTED_SINGLE,
  F_RANGE_GLOB,
  F_RESERVED_NAME,
  F_SELECT,
  F_TILDE_QUOTE,
  F_TIME,
  M_BROKEN_BODY,
  M_CARRIAGE_RETURN,
  M_FUNCTION_SUBSTITUTION,
  M_PROMPT_VALUE,
  M_UNTERMINATED_HEREDOC,
  MARK_KINDS,
} from './codes.ts';
import { DIALECT } from './layout.ts';

export const IN_DASH: i32 = 1;
export const IN_ZSH: i32 = 2;
/** bash 3.2, as macOS has it. */
export const IN_BASH3: i32 = 4;
/** On the head of every text: what concerns shells that we cannot read at all. */
export const ANY_TEXT: i32 = 8;
export const CAUTION: i32 = 1 << 30;

/** Fills the table; once per memory. */
export function initDialects(): void {
  for (let kind: i32 = 0; kind < MARK_KINDS; kind++) concerns(kind, 0);
  concerns(F_ANSI_QUOTE, IN_DASH);
  concerns(F_LOCALE_QUOTE, IN_DASH | IN_ZSH);
  concerns(F_BOTH_REDIRECT, IN_DASH);
  concerns(F_PIPE_BOTH, IN_DASH | IN_BASH3);
  concerns(F_FD_VARIABLE, IN_DASH | IN_BASH3);
  concerns(F_COPROC, IN_DASH | IN_ZSH | IN_BASH3);
  concerns(F_CASE_FALL, IN_DASH | IN_ZSH | IN_BASH3);
  concerns(F_EQUALS_WORD, IN_ZSH);
  concerns(F_EXTGLOB, IN_DASH | IN_ZSH);
  concerns(F_PROCESS, IN_DASH);
  concerns(F_DOUBLE_BRACKET, IN_DASH);
  concerns(F_ARRAY, IN_DASH);
  concerns(F_BRACE, IN_DASH);
  concerns(F_HERE_STRING, IN_DASH);
  concerns(F_ARITHMETIC, IN_DASH);
  concerns(F_FUNCTION, IN_DASH);
  concerns(F_SELECT, IN_DASH | IN_ZSH);
  concerns(F_TIME, IN_DASH);
  concerns(F_DOLLAR_BRACKET, IN_DASH);
  concerns(F_DUP_WORD, IN_DASH);
  concerns(F_BANG_TARGET, IN_ZSH);
  concerns(F_RANGE_GLOB, IN_ZSH);
  concerns(F_ANSI_EXOTIC, IN_ZSH);
  concerns(F_PARAMETER_FLAG, IN_ZSH);
  concerns(F_APPEND_ASSIGN, IN_DASH);
  concerns(F_ARITHMETIC_FOR, IN_DASH);
  concerns(F_FUNCTION_NAME, IN_DASH | IN_ZSH);
  concerns(F_ANSI_UNICODE, IN_BASH3);
  concerns(F_LONG_DESCRIPTOR, IN_DASH | IN_ZSH);
  concerns(F_DUP_DASH, IN_DASH | IN_ZSH);
  concerns(F_DIGIT_BOTH, IN_ZSH);
  concerns(F_NULL_COMMAND, IN_ZSH);
  concerns(F_RESERVED_NAME, IN_ZSH);
  concerns(F_DOLLAR_FLAG, IN_ZSH);
  concerns(F_EQUALS_PROCESS, IN_ZSH);
  concerns(F_TILDE_QUOTE, IN_ZSH);
  concerns(F_ODD_BRACE, IN_ZSH);
  concerns(F_BRACE_STEP, IN_BASH3);
  concerns(F_QUOTED_SINGLE, IN_DASH | IN_ZSH);
  concerns(F_QUOTED_PATTERN, IN_ZSH);
  concerns(F_LOOSE_SUBSTITUTION, IN_BASH3);
  concerns(M_UNTERMINATED_HEREDOC, CAUTION);
  concerns(M_CARRIAGE_RETURN, CAUTION);
  concerns(M_FUNCTION_SUBSTITUTION, CAUTION);
  concerns(M_BROKEN_BODY, CAUTION);
  concerns(M_PROMPT_VALUE, CAUTION);
}

function concerns(kind: i32, bits: i32): void {
  st(DIALECT + (kind << 2), bits);
}

/** The bits of a kind of mark. */
export function concerned(kind: i32): i32 {
  return ld(DIALECT + (kind << 2));
}
