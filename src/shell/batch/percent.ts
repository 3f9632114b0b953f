/**
 * The first phase of cmd.exe: `%name%` is replaced before a line is read at all, so that what it stands for may hold separators.
 *
 * A text may be given to `cmd /c` or stand in a file, where `%%` is one sign, a lone sign is dropped and names that are not set are empty;
 * on a command line they stay. What differs stays a `%` here, which is the variable of a loop (`for-variable.ts`) or not known.
 * INVARIANT: a value that is not known is reported, unless it holds no separator for certain. LIMIT: `budget.room` characters are put in.
 */
import { type Line, LineDraft, UNKNOWN } from './line.ts';
import { type BatchValue, type BatchVariables, modifyValue, sizeOf } from './variable.ts';

export interface PercentState {
  readonly variables: BatchVariables;
  /** Letters that loops of the text use. */
  readonly letters: string;
  /** Characters that may still be put in. */
  readonly budget: { room: number };
  /** A value that could hold anything was put in at a place. */
  readonly unsafe: (place: number) => void;
  /** Something that the text itself has set was put in. */
  readonly usesOwn: () => void;
}

/** A name that a variable could have in earnest. */
const NAME = /^[\w.()[\]{}#$@!+'`~-]+$/;
/** `%0` and what it can be cut to: the path of the script itself. */
const SCRIPT = /^%~?[fdpnxsatz]{0,9}0/i;
const ARGUMENT = /^%(?:\*|~?(?:\$[^:%\s]{1,64}:)?[fdpnxsatz]{0,9}[1-9]|~\*)/i;

export function expandPercents(line: Line, state: PercentState): Line {
  if (!line.text.includes('%')) return line;
  const draft = new LineDraft();
  const { text, places } = line;
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '%') draft.addFrom(line, at++);
    else at = expandAt(line, at, places[at] ?? line.end, draft, state);
  }
  return draft.finish(line.end);
}

/** Replaces what begins at a sign; returns where reading goes on. */
function expandAt(line: Line, at: number, place: number, draft: LineDraft, state: PercentState): number {
  const { text } = line;
  if (text[at + 1] === '%') return expandDouble(line, at, place, draft, state);
  const head = text.slice(at, at + 96);
  const script = SCRIPT.exec(head);
  if (script !== null) return addUnknown(draft, place, '0', true, at + script[0].length);
  const close = text.indexOf('%', at + 1);
  const argument = ARGUMENT.exec(head);
  if (argument !== null && !isNamed(text, at, close, state)) {
    state.unsafe(place);
    return addUnknown(draft, place, argument[0].slice(1), false, at + argument[0].length);
  }
  if (close > at + 1) {
    const next = expandName(text.slice(at + 1, close), place, draft, state);
    if (next) return close + 1;
  }
  draft.add('%', place);
  return at + 1;
}

/** `%1 %x%`: on a command line all of it may be the name of a variable, if there is one. */
function isNamed(text: string, at: number, close: number, { variables }: PercentState): boolean {
  return close > at && variables.isOwn(text.slice(at + 1, close).toUpperCase());
}

/** `%%`: one sign in a file; on a command line a name may begin at the second. */
function expandDouble(line: Line, at: number, place: number, draft: LineDraft, state: PercentState): number {
  const { text } = line;
  const close = text.indexOf('%', at + 2);
  const name = close < 0 ? '' : text.slice(at + 2, close);
  draft.add('%', place);
  const isLoop = state.letters.includes(text[at + 2] ?? '\n') || text[at + 2] === '~';
  if (name === '' || isLoop || !NAME.test(nameOf(name))) return at + 2;
  if (isUnsafe(knownValue(name, state))) state.unsafe(place);
  addUnknown(draft, place, nameOf(name).toUpperCase(), false, 0);
  return close + 1;
}

function nameOf(inside: string): string {
  const colon = inside.indexOf(':');
  return colon > 0 ? inside.slice(0, colon) : inside;
}

function knownValue(inside: string, { variables }: PercentState): BatchValue | undefined {
  const whole = variables.get(inside.toUpperCase());
  const name = nameOf(inside);
  const value = whole === undefined && name !== inside ? variables.get(name.toUpperCase()) : whole;
  if (value === undefined || value === null || whole !== undefined) return value;
  return modifyValue(value, inside.slice(name.length + 1));
}

function isUnsafe(value: BatchValue | undefined): boolean {
  return value === null || value === undefined || value.some((part) => typeof part === 'string' && /[&|<>^()"%!]/.test(part));
}

/** Puts a value in place of its name; false where there is no such variable for all one can tell. */
function expandName(inside: string, place: number, draft: LineDraft, state: PercentState): boolean {
  const value = knownValue(inside, state);
  const name = nameOf(inside).toUpperCase();
  if (value === undefined && (!NAME.test(name) || isLoopLetter(inside, state))) return false;
  state.budget.room -= sizeOf(value ?? null);
  if (value === null || value === undefined || state.budget.room < 0) {
    state.unsafe(place);
    addUnknown(draft, place, name, false, 0);
    return true;
  }
  if (state.variables.isOwn(name)) state.usesOwn();
  for (const part of value)
    if (typeof part === 'string') draft.addText(part, place);
    else draft.add(UNKNOWN, place, part);
  return true;
}

/** `%i%`: more likely a loop's than one's own. */
function isLoopLetter(inside: string, { letters }: PercentState): boolean {
  return inside.length === 1 && letters.includes(inside);
}

function addUnknown(draft: LineDraft, place: number, name: string, single: boolean, next: number): number {
  draft.add(UNKNOWN, place, { name, operator: '@%', single });
  return next;
}
