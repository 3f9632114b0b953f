/**
 * What the analyser says about a text: every simple command that could run, as plain data.
 *
 * INVARIANT: what is not known is said to be unknown, never guessed; a word whose value is null may stand for any text, and,
 * unless `single`, for zero or more words.
 */
import type { Code, Span } from '../base/index.ts';

/** Part of a word: what the shell will paste together. */
export type Piece =
  /** Text after quote removal. */
  | { readonly type: 'literal'; readonly text: string; readonly quoted: boolean; readonly span: Span }
  /** `$name`, `${name}`; `operator` is the raw text behind the name in braces (`:-x`, `@P`, `[0]`), empty for none. */
  | { readonly type: 'parameter'; readonly name: string; readonly operator: string; readonly quoted: boolean; readonly span: Span }
  /** `$(…)`, backticks, `${ …; }`; `scope` is the index of the scope that holds its commands. */
  | { readonly type: 'command'; readonly scope: number; readonly quoted: boolean; readonly span: Span }
  /** `<(…)` or `>(…)`. */
  | { readonly type: 'process'; readonly direction: '<' | '>'; readonly scope: number; readonly span: Span }
  /** `$((…))` or `$[…]`. */
  | { readonly type: 'arithmetic'; readonly text: string; readonly quoted: boolean; readonly span: Span }
  /** An active `*`, `?`, `[…]` or extglob group, as typed. */
  | { readonly type: 'glob'; readonly text: string; readonly span: Span }
  /** An active tilde prefix, as typed: `~`, `~user`, `~+`. */
  | { readonly type: 'tilde'; readonly text: string; readonly span: Span }
  /** A brace expansion over the cap, as typed. */
  | { readonly type: 'brace'; readonly text: string; readonly span: Span };

/** One word after expansion. */
export interface Word {
  /** The exact text the program receives, or null where it cannot be known. */
  readonly value: string | null;
  /** An unknown word that is one word for certain (it was quoted); literals are always single. */
  readonly single: boolean;
  /** Whether any part was quoted or escaped. */
  readonly quoted: boolean;
  readonly span: Span;
  readonly pieces: readonly Piece[];
  /** The values of a list that is one argument (`a,b` in PowerShell); `value` has the commas. */
  readonly elements?: readonly Word[];
}

/** `NAME=value`, `NAME+=value`, `NAME[…]=value`, `NAME=(…)`. */
export interface Assignment {
  readonly name: string;
  readonly append: boolean;
  /** The raw subscript, or null. */
  readonly subscript: string | null;
  /** The value as a word; `NAME=(…)` has null here and its elements in `elements`. */
  readonly value: Word | null;
  readonly elements: readonly Word[] | null;
  readonly span: Span;
}

/** One redirection. `fd` is a number, a variable name (`{name}>`), or null for the operator's own default. */
export interface Redirection {
  readonly operator: '<' | '>' | '>>' | '>|' | '<>' | '<&' | '>&' | '&>' | '&>>' | '<<' | '<<-' | '<<<';
  readonly fd: number | string | null;
  /** The target word; for a here-document its body as one word (`quoted` where the delimiter was). */
  readonly target: Word;
  readonly span: Span;
}

/** What encloses a command. Scope 0 is the text itself; `parent` is an index into the analysis's scopes. */
export interface Scope {
  readonly type:
    | 'text'
    | 'subshell'
    | 'group'
    | 'function'
    | 'if'
    | 'while'
    | 'until'
    | 'for'
    | 'select'
    | 'case'
    | 'coproc'
    | 'substitution'
    | 'process-substitution'
    | 'test'
    | 'arithmetic'
    /** A script block of PowerShell: runs when it is called, any number of times. */
    | 'block';
  readonly parent: number;
  /** Function name, loop or coproc variable; empty for the others. */
  readonly name: string;
  /** The words of a `for` or `select` list, the subject of a `case`. */
  readonly words: readonly Word[];
  /** Redirections behind the compound command. */
  readonly redirections: readonly Redirection[];
  /** Where the compound stands in its pipeline, as for an invocation. */
  readonly position: Position;
  readonly span: Span;
}

/** Where a command stands among its neighbours. */
export interface Position {
  /** Its pipeline: commands and compounds of one pipeline share the number. */
  readonly pipeline: number;
  /** Index in the pipeline; 0 for the first. */
  readonly index: number;
  /** Whether another command of the pipeline follows. */
  readonly piped: boolean;
  /** Joined to what stands before by `&&` or `||` (it may not run), or part of a branch. */
  readonly conditional: boolean;
  readonly background: boolean;
  readonly negated: boolean;
}

/** One simple command that could run. */
export interface Invocation {
  readonly argv: readonly Word[];
  readonly assignments: readonly Assignment[];
  readonly redirections: readonly Redirection[];
  readonly scope: number;
  readonly position: Position;
  readonly span: Span;
  /** All that stands behind the name, quotes and all, for programs of cmd.exe that read it by themselves (`cmd`, `call`, `start`). */
  readonly tail?: Word;
}

/** Why (part of) a text is refused: it must at least prompt. */
export interface Refusal {
  readonly code: Code;
  readonly message: string;
  readonly span: Span;
}

/** Everything that could run in a text. */
export interface Analysis {
  /** Commands in the order they stand in the text; a command's own substitutions follow it. */
  readonly invocations: readonly Invocation[];
  readonly scopes: readonly Scope[];
  /** The first thing that was not understood, or null. Commands before and after it are in `invocations` all the same. */
  readonly refused: Refusal | null;
  /** Understood, but not what it looks like (a carriage return, a missing delimiter): never allowed without a question. */
  readonly cautions: readonly Refusal[];
}

/** The shells whose meaning of a text is asked for; `sh` and `unknown` must hold in every shell they could be. */
export const SHELLS = ['bash', 'sh', 'dash', 'zsh', 'bash3', 'pwsh', 'cmd', 'unknown'] as const;
export type Shell = (typeof SHELLS)[number];

/** Whether a name, or the base name of a path, is that of a shell we know. */
export function isShell(name: string): boolean {
  return (SHELLS as readonly string[]).includes(baseName(name));
}

/** The shell behind a name or path; what we do not know is `unknown`. */
export function shellOf(name: string): Shell {
  const base = baseName(name);
  return isShell(base) ? (base as Shell) : 'unknown';
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '');
}
