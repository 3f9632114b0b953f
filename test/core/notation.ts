/**
 * An analysis in lines that read like shell, nothing left out but spans: so a case compares whole values and still fits a line.
 *
 * Commands: `SCOPE: [ASSIGNMENTS] WORDS REDIRECTIONS POSITION`; scopes: `NUMBER TYPE NAME in PARENT: WORDS REDIRECTIONS POSITION`. The text
 * itself is scope 0 and not written. Words: bare, or quoted as JSON where they need it; `?<…>` may be any number of words, `!<…>` is one
 * word for certain. Inside: `$name`, `$(1)` for the output of scope 1, `<(1)`, arithmetic, patterns and tildes as typed.
 * Position: `|` reads from or writes to a pipe (with the number of the pipeline), `&` background, `~` may not run, `!` negated.
 */
import type { Analysis, Assignment, Invocation, Piece, Position, Redirection, Scope, Word } from '../../src/shell/index.ts';

export interface AnalysisLines {
  readonly runs: readonly string[];
  readonly scopes?: readonly string[];
  readonly refused?: string;
  readonly cautions?: readonly string[];
}

export function linesOf({ invocations, scopes, refused, cautions }: Analysis): AnalysisLines {
  return {
    runs: invocations.map(formatInvocation),
    ...(scopes.length > 1 ? { scopes: scopes.slice(1).map((scope, i) => formatScope(scope, i + 1)) } : {}),
    ...(refused === null ? {} : { refused: refused.code }),
    ...(cautions.length === 0 ? {} : { cautions: cautions.map(({ code }) => code) }),
  };
}

function formatInvocation({ scope, assignments, argv, redirections, position }: Invocation): string {
  const set = assignments.length === 0 ? [] : [`[${assignments.map(formatAssignment).join(' ')}]`];
  const parts = [...set, ...argv.map(formatWord), ...redirections.map(formatRedirection)];
  return `${scope === 0 ? '' : `${scope}: `}${[...parts, ...formatPosition(position)].join(' ')}`;
}

function formatScope({ type, name, parent, words, redirections, position }: Scope, number: number): string {
  const parts = [...words.map(formatWord), ...redirections.map(formatRedirection), ...formatPosition(position)];
  const head = `${number} ${type}${name === '' ? '' : ` ${name}`}${parent === 0 ? '' : ` in ${parent}`}`;
  return parts.length === 0 ? head : `${head}: ${parts.join(' ')}`;
}

function formatPosition({ pipeline, index, piped, conditional, background, negated }: Position): string[] {
  const pipe = index > 0 || piped ? [`${index > 0 ? '|' : ''}${pipeline}${piped ? '|' : ''}`] : [];
  return [...pipe, ...(conditional ? ['~'] : []), ...(background ? ['&'] : []), ...(negated ? ['!'] : [])];
}

const PLAIN = /^[\w@%+=:,./-]+$/;

export function formatWord({ value, single, quoted, pieces }: Word): string {
  if (value !== null) return PLAIN.test(value) && !quoted ? value : `${quoted ? '' : 'raw'}${JSON.stringify(value)}`;
  return `${single ? '!' : '?'}<${pieces.map(formatPiece).join('')}>`;
}

function formatPiece(piece: Piece): string {
  switch (piece.type) {
    case 'literal':
      return piece.quoted ? JSON.stringify(piece.text) : piece.text;
    case 'parameter':
      return piece.operator === '' ? `$${piece.name}` : `\${${piece.name}${piece.operator}}`;
    case 'command':
      return `$(${piece.scope})`;
    case 'process':
      return `${piece.direction}(${piece.scope})`;
    case 'arithmetic':
    case 'glob':
    case 'tilde':
    case 'brace':
      return piece.text;
  }
}

function formatAssignment({ name, append, subscript, value, elements }: Assignment): string {
  const head = `${name}${subscript === null ? '' : `[${subscript}]`}${append ? '+' : ''}=`;
  return elements === null ? `${head}${value === null ? '' : formatWord(value)}` : `${head}(${elements.map(formatWord).join(' ')})`;
}

function formatRedirection({ operator, fd, target }: Redirection): string {
  return `${typeof fd === 'string' ? `{${fd}}` : (fd ?? '')}${operator}${formatWord(target)}`;
}
