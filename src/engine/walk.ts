/**
 * Walks all invocations of a text in order, each with what is known of the shell's state there, and everything they start in turn.
 *
 * Every command that could run becomes one `Step`, nested ones too (`bash -c`, `sudo`, `find -exec`). LIMIT: MAX_NESTING levels,
 * MAX_INVOCATIONS altogether and MAX_WALKED_WORDS in them; what lies beyond is a finding. INVARIANT: a step is judged by the rules like
 * any other, whatever started it.
 */
import { type Code, MAX_INVOCATIONS, MAX_NESTING, MAX_WALKED_WORDS, MAX_WALKS, type Span } from '../base/index.ts';
import { type Effect, type ProgramReading, type RunEffect, redirectionEffects } from '../programs/index.ts';
import { type Analysis, analyse, hasFrontEnd, type Invocation, type Piece, type Scope, shellOf, type Word } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import { coverStep } from './coverage.ts';
import { bareReport, type EffectReport, EMPTY_REPORT, judgeEffect, newReport, note } from './effect-findings.ts';
import { runCompound, runExpressions } from './expression-walk.ts';
import { Feed } from './feed.ts';
import { type Finding, finding } from './finding.ts';
import { type FolderWalk, followFolder, isOurs } from './folder-walk.ts';
import { FunctionCalls } from './function-calls.ts';
import { guessParts } from './guess.ts';
import {
  changeFrame,
  frameAt,
  guessedText,
  guessFrame,
  inheritedInput,
  inheritedPipe,
  inheritedText,
  innerFrame,
  isUnderstood,
  processState,
  rootFrame,
  withArguments,
} from './inner-frame.ts';
import { noteLinks } from './made-link.ts';
import { matchInvocation } from './match.ts';
import { findNamedSecrets } from './named-secret.ts';
import { type ResolvedPath, resolveWord } from './path.ts';
import { isPlainText, unknownReading } from './plain-text.ts';
import { RealPaths } from './real-path.ts';
import { otherRepositoryOf } from './repository.ts';
import { liftingOrigin } from './sandbox-off.ts';
import type { ScriptFile } from './script-source.ts';
import { ScriptWalk, type SeenScript } from './script-walk.ts';
import { readOptions } from './shell-option.ts';
import { isTaken, readingOf, scriptPath } from './shell-reading.ts';
import {
  defineFunction,
  enterFolder,
  FOLDER,
  foldersOf,
  forkState,
  isSteady,
  noteUse,
  type ShellState,
  startState,
} from './shell-state.ts';
import { changeState, SHELL_BUILTINS } from './state-change.ts';
import { type Frame, type Parts, partsOf, type Step, type Surroundings, type WalkedText, wordsOf } from './step.ts';
import { NO_OUTPUTS, substitute, substituteAll, withUnknowns } from './substitution.ts';
import { contextOf, isInFunction, laterFunctions, loopAround, TextOrder } from './text-order.ts';
import { assignInteger, assignLoop, forgetAll, isLooped, knownValue, lastingValue } from './variables.ts';

const NO_NAMES: ReadonlySet<string> = new Set();
const NO_STEPS: readonly Step[] = [];
/** Those of a known word that could do anything. */
const NO_PIECES: readonly Piece[] = [];

export class Walk {
  readonly steps: Step[] = [];
  /** Findings about texts as a whole. */
  readonly findings: Finding[] = [];
  /** What redirections of compounds touch. */
  loose: EffectReport = EMPTY_REPORT;
  readonly #context: EngineContext;
  readonly #paths: RealPaths;
  readonly #scripts: ScriptWalk;
  readonly #unsteady = new Set<string>();
  /** Words of compounds: what loops go through, what comes in from outside. */
  #compoundWords: (readonly Word[])[] = [];
  /** Functions that use their arguments. */
  #calls = new FunctionCalls();
  /** Words of all invocations so far. */
  #wordCount = 0;
  /** Whether invocations were left out. */
  #isCut = false;
  /** Whether one of those is forbidden. */
  #isBanned = false;

  constructor(context: EngineContext) {
    this.#context = context;
    this.#paths = new RealPaths(context.files, context.places);
    this.#scripts = new ScriptWalk(context, this.#paths);
  }

  /** Files of the workspace that were looked into. */
  get scripts(): readonly SeenScript[] {
    return this.#scripts.seen;
  }

  /** Walks the text of a request, again where code that runs later has taken for known what changes behind it. LIMIT: MAX_WALKS. */
  text(text: string): void {
    for (let walks = 1; ; walks++) {
      const before = this.#unsteady.size + this.#paths.changes;
      const frame = this.#start();
      if (walks === MAX_WALKS) {
        this.#unsteady.add(FOLDER);
        frame.state.forgets = true;
      }
      this.#text(text, frame);
      if (this.#unsteady.size + this.#paths.changes === before || walks === MAX_WALKS) break;
      this.#restart();
    }
    this.#scripts.findRewritten(this.steps, this.loose);
    for (const each of findNamedSecrets(this.steps, this.loose, this.#compoundWords, this.#context)) this.findings.push(each);
  }

  /** Walks one argv that no shell reads. */
  argv(argv: readonly Word[]): void {
    this.#invocation(partsOf(argv, [], { start: 0, end: 0 }), changeFrame(this.#start(), { calls: false }), null);
  }

  #start(): Frame {
    const { shell, cwd, variables } = this.#context;
    const state = startState(cwd, variables, { used: null, unsteady: this.#unsteady, outer: null, deferred: false });
    return rootFrame(shell, state);
  }

  #restart(): void {
    this.steps.length = 0;
    this.findings.length = 0;
    this.#wordCount = 0;
    this.#isCut = false;
    this.#isBanned = false;
    this.loose = EMPTY_REPORT;
    this.#calls = new FunctionCalls();
    this.#compoundWords = [];
  }

  /** `fed`: what it reads from its standard input, where that is known. */
  #text(text: string, frame: Frame, fed: string | null = null): void {
    const analysis = analyse(this.#context.core, text, frame.shell);
    this.#paths.noteRedirections(analysis);
    if (analysis.refused) this.#find(analysis.refused.code, analysis.refused.span, frame);
    for (const { code, span } of analysis.cautions) this.#find(code, span, frame);
    if (frame.shell === 'cmd' && !this.#context.windows) this.#find('SH052', { start: 0, end: text.length }, frame);
    if (this.#hasRoom(analysis) && !hasFrontEnd(frame.shell) && isPlainText(analysis, frame.state, this.#context))
      this.#plain(analysis, frame);
    else this.#parts(text, analysis, frame, fed);
  }

  /** Commands that touch nothing but files they name: each is asked for by itself. */
  #plain({ invocations, scopes }: Analysis, frame: Frame): void {
    for (const invocation of invocations) {
      const context = contextOf(invocation, scopes, frame.context);
      const own = context === frame.context ? frame : changeFrame(frame, { context });
      const reading = unknownReading(invocation);
      const step = this.#step(invocation, reading, own, null);
      this.steps.push(step);
      this.#judge(reading, step, own);
      this.#words(step, invocation, own);
      coverStep(step, reading, NO_STEPS, own);
      // Without a ban that an unknown word could complete, no guess forbids.
      if (step.matches.completable === 'forbidden' && step.matches.decision !== 'forbidden') this.#guess(invocation, own, null, NO_OUTPUTS);
      this.#hold(step, frame);
    }
  }

  /** Whether all commands of a text, and a guess for each, are within the bound. */
  #hasRoom({ invocations }: Analysis): boolean {
    return this.steps.length + 2 * invocations.length < MAX_INVOCATIONS;
  }

  #parts(text: string, analysis: Analysis, frame: Frame, fed: string | null): void {
    const walked = { text, analysis, feed: new Feed(analysis, frame.shell, fed), frame };
    const order = new TextOrder(text, analysis, frame.state, frame.shell, (scope, outer, inner) =>
      this.#scope(scope, outer, inner, walked),
    );
    this.#context.last.order = order;
    const later = laterFunctions(analysis);
    for (const invocation of analysis.invocations) {
      const state = order.enter(invocation);
      const inner = frameAt(invocation, state, analysis.scopes, frame, order.joint);
      const isLater = later.length > 0 && isInFunction(invocation.scope, analysis.scopes);
      const at = invocation.span.start;
      const functions = isLater ? new Set(later.flatMap(({ name, from, to }) => (from <= at && at < to ? name : []))) : NO_NAMES;
      walked.feed.standAt(state, this.#context);
      if (!frame.guess) for (const { code, span, about } of runExpressions(invocation, state, walked)) this.#find(code, span, frame, about);
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

  #find(code: Code, span: Span, frame: Frame, about = ''): void {
    if (!frame.guess) this.findings.push(finding(code, frame.held ?? span, about));
  }

  /** A compound or substitution begins. */
  #scope(scope: Scope, outer: ShellState, inner: ShellState, walked: WalkedText): void {
    const { frame, text } = walked;
    if (scope.redirections.length > 0) this.#redirections(scope, outer, frame);
    if (scope.type === 'function') this.#function(scope, outer, walked);
    else if (scope.type === 'for' || scope.type === 'select') this.#loop(scope, inner, walked.feed);
    else if (scope.type === 'coproc') assignInteger(outer, scope.name);
    if (frame.guess) return;
    const source = text.slice(scope.span.start, scope.span.end);
    for (const { code, span, about } of runCompound(scope, source, outer, walked)) {
      this.#find(code, span, frame, about);
      // What quotes hide from the shell's first look, the test looks at once more.
      if (code === 'EN020' && scope.type === 'test') this.#expandedText(source.replaceAll("'", ''), guessedText(frame, span));
    }
  }

  /** Redirections behind a compound. */
  #redirections(scope: Scope, state: ShellState, frame: Frame): void {
    const known = scope.redirections.map((each) => ({ ...each, target: substitute(each.target, state, NO_OUTPUTS) }));
    this.#compoundWords.push(known.map(({ target }) => target));
    if (this.loose === EMPTY_REPORT) this.loose = newReport();
    const judged = { context: this.#context, state, paths: this.#paths, allows: [], report: newReport() };
    for (const effect of redirectionEffects(known)) judgeEffect(effect, judged);
    if (judged.report.openReads.length > 0) this.loose.openReads.push(frame.held ?? scope.span);
    for (const key of ['writes', 'contents', 'deletes', 'reads', 'hosts', 'kinds'] as const)
      for (const each of judged.report[key]) note(this.loose[key], each);
    for (const { code, span, message } of judged.report.findings) this.findings.push({ ...finding(code, frame.held ?? span), message });
  }

  /** A function that takes the name of a program: its body is judged where it stands, but later words mean something else. */
  #function(scope: Scope, outer: ShellState, { text, analysis, frame }: WalkedText): void {
    const { name, span, parent, position } = scope;
    this.#calls.define(scope, text, analysis);
    defineFunction(outer, name, parent === 0 && !position.conditional && frame.certain);
    if (isTaken(name, frame.shell, this.#context.table)) this.#find('EN017', span, frame, name);
  }

  /** The variable of a loop over one word, or one pattern, is that; over numbers, a number. */
  #loop({ name, words }: Scope, inner: ShellState, feed: Feed): void {
    if (name === '') return;
    this.#compoundWords.push(words);
    if (inner.attributes.has(name)) return forgetAll(inner);
    assignLoop(
      inner,
      name,
      words.map((word) => substitute(word, inner, feed.outputs)),
    );
  }

  /** `x='a[$(cmd)]'`: arithmetic on the variable would run what its value holds. */
  #runningValues({ argv, assignments }: Invocation, frame: Frame): void {
    for (const word of [...argv, ...assignments.flatMap(({ value, elements }) => value ?? elements ?? [])])
      if (word.value !== null && /[$`]/.test(word.value)) this.#expandedText(word.value, guessedText(frame, word.span));
  }

  /** A text whose expansions a shell would run. */
  #expandedText(text: string, frame: Frame): void {
    if (frame.depth <= MAX_NESTING) this.#text(`: "${text.replaceAll('"', '\\"')}"`, changeFrame(frame, { state: forkState(frame.state) }));
  }

  /** What is left out allows nothing, but it can still be forbidden: the first ban is enough. */
  #beyond(given: Parts, frame: Frame, around: Surroundings | null): void {
    if (!this.#isCut) this.findings.push(finding('EN019', frame.held ?? given.span));
    this.#isCut = true;
    if (this.#isBanned) return;
    const step = this.#step(given, readingOf(given, frame.shell, this.#context, null), frame, around);
    this.#isBanned = step.matches.decision === 'forbidden';
    if (this.#isBanned) this.steps.push(step);
  }

  #invocation(given: Parts, frame: Frame, around: Surroundings | null): void {
    this.#wordCount += given.argv.length;
    if (this.steps.length >= MAX_INVOCATIONS || this.#wordCount > MAX_WALKED_WORDS) return this.#beyond(given, frame, around);
    const outputs = around?.feed.outputs ?? NO_OUTPUTS;
    const view = substituteAll(given, frame.state, outputs);
    const reading = readingOf(view, frame.shell, this.#context, around);
    const step = this.#step(view, reading, frame, around);
    this.steps.push(step);
    const { matches } = step;
    this.#judge(reading, step, frame);
    for (const { span, text } of readOptions(view.argv, reading.name)) step.report.findings.push(finding('EN033', span, text));
    this.#words(step, view, frame);
    const from = this.steps.length;
    for (const effect of reading.effects) if (effect.type === 'run') this.#run(effect, frame, step, around);
    this.#bodies(reading.effects, frame, step);
    this.#files(view, reading, frame, step);
    coverStep(step, reading, this.steps.slice(from), frame);
    if (matches.decision !== 'forbidden') this.#guess(view, frame, around, outputs);
    this.#called(view, frame);
    if (!frame.guess) this.#change(view, reading, frame);
    this.#hold(step, frame);
  }

  #judge({ effects }: ProgramReading, { matches, report }: Step, { state }: Frame): void {
    if (effects.length === 0) return;
    const judged = { context: this.#context, state, paths: this.#paths, allows: matches.allows, report };
    for (const effect of effects) judgeEffect(effect, judged);
  }

  /** Findings inside a word stand at that word. */
  #hold({ report: { findings } }: Step, { held }: Frame): void {
    if (held !== null) for (const [i, each] of findings.entries()) findings[i] = { ...each, span: held };
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
      report: reading.effects.length === 0 ? bareReport() : newReport(),
      local: frame.calls && this.#isFunction(view.argv[0]?.value ?? '', frame.state, around),
      guess: frame.guess,
      likely: frame.likely,
      covered: false,
      sandbox: 'kept',
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
    for (const { value, pieces } of wordsOf(view))
      for (const piece of value === null ? pieces : NO_PIECES)
        if (piece.type === 'parameter' && piece.operator.endsWith('@P')) this.#promptExpansion(piece.name, piece.span, step, frame);
  }

  /** `${x@P}` runs the substitutions in a value, as a prompt would. */
  #promptExpansion(name: string, span: Span, step: Step, frame: Frame): void {
    step.report.findings.push(finding('EN020', span));
    const value = knownValue(frame.state, name);
    if (value !== null) this.#expandedText(value, guessedText(frame, span));
  }

  #run(effect: RunEffect, frame: Frame, step: Step, around: Surroundings | null): void {
    if (frame.depth >= MAX_NESTING) {
      step.report.findings.push(finding('EN019', effect.span));
      return;
    }
    const inner = innerFrame(effect, frame, step);
    const { started, directory } = effect;
    if (directory !== null) enterFolder(inner.state, this.#resolve(directory, inner.state)?.path ?? null);
    if (started.type === 'argv')
      this.#invocation(partsOf(started.argv, inheritedInput(step), effect.span), inner, inheritedPipe(step, around));
    else if (started.type === 'program') this.#invocation(partsOf([started.program], [], effect.span), inner, null);
    else if (started.type === 'text')
      this.#script(started.text, started.shell, withArguments(started.args, inner), step, effect.span, inheritedText(step, around));
    else if (started.type === 'stdin')
      this.#script(started.text ?? around?.feed.pipedWord(around.invocation) ?? null, started.shell, inner, step, effect.span);
    else this.#scriptFile(started.file, started.shell, inner, step, around);
  }

  #resolve(word: Word, state: ShellState): ResolvedPath | null {
    return resolveWord(word, { cwd: foldersOf(state)?.[0] ?? null, home: this.#context.home, windows: this.#context.windows });
  }

  /** Text for a shell. Where part of it is not known the rest is looked at all the same. */
  #script(text: Word | null, shell: string, frame: Frame, step: Step, span: Span, fed: string | null = null): void {
    const known = text === null ? null : substitute(text, frame.state, NO_OUTPUTS);
    if (known === null || known.value === null) step.report.findings.push(finding('EN020', span));
    const script = known === null ? null : (known.value ?? withUnknowns(known, shell));
    if (script === null) return;
    const isGuess = frame.guess || known?.value === null;
    const state = isGuess && !frame.guess ? forkState(frame.state) : frame.state;
    const inner = {
      state,
      shell: shell === 'sh' ? 'sh' : shellOf(shell),
      guess: isGuess,
      likely: frame.likely && known?.value !== null,
    } as const;
    this.#text(script, changeFrame(frame, inner), fed);
  }

  /** A script file: the rule for what runs it decides, if the file is the workspace's; `<(…)` gives its text. */
  #scriptFile(file: Word, shell: string, frame: Frame, step: Step, around: Surroundings | null): void {
    const [piece] = file.pieces;
    if (piece?.type === 'process') {
      return this.#script(around?.feed.outputWord(piece.scope, file.span) ?? null, shell, frame, step, file.span);
    }
    const path = this.#resolve(file, frame.state);
    if (path !== null) note(step.report.reads, path.path);
    if (path === null || !isOurs(path, this.#context, this.#paths))
      step.report.findings.push(finding('EN011', file.span, path?.path ?? ''));
    else for (const each of this.#scripts.script(file, shell, frame.state, step)) this.#follow(each, frame, step, file.span);
  }

  /** Scripts of the workspace that are run by their path, or by the name of a task; the repository that git takes. */
  #files({ argv: [program] }: Parts, reading: ProgramReading, frame: Frame, step: Step): void {
    if (frame.guess) return;
    const { state } = frame;
    const path = scriptPath(program, frame.shell);
    const inPath = path === null ? [] : this.#scripts.script(path, null, state, step);
    const named = this.#scripts.files(reading, state, step);
    if (inPath.length > 0 || named.length > 0) {
      const inner = changeFrame(frame, { depth: frame.depth + 1, held: frame.held ?? step.span });
      for (const each of inPath) this.#follow(each, inner, step, program?.span ?? step.span);
      for (const each of named) this.#follow(each, inner, step, step.span);
    }
    const other = otherRepositoryOf(reading, state, this.#context, this.#paths);
    if (other !== null) step.report.findings.push(finding('EN032', step.span, other));
  }

  /** Walks the scripts of a file. */
  #follow({ path, content, scripts }: ScriptFile, frame: Frame, step: Step, span: Span): void {
    if (content === null) step.report.findings.push(finding('EN031', span, path));
    const inherits = frame.inherits || step.matches.allows.length > 0;
    const liftedBy = liftingOrigin(step) ?? frame.liftedBy;
    for (const { text, shell, folder, name } of scripts) {
      if (frame.depth >= MAX_NESTING || !this.#scripts.mayFollow()) {
        step.report.findings.push(finding('EN019', span, name));
        return;
      }
      const isSourced = SHELL_BUILTINS.has(step.name ?? '');
      const state = isSourced ? frame.state : processState(frame.state);
      if (folder !== null) enterFolder(state, folder);
      const context = [...frame.context, `script ${name}`];
      this.#text(text, changeFrame(frame, { state, shell: shellOf(shell), context, calls: true, inherits, liftedBy }));
    }
  }

  /** The bodies of aliases: what the name would run from now on. */
  #bodies(effects: readonly Effect[], frame: Frame, step: Step): void {
    for (const effect of effects) {
      if (effect.type !== 'shadow' || effect.body === null || effect.how !== 'alias') continue;
      const inner = changeFrame(frame, {
        state: forkState(frame.state),
        context: [...frame.context, 'alias'],
        depth: frame.depth + 1,
        held: frame.held ?? effect.span,
      });
      if (frame.depth < MAX_NESTING) this.#script(effect.body, frame.shell, inner, step, effect.span);
    }
  }

  /** What unknown words would make of it if they were empty or their defaults: only bans follow. */
  #guess(view: Parts, frame: Frame, around: Surroundings | null, outputs: Feed['outputs']): void {
    const guess = guessParts(view, frame.state, outputs);
    if (guess === null) return;
    const likely = guess.isLikely && (!frame.guess || frame.likely);
    this.#invocation(guess, guessFrame(frame, likely), around);
  }

  /** `f() { cat "$1"; }; f .env`: a guess, as not every command of a body runs. */
  #called(view: Parts, frame: Frame): void {
    const isSaid = !frame.guess || frame.likely;
    const call = frame.depth < MAX_NESTING ? this.#calls.follow(view, isSaid) : null;
    if (call === null) return;
    const inner = guessFrame(frame, isSaid);
    inner.state.positional = call.args;
    this.#text(call.body, changeFrame(inner, { held: frame.held ?? view.span }));
  }

  #folders(frame: Frame): FolderWalk {
    return {
      context: this.#context,
      paths: this.#paths,
      find: (code, span, about) => this.#find(code, span, frame, about),
      hasDeleted: () => this.steps.some(({ report }) => report.deletes.length > 0),
    };
  }

  #change(view: Parts, reading: ProgramReading, frame: Frame): void {
    const { state, certain } = frame;
    for (const effect of reading.effects) if (effect.type === 'directory') followFolder(effect, view, frame, this.#folders(frame));
    noteLinks(view, reading, state, this.#context, this.#paths);
    // No command of PowerShell is a builtin of the other shells.
    const known = frame.shell === 'pwsh' ? { ...reading, name: null } : reading;
    changeState(view, known, state, certain && isUnderstood(reading.name ?? '', frame));
  }
}
