/**
 * Variables: `$name`, `${any name}`, `$env:NAME`, `$scope:name`.
 *
 * INVARIANT: a piece carries a name by which a value may be looked up only where the text fixes which variable it is: names fold case, those
 * of the environment do so on Windows alone (`env:Path` is one that may be another's name), and other drives hold no variables. Reference: about_Variables, about_Scopes, about_Automatic_Variables.
 */
import type { Piece } from '../invocation.ts';
import { SPLAT } from './marks.ts';
import type { Reader } from './reader.ts';
import type { Target } from './target.ts';

/** What of a variable is looked at: a name that no operator of another shell has. */
export const MEMBER = '@member';
const OTHER_CASE = '@case';
const OTHER_DRIVE = '@drive';

const NAME = /[\p{L}\p{N}_?]+/uy;
const DRIVE = /[\p{L}\p{N}_]+:(?!:)(?=[\p{L}\p{N}_?])/uy;
const BRACED = /\{(?:[^`}]|`.)*\}/sy;

/** `$(…)` or a variable, as it stands in text; null for a lone dollar sign, of which nothing is taken. */
export function readExpansion(reader: Reader): Piece | null {
  if (reader.peek(1) !== '(') return readVariable(reader, true);
  const start = reader.at;
  reader.at += 2;
  const scope = reader.captured(start);
  return { type: 'command', scope, quoted: true, span: { start, end: reader.at } };
}

/** The variable that begins here with a dollar sign; null for a lone sign. Nothing is taken then. */
export function readVariable(reader: Reader, quoted: boolean): Piece | null {
  const start = reader.at;
  reader.at++;
  const braced = reader.match(BRACED);
  let name = braced === '' ? reader.match(DRIVE) + reader.match(NAME) : braced.slice(1, -1).replaceAll('`', '');
  if (name === '' && braced === '' && (reader.peek() === '$' || reader.peek() === '^')) name = reader.text[reader.at++] ?? '';
  const span = { start, end: reader.at };
  if (name !== '') return variablePiece(name, '', quoted, span);
  if (reader.peek() === '{') {
    reader.refuse('SH004', start);
    reader.at = reader.text.length;
    return variablePiece('?', OTHER_DRIVE, quoted, span);
  }
  reader.at = start;
  return null;
}

/** `@name`: the variable's elements as parameters and arguments. */
export function readSplat(reader: Reader): Piece {
  const start = reader.at;
  reader.at++;
  const name = reader.match(DRIVE) + reader.match(NAME);
  if (name === '') reader.refuse('SH002', start);
  return variablePiece(name, SPLAT, false, { start, end: reader.at });
}

function variablePiece(name: string, operator: string, quoted: boolean, span: Piece['span']): Piece {
  const known = variableName(name);
  if (operator === '' && known === HOME) return { type: 'tilde', text: '~', span };
  if (operator === '' && known === FOLDER) return { type: 'tilde', text: '~+', span };
  if (known !== null) return { type: 'parameter', name: known, operator, quoted, span };
  const inEnvironment = /^env:/i.test(name);
  const rest = inEnvironment ? name.slice('env:'.length) : name.toLowerCase();
  return { type: 'parameter', name: rest, operator: inEnvironment ? OTHER_CASE : OTHER_DRIVE, quoted, span };
}

const HOME = 'home';
const FOLDER = 'pwd';

/** Named like nothing that other shells know. */
const SPECIAL: ReadonlyMap<string, string> = new Map([
  ['?', 'succeeded?'],
  ['$', 'last-word?'],
  ['^', 'first-word?'],
]);

/** The name under which a variable's value is kept; null where that is not certain. */
function variableName(name: string): string | null {
  const special = SPECIAL.get(name);
  if (special !== undefined) return special;
  const plain = name.replace(/^(?:global|script|local|private|using|variable|workflow):/i, '');
  if (!plain.includes(':')) return plain.toLowerCase();
  const variable = /^env:(.*)$/is.exec(plain)?.[1];
  return variable !== undefined && variable === variable.toUpperCase() ? variable : null;
}

/** Variables whose values change what later commands mean, or that stand for the shell itself. */
const GOVERNING: ReadonlySet<string> = new Set([
  'psdefaultparametervalues',
  'executioncontext',
  HOME,
  FOLDER,
  'host',
  'psmoduleautoloadingpreference',
]);

/** Variables that the shell sets by itself: what a text assigns to them does not last. */
const AUTOMATIC: ReadonlySet<string> = new Set(
  '_ psitem matches input args error lastexitcode foreach switch this event eventargs eventsubscriber sender myinvocation psboundparameters stacktrace true false null'.split(
    ' ',
  ),
);

/** Whether a piece stands for a variable of the environment. */
export function isEnvironment(piece: Piece): boolean {
  return piece.type === 'parameter' && (piece.operator === OTHER_CASE || piece.name !== piece.name.toLowerCase());
}

/** What assigning to a piece changes; null where the piece cannot be assigned to. */
export function targetOf(piece: Piece): Target | null {
  if (piece.type === 'tilde') return { name: null, isKnown: false };
  if (piece.type !== 'parameter') return null;
  const { name, operator } = piece;
  if (operator === OTHER_CASE) return { name: `env:${name}`, isKnown: false };
  if (operator !== '' || GOVERNING.has(name)) return { name: null, isKnown: false };
  return { name, isKnown: !AUTOMATIC.has(name) };
}
