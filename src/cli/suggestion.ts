/** The end of a message about a word that a closed list does not hold; nothing where no member of the list is near. */
export function didYouMean(name: string | null): string {
  return name === null ? '' : `, did you mean \`${name}\`?`;
}
