/**
 * The whole answer to a command request: walk, judge, combine.
 * INVARIANT: explanation is kept, never recomputed; the decision is the strictest of all that is listed in the answer.
 */
import { CODES, type Decision, type Diagnostic } from '../base/index.ts';
import { literalWord } from '../programs/index.ts';
import type { Word } from '../shell/index.ts';
import { type Asked, type Floor, floorOf } from './codex-floor.ts';
import type { EngineContext } from './context.ts';
import { type EffectReport, note } from './effect-findings.ts';
import type { Evaluation, InvocationEvaluation, SandboxView } from './evaluation.ts';
import { type Finding, finding } from './finding.ts';
import { type Cause, findingCause, isExpectedFailure, type Judgement, judgementOf, judgeStep, stricterCause } from './ladder.ts';
import { liftedBy, liftedView } from './sandbox-off.ts';
import type { Step } from './step.ts';
import { Walk } from './walk.ts';

/** What the answer says about the policy it was made by. */
export interface PolicyView {
  readonly identity: Evaluation['policy'];
  readonly diagnostics: readonly Diagnostic[];
  readonly sandbox: SandboxView;
}

export function evaluateCommand(request: Asked, context: EngineContext, policy: PolicyView): Evaluation {
  const walk = walkOf(request, context);
  const evaluation = new CommandEvaluation(walk, context, policy, judgeWalk(walk, request, context));
  context.last.evaluation = evaluation;
  return evaluation;
}

/** The decision of that answer; the rest of it is not made. */
export function decideCommand(request: Asked, context: EngineContext): Decision {
  return judgeWalk(walkOf(request, context), request, context).decision;
}

function walkOf({ command, argv }: Asked, context: EngineContext): Walk {
  const walk = new Walk(context);
  context.last.walk = walk;
  if (command !== null) walk.text(command);
  else walk.argv((argv ?? []).map((text) => literalWord(text, NOWHERE)));
  return walk;
}

function judgeWalk(walk: Walk, request: Asked, context: EngineContext): JudgedWalk {
  const { settings } = context;
  let strictest: Cause | null = null;
  let bySandbox = false;
  for (const each of walk.findings) strictest = stricterCause(strictest, findingCause(each, settings));
  const judgements = walk.steps.map((step) => judgeStep(step, settings));
  for (const judgement of judgements) {
    strictest = stricterCause(strictest, judgement.cause);
    bySandbox ||= judgement.bySandbox;
  }
  const isClear = walk.findings.length === 0;
  const floor = floorOf(request, context, { decision: judgementOf(strictest, false).decision, isClear });
  if (floor !== null) {
    const found = floorFinding(floor);
    walk.findings.push(found);
    strictest = stricterCause(strictest, { decision: floor.decision, code: found.code, text: found.message });
  }
  const { decision, cause } = judgementOf(strictest, false);
  const reason =
    cause?.text ?? (bySandbox ? 'no rule, but the enforced sandbox contains it' : 'every command is allowed by a rule or has no effect');
  return { text: request.command ?? '', decision, reason, bySandbox, judgements, isHuman: floor?.match.rule.approvalKind === 'human' };
}

function floorFinding({ decision, match: { rule, matchedPrefix } }: Floor): Finding {
  const why = rule.justification ?? `a rule ${rule.decision === 'forbidden' ? 'forbids' : 'asks about'} \`${matchedPrefix.join(' ')}\``;
  return { ...finding('EN035', NOWHERE), decision, message: `${why} (${rule.origin.source}:${rule.origin.line}): ${CODES.EN035}` };
}

const NOWHERE = { start: 0, end: 0 };

interface JudgedWalk {
  readonly text: string;
  readonly decision: Decision;
  readonly reason: string;
  readonly bySandbox: boolean;
  /** Of every step. */
  readonly judgements: readonly Judgement[];
  /** A rule that does not match by itself wants a person. */
  readonly isHuman: boolean;
}

/** A class for the sake of the approval key: most callers never look at it, and a digest costs more than all the rest. */
class CommandEvaluation implements Evaluation {
  readonly decision: Decision;
  declare readonly basis?: 'rules' | 'sandbox';
  readonly reason: string;
  declare readonly approvalKind?: 'user' | 'human';
  readonly invocations: readonly InvocationEvaluation[];
  readonly findings: readonly Finding[];
  readonly programs: readonly string[];
  readonly writes: readonly string[];
  readonly deletes: readonly string[];
  readonly reads: readonly string[];
  readonly hosts: readonly string[];
  readonly scripts: Evaluation['scripts'];
  readonly expectedFailures: readonly Finding[];
  readonly sandbox: SandboxView;
  readonly policy: Evaluation['policy'];
  readonly diagnostics: readonly Diagnostic[];
  readonly #steps: readonly Step[];
  readonly #walk: Walk;
  readonly #text: string;
  readonly #context: EngineContext;

  constructor(walk: Walk, context: EngineContext, policy: PolicyView, judged: JudgedWalk) {
    const { text, decision, reason, bySandbox, judgements, isHuman } = judged;
    const steps = walk.steps.some(({ guess }) => guess) ? walk.steps.filter(({ guess }) => !guess) : walk.steps;
    this.#steps = steps;
    this.#walk = walk;
    this.#text = text;
    this.#context = context;
    this.decision = decision;
    if (decision === 'allow') this.basis = bySandbox ? 'sandbox' : 'rules';
    this.reason = reason;
    if (decision === 'prompt') this.approvalKind = isHuman || steps.some((step) => step.matches.human) ? 'human' : 'user';
    this.invocations = invocationsOf(walk.steps, judgements, context);
    this.findings = walk.findings;
    const { programs, writes, deletes, reads, hosts } = allFacts(walk, context);
    this.programs = programs;
    this.writes = writes;
    this.deletes = deletes;
    this.reads = reads;
    this.hosts = hosts;
    this.scripts = walk.scripts;
    this.expectedFailures = expectedFailuresOf(walk.findings, steps, context);
    this.sandbox = this.#lifted(walk) ?? policy.sandbox;
    this.policy = policy.identity;
    this.diagnostics = policy.diagnostics;
  }

  /** The view where a rule takes the command out of the sandbox. */
  #lifted({ steps, findings }: Walk): SandboxView | null {
    const rule = this.basis === 'rules' && this.#context.settings.mayLift ? liftedBy(steps, findings) : null;
    return rule === null ? null : liftedView(rule, this.#context);
  }

  get approvalKey(): string {
    // The text, where the commands alone do not say all of it.
    const text = isPlain(this.#steps, this.#walk) ? '' : this.#text;
    return approvalKey(this.#steps, [text, ...this.scripts.map(({ digest }) => digest)], this.#context, this.policy);
  }

  /** The plain object of the wire. */
  toJSON(): Evaluation {
    return { ...this, approvalKey: this.approvalKey };
  }
}

function expectedFailuresOf(whole: readonly Finding[], steps: readonly Step[], { settings }: EngineContext): readonly Finding[] {
  if (settings.enforcement === 'none') return NOTHING;
  return [...whole, ...steps.flatMap((step) => step.report.findings)].filter((each) => isExpectedFailure(each, settings));
}

/** A guess is shown only where it decides. */
function invocationsOf(steps: readonly Step[], judgements: readonly Judgement[], context: EngineContext): InvocationEvaluation[] {
  const isShown = (step: Step, i: number): boolean => !step.guess || judgements[i]?.decision !== 'allow';
  if (steps.every(isShown)) return steps.map((step, i) => invocationOf(step, judgements[i] as Judgement, context));
  return steps.flatMap((step, i) => (isShown(step, i) ? invocationOf(step, judgements[i] as Judgement, context) : []));
}

/** Shared by all answers. */
const NOTHING: readonly never[] = Object.freeze([]);

function invocationOf(step: Step, { decision }: Judgement, context: EngineContext): InvocationEvaluation {
  const { report } = step;
  return {
    argv: step.argv.map((word) => word.value),
    program: step.name,
    assignments:
      step.assignments.length === 0 ? NOTHING : step.assignments.map(({ name, value }) => ({ name, value: value?.value ?? null })),
    redirections:
      step.redirections.length === 0
        ? NOTHING
        : step.redirections.map(({ operator, fd, target }) => ({ operator, fd, target: target.value })),
    context: step.context,
    span: step.span,
    decision,
    covered: step.covered,
    matches: step.matches.matches,
    findings: report.findings,
    effects: report.kinds,
    programs: step.name === null ? NOTHING : [step.name],
    writes: shownPaths(report.writes, context),
    deletes: shownPaths(report.deletes, context),
    reads: shownPaths(report.reads, context),
    hosts: report.hosts,
  };
}

/** For cmd.exe paths are as people write them there. */
function shownPaths(paths: readonly string[], { shell }: EngineContext): readonly string[] {
  return shell === 'cmd' ? paths.map((path) => (/^(?:[A-Za-z]:|\/\/)/.test(path) ? path.replaceAll('/', '\\') : path)) : paths;
}

/** Sets over all invocations; what is deleted counts as written too, as people who look at paths expect. */
function allFacts({ steps, loose }: Walk, context: EngineContext): Pick<Evaluation, 'programs' | 'writes' | 'deletes' | 'reads' | 'hosts'> {
  const programs: string[] = [];
  for (const { local, name } of steps) if (!local && name !== null) note(programs, name);
  const deletes = union(loose.deletes, steps, (report) => report.deletes);
  const written = union(loose.writes, steps, (report) => report.writes);
  return {
    programs,
    writes: shownPaths(deletes.length === 0 ? written : noteAll(written.slice(), deletes), context),
    deletes: shownPaths(deletes, context),
    reads: shownPaths(
      union(loose.reads, steps, (report) => report.reads),
      context,
    ),
    hosts: union(loose.hosts, steps, (report) => report.hosts),
  };
}

/** What compounds hold and what all commands hold as one list. Where only one of them holds anything it is that list. */
function union(loose: readonly string[], steps: readonly Step[], of: (report: EffectReport) => readonly string[]): readonly string[] {
  let only = loose;
  let all: string[] | null = null;
  for (const { report } of steps) {
    const more = of(report);
    if (more.length === 0) continue;
    if (all !== null) noteAll(all, more);
    else if (only.length === 0) only = more;
    else all = noteAll(only.slice(), more);
  }
  return all ?? only;
}

function noteAll(list: string[], items: readonly string[]): string[] {
  for (const each of items) note(list, each);
  return list;
}

/** Whether the commands are known to the last word, and nothing stands around them. */
function isPlain(steps: readonly Step[], { loose }: Walk): boolean {
  if (loose.kinds.length > 0) return false;
  return steps.every(
    ({ argv, assignments, redirections }) =>
      argv.every(isKnown) &&
      assignments.every(({ value }) => value !== null && isKnown(value)) &&
      redirections.every(({ target }) => isKnown(target)),
  );
}

function isKnown({ value }: Word): boolean {
  return value !== null;
}

/**
 * The same for the same commands in the same folder under the same policy, however they were spelled. `more`: what else there is to agree to,
 * such as the digests of scripts.
 */
function approvalKey(
  steps: readonly Step[],
  more: readonly string[],
  { cwd, shell, platform, digest }: EngineContext,
  { fingerprint }: Evaluation['policy'],
): string {
  const commands = steps.map((step) => [
    step.argv.map((word) => word.value),
    step.assignments.map(({ name, append, value }) => [name, append, value?.value ?? null]),
    step.redirections.map(({ operator, fd, target }) => [operator, fd, target.value]),
    step.context,
  ]);
  return digest(JSON.stringify([commands, more, cwd, shell, platform, fingerprint]));
}

/** The answer where nothing can be judged: a broken policy, a faulty request, a failure of ours. */
export function refuseAll(why: Finding, policy: PolicyView): Evaluation {
  return {
    decision: 'forbidden',
    reason: why.message,
    invocations: [],
    findings: [why],
    programs: [],
    writes: [],
    deletes: [],
    reads: [],
    hosts: [],
    scripts: [],
    expectedFailures: [],
    sandbox: policy.sandbox,
    approvalKey: '',
    policy: policy.identity,
    diagnostics: policy.diagnostics,
  };
}
