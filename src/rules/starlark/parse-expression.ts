/**
 * Expressions, by precedence climbing: `or` < `and` < `not`, comparisons < `|` < `^` < `&` < shifts < `+ -` < `* / // %` < unary < postfix.
 */
import type { Argument, BinaryOperator, Clause, ComparisonOperator, Expression, FormattedPart, Target } from './ast.ts';
import {
  type Cursor,
  eatSymbol,
  enter,
  isKind,
  isSymbol,
  leave,
  type Mark,
  mark,
  spanFrom,
  take,
  takeKind,
  takeSymbol,
  unexpected,
} from './cursor.ts';
import { type Fault, syntaxFault } from './fault.ts';
import { parseParameters } from './parse-parameters.ts';
import { checkTypeExpression } from './type-syntax.ts';
import { ELLIPSIS } from './value.ts';

const AND = 3;
const COMPARISON = 5;
/** Everything that binds tighter than a comparison. */
const ARITHMETIC = 7;

const POWERS: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', AND],
  ...['==', '!=', '<', '>', '<=', '>=', 'in', 'not'].map((each) => [each, COMPARISON] as const),
  ['|', ARITHMETIC],
  ['^', 9],
  ['&', 11],
  ['<<', 13],
  ['>>', 13],
  ['+', 15],
  ['-', 15],
  ...['*', '/', '//', '%'].map((each) => [each, 17] as const),
]);

/** `OR [if OR else TEST] | lambda` */
export function parseTest(cursor: Cursor): Expression {
  enter(cursor);
  const test = isSymbol(cursor, 'lambda') ? parseLambda(cursor) : parseConditional(cursor, parseOperators(cursor, 0));
  leave(cursor);
  return test;
}

/** An expression where a type is meant. */
export function parseType(cursor: Cursor): Expression {
  const type = parseTest(cursor);
  checkTypeExpression(type);
  return type;
}

function parseConditional(cursor: Cursor, then: Expression): Expression {
  if (!eatSymbol(cursor, 'if')) return then;
  const condition = parseOperators(cursor, 0);
  if (!eatSymbol(cursor, 'else')) throw unexpected(cursor, '`else`', 'an `if` inside an expression needs an `else`');
  const otherwise = parseTest(cursor);
  return { type: 'conditional', condition, then, otherwise, span: spanFrom(cursor, then.span.start) };
}

function parseLambda(cursor: Cursor): Expression {
  const start = mark(cursor);
  take(cursor);
  const parameters = parseParameters(cursor, ':', parseTest, null);
  takeSymbol(cursor, ':');
  const body = parseTest(cursor);
  return { type: 'lambda', parameters, body, scope: { captures: [] }, span: spanFrom(cursor, start) };
}

/** `TEST (, TEST)*`: a tuple where there is a comma. A comma at the end is allowed in parentheses only. */
export function parseTests(cursor: Cursor, parenthesized: boolean): Expression {
  const start = mark(cursor);
  const first = parseTest(cursor);
  return isSymbol(cursor, ',') ? parseTestsAfter(cursor, start, first, parenthesized) : first;
}

export function parseTestsAfter(cursor: Cursor, start: Mark, first: Expression, parenthesized: boolean): Expression {
  return parseTuple(cursor, start, first, parseTest, parenthesized);
}

/** Names before `in`: like {@link parseTests}, without comparisons and the like. */
export function parseExpressionList(cursor: Cursor): Expression {
  const start = mark(cursor);
  const parseItem = (each: Cursor): Expression => parseOperatorsAfter(each, parseUnary(each), ARITHMETIC);
  const first = parseItem(cursor);
  return isSymbol(cursor, ',') ? parseTuple(cursor, start, first, parseItem, false) : first;
}

function parseTuple(
  cursor: Cursor,
  start: Mark,
  first: Expression,
  parseItem: (cursor: Cursor) => Expression,
  parenthesized: boolean,
): Expression {
  const items = [first];
  let trailing = false;
  while (eatSymbol(cursor, ',')) {
    trailing = !startsExpression(cursor);
    if (trailing) break;
    items.push(parseItem(cursor));
  }
  const span = spanFrom(cursor, start);
  if (trailing && !parenthesized) throw syntaxFault('a tuple that ends with a comma needs parentheses', span);
  return { type: 'tuple', items, span };
}

const EXPRESSION_STARTS: ReadonlySet<string> = new Set(['(', '[', '{', '+', '-', '~', 'not', '...', 'lambda']);
const LITERAL_KINDS: ReadonlySet<string> = new Set(['identifier', 'number', 'string', 'formatted start']);

function startsExpression({ token }: Cursor): boolean {
  return LITERAL_KINDS.has(token.kind) || (token.kind === 'symbol' && EXPRESSION_STARTS.has(token.text));
}

/** An expression whose operators bind at least as tight as `power`. */
function parseOperators(cursor: Cursor, power: number): Expression {
  enter(cursor);
  const left = isSymbol(cursor, 'not') && power <= COMPARISON ? parseNot(cursor) : parseUnary(cursor);
  const all = parseOperatorsAfter(cursor, left, power);
  leave(cursor);
  return all;
}

function parseNot(cursor: Cursor): Expression {
  const start = mark(cursor);
  take(cursor);
  const operand = parseOperators(cursor, COMPARISON);
  return { type: 'unary', operator: 'not', operand, span: spanFrom(cursor, start) };
}

function parseOperatorsAfter(cursor: Cursor, first: Expression, power: number): Expression {
  let left = first;
  for (;;) {
    const binding = isKind(cursor, 'symbol') ? POWERS.get(cursor.token.text) : undefined;
    if (binding === undefined || binding < power) return left;
    const operator = takeOperator(cursor);
    const right = parseOperators(cursor, binding + 1);
    left = combine(operator, left, right);
    if (binding === COMPARISON) refuseChain(cursor);
  }
}

function takeOperator(cursor: Cursor): string {
  const { text } = take(cursor);
  if (text !== 'not') return text;
  if (!eatSymbol(cursor, 'in')) throw unexpected(cursor, '`in` after `not`');
  return 'not in';
}

function combine(operator: string, left: Expression, right: Expression): Expression {
  const span = { start: left.span.start, end: right.span.end };
  if (operator === 'or' || operator === 'and') return { type: 'logical', operator, left, right, span };
  if (operator === 'not in' || POWERS.get(operator) === COMPARISON) {
    return { type: 'comparison', operator: operator as ComparisonOperator, left, right, span };
  }
  return { type: 'binary', operator: operator as BinaryOperator, left, right, span };
}

function refuseChain(cursor: Cursor): void {
  if (isKind(cursor, 'symbol') && POWERS.get(cursor.token.text) === COMPARISON) {
    throw unexpected(cursor, 'the end of the comparison', 'comparisons do not chain: join them with `and`');
  }
}

const SIGNS = ['+', '-', '~'] as const;

function parseUnary(cursor: Cursor): Expression {
  const operator = SIGNS.find((sign) => isSymbol(cursor, sign));
  if (operator === undefined) return parsePostfix(cursor, parseAtom(cursor));
  enter(cursor);
  const start = mark(cursor);
  take(cursor);
  const operand = parseUnary(cursor);
  leave(cursor);
  return { type: 'unary', operator, operand, span: spanFrom(cursor, start) };
}

/** Attributes, calls, indices and slices behind an expression. */
function parsePostfix(cursor: Cursor, first: Expression): Expression {
  let object = first;
  const { start } = first.span;
  for (;;) {
    if (eatSymbol(cursor, '.')) {
      const name = takeKind(cursor, 'identifier', 'the name of an attribute').text;
      object = { type: 'attribute', object, name, span: spanFrom(cursor, start) };
    } else if (eatSymbol(cursor, '(')) {
      const given = parseArguments(cursor);
      object = { type: 'call', callee: object, arguments: given, span: spanFrom(cursor, start) };
    } else if (eatSymbol(cursor, '[')) object = parseIndex(cursor, object);
    else return object;
  }
}

/** `TEST ] | TEST , TEST ] | [TEST] : [TEST] [: [TEST]] ]` */
function parseIndex(cursor: Cursor, object: Expression): Expression {
  const { start } = object.span;
  const first = isSymbol(cursor, ':') ? null : parseTest(cursor);
  if (first === null || isSymbol(cursor, ':')) {
    take(cursor);
    const stop = isSymbol(cursor, ']') || isSymbol(cursor, ':') ? null : parseTest(cursor);
    const step = eatSymbol(cursor, ':') && !isSymbol(cursor, ']') ? parseTest(cursor) : null;
    takeSymbol(cursor, ']');
    return { type: 'slice', object, start: first, stop, step, span: spanFrom(cursor, start) };
  }
  const second = eatSymbol(cursor, ',') ? parseTest(cursor) : null;
  takeSymbol(cursor, ']');
  return { type: 'index', object, index: first, second, span: spanFrom(cursor, start) };
}

function parseArguments(cursor: Cursor): readonly Argument[] {
  const given: Argument[] = [];
  while (!isSymbol(cursor, ')')) {
    given.push(parseArgument(cursor));
    if (!eatSymbol(cursor, ',')) break;
  }
  takeSymbol(cursor, ')');
  checkArguments(given);
  return given;
}

/** `TEST | NAME = TEST | * TEST | ** TEST` */
function parseArgument(cursor: Cursor): Argument {
  const start = mark(cursor);
  const next = cursor.tokens[cursor.index + 1];
  if (isKind(cursor, 'identifier') && next?.kind === 'symbol' && next.text === '=') {
    const name = take(cursor).text;
    take(cursor);
    return { type: 'named', name, value: parseTest(cursor), span: spanFrom(cursor, start) };
  }
  const type = eatSymbol(cursor, '**') ? 'spread named' : eatSymbol(cursor, '*') ? 'spread' : 'positional';
  return { type, name: '', value: parseTest(cursor), span: spanFrom(cursor, start) };
}

const ARGUMENT_RANKS: Readonly<Record<Argument['type'], number>> = { positional: 0, named: 1, spread: 2, 'spread named': 3 };

/** Positional ones first, then named ones, at most one `*` and one `**`; no name twice. */
function checkArguments(given: readonly Argument[]): void {
  const names = new Set<string>();
  let last: Argument['type'] = 'positional';
  for (const argument of given) {
    const { type, name } = argument;
    const repeated = type === last && ARGUMENT_RANKS[type] >= 2;
    if (ARGUMENT_RANKS[type] < ARGUMENT_RANKS[last] || repeated) throw orderFault(argument, last);
    last = type;
    if (type !== 'named') continue;
    if (names.has(name)) throw syntaxFault(`the argument \`${name}\` is given twice`, argument.span);
    names.add(name);
  }
}

const ARGUMENT_NAMES: Readonly<Record<Argument['type'], string>> = {
  positional: 'an argument by position',
  named: 'an argument by name',
  spread: 'a `*` argument',
  'spread named': 'a `**` argument',
};

function orderFault(argument: Argument, last: Argument['type']): Fault {
  return syntaxFault(`${ARGUMENT_NAMES[argument.type]} cannot follow ${ARGUMENT_NAMES[last]}`, argument.span);
}

function parseAtom(cursor: Cursor): Expression {
  const { kind, text, start, end, value } = cursor.token;
  const span = { start, end };
  if (kind === 'identifier') {
    take(cursor);
    return { type: 'name', name: text, span, binding: null };
  }
  if (kind === 'number' || kind === 'string') {
    take(cursor);
    return { type: 'constant', value, span };
  }
  if (kind === 'formatted start') return parseFormatted(cursor);
  const parseBracketed = kind === 'symbol' ? BRACKETED[text] : undefined;
  if (!parseBracketed) throw unexpected(cursor, 'an expression');
  return parseBracketed(cursor);
}

const BRACKETED: Readonly<Record<string, ((cursor: Cursor) => Expression) | undefined>> = {
  '(': parseParentheses,
  '[': parseList,
  '{': parseDict,
  '...': parseEllipsis,
};

function parseEllipsis(cursor: Cursor): Expression {
  const { start, end } = take(cursor);
  return { type: 'constant', value: ELLIPSIS, span: { start, end } };
}

function parseParentheses(cursor: Cursor): Expression {
  const start = mark(cursor);
  take(cursor);
  if (eatSymbol(cursor, ')')) return { type: 'tuple', items: [], span: spanFrom(cursor, start) };
  const inner = parseTests(cursor, true);
  takeSymbol(cursor, ')');
  return inner;
}

function parseList(cursor: Cursor): Expression {
  const start = mark(cursor);
  take(cursor);
  const items: Expression[] = [];
  while (!isSymbol(cursor, ']')) {
    const item = parseTest(cursor);
    if (items.length === 0 && isSymbol(cursor, 'for')) {
      const clauses = parseClauses(cursor);
      takeSymbol(cursor, ']');
      return { type: 'list comprehension', item, clauses, span: spanFrom(cursor, start) };
    }
    items.push(item);
    if (!eatSymbol(cursor, ',')) break;
  }
  takeSymbol(cursor, ']');
  return { type: 'list', items, span: spanFrom(cursor, start) };
}

function parseDict(cursor: Cursor): Expression {
  const start = mark(cursor);
  take(cursor);
  const entries: { key: Expression; value: Expression }[] = [];
  while (!isSymbol(cursor, '}')) {
    const key = parseTest(cursor);
    takeSymbol(cursor, ':');
    const value = parseTest(cursor);
    if (entries.length === 0 && isSymbol(cursor, 'for')) {
      const clauses = parseClauses(cursor);
      takeSymbol(cursor, '}');
      return { type: 'dict comprehension', key, value, clauses, span: spanFrom(cursor, start) };
    }
    entries.push({ key, value });
    if (!eatSymbol(cursor, ',')) break;
  }
  takeSymbol(cursor, '}');
  return { type: 'dict', entries, span: spanFrom(cursor, start) };
}

/** `for TARGETS in OR`, then more of them and `if OR`. */
function parseClauses(cursor: Cursor): readonly Clause[] {
  const clauses: Clause[] = [];
  for (;;) {
    if (eatSymbol(cursor, 'for')) {
      const target = toTarget(parseExpressionList(cursor));
      takeSymbol(cursor, 'in');
      clauses.push({ type: 'for', target, over: parseOperators(cursor, 0) });
    } else if (eatSymbol(cursor, 'if')) clauses.push({ type: 'if', condition: parseOperators(cursor, 0) });
    else return clauses;
  }
}

function parseFormatted(cursor: Cursor): Expression {
  const start = mark(cursor);
  take(cursor);
  const parts: FormattedPart[] = [];
  while (!isKind(cursor, 'formatted end')) {
    if (isKind(cursor, 'formatted text')) parts.push({ type: 'text', text: take(cursor).text });
    else parts.push(parsePlaceholder(cursor));
  }
  take(cursor);
  return { type: 'formatted', parts, span: spanFrom(cursor, start) };
}

/** `{ TEST [! (s | r)] }` */
function parsePlaceholder(cursor: Cursor): FormattedPart {
  takeKind(cursor, 'placeholder start', 'a placeholder or the end of the f-string');
  const expression = parseTest(cursor);
  const conversion = isKind(cursor, 'conversion') ? parseConversion(cursor) : 's';
  takeKind(cursor, 'placeholder end', '`}`');
  return { type: 'expression', expression, conversion };
}

function parseConversion(cursor: Cursor): 's' | 'r' {
  take(cursor);
  const { text } = cursor.token;
  if (!isKind(cursor, 'identifier') || (text !== 's' && text !== 'r')) throw unexpected(cursor, '`s` or `r` after `!`');
  take(cursor);
  return text;
}

/** What an expression to the left of `=` assigns to. */
export function toTarget(expression: Expression): Target {
  switch (expression.type) {
    case 'name':
    case 'attribute':
      return expression;
    case 'index':
      if (expression.second === null) return expression;
      break;
    case 'tuple':
    case 'list':
      return { type: 'unpack', targets: expression.items.map(toTarget), span: expression.span };
  }
  throw syntaxFault('nothing can be assigned to this', expression.span, 'assign to a name or to `a[b]`');
}
