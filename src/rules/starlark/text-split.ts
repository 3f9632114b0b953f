/** Cutting texts: at a separator, at white space, at line ends; from the front or from the end. */
import { isFlat } from './iterate.ts';
import type { Machine } from './machine.ts';
import { isWhiteSpace } from './text-trim.ts';

/**
 * Pieces of a text, at most `limit` cuts from the front; a null separator is white space.
 * An empty separator stands between all characters and at both ends.
 */
export function splitText(machine: Machine, text: string, separator: string | null, limit: number | undefined): string[] {
  if (separator === null)
    return charged(
      machine,
      splitWhite(Array.from(text), limit).map((piece) => piece.join('')),
    );
  if (separator === '') return charged(machine, splitEverywhere(text, limit));
  machine.budget.search(text.length, separator.length);
  const pieces = text.split(separator);
  if (limit === undefined || pieces.length <= limit + 1) return charged(machine, pieces);
  return charged(machine, [...pieces.slice(0, limit), pieces.slice(limit).join(separator)]);
}

/** The same from the end: the pieces in the order of the text, cut at the last separators. */
export function splitTextFromEnd(machine: Machine, text: string, separator: string | null, limit: number | undefined): string[] {
  const pieces = splitText(machine, reverse(text), separator === null ? null : reverse(separator), limit);
  return pieces.map(reverse).reverse();
}

function reverse(text: string): string {
  return isFlat(text) ? text.split('').reverse().join('') : Array.from(text).reverse().join('');
}

function charged(machine: Machine, pieces: string[]): string[] {
  machine.budget.elements(pieces.length);
  for (const piece of pieces) machine.budget.text(piece.length);
  return pieces;
}

function splitEverywhere(text: string, limit: number | undefined): string[] {
  const pieces = ['', ...Array.from(text), ''];
  if (limit === undefined || pieces.length <= limit + 1) return pieces;
  return [...pieces.slice(0, limit), pieces.slice(limit).join('')];
}

/** Runs of other characters; after `limit` cuts the rest stays as it is, but for white space before it. */
function splitWhite(characters: readonly string[], limit: number | undefined): string[][] {
  const pieces: string[][] = [];
  let piece: string[] = [];
  for (const character of characters) {
    const whole = limit !== undefined && pieces.length >= limit && piece.length > 0;
    if (whole || !isWhiteSpace(character)) piece.push(character);
    else if (piece.length > 0) {
      pieces.push(piece);
      piece = [];
    }
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

/** Lines ended by LF, CR or both; a last empty one does not count. */
export function splitLines(machine: Machine, text: string, keepEnds: boolean): string[] {
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
