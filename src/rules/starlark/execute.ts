/**
 * Runs statements, and calls what they define.
 *
 * INVARIANT: calls nest as deep as in Codex (the module counts as one), so recursion that loads there loads here, and no other.
 */
import { MAX_STARLARK_CALLS } from '../../base/index.ts';
import type { Assignment, AugmentedAssignment, Def, For, If, Return, Statement } from './ast.ts';
import { requireAttribute } from './attribute.ts';
import { bindParameters, typeFault } from './call.ts';
import { assign, capture, evaluate, evaluateDefaults, evaluateType } from './evaluate.ts';
import { limitFault, runtimeFault, unsupported } from './fault.ts';
import { assignName, type Frame, openFrame, readName } from './frame.ts';
import { getIndex, setIndex } from './index-slice.ts';
import { forEach } from './iterate.ts';
import { goDeeper, LOOP_DEPTH, type Machine } from './machine.ts';
import { bindNative } from './native.ts';
import { applyAugmented } from './operators.ts';
import { matchesType } from './type.ts';
import { type Arguments, type DefinedFunction, isComposite, type NativeFunction, truth, typeName, type Value } from './value.ts';

/** How a block ended. */
type Completion = 'next' | 'break' | 'continue' | 'return';

function executeBlock(machine: Machine, frame: Frame, statements: readonly Statement[]): Completion {
  goDeeper(machine, 1);
  let completion: Completion = 'next';
  for (const statement of statements) {
    completion = execute(machine, frame, statement);
    if (completion !== 'next') break;
  }
  machine.depth--;
  return completion;
}

export function execute(machine: Machine, frame: Frame, statement: Statement): Completion {
  machine.budget.step();
  switch (statement.type) {
    case 'expression':
      evaluate(machine, frame, statement.expression);
      return 'next';
    case 'assign':
      return executeAssignment(machine, frame, statement);
    case 'augment':
      return executeAugmented(machine, frame, statement);
    case 'if':
      return executeIf(machine, frame, statement);
    case 'for':
      return executeFor(machine, frame, statement);
    case 'def':
      return executeDef(machine, frame, statement);
    case 'return':
      return executeReturn(machine, frame, statement);
    case 'load':
      machine.span = statement.span;
      throw runtimeFault(`\`${statement.module}\` cannot be loaded: rules files stand alone`, 'copy what the file needs into it');
    case 'pass':
      return 'next';
    default:
      return statement.type;
  }
}

function executeAssignment(machine: Machine, frame: Frame, { target, annotation, value, span }: Assignment): Completion {
  const type = evaluateType(machine, frame, annotation);
  const assigned = evaluate(machine, frame, value);
  machine.span = span;
  if (type !== null && !matchesType(machine, type, assigned)) throw typeFault(machine, assigned, type.text, 'the name');
  assign(machine, frame, target, assigned);
  return 'next';
}

/** The place is found once, read, and set again. */
function executeAugmented(machine: Machine, frame: Frame, { target, operator, value, span }: AugmentedAssignment): Completion {
  if (target.type === 'name') {
    const before = readName(machine, frame, target);
    const operand = evaluate(machine, frame, value);
    machine.span = span;
    assignName(machine, frame, target, applyAugmented(machine, operator, before, operand));
    return 'next';
  }
  const object = evaluate(machine, frame, target.object);
  if (target.type === 'attribute') throw attributeFault(object, target.name);
  const index = evaluate(machine, frame, target.index);
  machine.span = span;
  const before = getIndex(machine, object, index);
  const operand = evaluate(machine, frame, value);
  machine.span = span;
  setIndex(machine, object, index, applyAugmented(machine, operator, before, operand));
  return 'next';
}

function attributeFault(object: Value, name: string): Error {
  requireAttribute(object, name);
  return runtimeFault(`the attribute \`${name}\` of a \`${typeName(object)}\` cannot be set`);
}

function executeIf(machine: Machine, frame: Frame, { condition, then, otherwise }: If): Completion {
  return executeBlock(machine, frame, truth(evaluate(machine, frame, condition)) ? then : otherwise);
}

function executeFor(machine: Machine, frame: Frame, { target, over, body }: For): Completion {
  const items = evaluate(machine, frame, over);
  let completion = 'next' as Completion;
  machine.span = over.span;
  goDeeper(machine, LOOP_DEPTH);
  forEach(machine, items, (item) => {
    assign(machine, frame, target, item);
    completion = executeBlock(machine, frame, body);
    return completion === 'break' || completion === 'return';
  });
  machine.depth -= LOOP_DEPTH;
  return completion === 'return' ? 'return' : 'next';
}

function executeDef(machine: Machine, frame: Frame, { name, parameters, returns, body, scope, span }: Def): Completion {
  machine.span = span;
  const defined: DefinedFunction = {
    type: 'function',
    name: `${machine.source}.${name.name}`,
    parameters,
    ...evaluateDefaults(machine, frame, parameters),
    body: { block: body },
    captured: capture(frame, scope.captures),
    returnType: evaluateType(machine, frame, returns),
  };
  assignName(machine, frame, name, defined);
  return 'next';
}

function executeReturn(machine: Machine, frame: Frame, { value, span }: Return): Completion {
  frame.returned = value === null ? null : evaluate(machine, frame, value);
  machine.span = span;
  return 'return';
}

/** Calls a value with arguments. */
export function invoke(machine: Machine, callee: Value, given: Arguments): Value {
  if (!isComposite(callee)) throw unsupported('call()', typeName(callee));
  if (machine.calls >= MAX_STARLARK_CALLS) throw limitFault(`more than ${MAX_STARLARK_CALLS - 1} calls inside each other`);
  machine.calls++;
  const result = invokeKind(machine, callee, given);
  machine.calls--;
  return result;
}

function invokeKind(machine: Machine, callee: Value & object, given: Arguments): Value {
  switch (callee.type) {
    case 'native':
      return invokeNative(machine, callee, given, null);
    case 'method':
      return invokeNative(machine, callee.method, given, callee.self);
    case 'function':
      return invokeDefined(machine, callee, given);
    default:
      throw unsupported('call()', typeName(callee));
  }
}

function invokeNative(machine: Machine, callee: NativeFunction, given: Arguments, self: Value): Value {
  return callee.call(machine, bindNative(machine, callee, given), given, self);
}

function invokeDefined(machine: Machine, callee: DefinedFunction, given: Arguments): Value {
  const frame = openFrame();
  for (const [slot, value] of bindParameters(machine, callee, given).entries()) frame.cells[slot] = { value };
  for (const { slot, cell } of callee.captured) frame.cells[slot] = cell;
  const result = runBody(machine, frame, callee);
  const { returnType } = callee;
  if (returnType !== null && !matchesType(machine, returnType, result)) {
    throw typeFault(machine, result, returnType.text, `what \`${callee.name}\` returns`);
  }
  return result;
}

function runBody(machine: Machine, frame: Frame, { body }: DefinedFunction): Value {
  if ('lambda' in body) return evaluate(machine, frame, body.lambda);
  return executeBlock(machine, frame, body.block) === 'return' ? frame.returned : null;
}
