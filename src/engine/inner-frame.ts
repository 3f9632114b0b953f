/** Where what an invocation starts would run: in the shell itself, or in a process of its own, with or without its functions. */
import type { Span } from '../base/index.ts';
import { type RunEffect, stdinOf } from '../programs/index.ts';
import type { Invocation, Redirection, Scope, Shell, Word } from '../shell/index.ts';
import { branchState, forkState, literalPieces, type ShellState } from './shell-state.ts';
import { SHELL_BUILTINS } from './state-change.ts';
import type { Frame, Step, Surroundings } from './step.ts';
import { contextOf, isCertain, isChained, type Joint } from './text-order.ts';

/** What runs the words behind it in the shell itself. */
const TRANSPARENT: ReadonlySet<string> = new Set(['command', 'builtin', 'noglob', 'nocorrect', 'time', '-']);
/** Of those, what leaves functions their names. */
const CALLING: ReadonlySet<string> = new Set(['noglob', 'nocorrect', 'time']);
const NO_FUNCTIONS: ReadonlySet<string> = new Set();

/** The frame of what a run effect starts. */
export function innerFrame({ started, span }: RunEffect, frame: Frame, { name }: Step): Frame {
  const program = name ?? '';
  const inShell =
    started.type === 'argv' ? TRANSPARENT.has(program) : SHELL_BUILTINS.has(program) || (frame.shell === 'cmd' && program === 'call');
  return changeFrame(frame, {
    state: inShell ? inShellState(program, frame) : processState(frame.state),
    context: [...frame.context, `wrapper ${name ?? '?'}`],
    depth: frame.depth + 1,
    held: frame.held ?? span,
    calls: started.type !== 'argv' || CALLING.has(program),
  });
}

/** The state of another program: functions stay behind. */
export function processState(state: ShellState): ShellState {
  const own = forkState(state);
  own.functions = NO_FUNCTIONS;
  return own;
}

/** What takes its standard input for itself: what it starts does not see it. */
const CONSUMING: ReadonlySet<string> = new Set([
  'xargs',
  'gxargs',
  'parallel',
  'sem',
  'entr',
  'watch',
  'at',
  'batch',
  'crontab',
  'tmux',
  'screen',
]);

/** Text on standard input that a started program reads in place of the one that starts it. */
export function inheritedInput({ name, redirections }: Step): readonly Redirection[] {
  if (redirections.length === 0 || CONSUMING.has(name ?? '')) return [];
  return redirections.filter(({ operator }) => operator.startsWith('<<'));
}

/** The same for a pipe; null where another redirection takes its place. */
export function inheritedPipe({ name, redirections }: Step, around: Surroundings | null): Surroundings | null {
  if (around === null || CONSUMING.has(name ?? '') || stdinOf(redirections).type !== 'inherited') return null;
  return { ...around, functions: NO_FUNCTIONS };
}

/** The text that comes out of either, where it is known. */
export function inheritedText(step: Step, around: Surroundings | null): string | null {
  const stdin = stdinOf(inheritedInput(step));
  if (stdin.type === 'text') return stdin.word.value;
  const pipe = inheritedPipe(step, around);
  return pipe === null ? null : pipe.feed.piped(pipe.invocation);
}

/** `$0`, `$1`, … of a text are the words behind it. */
export function withArguments(args: readonly Word[] | undefined, frame: Frame): Frame {
  if (args === undefined || args.length === 0) return frame;
  const [name, ...rest] = args.map((word) => word.value);
  const variables = frame.state.variables.fork();
  if (name !== undefined && name !== null) variables.set('0', literalPieces(name));
  const positional = rest.every((each) => each !== null) ? (rest as string[]) : null;
  return changeFrame(frame, { state: { ...frame.state, variables, positional } });
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

/** The frame of a request's own text. */
export function rootFrame(shell: Shell, state: ShellState): Frame {
  return {
    shell,
    state,
    context: [],
    depth: 0,
    held: null,
    guess: false,
    likely: false,
    certain: true,
    chained: true,
    calls: true,
    inherits: false,
    liftedBy: null,
  };
}

/** The frame of one command of a text. Spelled out: one is made for every command, and a spread costs several times as much. */
export function frameAt(invocation: Invocation, state: ShellState, scopes: readonly Scope[], frame: Frame, joint: Joint): Frame {
  const { shell, context, depth, held, guess, likely, certain, chained, calls, inherits, liftedBy } = frame;
  return {
    shell,
    state,
    context: contextOf(invocation, scopes, context),
    depth,
    held,
    guess,
    likely,
    certain: certain && isCertain(invocation, scopes, joint),
    chained: chained && isChained(invocation, scopes, joint),
    calls,
    inherits,
    liftedBy,
  };
}

/** A frame in which something is otherwise. Spelled out as well: frames of one shape are read faster, too. */
export function changeFrame(frame: Frame, changes: Partial<Frame>): Frame {
  return {
    shell: changes.shell ?? frame.shell,
    state: changes.state ?? frame.state,
    context: changes.context ?? frame.context,
    depth: changes.depth ?? frame.depth,
    held: changes.held ?? frame.held,
    guess: changes.guess ?? frame.guess,
    likely: changes.likely ?? frame.likely,
    certain: changes.certain ?? frame.certain,
    chained: changes.chained ?? frame.chained,
    calls: changes.calls ?? frame.calls,
    inherits: changes.inherits ?? frame.inherits,
    liftedBy: changes.liftedBy ?? frame.liftedBy,
  };
}

/** The frame of a guess. */
export function guessFrame(frame: Frame, likely: boolean): Frame {
  const context = [...frame.context, 'guess'];
  return changeFrame(frame, { state: forkState(frame.state), context, depth: frame.depth + 1, guess: true, likely });
}

/** The frame of a text that a shell may make of a word. */
export function guessedText(frame: Frame, span: Span): Frame {
  return changeFrame(frame, { guess: true, depth: frame.depth + 1, held: frame.held ?? span });
}
