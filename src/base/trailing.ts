/** A text without so many of one character as stand at its end. As a pattern (`/x+$/`) it would take quadratic time where they stand inside. */
export function withoutTrailing(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end);
}
