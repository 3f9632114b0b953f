/** Where what an invocation starts would run: in the shell itself, or in a process of its own, with or without its functions. */
import type { RunEffect } from '../programs/index.ts';
import type { Word } from '../shell/index.ts';
import { branchState, forkState, literalPieces, type ShellState } from './shell-state.ts';
import { SHELL_BUILTINS } from './state-change.ts';
import type { Frame, Step } from './step.ts';

/** What runs the words behind it in the shell itself. */
const TRANSPARENT: ReadonlySet<string> = new Set(['command', 'builtin', 'noglob', 'nocorrect', 'time', '-']);
/** Of those, what leaves functions their names. */
const CALLING: ReadonlySet<string> = new Set(['noglob', 'nocorrect', 'time']);
const NO_FUNCTIONS: ReadonlySet<string> = new Set();

/** The frame of what a run effect starts. */
export function innerFrame({ started, span }: RunEffect, frame: Frame, { name }: Step): Frame {
  const program = name ?? '';
  const inShell = started.type === 'argv' ? TRANSPARENT.has(program) : SHELL_BUILTINS.has(program);
  return {
    ...frame,
    state: inShell ? inShellState(program, frame) : { ...forkState(frame.state), functions: NO_FUNCTIONS },
    context: [...frame.context, `wrapper ${name ?? '?'}`],
    depth: frame.depth + 1,
    held: frame.held ?? span,
    calls: started.type !== 'argv' || CALLING.has(program),
  };
}

/** `$0`, `$1`, … of a text are the words behind it. */
export function withArguments(args: readonly Word[] | undefined, frame: Frame): Frame {
  if (args === undefined || args.length === 0) return frame;
  const [name, ...rest] = args.map((word) => word.value);
  const variables = new Map(frame.state.variables);
  if (name !== undefined && name !== null) variables.set('0', literalPieces(name));
  const positional = rest.every((each) => each !== null) ? (rest as string[]) : null;
  return { ...frame, state: { ...frame.state, variables, positional } };
}

/** A trap runs at any time after, and what is not certain to run changes what is known all the same. */
function inShellState(name: string, { state, certain, shell }: Frame): ShellState {
  const isSure = certain && (shell === 'bash' || shell === 'bash3' || (name !== 'command' && name !== 'builtin'));
  if (name !== 'trap') return isSure ? state : branchState(state);
  const later = branchState(state);
  later.deferred = true;
  return later;
}

/** Whether a builtin does what its words say: outside of functions `local` is an error, and not every shell has `declare`. */
export function isUnderstood(name: string, { shell, context }: Frame): boolean {
  if (name === 'local') return context.includes('function');
  return shell === 'bash' || shell === 'bash3' || shell === 'zsh' || (name !== 'declare' && name !== 'typeset');
}
