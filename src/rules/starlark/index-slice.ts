/** `x[i]`, `x[a:b:c]` and `x[i] = v`. */
import { characterCount, sliceCharacters, toCharacters } from './character.ts';
import { keyOf } from './equality.ts';
import { runtimeFault, unsupported } from './fault.ts';
import { changeable, lengthOf } from './iterate.ts';
import type { Machine } from './machine.ts';
import { toInt32 } from './operators.ts';
import { repr } from './repr.ts';
import { dictType, listType, toType, tupleOfType } from './type.ts';
import {
  type Dict,
  isComposite,
  isDict,
  isList,
  isTuple,
  list,
  type NativeFunction,
  type Range,
  tuple,
  typeName,
  type Value,
} from './value.ts';

/** `object[index]`. */
export function getIndex(machine: Machine, object: Value, index: Value): Value {
  if (typeof object === 'string') return characterAt(machine, object, index);
  if (isComposite(object)) {
    switch (object.type) {
      case 'list':
      case 'tuple':
        return object.content[checkedIndex(index, object.content.length)] ?? null;
      case 'dict':
        return getKey(machine, object, index);
      case 'range':
        return BigInt(object.start + object.step * checkedIndex(index, lengthOf(machine, object)));
      case 'bytes':
        return BigInt(object.content[checkedIndex(index, object.content.length)] ?? 0);
      case 'native':
        return indexType(machine, object, index);
    }
  }
  throw unsupported('[]', typeName(object));
}

function getKey(machine: Machine, { entries }: Dict, key: Value): Value {
  const entry = entries.get(keyOf(machine, key));
  if (entry === undefined) throw runtimeFault(`the key \`${repr(machine, key)}\` is not in the dict`, 'use `.get(key, default)`');
  return entry.value;
}

/** `list[str]`. */
function indexType(machine: Machine, object: NativeFunction, index: Value): Value {
  if (object.name !== 'list') throw unsupported('[]', 'function');
  return { type: 'type', of: listType(toType(machine, index)) };
}

/** `dict[str, int]`, `tuple[int, ...]`. */
export function getPairIndex(machine: Machine, object: Value, first: Value, second: Value): Value {
  const name = isComposite(object) && object.type === 'native' ? object.name : '';
  if (name === 'dict') return { type: 'type', of: dictType(toType(machine, first), toType(machine, second)) };
  if (name !== 'tuple') throw unsupported('[,]', typeName(object));
  if (!isComposite(second) || second.type !== 'ellipsis') throw runtimeFault('only `tuple[T, ...]` is a type', 'write `(A, B)` for a pair');
  return { type: 'type', of: tupleOfType(toType(machine, first)) };
}

/** An index as it stands: an int of 32 bits. */
function plainIndex(index: Value): number {
  if (typeof index !== 'bigint') throw runtimeFault(`an index is an \`int\`, not a value of type \`${typeName(index)}\``);
  return toInt32(index);
}

/** From the front, or from the end if negative; inside the bounds. */
function checkedIndex(index: Value, length: number): number {
  const plain = plainIndex(index);
  const at = plain < 0 ? length + plain : plain;
  if (at < 0 || at >= length) throw runtimeFault(`the index ${plain} is out of bounds: there are ${length} elements`);
  return at;
}

function characterAt(machine: Machine, text: string, index: Value): string {
  const at = checkedIndex(index, characterCount(machine, text));
  return sliceCharacters(machine, text, at, at + 1);
}

/** `object[start:stop:step]`; an undefined part is one left out. */
export function getSlice(
  machine: Machine,
  object: Value,
  parts: readonly [Value | undefined, Value | undefined, Value | undefined],
): Value {
  if (typeof object === 'string') return sliceText(machine, object, parts);
  if (isList(object)) return list(sliceItems(machine, object.content, parts));
  if (isTuple(object)) return tuple(sliceItems(machine, object.content, parts));
  if (isComposite(object) && object.type === 'bytes') {
    return { type: 'bytes', content: Uint8Array.from(sliceItems(machine, Array.from(object.content), parts)) };
  }
  if (isComposite(object) && object.type === 'range') return sliceRange(machine, object, parts);
  throw unsupported('[::]', typeName(object));
}

interface Bounds {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

/** Where a slice starts and stops in a sequence of `length`; both are inside it. */
function boundsOf([start, stop, step]: readonly (Value | undefined)[], length: number): Bounds {
  const stride = step === undefined || step === null ? 1 : plainIndex(step);
  if (stride === 0) throw runtimeFault('the step of a slice cannot be 0');
  const [low, high] = stride > 0 ? [0, length] : [-1, length - 1];
  const clamp = (value: Value | undefined, missing: number): number => {
    if (value === undefined || value === null) return missing;
    const plain = plainIndex(value);
    return Math.min(high, Math.max(low, plain < 0 ? length + plain : plain));
  };
  return stride > 0
    ? { start: clamp(start, 0), stop: clamp(stop, length), step: stride }
    : { start: clamp(start, length - 1), stop: clamp(stop, -1), step: stride };
}

function sliceItems<T>(machine: Machine, items: readonly T[], parts: readonly (Value | undefined)[]): T[] {
  const { start, stop, step } = boundsOf(parts, items.length);
  const sliced: T[] = [];
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) {
    const item = items[at];
    if (item !== undefined) sliced.push(item);
  }
  machine.budget.elements(sliced.length);
  return sliced;
}

function sliceText(machine: Machine, text: string, parts: readonly (Value | undefined)[]): string {
  machine.budget.text(text.length);
  // As in Codex: without a step, the bounds of a text may be left out but not be None.
  if ((parts[2] === undefined || parts[2] === 1n) && (parts[0] === null || parts[1] === null)) plainIndex(null);
  const { start, stop, step } = boundsOf(parts, characterCount(machine, text));
  if (step === 1) return sliceCharacters(machine, text, start, stop);
  return sliceItems(machine, toCharacters(machine, text), parts).join('');
}

function sliceRange(machine: Machine, range: Range, parts: readonly (Value | undefined)[]): Range {
  const bounds = boundsOf(parts, lengthOf(machine, range));
  const at = (index: number): number => toInt32(BigInt(range.start + index * range.step));
  return { type: 'range', start: at(bounds.start), stop: at(bounds.stop), step: toInt32(BigInt(bounds.step * range.step)) };
}

/** `object[index] = value`. */
export function setIndex(machine: Machine, object: Value, index: Value, value: Value): void {
  if (isList(object)) {
    const at = checkedIndex(index, object.content.length);
    changeable(object).content[at] = value;
  } else if (isDict(object)) setKey(machine, object, index, value);
  else if (isTuple(object)) throw runtimeFault('a tuple cannot be changed', 'use a list');
  else throw unsupported('[]=', typeName(object));
}

/** Sets a key; one that is there keeps its place. */
export function setKey(machine: Machine, dict: Dict, key: Value, value: Value): void {
  const canonical = keyOf(machine, key);
  const { entries } = changeable(dict);
  const known = entries.get(canonical);
  if (known) known.value = value;
  else {
    machine.budget.elements(1);
    entries.set(canonical, { key, value });
  }
}
