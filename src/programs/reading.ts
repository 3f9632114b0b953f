/** One invocation while its arguments are read: what the parser has found so far, and where meanings note their effects. */
import { MAX_FOLDER_LENGTH } from '../base/index.ts';
import type { Assignment, Redirection, Word } from '../shell/index.ts';
import type { Effect, RunEffect, Started } from './effect.ts';
import { stdinOf } from './redirection.ts';
import type { Meaning, ProgramSpec } from './spec.ts';
import { isCertain, joinWords, knownPrefix, lengthOf, literalWord, unknownWord } from './word.ts';

/** What is read: the parts of an invocation that say what a program does. */
export interface InvocationView {
  readonly argv: readonly Word[];
  /** See `Invocation`. */
  readonly tail?: Word;
  readonly assignments: readonly Assignment[];
  readonly redirections: readonly Redirection[];
}

/** A meaning found on the way, noted when its level is read to the end and all modes are known. */
interface Pending {
  readonly meaning: Meaning;
  readonly word: Word;
  readonly row: string;
}

/** What the caller knows about where the invocation runs. */
export interface Setting {
  /** The shell is, or may be, zsh: some variables are tied to others there. */
  readonly zsh?: boolean;
  /** Program names are found without regard to case (darwin, win32). */
  readonly foldCase?: boolean;
  /** The shell is cmd.exe: its builtins and the programs of Windows come first. */
  readonly batch?: boolean;
  /** What a pipe carries into it, where that is known. */
  readonly piped?: () => string | null;
  /** The shell is PowerShell: its cmdlets and aliases stand before programs; on Windows no program has the name of an alias. */
  readonly powerShell?: 'windows' | 'other' | null;
}

export interface Reading {
  readonly zsh: boolean;
  readonly piped: () => string | null;
  readonly invocation: InvocationView;
  readonly effects: Effect[];
  spec: ProgramSpec;
  /** The words being read; not argv itself where one word stood for several. */
  words: readonly Word[];
  modes: number;
  pending: Pending[];
  operands: Word[];
  /** The operands behind `--`. */
  after: Word[];
  ended: boolean;
  /** The folder that relative paths start from, where an option changes it. */
  base: Word | null;
  place: RunEffect['place'];
  /** What stands for an argument in the words of a command (`xargs -I MARK`), or for the program in front of them (`--entrypoint`). */
  mark: Word | null;
  /** Index of each chosen subcommand in `words`. */
  readonly path: number[];
  /** Spellings of all options met, where the caller asks for them. */
  readonly seen: string[] | null;
  /** False once an option before a subcommand was met that is unlisted or has an effect. */
  harmlessGlobals: boolean;
  /** The words as rules would spell them: parameters of a cmdlet by their whole names. */
  spelled: readonly (string | null)[] | null;
}

const NO_PIPE = () => null;

export function startReading(
  invocation: InvocationView,
  spec: ProgramSpec,
  seen: string[] | null,
  { zsh = false, piped = NO_PIPE }: Setting = {},
): Reading {
  return {
    zsh,
    piped,
    invocation,
    effects: [],
    spec,
    words: invocation.argv,
    modes: 0,
    pending: [],
    operands: [],
    after: [],
    ended: false,
    base: null,
    place: 'here',
    mark: null,
    path: [],
    seen,
    harmlessGlobals: true,
    spelled: null,
  };
}

/** The word that stands for the program or subcommand being read. */
export function commandWord(reading: Reading): Word {
  const at = reading.path.at(-1) ?? 0;
  return reading.words[at] as Word;
}

/** What a program reads from its standard input, where the text of the request fixes it. */
export function inputOf({ invocation, piped }: Reading, span: Word['span']): Word | null {
  const stdin = stdinOf(invocation.redirections);
  if (stdin.type === 'text') return stdin.word;
  const text = stdin.type === 'inherited' ? piped() : null;
  return text === null ? null : literalWord(text, span);
}

/** Whether the text itself gives an invocation its standard input. */
export function isFed(reading: Reading, { span }: Word): boolean {
  const stdin = stdinOf(reading.invocation.redirections);
  return stdin.type === 'inherited' ? inputOf(reading, span) !== null : stdin.word.value !== '/dev/null';
}

/** The words that name the subcommand, or the program where there is none. */
export function commandNames(reading: Reading): string[] {
  const words = reading.path.length === 0 ? [commandWord(reading)] : reading.path.map((at) => reading.words[at]);
  return words.flatMap((word) => word?.value ?? []);
}

/** Relative paths start from this folder from now on. */
export function enterFolder(reading: Reading, folder: Word): void {
  const prefix = knownPrefix(folder);
  const absolute = prefix.startsWith('/') || prefix.startsWith('~');
  if (reading.base !== null && !absolute && isNowhere(reading.base)) return;
  const joined = reading.base === null || absolute ? folder : joinWords([reading.base, folder], '/');
  // LIMIT: MAX_FOLDER_LENGTH; where a longer one leads nobody knows, and what is below it neither.
  reading.base = lengthOf(joined) > MAX_FOLDER_LENGTH ? unknownWord(folder.span, true) : joined;
}

function isNowhere({ pieces: [first] }: Word): boolean {
  return first?.type === 'parameter' && first.name === '';
}

/** A path as it stands in the folder that the invocation goes to. */
export function inFolder(reading: Reading, path: Word): Word {
  const prefix = knownPrefix(path);
  const stays = reading.base === null || reading.base === path || prefix.startsWith('/') || prefix.startsWith('~');
  return stays || reading.base === null ? path : joinWords([reading.base, path], '/');
}

export function noteRun(reading: Reading, started: Started, word: Word, certain: boolean, row: string): void {
  const certainty = certain ? 'literal' : 'unknown';
  reading.effects.push({ type: 'run', started, place: reading.place, directory: reading.base, certainty, span: word.span, row });
}

export function certaintyOf(word: Word): 'literal' | 'unknown' {
  return isCertain(word) ? 'literal' : 'unknown';
}
