/**
 * Reads the tape that the core wrote into plain data: `Analysis`.
 * The fields of every record are those of `wasm/layout.ts`.
 */
import * as L from '../../wasm/layout.ts';
import type { Core } from './core.ts';
import type { Assignment, Invocation, Piece, Position, Redirection, Scope, Word } from './invocation.ts';
import type { SourceText } from './source.ts';

const SCOPE_TYPES: readonly Scope['type'][] = [
  'text',
  'subshell',
  'group',
  'function',
  'if',
  'while',
  'until',
  'for',
  'select',
  'case',
  'coproc',
  'substitution',
  'process-substitution',
  'test',
  'arithmetic',
];

const OPERATORS: readonly Redirection['operator'][] = ['<', '>', '>>', '>|', '<>', '<&', '>&', '&>', '&>>', '<<', '<<-', '<<<'];

export class Tape {
  readonly #words: Int32Array;
  readonly #source: SourceText;
  /** Index of every scope by its address; made when a scope other than the first is asked for. */
  #scopeIndex: ReadonlyMap<number, number> | null = null;

  /** Looks at what a core wrote. */
  constructor(core: Core, source: SourceText) {
    this.#words = core.words();
    this.#source = source;
  }

  /** Every command, in the order of their beginnings. */
  invocations(): Invocation[] {
    const all: Invocation[] = [];
    for (let c = this.#at(L.HEAD_FIRST_COMMAND); c !== 0; c = this.#at(c + L.EL_NEXT)) all.push(this.#invocation(c));
    return all;
  }

  /** The text itself, then every compound and substitution. */
  scopes(): Scope[] {
    const all: Scope[] = [];
    for (let s = this.#at(L.HEAD_FIRST_SCOPE); s !== 0; s = this.#at(s + L.EL_NEXT)) all.push(this.#scope(s));
    return all;
  }

  #at(address: number): number {
    return this.#words[address >> 2] ?? 0;
  }

  /** Index of the scope at an address, 0 where there is none. */
  #scopeAt(address: number): number {
    if (address === 0 || address === this.#at(L.HEAD_FIRST_SCOPE)) return 0;
    this.#scopeIndex ??= this.#indexScopes();
    return this.#scopeIndex.get(address) ?? 0;
  }

  #indexScopes(): ReadonlyMap<number, number> {
    const index = new Map<number, number>();
    for (let s = this.#at(L.HEAD_FIRST_SCOPE); s !== 0; s = this.#at(s + L.EL_NEXT)) index.set(s, index.size);
    return index;
  }

  #invocation(c: number): Invocation {
    return {
      argv: this.#chain(this.#at(c + L.EL_WORD)),
      assignments: this.#assignments(this.#at(c + L.COMMAND_ASSIGNMENT)),
      redirections: this.#redirections(this.#at(c + L.EL_REDIRECT)),
      scope: this.#scopeAt(this.#at(c + L.EL_PARENT)),
      position: this.#position(c),
      span: this.#source.span(this.#at(c + L.EL_START), this.#at(c + L.EL_END)),
    };
  }

  #scope(s: number): Scope {
    return {
      type: SCOPE_TYPES[this.#at(s + L.SCOPE_TYPE)] ?? 'text',
      parent: this.#scopeAt(this.#at(s + L.EL_PARENT)),
      name: this.#source.string(this.#at(s + L.SCOPE_NAME), this.#at(s + L.SCOPE_NAME_LENGTH)),
      words: this.#chain(this.#at(s + L.EL_WORD)),
      redirections: this.#redirections(this.#at(s + L.EL_REDIRECT)),
      position: this.#position(s),
      span: this.#source.span(this.#at(s + L.EL_START), this.#at(s + L.EL_END)),
    };
  }

  #position(e: number): Position {
    const flags = this.#at(e + L.EL_FLAGS);
    return {
      pipeline: this.#at(e + L.EL_PIPELINE),
      index: this.#at(e + L.EL_INDEX),
      piped: (flags & L.FLAG_PIPED) !== 0,
      conditional: (flags & L.FLAG_CONDITIONAL) !== 0,
      background: (flags & L.FLAG_BACKGROUND) !== 0,
      negated: (flags & L.FLAG_NEGATED) !== 0,
    };
  }

  #chain(first: number): Word[] {
    const words: Word[] = [];
    for (let w = first; w !== 0; w = this.#at(w + L.WORD_NEXT)) words.push(this.#word(w));
    return words;
  }

  #word(w: number): Word {
    const flags = this.#at(w + L.WORD_FLAGS);
    const unknown = (flags & L.WORD_UNKNOWN) !== 0;
    const raw = (flags & L.WORD_RAW) !== 0;
    const at = this.#at(w + L.WORD_VALUE);
    const length = this.#at(w + L.WORD_LENGTH);
    const span = raw ? this.#source.span(at, at + length) : this.#source.span(this.#at(w + L.WORD_START), this.#at(w + L.WORD_END));
    const value = unknown ? null : this.#source.string(at, length);
    const first = raw ? 0 : this.#at(w + L.WORD_PIECE);
    const quoted = (flags & L.WORD_QUOTED) !== 0;
    return {
      value,
      single: !unknown || (flags & L.WORD_SINGLE) !== 0,
      quoted,
      span,
      pieces:
        (flags & L.WORD_ARRAY) !== 0
          ? this.#array(span)
          : first === 0
            ? [{ type: 'literal', text: value ?? '', quoted, span }]
            : this.#pieces(first, flags),
    };
  }

  /** `NAME=(…)` behind `declare`: the name, then elements that no other program is given. */
  #array({ start, end }: Word['span']): Piece[] {
    const open = this.#source.text.indexOf('(', start);
    const name = { start, end: open < 0 || open > end ? end : open };
    const rest = { start: name.end, end };
    return [
      { type: 'literal', text: this.#source.text.slice(name.start, name.end), quoted: false, span: name },
      { type: 'brace', text: this.#source.text.slice(rest.start, rest.end), span: rest },
    ];
  }

  #pieces(first: number, flags: number): Piece[] {
    const pieces: Piece[] = [];
    for (let p = first; p !== 0; p = this.#at(p + L.PIECE_NEXT)) {
      const piece = this.#piece(p);
      if (piece.type !== 'literal' || piece.quoted || (flags & (L.WORD_GLOB | L.WORD_TILDE)) === 0) pieces.push(piece);
      else splitActive(piece, (flags & L.WORD_TILDE) !== 0 && pieces.length === 0, (flags & L.WORD_GLOB) !== 0, pieces);
    }
    return pieces;
  }

  #piece(p: number): Piece {
    const kind = this.#at(p + L.PIECE_KIND);
    const span = this.#source.span(this.#at(p + L.PIECE_START), this.#at(p + L.PIECE_END));
    const quoted = (kind & L.PIECE_QUOTED) !== 0;
    switch (kind & L.PIECE_KIND_MASK) {
      case L.PIECE_PARAMETER:
        return this.#parameter(p, quoted);
      case L.PIECE_COMMAND:
        return { type: 'command', scope: this.#scopeAt(this.#at(p + L.PIECE_SCOPE)), quoted, span };
      case L.PIECE_PROCESS: {
        const direction = this.#source.string(this.#at(p + L.PIECE_START), 1) === '>' ? '>' : '<';
        return { type: 'process', direction, scope: this.#scopeAt(this.#at(p + L.PIECE_SCOPE)), span };
      }
      case L.PIECE_ARITHMETIC:
        return { type: 'arithmetic', text: this.#source.text.slice(span.start, span.end), quoted, span };
      case L.PIECE_BRACE:
        return { type: 'brace', text: this.#source.text.slice(span.start, span.end), span };
      default: {
        const text = this.#source.string(this.#at(p + L.PIECE_VALUE), this.#at(p + L.PIECE_LENGTH));
        return { type: 'literal', text, quoted: kind !== L.PIECE_RAW, span };
      }
    }
  }

  /** `$name`, or `${name…}` whose text behind the name is kept as typed. */
  #parameter(p: number, quoted: boolean): Piece {
    const start = this.#at(p + L.PIECE_START);
    const end = this.#at(p + L.PIECE_END);
    const from = this.#at(p + L.PIECE_VALUE);
    const length = this.#at(p + L.PIECE_SCOPE);
    const braced = this.#source.string(end - 1, 1) === '}' && from + length < end;
    return {
      type: 'parameter',
      name: this.#source.string(from, length),
      operator: braced ? this.#source.string(from + length, end - 1 - from - length) : '',
      quoted,
      span: this.#source.span(start, end),
    };
  }

  #assignments(first: number): Assignment[] {
    const assignments: Assignment[] = [];
    for (let a = first; a !== 0; a = this.#at(a + L.ASSIGN_NEXT)) {
      const array = this.#at(a + L.ASSIGN_ARRAY) !== 0;
      const words = this.#chain(this.#at(a + L.ASSIGN_VALUE));
      const subscript = this.#at(a + L.ASSIGN_SUBSCRIPT);
      assignments.push({
        name: this.#source.string(this.#at(a + L.ASSIGN_NAME), this.#at(a + L.ASSIGN_NAME_LENGTH)),
        append: this.#at(a + L.ASSIGN_APPEND) !== 0,
        subscript: subscript === 0 ? null : this.#source.string(subscript, this.#at(a + L.ASSIGN_SUBSCRIPT_LENGTH)),
        value: array ? null : (words[0] ?? null),
        elements: array ? words : null,
        span: this.#source.span(this.#at(a + L.ASSIGN_START), this.#at(a + L.ASSIGN_END)),
      });
    }
    return assignments;
  }

  #redirections(first: number): Redirection[] {
    const redirections: Redirection[] = [];
    for (let r = first; r !== 0; r = this.#at(r + L.REDIRECT_NEXT)) {
      const fd = this.#at(r + L.REDIRECT_FD);
      const name = this.#source.string(this.#at(r + L.REDIRECT_NAME), this.#at(r + L.REDIRECT_NAME_LENGTH));
      redirections.push({
        operator: OPERATORS[this.#at(r + L.REDIRECT_OPERATOR)] ?? '>',
        fd: fd === -1 ? null : fd === -2 ? name : fd,
        target: this.#word(this.#at(r + L.REDIRECT_TARGET)),
        span: this.#source.span(this.#at(r + L.REDIRECT_START), this.#at(r + L.REDIRECT_END)),
      });
    }
    return redirections;
  }
}

/** Splits unquoted text of a word with an active glob or tilde into literal, glob and tilde pieces. */
function splitActive({ text, span }: Piece & { type: 'literal' }, tilde: boolean, glob: boolean, pieces: Piece[]): void {
  let rest = text;
  if (tilde && rest.startsWith('~')) {
    const slash = rest.indexOf('/');
    const prefix = slash < 0 ? rest : rest.slice(0, slash);
    pieces.push({ type: 'tilde', text: prefix, span });
    rest = rest.slice(prefix.length);
  }
  let literal = '';
  let active = '';
  const lastClose = glob ? rest.lastIndexOf(']') : -1;
  const flush = (): void => {
    if (literal !== '') pieces.push({ type: 'literal', text: literal, quoted: false, span });
    if (active !== '') pieces.push({ type: 'glob', text: active, span });
    literal = '';
    active = '';
  };
  for (let i = 0; i < rest.length; i++) {
    const c = rest[i] ?? '';
    const close = c === '[' && i + 2 <= lastClose ? rest.indexOf(']', i + 2) : -1;
    if (glob && (c === '*' || c === '?' || close > 0)) {
      if (literal !== '') flush();
      active += close > 0 ? rest.slice(i, close + 1) : c;
      if (close > 0) i = close;
    } else {
      if (active !== '') flush();
      literal += c;
    }
  }
  flush();
}
