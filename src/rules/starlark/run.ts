/**
 * Runs a rules file: parse, validate, give names their places, then one statement after the other.
 *
 * SECURITY: nothing here reads a clock, a file or the network; every loop is charged to the budget, so the run ends.
 */
import { type Diagnostic, formatExcerpt, LineIndex, type Span } from '../../base/index.ts';
import { Budget } from './budget.ts';
import { BUILTINS } from './builtin.ts';
import { execute, invoke } from './execute.ts';
import { Fault } from './fault.ts';
import { openFrame } from './frame.ts';
import type { Machine } from './machine.ts';
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
    if (error instanceof Fault) return [toDiagnostic(source, lines, error, error.span ?? span)];
    throw error;
  }
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
export function toDiagnostic(source: string, lines: LineIndex, { code, message, help }: Fault, span: Span): Diagnostic {
  return {
    code,
    severity: 'error',
    message,
    place: { source, ...lines.locate(span.start) },
    end: lines.locate(span.end),
    excerpt: formatExcerpt(lines, span),
    ...(help === undefined ? {} : { help }),
  };
}
