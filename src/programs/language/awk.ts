/**
 * An awk program to what it does beside printing: commands it starts, files and connections it opens.
 *
 * Reference: POSIX awk grammar, gawk manual (`|&`, `@load`, `@include`, indirect calls, `/inet`).
 * INVARIANT: one pass over the tokens; an expression that is not one string makes its effect unknown (null).
 */
export interface AwkFacts {
  readonly runs: readonly (string | null)[];
  readonly reads: readonly (string | null)[];
  readonly writes: readonly (string | null)[];
  /** Libraries and sources named in the program. */
  readonly loads: readonly (string | null)[];
  /** Names looked up in `ENVIRON`; null for the whole. */
  readonly variables: readonly (string | null)[];
  readonly complete: boolean;
}

/** Texts of variables; null for what is set otherwise. */
type Constants = ReadonlyMap<string, string | null>;

type TokenType = 'string' | 'regex' | 'name' | 'number' | 'sign' | 'newline';

interface Token {
  readonly type: TokenType;
  readonly text: string;
}

const END: Token = { type: 'newline', text: '' };
const PAIRS: ReadonlySet<string> = new Set('|& || && >> ** == <= >= != !~ ++ -- += -= *= /= %= ^='.split(' '));
const STANDARD: ReadonlySet<string> = new Set(['/dev/stdout', '/dev/stderr', '/dev/stdin', '/dev/null', '-']);

export function scanAwk(text: string): AwkFacts {
  const tokens = tokenise(text);
  const facts = { runs: [], reads: [], writes: [], loads: [], variables: [], complete: tokens !== null };
  if (tokens !== null) readTokens(tokens, facts);
  return facts;
}

type Draft = { [K in 'runs' | 'reads' | 'writes' | 'loads' | 'variables']: (string | null)[] };

/** What a token means depends on the statement it stands in: `>` compares outside of a print, `<` reads behind getline. */
function readTokens(tokens: readonly Token[], facts: Draft): void {
  const constants = constantsOf(tokens);
  let depth = 0;
  let printDepth = -1;
  let afterGetline = false;
  for (let i = 0; i < tokens.length; i++) {
    const { type, text } = tokens[i] as Token;
    if (type === 'name') {
      if (text === 'print' || text === 'printf') printDepth = depth;
      else if (text === 'getline') afterGetline = true;
      else readName(tokens, i, constants, facts);
    } else if (type === 'newline' || text === ';' || text === '{' || text === '}') {
      printDepth = -1;
      afterGetline = false;
    } else if (type !== 'sign') continue;
    if (text === '(' || text === '[') depth++;
    else if (text === ')' || text === ']') depth--;
    else if (text === '|' || text === '|&') facts.runs.push(pipeCommand(tokens, i, constants));
    else if (text === '<' && afterGetline) addFile(facts.reads, wholeString(tokens, i + 1, constants));
    else if ((text === '>' || text === '>>') && printDepth === depth)
      // Which part of a concatenation is the file's name, implementations do not agree on.
      addFile(facts.writes, endsExpression(tokens[i + 2] ?? END) ? wholeString(tokens, i + 1, constants) : null);
    else if (text === '@') readDirective(tokens, i, constants, facts);
  }
}

function addFile(files: (string | null)[], name: string | null): void {
  if (name === null || !STANDARD.has(name)) files.push(name);
}

/** `system("…")`, `ENVIRON["NAME"]`. */
function readName(tokens: readonly Token[], at: number, constants: Constants, facts: Draft): void {
  const { text } = tokens[at] as Token;
  const open = tokens[at + 1]?.text;
  if (text === 'system' && open === '(') facts.runs.push(wholeString(tokens, at + 2, constants));
  if (text === 'ENVIRON') facts.variables.push(open === '[' ? wholeString(tokens, at + 2, constants) : null);
}

/** `@load "lib"`, `@include "file"`; `@name(…)` calls a function whose name is in a variable. */
function readDirective(tokens: readonly Token[], at: number, constants: Constants, facts: Draft): void {
  const name = tokens[at + 1]?.text;
  if (name === 'namespace') return;
  if (name === 'load' || name === 'include') facts.loads.push(wholeString(tokens, at + 2, constants));
  else facts.runs.push(null);
}

/** `print | "command"`, `"command" | getline`. */
function pipeCommand(tokens: readonly Token[], at: number, constants: Constants): string | null {
  if (tokens[at + 1]?.text !== 'getline' || tokens[at + 1]?.type !== 'name') return wholeString(tokens, at + 1, constants);
  const command = tokens[at - 1];
  const before = tokens[at - 2] ?? END;
  const isAlone = before.type === 'newline' || (before.type === 'sign' && '{};(!&&||'.includes(before.text));
  return command?.type === 'string' && isAlone ? command.text : null;
}

/** The text of an expression that is strings, one behind the other, and variables that are set to one string in all of the program. */
function wholeString(tokens: readonly Token[], at: number, constants: Constants): string | null {
  let text = '';
  for (let i = at; i < tokens.length; i++) {
    const token = tokens[i] ?? END;
    const part = token.type === 'string' ? token.text : token.type === 'name' ? (constants.get(token.text) ?? null) : null;
    if (part !== null) text += part;
    else return i > at && endsExpression(token) ? text : null;
  }
  return at < tokens.length ? text : null;
}

function endsExpression({ type, text }: Token): boolean {
  return type === 'newline' || (type === 'sign' && ['}', ';', ')', ']', ',', '|', '>', '>>'].includes(text));
}

/** Variables that one string is assigned to, and nothing else is. */
function constantsOf(tokens: readonly Token[]): Constants {
  const constants = new Map<string, string | null>();
  for (const [i, { type, text }] of tokens.entries()) {
    if (type !== 'name') continue;
    const sign = tokens[i + 1]?.text ?? '';
    if (!/^(?:[-+*/%^]?=|\+\+|--)$/.test(sign) && tokens[i - 1]?.text !== 'getline') continue;
    const given = tokens[i + 2];
    const isPlain = sign === '=' && given?.type === 'string' && endsExpression(tokens[i + 3] ?? END);
    constants.set(text, isPlain && !constants.has(text) ? given.text : null);
  }
  return constants;
}

function tokenise(text: string): Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === ' ' || char === '\t' || char === '\r') at++;
    else if (char === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) at = text.indexOf('\n', at) + 1;
    else if (char === '#') at = endOfLine(text, at);
    else {
      const token = nextToken(text, at, tokens[tokens.length - 1]);
      if (token === null) return null;
      tokens.push(token.token);
      at = token.end;
    }
  }
  return tokens;
}

function nextToken(text: string, at: number, before: Token | undefined): { token: Token; end: number } | null {
  const char = text[at] ?? '';
  if (char === '\n') return { token: { type: 'newline', text: char }, end: at + 1 };
  if (char === '"') return quoted(text, at, 'string');
  if (char === '/' && !isOperand(before)) return quoted(text, at, 'regex');
  if (/[A-Za-z_]/.test(char)) return run(text, at, 'name', /[\w:]/);
  if (/[0-9.]/.test(char)) return run(text, at, 'number', /[\w.]/);
  const pair = text.slice(at, at + 2);
  const sign = PAIRS.has(pair) ? pair : char;
  return { token: { type: 'sign', text: sign }, end: at + sign.length };
}

/** Whether a slash behind this token divides. */
function isOperand(before: Token | undefined): boolean {
  if (before === undefined || before.type === 'newline' || before.type === 'regex') return false;
  if (before.type === 'sign') return [')', ']', '$', '++', '--'].includes(before.text);
  return before.type !== 'name' || !/^(?:print|printf|return|in|getline|case|do|else)$/.test(before.text);
}

function run(text: string, at: number, type: TokenType, part: RegExp): { token: Token; end: number } {
  let end = at + 1;
  while (end < text.length && part.test(text[end] ?? '')) end++;
  return { token: { type, text: text.slice(at, end) }, end };
}

/** A string with its escapes, or a regex as typed; null where it does not end on its line. */
function quoted(text: string, at: number, type: 'string' | 'regex'): { token: Token; end: number } | null {
  const close = text[at];
  let value = '';
  let inBrackets = false;
  let mayOpen = type === 'regex';
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\n') return null;
    if (char === '\\') {
      i++;
      value += type === 'string' ? unescapeAwk(text, i) : `\\${text[i]}`;
      if (type === 'string') i += escapeLength(text, i) - 1;
    } else if (char === close && !inBrackets) return { token: { type, text: value }, end: i + 1 };
    else {
      if (mayOpen && char === '[' && !inBrackets) mayOpen = inBrackets = closesBrackets(text, i);
      else if (char === ']') inBrackets = false;
      value += char;
    }
  }
  return null;
}

/** Whether a bracket opened here is closed before the line ends, so that a slash inside is text. */
function closesBrackets(text: string, at: number): boolean {
  const end = endOfLine(text, at);
  const close = text.indexOf(']', at + 2);
  return close >= 0 && close < end;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '' };

function escapeLength(text: string, at: number): number {
  const octal = /^[0-7]{1,3}/.exec(text.slice(at, at + 3))?.[0];
  if (octal !== undefined) return octal.length;
  const hex = /^x[0-9A-Fa-f]{1,2}/.exec(text.slice(at, at + 3))?.[0];
  return hex?.length ?? 1;
}

function unescapeAwk(text: string, at: number): string {
  const length = escapeLength(text, at);
  const code = text.slice(at, at + length);
  if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
  if (length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return ESCAPES[code] ?? code;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
