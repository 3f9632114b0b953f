/**
 * Walks all invocations of a text in order, each with what is known of the shell's state there, and everything they start in turn.
 *
 * Every command that could run becomes one `Step`, nested ones too (`bash -c`, `sudo`, `find -exec`). LIMIT: MAX_NESTING levels and
 * MAX_INVOCATIONS altogether; what lies beyond is a finding. INVARIANT: a step is judged by the rules like any other, whatever started it.
 */
import { type Code, MAX_INVOCATIONS, MAX_NESTING, type Span } from '../base/index.ts';
import { type Effect, effectsOf, hasSpec, type ProgramReading, type RunEffect, redirectionEffects } from '../programs/index.ts';
import { type Analysis, type Assignment, analyse, type Invocation, type Piece, type Scope, shellOf, type Word } from '../shell/index.ts';
import { isPlainSubscript, runArithmetic } from './arithmetic.ts';
import type { EngineContext } from './context.ts';
import { type EffectReport, judgeEffect, newReport, note } from './effect-findings.ts';
import { Feed } from './feed.ts';
import { type Finding, finding } from './finding.ts';
import { matchInvocation } from './match.ts';
import { type ResolvedPath, resolveWord } from './path.ts';
import { readOptions } from './shell-option.ts';
import {
  branchState,
  changeFolder,
  defineFunction,
  FOLDER,
  foldersOf,
  forkState,
  isSteady,
  noteUse,
  type ShellState,
  startState,
} from './shell-state.ts';
import { changeBy, changeState, SHELL_BUILTINS } from './state-change.ts';
import { type Frame, literalWord, type Parts, type Step, type Surroundings, wordsOf } from './step.ts';
import { guessArgv, type Outputs, substitute } from './substitution.ts';
import { contextOf, isCertain, isInFunction, laterFunctions, loopAround, TextOrder } from './text-order.ts';
import { assign, assignInteger, assignLoop, forgetAll, isLooped, knownValue, lastingValue } from './variables.ts';

const NO_OUTPUTS: Outputs = { text: () => null, isNumber: () => false };
const NO_NAMES: ReadonlySet<string> = new Set();
/** A variable that nobody sets: it stands for unknown text inside a nested script. */
const UNKNOWN_TEXT = '$PORTCULLIS_UNKNOWN';
/** Times a text is walked; each time more is taken for unknown in code that runs later, in the end everything. */
const MAX_WALKS = 4;

/** A text that is walked, with what is made of it once. */
interface WalkedText {
  readonly text: string;
  readonly analysis: Analysis;
  readonly feed: Feed;
  readonly frame: Frame;
}

export class Walk {
  readonly steps: Step[] = [];
  /** Findings about texts as a whole. */
  readonly findings: Finding[] = [];
  /** What redirections of compounds touch. */
  readonly loose: EffectReport = newReport();
  readonly #context: EngineContext;
  readonly #unsteady = new Set<string>();
  /** Whether invocations were left out. */
  #isCut = false;
  /** Whether one of those is forbidden. */
  #isBanned = false;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Walks the text of a request. */
  text(text: string): void {
    for (let walks = 1; ; walks++) {
      const before = this.#unsteady.size;
      const frame = this.#start();
      if (walks === MAX_WALKS) {
        this.#unsteady.add(FOLDER);
        frame.state.forgets = true;
      }
      this.#text(text, frame);
      if (this.#unsteady.size === before || walks === MAX_WALKS) return;
      this.#restart();
    }
  }

  /** Walks one argv that no shell reads. */
  argv(argv: readonly Word[]): void {
    this.#invocation({ argv, assignments: [], redirections: [], span: { start: 0, end: 0 } }, { ...this.#start(), calls: false }, null);
  }

  #start(): Frame {
    const { shell, cwd, home } = this.#context;
    const state = startState(cwd, home, { used: null, unsteady: this.#unsteady, outer: null, deferred: false });
    return { shell, state, context: [], depth: 0, held: null, guess: false, certain: true, calls: true };
  }

  #restart(): void {
    this.steps.length = 0;
    this.findings.length = 0;
    this.#isCut = false;
    this.#isBanned = false;
    for (const list of Object.values(this.loose)) list.length = 0;
  }

  #text(text: string, frame: Frame): void {
    const analysis = analyse(this.#context.core, text, frame.shell);
    if (analysis.refused) this.#find(analysis.refused.code, analysis.refused.span, frame);
    for (const { code, span } of analysis.cautions) this.#find(code, span, frame);
    const walked = { text, analysis, feed: new Feed(analysis, frame.shell), frame };
    const order = new TextOrder(text, analysis, frame.state, (scope, outer, inner) => this.#scope(scope, outer, inner, walked));
    const later = laterFunctions(analysis);
    for (const invocation of analysis.invocations) {
      const state = order.enter(invocation);
      const inner = this.#frameOf(invocation, state, walked);
      const isLater = later.length > 0 && isInFunction(invocation.scope, analysis.scopes);
      const at = invocation.span.start;
      const functions = isLater ? new Set(later.flatMap(({ name, from, to }) => (from <= at && at < to ? name : []))) : NO_NAMES;
      walked.feed.useValues((word) => substitute(word, state, NO_OUTPUTS));
      this.#runArithmeticOf(invocation, inner, walked);
      this.#turns(invocation, inner, { feed: walked.feed, invocation, functions }, analysis.scopes);
      if (analysis.refused?.code === 'SH020') this.#runningValues(invocation, inner);
    }
    order.finish();
  }

  /** Once; in a loop over known words that it names, once for every word. */
  #turns(invocation: Invocation, frame: Frame, around: Surroundings, scopes: readonly Scope[]): void {
    const loop = frame.guess ? null : loopAround(invocation, scopes);
    if (loop === null || !isLooped(frame.state, loop.name)) return this.#invocation(invocation, frame, around);
    const { variables } = frame.state;
    const between = variables.get(loop.name) ?? null;
    for (const word of loop.words) {
      const own = lastingValue(word);
      variables.set(loop.name, own);
      this.#invocation(invocation, frame, around);
      if (variables.get(loop.name) !== own) return;
    }
    variables.set(loop.name, between);
  }

  #frameOf(invocation: Invocation, state: ShellState, { analysis: { scopes }, frame }: WalkedText): Frame {
    const context = [...frame.context, ...contextOf(invocation, scopes)];
    return { ...frame, state, context, certain: frame.certain && isCertain(invocation, scopes) };
  }

  #find(code: Code, span: Span, frame: Frame, about = ''): void {
    if (!frame.guess) this.findings.push(finding(code, frame.held ?? span, about));
  }

  /** A compound or substitution begins. */
  #scope(scope: Scope, outer: ShellState, inner: ShellState, walked: WalkedText): void {
    const { frame, text } = walked;
    if (scope.redirections.length > 0) this.#redirections(scope, outer, frame);
    if (scope.type === 'function') this.#function(scope, outer, frame);
    else if (scope.type === 'for' || scope.type === 'select') this.#loop(scope, inner, walked.feed);
    else if (scope.type === 'coproc') assignInteger(outer, scope.name);
    const source = text.slice(scope.span.start, scope.span.end);
    if (!frame.guess && isArithmetic(scope, source)) this.#runSource(source, scope.span, { ...frame, state: outer }, walked);
  }

  /** Redirections behind a compound. */
  #redirections({ redirections }: Scope, state: ShellState, frame: Frame): void {
    const known = redirections.map((each) => ({ ...each, target: substitute(each.target, state, NO_OUTPUTS) }));
    const judged = { context: this.#context, state, allows: [], report: newReport() };
    for (const effect of redirectionEffects(known)) judgeEffect(effect, judged);
    for (const key of ['writes', 'deletes', 'reads', 'hosts', 'kinds'] as const)
      for (const each of judged.report[key]) note(this.loose[key], each);
    for (const { code, span, message } of judged.report.findings) this.findings.push({ ...finding(code, frame.held ?? span), message });
  }

  /** A function that takes the name of a program: its body is judged where it stands, but later words mean something else. */
  #function({ name, span, parent, position }: Scope, outer: ShellState, frame: Frame): void {
    defineFunction(outer, name, parent === 0 && !position.conditional && frame.certain);
    if (hasSpec(name) || this.#context.table.names(name)) this.#find('EN017', span, frame, name);
  }

  /** The variable of a loop over one word, or one pattern, is that; over numbers, a number. */
  #loop({ name, words }: Scope, inner: ShellState, feed: Feed): void {
    if (name === '') return;
    if (inner.attributes.has(name)) return forgetAll(inner);
    assignLoop(
      inner,
      name,
      words.map((word) => substitute(word, inner, outputsOf(feed))),
    );
  }

  /** Expressions in the words of an invocation. */
  #runArithmeticOf(invocation: Invocation, frame: Frame, walked: WalkedText): void {
    if (frame.guess) return;
    for (const { subscript, span, name } of invocation.assignments)
      if (subscript !== null) this.#runSubscript(subscript, name, span, frame, walked);
    for (const word of wordsOf(invocation))
      for (const piece of word.pieces) {
        if (piece.type === 'arithmetic') this.#runSource(piece.text, piece.span, frame, walked);
        else if (piece.type === 'parameter' && piece.operator !== '') this.#runOperator(piece, frame, walked);
      }
    if (invocation.argv[0]?.value === 'let')
      for (const { value, span } of invocation.argv.slice(1)) this.#runSource(value ?? '`', span, frame, walked);
  }

  /** `${name[expression]}`, `${name:expression}`; `${name:=word}` sets the variable. */
  #runOperator({ name, operator, span }: Piece & { type: 'parameter' }, frame: Frame, walked: WalkedText): void {
    if (/^:?=/.test(operator)) assign(frame.state, name, null, false);
    for (const [, inner = ''] of operator.matchAll(/\$\{(\w+):?=/g)) assign(frame.state, inner, null, false);
    const subscript = /^\[([^\]]*)\]/.exec(operator)?.[1];
    if (subscript !== undefined) this.#runSubscript(subscript, name, span, frame, walked);
    else if (/^:[^-=?+]/.test(operator)) this.#runSource(operator.slice(1), span, frame, walked);
  }

  #runSubscript(text: string, name: string, span: Span, frame: Frame, walked: WalkedText): void {
    if (!isPlainSubscript(text) && frame.state.attributes.get(name) !== 'associative') this.#runSource(text, span, frame, walked);
  }

  /** What an expression sets is set; one over text that is not known is a finding. */
  #runSource(text: string, span: Span, frame: Frame, { analysis, feed }: WalkedText): void {
    let plain = text;
    let isKnown = true;
    for (const [index, scope] of analysis.scopes.entries()) {
      if (scope.type !== 'substitution' || scope.span.start < span.start || scope.span.end > span.end) continue;
      isKnown &&= feed.isNumber(index);
      plain = plain.replace(text.slice(scope.span.start - span.start, scope.span.end - span.start), '0');
    }
    if (!runArithmetic(plain.replaceAll('$((', '(('), frame.state) || !isKnown) this.#find('EN020', span, frame);
  }

  /** `x='a[$(cmd)]'`: arithmetic on the variable would run what its value holds. */
  #runningValues({ argv, assignments }: Invocation, frame: Frame): void {
    for (const word of [...argv, ...assignments.flatMap(({ value, elements }) => value ?? elements ?? [])])
      if (word.value !== null && /[$`]/.test(word.value))
        this.#expandedText(word.value, { ...frame, guess: true, depth: frame.depth + 1, held: frame.held ?? word.span });
  }

  /** A text whose expansions a shell would run. */
  #expandedText(text: string, frame: Frame): void {
    if (frame.depth <= MAX_NESTING) this.#text(`: "${text.replaceAll('"', '\\"')}"`, { ...frame, state: forkState(frame.state) });
  }

  /** What is left out allows nothing, but it can still be forbidden: the first ban is enough. */
  #beyond(given: Parts, frame: Frame, around: Surroundings | null): void {
    if (this.#isBanned) return;
    const step = this.#step(given, effectsOf(given), frame, around);
    this.#isBanned = step.matches.decision === 'forbidden';
    if (this.#isBanned) this.steps.push(step);
  }

  #invocation(given: Parts, frame: Frame, around: Surroundings | null): void {
    if (this.steps.length >= MAX_INVOCATIONS) {
      if (!this.#isCut) this.#find('EN019', given.span, frame);
      this.#isCut ||= !frame.guess;
      return this.#beyond(given, frame, around);
    }
    const outputs = outputsOf(around?.feed);
    const view = substituteAll(given, frame.state, outputs);
    const { shell } = frame;
    const reading = effectsOf(view, {
      zsh: shell === 'zsh' || shell === 'sh' || shell === 'unknown',
      foldCase: this.#context.platform !== 'linux',
    });
    const step = this.#step(view, reading, frame, around);
    this.steps.push(step);
    const judged = { context: this.#context, state: frame.state, allows: step.matches.allows, report: step.report };
    for (const effect of reading.effects) judgeEffect(effect, judged);
    for (const { span, text } of readOptions(view.argv, reading.name)) step.report.findings.push(finding('EN033', span, text));
    this.#words(step, view, frame);
    const from = this.steps.length;
    for (const effect of reading.effects) if (effect.type === 'run') this.#run(effect, frame, step, around);
    this.#bodies(reading.effects, frame, step);
    this.#cover(step, reading, this.steps.slice(from));
    this.#guess(view, frame, around, outputs);
    if (!frame.guess) this.#change(view, reading, frame);
    if (frame.held !== null)
      for (const [i, each] of step.report.findings.entries()) step.report.findings[i] = { ...each, span: frame.held };
  }

  #step(view: Parts, reading: ProgramReading, frame: Frame, around: Surroundings | null): Step {
    return {
      argv: view.argv,
      assignments: view.assignments,
      redirections: view.redirections,
      context: frame.context,
      span: frame.held ?? view.span,
      name: reading.name,
      matches: matchInvocation(view.argv, reading, this.#context, view.assignments, frame.state),
      report: newReport(),
      local: frame.calls && this.#isFunction(view.argv[0]?.value ?? '', frame.state, around),
      guess: frame.guess,
      covered: false,
    };
  }

  /** Whether a name is certain to be a function of the text here; a path never is. */
  #isFunction(name: string, state: ShellState, around: Surroundings | null): boolean {
    if (name === '' || name.includes('/')) return false;
    if (!(around?.functions.has(name) || state.functions.has(name)) || !isSteady(state, `${name}()`)) return false;
    noteUse(state, `${name}()`);
    return true;
  }

  /** What the words themselves say: an unknown program, a rule that could be completed, expansions that run their value. */
  #words(step: Step, view: Parts, frame: Frame): void {
    const [program] = view.argv;
    if (program !== undefined && program.value === null) step.report.findings.push(finding('EN001', program.span));
    else if (step.matches.completable !== null) step.report.findings.push(finding('EN002', step.span));
    for (const word of wordsOf(view))
      for (const piece of word.pieces)
        if (piece.type === 'parameter' && piece.operator.endsWith('@P')) this.#promptExpansion(piece.name, piece.span, step, frame);
  }

  /** `${x@P}` runs the substitutions in a value, as a prompt would. */
  #promptExpansion(name: string, span: Span, step: Step, frame: Frame): void {
    step.report.findings.push(finding('EN020', span));
    const value = knownValue(frame.state, name);
    if (value !== null) this.#expandedText(value, { ...frame, guess: true, depth: frame.depth + 1, held: frame.held ?? span });
  }

  #run(effect: RunEffect, frame: Frame, step: Step, around: Surroundings | null): void {
    if (frame.depth >= MAX_NESTING) {
      step.report.findings.push(finding('EN019', effect.span));
      return;
    }
    const inner = this.#innerFrame(effect, frame, step);
    const { started } = effect;
    const parts = { assignments: [], redirections: [], span: effect.span };
    if (started.type === 'argv') this.#invocation({ argv: started.argv, ...parts }, inner, null);
    else if (started.type === 'program') this.#invocation({ argv: [started.program], ...parts }, inner, null);
    else if (started.type === 'text') this.#script(started.text, started.shell, inner, step, effect.span);
    else if (started.type === 'stdin') this.#script(started.text ?? pipedInto(around), started.shell, inner, step, effect.span);
    else this.#scriptFile(started.file, started.shell, inner, step, around);
  }

  /** `eval`, `source` and what only stands before a builtin run in the shell itself, everything else in a process of its own. */
  #innerFrame({ started, directory, span }: RunEffect, frame: Frame, step: Step): Frame {
    const name = step.name ?? '';
    const inShell = started.type === 'argv' ? TRANSPARENT.has(name) : SHELL_BUILTINS.has(name);
    const state = inShell ? inShellState(name, frame) : { ...forkState(frame.state), functions: NO_NAMES };
    if (directory !== null) changeFolder(state, this.#resolve(directory, state)?.path ?? null, true);
    return {
      ...frame,
      state,
      context: [...frame.context, `wrapper ${step.name ?? '?'}`],
      depth: frame.depth + 1,
      held: frame.held ?? span,
      calls: started.type !== 'argv' || CALLING.has(name),
    };
  }

  #resolve(word: Word, state: ShellState): ResolvedPath | null {
    return resolveWord(word, { cwd: foldersOf(state)?.[0] ?? null, home: this.#context.home, windows: this.#context.windows });
  }

  /** Text for a shell. Where part of it is not known the rest is looked at all the same. */
  #script(text: Word | null, shell: string, frame: Frame, step: Step, span: Span): void {
    const known = text === null ? null : substitute(text, frame.state, NO_OUTPUTS);
    if (known === null || known.value === null) step.report.findings.push(finding('EN020', span));
    const script = known === null ? null : (known.value ?? withUnknowns(known));
    if (script === null) return;
    const isGuess = frame.guess || known?.value === null;
    const state = isGuess && !frame.guess ? forkState(frame.state) : frame.state;
    this.#text(script, { ...frame, state, shell: shell === 'sh' ? 'sh' : shellOf(shell), guess: isGuess });
  }

  /** A script file: the rule for what runs it decides, if the file is the workspace's; `<(…)` gives its text. */
  #scriptFile(file: Word, shell: string, frame: Frame, step: Step, around: Surroundings | null): void {
    const [piece] = file.pieces;
    if (piece?.type === 'process') {
      const text = around?.feed.output(piece.scope) ?? null;
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
  #guess(view: Parts, frame: Frame, around: Surroundings | null, outputs: Outputs): void {
    if (frame.guess) return;
    const words = guessArgv(view.argv, frame.state, outputs);
    if (words === null) return;
    const inner = { ...frame, state: forkState(frame.state), context: [...frame.context, 'guess'], guess: true };
    const argv = words.map((text) => literalWord(text, view.span));
    this.#invocation({ argv, assignments: [], redirections: [], span: view.span }, inner, around);
  }

  #change(view: Parts, reading: ProgramReading, frame: Frame): void {
    const { state, certain } = frame;
    for (const effect of reading.effects) {
      if (effect.type !== 'directory') continue;
      const target = effect.path === null ? null : this.#resolve(effect.path, state);
      if (target === null || !this.#context.isInWorkspace(target.path)) this.#find('EN021', effect.span, frame, target?.path ?? '');
      changeFolder(state, target?.path ?? null, certain);
    }
    changeState(view, reading, state, certain && isUnderstood(reading.name ?? '', frame));
  }
}

/** Outside of functions `local` is an error, and not every shell has `declare`. */
function isUnderstood(name: string, { shell, context }: Frame): boolean {
  if (name === 'local') return context.includes('function');
  return shell === 'bash' || shell === 'bash3' || shell === 'zsh' || (name !== 'declare' && name !== 'typeset');
}

/** What runs the words behind it in the shell itself. */
const TRANSPARENT: ReadonlySet<string> = new Set(['command', 'builtin', 'noglob', 'nocorrect', 'time', '-']);
/** Of those, what leaves functions their names. */
const CALLING: ReadonlySet<string> = new Set(['noglob', 'nocorrect', 'time', 'eval']);

/** A trap runs at any time after, and what is not certain to run changes what is known all the same. */
function inShellState(name: string, { state, certain, shell }: Frame): ShellState {
  const isSure = certain && (shell === 'bash' || shell === 'bash3' || (name !== 'command' && name !== 'builtin'));
  if (name !== 'trap') return isSure ? state : branchState(state);
  const later = branchState(state);
  later.deferred = true;
  return later;
}

/** Arithmetic as a command, in the head of a loop, or by an operator of `[[`. */
function isArithmetic({ type }: Scope, source: string): boolean {
  if (type === 'for') return /^for\s*\(\(/.test(source);
  return type === 'arithmetic' || (type === 'test' && /\s-(?:eq|ne|lt|le|gt|ge)\s/.test(source));
}

/** What the substitutions of a text write, as far as it fixes that. */
function outputsOf(feed: Feed | undefined): Outputs {
  if (feed === undefined) return NO_OUTPUTS;
  return { text: (scope) => feed.output(scope)?.replace(/\n+$/, '') ?? null, isNumber: (scope) => feed.isNumber(scope) };
}

function pipedInto(around: Surroundings | null): Word | null {
  const text = around?.feed.piped(around.invocation) ?? null;
  return text === null || around === null ? null : literalWord(text, around.invocation.span);
}

/** A script with a variable in place of everything that is not known. */
function withUnknowns(word: Word): string {
  return word.pieces.map((piece) => (piece.type === 'literal' || piece.type === 'glob' ? piece.text : UNKNOWN_TEXT)).join('');
}

/** Values put in; of several assignments each knows those before it. */
function substituteAll({ argv, assignments, redirections, span }: Parts, state: ShellState, outputs: Outputs): Parts {
  return {
    argv: argv.map((word) => substitute(word, state, outputs)),
    assignments:
      assignments.length < 2
        ? assignments.map((each) => substituteIn(each, state, outputs))
        : inTurn(assignments, argv.length === 0, state, outputs),
    redirections: redirections.map((each) => ({ ...each, target: substitute(each.target, state, outputs) })),
    span,
  };
}

function substituteIn(assignment: Assignment, state: ShellState, outputs: Outputs): Assignment {
  return assignment.value === null ? assignment : { ...assignment, value: substitute(assignment.value, state, outputs) };
}

/** `x=1 y=$x`: in front of a command shells differ in what `$x` is. */
function inTurn(assignments: readonly Assignment[], lasts: boolean, state: ShellState, outputs: Outputs): Assignment[] {
  const own = forkState(state);
  return assignments.map((each) => {
    const known = substituteIn(each, own, outputs);
    if (lasts) changeBy(known, own, true);
    else assign(own, each.name, null, false);
    return known;
  });
}
