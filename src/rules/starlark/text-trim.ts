/** Taking characters off the ends of a text. */

export const WHITE_SPACE = /^\p{White_Space}$/u;

/** White space as Unicode has it, which is not quite what `trim` of JavaScript takes off. */
export function isWhiteSpace(character: string): boolean {
  return WHITE_SPACE.test(character);
}

export interface Ends {
  readonly start: boolean;
  readonly end: boolean;
}

/** Without the characters that `goes` says at the ends asked for. */
export function trimText(text: string, goes: (character: string) => boolean, ends: Ends = { start: true, end: true }): string {
  let from = 0;
  let to = text.length;
  while (ends.start && from < to) {
    const character = characterAt(text, from);
    if (!goes(character)) break;
    from += character.length;
  }
  while (ends.end && to > from) {
    const character = characterBefore(text, to);
    if (!goes(character)) break;
    to -= character.length;
  }
  return text.slice(from, to);
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

function characterBefore(text: string, end: number): string {
  const pair = end > 1 ? characterAt(text, end - 2) : '';
  return pair.length === 2 ? pair : text.charAt(end - 1);
}
