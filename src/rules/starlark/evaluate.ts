/**
 * From an expression to its value.
 *
 * INVARIANT: every expression is a step and a level of depth; operands are evaluated from left to right.
 */
import type { Call, Clause, Comparison, Conditional, Expression, LambdaExpression, Parameter, Slice, Target } from './ast.ts';
import { requireAttribute } from './attribute.ts';
import { keyOf } from './equality.ts';
import { runtimeFault } from './fault.ts';
import { assignName, type Frame, localCell, readName } from './frame.ts';
import { getIndex, getPairIndex, getSlice, setIndex, setKey } from './index-slice.ts';
import { forEach, lengthOf, toItems } from './iterate.ts';
import { goDeeper, LOOP_DEPTH, type Machine } from './machine.ts';
import { applyBinary, applyComparison, applySign } from './operators.ts';
import { repr, str } from './repr.ts';
import { type Type, toType } from './type.ts';
import { type DefinedFunction, type Dict, isDict, list, truth, tuple, typeName, type Value } from './value.ts';

export function evaluate(machine: Machine, frame: Frame, expression: Expression): Value {
  machine.budget.step();
  goDeeper(machine, 1);
  const value = evaluateKind(machine, frame, expression);
  machine.depth--;
  return value;
}

function evaluateKind(machine: Machine, frame: Frame, expression: Expression): Value {
  switch (expression.type) {
    case 'constant':
      return expression.value;
    case 'name':
      return readName(machine, frame, expression);
    case 'call':
      return evaluateCall(machine, frame, expression);
    case 'list':
      return list(evaluateAll(machine, frame, expression.items));
    case 'tuple':
      return tuple(evaluateAll(machine, frame, expression.items));
    case 'dict':
      return evaluateDict(machine, frame, expression);
    case 'formatted':
      return evaluateFormatted(machine, frame, expression);
    case 'binary':
      return evaluateBinary(machine, frame, expression);
    case 'comparison':
      return evaluateComparison(machine, frame, expression);
    case 'logical':
      return evaluateLogical(machine, frame, expression);
    case 'unary':
      return evaluateUnary(machine, frame, expression);
    case 'conditional':
      return evaluateConditional(machine, frame, expression);
    case 'attribute':
      return evaluateAttribute(machine, frame, expression);
    case 'index':
      return evaluateIndex(machine, frame, expression);
    case 'slice':
      return evaluateSlice(machine, frame, expression);
    case 'lambda':
      return evaluateLambda(machine, frame, expression);
    case 'list comprehension':
      return evaluateListComprehension(machine, frame, expression);
    case 'dict comprehension':
      return evaluateDictComprehension(machine, frame, expression);
  }
}

type Of<K extends Expression['type']> = Extract<Expression, { type: K }>;

function evaluateAll(machine: Machine, frame: Frame, expressions: readonly Expression[]): Value[] {
  const values: Value[] = [];
  for (const expression of expressions) values.push(evaluate(machine, frame, expression));
  machine.budget.elements(values.length);
  return values;
}

function evaluateDict(machine: Machine, frame: Frame, { entries, span }: Of<'dict'>): Value {
  const dict: Dict = { type: 'dict', entries: new Map(), iterators: 0 };
  const pairs = entries.map(({ key, value }) => [evaluate(machine, frame, key), evaluate(machine, frame, value), key.span] as const);
  for (const [key, value, keySpan] of pairs) {
    machine.span = keySpan;
    if (dict.entries.has(keyOf(machine, key))) throw runtimeFault(`the key \`${repr(machine, key)}\` stands twice`);
    setKey(machine, dict, key, value);
  }
  machine.span = span;
  return dict;
}

function evaluateFormatted(machine: Machine, frame: Frame, { parts, span }: Of<'formatted'>): Value {
  let text = '';
  for (const part of parts) {
    const piece = part.type === 'text' ? part.text : formatPart(machine, evaluate(machine, frame, part.expression), part.conversion);
    machine.span = span;
    machine.budget.text(text.length + piece.length);
    text += piece;
  }
  return text;
}

function formatPart(machine: Machine, value: Value, conversion: 's' | 'r'): string {
  return conversion === 's' ? str(machine, value) : repr(machine, value);
}

function evaluateBinary(machine: Machine, frame: Frame, { operator, left, right, span }: Of<'binary'>): Value {
  const first = evaluate(machine, frame, left);
  const second = evaluate(machine, frame, right);
  machine.span = span;
  return applyBinary(machine, operator, first, second);
}

function evaluateComparison(machine: Machine, frame: Frame, { operator, left, right, span }: Comparison): Value {
  const first = evaluate(machine, frame, left);
  const second = evaluate(machine, frame, right);
  machine.span = span;
  return applyComparison(machine, operator, first, second);
}

function evaluateLogical(machine: Machine, frame: Frame, { operator, left, right }: Of<'logical'>): Value {
  const first = evaluate(machine, frame, left);
  const decided = truth(first) === (operator === 'or');
  return decided ? first : evaluate(machine, frame, right);
}

function evaluateUnary(machine: Machine, frame: Frame, { operator, operand, span }: Of<'unary'>): Value {
  const value = evaluate(machine, frame, operand);
  if (operator === 'not') return !truth(value);
  machine.span = span;
  return applySign(machine, operator, value);
}

function evaluateConditional(machine: Machine, frame: Frame, { condition, then, otherwise }: Conditional): Value {
  return evaluate(machine, frame, truth(evaluate(machine, frame, condition)) ? then : otherwise);
}

function evaluateAttribute(machine: Machine, frame: Frame, { object, name, span }: Of<'attribute'>): Value {
  const value = evaluate(machine, frame, object);
  machine.span = span;
  return requireAttribute(value, name);
}

function evaluateIndex(machine: Machine, frame: Frame, { object, index, second, span }: Of<'index'>): Value {
  const value = evaluate(machine, frame, object);
  const at = evaluate(machine, frame, index);
  const also = second === null ? undefined : evaluate(machine, frame, second);
  machine.span = span;
  return also === undefined ? getIndex(machine, value, at) : getPairIndex(machine, value, at, also);
}

function evaluateSlice(machine: Machine, frame: Frame, { object, start, stop, step, span }: Slice): Value {
  const part = (expression: Expression | null): Value | undefined =>
    expression === null ? undefined : evaluate(machine, frame, expression);
  const value = evaluate(machine, frame, object);
  const parts = [part(start), part(stop), part(step)] as const;
  machine.span = span;
  return getSlice(machine, value, parts);
}

function evaluateCall(machine: Machine, frame: Frame, { callee, arguments: given, span }: Call): Value {
  const called = evaluate(machine, frame, callee);
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  for (const { type, name, value: expression } of given) {
    const value = evaluate(machine, frame, expression);
    machine.span = expression.span;
    if (type === 'positional') positional.push(value);
    else if (type === 'named') named.set(name, value);
    else if (type === 'spread') for (const each of toItems(machine, value)) positional.push(each);
    else spreadNamed(machine, value, named);
  }
  machine.span = span;
  machine.call = given;
  const result = machine.invoke(called, { positional, named });
  machine.span = span;
  return result;
}

/** `**dict`: every key is the name of an argument. */
function spreadNamed(machine: Machine, value: Value, named: Map<string, Value>): void {
  if (!isDict(value)) throw runtimeFault(`\`**\` takes a dict, not a value of type \`${typeName(value)}\``);
  for (const { key, value: each } of value.entries.values()) {
    machine.budget.step();
    if (typeof key !== 'string') throw runtimeFault(`\`**\` takes texts as keys, not \`${repr(machine, key)}\``);
    if (named.has(key)) throw runtimeFault(`the argument \`${key}\` is given twice`);
    named.set(key, each);
  }
}

function evaluateLambda(machine: Machine, frame: Frame, { parameters, body, scope }: LambdaExpression): Value {
  return {
    type: 'function',
    name: `${machine.source}.lambda`,
    parameters,
    ...evaluateDefaults(machine, frame, parameters),
    body: { lambda: body },
    captured: capture(frame, scope.captures),
    returnType: null,
  };
}

/** Defaults and types of parameters, which belong to the place of the definition. */
export function evaluateDefaults(
  machine: Machine,
  frame: Frame,
  parameters: readonly Parameter[],
): Pick<DefinedFunction, 'defaults' | 'parameterTypes'> {
  return {
    defaults: parameters.map((each) => (each.default === null ? undefined : evaluate(machine, frame, each.default))),
    parameterTypes: parameters.map((each) => evaluateType(machine, frame, each.annotation)),
  };
}

/** Cells of this frame that a function defined in it shares. */
export function capture(frame: Frame, captures: readonly { readonly from: number; readonly to: number }[]): DefinedFunction['captured'] {
  return captures.map(({ from, to }) => ({ slot: to, cell: localCell(frame, from) }));
}

/** What is written as a type. */
export function evaluateType(machine: Machine, frame: Frame, annotation: Expression | null): Type | null {
  if (annotation === null) return null;
  const value = evaluate(machine, frame, annotation);
  machine.span = annotation.span;
  return toType(machine, value);
}

function evaluateListComprehension(machine: Machine, frame: Frame, { item, clauses, span }: Of<'list comprehension'>): Value {
  const content: Value[] = [];
  runClauses(machine, frame, clauses, 0, () => {
    const value = evaluate(machine, frame, item);
    machine.budget.elements(1);
    content.push(value);
  });
  machine.span = span;
  return list(content);
}

function evaluateDictComprehension(machine: Machine, frame: Frame, { key, value, clauses, span }: Of<'dict comprehension'>): Value {
  const dict: Dict = { type: 'dict', entries: new Map(), iterators: 0 };
  runClauses(machine, frame, clauses, 0, () => {
    const at = evaluate(machine, frame, key);
    const each = evaluate(machine, frame, value);
    machine.span = key.span;
    setKey(machine, dict, at, each);
  });
  machine.span = span;
  return dict;
}

/** Runs `emit` for every round of the loops that passes the conditions. */
function runClauses(machine: Machine, frame: Frame, clauses: readonly Clause[], index: number, emit: () => void): void {
  const clause = clauses[index];
  if (clause === undefined) {
    emit();
    return;
  }
  if (clause.type === 'if') {
    if (truth(evaluate(machine, frame, clause.condition))) runClauses(machine, frame, clauses, index + 1, emit);
    return;
  }
  const over = evaluate(machine, frame, clause.over);
  machine.span = clause.over.span;
  goDeeper(machine, LOOP_DEPTH);
  forEach(machine, over, (item) => {
    assign(machine, frame, clause.target, item);
    runClauses(machine, frame, clauses, index + 1, emit);
    return false;
  });
  machine.depth -= LOOP_DEPTH;
}

/** Gives a value to a target; several targets take the elements of the value. */
export function assign(machine: Machine, frame: Frame, target: Target, value: Value): void {
  switch (target.type) {
    case 'name':
      assignName(machine, frame, target, value);
      return;
    case 'index': {
      const object = evaluate(machine, frame, target.object);
      const index = evaluate(machine, frame, target.index);
      machine.span = target.span;
      setIndex(machine, object, index, value);
      return;
    }
    case 'attribute':
      throw attributeFault(machine, frame, target);
    case 'unpack':
      unpack(machine, frame, target, value);
      return;
  }
}

/** No value has attributes that can be set. */
function attributeFault(machine: Machine, frame: Frame, { object, name, span }: Of<'attribute'>): Error {
  const value = evaluate(machine, frame, object);
  machine.span = span;
  return runtimeFault(`the attribute \`${name}\` of a \`${typeName(value)}\` cannot be set`);
}

function unpack(machine: Machine, frame: Frame, { targets, span }: Extract<Target, { type: 'unpack' }>, value: Value): void {
  machine.span = span;
  const length = lengthOf(machine, value);
  if (length !== targets.length) throw runtimeFault(`${length} values are given to ${targets.length} names`);
  const items = toItems(machine, value);
  for (const [i, target] of targets.entries()) assign(machine, frame, target, items[i] ?? null);
}
