/** What the walk hands from one of its parts to another: where an invocation stands, and what is known of it in the end. */
import type { Origin, Span } from '../base/index.ts';
import type { Analysis, Assignment, Invocation, Redirection, Shell, Word } from '../shell/index.ts';
import type { EffectReport } from './effect-findings.ts';
import type { Feed } from './feed.ts';
import type { RuleMatches } from './match.ts';
import type { ShellState } from './shell-state.ts';

/** `free`: it needs no rule or only reads, so others decide; `kept`: it stays in the sandbox, and all the text with it. */
export type SandboxSay = 'free' | 'kept' | { readonly liftedBy: Origin };

/** One invocation with all that is known of it. */
export interface Step {
  readonly argv: readonly Word[];
  readonly assignments: readonly Assignment[];
  readonly redirections: readonly Redirection[];
  readonly context: readonly string[];
  readonly span: Span;
  readonly name: string | null;
  readonly matches: RuleMatches;
  readonly report: EffectReport;
  /** A call of a function that the text itself defines. */
  readonly local: boolean;
  /** What unknown words might make of it: it can be forbidden, and nothing else follows from it. */
  readonly guess: boolean;
  /** A guess of what the text itself has put together, in a branch that may run: what it finds counts. */
  readonly likely: boolean;
  /** Needs no rule, or a rule allows it. */
  covered: boolean;
  /** What it says about the sandbox. */
  sandbox: SandboxSay;
}

export type Parts = Pick<Invocation, 'argv' | 'assignments' | 'redirections' | 'span' | 'tail'>;

/** The parts of an invocation that the text does not spell out. */
export function partsOf(argv: readonly Word[], redirections: readonly Redirection[], span: Span): Parts {
  return { argv, assignments: [], redirections, span };
}

/** Where an invocation stands: in a text of a shell, at a level of nesting. */
export interface Frame {
  readonly shell: Shell;
  readonly state: ShellState;
  readonly context: readonly string[];
  readonly depth: number;
  /** Span of the word that holds this text in the request, null for the request's own text. */
  readonly held: Span | null;
  readonly guess: boolean;
  readonly likely: boolean;
  /** Whether it runs for certain, exactly once, as far as the text says. */
  readonly certain: boolean;
  /** Whether it runs for certain where everything before it in its chain of `&&` succeeds. */
  readonly chained: boolean;
  /** Whether a name in it may be that of a function. */
  readonly calls: boolean;
  /** It stands in a script whose running a rule allows: what it starts needs no rule of its own. */
  readonly inherits: boolean;
  /** The rule that lifts the sandbox from the script it stands in. */
  readonly liftedBy: Origin | null;
}

/** A text that is walked, with what is made of it once. */
export interface WalkedText {
  readonly text: string;
  readonly analysis: Analysis;
  readonly feed: Feed;
  readonly frame: Frame;
}

/** The text around an invocation. */
export interface Surroundings {
  readonly feed: Feed;
  readonly invocation: Invocation;
  /** Defined further down in the text, but before anything can run this. */
  readonly functions: ReadonlySet<string>;
}

/** All words of an invocation. */
export function wordsOf({ argv, assignments, redirections }: Parts): readonly Word[] {
  if (assignments.length === 0 && redirections.length === 0) return argv;
  return [...argv, ...assignments.flatMap(({ value, elements }) => value ?? elements ?? []), ...redirections.map(({ target }) => target)];
}
