/** Notes on a reading that do not come from one meaning alone. */

import type { Word } from '../shell/index.ts';
import type { UnclearCode } from './effect.ts';
import type { Reading } from './reading.ts';
import type { Meaning, ProgramSpec } from './spec.ts';

/** What the word means under the modes of its level. */
export function noteWord(reading: Reading, meaning: Meaning, word: Word, row: string): void {
  const chosen = chooseMeaning(reading, meaning);
  if (chosen === null) return;
  const { kind, argument } = chosen;
  if (kind.type === 'word') kind.note(reading, word, argument, row);
  else if (kind.type === 'list') kind.note(reading, [word], argument, row);
}

export function chooseMeaning(reading: Reading, meaning: Meaning): Meaning | null {
  let chosen: Meaning | null = meaning;
  while (chosen !== null && chosen.mode !== 0 && (reading.modes & chosen.mode) === 0) chosen = chosen.other;
  return chosen;
}

/** An unknown word where options are still read. */
export function noteInjection(reading: Reading, word: Word): void {
  const { spec, effects } = reading;
  if (!spec.injectable || !fitsOption(spec, word)) return;
  effects.push({ type: 'injection', word, certainty: 'unknown', span: word.span, row: spec.id });
}

/** With whole names as options a word whose end is known fits only the names that end so: `*.c` is none of find's. */
function fitsOption(spec: ProgramSpec, word: Word): boolean {
  const last = word.pieces[word.pieces.length - 1];
  if (spec.row.syntax !== 'dash' || last?.type !== 'literal') return true;
  for (const [name, option] of spec.options) if (option.effectful && (option.sticky || name.endsWith(last.text))) return true;
  return false;
}

export function noteUnclear(reading: Reading, word: Word, code: UnclearCode, row: string): void {
  reading.effects.push({ type: 'unclear', code, certainty: 'unknown', span: word.span, row });
}
