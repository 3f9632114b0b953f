/** The methods of lists, dicts and bytes. What changes one first asks whether a loop runs over it. */
import { entriesOf } from './call.ts';
import { equals, keyOf } from './equality.ts';
import { runtimeFault } from './fault.ts';
import { setKey } from './index-slice.ts';
import { changeable, forEach, toItems } from './iterate.ts';
import type { Machine } from './machine.ts';
import { native, parameter, tableOf } from './native.ts';
import { extend } from './operators.ts';
import { repr } from './repr.ts';
import { type Arguments, type Dict, isDict, isList, type List, list, type NativeFunction, tuple, type Value } from './value.ts';

type Bound = readonly (Value | undefined)[];

function listMethod(
  name: string,
  parameters: NativeFunction['parameters'],
  call: (machine: Machine, self: List, bound: Bound) => Value,
): NativeFunction {
  return native(name, parameters, (machine, bound, _, self) => {
    if (!isList(self)) throw new Error('not a list');
    return call(machine, self, bound);
  });
}

function dictMethod(
  name: string,
  parameters: NativeFunction['parameters'],
  call: (machine: Machine, self: Dict, bound: Bound, given: Arguments) => Value,
): NativeFunction {
  return native(name, parameters, (machine, bound, given, self) => {
    if (!isDict(self)) throw new Error('not a dict');
    return call(machine, self, bound, given);
  });
}

/** A position from the front or end, moved inside `[0, length]`. */
function clamp(position: Value | undefined, missing: number, length: number): number {
  if (typeof position !== 'bigint') return missing;
  const at = Number(position);
  return Math.min(length, Math.max(0, at < 0 ? length + at : at));
}

/** A comparison takes as long as so many elements that are copied. */
const COMPARISON = 3;

/** First position from `from` on with an equal element, or -1. */
function positionOf(machine: Machine, { content }: List, item: Value, from: number, to: number): number {
  machine.budget.work(content.length * COMPARISON);
  for (let at = from; at < to; at++) if (equals(machine, content[at] ?? null, item)) return at;
  return -1;
}

function indexOf(machine: Machine, self: List, [item = null, start, end]: Bound): Value {
  const { length } = self.content;
  const at = positionOf(machine, self, item, clamp(start, 0, length), clamp(end, length, length));
  if (at < 0) throw runtimeFault(`\`${repr(machine, item)}\` is not in the list`);
  return BigInt(at);
}

function remove(machine: Machine, self: List, [item = null]: Bound): Value {
  const at = positionOf(machine, self, item, 0, self.content.length);
  if (at < 0) throw runtimeFault(`\`${repr(machine, item)}\` is not in the list`);
  changeable(self).content.splice(at, 1);
  return null;
}

/** By index from the front only; without one, the last. */
function popItem(machine: Machine, self: List, [index]: Bound): Value {
  const { content } = changeable(self);
  const at = typeof index === 'bigint' ? Number(index) : content.length - 1;
  if (at < 0 || at >= content.length) throw runtimeFault(`the index ${at} is out of bounds: there are ${content.length} elements`);
  machine.budget.work(content.length - at);
  return content.splice(at, 1)[0] ?? null;
}

const ITEM = parameter('item');
const BOUNDS = [parameter('start', 'int', { optional: true, orNone: true }), parameter('end', 'int', { optional: true, orNone: true })];

export const LIST_METHODS = tableOf([
  listMethod('append', [ITEM], (machine, self, [item = null]) => {
    machine.budget.elements(1);
    changeable(self).content.push(item);
    return null;
  }),
  listMethod('clear', [], (_, self) => {
    changeable(self).content.length = 0;
    return null;
  }),
  listMethod('extend', [ITEM], (machine, self, [items = null]) => {
    extend(machine, self, items);
    return null;
  }),
  listMethod('insert', [parameter('index', 'int'), ITEM], (machine, self, [index, item = null]) => {
    const { content } = changeable(self);
    machine.budget.elements(1);
    machine.budget.work(content.length);
    content.splice(clamp(index, 0, content.length), 0, item);
    return null;
  }),
  listMethod('index', [ITEM, ...BOUNDS], indexOf),
  listMethod('pop', [parameter('index', 'int', { optional: true })], popItem),
  listMethod('remove', [ITEM], remove),
]);

function popKey(machine: Machine, self: Dict, [key = null, missing]: Bound): Value {
  const { entries } = changeable(self);
  const canonical = keyOf(machine, key);
  const entry = entries.get(canonical);
  if (entry) {
    entries.delete(canonical);
    return entry.value;
  }
  if (missing === undefined) throw runtimeFault(`the key \`${repr(machine, key)}\` is not in the dict`);
  return missing;
}

/** Finding the first entry passes those that were deleted before it. */
function popFirst(machine: Machine, self: Dict): Value {
  const { entries } = changeable(self);
  machine.budget.work(entries.size);
  const [first] = entries;
  if (!first) throw runtimeFault('the dict is empty');
  entries.delete(first[0]);
  return tuple([first[1].key, first[1].value]);
}

function setDefault(machine: Machine, self: Dict, [key = null, missing = null]: Bound): Value {
  const entry = changeable(self).entries.get(keyOf(machine, key));
  if (entry) return entry.value;
  setKey(machine, self, key, missing);
  return missing;
}

/** `update(pairs, name = value, …)` */
function update(machine: Machine, self: Dict, _: Bound, { positional, named }: Arguments): Value {
  if (positional.length > 1) throw runtimeFault(`\`update\` takes 1 argument by position, but got ${positional.length}`);
  changeable(self);
  const [pairs] = positional;
  if (pairs !== undefined && pairs !== self) addPairs(machine, self, pairs);
  for (const { key, value } of entriesOf(named).values()) setKey(machine, self, key, value);
  return null;
}

/** Sets what a dict or a sequence of pairs holds. */
export function addPairs(machine: Machine, into: Dict, pairs: Value): void {
  if (isDict(pairs)) {
    for (const { key, value } of pairs.entries.values()) setKey(machine, into, key, value);
    return;
  }
  forEach(machine, pairs, (pair) => {
    const items = toItems(machine, pair);
    const [key, value] = items;
    if (items.length !== 2 || key === undefined || value === undefined) {
      throw runtimeFault(`a pair of key and value is needed, but \`${repr(machine, pair)}\` has ${items.length} elements`);
    }
    setKey(machine, into, key, value);
    return false;
  });
}

/** A pair in a list is an element that holds two. */
const ELEMENTS_PER_ENTRY = 3;

function entriesList(machine: Machine, { entries }: Dict, take: (entry: { readonly key: Value; readonly value: Value }) => Value): List {
  machine.budget.elements(entries.size * ELEMENTS_PER_ENTRY);
  return list([...entries.values()].map(take));
}

const KEY = parameter('key');
const DEFAULT = parameter('default', 'any', { optional: true });

export const DICT_METHODS = tableOf([
  dictMethod('clear', [], (_, self) => {
    changeable(self).entries.clear();
    return null;
  }),
  dictMethod('get', [KEY, DEFAULT], (machine, self, [key = null, missing = null]) => {
    const entry = self.entries.get(keyOf(machine, key));
    return entry ? entry.value : missing;
  }),
  dictMethod('items', [], (machine, self) => entriesList(machine, self, ({ key, value }) => tuple([key, value]))),
  dictMethod('keys', [], (machine, self) => entriesList(machine, self, ({ key }) => key)),
  dictMethod('values', [], (machine, self) => entriesList(machine, self, ({ value }) => value)),
  dictMethod('pop', [KEY, parameter('default', 'any', { optional: true, by: 'either' })], popKey),
  dictMethod('popitem', [], popFirst),
  dictMethod('setdefault', [KEY, DEFAULT], setDefault),
  dictMethod('update', null, update),
]);

export const BYTES_METHODS = tableOf([
  native('elems', [], (machine, _, __, self) => {
    if (typeof self !== 'object' || self?.type !== 'bytes') throw new Error('not bytes');
    machine.budget.elements(self.content.length);
    return tuple(Array.from(self.content, (byte) => ({ type: 'bytes', content: Uint8Array.of(byte) })));
  }),
]);
