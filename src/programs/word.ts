/**
 * Words taken apart and put together: what is known of a word that is not known as a whole, the rest behind an option's name,
 * the words a program builds out of its arguments.
 *
 * INVARIANT: a word made here is unknown wherever a word it was made of is.
 */
import type { Span } from '../base/index.ts';
import type { Piece, Word } from '../shell/index.ts';

/** A word that is in the text only as part of another, or not at all (a default). */
export function literalWord(text: string, span: Span): Word {
  return { value: text, single: true, quoted: true, span, pieces: [{ type: 'literal', text, quoted: true, span }] };
}

/** A path of a table row; a leading `~` is the home folder, as in the shell. */
export function pathWord(path: string, span: Span): Word {
  if (!path.startsWith('~')) return literalWord(path, span);
  const pieces: Piece[] = [{ type: 'tilde', text: '~', span }];
  if (path.length > 1) pieces.push({ type: 'literal', text: path.slice(1), quoted: true, span });
  return { value: null, single: true, quoted: false, span, pieces };
}

/** Words that nobody knows yet: arguments from standard input, the files a search finds. `prefix` is how each of them begins. */
export function unknownWord(span: Span, single: boolean, prefix = ''): Word {
  const unknown: Piece = { type: 'parameter', name: '', operator: '', quoted: single, span };
  const pieces: Piece[] = prefix === '' ? [unknown] : [...pathWord(prefix, span).pieces, unknown];
  return { value: null, single, quoted: single, span, pieces };
}

/** The text a word is known to begin with; the whole text of a literal. A tilde counts as typed. */
export function knownPrefix(word: Word): string {
  if (word.value !== null) return word.value;
  let text = '';
  for (const piece of word.pieces) {
    if (piece.type !== 'literal' && piece.type !== 'tilde') break;
    text += piece.text;
  }
  return text;
}

/** How long a word is at least, in characters. */
export function lengthOf({ value, pieces }: Word): number {
  return value?.length ?? pieces.reduce((sum, piece) => sum + ('text' in piece ? piece.text.length : 1), 0);
}

/** Where the first URL in a text begins; -1 where there is none. */
export function urlStart(text: string): number {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 1)) {
    let start = at;
    while (start > 0 && /\w/.test(text[start - 1] ?? '')) start--;
    if (start < at) return start;
  }
  return -1;
}

/** Whether a word may stand for no word at all or for several. */
export function isSpread(word: Word): boolean {
  return word.value === null && !word.single;
}

/** Whether a word may turn out to begin with a dash. */
export function couldBeOption(word: Word): boolean {
  if (word.value !== null) return false;
  for (const piece of word.pieces) {
    if (piece.type === 'literal' && piece.text === '') continue;
    return piece.type === 'parameter' || piece.type === 'command' || piece.type === 'glob' || piece.type === 'brace';
  }
  return true;
}

/** The word without its first `count` characters, all of them known. */
export function dropPrefix(word: Word, count: number): Word {
  if (word.value !== null) return literalWord(word.value.slice(count), word.span);
  const pieces: Piece[] = [];
  let left = count;
  for (const piece of word.pieces) {
    if (left > 0 && piece.type === 'literal') {
      if (piece.text.length > left) pieces.push({ ...piece, text: piece.text.slice(left) });
      left = Math.max(0, left - piece.text.length);
    } else if (left > 0 && piece.type === 'tilde') {
      left -= piece.text.length;
    } else pieces.push(piece);
  }
  return fromPieces(pieces, word);
}

/** The words as one, with a separator between them. */
export function joinWords(words: readonly Word[], separator: string): Word {
  const [first] = words;
  if (first === undefined) return literalWord('', { start: 0, end: 0 });
  if (words.length === 1) return first;
  const last = words[words.length - 1] ?? first;
  const span = { start: first.span.start, end: last.span.end };
  if (words.every((word) => word.value !== null)) return literalWord(words.map((word) => word.value).join(separator), span);
  const between: Piece = { type: 'literal', text: separator, quoted: true, span };
  const pieces = words.flatMap((word, i) => (i === 0 ? word.pieces : [between, ...word.pieces]));
  return { value: null, single: words.every((word) => !isSpread(word)), quoted: true, span, pieces };
}

/** The parts of a word between separators in its known text; a separator that unknown text may hold is not looked for. */
export function splitWord(word: Word, separator: string, limit = Number.POSITIVE_INFINITY): Word[] {
  if (word.value !== null) return splitText(word.value, separator, limit).map((text) => literalWord(text, word.span));
  const parts: Piece[][] = [[]];
  for (const piece of word.pieces) {
    if (piece.type !== 'literal') parts[parts.length - 1]?.push(piece);
    else {
      splitText(piece.text, separator, limit - parts.length + 1).forEach((text, i) => {
        if (i > 0) parts.push([]);
        if (text !== '') parts[parts.length - 1]?.push({ ...piece, text });
      });
    }
  }
  return parts.map((pieces) => fromPieces(pieces, word));
}

/** `limit` parts at most, the last with what is left. */
function splitText(text: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  while (parts.length + 1 < limit) {
    const at = text.indexOf(separator, start);
    if (at < 0) break;
    parts.push(text.slice(start, at));
    start = at + separator.length;
  }
  parts.push(text.slice(start));
  return parts;
}

/** The word with every occurrence of a mark in its known text replaced by unknown text (`{}` of xargs and find). */
export function replaceInWord(word: Word, mark: string, by: Word): Word {
  if (word.value === mark) return by;
  if (mark === '') return word;
  const known = word.value === null ? word.pieces : literalWord(word.value, word.span).pieces;
  if (!known.some((piece) => piece.type === 'literal' && piece.text.includes(mark))) return word;
  const pieces = known.flatMap((piece) => (piece.type === 'literal' ? replaceInPiece(piece, mark, by) : [piece]));
  return { value: null, single: true, quoted: true, span: word.span, pieces };
}

function replaceInPiece(piece: Piece & { type: 'literal' }, mark: string, by: Word): Piece[] {
  const texts = piece.text.split(mark);
  return texts.flatMap((text, i) => {
    const literal: Piece[] = text === '' ? [] : [{ ...piece, text }];
    return i === 0 ? literal : [...by.pieces, ...literal];
  });
}

/** Whether the text says which path a word is: home folders and patterns may be unresolved, nothing else. */
export function isCertain(word: Word): boolean {
  return word.value !== null || word.pieces.every((piece) => piece.type === 'literal' || piece.type === 'tilde' || piece.type === 'glob');
}

function fromPieces(pieces: readonly Piece[], word: Word): Word {
  if (pieces.every((piece) => piece.type === 'literal')) return literalWord(pieces.map((piece) => piece.text).join(''), word.span);
  return { value: null, single: word.single, quoted: word.quoted, span: word.span, pieces };
}
