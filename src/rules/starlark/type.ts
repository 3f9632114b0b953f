/** Types as annotations mean them: what a value must be, how they are written, and what becomes one. */
import { runtimeFault } from './fault.ts';
import { isComposite, isDict, isList, isTuple, typeName, type Value } from './value.ts';

export type Type =
  /** By the name `type(x)` gives; functions of all kinds are `function`. */
  | { readonly type: 'named'; readonly name: NamedType }
  | { readonly type: 'list'; readonly item: Type }
  | { readonly type: 'dict'; readonly key: Type; readonly value: Type }
  | { readonly type: 'tuple'; readonly items: readonly Type[] }
  | { readonly type: 'tuple of'; readonly item: Type }
  | { readonly type: 'union'; readonly members: readonly Type[] }
  /** A type itself: what `type` means as an annotation. */
  | { readonly type: 'type' };

export type NamedType = 'NoneType' | 'bool' | 'int' | 'float' | 'string' | 'list' | 'dict' | 'tuple' | 'range' | 'bytes';

/** Whether a value is of the type; lists and dicts are looked into. */
export function matchesType(type: Type, value: Value): boolean {
  switch (type.type) {
    case 'named':
      return typeName(value) === type.name;
    case 'list':
      return isList(value) && value.content.every((item) => matchesType(type.item, item));
    case 'dict':
      return (
        isDict(value) && [...value.entries.values()].every((each) => matchesType(type.key, each.key) && matchesType(type.value, each.value))
      );
    case 'tuple':
      return (
        isTuple(value) && value.content.length === type.items.length && type.items.every((item, i) => matchesItem(item, value.content[i]))
      );
    case 'tuple of':
      return isTuple(value) && value.content.every((item) => matchesType(type.item, item));
    case 'union':
      return type.members.some((member) => matchesType(member, value));
    case 'type':
      return asType(value) !== null;
  }
}

function matchesItem(type: Type, value: Value | undefined): boolean {
  return value !== undefined && matchesType(type, value);
}

/** As it would be written. */
export function formatType(type: Type): string {
  switch (type.type) {
    case 'named':
      return WRITTEN[type.name] ?? type.name;
    case 'list':
      return `list[${formatType(type.item)}]`;
    case 'dict':
      return `dict[${formatType(type.key)}, ${formatType(type.value)}]`;
    case 'tuple':
      return type.items.length === 1 ? `(${type.items.map(formatType).join()},)` : `(${type.items.map(formatType).join(', ')})`;
    case 'tuple of':
      return `tuple[${formatType(type.item)}, ...]`;
    case 'union':
      return type.members.map(formatType).join(' | ');
    case 'type':
      return 'type';
  }
}

const WRITTEN: Partial<Readonly<Record<NamedType, string>>> = { string: 'str', NoneType: 'None' };

/** What a value means as a type, or null. */
export function asType(value: Value): Type | null {
  if (value === null) return { type: 'named', name: 'NoneType' };
  if (!isComposite(value)) return null;
  switch (value.type) {
    case 'native':
      return value.asType;
    case 'type':
      return value.of;
    case 'tuple':
      return tupleType(value.content);
    case 'list':
      return value.content.length < 2 ? null : unionType(value.content.map(asType));
    default:
      return null;
  }
}

function tupleType(content: readonly Value[]): Type | null {
  const items = content.map(asType);
  return items.every((item) => item !== null) ? { type: 'tuple', items } : null;
}

/** The union of several types, or null where one of them is none; equal members count once. */
export function unionType(types: readonly (Type | null)[]): Type | null {
  const members = new Map<string, Type>();
  for (const type of types) {
    if (type === null) return null;
    for (const member of type.type === 'union' ? type.members : [type]) members.set(formatType(member), member);
  }
  const [only] = members.values();
  return members.size === 1 && only ? only : { type: 'union', members: sortMembers([...members.values()]) };
}

/** Unions are kept in the order of their names, as Codex prints them. */
function sortMembers(members: readonly Type[]): readonly Type[] {
  return [...members].sort((a, b) => (formatType(a) < formatType(b) ? -1 : 1));
}

/** What a value means as a type; a fault where it means none. */
export function toType(value: Value): Type {
  const type = asType(value);
  if (type === null) throw runtimeFault(`a value of type \`${typeName(value)}\` is not a type`, 'write `str`, `list[str]` or the like');
  return type;
}
