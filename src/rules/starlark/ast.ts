/**
 * The tree of a rules file. The parser builds it, `resolve.ts` fills in `binding` of every name, the evaluator walks it.
 */
import type { Span } from '../../base/index.ts';
import type { Value } from './value.ts';

/** Where a name lives: a cell of the running function, of the module, or a value known to everybody. */
export type Binding =
  | { readonly type: 'local'; readonly slot: number }
  | { readonly type: 'module'; readonly slot: number }
  | { readonly type: 'global'; readonly value: Value };

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '|' | '^' | '&' | '<<' | '>>';
export type ComparisonOperator = '==' | '!=' | '<' | '>' | '<=' | '>=' | 'in' | 'not in';

export interface Name {
  readonly type: 'name';
  readonly name: string;
  readonly span: Span;
  binding: Binding | null;
}

export interface Constant {
  readonly type: 'constant';
  readonly value: Value;
  readonly span: Span;
}

/** `f"…{x!r}…"` */
export interface FormattedText {
  readonly type: 'formatted';
  readonly parts: readonly FormattedPart[];
  readonly span: Span;
}

export type FormattedPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'expression'; readonly expression: Expression; readonly conversion: 's' | 'r' };

export interface Sequence {
  readonly type: 'list' | 'tuple';
  readonly items: readonly Expression[];
  readonly span: Span;
}

export interface DictExpression {
  readonly type: 'dict';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
  readonly span: Span;
}

export interface ListComprehension {
  readonly type: 'list comprehension';
  readonly item: Expression;
  readonly clauses: readonly Clause[];
  readonly span: Span;
}

export interface DictComprehension {
  readonly type: 'dict comprehension';
  readonly key: Expression;
  readonly value: Expression;
  readonly clauses: readonly Clause[];
  readonly span: Span;
}

/** The first clause is always a `for`. */
export type Clause =
  | { readonly type: 'for'; readonly target: Target; readonly over: Expression }
  | { readonly type: 'if'; readonly condition: Expression };

export interface Attribute {
  readonly type: 'attribute';
  readonly object: Expression;
  readonly name: string;
  readonly span: Span;
}

/** `x[i]`, or `x[i, j]` (only types are indexed so). */
export interface Index {
  readonly type: 'index';
  readonly object: Expression;
  readonly index: Expression;
  readonly second: Expression | null;
  readonly span: Span;
}

export interface Slice {
  readonly type: 'slice';
  readonly object: Expression;
  readonly start: Expression | null;
  readonly stop: Expression | null;
  readonly step: Expression | null;
  readonly span: Span;
}

export interface Call {
  readonly type: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

export interface Argument {
  readonly type: 'positional' | 'named' | 'spread' | 'spread named';
  /** Of a named argument; empty for the others. */
  readonly name: string;
  readonly value: Expression;
  readonly span: Span;
}

export interface Unary {
  readonly type: 'unary';
  readonly operator: '+' | '-' | '~' | 'not';
  readonly operand: Expression;
  readonly span: Span;
}

export interface Binary {
  readonly type: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export interface Comparison {
  readonly type: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export interface Logical {
  readonly type: 'logical';
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export interface Conditional {
  readonly type: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
  readonly span: Span;
}

export interface LambdaExpression {
  readonly type: 'lambda';
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
  readonly scope: Scope;
  readonly span: Span;
}

export type Expression =
  | Name
  | Constant
  | FormattedText
  | Sequence
  | DictExpression
  | ListComprehension
  | DictComprehension
  | Attribute
  | Index
  | Slice
  | Call
  | Unary
  | Binary
  | Comparison
  | Logical
  | Conditional
  | LambdaExpression;

/** What may stand to the left of `=`. */
export type Target = Name | Attribute | Index | { readonly type: 'unpack'; readonly targets: readonly Target[]; readonly span: Span };

export interface Parameter {
  readonly type: 'regular' | 'star' | 'args' | 'kwargs' | 'slash';
  /** Empty for a bare `*` or `/`. */
  readonly name: string;
  readonly annotation: Expression | null;
  readonly default: Expression | null;
  readonly span: Span;
}

/** Filled by the resolver: which cells of the function around it this one shares, and where it keeps them. */
export interface Scope {
  captures: readonly { readonly from: number; readonly to: number }[];
}

export interface ExpressionStatement {
  readonly type: 'expression';
  readonly expression: Expression;
  readonly span: Span;
}

export interface Assignment {
  readonly type: 'assign';
  readonly target: Target;
  readonly annotation: Expression | null;
  readonly value: Expression;
  readonly span: Span;
}

export interface AugmentedAssignment {
  readonly type: 'augment';
  readonly target: Name | Attribute | Index;
  readonly operator: BinaryOperator;
  readonly value: Expression;
  readonly span: Span;
}

export interface If {
  readonly type: 'if';
  readonly condition: Expression;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
  readonly span: Span;
}

export interface For {
  readonly type: 'for';
  readonly target: Target;
  readonly over: Expression;
  readonly body: readonly Statement[];
  readonly span: Span;
}

export interface Def {
  readonly type: 'def';
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  readonly returns: Expression | null;
  readonly body: readonly Statement[];
  readonly scope: Scope;
  readonly span: Span;
}

export interface Return {
  readonly type: 'return';
  readonly value: Expression | null;
  readonly span: Span;
}

export interface Jump {
  readonly type: 'break' | 'continue' | 'pass';
  readonly span: Span;
}

/** Parsed and refused when it runs: rules files import nothing. */
export interface Load {
  readonly type: 'load';
  readonly module: string;
  readonly names: readonly Name[];
  readonly span: Span;
}

export type Statement = ExpressionStatement | Assignment | AugmentedAssignment | If | For | Def | Return | Jump | Load;
