/**
 * The front end for cmd.exe: a text to everything in it that could run.
 *
 * The text may be what `cmd /c` is given or a file: every line counts, and what the two read differently is a caution (SH051).
 * INVARIANT: never throws; time in proportion to the text. LIMIT: MAX_TEXT.
 * Reference: `cmd /?`, `help`; the phases are numbered as people who study cmd.exe do: percent signs, separators, loops, `!`.
 */
import { MAX_TEXT } from '../../../wasm/limits.ts';
import type { Analysis } from '../invocation.ts';
import { AnalysisDraft } from './draft.ts';
import { type Line, plainLine } from './line.ts';
import { BatchParser } from './parse.ts';
import { BatchState } from './state.ts';

export function readBatch(text: string): Analysis {
  const draft = new AnalysisDraft(text.length);
  const known = text.slice(0, MAX_TEXT);
  if (known.length < text.length) draft.refuse('SH008', MAX_TEXT, text.length);
  const nul = known.indexOf('\0');
  if (nul >= 0) draft.refuse('SH010', nul, nul + 1);
  const state = new BatchState();
  const parser = new BatchParser(linesOf(known.replaceAll('\0', ' '), draft), loopLetters(known), draft, state);
  parser.parse({ scope: 0, unsure: false, isLoop: false, depth: 0, inBlock: false, letters: '' });
  const rerun = state.rerunAt;
  if (rerun !== null) draft.caution('SH051', rerun, rerun + 1);
  return draft.finish();
}

/** Carriage returns are dropped wherever they stand; a form feed or the end-of-file character is no line end to people. */
function linesOf(text: string, draft: AnalysisDraft): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const last = text[end - 1] === '\r' && end > start ? end - 1 : end;
    const line = text.slice(start, last);
    const odd = line.search(/[\r\u001a]/);
    if (odd >= 0) draft.caution('SH011', start + odd, start + odd + 1);
    lines.push(plainLine(line, start));
    start = end + 1;
  }
  return lines;
}

/** Letters that loops of the text use, and those that `tokens=` may set. */
function loopLetters(text: string): string {
  const letters = new Set<string>();
  for (const [, letter = ''] of text.matchAll(/%([^\s%])\s{1,8}in\b/gi)) letters.add(letter);
  if (/tokens/i.test(text))
    for (const letter of [...letters])
      for (let i = 1; i < 26 && /[A-Za-z]/.test(letter); i++) {
        const next = String.fromCharCode(letter.charCodeAt(0) + i);
        if (!/[A-Za-z]/.test(next)) break;
        letters.add(next);
      }
  return [...letters].join('');
}
