/**
 * Walks all invocations of a text in order, each with what is known of the shell's state there, and everything they start in turn.
 *
 * Every command that could run becomes one `Step`, nested ones too (`bash -c`, `sudo`, `find -exec`). LIMIT: MAX_NESTING levels and
 * MAX_INVOCATIONS altogether; what lies beyond is a finding. INVARIANT: a step is judged by the rules like any other, whatever started it.
 */
import { type Code, MAX_INVOCATIONS, MAX_NESTING, type Span } from '../base/index.ts';
import { type Effect, effectsOf, hasSpec, type ProgramReading, type RunEffect, redirectionEffects } from '../programs/index.ts';
import { type Assignment, analyse, type Invocation, type Redirection, type Scope, type Shell, shellOf, type Word } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import { type EffectReport, judgeEffect, newReport, note } from './effect-findings.ts';
import { Feed } from './feed.ts';
import { type Finding, finding } from './finding.ts';
import { matchInvocation, type RuleMatches } from './match.ts';
import { type ResolvedPath, resolveWord } from './path.ts';
import { contextOf, isCertain, ScopeStates } from './scope-states.ts';
import {
  assign,
  changeFolder,
  forkState,
  guessArgv,
  type Outputs,
  type ShellState,
  startState,
  substitute,
  knownValue,
} from './shell-state.ts';

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
  /** Needs no rule, or a rule allows it. */
  covered: boolean;
}

type Parts = Pick<Invocation, 'argv' | 'assignments' | 'redirections' | 'span'>;

/** Where an invocation stands: in a text of a shell, at a level of nesting. */
interface Frame {
  readonly shell: Shell;
  readonly state: ShellState;
  readonly context: readonly string[];
  readonly depth: number;
  /** Span of the word that holds this text in the request, null for the request's own text. */
  readonly held: Span | null;
  readonly guess: boolean;
}

/** What the text around an invocation says about it. */
interface Surroundings {
  readonly feed: Feed | null;
  readonly invocation: Invocation | null;
  readonly certain: boolean;
}

const ALONE: Surroundings = { feed: null, invocation: null, certain: true };
const NO_OUTPUTS: Outputs = () => null;
/** A variable that nobody sets: it stands for unknown text inside a nested script. */
const UNKNOWN_TEXT = '$PORTCULLIS_UNKNOWN';

export class Walk {
  readonly steps: Step[] = [];
  /** Findings about texts as a whole. */
  readonly findings: Finding[] = [];
  /** What redirections of compounds touch. */
  readonly loose: EffectReport = newReport();
  readonly #context: EngineContext;
  readonly #functions = new Set<string>();
  /** Whether invocations were left out. */
  #isCut = false;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Walks the text of a request. */
  text(text: string): void {
    this.#text(text, this.#start());
  }

  /** Walks one argv that no shell reads. */
  argv(argv: readonly Word[]): void {
    this.#invocation({ argv, assignments: [], redirections: [], span: { start: 0, end: 0 } }, this.#start(), ALONE);
  }

  #start(): Frame {
    const { shell, cwd, home } = this.#context;
    return { shell, state: startState(cwd, home), context: [], depth: 0, held: null, guess: false };
  }

  #text(text: string, frame: Frame): void {
    const analysis = analyse(this.#context.core, text, frame.shell);
    if (analysis.refused) this.#refuse(analysis.refused.code, analysis.refused.span, frame);
    for (const { code, span } of analysis.cautions) this.#refuse(code, span, frame);
    for (const scope of analysis.scopes) if (scope.type === 'function') this.#function(scope, frame);
    const states = new ScopeStates(analysis, frame.state);
    const feed = new Feed(analysis);
    for (const [index, scope] of analysis.scopes.entries()) this.#scope(scope, states.of(index), frame);
    for (const invocation of analysis.invocations) {
      const state = states.enter(invocation);
      this.#loops(invocation, analysis.scopes, state);
      feed.useValues((word) => substitute(word, state, NO_OUTPUTS));
      const context = [...frame.context, ...contextOf(invocation, analysis.scopes)];
      this.#invocation(invocation, { ...frame, state, context }, { feed, invocation, certain: isCertain(invocation, analysis.scopes) });
      if (analysis.refused?.code === 'SH020') this.#runningValues(invocation, { ...frame, state, context });
    }
  }

  #find(code: Code, span: Span, frame: Frame, about = ''): void {
    if (!frame.guess) this.findings.push(finding(code, frame.held ?? span, about));
  }

  #refuse(code: Code, span: Span, frame: Frame): void {
    this.#find(code, span, frame);
  }

  /** A function that takes the name of a program: its body is judged where it stands, but later words mean something else. */
  #function({ name, span }: Scope, frame: Frame): void {
    this.#functions.add(name);
    if (hasSpec(name) || this.#context.table.names(name)) this.#find('EN017', span, frame, name);
  }

  /** Redirections behind a compound, and substitutions in the words of its head are commands of their own already. */
  #scope({ redirections }: Scope, state: ShellState, frame: Frame): void {
    if (redirections.length === 0) return;
    const known = redirections.map((each) => ({ ...each, target: substitute(each.target, state, NO_OUTPUTS) }));
    const judged = { context: this.#context, state, allows: [], report: newReport() };
    for (const effect of redirectionEffects(known)) judgeEffect(effect, judged);
    for (const key of ['writes', 'deletes', 'reads', 'hosts', 'kinds'] as const)
      for (const each of judged.report[key]) note(this.loose[key], each);
    for (const { code, span, message } of judged.report.findings) this.findings.push({ ...finding(code, frame.held ?? span), message });
  }

  /** The variable of a loop over one word, or one pattern, is that. */
  #loops(invocation: Invocation, scopes: readonly Scope[], state: ShellState): void {
    for (let at = invocation.scope; at !== 0; at = scopes[at]?.parent ?? 0) {
      const scope = scopes[at];
      if (scope === undefined || (scope.type !== 'for' && scope.type !== 'select') || state.variables.has(scope.name)) continue;
      const [only] = scope.words;
      assign(state, scope.name, scope.words.length === 1 && only !== undefined ? only : null, true);
    }
  }

  /** `x='a[$(cmd)]'`: arithmetic on the variable would run what its value holds. */
  #runningValues({ argv, assignments }: Invocation, frame: Frame): void {
    for (const word of [...argv, ...assignments.flatMap(({ value, elements }) => value ?? elements ?? [])])
      if (word.value !== null && /[$`]/.test(word.value))
        this.#expandedText(word.value, { ...frame, guess: true, depth: frame.depth + 1, held: frame.held ?? word.span });
  }

  /** A text whose expansions a shell would run. */
  #expandedText(text: string, frame: Frame): void {
    if (frame.depth <= MAX_NESTING) this.#text(`: "${text.replaceAll('"', '\\"')}"`, frame);
  }

  #invocation(given: Parts, frame: Frame, around: Surroundings): void {
    if (this.steps.length >= MAX_INVOCATIONS) {
      if (!this.#isCut) this.#find('EN019', given.span, frame);
      this.#isCut ||= !frame.guess;
      return;
    }
    const outputs = this.#outputs(around);
    const view = substituteAll(given, frame.state, outputs);
    const reading = effectsOf(view);
    const step = this.#step(view, reading, frame);
    this.steps.push(step);
    const judged = { context: this.#context, state: frame.state, allows: step.matches.allows, report: step.report };
    for (const effect of reading.effects) judgeEffect(effect, judged);
    this.#words(step, view, frame);
    const from = this.steps.length;
    for (const effect of reading.effects) if (effect.type === 'run') this.#run(effect, frame, step, around);
    this.#bodies(reading.effects, frame, step);
    this.#cover(step, reading, this.steps.slice(from));
    this.#guess(view, frame, around, outputs);
    this.#changeState(view, reading, frame, around.certain);
    if (frame.held !== null)
      for (const [i, each] of step.report.findings.entries()) step.report.findings[i] = { ...each, span: frame.held };
  }

  /** What the substitutions of a text write, as far as it fixes that. */
  #outputs({ feed }: Surroundings): Outputs {
    return feed === null ? NO_OUTPUTS : (scope) => feed.output(scope)?.replace(/\n+$/, '') ?? null;
  }

  #step(view: Parts, reading: ProgramReading, frame: Frame): Step {
    const program = view.argv[0]?.value ?? '';
    return {
      argv: view.argv,
      assignments: view.assignments,
      redirections: view.redirections,
      context: frame.context,
      span: frame.held ?? view.span,
      name: reading.name,
      matches: matchInvocation(view.argv, reading, this.#context, view.assignments, frame.state),
      report: newReport(),
      local: this.#functions.has(program),
      guess: frame.guess,
      covered: false,
    };
  }

  /** What the words themselves say: an unknown program, a rule that could be completed, expansions that run their value. */
  #words(step: Step, view: Parts, frame: Frame): void {
    const [program] = view.argv;
    if (program !== undefined && program.value === null) step.report.findings.push(finding('EN001', program.span));
    else if (step.matches.completable !== null) step.report.findings.push(finding('EN002', step.span));
    const words = [
      ...view.argv,
      ...view.assignments.flatMap(({ value, elements }) => value ?? elements ?? []),
      ...view.redirections.map(({ target }) => target),
    ];
    for (const word of words)
      for (const piece of word.pieces)
        if (piece.type === 'parameter' && /@P$/.test(piece.operator)) this.#promptExpansion(piece.name, piece.span, step, frame);
  }

  /** `${x@P}` runs the substitutions in a value, as a prompt would. */
  #promptExpansion(name: string, span: Span, step: Step, frame: Frame): void {
    step.report.findings.push(finding('EN020', span));
    const value = knownValue(frame.state, name);
    if (value !== null) this.#expandedText(value, { ...frame, guess: true, depth: frame.depth + 1, held: frame.held ?? span });
  }

  #run(effect: RunEffect, frame: Frame, step: Step, around: Surroundings): void {
    if (frame.depth >= MAX_NESTING) {
      step.report.findings.push(finding('EN019', effect.span));
      return;
    }
    const inner = this.#innerFrame(effect, frame, step);
    const { started } = effect;
    const parts = { assignments: [], redirections: [], span: effect.span };
    if (started.type === 'argv') this.#invocation({ argv: started.argv, ...parts }, inner, ALONE);
    else if (started.type === 'program') this.#invocation({ argv: [started.program], ...parts }, inner, ALONE);
    else if (started.type === 'text') this.#script(started.text, started.shell, inner, step, effect.span);
    else if (started.type === 'stdin') this.#script(started.text ?? this.#piped(around), started.shell, inner, step, effect.span);
    else this.#scriptFile(started.file, started.shell, inner, step, around);
  }

  #piped({ feed, invocation }: Surroundings): Word | null {
    const text = invocation === null ? null : (feed?.piped(invocation) ?? null);
    return text === null || invocation === null ? null : literalWord(text, invocation.span);
  }

  /** `eval`, `trap` and `source` run in the shell itself, everything else in a process of its own. */
  #innerFrame({ started, directory, span }: RunEffect, frame: Frame, step: Step): Frame {
    const inShell = SHELL_BUILTINS.has(step.name ?? '') && started.type !== 'argv';
    const state = inShell ? frame.state : forkState(frame.state);
    if (directory !== null) changeFolder(state, this.#resolve(directory, state)?.path ?? null, true);
    return {
      ...frame,
      state,
      context: [...frame.context, `wrapper ${step.name ?? '?'}`],
      depth: frame.depth + 1,
      held: frame.held ?? span,
    };
  }

  #resolve(word: Word, { cwd }: ShellState): ResolvedPath | null {
    return resolveWord(word, { cwd, home: this.#context.home, windows: this.#context.windows });
  }

  /** Text for a shell. Where part of it is not known the rest is looked at all the same. */
  #script(text: Word | null, shell: string, frame: Frame, step: Step, span: Span): void {
    const known = text === null ? null : substitute(text, frame.state, NO_OUTPUTS);
    if (known === null || known.value === null) step.report.findings.push(finding('EN020', span));
    const script = known === null ? null : (known.value ?? withUnknowns(known));
    if (script !== null)
      this.#text(script, { ...frame, shell: shell === 'sh' ? 'sh' : shellOf(shell), guess: frame.guess || known?.value === null });
  }

  /** A script file: the rule for what runs it decides, if the file is the workspace's; `<(…)` gives its text. */
  #scriptFile(file: Word, shell: string, frame: Frame, step: Step, { feed }: Surroundings): void {
    const [piece] = file.pieces;
    if (piece?.type === 'process') {
      const text = feed?.output(piece.scope) ?? null;
      return this.#script(text === null ? null : literalWord(text, file.span), shell, frame, step, file.span);
    }
    const path = this.#resolve(file, frame.state);
    if (path !== null) note(step.report.reads, path.path);
    if (path === null || !this.#context.isInWorkspace(path.path)) step.report.findings.push(finding('EN011', file.span, path?.path ?? ''));
  }

  /** The bodies of aliases: what the name would run from now on. */
  #bodies(effects: readonly Effect[], frame: Frame, step: Step): void {
    for (const effect of effects) {
      if (effect.type !== 'shadow' || effect.body === null || effect.how !== 'alias') continue;
      const inner = {
        ...frame,
        state: forkState(frame.state),
        context: [...frame.context, 'alias'],
        depth: frame.depth + 1,
        held: frame.held ?? effect.span,
      };
      if (frame.depth < MAX_NESTING) this.#script(effect.body, frame.shell, inner, step, effect.span);
    }
  }

  #cover(step: Step, { coverage }: ProgramReading, started: readonly Step[]): void {
    const [program] = step.argv;
    const bare = program !== undefined && program.value !== null && !program.value.includes('/');
    step.covered =
      program === undefined ||
      step.local ||
      step.matches.allows.length > 0 ||
      (bare && coverage === 'free') ||
      (bare && coverage === 'wrapper' && started.every((each) => each.covered));
  }

  /** What unknown words would make of it if they were empty or their defaults: only bans follow. */
  #guess(view: Parts, frame: Frame, around: Surroundings, outputs: Outputs): void {
    if (frame.guess) return;
    const words = guessArgv(view.argv, frame.state, outputs);
    if (words === null) return;
    const inner = { ...frame, state: forkState(frame.state), context: [...frame.context, 'guess'], guess: true };
    this.#invocation(
      { argv: words.map((text) => literalWord(text, view.span)), assignments: [], redirections: [], span: view.span },
      inner,
      around,
    );
  }

  #changeState(view: Parts, { effects }: ProgramReading, frame: Frame, certain: boolean): void {
    const { state } = frame;
    if (frame.guess) return;
    for (const effect of effects) this.#changeStateBy(effect, frame, certain);
    if (view.argv[0]?.value === 'set') setPositional(view.argv, state);
    if (view.argv.length > 0) return;
    for (const { name, value, append, subscript, elements } of view.assignments)
      assign(state, name, append || subscript !== null || elements !== null ? null : (value ?? literalWord('', view.span)), certain);
  }

  #changeStateBy(effect: Effect, frame: Frame, certain: boolean): void {
    const { state } = frame;
    if (effect.type === 'environment' && effect.scope === 'shell' && effect.name !== null) {
      if (effect.action !== 'export' || effect.value !== null)
        assign(state, effect.name, effect.value, certain && effect.action !== 'unset');
    } else if (effect.type === 'directory') this.#enterFolder(effect.path, effect.span, frame, certain);
    else if (effect.type === 'run' && effect.started.type === 'file' && SHELL_BUILTINS.has(effect.row)) state.forgets = true;
  }

  #enterFolder(path: Word | null, span: Span, frame: Frame, certain: boolean): void {
    const target = path === null ? null : this.#resolve(path, frame.state);
    if (target === null || !this.#context.isInWorkspace(target.path)) this.#find('EN021', span, frame, target?.path ?? '');
    changeFolder(frame.state, target?.path ?? null, certain);
  }
}

const SHELL_BUILTINS: ReadonlySet<string> = new Set(['eval', 'trap', '.', 'source']);

function literalWord(text: string, span: Span): Word {
  return { value: text, single: true, quoted: true, span, pieces: [{ type: 'literal', text, quoted: true, span }] };
}

/** A script with a variable in place of everything that is not known. */
function withUnknowns(word: Word): string {
  return word.pieces.map((piece) => (piece.type === 'literal' || piece.type === 'glob' ? piece.text : UNKNOWN_TEXT)).join('');
}

function substituteAll({ argv, assignments, redirections, span }: Parts, state: ShellState, outputs: Outputs): Parts {
  return {
    argv: argv.map((word) => substitute(word, state, outputs)),
    assignments: assignments.map((each) => (each.value === null ? each : { ...each, value: substitute(each.value, state, outputs) })),
    redirections: redirections.map((each) => ({ ...each, target: substitute(each.target, state, outputs) })),
    span,
  };
}

/** `set -- a b` gives `$1` and `$2`. */
function setPositional(argv: readonly Word[], state: ShellState): void {
  const dashes = argv.findIndex((word) => word.value === '--');
  if (dashes < 0) return;
  const words = argv.slice(dashes + 1).map((word) => word.value);
  state.positional = words.every((word) => word !== null) ? (words as string[]) : null;
}
