/**
 * Expressions in a text: where arithmetic stands in words, assignments and compounds, and what it does.
 *
 * INVARIANT: an expression over text that is not known is reported. Reference: bash manual "Shell Arithmetic", "Shell Parameter Expansion".
 */
import type { Span } from '../base/index.ts';
import { dangerOf } from '../programs/index.ts';
import type { Analysis, Invocation, Piece, Scope } from '../shell/index.ts';
import { runArithmetic } from './arithmetic.ts';
import type { Feed } from './feed.ts';
import type { ShellState } from './shell-state.ts';
import { wordsOf } from './step.ts';
import { assign } from './variables.ts';

/** The text that expressions stand in. */
export interface ExpressionText {
  readonly analysis: Analysis;
  readonly feed: Feed;
}

/** Carries out the expressions of an invocation; gives the spans of those that would run text nobody knows. */
export function runExpressions(invocation: Invocation, state: ShellState, text: ExpressionText): readonly ExpressionFault[] {
  const { assignments, argv } = invocation;
  const faults: ExpressionFault[] = [];
  const run = (source: string, span: Span) => {
    if (!runSource(source, span, state, text)) faults.push({ code: 'EN020', span, about: '' });
    noteSet(setNames(source), span, faults);
  };
  for (const { subscript, span, name } of assignments) if (subscript !== null && !isKey(subscript, name, state)) run(subscript, span);
  for (const { value, pieces } of wordsOf(invocation))
    for (const piece of value === null ? pieces : NO_PIECES) {
      if (piece.type === 'arithmetic') run(piece.text, piece.span);
      else if (piece.type === 'parameter' && piece.operator !== '') {
        runOperator(piece, state, run);
        if (/^:{0,2}=/.test(piece.operator)) noteSet([piece.name], piece.span, faults);
      }
    }
  if (argv[0]?.value === 'let') for (const { value, span } of argv.slice(1)) run(value ?? '`', span);
  return faults;
}

/** Those of a known word that could do anything. */
const NO_PIECES: readonly Piece[] = [];

/** The same for arithmetic as a command, in the head of a loop, or by an operator of `[[`. */
export function runCompound(scope: Scope, source: string, state: ShellState, text: ExpressionText): readonly ExpressionFault[] {
  const { type, name, span } = scope;
  const faults: ExpressionFault[] = [];
  if (type === 'for' || type === 'select' || type === 'coproc') noteSet([name], span, faults);
  if (!isArithmetic(scope, source)) return faults;
  if (type !== 'test')
    noteSet(setNames(type === 'for' ? (/^for\s*\(\(([^;]*;[^;]*;[^)]*)/.exec(source)?.[1] ?? '') : source), span, faults);
  return runSource(source, span, state, text) ? faults : [...faults, { code: 'EN020', span, about: '' }];
}

/** What is wrong with an expression: it would run text that nobody knows, or sets a variable that changes what programs do. */
export interface ExpressionFault {
  readonly code: 'EN012' | 'EN020';
  readonly span: Span;
  readonly about: string;
}

function noteSet(names: readonly string[], span: Span, faults: ExpressionFault[]): void {
  for (const name of names) if (dangerOf(name) !== null) faults.push({ code: 'EN012', span, about: name });
}

/** Names that an expression sets. */
function setNames(source: string): string[] {
  const set = source.matchAll(/(?<!\w)([A-Za-z_]\w*)(?:\[[^\]]{0,99}\])?\s{0,9}(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)/g);
  const stepped = source.matchAll(/(?:\+\+|--)\s{0,9}([A-Za-z_]\w*)/g);
  return [...set, ...stepped].flatMap(([, name]) => name ?? []);
}

function isArithmetic({ type }: Scope, source: string): boolean {
  if (type === 'for') return /^for\s*\(\(/.test(source);
  return type === 'arithmetic' || (type === 'test' && (/\s-(?:eq|ne|lt|le|gt|ge)\s/.test(source) || expandsSubscript(source)));
}

/** `-v` and the blank before it. */
const OPERATOR_LENGTH = 3;

/** `[[ -v a[$x] ]]` evaluates the subscript. Each character is looked at once, however many operators there are. */
function expandsSubscript(source: string): boolean {
  const operator = /\s-[vR]\s{1,99}/g;
  for (let found = operator.exec(source); found !== null; found = operator.exec(source)) {
    let isOpen = false;
    let hasOpened = false;
    let at = operator.lastIndex;
    for (let c = source.charAt(at); c !== '' && (isOpen || !/\s/.test(c)); c = source.charAt(++at)) {
      if (isOpen && (c === '$' || c === '`')) return true;
      if (c === '[' || c === ']') isOpen = c === '[';
      hasOpened ||= isOpen;
    }
    // What follows may be an operator itself; inside of brackets there was nothing.
    operator.lastIndex = hasOpened ? at : found.index + OPERATOR_LENGTH;
  }
  return false;
}

/** `${name[expression]}`, `${name:expression}`; `${name:=word}` sets the variable. */
function runOperator(
  { name, operator, span }: Piece & { type: 'parameter' },
  state: ShellState,
  run: (source: string, span: Span) => void,
): void {
  if (/^:?=/.test(operator)) assign(state, name, null, false);
  for (const [, inner = ''] of operator.matchAll(/\$\{(\w+):?=/g)) assign(state, inner, null, false);
  const subscript = /^\[([^\]]*)\]/.exec(operator)?.[1];
  if (subscript !== undefined && !isKey(subscript, name, state)) run(subscript, span);
  else if (/^:[^-=?+]/.test(operator)) run(operator.slice(1), span);
}

/** A subscript that is no expression: a number, `@`, a key of a map. */
function isKey(subscript: string, name: string, { attributes }: ShellState): boolean {
  return /^(?:-?\d+|[@*])$/.test(subscript) || attributes.get(name) === 'associative';
}

/** True where all that it runs is known. Substitutions in it count by what they write. */
function runSource(source: string, span: Span, state: ShellState, { analysis, feed }: ExpressionText): boolean {
  // A part of what stands there (a subscript) begins elsewhere: its substitutions stay in it.
  const isWhole = source.length === span.end - span.start;
  const parts: string[] = [];
  let isKnown = true;
  let at = span.start;
  const { scopes } = analysis;
  for (let index = firstFrom(span.start, scopes); index < scopes.length; index++) {
    const { type, span: inner } = scopes[index] as Scope;
    if (inner.start >= span.end) break;
    if (type !== 'substitution' || inner.end > span.end) continue;
    isKnown &&= feed.isNumber(index);
    if (inner.start < at || !isWhole) continue;
    parts.push(source.slice(at - span.start, inner.start - span.start), '0');
    at = inner.end;
  }
  parts.push(source.slice(at - span.start));
  return runArithmetic(parts.join('').replaceAll('$((', '(('), state) && isKnown;
}

/** The first scope that begins at an offset or behind it; they stand in the order of their beginnings. */
function firstFrom(offset: number, scopes: readonly Scope[]): number {
  let low = 0;
  let high = scopes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scopes[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
