/**
 * Which constructs mean something else in the shell that will run a text: a text with one of them is refused for that shell.
 *
 * The core reads every text as bash 5.2 would. INVARIANT: `sh` and `unknown` hold in every shell they could be, so their sets are unions.
 * Verified by `test/dialect/`, whose table was recorded from the shells themselves.
 */
import * as C from '../../wasm/codes.ts';
import { MARK_END, MARK_KIND, MARK_NEXT, MARK_START } from '../../wasm/layout.ts';
import { CODES, type Code } from '../base/index.ts';
import type { Refusal, Shell } from './invocation.ts';
import type { SourceText } from './source.ts';

const bits = (features: readonly number[]): number => features.reduce((set, feature) => set | (1 << feature), 0);

/** What dash does not have, or reads otherwise. */
const DASH = bits([
  C.F_ANSI_QUOTE,
  C.F_LOCALE_QUOTE,
  C.F_BOTH_REDIRECT,
  C.F_PIPE_BOTH,
  C.F_FD_VARIABLE,
  C.F_COPROC,
  C.F_CASE_FALL,
  C.F_EXTGLOB,
  C.F_PROCESS,
  C.F_DOUBLE_BRACKET,
  C.F_ARRAY,
  C.F_BRACE,
  C.F_HERE_STRING,
  C.F_ARITHMETIC,
  C.F_FUNCTION,
  C.F_SELECT,
  C.F_TIME,
  C.F_DOLLAR_BRACKET,
  C.F_DUP_WORD,
  C.F_APPEND_ASSIGN,
  C.F_ARITHMETIC_FOR,
  C.F_FUNCTION_NAME,
]);

/** What zsh reads otherwise. */
const ZSH = bits([
  C.F_EQUALS_WORD,
  C.F_EXTGLOB,
  C.F_BANG_TARGET,
  C.F_RANGE_GLOB,
  C.F_ANSI_EXOTIC,
  C.F_ZSH_FLAGS,
  C.F_LOCALE_QUOTE,
  C.F_COPROC,
  C.F_CASE_FALL,
  C.F_SELECT,
  C.F_FUNCTION_NAME,
]);

/** What bash 3.2 does not have yet. */
const BASH3 = bits([C.F_PIPE_BOTH, C.F_FD_VARIABLE, C.F_COPROC, C.F_CASE_FALL]);

const REFUSED: Readonly<Record<Exclude<Shell, 'pwsh' | 'cmd'>, number>> = {
  bash: 0,
  bash3: BASH3,
  dash: DASH,
  zsh: ZSH,
  sh: DASH | ZSH | BASH3,
  unknown: DASH | ZSH | BASH3,
};

/** The features that are refused for a shell, as bits; -1 where the shell has no front end. */
export function refusedFeatures(shell: Shell): number {
  return shell === 'pwsh' || shell === 'cmd' ? -1 : REFUSED[shell];
}

/** Marks that are cautions: understood as bash runs it, yet never what it looks like. */
const CAUTIONS: ReadonlyMap<number, Code> = new Map([
  [C.F_UNTERMINATED_HEREDOC, 'SH005'],
  [C.F_CARRIAGE_RETURN, 'SH011'],
  [C.M_FUNCTION_SUBSTITUTION, 'SH015'],
  [C.M_BROKEN_BODY, 'SH021'],
]);

/** What a text holds that must not be allowed without a question, though it is understood. */
export function readCautions(firstMark: number, words: Int32Array, source: SourceText): Refusal[] {
  const cautions: Refusal[] = [];
  for (let m = firstMark; m !== 0; m = words[(m + MARK_NEXT) >> 2] ?? 0) {
    const code = CAUTIONS.get(words[(m + MARK_KIND) >> 2] ?? 0);
    if (code === undefined) continue;
    cautions.push({ code, message: CODES[code], span: source.span(words[(m + MARK_START) >> 2] ?? 0, words[(m + MARK_END) >> 2] ?? 0) });
  }
  return cautions;
}

/** The refusal of a text for a shell, or null. */
export function refuseDialect(features: number, firstMark: number, words: Int32Array, source: SourceText, shell: Shell): Refusal | null {
  const whole = { start: 0, end: source.text.length };
  if (shell === 'pwsh' || shell === 'cmd') return { code: 'SH019', message: CODES.SH019, span: whole };
  const refused = REFUSED[shell] & features;
  if (refused === 0) return null;
  for (let m = firstMark; m !== 0; m = words[(m + MARK_NEXT) >> 2] ?? 0) {
    const kind = words[(m + MARK_KIND) >> 2] ?? 0;
    if (kind >= 32 || (refused & (1 << kind)) === 0) continue;
    return { code: 'SH018', message: CODES.SH018, span: source.span(words[(m + MARK_START) >> 2] ?? 0, words[(m + MARK_END) >> 2] ?? 0) };
  }
  return { code: 'SH018', message: CODES.SH018, span: whole };
}
