/**
 * Characters of texts, which are code points here and two UTF-16 units where they lie beyond U+FFFF.
 *
 * INVARIANT: going through the characters of a text is charged before it is done.
 */
import type { Machine } from './machine.ts';

const SURROGATE = /[\ud800-\udfff]/;

/** Whether characters and UTF-16 units are the same in the text. */
export function isFlat(text: string): boolean {
  return !SURROGATE.test(text);
}

export function characterCount(machine: Machine, text: string): number {
  machine.budget.work(text.length);
  if (isFlat(text)) return text.length;
  machine.budget.characters(text.length);
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The part from one character up to another. */
export function sliceCharacters(machine: Machine, text: string, from: number, to: number): string {
  machine.budget.work(text.length);
  if (isFlat(text)) return text.slice(from, Math.max(from, to));
  return toCharacters(machine, text).slice(from, Math.max(from, to)).join('');
}

export function toCharacters(machine: Machine, text: string): string[] {
  machine.budget.characters(text.length);
  return Array.from(text);
}
