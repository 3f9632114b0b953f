/** The functions and constants that every rules file knows; those that make rules are added by `parse-rules.ts`. */
import { getAttribute, methodsOf, requireAttribute } from './attribute.ts';
import { CONVERSIONS } from './builtin-convert.ts';
import { compare } from './equality.ts';
import { runtimeFault } from './fault.ts';
import { forEach, lengthOf, toItems } from './iterate.ts';
import { invokeWith, type Machine } from './machine.ts';
import { native, parameter } from './native.ts';
import { repr, str } from './repr.ts';
import { TYPE_TYPE } from './type.ts';
import { list, type NativeFunction, truth, tuple, typeName, type Value } from './value.ts';

const VALUE = parameter('x');
const KEY = parameter('key', 'any', { by: 'name', optional: true });

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Whether an element is (not) true; looks no further than it must. */
function has(machine: Machine, items: Value, wanted: boolean): boolean {
  let found = false;
  forEach(machine, items, (item) => {
    found = truth(item) === wanted;
    return found;
  });
  return found;
}

function fail(machine: Machine, given: readonly Value[]): never {
  const parts = given.map((value) => str(machine, value));
  machine.budget.text(parts.reduce((sum, part) => sum + part.length + 1, 0));
  throw runtimeFault(`fail: ${parts.join(' ')}`);
}

function enumerate(machine: Machine, [items = null, start]: readonly (Value | undefined)[]): Value {
  const first = typeof start === 'bigint' ? start : 0n;
  const all = toItems(machine, items);
  machine.budget.elements(all.length * 3);
  return list(all.map((item, i) => tuple([first + BigInt(i), item])));
}

function zip(machine: Machine, given: readonly Value[]): Value {
  const columns = given.map((each) => toItems(machine, each));
  const rows = columns.length === 0 ? 0 : columns.reduce((shortest, column) => Math.min(shortest, column.length), Number.POSITIVE_INFINITY);
  machine.budget.elements(rows * (columns.length + 2));
  return list(Array.from({ length: rows }, (_, row) => tuple(columns.map((column) => column[row] ?? null))));
}

/** Elements with what they are compared by; the value stays locked while `key` runs. */
function keyed(machine: Machine, items: Value, key: Value | undefined): { readonly item: Value; readonly by: Value }[] {
  const pairs: { item: Value; by: Value }[] = [];
  forEach(machine, items, (item) => {
    machine.budget.elements(1);
    pairs.push({ item, by: key === undefined ? item : invokeWith(machine, key, item) });
    return false;
  });
  return pairs;
}

function sorted(machine: Machine, [items = null, key, reverse]: readonly (Value | undefined)[]): Value {
  const pairs = keyed(machine, items, key);
  const sign = reverse === true ? -1 : 1;
  pairs.sort((a, b) => {
    machine.budget.step();
    return sign * compare(machine, a.by, b.by);
  });
  return list(pairs.map(({ item }) => item));
}

/** `min` (-1) and `max` (1), of one iterable or of several arguments. */
function extreme(machine: Machine, given: readonly Value[], key: Value | undefined, sign: -1 | 1): Value {
  const [only = null] = given;
  const pairs = keyed(machine, given.length === 1 ? only : tuple(given), key);
  const [first, ...rest] = pairs;
  if (!first) throw runtimeFault('there is no element to choose from');
  let best = first;
  for (const each of rest) if (sign * compare(machine, best.by, each.by) < 0) best = each;
  return best.item;
}

/** The hash of Java's texts, as the language prescribes. */
function hashText(text: string): bigint {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return BigInt(hash);
}

/** `getattr(x, name, default)`. */
function getAttributeOr([value = null, name, missing]: readonly (Value | undefined)[]): Value {
  if (missing === undefined) return requireAttribute(value, textOf(name));
  return getAttribute(value, textOf(name)) ?? missing;
}

const NAME = parameter('attr', 'string');

const FUNCTIONS: readonly NativeFunction[] = [
  native('all', [VALUE], (machine, [items = null]) => !has(machine, items, false)),
  native('any', [VALUE], (machine, [items = null]) => has(machine, items, true)),
  native('dir', [VALUE], (machine, [value = null]) => {
    const names = [...methodsOf(value).keys()];
    machine.budget.elements(names.length);
    return list(names);
  }),
  native('enumerate', [VALUE, parameter('start', 'int', { by: 'either', optional: true })], enumerate),
  native('fail', [], (machine, _, { positional }) => fail(machine, positional), { variadic: true }),
  native('getattr', [VALUE, NAME, parameter('default', 'any', { optional: true })], (_, bound) => getAttributeOr(bound)),
  native('hasattr', [VALUE, NAME], (_, [value = null, name]) => methodsOf(value).has(textOf(name))),
  native('hash', [parameter('x', 'string')], (machine, [text]) => {
    machine.budget.work(textOf(text).length);
    return hashText(textOf(text));
  }),
  native('len', [VALUE], (machine, [value = null]) => BigInt(lengthOf(machine, value))),
  native('max', [KEY], (machine, [key], { positional }) => extreme(machine, positional, key, 1), { variadic: true }),
  native('min', [KEY], (machine, [key], { positional }) => extreme(machine, positional, key, -1), { variadic: true }),
  native('repr', [VALUE], (machine, [value = null]) => repr(machine, value)),
  native('reversed', [VALUE], (machine, [items = null]) => list(toItems(machine, items).reverse())),
  native('sorted', [VALUE, KEY, parameter('reverse', 'bool', { by: 'name', optional: true })], sorted),
  native('type', [VALUE], (_, [value = null]) => typeName(value), { asType: TYPE_TYPE }),
  native('zip', [], (machine, _, { positional }) => zip(machine, positional), { variadic: true }),
];

/** Constants are names like others: a file may even assign them. */
export const BUILTINS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['None', null],
  ['True', true],
  ['False', false],
  ...[...FUNCTIONS, ...CONVERSIONS].map((each) => [each.name, each] as const),
]);
