/**
 * From a text for a shell to everything in it that could run.
 * INVARIANT: never throws for any text; what is not understood is a refusal, beside the commands that are.
 */
import { HEAD_REFUSAL, HEAD_REFUSAL_END, HEAD_REFUSAL_START } from '../../wasm/layout.ts';
import { MAX_TEXT } from '../../wasm/limits.ts';
import { CODES } from '../base/index.ts';
import type { Core } from './core.ts';
import { readCautions, refuseDialect } from './dialect.ts';
import { frontEndOf } from './front-end.ts';
import type { Analysis, Refusal, Shell } from './invocation.ts';
import { REFUSALS } from './refusal.ts';
import { SourceText, writeText } from './source.ts';
import { Tape } from './tape.ts';

/** Puts a text into a core's memory and scans it; returns the number of its refusal, 0 for none. */
export function scan(core: Core, text: string): { source: SourceText; refusal: number } {
  const start = core.exports.textAddress();
  const known = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT + 1) : text;
  if (start + known.length * 3 + 64 > core.bytes().length) core.exports.reserve(known.length * 3);
  const length = writeText(core, start, known);
  const refusal = core.exports.scanText(length);
  return { source: new SourceText(core, known, start, length), refusal };
}

/** The refusal on the head of the tape as a value. */
function readRefusal(core: Core, source: SourceText): Refusal | null {
  const words = core.words();
  const number = words[HEAD_REFUSAL >> 2] ?? 0;
  if (number === 0) return null;
  const code = REFUSALS[number] ?? 'SH002';
  return { code, message: CODES[code], span: source.span(words[HEAD_REFUSAL_START >> 2] ?? 0, words[HEAD_REFUSAL_END >> 2] ?? 0) };
}

/** Reads what the last scan of a core left, for the shell that will run the text. */
export function readAnalysis(core: Core, source: SourceText, shell: Shell): Analysis {
  const tape = new Tape(core, source);
  core.lastTape = tape;
  const words = core.words();
  return {
    invocations: tape.invocations(),
    scopes: tape.scopes(),
    refused: readRefusal(core, source) ?? refuseDialect(words, source, shell),
    cautions: readCautions(words, source),
  };
}

/** Every simple command that could run in a text. */
export function analyse(core: Core, text: string, shell: Shell = 'bash'): Analysis {
  const read = frontEndOf(shell);
  if (read !== null) return read(text);
  const { source } = scan(core, text);
  return readAnalysis(core, source, shell);
}
