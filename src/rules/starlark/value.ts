/**
 * The values of a running rules file. Texts, booleans and None are those of JavaScript, a bigint is an `int`, a number is a `float`;
 * everything else is an object with a `type`.
 *
 * INVARIANT: `content` of a list and entries of a dict change only while no loop runs over them (`iterators` is 0).
 */
import type { Expression, Parameter as SourceParameter, Statement } from './ast.ts';
import type { Machine } from './machine.ts';
import type { Type } from './type.ts';

export type Value = null | boolean | string | bigint | number | Composite;

export type Composite =
  | List
  | Tuple
  | Dict
  | Range
  | Bytes
  | TextIterator
  | DefinedFunction
  | NativeFunction
  | BoundMethod
  | TypeValue
  | Ellipsis;

export interface List {
  readonly type: 'list';
  content: Value[];
  iterators: number;
}

export interface Tuple {
  readonly type: 'tuple';
  readonly content: readonly Value[];
}

export interface Entry {
  readonly key: Value;
  value: Value;
}

export interface Dict {
  readonly type: 'dict';
  /** By canonical key (`keyOf`), in order of insertion. */
  readonly entries: Map<string, Entry>;
  iterators: number;
}

/** Bounds are 32-bit integers, so plain numbers hold them. */
export interface Range {
  readonly type: 'range';
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

export interface Bytes {
  readonly type: 'bytes';
  readonly content: Uint8Array;
}

/** What `elems()` and `codepoints()` of a text give. */
export interface TextIterator {
  readonly type: 'iterator';
  readonly text: string;
  readonly element: 'character' | 'codepoint';
}

/** A place for one variable; closures share it. */
export interface Cell {
  value: Value | undefined;
}

/** `def` or `lambda`, with what it captured. */
export interface DefinedFunction {
  readonly type: 'function';
  readonly name: string;
  readonly parameters: readonly SourceParameter[];
  /** In the order of the parameters; undefined where there is none. */
  readonly defaults: readonly (Value | undefined)[];
  readonly body: { readonly block: readonly Statement[] } | { readonly lambda: Expression };
  /** Cells of the enclosing function, and where this one keeps them. */
  readonly captured: readonly { readonly slot: number; readonly cell: Cell }[];
  readonly parameterTypes: readonly (Type | null)[];
  readonly returnType: Type | null;
}

/** What a parameter of a native function accepts; `int` is one of 32 bits, `number` an int or float of any size. */
export type Accepted = 'any' | 'string' | 'bool' | 'int' | 'number' | 'list' | 'string or tuple' | 'number or bool or string';

export interface NativeParameter {
  readonly name: string;
  readonly accepts: Accepted;
  /** By position only, by name only, or either. */
  readonly by: 'position' | 'name' | 'either';
  readonly optional: boolean;
  /** `None` may be given for "not given". */
  readonly orNone: boolean;
}

/** Arguments of a call after `*` and `**` are spread. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export interface NativeFunction {
  readonly type: 'native';
  readonly name: string;
  /** Null: takes the arguments as they are. */
  readonly parameters: readonly NativeParameter[] | null;
  /** Extra positional arguments are handed over as well. */
  readonly variadic: boolean;
  /** What it means as a type annotation (`int`, `list`). */
  readonly asType: Type | null;
  /** `bound` follows the parameters; undefined where nothing was given. For a method, `self` is what it is called on. */
  readonly call: (machine: Machine, bound: readonly (Value | undefined)[], given: Arguments, self: Value) => Value;
}

export interface BoundMethod {
  readonly type: 'method';
  readonly method: NativeFunction;
  readonly self: Value;
}

/** `int | str`, `list[int]`: a type as a value. */
export interface TypeValue {
  readonly type: 'type';
  readonly of: Type;
}

export interface Ellipsis {
  readonly type: 'ellipsis';
}

export const ELLIPSIS: Ellipsis = { type: 'ellipsis' };

const TYPE_NAMES: Readonly<Record<Composite['type'], string>> = {
  list: 'list',
  tuple: 'tuple',
  dict: 'dict',
  range: 'range',
  bytes: 'bytes',
  iterator: 'iterator',
  function: 'function',
  native: 'function',
  method: 'function',
  type: 'type',
  ellipsis: 'ellipsis',
};

/** What `type(x)` says. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'bigint':
      return 'int';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    default:
      return value === null ? 'NoneType' : TYPE_NAMES[value.type];
  }
}

export function isComposite(value: Value): value is Composite {
  return typeof value === 'object' && value !== null;
}

export function isList(value: Value): value is List {
  return isComposite(value) && value.type === 'list';
}

export function isTuple(value: Value): value is Tuple {
  return isComposite(value) && value.type === 'tuple';
}

export function isDict(value: Value): value is Dict {
  return isComposite(value) && value.type === 'dict';
}

export function list(content: Value[]): List {
  return { type: 'list', content, iterators: 0 };
}

export function tuple(content: readonly Value[]): Tuple {
  return { type: 'tuple', content };
}

/** What counts as true in a condition. */
export function truth(value: Value): boolean {
  if (typeof value === 'object' && value !== null) return compositeTruth(value);
  return value !== null && value !== false && value !== '' && value !== 0n && value !== 0;
}

function compositeTruth(value: Composite): boolean {
  switch (value.type) {
    case 'list':
    case 'tuple':
    case 'bytes':
      return value.content.length > 0;
    case 'dict':
      return value.entries.size > 0;
    case 'range':
      return rangeLength(value) > 0;
    default:
      return true;
  }
}

/** How many integers a range holds; may exceed 32 bits. */
export function rangeLength({ start, stop, step }: Range): number {
  const distance = step > 0 ? stop - start : start - stop;
  return distance <= 0 ? 0 : Math.floor((distance - 1) / Math.abs(step)) + 1;
}
