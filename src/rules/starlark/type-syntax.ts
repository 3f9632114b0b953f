/**
 * Which expressions may be written as a type: names, `a.b`, `list[T]`, `dict[K, V]`, `A | B`, tuples of types, `...`.
 * What they mean is found when the program runs (`type.ts`).
 */
import { MAX_STARLARK_NESTING } from '../../base/index.ts';
import type { Expression } from './ast.ts';
import { syntaxFault } from './fault.ts';

/** Throws where the expression cannot be a type. */
export function checkTypeExpression(expression: Expression, depth = 0): void {
  if (depth > MAX_STARLARK_NESTING) throw syntaxFault(`the type is nested deeper than ${MAX_STARLARK_NESTING}`, expression.span);
  switch (expression.type) {
    case 'name':
      return;
    case 'constant':
      checkConstant(expression);
      return;
    case 'attribute':
      checkPath(expression, depth);
      return;
    case 'index':
      checkIndex(expression, depth);
      return;
    case 'tuple':
      checkTypes(expression.items, depth);
      return;
    case 'list':
      if (expression.items.length < 2) throw notAType(expression);
      checkTypes(expression.items, depth);
      return;
    case 'binary':
      if (expression.operator !== '|') throw notAType(expression);
      checkTypeExpression(expression.left, depth + 1);
      checkTypeExpression(expression.right, depth + 1);
      return;
    default:
      throw notAType(expression);
  }
}

function checkTypes(items: readonly Expression[], depth: number): void {
  for (const item of items) checkTypeExpression(item, depth + 1);
}

function notAType({ span }: Expression): Error {
  return syntaxFault('this is not a type', span, 'types are `str`, `int`, `list[str]`, `dict[str, int]`, `str | None` and the like');
}

function checkConstant(expression: Expression & { type: 'constant' }): void {
  const { value } = expression;
  if (typeof value === 'object' && value !== null && value.type === 'ellipsis') return;
  throw notAType(expression);
}

/** `a.b.c`, but not `a.type`. */
function checkPath(expression: Expression & { type: 'attribute' }, depth: number): void {
  if (expression.name === 'type') throw notAType(expression);
  const { object } = expression;
  if (object.type === 'attribute' && depth < MAX_STARLARK_NESTING) {
    checkPath(object, depth + 1);
    return;
  }
  if (object.type !== 'name') throw notAType(expression);
}

/** `name[T]`, `path[T, U]`; the two may be lists of types. */
function checkIndex(expression: Expression & { type: 'index' }, depth: number): void {
  const { object, index, second } = expression;
  if (second === null) {
    if (object.type !== 'name') throw notAType(expression);
    checkTypeExpression(index, depth + 1);
    return;
  }
  checkTypeExpression(object, depth + 1);
  for (const argument of [index, second]) {
    if (argument.type === 'list') checkTypes(argument.items, depth);
    else checkTypeExpression(argument, depth + 1);
  }
}
