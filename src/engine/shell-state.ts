/**
 * What is known of the shell while its commands are looked at one after the other: folder, variables, positional parameters.
 *
 * INVARIANT: a value is only known where the text alone fixes it; everything that could change it from elsewhere makes it unknown.
 */
import type { Piece, Word } from '../shell/index.ts';
import { expandParameter } from './parameter.ts';

/** A variable as far as it is known: the pieces of its value; null: set, but not known. */
type Value = readonly Piece[] | null;

export interface ShellState {
  /** The folder commands most likely start in; null where it is not known. */
  cwd: string | null;
  /** Other folders it could be: a `cd` may fail or not run. */
  others: readonly string[];
  readonly variables: Map<string, Value>;
  /** `$1`, `$2`, … where `set --` gave them. */
  positional: readonly string[] | null;
  /** After `source` and the like any variable may have changed. */
  forgets: boolean;
}

const NO_SPAN = { start: 0, end: 0 };

function literalPieces(text: string): readonly Piece[] {
  return [{ type: 'literal', text, quoted: true, span: NO_SPAN }];
}

export function startState(cwd: string, home: string): ShellState {
  const variables = new Map<string, Value>([
    ['HOME', literalPieces(home)],
    ['PWD', literalPieces(cwd)],
  ]);
  return { cwd, others: [], variables, positional: null, forgets: false };
}

/** The state of a subshell: it starts equal and changes nothing outside. */
export function forkState(state: ShellState): ShellState {
  return { ...state, variables: new Map(state.variables) };
}

/** Records an assignment; `certain` is false where it may not happen, or happen again with another value. */
export function assign(state: ShellState, name: string, value: Word | null, certain: boolean): void {
  const pieces = value === null || !isFixed(value) ? null : value.value === null ? value.pieces : literalPieces(value.value);
  const before = state.variables.get(name);
  const again = before !== undefined && name !== 'HOME' && name !== 'PWD';
  state.variables.set(name, certain && (!again || textOf(before) === textOf(pieces)) ? pieces : null);
}

/** Literal, or a pattern over names below a known folder. */
function isFixed(word: Word): boolean {
  return word.value !== null || word.pieces.every((piece) => piece.type === 'literal' || piece.type === 'glob');
}

function textOf(value: Value): string | null {
  return value?.every((piece) => piece.type === 'literal')
    ? value.map((piece) => (piece.type === 'literal' ? piece.text : '')).join('')
    : null;
}

/** The value of a variable where it is literal. */
export function knownValue(state: ShellState, name: string): string | null {
  return state.forgets ? null : textOf(state.variables.get(name) ?? null);
}

/** Folders that are kept as possible. */
const MAX_FOLDERS = 4;

/** Moves to a folder; `certain` is false where the command may not run or may fail. */
export function changeFolder(state: ShellState, path: string | null, certain: boolean): void {
  const before = state.cwd === null ? state.others : [state.cwd, ...state.others];
  state.others = path === null || certain ? [] : [...new Set(before)].filter((each) => each !== path).slice(0, MAX_FOLDERS);
  state.cwd = path;
  if (path === null) state.variables.delete('PWD');
  else state.variables.set('PWD', literalPieces(path));
}

/** What substitutions write, by the index of their scope, where the text fixes it. */
export type Outputs = (scope: number) => string | null;

/** A word with everything put in that is known for certain. */
export function substitute(word: Word, state: ShellState, outputs: Outputs): Word {
  if (word.value !== null || word.pieces.every((piece) => piece.type === 'literal' || piece.type === 'glob')) return word;
  const pieces = word.pieces.flatMap((piece, i) => substitutePiece(piece, i === 0, state, outputs));
  if (!pieces.every((piece) => piece.type === 'literal')) return { ...word, pieces };
  return { ...word, value: pieces.map((piece) => piece.text).join(''), single: true, pieces };
}

function substitutePiece(piece: Piece, first: boolean, state: ShellState, outputs: Outputs): readonly Piece[] {
  if (piece.type === 'tilde' && first && piece.text === '~+' && state.cwd !== null) return literalAt(state.cwd, piece);
  if (piece.type === 'command') {
    const output = outputs(piece.scope);
    return output === null || (!piece.quoted && !isOneWord(output)) ? [piece] : literalAt(output, piece);
  }
  if (piece.type !== 'parameter' || state.forgets) return [piece];
  const value = state.variables.get(piece.name) ?? null;
  if (value === null) return [piece];
  const text = textOf(value);
  if (text === null) return piece.operator === '' ? value : [piece];
  const expanded = expandParameter(text, piece.operator);
  if (expanded === null || (!piece.quoted && !isOneWord(expanded))) return [piece];
  return literalAt(expanded, piece);
}

function literalAt(text: string, { span }: Piece): readonly Piece[] {
  return [{ type: 'literal', text, quoted: true, span }];
}

/** Unquoted, the shell would split and glob anything else. */
function isOneWord(text: string): boolean {
  return text !== '' && !/[\s*?[\]~\\{}]/.test(text);
}

/**
 * What an argv would be if everything unknown were empty or what its default says: a guess, good for finding what is forbidden and for
 * nothing else. Null where there is nothing to guess.
 */
export function guessArgv(argv: readonly Word[], state: ShellState, outputs: Outputs): string[] | null {
  if (argv.every((word) => word.value !== null)) return null;
  const separators = knownValue(state, 'IFS');
  const words = argv.flatMap((word) => guessWord(word, state, outputs, separators));
  return words.length === 0 ? null : words;
}

function guessWord(word: Word, state: ShellState, outputs: Outputs, separators: string | null): string[] {
  if (word.value !== null) return [word.value];
  const [only] = word.pieces;
  if (word.pieces.length === 1 && only?.type === 'parameter' && only.name === '@') return [...(state.positional ?? [])];
  let text = '';
  let splits = false;
  for (const [i, piece] of word.pieces.entries()) {
    text += guessPiece(piece, i === 0, state, outputs);
    splits ||= piece.type !== 'literal' && !('quoted' in piece && piece.quoted);
  }
  if (!splits) return [text];
  const blanks = separators === null ? text : [...separators].reduce((all, each) => all.replaceAll(each, ' '), text);
  return blanks.split(/\s+/).filter((part) => part !== '');
}

function guessPiece(piece: Piece, first: boolean, state: ShellState, outputs: Outputs): string {
  switch (piece.type) {
    case 'literal':
    case 'glob':
      return piece.text;
    case 'parameter':
      return guessParameter(piece.name, piece.operator, state);
    case 'command':
      return outputs(piece.scope) ?? '';
    case 'tilde':
      return first && piece.text === '~+' ? (state.cwd ?? piece.text) : piece.text;
    default:
      return '';
  }
}

function guessParameter(name: string, operator: string, state: ShellState): string {
  if (name === 'IFS' && operator === '') return ' ';
  if (/^\d+$/.test(name)) return expandParameter(state.positional?.[Number(name) - 1] ?? null, operator) ?? '';
  if (name === '@' || name === '*') return (state.positional ?? []).join(' ');
  const target = name.startsWith('!') ? (knownValue(state, name.slice(1)) ?? '') : name;
  return expandParameter(knownValue(state, target), operator) ?? knownValue(state, target) ?? '';
}
