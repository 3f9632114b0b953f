/** The variables of one running call, and how names are read and set. */
import type { Binding, Name } from './ast.ts';
import { runtimeFault } from './fault.ts';
import type { Machine } from './machine.ts';
import type { Cell, Value } from './value.ts';

export interface Frame {
  /** Made when first needed: a file may have many comprehensions and run few. */
  readonly cells: (Cell | undefined)[];
  /** What `return` gave. */
  returned: Value;
}

export function openFrame(): Frame {
  return { cells: [], returned: null };
}

/** The cell of a local variable. */
export function localCell(frame: Frame, slot: number): Cell {
  const known = frame.cells[slot];
  if (known) return known;
  const cell: Cell = { value: undefined };
  frame.cells[slot] = cell;
  return cell;
}

function cellOf(machine: Machine, frame: Frame, binding: Exclude<Binding, { type: 'global' }>): Cell {
  if (binding.type === 'local') return localCell(frame, binding.slot);
  const cell = machine.module[binding.slot];
  if (!cell) throw new Error('no cell for a module variable');
  return cell;
}

function bindingOf({ binding, name }: Name): Binding {
  if (binding === null) throw new Error(`\`${name}\` was not resolved`);
  return binding;
}

export function readName(machine: Machine, frame: Frame, name: Name): Value {
  const binding = bindingOf(name);
  if (binding.type === 'global') return binding.value;
  const { value } = cellOf(machine, frame, binding);
  if (value !== undefined) return value;
  machine.span = name.span;
  throw runtimeFault(
    `\`${name.name}\` is used before it has a value`,
    'the file assigns this name somewhere below: use another name there',
  );
}

export function assignName(machine: Machine, frame: Frame, name: Name, value: Value): void {
  const binding = bindingOf(name);
  if (binding.type === 'global') throw new Error('a global cannot be assigned');
  cellOf(machine, frame, binding).value = value;
}
