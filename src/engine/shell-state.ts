/**
 * What is known of the shell while its commands are looked at one after the other: folder, variables, functions.
 *
 * INVARIANT: a value is only known where the text alone fixes it; everything that could change it from elsewhere makes it unknown.
 */
import type { Piece, Word } from '../shell/index.ts';

export interface ShellState {
  /** The folder commands most likely start in; null where it is not known. */
  cwd: string | null;
  /** Other folders it could be: a `cd` may fail or not run. */
  others: readonly string[];
  /** Whether it left the workspace, so that what follows works elsewhere. */
  left: boolean;
  /** Variables whose value the text fixes; null: set, but not known. */
  readonly variables: Map<string, string | null>;
  /** After `source` and the like any variable may have changed. */
  forgets: boolean;
}

export function startState(cwd: string, home: string): ShellState {
  const variables = new Map<string, string | null>([
    ['HOME', home],
    ['PWD', cwd],
  ]);
  return { cwd, others: [], left: false, variables, forgets: false };
}

/** The state of a subshell: it starts equal and changes nothing outside. */
export function forkState(state: ShellState): ShellState {
  return { ...state, variables: new Map(state.variables) };
}

/** Records an assignment; `certain` is false where it may not happen, or happen again with another value. */
export function assign(state: ShellState, name: string, value: string | null, certain: boolean): void {
  const known = state.variables.has(name);
  state.variables.set(name, certain && !(known && name !== 'HOME' && name !== 'PWD' && state.variables.get(name) !== value) ? value : null);
}

/** Moves to a folder; `certain` is false where the command may not run or may fail. */
export function changeFolder(state: ShellState, path: string | null, certain: boolean): void {
  const before = state.cwd === null ? state.others : [state.cwd, ...state.others];
  state.others = path === null ? [] : [...new Set(certain ? [] : before)].filter((each) => each !== path).slice(0, MAX_FOLDERS);
  state.cwd = path;
  if (path === null) state.variables.delete('PWD');
  else state.variables.set('PWD', path);
}

/** Folders that are kept as possible. */
const MAX_FOLDERS = 4;

/** A word with the variables put in whose value is known. */
export function substitute(word: Word, state: ShellState): Word {
  if (word.value !== null || !word.pieces.some((piece) => piece.type === 'parameter')) return word;
  const pieces = word.pieces.map((piece) => substitutePiece(piece, state));
  if (!pieces.every((piece) => piece.type === 'literal')) return { ...word, pieces };
  const text = pieces.map((piece) => piece.text).join('');
  return { ...word, value: text, single: true, pieces };
}

function substitutePiece(piece: Piece, state: ShellState): Piece {
  if (piece.type !== 'parameter' || (piece.operator !== '' && !piece.operator.startsWith(':-') && !piece.operator.startsWith('-')))
    return piece;
  const value = state.forgets ? undefined : state.variables.get(piece.name);
  if (value === undefined || value === null) return piece;
  // Unquoted, the shell would split and glob it.
  if (!piece.quoted && (value === '' || /[\s*?[\]~\\{}]/.test(value))) return piece;
  return { type: 'literal', text: value, quoted: true, span: piece.span };
}
