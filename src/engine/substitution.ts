/**
 * Puts what is known for certain into words, as the shell would.
 *
 * INVARIANT: a substituted word is the text that the program receives. LIMIT: what there is no room for (`takeRoom`) stays unknown.
 */

import { MAX_SEPARATORS } from '../base/index.ts';
import type { Assignment, Piece, Word } from '../shell/index.ts';
import { expandParameter } from './parameter.ts';
import { forkState, type ShellState, takeRoom } from './shell-state.ts';
import { changeBy } from './state-change.ts';
import type { Parts } from './step.ts';
import { assign, isCount, lookUp, NAME, textOf } from './variables.ts';

/** What substitutions write, by the index of their scope. */
export interface Outputs {
  /** Where the text fixes it. */
  text(scope: number): string | null;
  /** Whether it is a number for certain. */
  isNumber(scope: number): boolean;
  /** Whether it is one name that begins with no dash and leads to no other folder: a hash, a branch, a date. */
  isName(scope: number): boolean;
  /** How the name of a new temporary file or folder begins that it is for certain, and nothing else. */
  temporary(scope: number): string | null;
}

export const NO_OUTPUTS: Outputs = { text: () => null, isNumber: () => false, isName: () => false, temporary: () => null };

/** A variable that nobody sets: it stands for unknown text inside a nested script. */
const UNKNOWN_TEXT = '$PORTCULLIS_UNKNOWN';
const UNKNOWN_BATCH_TEXT = '%PORTCULLIS_UNKNOWN%';

/** A script with a variable in place of everything that is not known. */
export function withUnknowns({ pieces }: Word, shell: string): string {
  const unknown = shell === 'cmd' ? UNKNOWN_BATCH_TEXT : UNKNOWN_TEXT;
  return pieces.map((piece) => (piece.type === 'literal' || piece.type === 'glob' ? piece.text : unknown)).join('');
}

/** A word with everything put in that is known for certain. */
export function substitute(word: Word, state: ShellState, outputs: Outputs): Word {
  if (word.value !== null || word.pieces.every((piece) => piece.type === 'literal' || piece.type === 'glob')) return word;
  const pieces = word.pieces.flatMap((piece, i) => substitutePiece(piece, i === 0, state, outputs));
  if (!pieces.every((piece) => piece.type === 'literal')) return { ...word, pieces };
  return { ...word, value: pieces.map((piece) => piece.text).join(''), single: true, pieces };
}

function substitutePiece(piece: Piece, first: boolean, state: ShellState, outputs: Outputs): readonly Piece[] {
  if (piece.type === 'tilde' && first && piece.text === '~+' && state.cwd !== null && state.others.length === 0)
    return literalAt(state.cwd, piece);
  if (piece.type === 'command') {
    const output = outputs.text(piece.scope);
    if (output === null && outputs.isNumber(piece.scope)) return [{ type: 'arithmetic', text: '', quoted: piece.quoted, span: piece.span }];
    if (output === null && outputs.isName(piece.scope)) return [{ type: 'arithmetic', text: NAME, quoted: piece.quoted, span: piece.span }];
    const begin = output === null ? outputs.temporary(piece.scope) : null;
    if (begin !== null) return [...literalAt(begin, piece), { type: 'arithmetic', text: NAME, quoted: piece.quoted, span: piece.span }];
    if (output === null || !takeRoom(state, output.length)) return [piece];
    return !piece.quoted && !isOneWord(output, state) ? [piece] : literalAt(output, piece);
  }
  if (piece.type !== 'parameter') return [piece];
  if (isCount(piece)) return [{ type: 'arithmetic', text: '', quoted: true, span: piece.span }];
  const value = lookUp(state, piece.name) ?? null;
  if (value === null) return [piece];
  const text = textOf(value);
  // All of a value is looked at, whatever is left of it.
  if (!takeRoom(state, text?.length ?? value.length)) return [piece];
  if (text === null) {
    const rest = piece.operator === '' ? value : cutPattern(value, piece.operator);
    return rest !== null && (first || rest[0]?.type !== 'tilde') ? rest : [piece];
  }
  const expanded = expandParameter(text, piece.operator);
  if (expanded === null || !takeRoom(state, expanded.length) || (!piece.quoted && !isOneWord(expanded, state))) return [piece];
  return literalAt(expanded, piece);
}

/** `${f%.js}` of a pattern, or its part behind the last slash: the names it stands for lose the same. */
function cutPattern(pieces: readonly Piece[], operator: string): readonly Piece[] | null {
  const last = pieces[pieces.length - 1];
  const suffix = /^%%?([\w.-]+)$/.exec(operator)?.[1];
  if (suffix !== undefined && last?.type === 'literal' && last.text.endsWith(suffix))
    return [...pieces.slice(0, -1), { ...last, text: last.text.slice(0, -suffix.length) }];
  const [folder, ...names] = pieces;
  if (operator !== '##*/' || folder?.type !== 'literal' || !folder.text.includes('/')) return null;
  if (names.some((piece) => piece.type !== 'glob' && (piece.type !== 'literal' || piece.text.includes('/')))) return null;
  return [{ ...folder, text: folder.text.slice(folder.text.lastIndexOf('/') + 1) }, ...names];
}

function literalAt(text: string, { span }: Piece): readonly Piece[] {
  return [{ type: 'literal', text, quoted: true, span }];
}

/** Unquoted, the shell would split and glob anything else. */
function isOneWord(text: string, state: ShellState): boolean {
  if (text === '' || /[\s*?[\]~\\{}]/.test(text)) return false;
  const separators = lookUp(state, 'IFS');
  if (separators === undefined) return true;
  const known = textOf(separators);
  return known !== null && known.length <= MAX_SEPARATORS && ![...known].some((each) => text.includes(each));
}

/** Values put in; of several assignments each knows those before it. */
export function substituteAll(given: Parts, state: ShellState, outputs: Outputs): Parts {
  const { argv, assignments, redirections, span, tail } = given;
  if (assignments.length === 0 && argv.every(isKnown) && redirections.every(({ target }) => isKnown(target))) return given;
  return {
    argv: argv.map((word) => substitute(word, state, outputs)),
    assignments:
      assignments.length < 2
        ? assignments.map((each) => substituteIn(each, state, outputs))
        : inTurn(assignments, argv.length === 0, state, outputs),
    redirections: redirections.map((each) => ({ ...each, target: substitute(each.target, state, outputs) })),
    span,
    ...(tail === undefined ? {} : { tail: substitute(tail, state, outputs) }),
  };
}

function isKnown({ value }: Word): boolean {
  return value !== null;
}

function substituteIn(assignment: Assignment, state: ShellState, outputs: Outputs): Assignment {
  return assignment.value === null ? assignment : { ...assignment, value: substitute(assignment.value, state, outputs) };
}

/** `x=1 y=$x`: in front of a command shells differ in what `$x` is. */
function inTurn(assignments: readonly Assignment[], lasts: boolean, state: ShellState, outputs: Outputs): Assignment[] {
  const own = forkState(state);
  return assignments.map((each) => {
    const known = substituteIn(each, own, outputs);
    if (lasts) changeBy(known, own, true);
    else assign(own, each.name, null, false);
    return known;
  });
}
