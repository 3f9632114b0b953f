/** The compiled form of a row: what the argument parser runs on. Made once per row, by `compile.ts`. */
import type { Word } from '../shell/index.ts';
import type { Reading } from './reading.ts';
import type { ProgramRow } from './row.ts';

/** Notes what a word means. `argument` is the text behind the kind in the table, `row` names the row for people. */
export type WordMeaning = (reading: Reading, word: Word, argument: string, row: string) => void;
/** Notes what all remaining words mean. */
export type ListMeaning = (reading: Reading, words: readonly Word[], argument: string, row: string) => void;

/** An entry of the table of meanings. `effectful`: an unknown word there is not harmless. */
export type MeaningKind =
  | {
      readonly type: 'word';
      readonly note: WordMeaning;
      readonly effectful: boolean;
      readonly accepts?: (word: Word) => boolean;
      /** The word is a path, and nothing else follows from it. */
      readonly isPath?: true;
      /** Where an option takes it, operands mean the same. */
      readonly takesMany?: true;
    }
  | { readonly type: 'list'; readonly note: ListMeaning; readonly effectful: boolean }
  /** The word stands for several, which are read in its place (`env -S`). */
  | { readonly type: 'splice'; readonly split: (word: Word) => readonly Word[] | null; readonly effectful: boolean };

/** A meaning of the table, resolved. */
export interface Meaning {
  readonly kind: MeaningKind;
  readonly argument: string;
  /** The mode bit this meaning needs, 0 for none; without it `other` holds. */
  readonly mode: number;
  readonly other: Meaning | null;
  readonly effectful: boolean;
}

export interface OptionSpec {
  /** All spellings, with dashes. */
  readonly names: readonly string[];
  /** `sort --output` */
  readonly id: string;
  readonly arity: 'none' | 'required' | 'optional' | 'attached' | 'until' | 'descend' | 'loose';
  /** One per value, null for a value without a meaning. */
  readonly values: readonly (Meaning | null)[];
  readonly modes: number;
  readonly presence: Meaning | null;
  readonly ends: boolean;
  /** The value may be attached without a sign where names have several letters (`-I/usr/include`). */
  readonly sticky: boolean;
  readonly effectful: boolean;
}

export interface Slot {
  /** Null for a word without a meaning. */
  readonly meaning: Meaning | null;
  readonly quantifier: '1' | '?' | '*' | '+';
  readonly missing: Meaning | null;
}

/** Operands, chosen by a mode; 0: whatever the modes. */
export interface OperandPattern {
  readonly mode: number;
  readonly slots: readonly Slot[];
  /** For the words behind `--`, or null where they are like the others. */
  readonly after: readonly Slot[] | null;
}

export interface ProgramSpec {
  readonly row: ProgramRow;
  /** The path of names: `git stash drop`. */
  readonly id: string;
  readonly parent: ProgramSpec | null;
  /** By spelling, dashes included. */
  readonly options: ReadonlyMap<string, OptionSpec>;
  /** Single letters, by character code. */
  readonly letters: readonly (OptionSpec | undefined)[];
  /** Options whose value is attached without a sign, tried by prefix in the `dash` syntax. */
  readonly attached: readonly OptionSpec[];
  readonly digits: OptionSpec | null;
  readonly plus: OptionSpec | null;
  readonly patterns: readonly OperandPattern[];
  readonly does: readonly { readonly mode: number; readonly meaning: Meaning }[];
  /** Rows by name, compiled when chosen. */
  readonly commands: ReadonlyMap<string, ProgramRow> | null;
  readonly compiled: Map<ProgramRow, ProgramSpec>;
  readonly stop: number;
  /** Whether an unknown word could be an option with an effect. */
  readonly injectable: boolean;
  /** Whether an option that is not listed could hide which word is run. */
  readonly strict: boolean;
}
