/** Arguments to parameters of a `def` or `lambda`, in the order and with the faults of the language. */
import type { Parameter } from './ast.ts';
import { runtimeFault } from './fault.ts';
import type { Machine } from './machine.ts';
import { oneLine } from './one-line.ts';
import { str } from './repr.ts';
import { matchesType } from './type.ts';
import { type Arguments, type DefinedFunction, type Entry, tuple, typeName, type Value } from './value.ts';

/** The value of every named parameter, in order; types are checked. */
export function bindParameters(machine: Machine, callee: DefinedFunction, given: Arguments): readonly Value[] {
  const { parameters } = callee;
  machine.budget.work(parameters.length * 8);
  const star = parameters.findIndex(({ type }) => type === 'star' || type === 'args');
  const regular = parameters.filter(({ type }, i) => type === 'regular' && (star < 0 || i < star));
  const values = new Map<string, Value>();
  for (const [i, { name }] of regular.entries()) {
    const value = given.positional[i];
    if (value !== undefined) values.set(name, value);
  }
  const rest = bindNamed(machine, callee, given, values);
  bindMissing(callee, values);
  bindRest(machine, callee, given.positional.slice(regular.length), rest, values);
  const bound = parameters.filter(({ name }) => name !== '').map(({ name }) => values.get(name) ?? null);
  checkTypes(machine, callee, values);
  return bound;
}

/** Fills in what is given by name; returns what no parameter is named after. */
function bindNamed(machine: Machine, callee: DefinedFunction, { named }: Arguments, values: Map<string, Value>): Map<string, Value> {
  const rest = new Map<string, Value>();
  if (named.size === 0) return rest;
  const known = new Set(callee.parameters.filter(({ type }) => type === 'regular').map(({ name }) => name));
  for (const [name, value] of named) {
    machine.budget.step();
    if (!known.has(name)) rest.set(name, value);
    else if (values.has(name)) throw runtimeFault(`\`${callee.name}\` got \`${name}\` twice`);
    else values.set(name, value);
  }
  return rest;
}

function bindMissing(callee: DefinedFunction, values: Map<string, Value>): void {
  for (const [i, { type, name }] of callee.parameters.entries()) {
    if (type !== 'regular' || values.has(name)) continue;
    const value = callee.defaults[i];
    if (value === undefined) throw runtimeFault(`\`${callee.name}\` needs \`${name}\``);
    values.set(name, value);
  }
}

function bindRest(
  machine: Machine,
  callee: DefinedFunction,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
  values: Map<string, Value>,
): void {
  const args = nameOf(callee.parameters, 'args');
  const kwargs = nameOf(callee.parameters, 'kwargs');
  machine.budget.elements(positional.length + named.size);
  if (args !== undefined) values.set(args, tuple(positional));
  else if (positional.length > 0) throw runtimeFault(`\`${callee.name}\` got ${positional.length} arguments too many`);
  const [stranger] = named.keys();
  if (kwargs !== undefined) values.set(kwargs, { type: 'dict', entries: entriesOf(named), iterators: 0 });
  else if (stranger !== undefined) throw runtimeFault(`\`${callee.name}\` has no parameter \`${stranger}\``);
}

function nameOf(parameters: readonly Parameter[], wanted: Parameter['type']): string | undefined {
  return parameters.find(({ type }) => type === wanted)?.name;
}

/** Named arguments as a dict. */
export function entriesOf(named: ReadonlyMap<string, Value>): Map<string, Entry> {
  return new Map([...named].map(([key, value]) => [`s${key}`, { key, value }]));
}

function checkTypes(machine: Machine, callee: DefinedFunction, values: ReadonlyMap<string, Value>): void {
  for (const [i, { name }] of callee.parameters.entries()) {
    const type = callee.parameterTypes[i];
    const value = values.get(name);
    if (!type || value === undefined || matchesType(machine, type, value)) continue;
    throw typeFault(machine, value, type.text, `the parameter \`${name}\` of \`${callee.name}\``);
  }
}

/** A value that is not of the type written where it goes. */
export function typeFault(machine: Machine, value: Value, type: string, where: string): Error {
  const shown = str(machine, value);
  return runtimeFault(`${where} is a \`${type}\`, but \`${oneLine(shown, 60)}\` is a \`${typeName(value)}\``);
}
