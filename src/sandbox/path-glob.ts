/**
 * Globs over absolute paths: `*` and `?` inside a segment, `[a-z]` and `[!a-z]`, `**` for any number of segments. What a glob covers, it
 * covers with everything below it; names that begin with a dot are no exception.
 *
 * INVARIANT: no regular expression and no recursion; at most pattern length times path length, twice over (tests compare with picomatch).
 */
import { MAX_GLOB_LENGTH } from '../base/index.ts';

type Token =
  | { readonly type: 'character'; readonly character: string }
  | { readonly type: 'any' }
  | { readonly type: 'run' }
  | { readonly type: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] };

/** Null stands for `**`. */
type Segment = readonly Token[] | null;

export interface PathGlob {
  readonly text: string;
  /** Whether a path, or a folder around it, is covered. */
  readonly covers: (path: string) => boolean;
}

/** Whether a path of the policy is a glob. */
export function isGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

/** Null where the glob is too long. */
export function compileGlob(text: string): PathGlob | null {
  if (text.length > MAX_GLOB_LENGTH) return null;
  const segments: Segment[] = text.split('/').map((segment) => (segment === '**' ? null : tokensOf(segment)));
  // Whatever is below a match is covered too.
  if (segments.at(-1) !== null) segments.push(null);
  return { text, covers: (path) => path.length <= MAX_GLOB_LENGTH && matchSegments(segments, path.split('/')) };
}

function tokensOf(segment: string): Token[] {
  const tokens: Token[] = [];
  const characters = Array.from(segment);
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? '';
    const close = character === '[' ? closingBracket(characters, i) : -1;
    if (close > 0) {
      tokens.push(classOf(characters.slice(i + 1, close)));
      i = close;
    } else if (character === '*') tokens.push({ type: 'run' });
    else tokens.push(character === '?' ? { type: 'any' } : { type: 'character', character });
  }
  return tokens;
}

/** Where a bracket expression ends; a `]` right behind its start belongs to it. -1: it is no such expression. */
function closingBracket(characters: readonly string[], open: number): number {
  const first = characters[open + 1] === '!' || characters[open + 1] === '^' ? open + 2 : open + 1;
  return characters.indexOf(']', first + 1);
}

function classOf(inside: readonly string[]): Token {
  const negated = inside[0] === '!' || inside[0] === '^';
  const members = negated ? inside.slice(1) : inside;
  const ranges: [string, string][] = [];
  for (let i = 0; i < members.length; i++) {
    const low = members[i] ?? '';
    const high = members[i + 1] === '-' ? members[i + 2] : undefined;
    ranges.push([low, high ?? low]);
    if (high !== undefined) i += 2;
  }
  return { type: 'class', negated, ranges };
}

/** The last `**` takes one more segment whenever the rest does not fit; earlier ones never need to be tried again. */
function matchSegments(pattern: readonly Segment[], path: readonly string[]): boolean {
  let p = 0;
  let s = 0;
  let star = -1;
  let resume = 0;
  while (s < path.length) {
    const segment = pattern[p];
    if (segment === null) {
      star = p++;
      resume = s;
    } else if (segment !== undefined && matchTokens(segment, Array.from(path[s] ?? ''))) {
      p++;
      s++;
    } else if (star >= 0) {
      p = star + 1;
      s = ++resume;
    } else return false;
  }
  while (pattern[p] === null) p++;
  return p === pattern.length;
}

function matchTokens(tokens: readonly Token[], text: readonly string[]): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const token = tokens[p];
    if (token?.type === 'run') {
      star = p++;
      resume = t;
    } else if (token !== undefined && matchCharacter(token, text[t] ?? '')) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (tokens[p]?.type === 'run') p++;
  return p === tokens.length;
}

function matchCharacter(token: Token, character: string): boolean {
  if (token.type === 'character') return token.character === character;
  if (token.type === 'class') return token.ranges.some(([low, high]) => low <= character && character <= high) !== token.negated;
  return true;
}
