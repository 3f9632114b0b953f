/**
 * Variables of a shell: what assignments, declarations and arithmetic make of what is known.
 *
 * INVARIANT: a variable is known only while exactly one value could be its own; a name that the shell itself changes never is.
 * Reference: bash manual "Shell Parameters", "Bash Variables"; zshparam.
 */
import { MAX_KNOWN_ATTRIBUTES, MAX_KNOWN_VARIABLES, MAX_LIST_ELEMENTS, MAX_REFERENCES } from '../base/index.ts';
import type { Piece, Word } from '../shell/index.ts';
import { type Attribute, isSteady, literalPieces, noteChange, noteUse, type ShellState, writeList, writeValue } from './shell-state.ts';
import type { Value } from './variable-table.ts';

/** Names that a shell sets by itself: what a text assigns to them does not last. */
const SET_BY_SHELL: ReadonlySet<string> = new Set(
  (
    '_ REPLY MAPFILE COPROC COPROC_PID BASH_REMATCH BASH_COMMAND BASH_SUBSHELL BASH_LINENO BASH_SOURCE BASH_ARGV BASH_ARGC BASH_ARGV0 BASHPID ' +
    'BASH_TRAPSIG BASH_MONOSECONDS BASH_EXECUTION_STRING FUNCNAME LINENO PIPESTATUS RANDOM SRANDOM SECONDS EPOCHSECONDS EPOCHREALTIME ' +
    'OPTARG OPTIND OPTERR OLDPWD DIRSTACK HISTCMD COLUMNS LINES SHLVL PPID UID EUID GROUPS COMP_LINE COMP_POINT COMP_KEY COMP_TYPE COMP_WORDS ' +
    'COMP_CWORD COMPREPLY READLINE_LINE READLINE_POINT READLINE_MARK READLINE_ARGUMENT GLOBSORT ' +
    'argv status pipestatus reply match mbegin mend MATCH MBEGIN MEND ARGC ERRNO TRY_BLOCK_ERROR TRY_BLOCK_INTERRUPT TTYIDLE ZSH_SUBSHELL ' +
    'ZSH_EVAL_CONTEXT ZSH_ARGZERO dirstack historywords history funcstack functrace funcfiletrace funcsourcetrace signals parameters ' +
    'jobstates jobtexts jobdirs usergroups USERNAME GID EGID HOST'
  ).split(' '),
);

/** The variable that a name stands for; null where that is not known. */
function ownName({ attributes }: ShellState, name: string): string | null {
  let own = name;
  for (let i = 0; i < MAX_REFERENCES; i++) {
    const attribute = attributes.get(own);
    if (typeof attribute !== 'object') return own;
    own = attribute.refersTo;
  }
  return null;
}

/** What is known of a variable; undefined where the text never touches it. */
export function lookUp(state: ShellState, name: string): Value | undefined {
  const own = state.attributes.size === 0 ? name : ownName(state, name);
  if (own === null || state.forgets) return null;
  const value = state.variables.get(own);
  if (value === undefined) return undefined;
  if (SET_BY_SHELL.has(own)) return null;
  if (value === null || !isSteady(state, own)) return null;
  noteUse(state, own);
  if (isSteady(state, numberOf(own))) return value;
  return isInteger(value) ? INTEGER : null;
}

/** The value of a variable where it is literal. */
export function knownValue(state: ShellState, name: string): string | null {
  return textOf(lookUp(state, name) ?? null);
}

export function textOf(value: Value): string | null {
  if (value?.length === 1 && value[0]?.type === 'literal') return value[0].text;
  return value?.every((piece) => piece.type === 'literal')
    ? value.map((piece) => (piece.type === 'literal' ? piece.text : '')).join('')
    : null;
}

/** Records an assignment; `certain` is false where it may not happen, or happen again with another value. */
export function assign(state: ShellState, name: string, value: Word | null, certain: boolean): void {
  if (value !== null) writeValue(state, name, value.value === null ? value.pieces : literalPieces(value.value));
  setValue(state, name, value === null ? null : lastingValue(value), certain);
}

/** Elements of a list, or something put behind what is there: numbers stay numbers, everything else is not known. */
export function assignElements(state: ShellState, name: string, elements: readonly Word[]): void {
  writeList(state, name, [...(state.written.lists?.get(name) ?? []), ...elements].slice(-MAX_LIST_ELEMENTS));
  if (elements.length > 0 && elements.every((each) => isInteger(lastingValue(each)))) assignInteger(state, name);
  else setValue(state, name, null, false);
}

/** An integer is assigned that only running will tell, or not assigned after all. */
export function assignInteger(state: ShellState, name: string): void {
  setValue(state, name, INTEGER, true);
}

/** The text of a piece that is no number, but a name that only running will tell. */
export const NAME = '\0';

const INTEGER_PIECE: Piece = { type: 'arithmetic', text: '', quoted: true, span: { start: 0, end: 0 } };
const INTEGER: readonly Piece[] = [INTEGER_PIECE];
/** The words of a loop, one after the other; apart from the others so that a change shows. */
const LOOPED: readonly Piece[] = [{ type: 'brace', text: '', span: { start: 0, end: 0 } }];
const LOOPED_NUMBER: readonly Piece[] = [INTEGER_PIECE];

/** The variable of a loop over these words. */
export function assignLoop(state: ShellState, name: string, words: readonly Word[]): void {
  const [only] = words;
  const isNumber = words.every((word) => isInteger(lastingValue(word)));
  if (words.length === 1 && only !== undefined) assign(state, name, only, true);
  else setValue(state, name, words.length === 0 ? null : isNumber ? LOOPED_NUMBER : LOOPED, true);
}

/** Whether a variable still is what its loop has made it. */
export function isLooped({ variables, attributes }: ShellState, name: string): boolean {
  const value = variables.get(name);
  return !attributes.has(name) && (value === LOOPED || value === LOOPED_NUMBER);
}

/** Whether a value is an integer for certain. */
export function isInteger(value: Value): boolean {
  return (
    value?.every((piece) => (piece.type === 'literal' ? /^-?\d+$/.test(piece.text) : piece.type === 'arithmetic' && piece.text !== NAME)) ??
    false
  );
}

function setValue(state: ShellState, name: string, value: Value, certain: boolean): void {
  const own = ownName(state, name);
  if (own === null) return forgetAll(state);
  const before = state.variables.get(own);
  if (before === undefined && state.variables.size >= MAX_KNOWN_VARIABLES) return forgetAll(state);
  const isFirst = before === undefined || own === 'HOME' || own === 'PWD';
  const isSame = !isFirst && before !== null && value !== null && (textOf(before) ?? before) === (textOf(value) ?? value);
  const isNumber = isInteger(value) && (before === undefined || isInteger(before));
  const isKnown = certain && (isFirst || isSame) && !state.attributes.has(own);
  if (!isSame) noteChange(state, isNumber ? numberOf(own) : own);
  state.variables.set(own, isKnown ? value : isNumber ? INTEGER : null);
  for (let outer = state.outer; outer !== null; outer = outer.outer) {
    noteChange(outer, isNumber ? numberOf(own) : own);
    outer.variables.set(own, isNumber ? INTEGER : null);
  }
}

/** What `Later` calls a variable that changes, but stays a number. */
function numberOf(name: string): string {
  return `${name}#`;
}

/** Any variable may have any value from now on. */
export function forgetAll(state: ShellState): void {
  for (let each: ShellState | null = state; each !== null; each = each.outer) {
    each.forgets = true;
    for (const name of each.later.used ?? []) each.later.unsteady.add(name);
  }
}

/** The name behaves differently from now on. */
export function setAttribute(state: ShellState, name: string, attribute: Attribute): void {
  if (state.attributes.size >= MAX_KNOWN_ATTRIBUTES) return forgetAll(state);
  for (let each: ShellState | null = state; each !== null; each = each.outer) {
    noteChange(each, name);
    each.attributes = new Map(each.attributes).set(name, each === state ? attribute : 'odd');
    each.variables.set(name, null);
  }
}

/** What of a word lasts in a variable: text, a pattern, a leading tilde, a number. */
export function lastingValue(word: Word): Value {
  if (word.value !== null) return literalPieces(word.value);
  const pieces = word.pieces.map((piece) => (piece.type === 'parameter' && isCount(piece) ? { ...INTEGER_PIECE, quoted: true } : piece));
  return pieces.every(isFixed) ? pieces : null;
}

/** `$#`, `$?`, `$$`, `$!`, `${#name}`. */
export function isCount({ name, operator }: Piece & { type: 'parameter' }): boolean {
  return operator === '' && (name.startsWith('#') || name === '?' || name === '$' || name === '!');
}

function isFixed(piece: Piece, index: number): boolean {
  return piece.type === 'literal' || piece.type === 'glob' || piece.type === 'arithmetic' || (piece.type === 'tilde' && index === 0);
}
