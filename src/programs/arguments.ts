/**
 * Reads the words of one invocation by its spec: options in getopt's, getopt_long's and the single-dash manner, subcommands, operands.
 * What words mean is noted level by level, once all modes of the level are known.
 *
 * INVARIANT: linear in the words; a word that is not known is never skipped without asking whether it could be an option with an effect.
 */
import { MAX_SPLICED_WORDS } from '../base/index.ts';
import type { Word } from '../shell/index.ts';
import { compileRow } from './compile.ts';
import { attachedOptions, findCommand, findExact, findLetter, findName } from './lookup.ts';
import { noteInjection, noteUnclear, noteWord } from './note.ts';
import { noteOperands } from './operands.ts';
import { bindParameters } from './powershell/bind.ts';
import { commandWord, type Reading } from './reading.ts';
import type { Meaning, OptionSpec, ProgramSpec } from './spec.ts';
import { isPlace, noteUnlistedValue } from './unlisted.ts';
import { couldBeOption, dropPrefix, isSpread, knownPrefix, unknownWord } from './word.ts';

const DASH = 45;
const PLUS = 43;

/** Reads all words behind the program's name. */
export function readArguments(reading: Reading): void {
  if (reading.spec.row.syntax === 'cmdlet') return bindParameters(reading);
  let at = 1;
  if (reading.spec.row.bundle === true) at = readBundle(reading);
  while (at < reading.words.length) at = readWord(reading, at);
  finishLevel(reading);
}

function readWord(reading: Reading, at: number): number {
  const word = reading.words[at] as Word;
  const { spec } = reading;
  if (reading.ended || spec.row.syntax === 'plain') return readOperand(reading, word, at);
  if (spec.row.syntax === 'pairs') return readPair(reading, word, at);
  if (spec.row.syntax === 'slash') return readSwitch(reading, word, at);
  const text = knownPrefix(word);
  const first = text.charCodeAt(0);
  if (first === DASH && (text.length > 1 || word.value === null)) return readOption(reading, word, text, at);
  if (first === PLUS && spec.plus !== null) return readPlus(reading, spec.plus, word, text, at);
  if (text === '' && couldBeOption(word)) noteInjection(reading, word);
  return readOperand(reading, word, at);
}

/** `+x`, `+o NAME`, `+command`. */
function readPlus(reading: Reading, plus: OptionSpec, word: Word, text: string, at: number): number {
  const exact = reading.spec.options.get(text);
  if (exact !== undefined && exact !== plus) return activate(reading, exact, word, null, at);
  return activate(reading, plus, word, dropPrefix(word, 1), at);
}

function readOption(reading: Reading, word: Word, text: string, at: number): number {
  if (text === '--' && word.value !== null) {
    reading.ended = true;
    return endOptions(reading, at);
  }
  if (reading.spec.row.syntax === 'dash') return readDashName(reading, word, text, at);
  return text.startsWith('--') ? readLongName(reading, word, text, at) : readLetters(reading, word, text, at);
}

/** `--`: what follows are operands, and for some programs operands of another kind. */
function endOptions(reading: Reading, at: number): number {
  const pattern = reading.spec.patterns.find(({ after }) => after !== null);
  if (pattern === undefined) return at + 1;
  reading.after = reading.words.slice(at + 1);
  return reading.words.length;
}

/** `--name`, `--name=value`, or an unambiguous beginning of a name. */
function readLongName(reading: Reading, word: Word, text: string, at: number): number {
  const sign = text.indexOf('=');
  if (sign < 0 && word.value === null) return noteUnknownOption(reading, word, at);
  const name = sign < 0 ? text : text.slice(0, sign);
  const option = findName(reading.spec, name);
  const attached = sign < 0 ? null : dropPrefix(word, sign + 1);
  return option === undefined ? noteUnlisted(reading, name, at, attached) : activate(reading, option, word, attached, at);
}

/** `-name`, `--name`, `-name=value`, `-namevalue` for the few that are so. */
function readDashName(reading: Reading, word: Word, text: string, at: number): number {
  const start = text.startsWith('--') ? 1 : 0;
  const sign = text.indexOf('=');
  const name = text.slice(start, sign < 0 ? undefined : sign);
  const option = word.value === null && sign < 0 ? undefined : findExact(reading.spec, name);
  if (option !== undefined) return activate(reading, option, word, sign < 0 ? null : dropPrefix(word, sign + 1), at);
  for (const candidate of attachedOptions(reading.spec)) {
    const spelling = candidate.names.find((known) => text.startsWith(known, start));
    if (spelling !== undefined) return activate(reading, candidate, word, dropPrefix(word, start + spelling.length), at);
  }
  if (word.value === null && sign < 0) return noteUnknownOption(reading, word, at);
  return noteUnlisted(reading, name, at, sign < 0 ? null : dropPrefix(word, sign + 1));
}

/** `-abc`, `-ovalue`, `-abo value`, `-5`. */
function readLetters(reading: Reading, word: Word, text: string, at: number): number {
  const whole = text.length > 2 && word.value !== null ? findExact(reading.spec, text) : undefined;
  if (whole !== undefined) return activate(reading, whole, word, null, at);
  const long = attachedOptions(reading.spec).find(({ names }) => names.some((name) => isBegun(text, name)));
  if (long !== undefined)
    return activate(reading, long, word, dropPrefix(word, long.names.find((name) => isBegun(text, name))?.length ?? 0), at);
  for (let i = 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const option = findLetter(reading.spec, code, text[i] ?? '');
    if (option === undefined) {
      const rest = i + 1 < text.length ? dropPrefix(word, i + 1) : null;
      noteUnlisted(reading, `-${text[i]}`, at, rest);
      if (rest !== null && isPlace(rest)) return at + 1;
      continue;
    }
    if (option.arity !== 'none') {
      const rest = i + 1 < text.length || word.value === null ? dropPrefix(word, i + 1) : null;
      return activate(reading, option, word, rest, at);
    }
    activate(reading, option, word, null, at);
    if (option.ends) return reading.words.length;
  }
  return word.value === null ? noteUnknownOption(reading, word, at) : at + 1;
}

/** `-TTvalue`: a name of several letters with one dash, its value behind it. */
function isBegun(text: string, name: string): boolean {
  return name.length > 2 && !name.startsWith('--') && text.length > name.length && text.startsWith(name);
}

/** `xzf ARCHIVE`: letters without a dash, each value the next word. */
function readBundle(reading: Reading): number {
  const word = reading.words[1];
  if (word === undefined || word.value === null || word.value === '' || word.value.startsWith('-')) return 1;
  let next = 2;
  for (const letter of word.value) {
    const option = findLetter(reading.spec, letter.charCodeAt(0), letter);
    if (option === undefined) noteUnlisted(reading, `-${letter}`, 1, null);
    else if (option.arity === 'none' || option.arity === 'optional') activate(reading, option, word, null, 1);
    else next = activate(reading, option, word, null, next - 1);
  }
  return next;
}

/** `if=FILE`. */
function readPair(reading: Reading, word: Word, at: number): number {
  const text = knownPrefix(word);
  const sign = text.indexOf('=');
  const option = sign < 0 ? undefined : reading.spec.options.get(text.slice(0, sign));
  if (option !== undefined) return activate(reading, option, word, dropPrefix(word, sign + 1), at);
  if (text === '' && couldBeOption(word)) noteInjection(reading, word);
  return readOperand(reading, word, at);
}

/** `/x`, `/x:value`, `-x`; what has another slash in it is a path. */
function readSwitch(reading: Reading, word: Word, at: number): number {
  const text = knownPrefix(word);
  const isSwitch = (text.startsWith('/') || text.startsWith('-')) && (text.length > 1 || word.value === null);
  if (!isSwitch) {
    if (text === '' && couldBeOption(word)) noteInjection(reading, word);
    return readOperand(reading, word, at);
  }
  const { options } = reading.spec;
  const whole = options.get(`/${text.slice(1).toLowerCase()}`);
  if (whole !== undefined && word.value !== null) return activate(reading, whole, word, null, at);
  const sign = text.search(/[:=]/);
  if (sign < 0 && word.value === null) return noteUnknownOption(reading, word, at);
  // `/log+:FILE` adds to it.
  const name = `/${text
    .slice(1, sign < 0 ? undefined : sign)
    .replace(/\+$/, '')
    .toLowerCase()}`;
  const option = options.get(name);
  const attached = sign < 0 ? null : dropPrefix(word, sign + 1);
  if (option !== undefined) return activate(reading, option, word, attached, at);
  return text.startsWith('/') && /[/\\]/.test(text.slice(1)) ? readOperand(reading, word, at) : noteUnlisted(reading, name, at, attached);
}

/** Takes an option with its values; returns the index of the next word. */
function activate(reading: Reading, option: OptionSpec, word: Word, attached: Word | null, at: number): number {
  reading.modes |= option.modes;
  reading.seen?.push(...option.names);
  if (option.presence !== null) defer(reading, option.presence, word, option.id);
  if (option.arity === 'descend') return descend(reading, option, attached, at + 1);
  const next = option.arity === 'until' ? takeUntil(reading, option, attached, at + 1) : takeValues(reading, option, attached, at + 1);
  if (!option.ends) return next;
  addOperands(reading, next);
  reading.ended = true;
  return reading.words.length;
}

function takeValues(reading: Reading, option: OptionSpec, attached: Word | null, at: number): number {
  let next = at;
  for (let i = 0; i < option.values.length; i++) {
    const meaning = option.values[i] ?? null;
    let word = i === 0 ? attached : null;
    if (word === null) {
      if (option.arity === 'optional' || option.arity === 'attached') return next;
      word = reading.words[next] ?? null;
      if (word === null || (option.arity === 'loose' && knownPrefix(word).startsWith('-'))) return next;
      next++;
      if (isSpread(word) && !(takesMany(meaning) && isPlainPattern(word))) noteSpread(reading, word);
    }
    if (meaning?.kind.type === 'splice') next = splice(reading, meaning, word, next);
    else if (meaning !== null) defer(reading, meaning, word, option.id);
  }
  return next;
}

/** `-m MODULE …`: the words behind the value are read by the row of that name, or are arguments that nobody knows. */
function descend(reading: Reading, option: OptionSpec, attached: Word | null, at: number): number {
  const next = takeValues(reading, option, attached, at);
  const name = (attached ?? reading.words[at])?.value ?? null;
  const row = name === null ? undefined : findCommand(reading.spec, name);
  if (row !== undefined) {
    leaveLevel(reading);
    reading.spec = subspec(reading.spec, row);
    return next;
  }
  addOperands(reading, next);
  reading.ended = true;
  return reading.words.length;
}

/** `-exec CMD … ;`: all words up to the final `;`, or `+` behind `{}`. */
function takeUntil(reading: Reading, option: OptionSpec, attached: Word | null, at: number): number {
  let end = at;
  while (end < reading.words.length && !endsCommand(reading.words, end, at)) end++;
  const [meaning] = option.values;
  const words = attached === null ? reading.words.slice(at, end) : [attached, ...reading.words.slice(at, end)];
  if (meaning?.kind.type === 'list' && words.length > 0) meaning.kind.note(reading, words, meaning.argument, option.id);
  return end + 1;
}

function endsCommand(words: readonly Word[], at: number, start: number): boolean {
  const value = words[at]?.value;
  return value === ';' || (value === '+' && at > start && words[at - 1]?.value === '{}');
}

/** One word that stands for several: they are read in its place. */
function splice(reading: Reading, meaning: Meaning, word: Word, next: number): number {
  const known = meaning.kind.type === 'splice' ? meaning.kind.split(word) : null;
  const fits = known !== null && reading.words.length + known.length <= MAX_SPLICED_WORDS;
  const parts = fits ? known : [unknownWord(word.span, false)];
  reading.words = [...reading.words.slice(0, next), ...parts, ...reading.words.slice(next)];
  return next;
}

function readOperand(reading: Reading, word: Word, at: number): number {
  const { spec } = reading;
  if (spec.commands !== null && reading.operands.length === 0) {
    const chosen = chooseCommand(reading, word, at);
    if (chosen) return at + 1;
  }
  reading.operands.push(word);
  if (reading.operands.length < spec.stop) return at + 1;
  addOperands(reading, at + 1);
  return reading.words.length;
}

/** Goes down to the subcommand that a word names; false where the word is an operand after all. */
function chooseCommand(reading: Reading, word: Word, at: number): boolean {
  const { spec } = reading;
  if (word.value === null) {
    reading.harmlessGlobals = false;
    if (spec.row.otherwise !== 'operands') noteUnclear(reading, word, 'PR003', spec.id);
    return isUnknownCommand(reading, word);
  }
  const row = findCommand(spec, word.value);
  if (row === undefined) {
    if (spec.row.otherwise === 'plugin') notePlugin(reading, word);
    return false;
  }
  leaveLevel(reading);
  reading.path.push(at);
  reading.spec = subspec(spec, row);
  return true;
}

/** A subcommand that is an alias or another program: code of a name that a rule can spell. */
function notePlugin({ effects, spec }: Reading, word: Word): void {
  effects.push({ type: 'code', language: spec.id, source: 'module', text: word, certainty: 'literal', span: word.span, row: spec.id });
}

/** A word that may name any subcommand, or be none at all: then the next word names it. */
function isUnknownCommand({ spec }: Reading, word: Word): boolean {
  return spec.row.otherwise !== 'operands' && isSpread(word) && knownPrefix(word) === '';
}

function subspec(spec: ProgramSpec, row: ProgramSpec['row']): ProgramSpec {
  let compiled = spec.compiled.get(row);
  if (compiled === undefined) {
    compiled = compileRow(row, spec);
    spec.compiled.set(row, compiled);
  }
  return compiled;
}

/** Notes what the options of this level mean, before a subcommand is read. */
function leaveLevel(reading: Reading): void {
  for (const { meaning, word, row } of reading.pending) noteWord(reading, meaning, word, row);
  reading.pending = [];
  reading.operands = [];
  reading.modes = 0;
  reading.ended = false;
}

/** Notes all that was found on the last level: values of options, what the program does anyway, operands. */
function finishLevel(reading: Reading): void {
  const { spec, modes, pending } = reading;
  for (const { meaning, word, row } of pending) noteWord(reading, meaning, word, row);
  for (const { mode, meaning } of spec.does) {
    if (mode === 0 || (modes & mode) !== 0) noteWord(reading, meaning, commandWord(reading), spec.id);
  }
  noteOperands(reading);
}

/** An option that is not listed is taken for a flag, unless it has a value that says more; not where it could hide which word is run. */
function noteUnlisted(reading: Reading, name: string, at: number, attached: Word | null): number {
  reading.seen?.push(name);
  reading.harmlessGlobals = false;
  const word = reading.words[at] as Word;
  noteUnlistedValue(reading, name, attached, reading.words[at + 1] ?? null);
  // With its value attached an option takes no other word.
  const last = reading.effects.at(-1);
  const isNoted = last?.type === 'unclear' && last.span === word.span;
  if (reading.spec.strict && !isNoted && !knownPrefix(word).includes('=')) noteUnclear(reading, word, 'PR001', reading.spec.id);
  return at + 1;
}

/** A word that begins with a dash, its name not known. */
function noteUnknownOption(reading: Reading, word: Word, at: number): number {
  reading.harmlessGlobals = false;
  noteInjection(reading, word);
  return at + 1;
}

/** The value of an option that may be no word or several: the words behind it may be options. */
function noteSpread(reading: Reading, word: Word): void {
  if (reading.spec.strict) noteUnclear(reading, word, 'PR001', reading.spec.id);
  else noteInjection(reading, word);
}

/** Whether the words behind the value, should it be several, mean what it means itself. */
function takesMany(meaning: Meaning | null): boolean {
  return meaning?.kind.type === 'word' && meaning.kind.takesMany === true;
}

/** A pattern whose names all begin with the text in front of it, and that is no option. */
function isPlainPattern(word: Word): boolean {
  const isPattern = word.pieces.every(({ type }) => type === 'literal' || type === 'glob');
  return isPattern && !couldBeOption(word) && !knownPrefix(word).startsWith('-');
}

/** All words from here on are operands. */
function addOperands(reading: Reading, from: number): void {
  for (let at = from; at < reading.words.length; at++) reading.operands.push(reading.words[at] as Word);
}

/** Meanings wait until all modes of the level are known. */
function defer(reading: Reading, meaning: Meaning, word: Word, row: string): void {
  reading.pending.push({ meaning, word, row });
}
