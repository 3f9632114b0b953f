/** Where an assignment puts its value. */
export interface Target {
  /** The variable; null where what changes is not known, or is no variable of the text. */
  readonly name: string | null;
  /** Whether the value that is put there is what the name stands for afterwards. */
  readonly isKnown: boolean;
}
