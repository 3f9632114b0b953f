/**
 * Walks all invocations of a text in order, with what each finds of the shell's state, and everything they start in turn.
 *
 * Every command that could run becomes one `Step`, nested ones too (`bash -c`, `sudo`, `find -exec`). LIMIT: MAX_NESTING levels and
 * MAX_INVOCATIONS altogether; what lies beyond is a finding. INVARIANT: a step is judged by the rules like any other, whatever started it.
 */
import { type Code, MAX_INVOCATIONS, MAX_NESTING, type Span } from '../base/index.ts';
import { type Effect, effectsOf, type ProgramReading, type RunEffect, redirectionEffects } from '../programs/index.ts';
import {
  type Analysis,
  type Assignment,
  analyse,
  type Invocation,
  type Redirection,
  type Scope,
  type Shell,
  shellOf,
  type Word,
} from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import { type EffectReport, judgeEffect, newReport } from './effect-findings.ts';
import { type Finding, finding } from './finding.ts';
import { matchInvocation, type RuleMatches } from './match.ts';
import { resolveWord } from './path.ts';
import { pipedText } from './piped-text.ts';
import { assign, changeFolder, forkState, type ShellState, startState, substitute } from './shell-state.ts';

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
  /** Needs no rule, or a rule allows it. */
  covered: boolean;
}

/** Where an invocation stands: in a text of a shell, at a level of nesting. */
interface Frame {
  readonly shell: Shell;
  readonly state: ShellState;
  readonly context: readonly string[];
  readonly depth: number;
  /** Span of the word that holds this text in the request, null for the request's own text. */
  readonly held: Span | null;
}

export class Walk {
  readonly steps: Step[] = [];
  /** Findings about texts as a whole. */
  readonly findings: Finding[] = [];
  /** Redirections of compounds, and anything else that no invocation owns. */
  readonly loose: EffectReport = newReport();
  readonly #context: EngineContext;
  readonly #functions = new Set<string>();
  #invocations = 0;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Walks the text of a request. */
  text(text: string): void {
    const { shell, cwd, home } = this.#context;
    this.#text(text, { shell, state: startState(cwd, home), context: [], depth: 0, held: null });
  }

  /** Walks one argv that no shell reads. */
  argv(words: readonly Word[]): void {
    const { shell, cwd, home } = this.#context;
    const span = { start: 0, end: 0 };
    this.#invocation(
      { argv: words, assignments: [], redirections: [], span },
      { shell, state: startState(cwd, home), context: [], depth: 0, held: null },
      null,
    );
  }

  #text(text: string, frame: Frame): void {
    const analysis = analyse(this.#context.core, text, frame.shell);
    for (const { code, span } of [...(analysis.refused ? [analysis.refused] : []), ...analysis.cautions]) this.#refuse(code, span, frame);
    for (const scope of analysis.scopes) if (scope.type === 'function') this.#functions.add(scope.name);
    const states = new ScopeStates(analysis, frame.state);
    for (const [index, scope] of analysis.scopes.entries())
      if (scope.redirections.length > 0) this.#redirections(scope, states.of(index), frame);
    for (const [at, invocation] of analysis.invocations.entries()) {
      const state = states.enter(invocation);
      const piped = pipedText(analysis.invocations, at, (word) => substitute(word, state));
      const context = contextOf(invocation, analysis.scopes, frame.context);
      const certain = isCertain(invocation, analysis.scopes);
      this.#loops(invocation, analysis.scopes, state);
      this.#invocation(invocation, { ...frame, state, context }, piped, certain);
    }
  }

  #refuse(code: Code, span: Span, frame: Frame): void {
    this.findings.push(finding(code, frame.held ?? span));
  }

  #redirections(scope: Scope, state: ShellState, frame: Frame): void {
    const redirections = scope.redirections.map((each) => ({ ...each, target: substitute(each.target, state) }));
    const report = newReport();
    for (const effect of redirectionEffects(redirections)) judgeEffect(effect, { context: this.#context, state, allows: [], report });
    mergeReport(this.loose, report);
    this.findings.push(...report.findings.map((each) => (frame.held === null ? each : { ...each, span: frame.held })));
  }

  /** The variable of a loop holds one of its words. */
  #loops(invocation: Invocation, scopes: readonly Scope[], state: ShellState): void {
    for (let at = invocation.scope; at !== 0; at = scopes[at]?.parent ?? 0) {
      const scope = scopes[at];
      if (scope?.type !== 'for' && scope?.type !== 'select') continue;
      const only = scope.words.length === 1 ? (scope.words[0]?.value ?? null) : null;
      if (!state.variables.has(scope.name)) assign(state, scope.name, only, only !== null);
    }
  }

  #invocation(
    given: Pick<Invocation, 'argv' | 'assignments' | 'redirections' | 'span'>,
    frame: Frame,
    piped: Word | null,
    certain = true,
  ): Step | null {
    if (++this.#invocations > MAX_INVOCATIONS) {
      if (this.#invocations === MAX_INVOCATIONS + 1) this.findings.push(finding('EN019', frame.held ?? given.span));
      return null;
    }
    const { state } = frame;
    const view = substituteAll(given, state);
    const reading = effectsOf(view);
    const step = this.#step(view, reading, frame);
    this.steps.push(step);
    const judged = { context: this.#context, state, allows: step.matches.allows, report: step.report };
    for (const effect of reading.effects) judgeEffect(effect, judged);
    this.#unknownProgram(step, view.argv[0]);
    const started = this.#started(reading, frame, step, piped);
    this.#cover(step, reading, started);
    this.#changeState(view, reading, frame, certain);
    if (frame.held !== null) moveSpans(step.report.findings, frame.held);
    return step;
  }

  #step(view: ReturnType<typeof substituteAll>, reading: ProgramReading, frame: Frame): Step {
    return {
      argv: view.argv,
      assignments: view.assignments,
      redirections: view.redirections,
      context: frame.context,
      span: frame.held ?? view.span,
      name: reading.name,
      matches: matchInvocation(view.argv, reading, this.#context, view.assignments, frame.state),
      report: newReport(),
      local: this.#functions.has(view.argv[0]?.value ?? ''),
      covered: false,
    };
  }

  #unknownProgram(step: Step, program: Word | undefined): void {
    if (program !== undefined && program.value === null) step.report.findings.push(finding('EN001', program.span));
    else if (step.matches.completable !== null && program !== undefined) step.report.findings.push(finding('EN002', step.span));
  }

  /** Everything an invocation starts; true where all of it is covered. */
  #started(reading: ProgramReading, frame: Frame, step: Step, piped: Word | null): boolean {
    let covered = true;
    for (const effect of reading.effects) {
      if (effect.type !== 'run') continue;
      const from = this.steps.length;
      this.#run(effect, frame, step, piped);
      covered &&= this.steps.slice(from).every((each) => each.covered);
    }
    return covered;
  }

  #run(effect: RunEffect, frame: Frame, step: Step, piped: Word | null): void {
    if (frame.depth >= MAX_NESTING) {
      step.report.findings.push(finding('EN019', effect.span));
      return;
    }
    const inner = this.#innerFrame(effect, frame, step);
    const { started } = effect;
    switch (started.type) {
      case 'argv':
        this.#invocation({ argv: started.argv, assignments: [], redirections: [], span: effect.span }, inner, null);
        return;
      case 'program':
        this.#invocation({ argv: [started.program], assignments: [], redirections: [], span: effect.span }, inner, null);
        return;
      case 'text':
        this.#nestedText(started.text, started.shell, inner, step, effect.span);
        return;
      case 'stdin':
        this.#nestedText(started.text ?? piped, started.shell, inner, step, effect.span);
        return;
      case 'file':
        this.#scriptFile(started.file, inner, step);
        return;
    }
  }

  #innerFrame(effect: RunEffect, frame: Frame, step: Step): Frame {
    const inShell = effect.started.type === 'text' && (step.name === 'eval' || step.name === 'trap' || step.name === '.');
    const state = inShell ? frame.state : forkState(frame.state);
    if (effect.directory !== null) {
      const folder = resolveWord(effect.directory, { cwd: state.cwd, home: this.#context.home, windows: this.#context.windows });
      changeFolder(state, folder?.path ?? null, true);
    }
    return {
      ...frame,
      state,
      context: [...frame.context, `wrapper ${step.name ?? '?'}`],
      depth: frame.depth + 1,
      held: frame.held ?? effect.span,
    };
  }

  #nestedText(text: Word | null, shell: string, frame: Frame, step: Step, span: Span): void {
    const known = text === null ? null : substitute(text, frame.state).value;
    if (known === null) {
      step.report.findings.push(finding('EN020', span));
      return;
    }
    const named = shellOf(shell);
    this.#text(known, { ...frame, shell: named === 'unknown' && shell === 'sh' ? 'sh' : named });
  }

  /** A script is looked into where the file system may be seen; else the rule for what runs it decides, if the file is the workspace's. */
  #scriptFile(file: Word, frame: Frame, step: Step): void {
    const { state } = frame;
    const path = resolveWord(file, { cwd: state.cwd, home: this.#context.home, windows: this.#context.windows });
    if (path === null || !this.#context.isInWorkspace(path.path)) step.report.findings.push(finding('EN011', file.span, path?.path ?? ''));
    if (path !== null) step.report.reads.add(path.path);
  }

  #cover(step: Step, reading: ProgramReading, startedCovered: boolean): void {
    const program = step.argv[0];
    if (program === undefined) step.covered = true;
    else if (step.local) step.covered = true;
    else if (step.matches.allows.length > 0) step.covered = true;
    else if (reading.coverage === 'free' && isBareName(program)) step.covered = true;
    else if (reading.coverage === 'wrapper' && startedCovered && isBareName(program)) step.covered = true;
  }

  #changeState(view: ReturnType<typeof substituteAll>, reading: ProgramReading, frame: Frame, certain: boolean): void {
    const { state } = frame;
    for (const effect of reading.effects) this.#changeStateBy(effect, state, certain, frame);
    if (view.argv.length > 0) return;
    for (const { name, value, append, subscript, elements } of view.assignments)
      assign(state, name, append || subscript !== null || elements !== null ? null : (value?.value ?? null), certain);
  }

  #changeStateBy(effect: Effect, state: ShellState, certain: boolean, frame: Frame): void {
    if (effect.type === 'environment' && effect.scope === 'shell' && effect.name !== null) {
      const value =
        effect.action === 'export' && effect.value === null ? (state.variables.get(effect.name) ?? null) : (effect.value?.value ?? null);
      assign(state, effect.name, value, certain && effect.action !== 'unset');
    } else if (effect.type === 'directory') {
      const path =
        effect.path === null
          ? null
          : (resolveWord(effect.path, { cwd: state.cwd, home: this.#context.home, windows: this.#context.windows })?.path ?? null);
      if (path === null || !this.#context.isInWorkspace(path)) {
        state.left = true;
        this.findings.push(finding('EN021', frame.held ?? effect.span, path ?? ''));
      }
      changeFolder(state, path, certain);
    } else if (effect.type === 'run' && effect.started.type === 'file') state.forgets = true;
  }
}

/** Only the bare name of a builtin is the builtin. */
function isBareName(program: Word): boolean {
  return program.value !== null && !program.value.includes('/');
}

function substituteAll(given: Pick<Invocation, 'argv' | 'assignments' | 'redirections' | 'span'>, state: ShellState) {
  return {
    argv: given.argv.map((word) => substitute(word, state)),
    assignments: given.assignments.map((each) => (each.value === null ? each : { ...each, value: substitute(each.value, state) })),
    redirections: given.redirections.map((each) => ({ ...each, target: substitute(each.target, state) })),
    span: given.span,
  };
}

/** Whether a command runs for certain, exactly once, as far as the text says. */
function isCertain({ scope, position }: Invocation, scopes: readonly Scope[]): boolean {
  if (position.conditional || position.background || position.piped || position.index > 0) return false;
  for (let at = scope; at !== 0; at = scopes[at]?.parent ?? 0) {
    const each = scopes[at];
    if (each !== undefined && each.type !== 'group' && each.type !== 'subshell') return false;
    if (each?.position.conditional) return false;
  }
  return true;
}

function contextOf({ scope, position }: Invocation, scopes: readonly Scope[], outer: readonly string[]): string[] {
  const context: string[] = [];
  for (let at = scope; at !== 0; at = scopes[at]?.parent ?? 0) context.unshift(scopes[at]?.type ?? 'text');
  if (position.piped || position.index > 0) context.push('pipeline');
  if (position.background) context.push('background');
  if (position.conditional) context.push('conditional');
  return [...outer, ...context];
}

const ISOLATING: ReadonlySet<Scope['type']> = new Set(['subshell', 'substitution', 'process-substitution', 'coproc']);

/** The state of every scope: shared with its parent, or a copy taken when its first command is reached. */
class ScopeStates {
  readonly #analysis: Analysis;
  readonly #states: (ShellState | undefined)[];

  constructor(analysis: Analysis, root: ShellState) {
    this.#analysis = analysis;
    this.#states = [root];
  }

  of(index: number): ShellState {
    const known = this.#states[index];
    if (known !== undefined) return known;
    const scope = this.#analysis.scopes[index];
    const outer = scope === undefined || index === 0 ? (this.#states[0] as ShellState) : this.of(scope.parent);
    const isolated =
      scope !== undefined && (ISOLATING.has(scope.type) || scope.position.piped || scope.position.index > 0 || scope.position.background);
    const state = isolated ? forkState(outer) : outer;
    this.#states[index] = state;
    return state;
  }

  /** The state a command runs in: a command of a pipeline, or in the background, changes only its own. */
  enter({ scope, position }: Invocation): ShellState {
    const state = this.of(scope);
    return position.piped || position.index > 0 || position.background ? forkState(state) : state;
  }
}

function moveSpans(findings: Finding[], span: Span): void {
  for (const [i, each] of findings.entries()) findings[i] = { ...each, span };
}

function mergeReport(into: EffectReport, from: EffectReport): void {
  for (const key of ['writes', 'deletes', 'reads', 'hosts', 'kinds'] as const) for (const each of from[key]) into[key].add(each);
}
