/**
 * The methods of texts.
 *
 * INVARIANT: positions count characters, not UTF-16 units; "letter", "digit", "white space" and case are those of Unicode.
 */
import { formatBraces } from './brace-format.ts';
import { characterCount, sliceCharacters, toCharacters } from './character.ts';
import { runtimeFault } from './fault.ts';
import { forEach } from './iterate.ts';
import type { Machine } from './machine.ts';
import { native, parameter, tableOf } from './native.ts';
import { oneLine } from './one-line.ts';
import { splitLines, splitText, splitTextFromEnd } from './text-split.ts';
import { type Ends, isWhiteSpace, trimText, WHITE_SPACE } from './text-trim.ts';
import { isTuple, list, type NativeFunction, tuple, typeName, type Value } from './value.ts';

const LETTER = /^\p{Alphabetic}$/u;
const LETTER_OR_DIGIT = /^[\p{Alphabetic}\p{N}]$/u;
const DIGIT = /^\p{N}$/u;
const UPPER = /^\p{Uppercase}$/u;
const LOWER = /^\p{Lowercase}$/u;

/** A method that takes the text and what is bound; the text itself is charged. */
function method(
  name: string,
  parameters: NativeFunction['parameters'],
  call: (machine: Machine, text: string, bound: readonly (Value | undefined)[]) => Value,
): NativeFunction {
  return native(name, parameters, (machine, bound, _, self) => {
    const text = textOf(self);
    machine.budget.work(text.length);
    return call(machine, text, bound);
  });
}

/** A method that looks at each character by itself. */
function slowMethod(name: string, call: (text: string) => Value): NativeFunction {
  return method(name, [], (machine, text) => {
    machine.budget.characters(text.length * 2);
    const result = call(text);
    return typeof result === 'string' ? charged(machine, result) : result;
  });
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A text of about the length of the one it is made from. */
function charged(machine: Machine, text: string): string {
  machine.budget.text(text.length);
  return text;
}

const RANGE = [parameter('start', 'int', { optional: true, orNone: true }), parameter('end', 'int', { optional: true, orNone: true })];

/** The part of a text between two positions, and where it starts; null where the start lies behind it. */
function partOf(machine: Machine, text: string, start: Value | undefined, end: Value | undefined): { part: string; offset: number } | null {
  if (start === undefined && end === undefined) return { part: text, offset: 0 };
  const length = characterCount(machine, text);
  const from = place(start, 0, length);
  const to = place(end, length, length);
  if (typeof start === 'bigint' && start > BigInt(length)) return null;
  if (from > to) return null;
  return { part: sliceCharacters(machine, text, from, to), offset: from };
}

function place(position: Value | undefined, missing: number, length: number): number {
  if (typeof position !== 'bigint') return missing;
  const at = Number(position);
  return Math.min(length, Math.max(0, at < 0 ? length + at : at));
}

/** Position of a text in another, in characters; -1 where it is not. */
function findIn(
  machine: Machine,
  text: string,
  [needle, start, end]: readonly (Value | undefined)[],
  search: 'indexOf' | 'lastIndexOf',
): number {
  const found = partOf(machine, text, start, end);
  if (found === null) return -1;
  machine.budget.search(found.part.length, textOf(needle).length);
  const at = found.part[search](textOf(needle));
  return at < 0 ? -1 : found.offset + characterCount(machine, found.part.slice(0, at));
}

function indexIn(machine: Machine, text: string, bound: readonly (Value | undefined)[], search: 'indexOf' | 'lastIndexOf'): Value {
  const at = findIn(machine, text, bound, search);
  if (at < 0) throw runtimeFault(`\`${shorten(textOf(bound[0]))}\` is not in \`${shorten(text)}\``, 'use `find`, which gives -1');
  return BigInt(at);
}

function shorten(text: string): string {
  return oneLine(text, 60);
}

function countIn(machine: Machine, text: string, [needle, start, end]: readonly (Value | undefined)[]): Value {
  const found = partOf(machine, text, start, end);
  if (found === null) return 0n;
  const wanted = textOf(needle);
  if (wanted === '') return BigInt(characterCount(machine, found.part) + 1);
  machine.budget.search(found.part.length, wanted.length);
  return BigInt(found.part.split(wanted).length - 1);
}

/** `startswith`, `endswith`: one text or a tuple of them. */
function hasEdge(
  machine: Machine,
  [edge, start, end]: readonly (Value | undefined)[],
  text: string,
  test: 'startsWith' | 'endsWith',
): boolean {
  const found = partOf(machine, text, start, end);
  if (found === null) return false;
  const edges = edge !== undefined && isTuple(edge) ? edge.content : [edge];
  return edges.some((each) => {
    const wanted = textOf(each);
    machine.budget.search(1, wanted.length);
    return found.part[test](wanted);
  });
}

function every(text: string, pattern: RegExp): boolean {
  if (text === '') return false;
  for (const character of text) if (!pattern.test(character)) return false;
  return true;
}

/** At least one letter of the one case and none of the other. */
function isCase(text: string, wanted: RegExp, other: RegExp): boolean {
  let found = false;
  for (const character of text) {
    if (other.test(character)) return false;
    found ||= wanted.test(character);
  }
  return found;
}

function isTitle(text: string): boolean {
  let start = true;
  let found = false;
  for (const character of text) {
    const letter = LETTER.test(character);
    if (letter && (start ? LOWER : UPPER).test(character)) return false;
    found ||= letter;
    start = !letter;
  }
  return found;
}

function toTitle(text: string): string {
  let start = true;
  let title = '';
  for (const character of text) {
    const letter = LETTER.test(character);
    title += letter && start ? character.toUpperCase() : character.toLowerCase();
    start = !letter;
  }
  return title;
}

function capitalize(text: string): string {
  const [first = '', ...rest] = Array.from(text);
  return first.toUpperCase() + rest.map((character) => character.toLowerCase()).join('');
}

/** Without the characters of `strip` (white space where it is undefined) at the ends asked for. */
function strip(machine: Machine, text: string, stripped: Value | undefined, ends: Ends): string {
  const set = typeof stripped === 'string' ? new Set(toCharacters(machine, stripped)) : null;
  machine.budget.work(text.length * 4);
  return charged(machine, trimText(text, set ? (character) => set.has(character) : isWhiteSpace, ends));
}

/** `partition`: before, the separator, behind; `missing` where it is not in the text. */
function partition(
  machine: Machine,
  text: string,
  separator: string,
  search: 'indexOf' | 'lastIndexOf',
  missing: readonly string[],
): Value {
  if (separator === '') throw runtimeFault('the separator cannot be empty');
  machine.budget.search(text.length, separator.length);
  const at = text[search](separator);
  if (at < 0) return tuple(missing);
  return tuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function replace(machine: Machine, text: string, [old, by, limit]: readonly (Value | undefined)[]): string {
  if (typeof limit === 'bigint' && limit < 0n) throw runtimeFault(`the count of \`replace\` cannot be negative, but is ${limit}`);
  const parts = splitText(machine, text, textOf(old), typeof limit === 'bigint' ? Number(limit) : undefined);
  const length = parts.reduce((sum, part) => sum + part.length, 0) + (parts.length - 1) * textOf(by).length;
  machine.budget.text(length);
  return parts.join(textOf(by));
}

function join(machine: Machine, separator: string, items: Value): string {
  const parts: string[] = [];
  forEach(machine, items, (item) => {
    if (typeof item !== 'string')
      throw runtimeFault(`\`join\` joins texts, but an element is a \`${typeName(item)}\``, 'convert it with `str`');
    machine.budget.text(item.length + separator.length);
    parts.push(item);
    return false;
  });
  return charged(machine, parts.join(separator));
}

function removeEdge(text: string, edge: string, test: 'startsWith' | 'endsWith'): string {
  if (!text[test](edge)) return text;
  return test === 'startsWith' ? text.slice(edge.length) : text.slice(0, text.length - edge.length);
}

/** The limit of `split`: undefined for none; a negative one is none as well. */
function limitOf(limit: Value | undefined): number | undefined {
  return typeof limit === 'bigint' && limit >= 0n ? Number(limit) : undefined;
}

const NEEDLE = parameter('needle', 'string');
const STRIPPED = [parameter('chars', 'string', { optional: true })];
const SPLIT = [
  parameter('sep', 'string', { optional: true, orNone: true }),
  parameter('maxsplit', 'int', { optional: true, orNone: true }),
];
const EDGE = [parameter('prefix', 'string or tuple'), ...RANGE];

export const TEXT_METHODS = tableOf([
  method('elems', [], (_, text) => ({ type: 'iterator', text, element: 'character' })),
  method('codepoints', [], (_, text) => ({ type: 'iterator', text, element: 'codepoint' })),
  slowMethod('capitalize', capitalize),
  slowMethod('title', toTitle),
  method('upper', [], (machine, text) => charged(machine, text.toUpperCase())),
  method('lower', [], (machine, text) => charged(machine, text.toLowerCase())),
  method('count', [NEEDLE, ...RANGE], countIn),
  method('find', [NEEDLE, ...RANGE], (machine, text, bound) => BigInt(findIn(machine, text, bound, 'indexOf'))),
  method('rfind', [NEEDLE, ...RANGE], (machine, text, bound) => BigInt(findIn(machine, text, bound, 'lastIndexOf'))),
  method('index', [NEEDLE, ...RANGE], (machine, text, bound) => indexIn(machine, text, bound, 'indexOf')),
  method('rindex', [NEEDLE, ...RANGE], (machine, text, bound) => indexIn(machine, text, bound, 'lastIndexOf')),
  method('startswith', EDGE, (machine, text, bound) => hasEdge(machine, bound, text, 'startsWith')),
  method('endswith', EDGE, (machine, text, bound) => hasEdge(machine, bound, text, 'endsWith')),
  slowMethod('isalnum', (text) => every(text, LETTER_OR_DIGIT)),
  slowMethod('isalpha', (text) => every(text, LETTER)),
  slowMethod('isdigit', (text) => every(text, DIGIT)),
  slowMethod('isspace', (text) => every(text, WHITE_SPACE)),
  slowMethod('islower', (text) => isCase(text, LOWER, UPPER)),
  slowMethod('isupper', (text) => isCase(text, UPPER, LOWER)),
  slowMethod('istitle', isTitle),
  method('strip', STRIPPED, (machine, text, [chars]) => strip(machine, text, chars, { start: true, end: true })),
  method('lstrip', STRIPPED, (machine, text, [chars]) => strip(machine, text, chars, { start: true, end: false })),
  method('rstrip', STRIPPED, (machine, text, [chars]) => strip(machine, text, chars, { start: false, end: true })),
  method('partition', [NEEDLE], (machine, text, [needle]) => partition(machine, text, textOf(needle), 'indexOf', [text, '', ''])),
  method('rpartition', [NEEDLE], (machine, text, [needle]) => partition(machine, text, textOf(needle), 'lastIndexOf', ['', '', text])),
  method('replace', [parameter('old', 'string'), parameter('new', 'string'), parameter('count', 'int', { optional: true })], replace),
  method('split', SPLIT, (machine, text, [separator, limit]) => {
    return list(splitText(machine, text, separator === undefined ? null : textOf(separator), limitOf(limit)));
  }),
  method('rsplit', SPLIT, (machine, text, [separator, limit]) => {
    return list(splitTextFromEnd(machine, text, separator === undefined ? null : textOf(separator), limitOf(limit)));
  }),
  method('splitlines', [parameter('keepends', 'bool', { optional: true })], (machine, text, [keep]) =>
    list(splitLines(machine, text, keep === true)),
  ),
  method('removeprefix', [parameter('prefix', 'string')], (machine, text, [edge]) =>
    charged(machine, removeEdge(text, textOf(edge), 'startsWith')),
  ),
  method('removesuffix', [parameter('suffix', 'string')], (machine, text, [edge]) =>
    charged(machine, removeEdge(text, textOf(edge), 'endsWith')),
  ),
  native('join', [parameter('to_join')], (machine, [items], _, self) => join(machine, textOf(self), items ?? null)),
  native('format', null, (machine, _, given, self) => formatBraces(machine, textOf(self), given)),
]);
