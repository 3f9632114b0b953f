import { closest } from '../base/index.ts';

/** The end of a message about a word that a closed list does not hold; nothing where no member of the list is near. */
export function didYouMean(name: string | null): string {
  return name === null ? '' : `, did you mean \`${name}\`?`;
}

/** The same for a short list: where no member is near, all of them. */
export function meantOrKnown(word: string, known: readonly string[]): string {
  return didYouMean(closest(word, known)) || `; known are ${known.join(', ')}`;
}
