/**
 * What an invocation changes in the shell for the commands behind it: folder, variables, functions, positional parameters.
 *
 * INVARIANT: what it may change in a way that the text does not fix is unknown afterwards.
 */
import type { Effect, EnvironmentEffect, ProgramReading } from '../programs/index.ts';
import type { Assignment, Word } from '../shell/index.ts';
import { runArithmetic } from './arithmetic.ts';
import { forgetFunction, type ShellState } from './shell-state.ts';
import { literalWord, type Parts } from './step.ts';
import { assign, assignElements, assignInteger, forgetAll, setAttribute } from './variables.ts';

/** Builtins whose text runs in the shell itself. */
export const SHELL_BUILTINS: ReadonlySet<string> = new Set(['eval', 'trap', '.', 'source']);

const DECLARING: ReadonlySet<string> = new Set(['declare', 'typeset', 'local', 'readonly', 'integer', 'float', 'private']);
const FORGETTING: ReadonlySet<string> = new Set(['unfunction', 'disable', 'unhash', 'enable', 'emulate']);

export function changeState(view: Parts, { name, effects }: ProgramReading, state: ShellState, certain: boolean): void {
  const [program] = view.argv;
  // `{name}>file` keeps the number of the descriptor.
  for (const { fd } of view.redirections) if (typeof fd === 'string') assignInteger(state, fd);
  if (program === undefined) {
    for (const each of view.assignments) changeBy(each, state, certain);
    return;
  }
  // In some shells what stands before a builtin lasts.
  for (const each of view.assignments) if (state.variables.has(each.name)) assign(state, each.name, null, false);
  const refers = name !== null && DECLARING.has(name) && declare(name, view.argv, state);
  for (const effect of effects) if (!refers || effect.type !== 'environment') changeByEffect(effect, state, certain);
  if (name === 'set') setPositional(view.argv, state);
  if (name !== null && FORGETTING.has(name)) forgetFunction(state, null);
}

/** `NAME=value` on its own. */
export function changeBy({ name, value, append, subscript, elements, span }: Assignment, state: ShellState, certain: boolean): void {
  if (append || subscript !== null || elements !== null) assignElements(state, name, elements ?? (value === null ? [] : [value]));
  else assign(state, name, value ?? literalWord('', span), certain);
}

function changeByEffect(effect: Effect, state: ShellState, certain: boolean): void {
  if (effect.type === 'environment' && effect.scope === 'shell') changeVariable(effect, state, certain);
  else if (effect.type === 'run' && effect.started.type === 'file' && SHELL_BUILTINS.has(effect.row)) {
    forgetAll(state);
    forgetFunction(state, null);
  }
}

function changeVariable({ name, value, action }: EnvironmentEffect, state: ShellState, certain: boolean): void {
  if (name === null) {
    forgetAll(state);
    if (action === 'unset') forgetFunction(state, null);
  } else if (action !== 'export' || value !== null) {
    assign(state, name, action === 'unset' ? null : value, certain);
    if (action === 'unset') forgetFunction(state, name);
  }
}

/** `declare -n` makes a name stand for another, and assigns nothing: true; other letters change what is assigned. */
function declare(program: string, argv: readonly Word[], state: ShellState): boolean {
  let letters = program === 'integer' || program === 'float' ? 'i' : '';
  for (const word of argv.slice(1)) {
    if (word.value === null && word.pieces[0]?.type !== 'literal') forgetAll(state);
    const text = word.value ?? (word.pieces[0]?.type === 'literal' ? word.pieces[0].text : '');
    if (/^[-+]\w/.test(text)) letters += text.slice(1);
    else declareName(text, word.value !== null, letters.replace(/[xrgpfFt]/g, ''), state);
  }
  return letters.includes('n');
}

function declareName(text: string, isKnown: boolean, letters: string, state: ShellState): void {
  if (letters === '') return;
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const target = equals < 0 ? undefined : text.slice(equals + 1);
  if (letters.includes('i') && target !== undefined && !(isKnown && runArithmetic(target, state))) forgetAll(state);
  if (!letters.includes('n')) return setAttribute(state, name.replace(/[+[].*$/, ''), letters.includes('A') ? 'associative' : 'odd');
  if (!isKnown || target === undefined || !/^[A-Za-z_]\w*$/.test(target)) return forgetAll(state);
  setAttribute(state, name, { refersTo: target });
}

/** `set -- a b` gives `$1` and `$2`. */
function setPositional(argv: readonly Word[], state: ShellState): void {
  const dashes = argv.findIndex((word) => word.value === '--');
  if (dashes < 0) return;
  const words = argv.slice(dashes + 1).map((word) => word.value);
  state.positional = words.every((word) => word !== null) ? (words as string[]) : null;
}
