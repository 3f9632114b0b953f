/**
 * Variables of a shell: what assignments, declarations and arithmetic make of what is known.
 *
 * INVARIANT: a variable is known only while exactly one value could be its own; a name that the shell itself changes never is.
 * Reference: bash manual "Shell Parameters", "Bash Variables"; zshparam.
 */
import type { Piece, Word } from '../shell/index.ts';
import { type Attribute, isSteady, literalPieces, noteChange, noteUse, type ShellState, type Value } from './shell-state.ts';

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

/** Names that references may lead through. */
const MAX_REFERENCES = 8;

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
  return value;
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
  setValue(state, name, value === null ? null : lastingValue(value), certain);
}

/** Elements of a list, or something put behind what is there: numbers stay numbers, everything else is not known. */
export function assignElements(state: ShellState, name: string, elements: readonly Word[]): void {
  if (elements.length > 0 && elements.every((each) => isInteger(lastingValue(each)))) assignInteger(state, name);
  else setValue(state, name, null, false);
}

/** An integer is assigned that only running will tell. */
export function assignInteger(state: ShellState, name: string): void {
  const before = lookUp(state, name);
  setValue(state, name, before === undefined || isInteger(before) ? INTEGER : null, before === undefined || isInteger(before));
}

const INTEGER: readonly Piece[] = [{ type: 'arithmetic', text: '', quoted: true, span: { start: 0, end: 0 } }];

/** Whether a value is an integer for certain. */
export function isInteger(value: Value): boolean {
  return value?.every((piece) => (piece.type === 'literal' ? /^-?\d+$/.test(piece.text) : piece.type === 'arithmetic')) ?? false;
}

function setValue(state: ShellState, name: string, value: Value, certain: boolean): void {
  const own = ownName(state, name);
  if (own === null) return forgetAll(state);
  const before = state.variables.get(own);
  const isFirst = before === undefined || own === 'HOME' || own === 'PWD';
  const isSame = !isFirst && before !== null && value !== null && (textOf(before) ?? before) === (textOf(value) ?? value);
  const isKnown = certain && (isFirst || isSame) && !state.attributes.has(own);
  if (!isSame) noteChange(state, own);
  state.variables.set(own, isKnown ? value : null);
  for (let outer = state.outer; outer !== null; outer = outer.outer) {
    noteChange(outer, own);
    outer.variables.set(own, null);
  }
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
  for (let each: ShellState | null = state; each !== null; each = each.outer) {
    noteChange(each, name);
    each.attributes = new Map(each.attributes).set(name, each === state ? attribute : 'odd');
    each.variables.set(name, null);
  }
}

/** What of a word lasts in a variable: text, a pattern, a leading tilde, an integer. */
function lastingValue(word: Word): Value {
  if (word.value !== null) return literalPieces(word.value);
  return word.pieces.every(isFixed) ? word.pieces : null;
}

function isFixed(piece: Piece, index: number): boolean {
  return piece.type === 'literal' || piece.type === 'glob' || piece.type === 'arithmetic' || (piece.type === 'tilde' && index === 0);
}
