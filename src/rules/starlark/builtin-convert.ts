/** The functions that make one type of value from another; most of them name that type in annotations. */

import { MAX_STARLARK_DIGITS } from '../../base/index.ts';
import { entriesOf } from './call.ts';
import { addPairs } from './collection-method.ts';
import { isNumber } from './equality.ts';
import { limitFault, runtimeFault } from './fault.ts';
import { setKey } from './index-slice.ts';
import { parseInteger } from './integer.ts';
import { forEach, toItems } from './iterate.ts';
import type { Machine } from './machine.ts';
import { native, parameter } from './native.ts';
import { repr, str } from './repr.ts';
import { namedType } from './type.ts';
import { type Arguments, type Dict, isComposite, isTuple, list, type NativeFunction, truth, tuple, typeName, type Value } from './value.ts';

function absolute(_: Machine, [value]: readonly (Value | undefined)[]): Value {
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  return Math.abs(typeof value === 'number' ? value : 0);
}

function toCharacter(_: Machine, [code]: readonly (Value | undefined)[]): Value {
  const value = Number(code);
  if (value < 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) throw runtimeFault(`${value} is no character`);
  return String.fromCodePoint(value);
}

function toCode(machine: Machine, [text = '']: readonly (Value | undefined)[]): Value {
  const characters = typeof text === 'string' ? Array.from(text.slice(0, 4)) : [];
  const [only = ''] = characters;
  if (characters.length !== 1) throw runtimeFault(`one character is needed, not ${repr(machine, text)}`);
  return BigInt(only.codePointAt(0) ?? 0);
}

/** `dict(pairs, name = value, …)` */
function toDict(machine: Machine, _: unknown, { positional, named: byName }: Arguments): Value {
  if (positional.length > 1) throw runtimeFault(`\`dict\` takes 1 argument by position, but got ${positional.length}`);
  const dict: Dict = { type: 'dict', entries: new Map(), iterators: 0 };
  const [pairs] = positional;
  if (pairs !== undefined) addPairs(machine, dict, pairs);
  for (const { key, value } of entriesOf(byName).values()) setKey(machine, dict, key, value);
  return dict;
}

const FLOAT = /^[+-]?(?:inf|infinity|nan|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?)$/i;

function toFloat(machine: Machine, [value]: readonly (Value | undefined)[]): Value {
  if (value === undefined) return 0;
  if (typeof value !== 'string') return Number(value);
  if (!FLOAT.test(value)) throw runtimeFault(`${repr(machine, value)} is no number`);
  const name = value.toLowerCase().replace(/^[+-]/, '');
  const sign = value.startsWith('-') ? -1 : 1;
  if (name === 'nan') return Number.NaN;
  if (name.startsWith('inf')) return sign * Number.POSITIVE_INFINITY;
  const number = Number(value);
  if (!Number.isFinite(number)) throw runtimeFault(`${repr(machine, value)} is too large for a float`);
  return number;
}

/** `int(x, base)`. */
function toInt(machine: Machine, [value, base]: readonly (Value | undefined)[]): Value {
  if (value === undefined) return 0n;
  if (typeof value === 'string') return parseText(machine, value, base === undefined ? 0 : Number(base));
  if (base !== undefined) throw runtimeFault('a base is for texts only');
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw runtimeFault(`\`${repr(machine, value)}\` is no integer`);
  return BigInt(Math.trunc(value));
}

const PREFIXES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 };

function parseText(machine: Machine, text: string, base: number): bigint {
  if (base === 1 || base < 0 || base > 36) throw runtimeFault(`a base is from 2 to 36, not ${base}`);
  const unsigned = text.replace(/^[+-]/, '');
  const prefix = /^0[box]/i.test(unsigned) ? PREFIXES[unsigned.charAt(1).toLowerCase()] : undefined;
  const radix = base === 0 ? (prefix ?? 10) : base;
  const digits = prefix === radix ? unsigned.slice(2) : unsigned;
  if (digits.length > MAX_STARLARK_DIGITS) throw limitFault(`a number of more than ${MAX_STARLARK_DIGITS} digits`);
  const value = parseDigits(machine, digits, radix);
  if (value === null) throw runtimeFault(`${repr(machine, text)} is no integer in base ${radix}`);
  return text.startsWith('-') ? -value : value;
}

/** The value of digits, with `_` allowed between them; null where they are none. */
function parseDigits(machine: Machine, written: string, radix: number): bigint | null {
  machine.budget.work(written.length);
  if (!/^[0-9a-z][0-9a-z_]*$/i.test(written)) return null;
  const digits = written.replaceAll('_', '');
  for (const digit of digits) if (Number.parseInt(digit, 36) >= radix) return null;
  return parseInteger(machine, digits, radix);
}

function toRange(_: Machine, [first, second, third]: readonly (Value | undefined)[]): Value {
  const step = third === undefined ? 1 : Number(third);
  if (step === 0) throw runtimeFault('the step of a range cannot be 0');
  return { type: 'range', start: second === undefined ? 0 : Number(first), stop: Number(second ?? first), step };
}

function toTuple(machine: Machine, [items]: readonly (Value | undefined)[]): Value {
  if (items === undefined) return tuple([]);
  return isTuple(items) ? items : tuple(toItems(machine, items));
}

/** `bytes(x)`: a text as UTF-8, or integers from 0 to 255. */
function toBytes(machine: Machine, [value = null]: readonly (Value | undefined)[]): Value {
  if (typeof value === 'string') {
    machine.budget.text(value.length * 3);
    return { type: 'bytes', content: new TextEncoder().encode(value) };
  }
  if (isComposite(value) && value.type === 'bytes') return value;
  const content: number[] = [];
  forEach(machine, value, (item) => {
    if (typeof item !== 'bigint' || item < 0n || item > 255n) throw runtimeFault(`a byte is from 0 to 255, not ${describe(machine, item)}`);
    machine.budget.elements(1);
    content.push(Number(item));
    return false;
  });
  return { type: 'bytes', content: Uint8Array.from(content) };
}

function describe(machine: Machine, value: Value): string {
  return isNumber(value) ? repr(machine, value) : `a \`${typeName(value)}\``;
}

const OPTIONAL = { optional: true } as const;

export const CONVERSIONS: readonly NativeFunction[] = [
  native('abs', [parameter('x', 'number')], absolute),
  native('bool', [parameter('x', 'any', OPTIONAL)], (_, [value]) => value !== undefined && truth(value), { asType: namedType('bool') }),
  native('bytes', [parameter('x')], toBytes, { asType: namedType('bytes') }),
  native('chr', [parameter('i', 'int')], toCharacter),
  native('dict', null, toDict, { asType: namedType('dict') }),
  native('float', [parameter('x', 'number or bool or string', OPTIONAL)], toFloat, { asType: namedType('float') }),
  native('int', [parameter('x', 'number or bool or string', OPTIONAL), parameter('base', 'int', { by: 'either', optional: true })], toInt, {
    asType: namedType('int'),
  }),
  native('list', [parameter('x', 'any', OPTIONAL)], (machine, [items]) => list(items === undefined ? [] : toItems(machine, items)), {
    asType: namedType('list'),
  }),
  native('ord', [parameter('s', 'string')], toCode),
  native('range', [parameter('start', 'int'), parameter('stop', 'int', OPTIONAL), parameter('step', 'int', OPTIONAL)], toRange, {
    asType: namedType('range'),
  }),
  native('str', [parameter('x')], (machine, [value = null]) => str(machine, value), { asType: namedType('string') }),
  native('tuple', [parameter('x', 'any', OPTIONAL)], toTuple, { asType: namedType('tuple') }),
];
