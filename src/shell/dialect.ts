/**
 * Constructs that mean something else in the shell that will run a text: a text with one of them is refused for that shell.
 *
 * The core reads every text as bash 5 would and marks what others read otherwise (`wasm/dialect.ts`). INVARIANT: `sh` and `unknown` hold in
 * every shell they could be.
 */
import * as C from '../../wasm/codes.ts';
import { ANY_TEXT, IN_BASH3, IN_DASH, IN_ZSH } from '../../wasm/dialect.ts';
import { DIALECT, HEAD_FEATURES, HEAD_FIRST_MARK, MARK_END, MARK_KIND, MARK_NEXT, MARK_START } from '../../wasm/layout.ts';
import { CODES, type Code } from '../base/index.ts';
import type { Refusal, Shell } from './invocation.ts';
import type { SourceText } from './source.ts';

const ANY = IN_DASH | IN_ZSH | IN_BASH3;

/** Whose marks count for a shell; a shell without a front end is concerned by every text. */
const CONCERNS: Readonly<Record<Shell, number>> = {
  bash: 0,
  bash3: IN_BASH3,
  dash: IN_DASH,
  zsh: IN_ZSH,
  sh: ANY,
  unknown: ANY,
  pwsh: ANY_TEXT,
  cmd: ANY_TEXT,
};

/** The bits on the head of a tape that refuse its text for a shell. */
export function refusedFeatures(shell: Shell): number {
  return CONCERNS[shell];
}

/** Marks that are cautions: understood as bash runs it, yet never what it looks like. */
const CAUTIONS: ReadonlyMap<number, Code> = new Map([
  [C.M_UNTERMINATED_HEREDOC, 'SH005'],
  [C.M_CARRIAGE_RETURN, 'SH011'],
  [C.M_FUNCTION_SUBSTITUTION, 'SH015'],
  [C.M_BROKEN_BODY, 'SH021'],
  [C.M_PROMPT_VALUE, 'SH022'],
]);

/** Addresses of the marks on a tape, in their order: most texts have none. */
function marksOf(words: Int32Array): readonly number[] {
  const first = words[HEAD_FIRST_MARK >> 2] ?? 0;
  if (first === 0) return NO_MARKS;
  const marks: number[] = [];
  for (let m = first; m !== 0; m = words[(m + MARK_NEXT) >> 2] ?? 0) marks.push(m);
  return marks;
}

const NO_MARKS: readonly number[] = [];

function refusalAt(mark: number, code: Code, words: Int32Array, source: SourceText): Refusal {
  return { code, message: CODES[code], span: source.span(words[(mark + MARK_START) >> 2] ?? 0, words[(mark + MARK_END) >> 2] ?? 0) };
}

/** What a text holds that must not be allowed without a question, though it is understood. */
export function readCautions(words: Int32Array, source: SourceText): Refusal[] {
  const cautions: Refusal[] = [];
  for (const mark of marksOf(words)) {
    const code = CAUTIONS.get(words[(mark + MARK_KIND) >> 2] ?? 0);
    if (code !== undefined) cautions.push(refusalAt(mark, code, words, source));
  }
  return cautions;
}

/** The refusal of a text for a shell, or null. */
export function refuseDialect(words: Int32Array, source: SourceText, shell: Shell): Refusal | null {
  const concerns = CONCERNS[shell];
  if (((words[HEAD_FEATURES >> 2] ?? 0) & concerns) === 0) return null;
  for (const mark of marksOf(words)) {
    const kind = words[(mark + MARK_KIND) >> 2] ?? 0;
    if (((words[(DIALECT >> 2) + kind] ?? 0) & concerns) !== 0) return refusalAt(mark, 'SH018', words, source);
  }
  const code = concerns === ANY_TEXT ? 'SH019' : 'SH018';
  return { code, message: CODES[code], span: { start: 0, end: source.text.length } };
}
