/**
 * Texts of programs that no table knows: nothing in them has an effect, sets a value or changes what later words mean, so that rules
 * alone answer, and most of the walk is saved.
 *
 * INVARIANT: a plain text gets the very steps that the whole walk would make (test/engine/plain-text.test.ts).
 */
import { dangerOf, type Effect, hasSpec, isSecretName, type ProgramReading, programName, redirectionEffects } from '../programs/index.ts';
import type { Analysis, Invocation, Piece, Redirection, Scope, Word } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import type { ShellState } from './shell-state.ts';
import type { Parts } from './step.ts';

/** Compounds that only order what is in them. */
const ORDERING: ReadonlySet<Scope['type']> = new Set([
  'text',
  'subshell',
  'group',
  'if',
  'while',
  'until',
  'case',
  'substitution',
  'process-substitution',
]);

/** Whether all of a text is plain, in the state that it starts with. */
export function isPlainText({ invocations, scopes, refused, cautions }: Analysis, state: ShellState, context: EngineContext): boolean {
  if (refused !== null || cautions.length > 0 || state.forgets || state.functions.size > 0 || state.attributes.size > 0) return false;
  for (const scope of scopes)
    if (scope.redirections.length > 0 || !(ORDERING.has(scope.type) ? arePlain(scope.words, state) : isPlainLoop(scope, state)))
      return false;
  for (const each of invocations) if (!isPlainInvocation(each, context, state)) return false;
  return true;
}

/** A loop over what a command writes that nobody knows: its variable is as unknown as one that nobody sets, and has no meaning of its own. */
function isPlainLoop({ type, name, words }: Scope, { variables }: ShellState): boolean {
  const [word] = words;
  if (type !== 'for' || words.length !== 1 || word === undefined || word.value !== null || name === '') return false;
  return word.pieces.every((piece) => piece.type === 'command') && !variables.has(name) && dangerOf(name, true) === null;
}

function isPlainInvocation({ argv, assignments, redirections }: Invocation, context: EngineContext, state: ShellState): boolean {
  const program = argv[0]?.value;
  if (program === undefined || program === null || program.includes('/') || assignments.length > 0) return false;
  if (isKnownProgram(argv[0] as Word, context) || !arePlain(argv, state)) return false;
  for (const each of redirections) if (!isPlainRedirection(each) || !isPlainWord(each.target, state)) return false;
  return true;
}

function isKnownProgram(program: Word, { platform }: EngineContext): boolean {
  const name = programName(program) ?? '';
  return hasSpec(name) || (platform !== 'linux' && hasSpec(name.toLowerCase()));
}

function arePlain(words: readonly Word[], state: ShellState): boolean {
  for (const word of words) if (!isPlainWord(word, state)) return false;
  return true;
}

/** Known, or unknown for good: nothing the text says could give it a value, or do anything by it. */
function isPlainWord({ value, pieces }: Word, state: ShellState): boolean {
  if (value === null) for (const piece of pieces) if (!isPlainPiece(piece, state)) return false;
  return true;
}

function isPlainPiece(piece: Piece, state: ShellState): boolean {
  if (piece.type === 'parameter') return piece.operator === '' && !isGiven(piece.name, state) && !isSecretName(piece.name);
  return piece.type === 'literal' || piece.type === 'command' || piece.type === 'process' || piece.type === 'glob';
}

/** Whether the variable has a value here, or was given one in another process: guesses take that for it. */
function isGiven(name: string, { variables, written }: ShellState): boolean {
  return variables.has(name) || written.values?.has(name) === true || written.lists?.has(name) === true;
}

/** A file that is named, or text. */
function isPlainRedirection({ operator, target }: Redirection): boolean {
  return target.value !== null || operator.startsWith('<<');
}

/** What the tables say of a program that they do not know. */
export function unknownReading({ argv: [program], redirections }: Parts): ProgramReading {
  return {
    name: program === undefined ? null : programName(program),
    known: false,
    coverage: 'rule',
    isReader: false,
    effects: redirections.length === 0 ? NO_EFFECTS : redirectionEffects(redirections),
    subcommandAt: NO_WORDS,
    globalsKnown: true,
    batch: false,
  };
}

const NO_EFFECTS: readonly Effect[] = [];
const NO_WORDS: readonly number[] = [];
