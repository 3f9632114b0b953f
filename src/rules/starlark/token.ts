/** The words of a rules file, as the lexer hands them to the parser. */
import type { Fault } from './fault.ts';
import type { Value } from './value.ts';

export type TokenKind =
  | 'identifier'
  | 'number'
  | 'string'
  | 'formatted start'
  | 'formatted text'
  | 'formatted end'
  | 'placeholder start'
  | 'placeholder end'
  | 'conversion'
  | 'newline'
  | 'indent'
  | 'dedent'
  | 'end'
  /** A keyword or an operator: `text` says which. */
  | 'symbol'
  /** The text stops being the language here; `fault` says why. */
  | 'fault';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Name, symbol, or the cooked text of a string. */
  readonly text: string;
  /** Of a number or string. */
  readonly value: Value;
  readonly fault: Fault | null;
}

export const KEYWORDS: ReadonlySet<string> = new Set([
  'and',
  'break',
  'continue',
  'def',
  'elif',
  'else',
  'for',
  'if',
  'in',
  'lambda',
  'load',
  'not',
  'or',
  'pass',
  'return',
]);

/** Words of Python that the language keeps for itself. */
export const RESERVED: ReadonlySet<string> = new Set([
  'as',
  'assert',
  'async',
  'await',
  'class',
  'del',
  'except',
  'finally',
  'from',
  'global',
  'import',
  'is',
  'nonlocal',
  'raise',
  'try',
  'while',
  'with',
  'yield',
]);

/** Longest first, so that the first that fits is the right one. */
export const SYMBOLS: readonly string[] = [
  ...['<<=', '>>=', '//=', '...'],
  ...['+=', '-=', '*=', '/=', '%=', '==', '!=', '<=', '>=', '**', '->', '//', '<<', '>>', '&=', '|=', '^='],
  ...[',', ';', ':', '=', '<', '>', '-', '+', '*', '%', '/', '.', '&', '|', '^', '~', '[', '{', '(', ']', '}', ')'],
];

const DESCRIPTIONS: Partial<Readonly<Record<TokenKind, string>>> = {
  'formatted start': 'an f-string',
  'formatted text': 'the text of an f-string',
  'formatted end': 'the end of the f-string',
  'placeholder start': '`{`',
  'placeholder end': '`}`',
  conversion: '`!`',
  newline: 'the end of the line',
  indent: 'deeper indentation',
  dedent: 'the end of the block',
  end: 'the end of the file',
};

/** A token in the words of a message. */
export function describeToken(token: Token): string {
  if (token.kind === 'string') return 'a string';
  return DESCRIPTIONS[token.kind] ?? `\`${token.text}\``;
}
