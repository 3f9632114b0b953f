/**
 * `for [/d|/r FOLDER|/l|/f OPTIONS] %i in (SET) do`: what a loop goes through.
 *
 * INVARIANT: what is not certain to be one of the words of the loop has no value. Reference: `for /?`.
 */
import type { Piece, Redirection, Word } from '../invocation.ts';
import { isBlank, isDelimiter, type Line, LineDraft, sliceLine, spanOf } from './line.ts';
import { splitTail, wordOf } from './words.ts';

export interface LoopHead {
  readonly kind: 'words' | 'folders' | 'numbers' | 'below' | 'lines';
  /** Options of `/f`, the folder of `/r`. */
  readonly given: Line | null;
  readonly letter: string;
  /** Variables that the loop sets: `/f` may set those behind its own as well. */
  readonly letters: string;
  readonly set: Line;
  /** Where the command begins. */
  readonly line: Line;
  readonly at: number;
}

const KINDS: Readonly<Record<string, LoopHead['kind']>> = { d: 'folders', l: 'numbers', r: 'below', f: 'lines' };

/** Reads up to `do`; null where that is not what stands there. `more` gives the next line: a set may stand on several. */
export function readLoopHead(line: Line, start: number, more: () => Line | null): LoopHead | null {
  const reader = new HeadReader(line, start, more);
  let kind: LoopHead['kind'] = 'words';
  let given: Line | null = null;
  reader.skip();
  while (reader.peek() === '/') {
    kind = KINDS[reader.letter()] ?? kind;
    reader.skip();
    while (reader.peek() !== '%' && reader.peek() !== '/' && reader.peek() !== undefined) {
      given = reader.word();
      reader.skip();
    }
  }
  if (reader.peek() !== '%') return null;
  const letter = reader.letter();
  if (letter === '' || !reader.keyword('in') || !reader.open()) return null;
  const set = reader.set();
  if (set === null || !reader.keyword('do')) return null;
  const letters = kind === 'lines' ? following(letter) : letter;
  return { kind, given, letter, letters, set, line: reader.line, at: reader.at };
}

/** `tokens=1-3` sets the variables behind the loop's own as well. */
function following(letter: string): string {
  if (!/^[A-Za-z]$/.test(letter)) return letter;
  const all = letter < 'a' ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' : 'abcdefghijklmnopqrstuvwxyz';
  return all.slice(all.indexOf(letter));
}

class HeadReader {
  line: Line;
  at: number;
  readonly #more: () => Line | null;

  constructor(line: Line, at: number, more: () => Line | null) {
    this.line = line;
    this.at = at;
    this.#more = more;
  }

  peek(): string | undefined {
    return this.line.text[this.at];
  }

  skip(): void {
    while (isDelimiter(this.peek()) || (this.peek() === '^' && isDelimiter(this.line.text[this.at + 1]))) this.at++;
  }

  /** The character behind a sign, in small letters behind a slash. */
  letter(): string {
    const isSwitch = this.peek() === '/';
    this.at++;
    if (this.peek() === '^') this.at++;
    const letter = this.peek() ?? '';
    this.at++;
    return isSwitch ? letter.toLowerCase() : letter;
  }

  /** A word with its quotes. */
  word(): Line {
    const draft = new LineDraft();
    let quoted = false;
    for (; this.peek() !== undefined; this.at++) {
      if (this.peek() === '"') quoted = !quoted;
      else if (!quoted && isBlank(this.peek())) break;
      else if (!quoted && this.peek() === '^') continue;
      draft.addFrom(this.line, this.at);
    }
    return draft.finish(this.line.places[this.at] ?? this.line.end);
  }

  /** Skips a keyword, carets looked through; false where it does not stand here. */
  keyword(word: string): boolean {
    this.skip();
    let found = '';
    while (found.length < word.length && this.peek() !== undefined) {
      if (this.peek() !== '^') found += this.peek() ?? '';
      this.at++;
    }
    return found.toLowerCase() === word;
  }

  open(): boolean {
    this.skip();
    if (this.peek() !== '(') return false;
    this.at++;
    return true;
  }

  /** Up to the closing parenthesis, carets carried out; null where there is none. */
  set(): Line | null {
    const draft = new LineDraft();
    let quoted = false;
    for (;;) {
      const character = this.peek();
      if (character === undefined) {
        if (!this.#next(draft)) return null;
        quoted = false;
        continue;
      }
      if (character === '"') quoted = !quoted;
      if (!quoted && character === ')') break;
      if (!quoted && character === '^') this.at++;
      if (this.peek() !== undefined) draft.addFrom(this.line, this.at++);
    }
    const end = this.line.places[this.at] ?? this.line.end;
    this.at++;
    return draft.finish(end);
  }

  /** Words of a set may stand on several lines. */
  #next(draft: LineDraft): boolean {
    const next = this.#more();
    if (next === null) return false;
    draft.add(' ', this.line.end);
    this.line = next;
    this.at = 0;
    return true;
  }
}

/** What a set comes to. */
interface LoopSet {
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
  /** A command whose output the loop goes through. */
  readonly command: Line | null;
}

/** `scope` is the index that the commands of the set will have. */
export function readLoopSet({ kind, given }: LoopHead, set: Line, scope: number): LoopSet {
  if (kind === 'lines') return readLines(set, given, scope);
  if (kind === 'numbers') return { words: [numberWord(set)], redirections: [], command: null };
  const words = splitTail(set, 'builtin').map(withPatterns);
  return { words: kind === 'below' ? words.map((word) => belowWord(word, given)) : words, redirections: [], command: null };
}

function numberWord(set: Line): Word {
  const span = spanOf(set);
  return { value: null, single: true, quoted: true, span, pieces: [{ type: 'arithmetic', text: '', quoted: true, span }] };
}

/** `*.txt` stands for the files that are there. */
function withPatterns(word: Word): Word {
  const pieces = word.pieces.flatMap(patternPieces);
  return pieces.some(({ type }) => type === 'glob') ? { ...word, value: null, single: false, pieces } : word;
}

/** What stands in front of a pattern's last folder is plain text. */
function patternPieces(piece: Piece): Piece[] {
  const wild = piece.type === 'literal' ? piece.text.search(/[*?]/) : -1;
  if (piece.type !== 'literal' || wild < 0) return [piece];
  const { text, span } = piece;
  const folder = Math.max(text.lastIndexOf('/', wild), text.lastIndexOf('\\', wild)) + 1;
  const glob: Piece = { type: 'glob', text: text.slice(folder), span };
  return folder === 0 ? [glob] : [{ ...piece, text: text.slice(0, folder) }, glob];
}

/** A name or pattern in a folder and all folders below it. */
function belowWord(word: Word, folder: Line | null): Word {
  const base = folder === null ? [] : wordOf(folder).pieces;
  const { span } = word;
  const between: Piece = { type: 'glob', text: base.length === 0 ? './**/' : '/**/', span };
  return { ...word, value: null, single: false, pieces: [...base, between, ...word.pieces] };
}

/** `('command')`, `("text")`, `(file)`; with `usebackq` a command stands in backquotes and a text in single ones. */
function readLines(set: Line, options: Line | null, scope: number): LoopSet {
  const from = set.text.length - set.text.trimStart().length;
  const to = set.text.trimEnd().length;
  const inner = sliceLine(set, from, Math.max(to, from));
  const quote = inner.text[0] ?? '';
  const isClosed = inner.text.length > 1 && inner.text.endsWith(quote);
  const isBackquoted = options !== null && /usebackq/i.test(options.text);
  // Options that are not known may make either of both a command.
  const isCommand = quote === '`' || (quote === "'" && (!isBackquoted || options?.text.includes('\0') === true));
  if (isCommand && isClosed) {
    const command = sliceLine(inner, 1, inner.text.length - 1);
    return { words: [outputWord(command, scope)], redirections: [], command };
  }
  if (isClosed && ((quote === '"' && !isBackquoted) || (quote === "'" && isBackquoted)))
    return { words: [firstToken(sliceLine(inner, 1, inner.text.length - 1), options)], redirections: [], command: null };
  const files = splitTail(inner, 'builtin');
  const redirections = files.map((target): Redirection => ({ operator: '<', fd: null, target, span: target.span }));
  return { words: [], redirections, command: null };
}

function outputWord(command: Line, scope: number): Word {
  const span = spanOf(command);
  return { value: null, single: false, quoted: false, span, pieces: [{ type: 'command', scope, quoted: false, span }] };
}

/** What a text is split into depends on the options: without them at blanks, and the first part counts. */
function firstToken(text: Line, options: Line | null): Word {
  const word = wordOf(text, false);
  if (options === null && !/\s/.test(text.text)) return word;
  const span = spanOf(text);
  const rest: Piece = { type: 'parameter', name: '%', operator: '@~', quoted: false, span };
  return { ...word, value: null, single: false, pieces: [...word.pieces, rest] };
}
