/**
 * What an invocation would be if everything unknown in it were what the text last made of it, or its default, or empty.
 *
 * INVARIANT: a guess forbids, and nothing else follows from it; where all of it is what the text itself has assigned, in a branch that may
 * not run, what it finds is asked about as well. LIMIT: what there is no room for (`takeRoom`) counts as empty.
 */

import { MAX_GUESS_DEPTH, MAX_SEPARATORS } from '../base/index.ts';
import { literalWord } from '../programs/index.ts';
import type { Piece, Word } from '../shell/index.ts';
import { expandParameter } from './parameter.ts';
import { type ShellState, takeRoom } from './shell-state.ts';
import type { Parts } from './step.ts';
import type { Outputs } from './substitution.ts';
import { isCount, knownValue } from './variables.ts';

export interface Guess extends Parts {
  /** Nothing in it was taken for empty, and something is what the text has assigned. */
  readonly isLikely: boolean;
}

/** What a word takes beside its characters, in characters: there is an object for each. */
const WORD_SIZE = 16;

/** Null where there is nothing to guess. */
export function guessParts({ argv, redirections, span }: Parts, state: ShellState, outputs: Outputs): Guess | null {
  if (argv.every(isKnown) && redirections.every(({ target }) => isKnown(target))) return null;
  const guesser = new Guesser(state, outputs);
  const words = argv.flatMap((word) => guesser.words(word));
  const targets = redirections.map((each) => ({ ...each, target: literalWord(guesser.words(each.target).join(' '), each.target.span) }));
  if (words.length === 0 && targets.length === 0) return null;
  const { isLikely } = guesser;
  return {
    argv: words.map((text) => literalWord(text, span)),
    assignments: [],
    // An unlikely target would be a path that nobody wrote.
    redirections: isLikely ? targets : [],
    span,
    isLikely,
  };
}

function isKnown({ value }: Word): boolean {
  return value !== null;
}

class Guesser {
  #isComplete = true;
  #usesText = false;
  readonly #state: ShellState;
  readonly #outputs: Outputs;
  readonly #separators: string | null;

  constructor(state: ShellState, outputs: Outputs) {
    this.#state = state;
    this.#outputs = outputs;
    const separators = knownValue(state, 'IFS');
    this.#separators = separators === null || separators.length > MAX_SEPARATORS ? null : separators;
  }

  get isLikely(): boolean {
    return this.#isComplete && this.#usesText;
  }

  words(word: Word, depth = 0): string[] {
    if (word.value !== null) return [word.value];
    const [only] = word.pieces;
    if (word.pieces.length === 1 && only?.type === 'parameter') {
      const list = this.#list(only.name, only.operator, depth);
      if (list !== null) return [...list];
    }
    const text = this.#pieces(word.pieces, depth);
    const splits = word.pieces.some((piece) => piece.type !== 'literal' && !('quoted' in piece && piece.quoted));
    if (!splits) return [text];
    const blanks = this.#separators === null ? text : [...this.#separators].reduce((all, each) => all.replaceAll(each, ' '), text);
    return blanks.split(/\s+/).filter((part) => part !== '');
  }

  /** `"$@"`, `"${list[@]}"`. */
  #list(name: string, operator: string, depth: number): readonly string[] | null {
    if (name !== '@' && !/^\[[@*]\]$/.test(operator)) return null;
    const { positional, written } = this.#state;
    if (name === '@' && positional !== null) this.#usesText = true;
    if (name === '@' && positional !== null) return this.#takeWords(positional) ? positional : this.#unlikely([]);
    const words = depth < MAX_GUESS_DEPTH ? written.lists?.get(name) : undefined;
    if (words !== undefined && !takeRoom(this.#state, words.length * WORD_SIZE)) return this.#unlikely([]);
    return words?.flatMap((word) => this.words(word, depth + 1)) ?? (name === '@' ? this.#unlikely([]) : null);
  }

  #takeWords(words: readonly string[]): boolean {
    return takeRoom(
      this.#state,
      words.reduce((sum, { length }) => sum + length + WORD_SIZE, 0),
    );
  }

  #unlikely<T>(value: T): T {
    this.#isComplete = false;
    return value;
  }

  #pieces(pieces: readonly Piece[], depth: number): string {
    return pieces.map((piece, i) => this.#piece(piece, i === 0, depth)).join('');
  }

  #piece(piece: Piece, first: boolean, depth: number): string {
    const text = this.#state.written.room === 0 ? '' : this.#textOf(piece, first, depth);
    return takeRoom(this.#state, text.length + 1) ? text : this.#unlikely('');
  }

  #textOf(piece: Piece, first: boolean, depth: number): string {
    switch (piece.type) {
      case 'literal':
      case 'glob':
        return piece.text;
      case 'parameter':
        return isCount(piece) ? this.#unlikely('') : this.#parameter(piece.name, piece.operator, depth);
      case 'command':
        return this.#outputs.text(piece.scope) ?? this.#unlikely('');
      case 'tilde':
        return this.#tilde(piece.text, first);
      default:
        return this.#unlikely('');
    }
  }

  #tilde(text: string, first: boolean): string {
    if (!first) return text;
    this.#usesText = true;
    if (text === '~') return knownValue(this.#state, 'HOME') ?? text;
    return text === '~+' ? (this.#state.cwd ?? text) : text;
  }

  #parameter(name: string, operator: string, depth: number): string {
    const { positional, written } = this.#state;
    if (name === 'IFS' && operator === '') return ' ';
    if (name === '@' || name === '*')
      return positional === null || !this.#takeWords(positional) ? this.#unlikely('') : positional.join(' ');
    const element = /^\[(\d{1,3})\]$/.exec(operator)?.[1];
    const word = element === undefined || depth >= MAX_GUESS_DEPTH ? undefined : written.lists?.get(name)?.[Number(element)];
    if (word !== undefined) return this.words(word, depth + 1).join(' ');
    const target = name.startsWith('!') ? (this.#value(name.slice(1), depth) ?? '') : name;
    const value = this.#value(target, depth);
    if (operator !== '' && !takeRoom(this.#state, value?.length ?? 0)) return this.#unlikely('');
    const expanded = expandParameter(value, operator);
    if (expanded !== null && (value !== null || expanded !== '')) return expanded;
    const given = defaultText(operator);
    const [, inner, rest = ''] = depth < MAX_GUESS_DEPTH ? (/^\$\{(\w+)(?!\w)([^{}]*)\}$/.exec(given) ?? []) : [];
    if (inner !== undefined) return this.#parameter(inner, rest, depth + 1);
    return value ?? this.#unlikely(given);
  }

  #argument(index: number): string | null {
    const value = this.#state.positional?.[index - 1];
    this.#usesText ||= value !== undefined;
    return value ?? null;
  }

  /** What the variable is, or what the text last assigned to it. */
  #value(name: string, depth: number): string | null {
    if (/^\d+$/.test(name) && name !== '0') return this.#argument(Number(name));
    const known = knownValue(this.#state, name);
    const pieces = known === null && depth < MAX_GUESS_DEPTH ? this.#state.written.values?.get(name) : undefined;
    if (pieces === undefined) return known;
    this.#usesText = true;
    return this.#pieces(pieces, depth + 1);
  }
}

/** The default of `${name:-'x'}`, its quotes removed. */
function defaultText(operator: string): string {
  const word = /^:?[-=](.*)$/s.exec(operator)?.[1] ?? '';
  return word
    .replace(/\$'((?:[^'\\]|\\.)*)'/gs, (_, body: string) =>
      body.replace(/\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))/gs, (__, hex?: string, octal?: string, other = '') =>
        hex ? String.fromCharCode(Number.parseInt(hex, 16)) : octal ? String.fromCharCode(Number.parseInt(octal, 8)) : other,
      ),
    )
    .replace(/\\\n/g, '')
    .replace(/["'\\]/g, '');
}
