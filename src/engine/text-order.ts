/**
 * The order in which a text is walked: compounds are entered before the commands in them, each in the state it starts with; and what
 * joins a command to the one before it.
 */
import { MAX_KNOWN_FUNCTIONS, MAX_LOOP_TURNS } from '../base/index.ts';
import type { Analysis, Invocation, Scope, Shell, Word } from '../shell/index.ts';
import { branchState, endChain, forkState, type ShellState, trustChain } from './shell-state.ts';
import { wordsOf } from './step.ts';

const ISOLATING: ReadonlySet<Scope['type']> = new Set(['subshell', 'substitution', 'process-substitution', 'coproc']);
/** What is in these runs later, or again, or not at all. */
const LOOPS: ReadonlySet<Scope['type']> = new Set(['while', 'until', 'for', 'select', 'block']);
const REPEATED: ReadonlySet<Scope['type']> = new Set(['function', ...LOOPS]);

export type EnterScope = (scope: Scope, outer: ShellState, inner: ShellState) => void;

/** `and`: it runs where what stands before it succeeds; `or`: where it may have failed; `none`: whatever it did. */
export type Joint = 'and' | 'or' | 'none';

export class TextOrder {
  readonly #text: string;
  readonly #analysis: Analysis;
  readonly #states: (ShellState | undefined)[];
  /** Pipelines run in the shell itself. */
  readonly #isOne: boolean;
  readonly #enterScope: EnterScope;
  #nextScope = 1;
  /** Where the commands so far end. */
  #end = 0;
  /** How the last command entered is joined to the one before it. */
  joint: Joint = 'none';

  /** `enterScope` is told of every compound and substitution before the commands in it. */
  constructor(text: string, analysis: Analysis, root: ShellState, shell: Shell, enterScope: EnterScope) {
    this.#text = text;
    this.#analysis = analysis;
    this.#isOne = shell === 'pwsh';
    this.#states = [root];
    this.#enterScope = enterScope;
  }

  /** The state an invocation runs in: a command of a pipeline, or in the background, changes only its own. */
  enter(invocation: Invocation): ShellState {
    this.#enterScopes(invocation.span.start);
    const state = this.#stateAt(invocation.position, this.#states[invocation.scope] as ShellState);
    this.#join(invocation, state);
    return state;
  }

  #stateAt(position: Scope['position'], state: ShellState): ShellState {
    return this.#isOne && !position.background ? state : stateAt(position, state);
  }

  /** Enters what holds no command of its own. */
  finish(): void {
    this.#enterScopes(this.#text.length + 1);
  }

  #enterScopes(before: number): void {
    const { scopes } = this.#analysis;
    for (let scope = scopes[this.#nextScope]; scope !== undefined && scope.span.start <= before; scope = scopes[this.#nextScope]) {
      const outer = this.#states[scope.parent] as ShellState;
      const own = ISOLATING.has(scope.type) ? forkState(outer) : this.#stateAt(scope.position, outer);
      const inner = REPEATED.has(scope.type) ? branchState(own) : own;
      if (REPEATED.has(scope.type)) inner.deferred = true;
      this.#states[this.#nextScope++] = inner;
      this.#enterScope(scope, outer, inner);
    }
  }

  /** Whether the `cd`s before it in this chain have succeeded if it runs at all. */
  #join({ span, argv, position }: Invocation, state: ShellState): void {
    if (span.start === this.#end) {
      this.joint = 'none';
      endChain(state);
    } else if (span.start > this.#end) {
      const between = this.#text.slice(this.#end, span.start).trim();
      const isAnd = between.startsWith('&&');
      this.joint = isAnd ? 'and' : between.includes('&&') || between.includes('||') ? 'or' : 'none';
      const isExit = between === '||' && LEAVING.has(argv[0]?.value ?? '') && !isApart(position);
      if (isExit) trustChain(state);
      else if (!isAnd && (!between.startsWith('|') || between.startsWith('||'))) endChain(state);
    }
    this.#end = Math.max(this.#end, span.end);
  }
}

const LEAVING: ReadonlySet<string> = new Set(['exit', 'return']);

function isApart({ piped, index, background }: Scope['position']): boolean {
  return piped || index > 0 || background;
}

/** The last command of a pipeline runs in the shell itself in zsh, and in bash with `lastpipe`. */
function stateAt(position: Scope['position'], state: ShellState): ShellState {
  if (!isApart(position)) return state;
  return position.piped || position.background ? forkState(state) : branchState(state);
}

/** Whether a command runs for certain, exactly once, as far as the text and its own state say. */
export function isCertain({ scope, position }: Invocation, scopes: readonly Scope[], joint: Joint): boolean {
  // The body of a loop counts as conditional; its state is its own.
  if (position.conditional && (joint !== 'none' || !LOOPS.has(scopes[scope]?.type ?? 'text'))) return false;
  return isPlainPlace(scope, scopes);
}

/** The same of one joined by `&&`, where all that stands before it succeeds. */
export function isChained(invocation: Invocation, scopes: readonly Scope[], joint: Joint): boolean {
  return isCertain(invocation, scopes, joint) || (joint === 'and' && isPlainPlace(invocation.scope, scopes));
}

/** Nothing but groups up to a scope with a state of its own. */
function isPlainPlace(scope: number, scopes: readonly Scope[]): boolean {
  for (let at = scope; at !== 0; at = scopes[at]?.parent ?? 0) {
    const each = scopes[at];
    if (each === undefined) return false;
    if (ISOLATING.has(each.type) || REPEATED.has(each.type)) return true;
    if (each.type !== 'group' || each.position.conditional) return false;
    if (isApart(each.position)) return true;
  }
  return true;
}

/** What encloses a command, from the outside in, and how it is joined. `outer`: what encloses its text. */
export function contextOf({ scope, position }: Invocation, scopes: readonly Scope[], outer: readonly string[]): readonly string[] {
  const isPiped = position.piped || position.index > 0;
  if (scope === 0 && !isPiped && !position.background && !position.conditional) return outer;
  const context: string[] = [];
  for (let at = scope; at !== 0; at = scopes[at]?.parent ?? 0) context.unshift(scopes[at]?.type ?? 'text');
  if (isPiped) context.push('pipeline');
  if (position.background) context.push('background');
  if (position.conditional) context.push('conditional');
  return outer.length === 0 ? context : [...outer, ...context];
}

/** Functions of the text's own level, with the part of the text before them in which nothing is run yet. */
export interface LaterFunction {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Functions that code further up may call, as nothing between could run that code before they are defined. LIMIT: MAX_KNOWN_FUNCTIONS. */
export function laterFunctions({ scopes, invocations }: Analysis): readonly LaterFunction[] {
  const defined = scopes.filter(({ type, parent, position }) => type === 'function' && parent === 0 && !position.conditional);
  if (defined.length < 2 || defined.length > MAX_KNOWN_FUNCTIONS) return [];
  const running = invocations.filter(({ scope }) => !isInFunction(scope, scopes)).map(({ span }) => span.start);
  return defined.map(({ name, span }) => ({ name, from: running.findLast((start) => start < span.start) ?? 0, to: span.start }));
}

export function isInFunction(scope: number, scopes: readonly Scope[]): boolean {
  for (let at = scope; at !== 0; at = scopes[at]?.parent ?? 0) if (scopes[at]?.type === 'function') return true;
  return false;
}

/** The innermost loop over several known words whose variable a command names. LIMIT: MAX_LOOP_TURNS words. */
export function loopAround(invocation: Invocation, scopes: readonly Scope[]): Scope | null {
  for (let at = invocation.scope; at !== 0; at = scopes[at]?.parent ?? 0) {
    const scope = scopes[at];
    if (scope?.type !== 'for' || scope.name === '' || scope.words.length < 2 || scope.words.length > MAX_LOOP_TURNS) continue;
    if (scope.words.every(isPlainWord) && wordsOf(invocation).some((word) => names(word, scope.name))) return scope;
  }
  return null;
}

function isPlainWord({ pieces }: Word): boolean {
  return pieces.every(({ type }) => type === 'literal' || type === 'glob' || type === 'tilde');
}

function names({ pieces }: Word, name: string): boolean {
  return pieces.some((piece) => piece.type === 'parameter' && piece.name === name);
}
