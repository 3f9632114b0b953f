/** What running code shares: the budget, where it is, and how to call a value. */
import { MAX_STARLARK_DEPTH, type Span } from '../../base/index.ts';
import type { Argument, Expression } from './ast.ts';
import type { Budget } from './budget.ts';
import { limitFault } from './fault.ts';
import type { Arguments, Cell, Value } from './value.ts';

export interface Machine {
  readonly budget: Budget;
  /** Name of the file. */
  readonly source: string;
  /** Variables of the module. */
  readonly module: Cell[];
  /** The operation that is running; a fault without a place of its own is reported here. */
  span: Span;
  /** The arguments of the call that is being made, as written; null where no source text calls. */
  call: readonly Argument[] | null;
  /** Calls that are open, the module counted as one. */
  calls: number;
  /** Expressions that are open, over all calls. */
  depth: number;
  /** Calls a value; natives that take functions use it. */
  readonly invoke: (callee: Value, given: Arguments) => Value;
}

/** A loop takes as much of the stack as so many expressions inside each other. */
export const LOOP_DEPTH = 3;

/** LIMIT: what is open at once must fit the stack of the machine, twice over. */
export function goDeeper(machine: Machine, levels: number): void {
  machine.depth += levels;
  if (machine.depth > MAX_STARLARK_DEPTH) throw limitFault(`expressions and blocks nested deeper than ${MAX_STARLARK_DEPTH}`);
}

const NO_ARGUMENTS: ReadonlyMap<string, Value> = new Map();

/** Calls with positional arguments only. */
export function invokeWith(machine: Machine, callee: Value, ...positional: readonly Value[]): Value {
  machine.call = null;
  return machine.invoke(callee, { positional, named: NO_ARGUMENTS });
}

/** Where an argument of the call is written, or as near as can be said; `path` leads into lists that are written out. */
export function argumentSpan(machine: Machine, name: string, index: number, path: readonly number[] = []): Span {
  const given = machine.call ?? [];
  const before = given.slice(0, index + 1);
  const byPosition = before.every(({ type }) => type === 'positional') ? before[index] : undefined;
  let found: Expression | undefined = (byPosition ?? given.find((each) => each.type === 'named' && each.name === name))?.value;
  for (const at of path) {
    const item = found?.type === 'list' ? found.items[at] : undefined;
    if (item === undefined) break;
    found = item;
  }
  return found?.span ?? machine.span;
}
