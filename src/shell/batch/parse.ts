/**
 * The second phase of cmd.exe: separators, parentheses, quotes, carets, redirections and the keywords `if`, `for`, `rem`; then what each
 * command is (`command.ts`).
 *
 * A line is expanded when it is asked for, so that a block sees the variables from in front of it. A text that a child `cmd` reads once more
 * (either side of a pipe, `for /f ('…')`) is parsed from the characters that are left by then.
 * INVARIANT: every command of the text becomes an invocation, whatever surrounds it; never throws, and takes time in proportion to the text.
 * LIMIT: MAX_DEPTH blocks, loops, conditions and texts inside each other.
 * Reference: `cmd /?`, `if /?`, `for /?`.
 */
import { MAX_DEPTH } from '../../../wasm/limits.ts';
import type { Redirection, Scope } from '../invocation.ts';
import { type Command, readCommand, tailWord } from './command.ts';
import type { AnalysisDraft, OpenPosition } from './draft.ts';
import { readLoopHead, readLoopSet } from './for-loop.ts';
import { expandLoopVariables } from './for-variable.ts';
import { isDelimiter, type Line, LineDraft, sliceLine, spanOf } from './line.ts';
import { expandPercents } from './percent.ts';
import type { BatchState } from './state.ts';
import { wordOf } from './words.ts';

/** Where a command stands. */
interface Place {
  readonly scope: number;
  /** It may not run, or run again. */
  readonly unsure: boolean;
  readonly isLoop: boolean;
  readonly depth: number;
  /** Parentheses end it. */
  readonly inBlock: boolean;
  /** Variables of the loops around it. */
  readonly letters: string;
}

const TAIL_PROGRAMS: ReadonlySet<string> = new Set(['cmd', 'call', 'start']);
const NO_LINE: Line = { text: '', places: [], unknowns: [], end: 0 };

export class BatchParser {
  readonly #lines: readonly Line[];
  readonly #draft: AnalysisDraft;
  readonly #state: BatchState;
  /** Letters that loops of the whole text use. */
  readonly #letters: string;
  #nextLine = 0;
  #line: Line = NO_LINE;
  #at = 0;

  constructor(lines: readonly Line[], letters: string, draft: AnalysisDraft, state: BatchState) {
    this.#lines = lines;
    this.#letters = letters;
    this.#draft = draft;
    this.#state = state;
  }

  /** Reads all lines. */
  parse(place: Place): void {
    while (this.#advance()) {
      this.#sequence({ ...place, inBlock: false });
      if (this.#peek() === ')') this.#skipParenthesis(place);
      if (place.depth === 0) this.#state.endLine();
    }
  }

  /** A parenthesis that nothing opened: what is behind it is no command to cmd.exe, but it is looked at. */
  #skipParenthesis(place: Place): void {
    while (this.#peek() === ')') {
      this.#refuse('SH002');
      this.#at++;
      this.#sequence({ ...place, inBlock: false });
    }
  }

  #peek(): string | undefined {
    return this.#line.text[this.#at];
  }

  get #here(): number {
    return this.#line.places[this.#at] ?? this.#line.end;
  }

  #refuse(code: 'SH001' | 'SH002' | 'SH007'): void {
    this.#draft.refuse(code, this.#here, this.#here + 1);
  }

  #odd(start: number): void {
    this.#draft.caution('SH051', start, start + 1);
  }

  /** The next line, its variables put in. */
  #advance(): boolean {
    const raw = this.#lines[this.#nextLine];
    if (raw === undefined) return false;
    this.#nextLine++;
    this.#line = expandPercents(raw, {
      variables: this.#state.variables,
      letters: this.#letters,
      budget: this.#state,
      unsafe: (at) => this.#draft.caution('SH050', at, at + 1),
      usesOwn: () => this.#state.noteOwn(),
    });
    this.#at = 0;
    return true;
  }

  /** Commands up to the end of the line, or of the block. */
  #sequence(place: Place): void {
    let conditional = false;
    for (;;) {
      this.#skipDelimiters();
      const next = this.#peek();
      if (next === undefined) {
        if (!place.inBlock) return;
        if (!this.#advance()) return this.#refuse('SH001');
        conditional = false;
        continue;
      }
      if (next === ')') return;
      if (next === '&' || next === '|') {
        // Nothing in front of a separator is a syntax error.
        this.#refuse('SH002');
        this.#at++;
        continue;
      }
      this.#pipeline(place, conditional);
      const operator = this.#separator();
      if (operator === '' && this.#peek() !== undefined && this.#peek() !== ')') this.#refuse('SH002');
      conditional = operator === '&&' || operator === '||' || (conditional && operator !== '&' && operator !== '');
    }
  }

  #skipDelimiters(): void {
    while (isDelimiter(this.#peek()) || this.#peek() === '@') this.#at++;
  }

  /** Behind a `|` in a block the command may stand on another line. */
  #skipBlanks(place: Place): void {
    do this.#skipDelimiters();
    while (this.#peek() === undefined && place.inBlock && this.#advance());
  }

  /** `&`, `&&`, `||`; a single `|` is the pipeline's. */
  #separator(): string {
    const { text } = this.#line;
    const operator = ['&&', '||', '&'].find((each) => text.startsWith(each, this.#at)) ?? '';
    this.#at += operator.length;
    return operator;
  }

  #pipeline(place: Place, conditional: boolean): void {
    const pipeline = this.#draft.nextPipeline();
    const mark = this.#state.set.length;
    for (let index = 0; ; index++) {
      const position = this.#draft.position(pipeline, index, conditional || place.unsure);
      this.#command(position, conditional ? { ...place, unsure: true } : place);
      const isPiped = this.#peek() === '|' && this.#line.text[this.#at + 1] !== '|';
      position.piped = isPiped;
      if (isPiped || index > 0) this.#state.undoSince(mark);
      if (!isPiped) return;
      this.#at++;
      this.#skipBlanks(place);
    }
  }

  #command(position: OpenPosition, place: Place): void {
    if (place.depth > MAX_DEPTH) return this.#giveUp();
    this.#skipDelimiters();
    const start = this.#here;
    const redirections: Redirection[] = [];
    this.#redirections(redirections, place);
    this.#skipDelimiters();
    if (this.#peek() === '(') return this.#block(position, place, redirections);
    if (this.#peek() === ':') return this.#label(place);
    const keyword = this.#keyword();
    if (keyword === 'rem' && this.#comment()) return;
    if (keyword === 'if') return this.#condition(position, place, start, redirections);
    if (keyword === 'for') return this.#loop(position, place, start, redirections);
    this.#simple(position, place, redirections);
  }

  #giveUp(): void {
    this.#refuse('SH007');
    this.#at = this.#line.text.length;
    while (this.#advance()) this.#at = this.#line.text.length;
  }

  /** The keyword that stands here, carets looked through. */
  #keyword(): string {
    let word = '';
    for (let at = this.#at; at < this.#line.text.length && word.length < 4; at++) {
      const character = this.#line.text[at] ?? '';
      if (character === '^') continue;
      if (!/[A-Za-z]/.test(character)) return /[\s,;=/("&|<>)]/.test(character) ? word.toLowerCase() : '';
      word += character;
    }
    return word.toLowerCase();
  }

  #skipKeyword(letters: number): void {
    for (let left = letters; left > 0; this.#at++) if (this.#peek() !== '^') left--;
  }

  /** `rem TEXT` is a comment up to the end of the line; without a text it ends where any command does. */
  #comment(): boolean {
    const before = this.#at;
    this.#skipKeyword(3);
    if (this.#peek() !== undefined && !isDelimiter(this.#peek())) {
      this.#at = before;
      return false;
    }
    while (isDelimiter(this.#peek())) this.#at++;
    if (!/[&|<>)]/.test(this.#peek() ?? '')) this.#at = this.#line.text.length;
    return true;
  }

  /** A label, or `::`: the line is none of commands. In a block it depends on what stands behind it. */
  #label(place: Place): void {
    if (place.inBlock) this.#odd(this.#here);
    if (place.inBlock && /[&|)]/.test(this.#line.text.slice(this.#at))) {
      while (this.#peek() !== undefined && !/[&|)]/.test(this.#peek() ?? '')) this.#at++;
    } else this.#at = this.#line.text.length;
  }

  #block(position: OpenPosition, place: Place, redirections: Redirection[]): void {
    const start = this.#here;
    this.#at++;
    const scope = this.#draft.open({
      type: 'group',
      parent: place.scope,
      name: '',
      words: [],
      redirections,
      position,
      span: { start, end: start + 1 },
    });
    this.#sequence({ ...place, scope, inBlock: true, depth: place.depth + 1 });
    if (this.#peek() === ')') this.#at++;
    this.#endScope(scope);
    this.#redirections(redirections, place);
  }

  /** Redirections in front of a command, or behind a block. */
  #redirections(redirections: Redirection[], place: Place): void {
    const draft = new LineDraft();
    for (;;) {
      while (isDelimiter(this.#peek()) || this.#peek() === '@') this.#at++;
      const next = this.#peek() ?? '';
      if (/[0-9]/.test(next) && /[<>]/.test(this.#line.text[this.#at + 1] ?? '')) draft.addFrom(this.#line, this.#at++);
      else if (next === '<' || next === '>') this.#redirection(draft, redirections, place);
      else return;
    }
  }

  #endScope(index: number): void {
    const scope = this.#draft.scopes[index];
    if (scope !== undefined)
      this.#draft.scopes[index] = { ...scope, span: { start: scope.span.start, end: Math.max(this.#here, scope.span.start + 1) } };
  }

  /** `if [/i] [not] CONDITION COMMAND [else COMMAND]`. */
  #condition(position: OpenPosition, place: Place, start: number, redirections: readonly Redirection[]): void {
    this.#skipKeyword(2);
    const scope = this.#draft.open({
      type: 'if',
      parent: place.scope,
      name: '',
      words: [],
      redirections,
      position,
      span: { start, end: start + 1 },
    });
    const inner: Place = { ...place, scope, unsure: true, depth: place.depth + 1 };
    let word = this.#token();
    while (word === '/i' || word === 'not') word = this.#token();
    if (ONE_OPERAND.has(word)) this.#token();
    else if (word === '' && this.#peek() !== '=') this.#refuse('SH002');
    else this.#comparison();
    this.#branch(inner);
    if (this.#keyword() === 'else') {
      this.#skipKeyword(4);
      this.#branch(inner);
    }
    this.#endScope(scope);
  }

  #comparison(): void {
    while (isDelimiter(this.#peek()) && this.#peek() !== '=') this.#at++;
    if (this.#peek() === '=') while (this.#peek() === '=') this.#at++;
    else this.#token();
    this.#token();
  }

  /** A word of a condition, in small letters. */
  #token(): string {
    while (isDelimiter(this.#peek())) this.#at++;
    let word = '';
    let quoted = false;
    for (; this.#peek() !== undefined; this.#at++) {
      const character = this.#peek() ?? '';
      if (character === '"') quoted = !quoted;
      else if (!quoted && (isDelimiter(character) || '&|<>'.includes(character))) break;
      else if (!quoted && character === '^') {
        this.#at++;
        word += this.#peek() ?? '';
        continue;
      }
      if (word.length < 24) word += character;
    }
    return word.toLowerCase();
  }

  /** A block, or all that is left of the line. */
  #branch(place: Place): void {
    while (isDelimiter(this.#peek()) || this.#peek() === '@') this.#at++;
    if (this.#peek() === undefined || this.#peek() === ')') return this.#refuse('SH002');
    if (this.#peek() === '(') {
      this.#pipeline(place, true);
      while (isDelimiter(this.#peek())) this.#at++;
    } else this.#restOfLine(place);
  }

  /** Commands up to the end of the line; in a block its other lines are none of them. */
  #restOfLine(place: Place): void {
    for (;;) {
      this.#skipDelimiters();
      if (this.#peek() === undefined || this.#peek() === ')') return;
      if (this.#peek() === '&' || this.#peek() === '|') {
        this.#refuse('SH002');
        this.#at++;
        continue;
      }
      this.#pipeline(place, true);
      if (this.#separator() === '' && this.#peek() !== undefined && this.#peek() !== ')') this.#refuse('SH002');
    }
  }

  /** `for [/d|/r|/l|/f] %i in (SET) do COMMAND`. */
  #loop(position: OpenPosition, place: Place, start: number, before: readonly Redirection[]): void {
    this.#skipKeyword(3);
    const head = readLoopHead(this.#line, this.#at, () => (this.#advance() ? this.#line : null));
    if (head === null) {
      this.#refuse('SH002');
      return this.#restOfLine({ ...place, unsure: true, isLoop: true, depth: place.depth + 1 });
    }
    this.#line = head.line;
    this.#at = head.at;
    const set = expandLoopVariables(this.#state.expandDelayed(head.set, true), place.letters);
    const { words, redirections, command } = readLoopSet(head, set, this.#draft.scopes.length + 1);
    const name = `%${head.letter}`;
    const scope = this.#draft.open({
      type: 'for',
      parent: place.scope,
      name,
      words,
      redirections: [...before, ...redirections],
      position,
      span: { start, end: start + 1 },
    });
    const inner: Place = { ...place, scope, unsure: true, isLoop: true, depth: place.depth + 1, letters: place.letters + head.letters };
    if (command !== null) this.#nested(command, { ...inner, letters: place.letters }, 'substitution', position);
    this.#branch(inner);
    this.#endScope(scope);
  }

  /** A text that a child reads once more. */
  #nested(line: Line, place: Place, type: Scope['type'], position: OpenPosition): void {
    if (place.depth > MAX_DEPTH) return this.#refuse('SH007');
    const parent = place.scope;
    const scope = this.#draft.open({ type, parent, name: '', words: [], redirections: [], position, span: spanOf(line) });
    const mark = this.#state.set.length;
    new BatchParser([line], this.#letters, this.#draft, this.#state).parse({ ...place, scope, depth: place.depth + 1, inBlock: false });
    this.#state.undoSince(mark);
  }

  #simple(position: OpenPosition, place: Place, redirections: Redirection[]): void {
    const draft = new LineDraft();
    let quoted = false;
    for (;;) {
      const character = this.#peek();
      if (character === undefined) break;
      if (character === '"') quoted = !quoted;
      if (quoted || character === '"') draft.addFrom(this.#line, this.#at++);
      else if (character === '^') this.#caret(draft, place);
      else if (character === '&' || character === '|' || (character === ')' && place.inBlock)) break;
      else if (character === '<' || character === '>') this.#redirection(draft, redirections, place);
      else draft.addFrom(this.#line, this.#at++);
      // What follows may stand on another line, where quotes begin anew.
      if (this.#peek() === undefined) quoted = false;
    }
    this.#emit(draft.finish(this.#here), redirections, position, place);
  }

  /** `^` takes the meaning from the next character; at the end of a line it joins the next one. */
  #caret(draft: LineDraft, place: Place): void {
    this.#at++;
    if (this.#peek() === undefined) {
      if (!this.#advance()) return;
      // A separator that begins the next line is none, in most versions.
      if (/[&|<>]/.test(this.#peek() ?? '')) this.#odd(this.#here);
      else if (this.#peek() === ')' && place.inBlock) this.#odd(this.#here);
      if (this.#peek() === undefined) return;
    }
    draft.addFrom(this.#line, this.#at++);
  }

  /** `[N]<FILE`, `[N]>FILE`, `[N]>>FILE`, `[N]>&M`, anywhere in a command. */
  #redirection(draft: LineDraft, redirections: Redirection[], place: Place): void {
    const { text } = this.#line;
    const sign = this.#peek() ?? '';
    const isNumbered = /[0-9]/.test(draft.last() ?? '') && (draft.length === 1 || isDelimiter(draft.last(2)));
    const fd = isNumbered ? Number(draft.last()) : null;
    const start = isNumbered ? draft.dropLast() : this.#here;
    this.#at++;
    const isAppend = sign === '>' && this.#peek() === '>';
    if (isAppend) this.#at++;
    if (this.#peek() === '&' && /[0-9]/.test(text[this.#at + 1] ?? '')) {
      const target = wordOf(sliceLine(this.#line, this.#at + 1, this.#at + 2));
      redirections.push({ operator: sign === '<' ? '<&' : '>&', fd, target, span: { start, end: this.#here + 2 } });
      this.#at += 2;
      return;
    }
    while (isDelimiter(this.#peek())) this.#at++;
    const target = this.#target(place);
    if (target.text === '') this.#refuse('SH002');
    const word = wordOf(expandLoopVariables(this.#state.expandDelayed(target, place.isLoop), place.letters));
    redirections.push({
      operator: sign === '<' ? '<' : isAppend ? '>>' : '>',
      fd,
      target: word,
      span: { start, end: Math.max(this.#here, start + 1) },
    });
  }

  #target(place: Place): Line {
    const draft = new LineDraft();
    let quoted = false;
    for (; this.#peek() !== undefined; ) {
      const character = this.#peek() ?? '';
      if (character === '"') quoted = !quoted;
      else if (!quoted && (isDelimiter(character) || '&|<>'.includes(character) || (character === ')' && place.inBlock))) break;
      else if (!quoted && character === '^') {
        this.#caret(draft, place);
        continue;
      }
      draft.addFrom(this.#line, this.#at++);
    }
    return draft.finish(this.#here);
  }

  /** A command with all phases behind it. */
  #emit(line: Line, redirections: readonly Redirection[], position: OpenPosition, place: Place): void {
    const isPiped = position.index > 0 || (this.#peek() === '|' && this.#line.text[this.#at + 1] !== '|');
    const whole = this.#state.expandDelayed(expandLoopVariables(line, place.letters), place.isLoop);
    const command = readCommand(whole);
    if (command === null && redirections.length === 0) return;
    const first = redirections[0]?.span.start ?? whole.end;
    const start = Math.min(command?.argv[0]?.span.start ?? first, first);
    const span = { start, end: Math.max(this.#here, start) };
    const argv = command?.argv ?? [];
    const tail = command !== null && TAIL_PROGRAMS.has(baseName(command.name ?? '')) ? { tail: tailWord(command) } : {};
    this.#draft.invocations.push({ argv, assignments: [], redirections, scope: place.scope, position, span, ...tail });
    if (command === null) return;
    if (command.isOdd) this.#odd(start);
    this.#note(command, !place.unsure && !isPiped, start);
    if (isPiped && hasSigns(line.text)) this.#nested(line, { ...place, unsure: true }, 'subshell', position);
  }

  /** What a builtin changes for what is read later. */
  #note({ name, tail, isBuiltin, argv }: Command, isCertain: boolean, start: number): void {
    if (!isBuiltin) return;
    if (name === 'set') this.#state.assign(tail, isCertain);
    else if (name === 'setlocal')
      this.#state.delayed ||= argv.slice(1).some(({ value }) => value === null || /^enabledelayedexpansion$/i.test(value));
    else if (name === 'endlocal') this.#state.forget();
    else if (name === 'goto' && !/^\s*:?eof\s*$/i.test(tail.text)) this.#state.noteJump(start);
    else if (name === 'call') {
      if (/^[\s,;=]*:/.test(tail.text)) this.#state.noteJump(start);
      this.#state.forget();
    }
  }
}

/** `exist FILE`, `defined NAME`, `errorlevel N`. */
const ONE_OPERAND: ReadonlySet<string> = new Set(['exist', 'defined', 'errorlevel', 'cmdextversion']);

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a second reading of a text could find anything outside of quotes that the first did not. */
function hasSigns(text: string): boolean {
  return text.split('"').some((part, i) => i % 2 === 0 && /[&|<>^%]/.test(part));
}
