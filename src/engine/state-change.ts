/**
 * What an invocation changes in the shell for the commands behind it: folder, variables, functions, positional parameters.
 *
 * INVARIANT: what it may change in a way that the text does not fix is unknown afterwards.
 */
import { MAX_KNOWN_ARGUMENTS, type Span } from '../base/index.ts';
import { type Effect, type EnvironmentEffect, literalWord, type ProgramReading } from '../programs/index.ts';
import type { Assignment, Word } from '../shell/index.ts';
import { runArithmetic } from './arithmetic.ts';
import { forgetFunction, literalPieces, type ShellState, writeList } from './shell-state.ts';
import type { Parts } from './step.ts';
import { assign, assignElements, assignInteger, forgetAll, knownValue, setAttribute } from './variables.ts';
import { WRITERS } from './writer.ts';

/** Builtins whose text runs in the shell itself. */
export const SHELL_BUILTINS: ReadonlySet<string> = new Set(['eval', 'trap', '.', 'source', 'Invoke-Expression']);

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
  else if (name === 'shift' && state.positional !== null) state.positional = shifted(state.positional, view.argv[1]?.value ?? '1');
  else if (name === 'printf' && certain) assignPrinted(view.argv, state);
  else if (name === 'read' && certain) assignRead(view, state);
  if (name !== null && FORGETTING.has(name)) forgetFunction(state, null);
}

/** `NAME=value` on its own. */
export function changeBy({ name, value, append, subscript, elements, span }: Assignment, state: ShellState, certain: boolean): void {
  const before = append && subscript === null && elements === null && !state.attributes.has(name) ? knownValue(state, name) : null;
  if (before !== null && typeof value?.value === 'string' && certain) return rewrite(state, name, before + value.value, span);
  if (append || subscript !== null || elements !== null) assignElements(state, name, elements ?? (value === null ? [] : [value]));
  else assign(state, name, value ?? literalWord('', span), certain);
}

/** A variable of one known value gets another one: what runs later or again may see either. */
function rewrite(state: ShellState, name: string, text: string, span: Span): void {
  const isPlain = state.outer === null && !state.deferred;
  assign(state, name, literalWord(text, span), true);
  if (isPlain) state.variables.set(name, literalPieces(text));
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
  if (!letters.includes('n')) return setAttribute(state, name.replace(/[+[].*$/s, ''), letters.includes('A') ? 'associative' : 'odd');
  if (!isKnown || target === undefined || !/^[A-Za-z_]\w*$/.test(target)) return forgetAll(state);
  setAttribute(state, name, { refersTo: target });
}

function shifted(positional: readonly string[], count: string): readonly string[] | null {
  return /^\d{1,3}$/.test(count) ? positional.slice(Number(count)) : null;
}

/** `printf -v NAME FORMAT …`. */
function assignPrinted(argv: readonly Word[], state: ShellState): void {
  const [, option, name, ...rest] = argv.map(({ value }) => value);
  if (option !== '-v' || typeof name !== 'string' || !NAME_ONLY.test(name) || rest.includes(null)) return;
  const text = WRITERS.get('printf')?.(rest as string[], () => null, true) ?? null;
  if (text !== null) rewriteFresh(state, name, text);
}

/** `read NAME <<< WORD`: one word is taken as it is. */
function assignRead({ argv, redirections }: Parts, state: ShellState): void {
  const names = argv.slice(1).flatMap(({ value }) => (value === '-r' ? [] : [value]));
  const [name] = names;
  const [input] = redirections;
  const text = redirections.length === 1 && input?.operator === '<<<' ? input.target.value : null;
  if (names.length === 1 && typeof name === 'string' && NAME_ONLY.test(name) && text !== null && /^[\w./-]+$/.test(text))
    rewriteFresh(state, name, text);
}

const NAME_ONLY = /^[A-Za-z_]\w*$/;

/** What a builtin has put into a variable that nothing else looks at yet. */
function rewriteFresh(state: ShellState, name: string, text: string): void {
  if (state.outer === null && !state.deferred && !state.attributes.has(name) && state.later.used?.has(name) !== true)
    state.variables.set(name, literalPieces(text));
}

/** `set -- a b` gives `$1` and `$2`. LIMIT: MAX_KNOWN_ARGUMENTS. */
function setPositional(argv: readonly Word[], state: ShellState): void {
  const dashes = argv.findIndex((word) => word.value === '--');
  if (dashes < 0) return;
  writeList(state, '@', argv.slice(dashes + 1));
  const words = argv.slice(dashes + 1).map((word) => word.value);
  state.positional = words.length <= MAX_KNOWN_ARGUMENTS && words.every((word) => word !== null) ? (words as string[]) : null;
}
