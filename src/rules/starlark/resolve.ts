/**
 * Gives every name its place before anything runs: a cell of the function it is in (shared with functions inside), of the module,
 * or a value everybody knows. A name that nobody assigns is a fault at once, though it may stand in code that never runs.
 *
 * INVARIANT: variables of a comprehension live in cells of the function around it, and are visible only inside.
 */
import { closest, MAX_STARLARK_DEPTH, type Span } from '../../base/index.ts';
import type { Binding, Clause, Expression, Name, Parameter, Scope, Statement, Target } from './ast.ts';
import { Fault, syntaxFault } from './fault.ts';
import type { DefinedFunction, Value } from './value.ts';

/** A function (or the module's comprehensions) while its names are being placed. */
interface FunctionScope {
  /** Innermost first. */
  readonly blocks: Map<string, number>[];
  readonly captures: { from: number; to: number }[];
  slots: number;
}

interface Resolver {
  readonly globals: ReadonlyMap<string, Value>;
  readonly module: ReadonlyMap<string, number>;
  /** Enclosing functions, outermost first; the first is the module's own. */
  readonly functions: FunctionScope[];
  depth: number;
}

/** Places all names and returns those of the module, by slot; throws at the first that is unknown. */
export function resolve(statements: readonly Statement[], globals: ReadonlyMap<string, Value>): readonly string[] {
  const module = new Map<string, number>();
  collect(statements, module);
  const resolver: Resolver = { globals, module, functions: [newScope()], depth: 0 };
  resolveBlock(resolver, statements);
  return [...module.keys()];
}

function newScope(): FunctionScope {
  return { blocks: [new Map()], captures: [], slots: 0 };
}

/** Names that the statements assign, but not those of functions inside. */
function collect(statements: readonly Statement[], names: Map<string, number>): void {
  for (const statement of statements) {
    switch (statement.type) {
      case 'assign':
      case 'augment':
        collectTarget(statement.target, names);
        break;
      case 'for':
        collectTarget(statement.target, names);
        collect(statement.body, names);
        break;
      case 'if':
        collect(statement.then, names);
        collect(statement.otherwise, names);
        break;
      case 'def':
        collectTarget(statement.name, names);
        break;
      case 'load':
        for (const name of statement.names) collectTarget(name, names);
        break;
    }
  }
}

function collectTarget(target: Target, names: Map<string, number>): void {
  if (target.type === 'name') {
    if (!names.has(target.name)) names.set(target.name, names.size);
  } else if (target.type === 'unpack') for (const each of target.targets) collectTarget(each, names);
}

function resolveBlock(resolver: Resolver, statements: readonly Statement[]): void {
  for (const statement of statements) resolveStatement(resolver, statement);
}

function resolveStatement(resolver: Resolver, statement: Statement): void {
  switch (statement.type) {
    case 'expression':
      resolveExpression(resolver, statement.expression);
      return;
    case 'assign':
      resolveTarget(resolver, statement.target);
      resolveType(resolver, statement.annotation);
      resolveExpression(resolver, statement.value);
      return;
    case 'augment':
      resolveTarget(resolver, statement.target);
      resolveExpression(resolver, statement.value);
      return;
    case 'if':
      resolveExpression(resolver, statement.condition);
      resolveBlock(resolver, statement.then);
      resolveBlock(resolver, statement.otherwise);
      return;
    case 'for':
      resolveTarget(resolver, statement.target);
      resolveExpression(resolver, statement.over);
      resolveBlock(resolver, statement.body);
      return;
    case 'def':
      bind(resolver, statement.name);
      resolveType(resolver, statement.returns);
      resolveFunction(resolver, statement.parameters, statement.scope, { block: statement.body });
      return;
    case 'return':
      resolveOptional(resolver, statement.value);
      return;
    default:
      return;
  }
}

/** Defaults and types belong to the function around; the body has a scope of its own. */
function resolveFunction(resolver: Resolver, parameters: readonly Parameter[], scope: Scope, body: DefinedFunction['body']): void {
  for (const parameter of parameters) {
    resolveType(resolver, parameter.annotation);
    resolveOptional(resolver, parameter.default);
  }
  const inner = newScope();
  const names = inner.blocks[0] ?? new Map<string, number>();
  for (const { name } of parameters) if (name !== '') names.set(name, names.size);
  if ('block' in body) collect(body.block, names);
  inner.slots = names.size;
  resolver.functions.push(inner);
  if ('block' in body) resolveBlock(resolver, body.block);
  else resolveExpression(resolver, body.lambda);
  resolver.functions.pop();
  scope.captures = inner.captures;
}

function resolveOptional(resolver: Resolver, expression: Expression | null): void {
  if (expression !== null) resolveExpression(resolver, expression);
}

function resolveAll(resolver: Resolver, expressions: readonly (Expression | null)[]): void {
  for (const expression of expressions) resolveOptional(resolver, expression);
}

function resolveExpression(resolver: Resolver, expression: Expression): void {
  if (++resolver.depth > MAX_STARLARK_DEPTH) {
    throw syntaxFault(`the expression is nested deeper than ${MAX_STARLARK_DEPTH}`, expression.span, 'give parts of it a name');
  }
  if (expression.type === 'name') bind(resolver, expression);
  else if (expression.type === 'lambda') resolveFunction(resolver, expression.parameters, expression.scope, { lambda: expression.body });
  else if (expression.type === 'list comprehension') resolveComprehension(resolver, expression.clauses, [expression.item]);
  else if (expression.type === 'dict comprehension') resolveComprehension(resolver, expression.clauses, [expression.key, expression.value]);
  else resolveAll(resolver, childrenOf(expression));
  resolver.depth--;
}

type Plain = Exclude<Expression, { type: 'name' | 'lambda' | 'list comprehension' | 'dict comprehension' }>;

/** The expressions directly inside one that has no scope of its own. */
function childrenOf(expression: Plain): readonly (Expression | null)[] {
  switch (expression.type) {
    case 'constant':
      return [];
    case 'formatted':
      return expression.parts.map((part) => (part.type === 'expression' ? part.expression : null));
    case 'list':
    case 'tuple':
      return expression.items;
    case 'dict':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'attribute':
      return [expression.object];
    case 'index':
      return [expression.object, expression.index, expression.second];
    case 'slice':
      return [expression.object, expression.start, expression.stop, expression.step];
    case 'call':
      return [expression.callee, ...expression.arguments.map((argument) => argument.value)];
    case 'unary':
      return [expression.operand];
    case 'binary':
    case 'comparison':
    case 'logical':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.condition, expression.then, expression.otherwise];
  }
}

/** The first list is looked up outside; everything else sees the variables. */
function resolveComprehension(resolver: Resolver, clauses: readonly Clause[], results: readonly Expression[]): void {
  const scope = innermost(resolver);
  const [first, ...rest] = clauses;
  if (first?.type !== 'for') throw new Error('a comprehension starts with `for`');
  resolveExpression(resolver, first.over);
  const block = new Map<string, number>();
  for (const clause of clauses) if (clause.type === 'for') collectBlock(clause.target, block, scope);
  scope.blocks.unshift(block);
  resolveTarget(resolver, first.target);
  for (const clause of rest) {
    if (clause.type === 'for') resolveTarget(resolver, clause.target);
    resolveExpression(resolver, clause.type === 'for' ? clause.over : clause.condition);
  }
  resolveAll(resolver, results);
  scope.blocks.shift();
}

function collectBlock(target: Target, block: Map<string, number>, scope: FunctionScope): void {
  const names = new Map<string, number>();
  collectTarget(target, names);
  for (const name of names.keys()) if (!block.has(name)) block.set(name, scope.slots++);
}

function innermost(resolver: Resolver): FunctionScope {
  const scope = resolver.functions.at(-1);
  if (!scope) throw new Error('no scope');
  return scope;
}

function resolveTarget(resolver: Resolver, target: Target): void {
  if (target.type === 'unpack') for (const each of target.targets) resolveTarget(resolver, each);
  else resolveExpression(resolver, target);
}

/** Names in a type are those of the module or known to everybody. */
function resolveType(resolver: Resolver, type: Expression | null): void {
  if (type === null) return;
  resolveExpression(resolver, type);
  const local = findLocal(type);
  if (local) throw syntaxFault(`\`${local.name}\` cannot be a type, for it is a variable of the function`, local.span);
}

function findLocal(type: Expression): Name | null {
  if (type.type === 'name') return type.binding?.type === 'local' ? type : null;
  if (type.type === 'lambda' || type.type === 'list comprehension' || type.type === 'dict comprehension') return null;
  for (const child of childrenOf(type)) {
    const found = child === null ? null : findLocal(child);
    if (found) return found;
  }
  return null;
}

function bind(resolver: Resolver, name: Name): void {
  name.binding = lookUp(resolver, name.name) ?? fail(resolver, name.name, name.span);
}

function lookUp(resolver: Resolver, name: string): Binding | null {
  const { functions } = resolver;
  for (let level = functions.length - 1; level >= 0; level--) {
    const slot = slotIn(functions[level], name);
    if (slot !== undefined) return { type: 'local', slot: captureDown(functions, level, slot, name) };
  }
  const slot = resolver.module.get(name);
  if (slot !== undefined) return { type: 'module', slot };
  const value = resolver.globals.get(name);
  return value === undefined ? null : { type: 'global', value };
}

function slotIn(scope: FunctionScope | undefined, name: string): number | undefined {
  for (const block of scope?.blocks ?? []) {
    const slot = block.get(name);
    if (slot !== undefined) return slot;
  }
  return undefined;
}

/** Hands a variable of an outer function down to the innermost one. */
function captureDown(functions: readonly FunctionScope[], level: number, slot: number, name: string): number {
  let from = slot;
  for (const scope of functions.slice(level + 1)) {
    const to = scope.slots++;
    scope.captures.push({ from, to });
    scope.blocks.at(-1)?.set(name, to);
    from = to;
  }
  return from;
}

/** Names that other dialects or Codex's readers know, with what to do instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  print: 'rules files print nothing',
  struct: 'use a dict',
  json: 'rules files read no JSON',
  set: 'use a list or a dict',
  map: 'use a comprehension: `[f(x) for x in xs]`',
  filter: 'use a comprehension: `[x for x in xs if f(x)]`',
  true: 'write `True`',
  false: 'write `False`',
  null: 'write `None`',
};

function fail(resolver: Resolver, name: string, span: Span): never {
  const known = [...resolver.functions.flatMap(({ blocks }) => blocks.flatMap((block) => [...block.keys()])), ...resolver.module.keys()];
  const meant = closest(name, [...known, ...resolver.globals.keys()]);
  const elsewhere = Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
  const help = elsewhere ?? (meant === null ? 'define it above, or correct the spelling' : `did you mean \`${meant}\`?`);
  throw new Fault('RL002', `\`${name}\` is not defined`, { span, help });
}
