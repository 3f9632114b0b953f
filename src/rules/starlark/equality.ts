/**
 * Which values are equal, which come first, and which may be keys of a dict.
 *
 * INVARIANT: equal keys have the same canonical text and different ones different texts, so a dict is a Map of texts.
 */
import { MAX_STARLARK_KEY, MAX_STARLARK_VALUE_DEPTH } from '../../base/index.ts';
import { isFlat } from './character.ts';
import { limitFault, runtimeFault, unsupported } from './fault.ts';
import { compareIntegers, formatInteger } from './integer.ts';
import type { Machine } from './machine.ts';
import { type Composite, isComposite, type Range, rangeLength, typeName, type Value } from './value.ts';

/** `==`; values of different types are different, but for int and float. */
export function equals(machine: Machine, left: Value, right: Value, depth = 0): boolean {
  if (typeof left === 'string' && typeof right === 'string') return textsEqual(machine, left, right);
  if (isNumber(left) && isNumber(right)) return compareNumbers(machine, left, right) === 0;
  if (left === right) return true;
  if (!isComposite(left) || !isComposite(right)) return false;
  machine.budget.step();
  if (depth > MAX_STARLARK_VALUE_DEPTH) throw limitFault(`values nested deeper than ${MAX_STARLARK_VALUE_DEPTH}`);
  return compositesEqual(machine, left, right, depth + 1);
}

function textsEqual(machine: Machine, left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  machine.budget.search(1, left.length);
  return left === right;
}

function compositesEqual(machine: Machine, left: Composite, right: Composite, depth: number): boolean {
  if (left.type === 'list' && right.type === 'list') return sequencesEqual(machine, left.content, right.content, depth);
  if (left.type === 'tuple' && right.type === 'tuple') return sequencesEqual(machine, left.content, right.content, depth);
  if (left.type === 'dict' && right.type === 'dict') {
    if (left.entries.size !== right.entries.size) return false;
    machine.budget.work(left.entries.size);
    for (const [key, { value }] of left.entries) {
      const other = right.entries.get(key);
      if (other === undefined || !equals(machine, value, other.value, depth)) return false;
    }
    return true;
  }
  if (left.type === 'range' && right.type === 'range') return rangesEqual(left, right);
  if (left.type === 'bytes' && right.type === 'bytes') return compareBytes(machine, left.content, right.content) === 0;
  if (left.type === 'type' && right.type === 'type') return left.of.text === right.of.text;
  return false;
}

function sequencesEqual(machine: Machine, left: readonly Value[], right: readonly Value[], depth: number): boolean {
  if (left.length !== right.length) return false;
  machine.budget.work(left.length);
  return left.every((item, i) => equals(machine, item, right[i] ?? null, depth));
}

/** Ranges are equal when they give the same integers. */
function rangesEqual(left: Range, right: Range): boolean {
  const length = rangeLength(left);
  if (length !== rangeLength(right)) return false;
  if (length === 0) return true;
  return left.start === right.start && (length === 1 || left.step === right.step);
}

/** Negative, zero or positive, for `<` and for sorting. */
export function compare(machine: Machine, left: Value, right: Value, depth = 0): number {
  if (isNumber(left) && isNumber(right)) return compareNumbers(machine, left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(machine, left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (isComposite(left) && isComposite(right) && left.type === right.type) {
    machine.budget.step();
    if (depth > MAX_STARLARK_VALUE_DEPTH) throw limitFault(`values nested deeper than ${MAX_STARLARK_VALUE_DEPTH}`);
    if (left.type === 'bytes' && right.type === 'bytes') return compareBytes(machine, left.content, right.content);
    if ((left.type === 'list' || left.type === 'tuple') && (right.type === 'list' || right.type === 'tuple')) {
      return compareSequences(machine, left.content, right.content, depth + 1);
    }
  }
  throw unsupported('compare', typeName(left), typeName(right));
}

function compareSequences(machine: Machine, left: readonly Value[], right: readonly Value[], depth: number): number {
  const common = Math.min(left.length, right.length);
  machine.budget.work(common);
  for (let i = 0; i < common; i++) {
    const order = compare(machine, left[i] ?? null, right[i] ?? null, depth);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

export function isNumber(value: Value): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** NaN is equal to itself and greater than all else; an int is compared with a float as a float. */
function compareNumbers(machine: Machine, left: bigint | number, right: bigint | number): number {
  if (typeof left === 'bigint' && typeof right === 'bigint') return compareIntegers(machine, left, right);
  const a = Number(left);
  const b = Number(right);
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/** Units that are compared in the time of one element. */
const UNITS_AT_ONCE = 8;

/** By code points, which is how UTF-8 sorts, and not how UTF-16 does. */
function compareTexts(machine: Machine, left: string, right: string): number {
  machine.budget.work(Math.min(left.length, right.length) / UNITS_AT_ONCE);
  if (left === right) return 0;
  if (isFlat(left) && isFlat(right)) return left < right ? -1 : 1;
  return compareUnits(machine, left, right);
}

function compareUnits(machine: Machine, left: string, right: string): number {
  const common = Math.min(left.length, right.length);
  machine.budget.characters(common);
  for (let i = 0; i < common; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return isSurrogate(a) !== isSurrogate(b) ? (isSurrogate(a) ? 1 : -1) : a - b;
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function compareBytes(machine: Machine, left: Uint8Array, right: Uint8Array): number {
  const common = Math.min(left.length, right.length);
  machine.budget.work(common / UNITS_AT_ONCE);
  for (let i = 0; i < common; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function longKey(): Error {
  return limitFault(`a key of more than ${MAX_STARLARK_KEY} characters`);
}

/** Characters that the length of a part takes in a key. */
const LENGTH_DIGITS = 6;

/** Characters of a byte in a key. */
const BYTE_DIGITS = 4;

/** Numbers given to functions so that they can be keys: equal only to themselves. */
const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** The canonical text of a key; a fault where the value cannot be one. */
export function keyOf(machine: Machine, value: Value, depth = 0): string {
  switch (typeof value) {
    case 'string':
      if (value.length > MAX_STARLARK_KEY) throw longKey();
      machine.budget.text(value.length);
      return `s${value}`;
    case 'bigint':
      return `i${formatInteger(machine, value, 16)}`;
    case 'number':
      return Number.isInteger(value) ? `i${BigInt(value).toString(16)}` : `f${value}`;
    case 'boolean':
      return value ? 'T' : 'F';
    default:
      return value === null ? 'N' : compositeKey(machine, value, depth);
  }
}

function compositeKey(machine: Machine, value: Composite, depth: number): string {
  machine.budget.step();
  if (depth > MAX_STARLARK_VALUE_DEPTH) throw limitFault(`values nested deeper than ${MAX_STARLARK_VALUE_DEPTH}`);
  switch (value.type) {
    case 'tuple':
      return joinKeys(
        machine,
        value.content.map((item) => keyOf(machine, item, depth + 1)),
      );
    case 'bytes':
      if (value.content.length * BYTE_DIGITS > MAX_STARLARK_KEY) throw longKey();
      machine.budget.text(value.content.length * BYTE_DIGITS);
      return `b${value.content.join()}`;
    case 'type':
      return `t${value.of.text}`;
    case 'function':
    case 'native':
    case 'method':
      return `o${identityOf(value)}`;
    default:
      throw runtimeFault(`a \`${typeName(value)}\` cannot be a key`, 'use a text, a number or a tuple of them');
  }
}

function joinKeys(machine: Machine, keys: readonly string[]): string {
  const length = keys.reduce((sum, key) => sum + key.length + LENGTH_DIGITS, 0);
  if (length > MAX_STARLARK_KEY) throw longKey();
  machine.budget.text(length);
  const joined = `(${keys.map((key) => `${key.length}:${key}`).join('')})`;
  return joined;
}

function identityOf(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  identities.set(value, ++lastIdentity);
  return lastIdentity;
}
