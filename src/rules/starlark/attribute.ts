/** `x.name`: the methods of a value, bound to it. */
import { closest } from '../../base/index.ts';
import { BYTES_METHODS, DICT_METHODS, LIST_METHODS } from './collection-method.ts';
import { Fault } from './fault.ts';
import { TEXT_METHODS } from './text-method.ts';
import { isComposite, type NativeFunction, typeName, type Value } from './value.ts';

const NONE: ReadonlyMap<string, NativeFunction> = new Map();

/** All methods of a value, by name. */
export function methodsOf(value: Value): ReadonlyMap<string, NativeFunction> {
  if (typeof value === 'string') return TEXT_METHODS;
  if (!isComposite(value)) return NONE;
  switch (value.type) {
    case 'list':
      return LIST_METHODS;
    case 'dict':
      return DICT_METHODS;
    case 'bytes':
      return BYTES_METHODS;
    default:
      return NONE;
  }
}

/** The attribute, or undefined. */
export function getAttribute(value: Value, name: string): Value | undefined {
  const method = methodsOf(value).get(name);
  if (method) return { type: 'method', method, self: value };
  return name === 'type' ? typeAttribute(value) : undefined;
}

/** `int.type`: the name of a type that is known by one. */
function typeAttribute(value: Value): Value | undefined {
  const of = isComposite(value) && value.type === 'native' ? value.asType : null;
  if (!of) return undefined;
  return of.type === 'named' ? of.name : of.type;
}

/** The attribute; a fault where there is none. */
export function requireAttribute(value: Value, name: string): Value {
  const attribute = getAttribute(value, name);
  if (attribute !== undefined) return attribute;
  const meant = closest(name, methodsOf(value).keys());
  const message = `a \`${typeName(value)}\` has no attribute \`${name}\``;
  throw new Fault('RL003', message, meant === null ? {} : { help: `did you mean \`${meant}\`?` });
}
