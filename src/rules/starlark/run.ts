/**
 * Runs a rules file: parse, validate, give names their places, then one statement after the other.
 *
 * SECURITY: nothing here reads a clock, a file or the network; every loop is charged to the budget, so the run ends.
 */
import { type Diagnostic, formatExcerpt, LineIndex, MAX_STARLARK_MESSAGE, type Span } from '../../base/index.ts';
import { Budget } from './budget.ts';
import { BUILTINS } from './builtin.ts';
import { execute, invoke } from './execute.ts';
import { Fault, limitFault } from './fault.ts';
import { openFrame } from './frame.ts';
import type { Machine } from './machine.ts';
import { oneLine } from './one-line.ts';
import { parse } from './parser.ts';
import { resolve } from './resolve.ts';
import { validate } from './validate.ts';
import type { Cell, NativeFunction } from './value.ts';

export interface RulesSource {
  /** Name for people, usually the path. */
  readonly source: string;
  readonly text: string;
}

/** Runs the file with the given functions beside the built-in ones; returns what stopped it. */
export function runRulesFile({ source, text }: RulesSource, functions: readonly NativeFunction[]): readonly Diagnostic[] {
  const lines = new LineIndex(text);
  let span: Span = { start: 0, end: 0 };
  try {
    const statements = parse(text);
    validate(statements);
    const globals = new Map([...BUILTINS, ...functions.map((each) => [each.name, each] as const)]);
    const moduleNames = resolve(statements, globals);
    const machine = openMachine(source, moduleNames);
    try {
      for (const statement of statements) execute(machine, openFrame(), statement);
    } finally {
      span = machine.span;
    }
    return [];
  } catch (error) {
    const fault = toFault(error);
    return [toDiagnostic(source, lines, fault, fault.span ?? span)];
  }
}

/** Depth is bounded for the stack of an ordinary caller; one that has used up its own is told so, and nothing is loaded. */
function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof RangeError && error.message.includes('call stack')) return limitFault('more of the stack than there is');
  throw error;
}

function openMachine(source: string, moduleNames: readonly string[]): Machine {
  const machine: Machine = {
    budget: new Budget(),
    source,
    module: moduleNames.map((): Cell => ({ value: undefined })),
    span: { start: 0, end: 0 },
    call: null,
    calls: 1,
    depth: 0,
    invoke: (callee, given) => invoke(machine, callee, given),
  };
  return machine;
}

/** A fault with its place, the line it stands on and what to do. */
function toDiagnostic(source: string, lines: LineIndex, { code, message, help }: Fault, span: Span): Diagnostic {
  return {
    code,
    severity: 'error',
    message: oneLine(message, MAX_STARLARK_MESSAGE),
    place: { source, ...lines.locate(span.start) },
    end: lines.locate(span.end),
    excerpt: formatExcerpt(lines, span),
    ...(help === undefined ? {} : { help }),
  };
}
