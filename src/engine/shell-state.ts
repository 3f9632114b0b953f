/**
 * What is known of the shell while its commands are looked at one after the other: folder, variables, functions, positional parameters.
 *
 * INVARIANT: a value is only known where the text alone fixes it; everything that could change it from elsewhere makes it unknown.
 * Code that runs later or again (functions, traps, loops) knows only what nothing behind it changes; see `Later`.
 */
import { MAX_FOLDER_LENGTH, MAX_FOLDERS_ASIDE, MAX_KNOWN_FUNCTIONS, MAX_POSSIBLE_FOLDERS, MAX_SUBSTITUTED_TEXT } from '../base/index.ts';
import type { Piece, Word } from '../shell/index.ts';
import { type Value, VariableTable } from './variable-table.ts';

/** How a name behaves: it stands for another (`declare -n`), has words as subscripts, or changes what it is given (`declare -l`). */
export type Attribute = { readonly refersTo: string } | 'associative' | 'odd';

/** What code that runs later or again has taken for known, and what turned out to change behind it. One for each process. */
export interface Later {
  used: Set<string> | null;
  /** Not known in such code; where this grows, the walk is taken once more. Shared by all states of a walk. */
  readonly unsteady: Set<string>;
  /** That of the process this one was forked from. */
  readonly outer: Later | null;
  /** Whether it was forked by such code. */
  readonly deferred: boolean;
}

/** What all states of a walk share: what the text assigns, whether or not it runs, for guesses. Lists are made with the first of their kind. */
export interface Written {
  /** Elements that lists were given, of `@` what `set --` was given. */
  lists: Map<string, readonly Word[]> | null;
  /** What variables were given last. */
  values: Map<string, readonly Piece[]> | null;
  /** Characters that may still be put into words: values that name others multiply. */
  room: number;
}

/** The name under which {@link Later} lists the folder. */
export const FOLDER = '.';

export interface ShellState {
  /** The folder commands most likely start in; null where it is not known. */
  cwd: string | null;
  /** Other folders it could be: a `cd` may not run. */
  others: readonly string[];
  /** Folders it would be had the `cd`s of this chain of `&&` failed. */
  fallbacks: readonly string[];
  /** Where `cd -` leads; null where it is not known. */
  previous: string | null;
  /** What `pushd` has put aside, the last first. */
  aside: readonly (string | null)[];
  readonly variables: VariableTable;
  /** What the text has written so far: shared by all states of a walk. */
  readonly written: Written;
  attributes: ReadonlyMap<string, Attribute>;
  /** Functions that the text has defined for certain. */
  functions: ReadonlySet<string>;
  /** `$1`, `$2`, … where `set --` gave them. */
  positional: readonly string[] | null;
  /** After `source` and the like any variable may have changed. */
  forgets: boolean;
  /** Runs later or again. */
  deferred: boolean;
  readonly later: Later;
  /** The state that changes here may reach as well, in some shells or some of the times. */
  readonly outer: ShellState | null;
}

const NO_SPAN = { start: 0, end: 0 };
const NO_ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map();
const NO_FUNCTIONS: ReadonlySet<string> = new Set();
const NO_FOLDERS: readonly string[] = [];

export function literalPieces(text: string): readonly Piece[] {
  return [{ type: 'literal', text, quoted: true, span: NO_SPAN }];
}

/** What every shell knows that begins in a folder. */
export function startVariables(cwd: string, home: string): ReadonlyMap<string, Value> {
  return new Map([
    ['HOME', literalPieces(home)],
    ['PWD', literalPieces(cwd)],
  ]);
}

export function startState(cwd: string, variables: ReadonlyMap<string, Value>, later: Later): ShellState {
  return {
    cwd,
    others: NO_FOLDERS,
    fallbacks: NO_FOLDERS,
    previous: null,
    aside: NO_FOLDERS,
    variables: new VariableTable(variables),
    written: { lists: null, values: null, room: MAX_SUBSTITUTED_TEXT },
    attributes: NO_ATTRIBUTES,
    functions: NO_FUNCTIONS,
    positional: null,
    forgets: false,
    deferred: false,
    later,
    outer: null,
  };
}

/** The state of a subshell: it starts equal and changes nothing outside. */
export function forkState(state: ShellState): ShellState {
  const { later, deferred } = state;
  const own = { used: null, unsteady: later.unsteady, outer: later, deferred: deferred || later.deferred };
  return copyState(state, { later: own, outer: null, deferred: false });
}

/** The state of code that may run any number of times, here or in a subshell: what it changes is not known outside. */
export function branchState(state: ShellState): ShellState {
  return copyState(state, { later: state.later, outer: state, deferred: state.deferred });
}

/** Spelled out: there is a state for every process, and a spread costs several times as much. */
function copyState(state: ShellState, { later, outer, deferred }: Pick<ShellState, 'later' | 'outer' | 'deferred'>): ShellState {
  const { cwd, others, fallbacks, previous, aside, variables, written, attributes, functions, positional, forgets } = state;
  return {
    cwd,
    others,
    fallbacks,
    previous,
    aside,
    variables: variables.fork(),
    written,
    attributes,
    functions,
    positional,
    forgets,
    deferred,
    later,
    outer,
  };
}

/** A list is given elements. */
export function writeList({ written }: ShellState, name: string, elements: readonly Word[]): void {
  written.lists ??= new Map();
  written.lists.set(name, elements);
}

/** A variable is given a value. */
export function writeValue({ written }: ShellState, name: string, value: readonly Piece[]): void {
  written.values ??= new Map();
  written.values.set(name, value);
}

/** Whether so many characters may still be put into words. LIMIT: MAX_SUBSTITUTED_TEXT. */
export function takeRoom({ written }: ShellState, characters: number): boolean {
  if (characters > written.room) written.room = 0;
  else written.room -= characters;
  return written.room > 0;
}

/** Code that runs later or again knows this. */
export function noteUse({ later, deferred }: ShellState, what: string): void {
  let isLater = deferred;
  for (let each: Later | null = later; each !== null && (isLater || each.deferred); each = each.outer) {
    if (isLater) {
      each.used ??= new Set();
      each.used.add(what);
    }
    isLater = each.deferred;
  }
}

/** What such code knows may be otherwise by the time it runs. */
export function noteChange({ later }: ShellState, what: string): void {
  if (later.used?.has(what)) later.unsteady.add(what);
}

/** Whether something known is known here. */
export function isSteady({ later, deferred }: ShellState, what: string): boolean {
  return (!deferred && !later.deferred) || !later.unsteady.has(what);
}

/** The folders that commands could start in, the most likely first; null where none is known. */
export function foldersOf(state: ShellState): readonly string[] | null {
  const { cwd, others } = state;
  if (cwd === null || !isSteady(state, FOLDER)) return null;
  noteUse(state, FOLDER);
  return others.length === 0 ? [cwd] : [cwd, ...others];
}

/** The folder a `cd` leads to from each folder that it could start in; null: not known. */
export type FolderChange = (from: string | null) => string | null;

/** Moves to a folder; `certain` is false where the command may not run. It may always fail. */
export function changeFolder(state: ShellState, change: FolderChange, certain: boolean): void {
  noteChange(state, FOLDER);
  state.previous = state.others.length === 0 && !state.variables.has('OLDPWD') ? state.cwd : null;
  const before = state.cwd === null ? [] : [state.cwd];
  const path = change(state.cwd);
  const others = known(state.others.map(change));
  const rest = others === null ? null : certain ? others : [...before, ...state.others, ...others];
  moveTo(state, path, rest, certain ? [...before, ...state.others, ...state.fallbacks] : state.fallbacks);
  for (let outer = state.outer; outer !== null; outer = outer.outer) {
    noteChange(outer, FOLDER);
    outer.previous = null;
    outer.aside = [];
    moveTo(outer, outer.cwd, path === null || rest === null ? null : [...outer.others, path, ...rest], outer.fallbacks);
  }
}

function known(paths: readonly (string | null)[]): readonly string[] | null {
  return paths.every((path) => path !== null) ? (paths as readonly string[]) : null;
}

/** The folder is put aside for `popd`. LIMIT: MAX_FOLDERS_ASIDE. */
export function putAside(state: ShellState): void {
  const folder = state.others.length === 0 && isSteady(state, FOLDER) ? state.cwd : null;
  state.aside = [folder, ...state.aside].slice(0, MAX_FOLDERS_ASIDE);
}

/** The folder that `cd -` or `popd` leads to; null where it is not known. */
export function folderBack(state: ShellState, manner: 'previous' | 'last'): string | null {
  if (!isSteady(state, FOLDER)) return null;
  if (manner === 'previous') return state.previous;
  const [folder = null, ...rest] = state.aside;
  state.aside = rest;
  return folder;
}

/** The folder may just as well be this one. */
export function alsoFolder(state: ShellState, path: string): void {
  moveTo(state, state.cwd, [...state.others, path], state.fallbacks);
}

/** The folder is this one for certain; null: nobody knows. */
export function enterFolder(state: ShellState, path: string | null): void {
  noteChange(state, FOLDER);
  moveTo(state, path, [], []);
}

/** LIMIT: with more than MAX_POSSIBLE_FOLDERS possible folders, or one of more than MAX_FOLDER_LENGTH characters, none is known. */
function moveTo(state: ShellState, path: string | null, others: readonly string[] | null, fallbacks: readonly string[]): void {
  const known = path !== null && others !== null && path.length <= MAX_FOLDER_LENGTH && others.every(isShort);
  const rest = known ? [...new Set(others)].filter((each) => each !== path) : [];
  const back = known ? [...new Set(fallbacks)].filter((each) => each !== path) : [];
  const isLost = !known || rest.length > MAX_POSSIBLE_FOLDERS || back.length > MAX_POSSIBLE_FOLDERS;
  state.cwd = isLost ? null : path;
  state.others = isLost ? [] : rest;
  state.fallbacks = isLost ? [] : back;
  state.variables.set('PWD', isLost || rest.length > 0 || path === null ? null : literalPieces(path));
}

function isShort({ length }: string): boolean {
  return length <= MAX_FOLDER_LENGTH;
}

/** A command that runs whether or not the ones before it succeeded: a `cd` among them may have failed. */
export function endChain(state: ShellState): void {
  if (state.fallbacks.length > 0) moveTo(state, state.cwd, [...state.others, ...state.fallbacks], []);
}

/** `cd x || exit`: what follows runs only where the `cd` did not fail. */
export function trustChain(state: ShellState): void {
  state.fallbacks = [];
}

/** A function is defined here; `certain` is false where that may not happen. LIMIT: MAX_KNOWN_FUNCTIONS. */
export function defineFunction(state: ShellState, name: string, certain: boolean): void {
  const functions = new Set(state.functions);
  if (certain && functions.size < MAX_KNOWN_FUNCTIONS) functions.add(name);
  else functions.delete(name);
  state.functions = functions;
}

/** A function may be gone; null: any of them. */
export function forgetFunction(state: ShellState, name: string | null): void {
  for (let each: ShellState | null = state; each !== null; each = each.outer) {
    if (each.functions.size === 0) continue;
    for (const known of each.functions) if (name === null || known === name) noteChange(each, `${known}()`);
    each.functions = new Set([...each.functions].filter((known) => name !== null && known !== name));
  }
}
