/** Declaring functions that are ours: their parameters as data, checked before they are called. */
import { closest, MAX_QUOTED_VALUE, type Span } from '../../base/index.ts';
import { Fault, runtimeFault } from './fault.ts';
import { argumentSpan, type Machine } from './machine.ts';
import { oneLine } from './one-line.ts';
import { toInt32 } from './operators.ts';
import { repr } from './repr.ts';
import type { Type } from './type.ts';
import {
  type Accepted,
  type Arguments,
  isList,
  isTuple,
  type NativeFunction,
  type NativeParameter,
  typeName,
  type Value,
} from './value.ts';

type Options = Partial<Pick<NativeParameter, 'by' | 'optional' | 'orNone'>>;

/** A parameter; by default it is required and given by position. */
export function parameter(
  name: string,
  accepts: Accepted = 'any',
  { by = 'position', optional = false, orNone = false }: Options = {},
): NativeParameter {
  return { name, accepts, by, optional, orNone };
}

interface NativeOptions {
  readonly variadic?: boolean;
  readonly asType?: Type;
}

export function native(
  name: string,
  parameters: readonly NativeParameter[] | null,
  call: NativeFunction['call'],
  { variadic = false, asType }: NativeOptions = {},
): NativeFunction {
  return { type: 'native', name, parameters, variadic, asType: asType ?? null, call };
}

/** The table of natives by name, in order of the names. */
export function tableOf(natives: readonly NativeFunction[]): ReadonlyMap<string, NativeFunction> {
  return new Map([...natives].sort((a, b) => (a.name < b.name ? -1 : 1)).map((each) => [each.name, each]));
}

/** Gives every parameter its argument; faults say which function and parameter. */
export function bindNative(machine: Machine, callee: NativeFunction, given: Arguments): readonly (Value | undefined)[] {
  const { parameters, name, variadic } = callee;
  if (parameters === null) return [];
  const positional = parameters.filter(({ by }) => by !== 'name').length;
  const extra = given.positional.length - positional;
  if (extra > 0 && !variadic) throw runtimeFault(`\`${name}\` takes ${count(positional)} by position, but got ${given.positional.length}`);
  checkNames(callee, given);
  return parameters.map((each, i) => bindOne(machine, callee, each, i, given));
}

function count(positional: number): string {
  return positional === 1 ? '1 argument' : `${positional} arguments`;
}

function checkNames({ parameters, name }: NativeFunction, { named }: Arguments): void {
  for (const each of named.keys()) {
    const known = parameters?.find((candidate) => candidate.name === each && candidate.by !== 'position');
    if (known) continue;
    const names = (parameters ?? []).filter(({ by }) => by !== 'position').map((candidate) => candidate.name);
    throw runtimeFault(`\`${name}\` has no parameter \`${each}\``, helpWithNames(each, names));
  }
}

function helpWithNames(given: string, names: readonly string[]): string {
  const meant = closest(given, names);
  if (meant !== null) return `did you mean \`${meant}\`?`;
  return names.length === 0 ? 'it takes no arguments by name' : `it knows ${names.map((name) => `\`${name}\``).join(', ')}`;
}

function bindOne(machine: Machine, { name }: NativeFunction, wanted: NativeParameter, index: number, given: Arguments): Value | undefined {
  const byPosition = wanted.by === 'name' ? undefined : given.positional[index];
  const byName = given.named.get(wanted.name);
  if (byPosition !== undefined && byName !== undefined) throw runtimeFault(`\`${name}\` got \`${wanted.name}\` twice`);
  const value = byPosition === undefined ? byName : byPosition;
  if (value === undefined) {
    if (wanted.optional) return undefined;
    throw runtimeFault(`\`${name}\` needs \`${wanted.name}\``);
  }
  if (value === null && wanted.orNone) return undefined;
  if (!ACCEPTS[wanted.accepts](value))
    throw mismatch(machine, wanted, value, argumentSpan(machine, wanted.name, wanted.by === 'name' ? -1 : index));
  return value;
}

const ACCEPTS: Readonly<Record<Accepted, (value: Value) => boolean>> = {
  any: () => true,
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  int: (value) => typeof value === 'bigint' && toInt32(value) === Number(value),
  number: (value) => typeof value === 'bigint' || typeof value === 'number',
  list: isList,
  'string or tuple': (value) => typeof value === 'string' || (isTuple(value) && value.content.every((item) => typeof item === 'string')),
  'number or bool or string': (value) => ['bigint', 'number', 'boolean', 'string'].includes(typeof value),
};

function mismatch(machine: Machine, { name, accepts }: NativeParameter, value: Value, span: Span): Error {
  const written = typeof value === 'string' || typeof value !== 'object' || value === null || sizeOf(value) < MAX_QUOTED_VALUE;
  const shown = written ? repr(machine, value) : '…';
  const short = oneLine(shown, MAX_QUOTED_VALUE);
  return new Fault('RL003', `the parameter \`${name}\` takes a \`${accepts}\`, not \`${short}\` of type \`${typeName(value)}\``, { span });
}

function sizeOf(value: Value): number {
  return isList(value) || isTuple(value) ? value.content.length : 0;
}
