/** The shell's state in every scope of a text, and what a command's place says about whether and how often it runs. */
import type { Analysis, Invocation, Scope } from '../shell/index.ts';
import { forkState, type ShellState } from './shell-state.ts';

const ISOLATING: ReadonlySet<Scope['type']> = new Set(['subshell', 'substitution', 'process-substitution', 'coproc']);

/** A scope shares its parent's state, or has a copy taken when its first command is reached. */
export class ScopeStates {
  readonly #scopes: readonly Scope[];
  readonly #states: (ShellState | undefined)[];

  constructor({ scopes }: Analysis, root: ShellState) {
    this.#scopes = scopes;
    this.#states = [root];
  }

  of(index: number): ShellState {
    const known = this.#states[index];
    if (known !== undefined) return known;
    const scope = this.#scopes[index];
    const outer = this.of(scope === undefined || index === 0 ? 0 : scope.parent);
    const isolated = scope !== undefined && (ISOLATING.has(scope.type) || isApart(scope.position));
    const state = isolated ? forkState(outer) : outer;
    this.#states[index] = state;
    return state;
  }

  /** The state a command runs in: a command of a pipeline, or in the background, changes only its own. */
  enter({ scope, position }: Invocation): ShellState {
    const state = this.of(scope);
    return isApart(position) ? forkState(state) : state;
  }
}

function isApart({ piped, index, background }: Scope['position']): boolean {
  return piped || index > 0 || background;
}

/** Whether a command runs for certain, exactly once, as far as the text says. */
export function isCertain({ scope, position }: Invocation, scopes: readonly Scope[]): boolean {
  if (position.conditional || isApart(position)) return false;
  for (let at = scope; at !== 0; at = scopes[at]?.parent ?? 0) {
    const each = scopes[at];
    if (each === undefined || (each.type !== 'group' && each.type !== 'subshell') || each.position.conditional) return false;
  }
  return true;
}

/** What encloses a command, from the outside in, and how it is joined. */
export function contextOf({ scope, position }: Invocation, scopes: readonly Scope[]): string[] {
  const context: string[] = [];
  for (let at = scope; at !== 0; at = scopes[at]?.parent ?? 0) context.unshift(scopes[at]?.type ?? 'text');
  if (position.piped || position.index > 0) context.push('pipeline');
  if (position.background) context.push('background');
  if (position.conditional) context.push('conditional');
  return context;
}
