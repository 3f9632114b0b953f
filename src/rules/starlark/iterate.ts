/**
 * Going through the elements of a value.
 *
 * INVARIANT: while a loop runs over a list or dict, nothing changes it; whoever changes one asks `changeable` first.
 */
import { characterCount } from './character.ts';
import { runtimeFault, unsupported } from './fault.ts';
import type { Machine } from './machine.ts';
import { type Bytes, type Dict, isComposite, type List, type Range, type TextIterator, type Tuple, typeName, type Value } from './value.ts';

type Collection = List | Tuple | Dict | Range | TextIterator;

function isIterable(value: Value): value is Collection {
  return isComposite(value) && ITERABLE.has(value.type);
}

const ITERABLE: ReadonlySet<string> = new Set(['list', 'tuple', 'dict', 'range', 'iterator']);

/** Visits the elements in order until `visit` returns true. */
export function forEach(machine: Machine, value: Value, visit: (item: Value) => boolean | undefined): void {
  if (!isIterable(value)) throw unsupported('(iter)', typeName(value));
  const locked = value.type === 'list' || value.type === 'dict' ? value : null;
  if (locked) locked.iterators++;
  try {
    for (const item of elementsOf(value)) {
      machine.budget.step();
      if (visit(item)) return;
    }
  } finally {
    if (locked) locked.iterators--;
  }
}

function elementsOf(value: Collection): Iterable<Value> {
  switch (value.type) {
    case 'list':
    case 'tuple':
      return value.content;
    case 'dict':
      return keysOf(value);
    case 'range':
      return integersOf(value);
    case 'iterator':
      return charactersOf(value);
  }
}

function* keysOf({ entries }: Dict): Generator<Value> {
  for (const { key } of entries.values()) yield key;
}

function* integersOf({ start, stop, step }: Range): Generator<Value> {
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) yield BigInt(at);
}

function* charactersOf({ text, element }: TextIterator): Generator<Value> {
  for (const character of text) yield element === 'character' ? character : BigInt(character.codePointAt(0) ?? 0);
}

/** All elements, in an array of their own. */
export function toItems(machine: Machine, value: Value): Value[] {
  if (isComposite(value) && (value.type === 'list' || value.type === 'tuple')) {
    machine.budget.elements(value.content.length);
    return [...value.content];
  }
  const items: Value[] = [];
  forEach(machine, value, (item) => {
    machine.budget.elements(1);
    items.push(item);
    return false;
  });
  return items;
}

/** The list or dict, if nothing runs over it. */
export function changeable<T extends List | Dict>(value: T): T {
  if (value.iterators > 0) {
    throw runtimeFault(`the ${value.type} is changed while a loop runs over it`, `loop over a copy: \`list(…)\``);
  }
  return value;
}

/** What `len(x)` says, as a number. */
export function lengthOf(machine: Machine, value: Value): number {
  if (typeof value === 'string') return characterCount(machine, value);
  if (isComposite(value)) {
    const length = compositeLength(value as Collection | Bytes);
    if (length !== null) return length;
  }
  throw unsupported('len()', typeName(value));
}

function compositeLength(value: Collection | Bytes): number | null {
  switch (value.type) {
    case 'list':
    case 'tuple':
    case 'bytes':
      return value.content.length;
    case 'dict':
      return value.entries.size;
    case 'range':
      return rangeSize(value);
    default:
      return null;
  }
}

/** As many as fit in 32 bits; more are an overflow. */
function rangeSize({ start, stop, step }: Range): number {
  const distance = step > 0 ? stop - start : start - stop;
  const length = distance <= 0 ? 0 : Math.floor((distance - 1) / Math.abs(step)) + 1;
  if (length > 0x7fffffff) throw runtimeFault('integer overflow: the range is too long');
  return length;
}
