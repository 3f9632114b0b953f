/** What `+ - * / // % | ^ & << >>`, the signs, `in` and the comparisons do, type by type. */
import { MAX_STARLARK_INT_BITS, MAX_STARLARK_SHIFT } from '../../base/index.ts';
import type { BinaryOperator, ComparisonOperator } from './ast.ts';
import { compare, equals, isNumber, keyOf } from './equality.ts';
import { runtimeFault, unsupported } from './fault.ts';
import { bounded, chargeIntegers, multiplyIntegers } from './integer.ts';
import { changeable, forEach } from './iterate.ts';
import type { Machine } from './machine.ts';
import { oneLine } from './one-line.ts';
import { formatPercent } from './percent-format.ts';
import { asType, unionType } from './type.ts';
import {
  type Bytes,
  type Dict,
  isComposite,
  isDict,
  isList,
  isTuple,
  type List,
  list,
  type Range,
  tuple,
  typeName,
  type Value,
} from './value.ts';

/** `left OPERATOR right`. */
export function applyBinary(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint') chargeIntegers(machine, left, right);
  return OPERATIONS[operator](machine, left, right) ?? refuse(operator, left, right);
}

function refuse(operator: string, left: Value, right: Value): never {
  throw unsupported(operator, typeName(left), typeName(right));
}

/** Undefined: not for these types. */
type Operation = (machine: Machine, left: Value, right: Value) => Value | undefined;

const OPERATIONS: Readonly<Record<BinaryOperator, Operation>> = {
  '+': add,
  '-': (machine, left, right) =>
    arithmetic(
      machine,
      left,
      right,
      (a, b) => a - b,
      (a, b) => a - b,
    ),
  '*': multiply,
  '/': divide,
  '//': floorDivide,
  '%': remainder,
  '|': union,
  '^': (_, left, right) => bitwise(left, right, (a, b) => a ^ b),
  '&': (_, left, right) => bitwise(left, right, (a, b) => a & b),
  '<<': shiftLeft,
  '>>': shiftRight,
};

function arithmetic(
  machine: Machine,
  left: Value,
  right: Value,
  onInts: (a: bigint, b: bigint) => bigint,
  onFloats: (a: number, b: number) => number,
): Value | undefined {
  if (typeof left === 'bigint' && typeof right === 'bigint') return bounded(machine, onInts(left, right));
  if (isNumber(left) && isNumber(right)) return onFloats(Number(left), Number(right));
  return undefined;
}

function add(machine: Machine, left: Value, right: Value): Value | undefined {
  if (typeof left === 'string' && typeof right === 'string') {
    machine.budget.text(left.length + right.length);
    return left + right;
  }
  if (isComposite(left) && isComposite(right)) return concatenate(machine, left, right);
  return arithmetic(
    machine,
    left,
    right,
    (a, b) => a + b,
    (a, b) => a + b,
  );
}

function concatenate(machine: Machine, left: Value, right: Value): Value | undefined {
  if (isList(left) && isList(right)) {
    machine.budget.elements(left.content.length + right.content.length);
    return list([...left.content, ...right.content]);
  }
  if (isTuple(left) && isTuple(right)) {
    machine.budget.elements(left.content.length + right.content.length);
    return tuple([...left.content, ...right.content]);
  }
  if (isBytes(left) && isBytes(right)) return joinBytes(machine, [left.content, right.content]);
  return undefined;
}

function isBytes(value: Value): value is Bytes {
  return isComposite(value) && value.type === 'bytes';
}

function joinBytes(machine: Machine, parts: readonly Uint8Array[]): Bytes {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  machine.budget.text(length);
  const content = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    content.set(part, at);
    at += part.length;
  }
  return { type: 'bytes', content };
}

function multiply(machine: Machine, left: Value, right: Value): Value | undefined {
  if (typeof right === 'bigint' && !isNumber(left)) return repeat(machine, left, right);
  if (typeof left === 'bigint' && !isNumber(right)) return repeat(machine, right, left);
  return arithmetic(
    machine,
    left,
    right,
    (a, b) => multiplyIntegers(machine, a, b),
    (a, b) => a * b,
  );
}

/** A sequence `count` times over; the count is one of 32 bits. */
function repeat(machine: Machine, value: Value, count: bigint): Value | undefined {
  const times = Math.max(0, toInt32(count));
  if (typeof value === 'string') {
    machine.budget.text(value.length * times);
    return value.repeat(times);
  }
  if (isList(value) || isTuple(value)) {
    machine.budget.elements(value.content.length * times);
    const content: Value[] = [];
    for (let i = 0; i < times && value.content.length > 0; i++) {
      for (const item of value.content) content.push(item);
    }
    return isList(value) ? list(content) : tuple(content);
  }
  if (!isBytes(value)) return undefined;
  machine.budget.text(value.content.length * times);
  return joinBytes(
    machine,
    Array.from({ length: value.content.length === 0 ? 0 : times }, () => value.content),
  );
}

/** The integer, if it has 32 bits. */
export function toInt32(value: bigint): number {
  if (value < -0x80000000n || value > 0x7fffffffn) throw runtimeFault(`the integer \`${shorten(value)}\` is too large here`);
  return Number(value);
}

function shorten(value: bigint): string {
  return oneLine(value.toString(), 40);
}

function divide(_: Machine, left: Value, right: Value): Value | undefined {
  if (!isNumber(left) || !isNumber(right)) return undefined;
  if (Number(right) === 0) throw runtimeFault('division by zero');
  return Number(left) / Number(right);
}

function floorDivide(_: Machine, left: Value, right: Value): Value | undefined {
  if (!isNumber(left) || !isNumber(right)) return undefined;
  if (Number(right) === 0) throw runtimeFault('division by zero');
  if (typeof left !== 'bigint' || typeof right !== 'bigint') return Math.floor(Number(left) / Number(right));
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

/** `%`: the rest, with the sign of the divisor; or a text filled in. */
function remainder(machine: Machine, left: Value, right: Value): Value | undefined {
  if (typeof left === 'string') return formatPercent(machine, left, right);
  if (!isNumber(left) || !isNumber(right)) return undefined;
  if (Number(right) === 0) throw runtimeFault('division by zero');
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    const rest = left % right;
    return rest !== 0n && rest < 0n !== right < 0n ? rest + right : rest;
  }
  const [a, b] = [Number(left), Number(right)];
  const rest = a % b;
  if (rest === 0) return 0;
  return isNegative(rest) !== isNegative(b) ? rest + b : rest;
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

/** `|`: bits of ints, dicts laid over each other, types of either kind. */
function union(machine: Machine, left: Value, right: Value): Value | undefined {
  if (isDict(left) && isDict(right)) {
    machine.budget.elements(left.entries.size + right.entries.size);
    const entries = new Map([...left.entries].map(([key, entry]) => [key, { ...entry }]));
    mergeEntries(entries, right);
    return { type: 'dict', entries, iterators: 0 };
  }
  const bits = bitwise(left, right, (a, b) => a | b);
  return bits ?? typeUnion(machine, left, right);
}

/** Later values replace earlier ones; a key keeps its place. */
function mergeEntries(entries: Dict['entries'], from: Dict): void {
  for (const [key, entry] of from.entries) {
    const known = entries.get(key);
    if (known) known.value = entry.value;
    else entries.set(key, { ...entry });
  }
}

/** `int | str`; only what names a type by itself starts one. */
function typeUnion(machine: Machine, left: Value, right: Value): Value | undefined {
  if (!isComposite(left) || (left.type !== 'native' && left.type !== 'type')) return undefined;
  const [first, second] = [asType(machine, left), asType(machine, right)];
  return first && second ? { type: 'type', of: unionType([first, second]) } : undefined;
}

function bitwise(left: Value, right: Value, operation: (a: bigint, b: bigint) => bigint): Value | undefined {
  return typeof left === 'bigint' && typeof right === 'bigint' ? operation(left, right) : undefined;
}

function shiftLeft(machine: Machine, left: Value, right: Value): Value | undefined {
  if (typeof left !== 'bigint' || typeof right !== 'bigint') return undefined;
  if (right < 0n) throw runtimeFault('a shift cannot be negative');
  if (left === 0n || right === 0n) return left;
  if (right > MAX_STARLARK_SHIFT) throw runtimeFault('integer overflow: the shift is too large');
  return bounded(machine, left << right);
}

function shiftRight(_: Machine, left: Value, right: Value): Value | undefined {
  if (typeof left !== 'bigint' || typeof right !== 'bigint') return undefined;
  if (right < 0n) throw runtimeFault('a shift cannot be negative');
  return right > MAX_STARLARK_INT_BITS * 2 ? (left < 0n ? -1n : 0n) : left >> right;
}

/** `left OPERATOR= right`: lists and dicts are changed in place, everything else gives a new value. */
export function applyAugmented(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value {
  if (operator === '+' && isList(left)) {
    extend(machine, left, right);
    return left;
  }
  if (operator === '|' && isDict(left)) {
    if (!isDict(right)) return refuse('|=', left, right);
    changeable(left);
    machine.budget.elements(right.entries.size);
    if (left !== right) mergeEntries(left.entries, right);
    return left;
  }
  return applyBinary(machine, operator, left, right);
}

/** Appends all elements of `from`; a list may be appended to itself. */
export function extend(machine: Machine, to: List, from: Value): void {
  changeable(to);
  if (to === from) {
    machine.budget.elements(to.content.length);
    to.content = to.content.concat(to.content);
    return;
  }
  forEach(machine, from, (item) => {
    machine.budget.elements(1);
    to.content.push(item);
    return false;
  });
}

/** `+x`, `-x`, `~x`. */
export function applySign(machine: Machine, operator: '+' | '-' | '~', value: Value): Value {
  if (operator === '~' && typeof value === 'bigint') return ~value;
  if (operator !== '~' && isNumber(value)) return operator === '+' ? value : negate(machine, value);
  throw unsupported(operator, typeName(value));
}

function negate(machine: Machine, value: bigint | number): Value {
  return typeof value === 'bigint' ? bounded(machine, -value) : -value;
}

export function applyComparison(machine: Machine, operator: ComparisonOperator, left: Value, right: Value): boolean {
  switch (operator) {
    case '==':
      return equals(machine, left, right);
    case '!=':
      return !equals(machine, left, right);
    case 'in':
      return contains(machine, right, left);
    case 'not in':
      return !contains(machine, right, left);
    case '<':
      return compare(machine, left, right) < 0;
    case '>':
      return compare(machine, left, right) > 0;
    case '<=':
      return compare(machine, left, right) <= 0;
    case '>=':
      return compare(machine, left, right) >= 0;
  }
}

/** A comparison takes as long as so many elements that are copied. */
const COMPARISON = 3;

/** `item in container`. */
function contains(machine: Machine, container: Value, item: Value): boolean {
  if (typeof container === 'string') return containsText(machine, container, item);
  if (isComposite(container)) {
    switch (container.type) {
      case 'list':
      case 'tuple':
        machine.budget.work(container.content.length * COMPARISON);
        return container.content.some((each) => equals(machine, each, item));
      case 'dict':
        return container.entries.has(keyOf(machine, item));
      case 'range':
        return rangeContains(container, item);
      case 'bytes':
        return bytesContain(machine, container, item);
    }
  }
  throw unsupported('in', typeName(item), typeName(container));
}

function containsText(machine: Machine, container: string, item: Value): boolean {
  if (typeof item !== 'string') throw runtimeFault(`a text contains texts, and no value of type \`${typeName(item)}\``);
  machine.budget.search(container.length, item.length);
  return container.includes(item);
}

/** Floats with a whole value count; everything that is no number is just not in it. */
function rangeContains({ start, stop, step }: Range, item: Value): boolean {
  if (!isNumber(item)) return false;
  const at = Number(item);
  if (!Number.isInteger(at)) return false;
  const inside = step > 0 ? at >= start && at < stop : at <= start && at > stop;
  return inside && (at - start) % step === 0;
}

function bytesContain(machine: Machine, { content }: Bytes, item: Value): boolean {
  if (typeof item === 'bigint') {
    if (item < 0n || item > 255n) throw runtimeFault(`a byte is from 0 to 255, not ${shorten(item)}`);
    return content.includes(Number(item));
  }
  if (!isBytes(item)) throw unsupported('in', typeName(item), 'bytes');
  machine.budget.work(content.length * Math.max(1, item.content.length));
  const last = content.length - item.content.length;
  for (let at = 0; at <= last; at++) if (item.content.every((byte, i) => content[at + i] === byte)) return true;
  return false;
}
