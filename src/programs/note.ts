/** Notes on a reading that do not come from one meaning alone. */

import type { Word } from '../shell/index.ts';
import type { UnclearCode } from './effect.ts';
import { findLetter } from './lookup.ts';
import type { Reading } from './reading.ts';
import type { Meaning, OptionSpec, ProgramSpec } from './spec.ts';

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

/**
 * A word whose end is known fits only the names that end so, or have a value: `*.c` is none of find's options. The names that a pattern
 * without a slash stands for are no paths out of the folder.
 */
function fitsOption(spec: ProgramSpec, word: Word): boolean {
  const last = word.pieces[word.pieces.length - 1];
  if (last?.type !== 'literal') return true;
  const isName = word.pieces.every((piece) => piece.type === 'glob' || (piece.type === 'literal' && !piece.text.includes('/')));
  const isDash = spec.row.syntax === 'dash';
  const isBundle = [...last.text].every((letter) => findLetter(spec, letter.charCodeAt(0), letter) !== undefined);
  for (const [name, option] of spec.options) {
    if (!option.effectful) continue;
    if (name.endsWith(last.text) || (option.sticky && !(isName && takesPaths(option)))) return true;
    if (!isDash && (option.arity === 'none' ? isBundle && name.length === 2 : !(isName && takesPaths(option)))) return true;
  }
  return false;
}

/** Whether all that an option does is done to the path behind it. */
function takesPaths({ values, presence, modes }: OptionSpec): boolean {
  return (
    presence?.effectful !== true &&
    (modes === 0 || values.length > 0) &&
    values.every((value) => value === null || (value.kind.type === 'word' && value.kind.isPath === true))
  );
}

export function noteUnclear(reading: Reading, word: Word, code: UnclearCode, row: string): void {
  reading.effects.push({ type: 'unclear', code, certainty: 'unknown', span: word.span, row });
}
