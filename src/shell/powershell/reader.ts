/**
 * A PowerShell text while it is read: where reading stands, what was found, and which scope that belongs to.
 *
 * INVARIANT: `at` never goes back; whatever is left out or not understood is a refusal, of which the first is kept.
 */
import { MAX_DEPTH } from '../../../wasm/limits.ts';
import { CODES, type Code } from '../../base/index.ts';
import type { Assignment, Invocation, Position, Redirection, Refusal, Scope, Word } from '../invocation.ts';
import { isBlank, isNewline } from './character.ts';
import type { Target } from './target.ts';

/** What an expression gives. */
export interface Value {
  readonly word: Word;
  /** A string for certain. */
  readonly isText: boolean;
  /** A script block. */
  readonly isBlock: boolean;
  /** What `=` behind it would change; empty where that is an error. */
  readonly targets: readonly Target[];
}

/** The parts of the grammar that stand inside of all others. */
export interface Grammar {
  /** Statements up to a closing character, or the end of the text. */
  readonly statements: (reader: Reader, close: string) => void;
  /** One statement, or a part of one (what is assigned); what it gives as far as that is known. */
  readonly value: (reader: Reader) => Value;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };
export type PositionDraft = Draft<Position>;

const NO_WORDS: readonly Word[] = [];
const NO_ASSIGNMENTS: readonly Assignment[] = [];

export class Reader {
  readonly text: string;
  readonly grammar: Grammar;
  at = 0;
  /** The scope that commands stand in. */
  scope = 0;
  /** Whether what is read next may not run. */
  conditional = false;
  /** Whether what is read next is the value of a variable: nothing prints it. */
  isAssigned = false;
  /** Whether what values print is put into a word: `$( )`. */
  isCaptured = false;
  readonly invocations: Invocation[] = [];
  readonly scopes: Draft<Scope>[] = [];
  readonly cautions: Refusal[] = [];
  refused: Refusal | null = null;
  #depth = 0;
  #pipelines = 0;
  /** The next scope is captured. */
  #captures = false;

  constructor(text: string, grammar: Grammar) {
    this.text = text;
    this.grammar = grammar;
    this.scopes.push(this.#scope('text', 0));
  }

  /** The character at a distance; empty behind the end. */
  peek(distance = 0): string {
    return this.text[this.at + distance] ?? '';
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Takes a text that stands here. */
  take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Takes what a sticky expression finds here; empty for nothing. */
  match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  /** The same without taking it. */
  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  /** Blanks, comments, and line ends behind a backtick. */
  skipBlanks(): void {
    for (;;) {
      const c = this.peek();
      if (isBlank(c)) this.at++;
      else if (c === '`' && isNewline(this.peek(1))) this.at += this.text.startsWith('\r\n', this.at + 1) ? 3 : 2;
      else if (c === '#') this.#skipLine();
      else if (c === '<' && this.peek(1) === '#') this.#skipComment();
      else return;
    }
  }

  #skipLine(): void {
    while (!this.isAtEnd && !isNewline(this.peek())) this.at++;
  }

  #skipComment(): void {
    const end = this.text.indexOf('#>', this.at + 2);
    if (end < 0) this.refuse('SH001', this.at);
    this.at = end < 0 ? this.text.length : end + 2;
  }

  /** Blanks and line ends; with `;` where statements stand. */
  skipLines(separator = ''): void {
    for (;;) {
      this.skipBlanks();
      const c = this.peek();
      if (!isNewline(c) && (c === '' || c !== separator)) return;
      this.at++;
    }
  }

  refuse(code: Code, start: number): void {
    this.refused ??= this.#refusal(code, start);
  }

  caution(code: Code, start: number): void {
    if (this.cautions.length === 0 || this.cautions.every((each) => each.code !== code)) this.cautions.push(this.#refusal(code, start));
  }

  #refusal(code: Code, start: number): Refusal {
    return { code, message: CODES[code], span: { start, end: Math.max(start, Math.min(this.at, this.text.length)) } };
  }

  /** Reads something in something; LIMIT: MAX_DEPTH levels, the rest of the text is not read. */
  nested<T>(read: () => T, otherwise: T): T {
    if (this.#depth >= MAX_DEPTH) {
      this.refuse('SH007', this.at);
      this.at = this.text.length;
      return otherwise;
    }
    this.#depth++;
    const value = read();
    this.#depth--;
    return value;
  }

  /** Reads what a scope holds; gives the number of the scope. */
  inScope(type: Scope['type'], start: number, read: () => void, { name = '', words = NO_WORDS }: Partial<Scope> = {}): number {
    const index = this.scopes.length;
    const { scope, conditional, isAssigned, isCaptured } = this;
    const own = { ...this.#scope(type, start), parent: scope, name, words };
    this.scopes.push(own);
    this.scope = index;
    this.conditional = false;
    this.isAssigned = false;
    this.isCaptured = this.#captures;
    this.#captures = false;
    this.nested(read, undefined);
    this.scope = scope;
    this.conditional = conditional;
    this.isAssigned = isAssigned;
    this.isCaptured = isCaptured;
    own.span = { start, end: this.at };
    return index;
  }

  /** Statements between an opening character, which was taken, and the closing one. */
  enclosed(type: Scope['type'], start: number, close: string, more: Partial<Scope> = {}): number {
    const read = () => {
      this.grammar.statements(this, close);
      if (!this.take(close)) this.refuse(this.isAtEnd ? 'SH001' : 'SH002', start);
    };
    return this.inScope(type, start, read, more);
  }

  /** `$( … )`, of which the opening was taken. */
  captured(start: number): number {
    this.#captures = true;
    return this.enclosed('group', start, ')');
  }

  #scope(type: Scope['type'], start: number): Draft<Scope> {
    const span = { start, end: this.text.length };
    return { type, parent: 0, name: '', words: NO_WORDS, redirections: [], position: this.position(this.newPipeline(), 0), span };
  }

  newPipeline(): number {
    return this.#pipelines++;
  }

  position(pipeline: number, index: number): PositionDraft {
    return { pipeline, index, piped: false, conditional: this.conditional, background: false, negated: false };
  }

  emit(argv: readonly Word[], redirections: readonly Redirection[], position: Position, start: number): void {
    this.invocations.push({
      argv,
      assignments: NO_ASSIGNMENTS,
      redirections,
      scope: this.scope,
      position,
      span: { start, end: this.at },
    });
  }

  /** A variable is given a value. */
  emitAssignment(name: string, value: Word, start: number): void {
    const span = { start, end: this.at };
    const assignment: Assignment = { name, append: false, subscript: null, value, elements: null, span };
    const position = this.position(this.newPipeline(), 0);
    this.invocations.push({ argv: NO_WORDS, assignments: [assignment], redirections: [], scope: this.scope, position, span });
  }
}
