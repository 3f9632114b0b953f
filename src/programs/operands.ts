/**
 * Gives the operands of a level to the slots of its pattern and notes what they mean.
 *
 * INVARIANT: a word that may stand for several fills every later slot that would stay empty, and what it may push out of place is noted
 * as unknown.
 */
import type { Word } from '../shell/index.ts';
import { chooseMeaning, noteWord } from './note.ts';
import { commandWord, type Reading } from './reading.ts';
import type { Meaning, OperandPattern, Slot } from './spec.ts';
import { isSpread } from './word.ts';

export function noteOperands(reading: Reading): void {
  const pattern = choosePattern(reading);
  if (pattern === undefined) return;
  const { operands, after } = reading;
  assign(reading, pattern.slots, pattern.after === null && after.length > 0 ? [...operands, ...after] : operands);
  if (pattern.after !== null) assign(reading, pattern.after, after);
}

function choosePattern({ spec, modes }: Reading): OperandPattern | undefined {
  const { patterns } = spec;
  if (patterns.length === 1 && patterns[0]?.mode === 0) return patterns[0];
  return patterns.find(({ mode }) => mode === 0 || (modes & mode) !== 0);
}

function assign(reading: Reading, slots: readonly Slot[], words: readonly Word[]): void {
  let extra = words.length;
  for (const { quantifier, meaning } of slots) {
    if ((quantifier === '1' || quantifier === '+') && meaning?.kind.type !== 'list') extra--;
  }
  let spread: Word | null = null;
  let at = 0;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as Slot;
    const meaning = slot.meaning === null ? null : chooseMeaning(reading, slot.meaning);
    if (meaning?.kind.type === 'list') {
      assignRest(reading, slot, meaning, words, at, spread);
      return;
    }
    const count = share(slot, extra, words.length - at, slots[i + 1] !== undefined && accepting(meaning, words, at));
    if (slot.quantifier !== '1') extra -= slot.quantifier === '+' ? count - 1 : count;
    if (count === 0) noteMissing(reading, slot, spread);
    for (const end = at + count; at < end; at++) {
      const word = words[at] as Word;
      if (isSpread(word)) spread = word;
      if (meaning !== null) noteWord(reading, meaning, word, reading.spec.id);
    }
  }
}

/** How many words a slot takes. */
function share(slot: Slot, extra: number, left: number, accepted: number | false): number {
  if (accepted !== false) return accepted;
  const most = slot.quantifier === '1' ? 1 : slot.quantifier === '?' ? Math.min(1, Math.max(0, extra)) : Math.max(0, extra);
  return Math.min(left, slot.quantifier === '+' ? most + 1 : most);
}

/** For meanings that only take words of a certain look (`NAME=value` before a command): how many there are. */
function accepting(meaning: Meaning | null, words: readonly Word[], at: number): number | false {
  if (meaning === null || meaning.kind.type !== 'word' || meaning.kind.accepts === undefined) return false;
  let end = at;
  while (end < words.length && meaning.kind.accepts(words[end] as Word)) end++;
  return end - at;
}

/** The remaining words are a command; where a word before them may stand for several, any of them may be its program. */
function assignRest(reading: Reading, slot: Slot, meaning: Meaning, words: readonly Word[], at: number, spread: Word | null): void {
  if (meaning.kind.type !== 'list') return;
  const rest = words.slice(at);
  if (rest.length > 0) meaning.kind.note(reading, rest, meaning.argument, reading.spec.id);
  else noteMissing(reading, slot, spread);
  if (spread !== null) meaning.kind.note(reading, words.slice(words.indexOf(spread)), meaning.argument, reading.spec.id);
}

function noteMissing(reading: Reading, slot: Slot, spread: Word | null): void {
  if (slot.missing !== null) noteWord(reading, slot.missing, commandWord(reading), reading.spec.id);
  if (spread !== null && slot.meaning?.effectful === true) noteWord(reading, slot.meaning, spread, reading.spec.id);
}
