/** Cutting texts: at a separator, at white space, at line ends; from the front or from the end. */
import { toCharacters } from './character.ts';
import type { Machine } from './machine.ts';

/**
 * Pieces of a text, at most `limit` cuts from the front; a null separator is white space.
 * An empty separator stands between all characters and at both ends.
 */
export function splitText(machine: Machine, text: string, separator: string | null, limit: number | undefined): string[] {
  machine.budget.work(text.length * 4);
  if (separator === null) return charged(machine, splitWhite(text, limit));
  if (separator === '') return charged(machine, splitEverywhere(machine, text, limit));
  machine.budget.search(text.length, separator.length);
  const pieces = text.split(separator);
  if (limit === undefined || pieces.length <= limit + 1) return charged(machine, pieces);
  return charged(machine, [...pieces.slice(0, limit), pieces.slice(limit).join(separator)]);
}

/** The same from the end: the pieces in the order of the text, cut at the last separators. */
export function splitTextFromEnd(machine: Machine, text: string, separator: string | null, limit: number | undefined): string[] {
  const pieces = splitText(machine, reverse(machine, text), separator === null ? null : reverse(machine, separator), limit);
  return pieces.map((piece) => reverse(machine, piece)).reverse();
}

function reverse(machine: Machine, text: string): string {
  return toCharacters(machine, text).reverse().join('');
}

function charged(machine: Machine, pieces: string[]): string[] {
  machine.budget.elements(pieces.length);
  for (const piece of pieces) machine.budget.text(piece.length);
  return pieces;
}

function splitEverywhere(machine: Machine, text: string, limit: number | undefined): string[] {
  const pieces = ['', ...toCharacters(machine, text), ''];
  if (limit === undefined || pieces.length <= limit + 1) return pieces;
  return [...pieces.slice(0, limit), pieces.slice(limit).join('')];
}

const WORD = /\P{White_Space}+/gu;

/** Runs of other characters; after `limit` cuts the rest stays as it is, but for white space before it. */
function splitWhite(text: string, limit: number | undefined): string[] {
  const pieces: string[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (pieces.length === limit) return [...pieces, text.slice(index)];
    pieces.push(word);
  }
  return pieces;
}

/** Lines ended by LF, CR or both; a last empty one does not count. */
export function splitLines(machine: Machine, text: string, keepEnds: boolean): string[] {
  machine.budget.work(text.length * 4);
  const lines: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = lineEnd(text, from);
    const next = text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
    lines.push(text.slice(from, keepEnds ? next : end));
    from = next;
  }
  return charged(machine, lines);
}

const LINE_END = /[\r\n]/g;

function lineEnd(text: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.exec(text)?.index ?? text.length;
}
