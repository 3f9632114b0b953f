/**
 * Types as annotations mean them: what a value must be, how they are written, and what becomes one.
 *
 * INVARIANT: a type is no larger than its text, and that is bounded: neither nesting nor sharing makes one that takes long to check.
 */
import { MAX_STARLARK_NESTING, MAX_STARLARK_TYPE } from '../../base/index.ts';
import { limitFault, runtimeFault } from './fault.ts';
import type { Machine } from './machine.ts';
import { isComposite, isDict, isList, isTuple, typeName, type Value } from './value.ts';

/** `text` is how the type is written; types with the same text are the same. */
export type Type = { readonly text: string } & (
  | /** By the name `type(x)` gives; functions of all kinds are `function`. */
  { readonly type: 'named'; readonly name: NamedType }
  | { readonly type: 'list'; readonly item: Type }
  | { readonly type: 'dict'; readonly key: Type; readonly value: Type }
  | { readonly type: 'tuple'; readonly items: readonly Type[] }
  | { readonly type: 'tuple of'; readonly item: Type }
  | { readonly type: 'union'; readonly members: readonly Type[] }
  /** A type itself: what `type` means as an annotation. */
  | { readonly type: 'type' }
);

export type NamedType = 'NoneType' | 'bool' | 'int' | 'float' | 'string' | 'list' | 'dict' | 'tuple' | 'range' | 'bytes';

const WRITTEN: Partial<Readonly<Record<NamedType, string>>> = { string: 'str', NoneType: 'None' };

export function namedType(name: NamedType): Type {
  return { type: 'named', name, text: WRITTEN[name] ?? name };
}

export const TYPE_TYPE: Type = { type: 'type', text: 'type' };

/** LIMIT: the text that stands for a type. */
function bounded(text: string): string {
  if (text.length > MAX_STARLARK_TYPE) throw limitFault(`a type of more than ${MAX_STARLARK_TYPE} characters`);
  return text;
}

export function listType(item: Type): Type {
  return { type: 'list', item, text: bounded(`list[${item.text}]`) };
}

export function dictType(key: Type, value: Type): Type {
  return { type: 'dict', key, value, text: bounded(`dict[${key.text}, ${value.text}]`) };
}

export function tupleOfType(item: Type): Type {
  return { type: 'tuple of', item, text: bounded(`tuple[${item.text}, ...]`) };
}

function tupleType(items: readonly Type[]): Type {
  const texts = items.map(({ text }) => text);
  return { type: 'tuple', items, text: bounded(items.length === 1 ? `(${texts.join()},)` : `(${texts.join(', ')})`) };
}

/** The union of several types, in the order of their names, as Codex prints them; equal members count once. */
export function unionType(types: readonly Type[]): Type {
  const members = new Map(types.flatMap((type) => (type.type === 'union' ? type.members : [type])).map((each) => [each.text, each]));
  const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member);
  const [first, ...others] = sorted;
  if (first && others.length === 0) return first;
  return { type: 'union', members: sorted, text: bounded(sorted.map(({ text }) => text).join(' | ')) };
}

/** Whether a value is of the type; lists and dicts are looked into. */
export function matchesType(machine: Machine, type: Type, value: Value): boolean {
  machine.budget.step();
  switch (type.type) {
    case 'named':
      return typeName(value) === type.name;
    case 'list':
      return isList(value) && value.content.every((item) => matchesType(machine, type.item, item));
    case 'dict':
      return isDict(value) && matchesEntries(machine, type, value.entries.values());
    case 'tuple':
      return isTuple(value) && value.content.length === type.items.length && matchesItems(machine, type.items, value.content);
    case 'tuple of':
      return isTuple(value) && value.content.every((item) => matchesType(machine, type.item, item));
    case 'union':
      return type.members.some((member) => matchesType(machine, member, value));
    case 'type':
      return asType(machine, value) !== null;
  }
}

function matchesEntries(
  machine: Machine,
  { key, value }: Extract<Type, { type: 'dict' }>,
  entries: Iterable<{ readonly key: Value; readonly value: Value }>,
): boolean {
  for (const each of entries) if (!matchesType(machine, key, each.key) || !matchesType(machine, value, each.value)) return false;
  return true;
}

function matchesItems(machine: Machine, types: readonly Type[], items: readonly Value[]): boolean {
  return types.every((type, i) => matchesType(machine, type, items[i] ?? null));
}

/** What a value means as a type, or null. */
export function asType(machine: Machine, value: Value, depth = 0): Type | null {
  if (value === null) return namedType('NoneType');
  if (!isComposite(value)) return null;
  if (depth > MAX_STARLARK_NESTING) throw limitFault(`types nested deeper than ${MAX_STARLARK_NESTING}`);
  switch (value.type) {
    case 'native':
      return value.asType;
    case 'type':
      return value.of;
    case 'tuple':
      return combineTypes(machine, value.content, tupleType, depth);
    case 'list':
      return value.content.length < 2 ? null : combineTypes(machine, value.content, unionType, depth);
    default:
      return null;
  }
}

function combineTypes(machine: Machine, values: readonly Value[], combine: (types: readonly Type[]) => Type, depth: number): Type | null {
  const types: Type[] = [];
  for (const value of values) {
    machine.budget.step();
    const type = asType(machine, value, depth + 1);
    if (type === null) return null;
    types.push(type);
  }
  return combine(types);
}

/** What a value means as a type; a fault where it means none. */
export function toType(machine: Machine, value: Value): Type {
  const type = asType(machine, value);
  if (type === null) throw runtimeFault(`a value of type \`${typeName(value)}\` is not a type`, 'write `str`, `list[str]` or the like');
  return type;
}
