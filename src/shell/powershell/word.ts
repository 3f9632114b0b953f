/** Words of PowerShell, put together out of pieces. */
import type { Span } from '../../base/index.ts';
import type { Piece, Word } from '../invocation.ts';
import { BLOCK } from './marks.ts';

/** The name of a piece that no variable has: what an expression gives is not known. */
const ANYTHING = '(…)';

export function literalPiece(text: string, quoted: boolean, span: Span): Piece {
  return { type: 'literal', text, quoted, span };
}

/** `single`: one word for certain, whatever it is. */
export function wordOf(pieces: readonly Piece[], single: boolean, span: Span): Word {
  const quoted = pieces.some((piece) => 'quoted' in piece && piece.quoted);
  if (pieces.every((piece) => piece.type === 'literal'))
    return { value: pieces.map((piece) => piece.text).join(''), single: true, quoted, span, pieces };
  return { value: null, single, quoted, span, pieces };
}

export function textWord(text: string, span: Span): Word {
  return wordOf([literalPiece(text, true, span)], true, span);
}

/** What nobody knows: any number of words. */
export function unknownWord(span: Span): Word {
  return wordOf([{ type: 'parameter', name: ANYTHING, operator: '', quoted: false, span }], false, span);
}

export function blockWord(span: Span): Word {
  return wordOf([{ type: 'parameter', name: BLOCK, operator: '', quoted: true, span }], true, span);
}

/** What a scope gives. */
export function scopeWord(scope: number, single: boolean, span: Span): Word {
  return wordOf([{ type: 'command', scope, quoted: single, span }], single, span);
}

/** Several values as one argument, `a,b`; a program gets them with the commas. */
export function listWord(elements: readonly Word[], span: Span): Word {
  const pieces = elements.flatMap((word, i) => (i === 0 ? word.pieces : [literalPiece(',', true, span), ...word.pieces]));
  return { ...wordOf(pieces, false, span), elements };
}
