/**
 * Wildcards in names: `*` stands for any run of characters (also none), `?` for exactly one; everything else is itself.
 *
 * INVARIANT: no recursion and no regular expression; the cost is at most pattern length times text length, for any input.
 */

/** Whether the whole text is covered by the pattern. Both sides are compared as they are; fold case before where it does not count. */
export function matchWildcard(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const c = pattern.charCodeAt(p);
    if (c === STAR) {
      star = p++;
      resume = t;
    } else if (c === QUESTION_MARK || c === text.charCodeAt(t)) {
      p++;
      t++;
    } else if (star >= 0) {
      // The last star takes one more character; earlier stars never need to be tried again.
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern.charCodeAt(p) === STAR) p++;
  return p === pattern.length;
}

/** A pattern with `?` for every `[…]`: whatever stands between brackets is one character. */
export function withoutBrackets(pattern: string): string {
  let text = '';
  let from = 0;
  for (let open = pattern.indexOf('['); open >= 0; open = pattern.indexOf('[', from)) {
    // `[]a]` and `[!]a]` hold the bracket that stands first.
    const close = pattern.indexOf(']', open + (pattern[open + 1] === '!' || pattern[open + 1] === '^' ? 3 : 2));
    if (close < 0) break;
    text += `${pattern.slice(from, open)}?`;
    from = close + 1;
  }
  return text + pattern.slice(from);
}

/** Whether a name holds a wildcard at all. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

const STAR = 0x2a;
const QUESTION_MARK = 0x3f;
