/**
 * From tokens to statements: recursive descent, one function a production.
 *
 * INVARIANT: every recursion goes through `enter`, so that no text nests deeper than the bound; a file is parsed whole or not at all.
 */
import type { BinaryOperator, Expression, If, Name, Statement, Target } from './ast.ts';
import {
  type Cursor,
  eatSymbol,
  enter,
  isKind,
  isSymbol,
  leave,
  type Mark,
  mark,
  openCursor,
  spanFrom,
  take,
  takeKind,
  takeSymbol,
  unexpected,
} from './cursor.ts';
import { syntaxFault } from './fault.ts';
import { parseExpressionList, parseTest, parseTests, parseTestsAfter, parseType, toTarget } from './parse-expression.ts';
import { parseName, parseParameters } from './parse-parameters.ts';

/** The statements of a file. Throws a {@link Fault}. */
export function parse(text: string): readonly Statement[] {
  const cursor = openCursor(text);
  const statements: Statement[] = [];
  skipNewlines(cursor);
  while (cursor.token.kind !== 'end') {
    parseStatement(cursor, statements);
    skipNewlines(cursor);
  }
  return statements;
}

function skipNewlines(cursor: Cursor): void {
  while (cursor.token.kind === 'newline') take(cursor);
}

/** Appends one statement, or those of a line with semicolons. */
function parseStatement(cursor: Cursor, into: Statement[]): void {
  enter(cursor);
  const { kind, text } = cursor.token;
  const parseCompound = kind === 'symbol' ? COMPOUND[text] : undefined;
  if (parseCompound) into.push(parseCompound(cursor));
  else parseLine(cursor, into);
  leave(cursor);
}

const COMPOUND: Readonly<Record<string, ((cursor: Cursor) => Statement) | undefined>> = { def: parseDef, if: parseIf, for: parseFor };

/** `def NAME ( PARAMETERS ) [-> TYPE] : SUITE` */
function parseDef(cursor: Cursor): Statement {
  const start = mark(cursor);
  take(cursor);
  const name = parseName(cursor);
  takeSymbol(cursor, '(');
  const parameters = parseParameters(cursor, ')', parseTest, parseType);
  takeSymbol(cursor, ')');
  const returns = eatSymbol(cursor, '->') ? parseType(cursor) : null;
  takeSymbol(cursor, ':');
  const span = spanFrom(cursor, start);
  return { type: 'def', name, parameters, returns, body: parseSuite(cursor), scope: { captures: [] }, span };
}

/** `if TEST : SUITE (elif TEST : SUITE)* [else : SUITE]`, from the `if` or `elif` on. */
function parseIf(cursor: Cursor): If {
  const start = mark(cursor);
  take(cursor);
  const condition = parseTest(cursor);
  takeSymbol(cursor, ':');
  const span = spanFrom(cursor, start);
  const then = parseSuite(cursor);
  return { type: 'if', condition, then, otherwise: parseElse(cursor), span };
}

function parseElse(cursor: Cursor): readonly Statement[] {
  if (isSymbol(cursor, 'elif')) {
    enter(cursor);
    const chained = parseIf(cursor);
    leave(cursor);
    return [chained];
  }
  if (!eatSymbol(cursor, 'else')) return [];
  takeSymbol(cursor, ':');
  return parseSuite(cursor);
}

/** `for TARGETS in TEST : SUITE` */
function parseFor(cursor: Cursor): Statement {
  const start = mark(cursor);
  take(cursor);
  const targets = parseExpressionList(cursor);
  takeSymbol(cursor, 'in');
  const over = parseTest(cursor);
  takeSymbol(cursor, ':');
  const span = spanFrom(cursor, start);
  return { type: 'for', target: toTarget(targets), over, body: parseSuite(cursor), span };
}

/** Statements behind a colon: on the same line, or an indented block. */
function parseSuite(cursor: Cursor): readonly Statement[] {
  const statements: Statement[] = [];
  if (!isKind(cursor, 'newline')) {
    parseLine(cursor, statements);
    return statements;
  }
  skipNewlines(cursor);
  if (!isKind(cursor, 'indent')) throw unexpected(cursor, 'an indented block', 'indent the body of the block by four spaces');
  take(cursor);
  do {
    parseStatement(cursor, statements);
    skipNewlines(cursor);
  } while (!isKind(cursor, 'dedent') && !isKind(cursor, 'end'));
  if (isKind(cursor, 'dedent')) take(cursor);
  return statements;
}

/** `SMALL (; SMALL)* [;] NEWLINE` */
function parseLine(cursor: Cursor, into: Statement[]): void {
  do into.push(parseSmall(cursor));
  while (eatSymbol(cursor, ';') && !isKind(cursor, 'newline'));
  takeKind(cursor, 'newline', 'the end of the line');
}

function parseSmall(cursor: Cursor): Statement {
  const { kind, text } = cursor.token;
  const start = mark(cursor);
  if (kind !== 'symbol') return parseAssignment(cursor, start);
  switch (text) {
    case 'return':
      return parseReturn(cursor, start);
    case 'break':
    case 'continue':
    case 'pass':
      take(cursor);
      return { type: text, span: spanFrom(cursor, start) };
    case 'load':
      return parseLoad(cursor, start);
    default:
      return parseAssignment(cursor, start);
  }
}

function parseReturn(cursor: Cursor, start: Mark): Statement {
  take(cursor);
  const bare = isKind(cursor, 'newline') || isSymbol(cursor, ';');
  const value = bare ? null : parseTests(cursor, false);
  return { type: 'return', value, span: spanFrom(cursor, start) };
}

/** Null is plain assignment. */
const ASSIGNMENT_OPERATORS: ReadonlyMap<string, BinaryOperator | null> = new Map<string, BinaryOperator | null>([
  ['=', null],
  ...(['+', '-', '*', '/', '//', '%', '&', '|', '^', '<<', '>>'] as const).map((each) => [`${each}=`, each] as const),
]);

/** `TESTS [: TYPE] (= | += …) TESTS`, or an expression alone. */
function parseAssignment(cursor: Cursor, start: Mark): Statement {
  const first = parseTest(cursor);
  const several = isSymbol(cursor, ',');
  const left = several ? parseTestsAfter(cursor, start, first, false) : first;
  const annotation = eatSymbol(cursor, ':') ? parseType(cursor) : null;
  const operator = isKind(cursor, 'symbol') ? ASSIGNMENT_OPERATORS.get(cursor.token.text) : undefined;
  if (operator === undefined) {
    if (annotation !== null || several) throw unexpected(cursor, '`=`');
    return { type: 'expression', expression: left, span: spanFrom(cursor, start) };
  }
  take(cursor);
  const value = parseTests(cursor, false);
  const span = spanFrom(cursor, start);
  if (operator === null) return { type: 'assign', target: checkAnnotated(toTarget(left), annotation), annotation, value, span };
  return { type: 'augment', target: checkAugmented(left, annotation), operator, value, span };
}

function checkAnnotated(target: Target, annotation: Expression | null): Target {
  if (annotation === null || target.type !== 'unpack') return target;
  throw syntaxFault('a type cannot be given to several names at once', annotation.span, 'assign each name on a line of its own');
}

function checkAugmented(left: Expression, annotation: Expression | null): Exclude<Target, { type: 'unpack' }> {
  const target = toTarget(left);
  if (target.type === 'unpack') throw syntaxFault('several names cannot be changed at once', left.span, 'write one line for each');
  if (annotation !== null) throw syntaxFault('a type belongs to a first assignment', annotation.span, 'use `=`');
  return target;
}

/** `load("module", "name", other = "name")` */
function parseLoad(cursor: Cursor, start: Mark): Statement {
  take(cursor);
  takeSymbol(cursor, '(');
  const module = takeString(cursor);
  const names: Name[] = [];
  while (eatSymbol(cursor, ',') && !isSymbol(cursor, ')')) names.push(parseLoadName(cursor));
  takeSymbol(cursor, ')');
  const span = spanFrom(cursor, start);
  if (names.length === 0) throw syntaxFault('`load` names nothing to load', span);
  return { type: 'load', module, names, span };
}

function parseLoadName(cursor: Cursor): Name {
  if (isKind(cursor, 'identifier')) {
    const name = parseName(cursor);
    takeSymbol(cursor, '=');
    takeString(cursor);
    return name;
  }
  const { start, end } = cursor.token;
  return { type: 'name', name: takeString(cursor), span: { start, end }, binding: null };
}

function takeString(cursor: Cursor): string {
  const { value } = cursor.token;
  if (!isKind(cursor, 'string') || typeof value !== 'string') throw unexpected(cursor, 'a string');
  take(cursor);
  return value;
}
