/**
 * Binds the words behind a cmdlet to its parameters as PowerShell does: by name, in any case and shortened, the rest by position, what is
 * left from the pipe. Reference: about_Parameters, about_Command_Precedence.
 *
 * INVARIANT: a parameter that is not listed is said to be unclear, unless nothing that the cmdlet does could be an effect.
 */
import { SPLAT, type Word } from '../../shell/index.ts';
import { noteInjection, noteUnclear, noteWord } from '../note.ts';
import { noteOperands } from '../operands.ts';
import { commandWord, type Reading } from '../reading.ts';
import type { Meaning, OptionSpec, ProgramSpec } from '../spec.ts';
import { couldBeOption, dropPrefix, literalWord, unknownWord } from '../word.ts';

/** A parameter as it is written. */
interface Parameter {
  readonly name: string;
  /** The text behind a colon; null where there is none. */
  readonly attached: Word | null;
  /** A colon with the value in the next word. */
  readonly waits: boolean;
}

/** A parameter that words without a name are given to. */
interface Place {
  readonly option: OptionSpec;
  readonly fromPipe: boolean;
  readonly takesRest: boolean;
}

interface Bound {
  readonly meaning: Meaning | null;
  readonly word: Word;
  readonly row: string;
}

export function bindParameters(reading: Reading): void {
  const { words, spec } = reading;
  const bound: Bound[] = [];
  const named = new Set<OptionSpec>();
  const loose: Word[] = [];
  const spelled = words.map(({ value }) => value);
  let isNamed = true;
  for (let at = 1; at < words.length; at++) {
    const word = words[at] as Word;
    if (isSplat(word)) noteUnclear(reading, word, 'PR001', spec.id);
    const parameter = isNamed ? parameterOf(word, spec) : null;
    if (parameter === null) {
      if (isNamed && word.value === '--' && !word.quoted) isNamed = false;
      else if (takeLoose(reading, loose, word, at)) break;
      continue;
    }
    const option = findParameter(spec, parameter.name);
    if (option === null) {
      noteUnlisted(reading, word, parameter.name);
      continue;
    }
    const [name = ''] = option.names;
    spelled[at] = parameter.attached === null ? name : `${name}:${parameter.attached.value ?? ''}`;
    reading.seen?.push(...option.names);
    reading.modes |= option.modes;
    if (option.presence !== null) bound.push({ meaning: option.presence, word, row: option.id });
    if (option.ends && option.arity === 'none') {
      reading.operands.push(...words.slice(at + 1));
      break;
    }
    if (option.arity === 'none') continue;
    const next = words[at + 1];
    const isNext = parameter.attached === null && next !== undefined && (parameter.waits || parameterOf(next, spec) === null);
    const value = parameter.attached ?? (isNext ? next : null);
    if (isNext) at++;
    if (value === null) continue;
    named.add(option);
    bound.push({ meaning: option.values[0] ?? null, word: value, row: option.id });
    if (option.ends) break;
  }
  reading.spelled = spelled;
  bindLoose(reading, loose, named, bound);
  for (const { meaning, word, row } of bound)
    if (meaning !== null) for (const each of word.elements ?? [word]) noteWord(reading, meaning, each, row);
  for (const { mode, meaning } of spec.does)
    if (mode === 0 || (reading.modes & mode) !== 0) noteWord(reading, meaning, commandWord(reading), spec.id);
  if (spec.patterns.length > 0) noteOperands(reading);
}

/** A word without a name; true where it ends the parameters. */
function takeLoose(reading: Reading, loose: Word[], word: Word, at: number): boolean {
  const { spec, words } = reading;
  if (spec.row.positions !== undefined || spec.row.operands === undefined) {
    loose.push(word);
    return false;
  }
  if (couldBeOption(word)) noteInjection(reading, word);
  reading.operands.push(word);
  if (reading.operands.length < spec.stop) return false;
  reading.operands.push(...words.slice(at + 1));
  return true;
}

function isSplat({ pieces }: Word): boolean {
  return pieces.some((piece) => piece.type === 'parameter' && piece.operator === SPLAT);
}

/** A dash, or what editors make of one; shells of their own take a slash as well. */
function parameterOf(word: Word, { row }: ProgramSpec): Parameter | null {
  const [first] = word.pieces;
  const isBare = first?.type === 'literal' && (!first.quoted || row.operands !== undefined);
  const text = isBare ? (word.value ?? first.text) : '';
  const pattern =
    row.operands === undefined ? /^[-\u2013-\u2015]([a-z_?][\w?]*)(:?)/i : /^(?:[-\u2013-\u2015]{1,2}|\/(?=\w+$|\w+:))([a-z?][\w?]*)(:?)/i;
  const [whole = '', name, colon] = pattern.exec(text) ?? [];
  if (name === undefined || (colon === '' && whole.length < text.length)) return null;
  if (colon === '') return { name, attached: null, waits: false };
  if (whole.length === text.length && word.value !== null) return { name, attached: null, waits: true };
  return { name, attached: attachedWord(word, whole.length), waits: false };
}

/** What stands behind the colon, as one value or several. */
function attachedWord(word: Word, length: number): Word {
  const { elements } = word;
  const rest = dropPrefix(word, length);
  if (elements === undefined) return rest;
  const [first, ...others] = elements;
  const isWhole = first !== undefined && first.span.start === word.span.start;
  return { ...rest, elements: isWhole ? [dropPrefix(first, length), ...others] : elements };
}

const indexes = new WeakMap<ProgramSpec, ReadonlyMap<string, OptionSpec>>();

/** Parameters by their names in small letters. */
function indexOf(spec: ProgramSpec): ReadonlyMap<string, OptionSpec> {
  let index = indexes.get(spec);
  if (index === undefined) {
    index = new Map([...spec.options].map(([name, option]) => [name.slice(1).toLowerCase(), option]));
    indexes.set(spec, index);
  }
  return index;
}

/** The parameter of this name, or of a longer one. A beginning of several is taken for the one that has an effect. */
function findParameter(spec: ProgramSpec, name: string): OptionSpec | null {
  const index = indexOf(spec);
  const folded = name.toLowerCase();
  const exact = index.get(folded);
  if (exact !== undefined) return exact;
  let found: OptionSpec | null = null;
  for (const [known, option] of index)
    if (known.startsWith(folded) && (found === null || (option.effectful && !found.effectful))) found = option;
  return found;
}

function noteUnlisted(reading: Reading, word: Word, name: string): void {
  const { spec, seen } = reading;
  seen?.push(`-${name}`);
  reading.harmlessGlobals = false;
  if (spec.row.mark === undefined && (spec.row.options ?? '') !== '' && spec.row.positions !== undefined)
    noteUnclear(reading, word, 'PR001', spec.id);
}

const places = new WeakMap<ProgramSpec, readonly Place[]>();

function placesOf(spec: ProgramSpec): readonly Place[] {
  let list = places.get(spec);
  if (list === undefined) {
    list = (spec.row.positions ?? '').split(/\s+/).flatMap((text) => {
      const option = spec.options.get(text.replace(/[~*]$/, ''));
      if (option === undefined && text !== '') throw new Error(`position ${text} of ${spec.id}`);
      return option === undefined ? [] : [{ option, fromPipe: text.endsWith('~'), takesRest: text.endsWith('*') }];
    });
    places.set(spec, list);
  }
  return list;
}

/** Gives words without a name to the parameters that have none yet. */
function bindLoose(reading: Reading, loose: readonly Word[], named: ReadonlySet<OptionSpec>, bound: Bound[]): void {
  let at = 0;
  for (const { option, fromPipe, takesRest } of placesOf(reading.spec)) {
    if (named.has(option)) continue;
    const words = takesRest ? loose.slice(at) : loose.slice(at, at + 1);
    at += words.length;
    const given = words.length === 0 && fromPipe ? pipedWords(reading) : words;
    for (const word of given) bound.push({ meaning: option.values[0] ?? null, word, row: option.id });
  }
}

/** What the pipe carries, one object for each line. */
function pipedWords(reading: Reading): readonly Word[] {
  const { span } = commandWord(reading);
  const text = reading.piped();
  if (text === null) return [unknownWord(span, false)];
  return text.split('\n').flatMap((line) => (line === '' ? [] : literalWord(line, span)));
}
