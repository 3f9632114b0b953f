/**
 * Commands: a name, its arguments and redirections, as PowerShell splits them. Reference: about_Parsing, about_Redirection.
 *
 * INVARIANT: every word of the text is a word of the command; what the shell would take for one argument of several values has them as `elements`.
 */
import type { Piece, Redirection, Word } from '../invocation.ts';
import { endsWord, escaped, isBlank, isDash, isLetter, isNewline, isQuote } from './character.ts';
import { readBlock, readMembers, readPrimary } from './expression.ts';
import { isString, readQuoted, readString } from './quoted.ts';
import type { PositionDraft, Reader } from './reader.ts';
import { readExpansion, readSplat } from './variable.ts';
import { listWord, literalPiece, unknownWord, wordOf } from './word.ts';

const REDIRECTION = /(?:[1-6*]?>>?(?:&[12])?)/y;
const GLOB = /[*?]|\[[^\]\s(){};,|&<>]{0,64}\]/y;

/** A command; it is emitted when its end is reached, behind what its arguments run. */
export function readCommand(reader: Reader, position: PositionDraft): void {
  const start = reader.at;
  const call = readCallOperator(reader);
  if (call !== '' && reader.peek() === '{') return readBlockCall(reader, position, call);
  const redirections: Redirection[] = [];
  const argv: Word[] = [];
  if (call === '.') reader.caution('SH026', start);
  // A name is one word: what follows a quote or a parenthesis without a blank is an argument.
  argv.push(readArgument(reader, true));
  readArguments(reader, argv, redirections);
  reader.emit(argv, redirections, position, start);
}

/** `&`, or a dot in front of what is no part of a name. */
function readCallOperator(reader: Reader): string {
  const c = reader.peek();
  const next = reader.peek(1);
  if (c !== '&' && !(c === '.' && (isBlank(next) || '({$'.includes(next || ' ') || isQuote(next)))) return '';
  reader.at++;
  reader.skipBlanks();
  return c;
}

/** `& { … }`: its commands run here, once. The arguments are values for it. */
function readBlockCall(reader: Reader, position: PositionDraft, call: string): void {
  const start = reader.at++;
  const scope = reader.enclosed(call === '.' ? 'group' : 'block', start, '}');
  const own = reader.scopes[scope];
  if (own !== undefined) own.position = position;
  const redirections: Redirection[] = [];
  readArguments(reader, [], redirections);
  if (redirections.length > 0) reader.emit([], redirections, reader.position(reader.newPipeline(), 0), start);
}

/** Whether a command or a value ends here. */
function isEnd(reader: Reader): boolean {
  const c = reader.peek();
  return c === '' || isNewline(c) || ';|&)}'.includes(c);
}

function readArguments(reader: Reader, argv: Word[], redirections: Redirection[]): void {
  for (reader.skipBlanks(); !isEnd(reader); reader.skipBlanks()) {
    const start = reader.at;
    if (readRedirection(reader, redirections)) continue;
    if (reader.text.startsWith('--%', start) && endsWord(reader.peek(3))) {
      reader.caution('SH027', start);
      readVerbatim(reader, argv);
    } else argv.push(readList(reader));
    if (reader.at === start) {
      reader.at++;
      reader.refuse('SH002', start);
    }
  }
}

/** Redirections behind a value. */
export function readRedirections(reader: Reader): readonly Redirection[] {
  const redirections: Redirection[] = [];
  while (readRedirection(reader, redirections)) reader.skipBlanks();
  return redirections;
}

function readRedirection(reader: Reader, redirections: Redirection[]): boolean {
  const start = reader.at;
  const operator = reader.match(REDIRECTION);
  if (operator === '') return false;
  if (operator.includes('&')) return true;
  reader.skipBlanks();
  if (isEnd(reader)) {
    reader.refuse('SH001', start);
    return true;
  }
  const target = readArgument(reader);
  const [piece] = target.pieces;
  const isNothing = target.pieces.length === 1 && piece?.type === 'parameter' && piece.name === 'null' && piece.operator === '';
  const number = Number.parseInt(operator, 10);
  const fd = Number.isNaN(number) ? null : number;
  const span = { start, end: reader.at };
  if (!isNothing) redirections.push({ operator: operator.endsWith('>>') ? '>>' : '>', fd, target, span });
  return true;
}

/** Behind `--%` the words of a line are a program's own, variables of cmd in them are replaced. */
function readVerbatim(reader: Reader, argv: Word[]): void {
  reader.at += 3;
  const start = reader.at;
  const rest = reader.match(/(?:[^\r\n|&]|&(?!&))*/y);
  let at = start;
  for (const text of rest.split(/(\s+)/)) {
    const span = { start: at, end: at + text.length };
    at = span.end;
    if (text.trim() === '') continue;
    const plain = text.replaceAll('"', '');
    argv.push(text.includes('%') ? unknownWord(span) : wordOf([literalPiece(plain, false, span)], true, span));
  }
}

/** An argument, or several with commas between them. */
function readList(reader: Reader): Word {
  const start = reader.at;
  const elements = [readArgument(reader)];
  for (;;) {
    const end = reader.at;
    reader.skipBlanks();
    if (!reader.take(',')) return elements.length === 1 ? (elements[0] as Word) : listWord(elements, { start, end });
    reader.skipLines();
    if (isEnd(reader)) reader.refuse('SH001', start);
    else elements.push(readArgument(reader));
  }
}

/** One argument: a string, the value of an expression, or a bare word. */
export function readArgument(reader: Reader, isName = false): Word {
  const start = reader.at;
  const c = reader.peek();
  const next = reader.peek(1);
  if (isString(reader)) return readString(reader);
  if (c === '{') return readBlock(reader).word;
  if (c === '(' || ((c === '$' || c === '@') && '({'.includes(next || ' ') && !(c === '$' && next === '{')))
    return reader.nested(() => readOne(reader), unknownWord({ start, end: start }));
  if (c === '@' && isLetter(next)) return wordOf([readSplat(reader)], false, { start, end: reader.at });
  return reader.nested(() => readBare(reader, isName), unknownWord({ start, end: start }));
}

/** A value in parentheses or braces with what is looked up in it; operators behind it are arguments. */
function readOne(reader: Reader): Word {
  const start = reader.at;
  const isHash = reader.peek() === '@' && reader.peek(1) === '{';
  const isArray = reader.peek() === '@' && reader.peek(1) === '(';
  const value = readPrimary(reader);
  return isHash || isArray ? value.word : readMembers(reader, value, start).word;
}

/** A word without quotes around it: text, variables and quoted parts. The name of a command is never a pattern: `?` and `%` are names. */
function readBare(reader: Reader, isName: boolean): Word {
  const start = reader.at;
  const word = new BareWord(reader);
  const isParameter = isDash(reader.peek()) && isLetter(reader.peek(1));
  for (let c = reader.peek(); !endsWord(c); c = reader.peek()) {
    if (c === '`') word.addEscaped();
    else if (c === '$') word.addExpansion();
    else if (isQuote(c) && reader.at > start) word.addQuoted();
    else if (c === ':' && isParameter && word.isName && !endsWord(reader.peek(1))) return word.withValue();
    else if (isName || !word.addGlob()) word.addText(c);
  }
  return word.finish(start);
}

class BareWord {
  readonly #reader: Reader;
  readonly #start: number;
  readonly #pieces: Piece[] = [];
  #texts: string[] = [];
  #textStart: number;
  #isExpanded = false;

  constructor(reader: Reader) {
    this.#reader = reader;
    this.#start = reader.at;
    this.#textStart = reader.at;
  }

  /** Whether all so far is plain text. */
  get isName(): boolean {
    return this.#pieces.length === 0;
  }

  addText(text: string): void {
    this.#texts.push(text);
    this.#reader.at += text.length;
  }

  addEscaped(): void {
    const next = this.#reader.peek(1);
    this.#texts.push(escaped(next));
    this.#reader.at += next === '' ? 1 : 2;
  }

  addQuoted(): void {
    this.#flush();
    this.#pieces.push(...readQuoted(this.#reader));
  }

  /** `*`, `?`, `[…]`: patterns for whoever takes them so. A leading tilde is the home folder. */
  addGlob(): boolean {
    const reader = this.#reader;
    const start = reader.at;
    if (start === this.#start && reader.peek() === '~' && (endsWord(reader.peek(1)) || '/\\'.includes(reader.peek(1)))) {
      reader.at++;
      this.#pieces.push({ type: 'tilde', text: '~', span: { start, end: reader.at } });
      this.#textStart = reader.at;
      return true;
    }
    const text = reader.sees(GLOB) ? this.#takeGlob() : '';
    if (text === '') return false;
    this.#pieces.push({ type: 'glob', text, span: { start, end: reader.at } });
    this.#textStart = reader.at;
    this.#isExpanded = true;
    return true;
  }

  #takeGlob(): string {
    this.#flush();
    return this.#reader.match(GLOB);
  }

  addExpansion(): void {
    const reader = this.#reader;
    const start = reader.at;
    this.#flush();
    const piece = readExpansion(reader);
    if (piece === null) return this.addText('$');
    if (piece.type === 'command') this.#pieces.push(piece);
    else this.#pieces.push(...this.#withMembers(piece, start));
    this.#isExpanded ||= this.#pieces.length === 1;
    this.#textStart = reader.at;
  }

  /** `$x.name`, `$x[0]` at the beginning of a word. */
  #withMembers(piece: Piece, start: number): readonly Piece[] {
    const word = wordOf([piece], false, piece.span);
    if (start !== this.#start) return [piece];
    return readMembers(this.#reader, { word, isText: false, isBlock: false, targets: [] }, start).word.pieces;
  }

  /** `-Name:value`. */
  withValue(): Word {
    const reader = this.#reader;
    this.addText(':');
    this.#flush();
    const value = readList(reader);
    const word = wordOf([...this.#pieces, ...value.pieces], value.single, { start: this.#start, end: reader.at });
    return value.elements === undefined ? word : { ...word, elements: value.elements };
  }

  #flush(): void {
    const { at } = this.#reader;
    if (this.#texts.length > 0) this.#pieces.push(literalPiece(this.#texts.join(''), false, { start: this.#textStart, end: at }));
    this.#texts = [];
    this.#textStart = at;
  }

  finish(start: number): Word {
    this.#flush();
    return wordOf(this.#pieces, this.#pieces.length > 1 || !this.#isExpanded, { start, end: this.#reader.at });
  }
}
