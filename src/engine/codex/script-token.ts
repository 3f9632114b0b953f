/**
 * From an analysis to the tokens that Codex makes of a script: words in the value its rules compare, and what joins commands.
 *
 * INVARIANT: no second parser: each character belongs to a word of an invocation or to a gap between two words; the first that Codex's own
 * parser makes anything else of ends the reading as an obstacle (reference: codex-semantics §2.2; held by a twin in the tests).
 */
import type { Span } from '../../base/index.ts';
import type { Analysis, Assignment, Piece, Word } from '../../shell/index.ts';
import { OBSTACLE_OF_PIECE, type Obstacle, obstacleAt } from './obstacle.ts';

export type Token = WordToken | Joint;

export interface WordToken {
  readonly type: 'word';
  readonly value: string;
  /** Nothing of it is quoted. */
  readonly bare: boolean;
  readonly span: Span;
}

/** `&&`, `||`, `|`, `;` or a newline. */
export interface Joint {
  readonly type: 'joint';
  readonly text: string;
  readonly span: Span;
}

export interface ReadTokens {
  readonly tokens: readonly Token[];
  readonly obstacle: Obstacle | null;
}

/** Reads all tokens, or those in front of the first obstacle. */
export function readTokens(analysis: Analysis, text: string): ReadTokens {
  const reader = new TokenReader(analysis, text);
  return { obstacle: reader.read(), tokens: reader.tokens };
}

/** Blanks and joined lines, or a joint, or a word: what is reserved in bash (`time`, `coproc`, `then`) is mostly not so to Codex. */
const GAP = /(?:[\t\v\f\r ]|\\\r?\n)+|(&&|\|\||[|;]|\n+)|((?:[^\t\n\v\f\r *?[\]{}~^$`\\'"<>()|&;#]|'[^']*'|"(?:[^"$`\\]|\\[^"$`])*")+)/y;
/** The quoted stretches of such a word. */
const QUOTED = /'([^']*)'|"([^"]*)"/g;
const JOINED_END = /\\(?:\r?\n|[\t\v\f ])[\t\v\f\r ]*$/;
const JOINED_LINE = /\\\r?\n/y;
const JOINED_LINES = /\\\r?\n/g;
const CONTINUED = /\\(?:\r?\n|[\t\v\f ])/y;
/** What Codex does not take literally outside quotes. */
const ACTIVE = /[*?[\]{}~^#$`\\'"<>()|&;]/;
/** What it does not take literally inside double quotes. */
const ACTIVE_IN_QUOTES = /[$`]|\\"/;
/** Operators wherever they stand alone or in front of a quote. */
const COMPARISONS: ReadonlySet<string> = new Set(['==', '=~']);
/** A number that lacks its digits. */
const BASE = /^-?(?:0x)?[0-9]+#$/;
const BYTE_ORDER_MARK = /^\ufeff/;
const ESCAPED_BLANK = /^\\[\t\v\f ]$/;
const QUOTES = /['"]/;
/** These end a word, for bash only some of them. */
const BLANKS = /[\t\n\v\f\r ]+/;

class TokenReader {
  readonly tokens: Token[] = [];
  readonly #analysis: Analysis;
  readonly #text: string;
  /** All in front is read. */
  #at = 0;
  #value = '';
  #bare = true;
  #inQuotes = false;
  #start = 0;

  constructor(analysis: Analysis, text: string) {
    this.#analysis = analysis;
    this.#text = text;
  }

  read(): Obstacle | null {
    for (const word of wordsOf(this.#analysis)) {
      const obstacle = this.#gap(word.span.start) ?? this.#word(word);
      if (obstacle !== null) return obstacle;
    }
    return this.#gap(this.#text.length) ?? this.#end();
  }

  /** Codex's parser fails on a backslash that joins the last line to nothing. */
  #end(): Obstacle | null {
    const found = JOINED_END.exec(this.#text);
    return found === null ? null : { kind: 'syntax', span: { start: found.index, end: this.#text.length } };
  }

  #obstacle(): Obstacle {
    return obstacleAt(this.#analysis, this.#text, this.#at);
  }

  /** What stands between two words. */
  #gap(end: number): Obstacle | null {
    while (this.#at < end) {
      GAP.lastIndex = this.#at;
      const found = GAP.exec(this.#text);
      const span = { start: this.#at, end: Math.min(GAP.lastIndex, end) };
      if (found === null) return this.#obstacle();
      const [, joint, word] = found;
      const fault = word === undefined ? null : this.#faultOfRun(word);
      if (fault !== null) return { kind: fault, span };
      const isNewline = joint?.startsWith('\n') === true;
      if (joint !== undefined && !(isNewline && this.#continues(span.end)))
        this.tokens.push({ type: 'joint', text: isNewline ? '\n' : joint, span });
      else if (word !== undefined) this.tokens.push({ type: 'word', value: word.replace(QUOTED, '$1$2'), bare: !QUOTES.test(word), span });
      this.#at = span.end;
    }
    return this.#at === end ? null : this.#obstacle();
  }

  /** Newlines directly in front of a joined line, or of an escaped blank, are no end of a command to Codex's parser. */
  #continues(at: number): boolean {
    CONTINUED.lastIndex = at;
    return CONTINUED.test(this.#text);
  }

  #word({ pieces, span }: Pick<Word, 'span' | 'pieces'>): Obstacle | null {
    this.#start = span.start;
    for (const piece of pieces) {
      const obstacle = this.#seam(piece.span.start) ?? this.#piece(piece);
      if (obstacle !== null) return obstacle;
    }
    const obstacle = this.#seam(span.end);
    if (obstacle !== null || this.#inQuotes) return obstacle ?? this.#obstacle();
    this.#cut(Math.max(this.#at, span.end));
    return null;
  }

  /** What stands between two pieces of a word: double quotes, and lines joined by a backslash. */
  #seam(end: number): Obstacle | null {
    while (this.#at < end) {
      const c = this.#text.charAt(this.#at);
      if (c === '"') {
        this.#inQuotes = !this.#inQuotes;
        this.#bare = false;
        this.#at++;
      } else if (this.#inQuotes && !ACTIVE_IN_QUOTES.test(c)) {
        this.#value += c;
        this.#at++;
      } else if (!this.#joinedLine()) return this.#obstacle();
    }
    return null;
  }

  /** A joined line ends a word, other than in bash. */
  #joinedLine(): boolean {
    JOINED_LINE.lastIndex = this.#at;
    if (this.#inQuotes || !JOINED_LINE.test(this.#text)) return false;
    this.#cut(this.#at);
    this.#at = JOINED_LINE.lastIndex;
    this.#start = this.#at;
    return true;
  }

  /** An escaped blank is a blank where no bare text stands in front of it. */
  #escapedBlank(source: string): boolean {
    const afterBare = this.#value !== '' && !QUOTES.test(this.#text.charAt(this.#at - 1));
    if (!ESCAPED_BLANK.test(source) || (source.endsWith(' ') && afterBare)) return false;
    this.#cut(this.#at);
    this.#start = this.#at + source.length;
    return true;
  }

  #piece(piece: Piece): Obstacle | null {
    const { span } = piece;
    if (piece.type !== 'literal') return { kind: OBSTACLE_OF_PIECE[piece.type], span };
    const source = this.#text.slice(span.start, span.end);
    if (!piece.quoted) return this.#bareRun(source, span);
    if (this.#inQuotes) {
      if (ACTIVE_IN_QUOTES.test(source)) return { kind: source.startsWith('\\') ? 'backslash' : 'expansion', span };
      this.#value += source;
    } else if (source.startsWith("'") || source === '""') {
      this.#value += source.slice(1, -1);
      this.#bare = false;
    } else if (!this.#joinedLine() && !this.#escapedBlank(source))
      return { kind: source.startsWith('$') ? 'expansion' : 'backslash', span };
    this.#at = Math.max(this.#at, span.end);
    return null;
  }

  #bareRun(text: string, span: Span): Obstacle | null {
    const source = text.replace(JOINED_LINES, (joined) => ' '.repeat(joined.length));
    const active = ACTIVE.exec(source);
    if (active !== null) {
      const start = span.start + active.index;
      return { kind: OBSTACLE_OF_CHARACTER[active[0]] ?? 'syntax', span: { start, end: start + 1 } };
    }
    for (const [at, run] of source.split(BLANKS).entries()) {
      if (at > 0) this.#cut(span.end);
      const fault = this.#value === '' && this.#bare ? this.#faultOfRun(run) : null;
      if (fault !== null) return { kind: fault, span };
      this.#value += span.start === 0 && at === 0 ? run.replace(BYTE_ORDER_MARK, '') : run;
    }
    this.#at = span.end;
    return null;
  }

  /** What Codex's parser takes the start of a word for, if not for a word. */
  #faultOfRun(run: string): Obstacle['kind'] | null {
    if (run.startsWith('#')) return 'comment';
    if (BASE.test(run)) return 'syntax';
    return COMPARISONS.has(run) && this.tokens.at(-1)?.type === 'word' ? 'operator' : null;
  }

  #cut(end: number): void {
    if (this.#value !== '' || !this.#bare) {
      const span = { start: this.#start, end };
      this.tokens.push({ type: 'word', value: this.#value, bare: this.#bare, span });
    }
    this.#value = '';
    this.#bare = true;
    this.#start = end;
  }
}

/** All words in the order of the text; assignments are words where they do not stand first, as behind `time`. */
function wordsOf({ invocations, scopes }: Analysis): readonly Pick<Word, 'span' | 'pieces'>[] {
  const assigned = invocations.flatMap((each) => each.assignments.map(wordOfAssignment));
  const listed = scopes.flatMap((scope) => scope.words);
  const words = invocations.flatMap((each) => each.argv);
  return assigned.length + listed.length === 0 ? words : [...words, ...assigned, ...listed].sort((a, b) => a.span.start - b.span.start);
}

function wordOfAssignment({ span, value }: Assignment): Pick<Word, 'span' | 'pieces'> {
  const name = { start: span.start, end: value?.span.start ?? span.end };
  return { span, pieces: [{ type: 'literal', text: '', quoted: false, span: name }, ...(value?.pieces ?? [])] };
}

const OBSTACLE_OF_CHARACTER: Readonly<Record<string, Obstacle['kind']>> = {
  '\\': 'backslash',
  $: 'expansion',
  '`': 'substitution',
  '*': 'pattern',
  '?': 'pattern',
  '[': 'pattern',
  ']': 'pattern',
  '{': 'pattern',
  '}': 'pattern',
  '~': 'pattern',
  '^': 'pattern',
  '#': 'comment',
};
