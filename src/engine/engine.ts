/**
 * The engine: one immutable policy, compiled into a core of its own, and the questions it answers.
 *
 * INVARIANT: `decide(text)` is `evaluate({ command: text }).decision`; no text makes it throw: a bug of ours is a forbidden answer.
 */

import { CORE_DIGEST } from '../../wasm/core-binary.ts';
import { HEAD_FEATURES, PROGRAMS } from '../../wasm/layout.ts';
import { MAX_TEXT } from '../../wasm/limits.ts';
import { type Decision, type Diagnostic, digestText, hasErrors, VERSION } from '../base/index.ts';
import { compileMcpPolicy, type McpPolicy } from '../mcp/index.ts';
import { decideNetwork, evaluateNetwork, type NetworkContext, nameTablesIn, type Target } from '../network/index.ts';
import { RuleTable, randomSeed } from '../rules/index.ts';
import type { Sandbox } from '../sandbox/index.ts';
import {
  type Analysis,
  analyse,
  type Build,
  type Core,
  createCore,
  hasFrontEnd,
  refusedFeatures,
  type Shell,
  writeText,
} from '../shell/index.ts';
import {
  type AskedConnection,
  type AskedSandbox,
  type AskedSession,
  type AskedToolCall,
  readConnection,
  readSandboxRequest,
  readToolCall,
} from './asked-request.ts';
import { hasFloor } from './codex-floor.ts';
import {
  type AnswerHead,
  type AnswerPolicy,
  brokenPolicy,
  type ConnectionEvaluation,
  evaluateConnection,
  headOf,
  type RequestFinding,
  refuseConnection,
} from './connection.ts';
import type { EngineContext, LastMade } from './context.ts';
import { inRoots } from './context.ts';
import { Decider, RESERVED_TEXT } from './decider.ts';
import { decideCommand, evaluateCommand, type PolicyView, refuseAll } from './evaluate.ts';
import type { Evaluation, Explanation, SandboxView } from './evaluation.ts';
import { decideFast, type FastTable, fastTable } from './fast-path.ts';
import { evaluateFile, type FileEvaluation, type FileRequest, readFileRequest, refuseFile } from './file-request.ts';
import type { FileView } from './file-view.ts';
import { finding } from './finding.ts';
import { MARKED_PROGRAMS } from './marked-programs.ts';
import { isWithin, type ResolvedPath } from './path.ts';
import { matchPath } from './path-glob.ts';
import { couldLieIn } from './place.ts';
import type { Policy } from './policy.ts';
import { type CommandRequest, isFault, PLAIN_DEFAULTS, type ReadRequest, type RequestDefaults, readRequest } from './request.ts';
import { type Session, Sessions } from './session.ts';
import { startVariables } from './shell-state.ts';
import { evaluateToolCall, refuseToolCall, type ToolCallEvaluation } from './tool-call.ts';
import { foldedRoots, isInstalled, isSameProgram } from './windows-program.ts';

export interface EngineOptions {
  /** Which build of the core runs. */
  readonly build?: Build;
  /** What requests that do not say so start from. */
  readonly defaults?: Partial<RequestDefaults>;
  /** ISO date: rules that expired before it no longer allow. Default: today. */
  readonly today?: string;
  /** Starts the hash of the trie; random by default. */
  readonly seed?: number;
  /** What `save` gave for the same policy and defaults; anything else is not used, see `compiledFault`. */
  readonly compiled?: Uint8Array;
  /** Folders of the caller that decide about answers as policy does: protected like those of the policy. */
  readonly protectedPaths?: readonly string[];
  /** What `digestText` gives, where the platform is faster at it. */
  readonly digest?: (text: string) => string;
  /** The file system that commands would run on; without it links are not followed and scripts not looked into. */
  readonly files?: FileView;
}

const NO_SPAN = { start: 0, end: 0 };

export class Engine {
  readonly policy: Policy;
  readonly #protectedPaths: readonly string[];
  readonly #files: FileView | null;
  readonly #digest: (text: string) => string;
  readonly #core: Core;
  readonly #today: string;
  readonly #table: RuleTable;
  readonly #tables = new Map<boolean, RuleTable>();
  readonly #sessions: Sessions;
  /** Null where it does not compile: then every server is refused. */
  readonly #mcp: McpPolicy | null;
  readonly #defaults: RequestDefaults;
  readonly #diagnostics: readonly Diagnostic[];
  /** Of the texts that `decide` asks the core about; -1 where it cannot ask. One number, so that V8 has room to inline what makes no garbage then. */
  readonly #fastLength: number;
  /** The settings of `decide`: those of a request that says nothing. Null until the core is asked to decide. */
  #fast: FastTable | null = null;
  /** The core's memory, renewed when the memory grows; empty until the core is asked to decide. */
  #words: Int32Array = new Int32Array(0);
  #input = 0;
  readonly #views = new WeakMap<Session, PolicyView>();
  readonly #last: LastMade = { walk: null, order: null, evaluation: null };
  #lastContext: { readonly session: Session; readonly context: EngineContext } | null = null;

  constructor(
    policy: Policy,
    {
      build,
      defaults = {},
      today = new Date().toISOString().slice(0, 10),
      seed = randomSeed(),
      digest = digestText,
      files,
      compiled,
      protectedPaths = [],
    }: EngineOptions = {},
  ) {
    this.policy = policy;
    this.#protectedPaths = [...policy.policyPaths, ...protectedPaths];
    this.#files = files ?? null;
    this.#digest = digest;
    this.#core = createCore(build);
    this.#defaults = { ...PLAIN_DEFAULTS, ...defaults };
    const isFast = this.#files === null && policy.restriction === 'none' && !hasFrontEnd(this.#defaults.shell);
    this.#fastLength = isFast ? FAST_TEXT : -1;
    this.#today = today;
    this.#table = new RuleTable(this.#core, policy.rules.prefixRules, {
      platform: this.#defaults.platform === 'win32' ? 'windows' : 'posix',
      folds: this.#defaults.platform !== 'linux',
      today,
      seed,
      ...(compiled === undefined ? {} : { compiled: { bytes: compiled, binding: this.#binding } }),
    });
    // Tables of hosts stand in a core of their own: they may come later, and texts have a fixed place in this one.
    let tables: ReturnType<typeof nameTablesIn> | null = null;
    this.#sessions = new Sessions(policy, this.#defaults.tmpdir, () => {
      tables ??= nameTablesIn(createCore(build), seed);
      return tables;
    });
    const mcp = compileMcpPolicy(policy.mcp);
    this.#mcp = mcp.value;
    this.#diagnostics = [...policy.diagnostics, ...mcp.diagnostics];
  }

  #fastTable({ shell }: ReadRequest, { settings }: Session): FastTable {
    const { deniedReads, network, environment } = this.policy;
    return fastTable(settings, deniedReads.length > 0 || network !== null || environment !== null, refusedFeatures(shell));
  }

  /** Decides texts under everything a request says beside its command; null where each text needs `evaluate`. */
  decider(request: CommandRequest): Decider | null {
    const read = readRequest({ ...request, command: '' }, this.#defaults);
    const isOther = isFault(read) || (read.platform === 'linux') !== (this.#defaults.platform === 'linux');
    if (isOther || this.policy.restriction !== 'none' || hasFrontEnd(read.shell)) return null;
    if (read.enforcement === 'sandbox' && hasFloor(this.#table, read.platform === 'win32')) return null;
    const session = this.#sessions.open(read);
    const table = this.#fastTable(read, session);
    this.#mark();
    // What the sandbox contains is allowed only where it is known, and the core knows nothing of programs without a row.
    return hasErrors(session.diagnostics) || table.uncovered === 'allow' ? null : new Decider(this.#core, table, this.#files !== null);
  }

  /** Lets the core decide alone: it must know what programs do, which whoever only evaluates need not wait for. */
  #mark(): void {
    if (this.#input !== 0) return;
    writeText(this.#core, PROGRAMS, MARKED_PROGRAMS);
    this.#input = this.#core.exports.textAddress();
  }

  /**
   * The compiled rules as bytes, for the option `compiled` of an engine of the same policy: what takes time is not done again. The policy
   * itself is not in them.
   */
  save(): Uint8Array {
    return this.#table.save(this.#binding);
  }

  /** What compiled rules are for: these sources, read by this version. */
  get #binding(): string {
    return [VERSION, CORE_DIGEST, this.policy.profile, this.policy.fingerprint].join(' ');
  }

  /** Why the option `compiled` was not used; null where it was, or nothing was given. */
  get compiledFault(): Diagnostic | null {
    return this.#table.compiledFault;
  }

  /** Bytes of the compiled rules. */
  get arenaBytes(): number {
    return this.#table.arenaBytes;
  }

  /** The decision about a text for the default shell, under the policy's own settings. Makes no garbage where the core decides alone. */
  decide(text: string): Decision {
    if (text.length > this.#fastLength) return this.#decideWhole(text);
    if (this.#words.length === 0 || this.#words !== this.#core.words()) this.#renew();
    const length = writeText(this.#core, this.#input, text);
    const answer = this.#core.exports.decideText(length);
    if (this.#words !== this.#core.words()) this.#renew();
    const features = this.#words[HEAD_FEATURES >> 2] ?? 0;
    return (this.#fast && decideFast(answer, features, this.#fast)) ?? this.#decideWhole(text);
  }

  /** What `evaluate` decides, without the rest of its answer. */
  #decideWhole(text: string): Decision {
    const read = readRequest({ command: text }, this.#defaults);
    if (isFault(read)) return 'forbidden';
    const session = this.#sessions.open(read);
    if (this.policy.restriction === 'forbid-all' || hasErrors(session.diagnostics)) return 'forbidden';
    try {
      return decideCommand(read, this.#context(read, session));
    } catch {
      return 'forbidden';
    }
  }

  #renew(): void {
    this.#mark();
    this.#fast ??= this.#fastTable(this.#plainRequest(), this.#sessions.open(this.#plainRequest()));
    this.#core.exports.reserve(RESERVED_TEXT);
    this.#words = this.#core.words();
  }

  /** The whole answer to a command request. */
  evaluate(request: CommandRequest): Evaluation {
    const read = readRequest(request, this.#defaults);
    if (isFault(read))
      return refuseAll(
        { ...finding('EN030', NO_SPAN), message: formatFault(read) },
        this.#view(this.#sessions.open(this.#plainRequest()), [read]),
      );
    const session = this.#sessions.open(read);
    const view = this.#view(session, []);
    if (this.policy.restriction === 'forbid-all' || hasErrors(session.diagnostics)) {
      const [error] = [...this.policy.diagnostics, ...session.diagnostics].filter((each) => each.severity === 'error');
      return refuseAll(
        error === undefined ? finding('EN022', NO_SPAN) : { ...finding('EN022', NO_SPAN), message: formatFault(error) },
        view,
      );
    }
    try {
      return evaluateCommand(read, this.#context(read, session), view);
    } catch (error) {
      return refuseAll(
        {
          ...finding('EN023', NO_SPAN),
          message: `${finding('EN023', NO_SPAN).message}: ${error instanceof Error ? error.message : String(error)}`,
        },
        view,
      );
    }
  }

  /** An evaluation and what it rests on: how the shell reads the text. */
  explain(request: CommandRequest): Explanation {
    const read = readRequest(request, this.#defaults);
    const analysis = isFault(read) || read.command === null ? null : this.analyse(read.command, read.shell);
    return { evaluation: this.evaluate(request), analysis };
  }

  /** Whether a connection may be opened. `context` brings the addresses of names, for callers that know them. */
  evaluateNetwork(request: AskedConnection, context: NetworkContext = {}): ConnectionEvaluation {
    const read = readConnection(request);
    if ('severity' in read) return refuseConnection(faultFinding(read), this.#about([read]));
    const session = this.#sessionFor(read);
    const about = this.#about(session.diagnostics);
    const broken = this.#brokenBy(session);
    if (broken) return refuseConnection(broken, about);
    return evaluateConnection(session.network, read, { settings: session.settings, policy: this.#about([]), context });
  }

  /** Whether an MCP server may start, or one of its tools be called. */
  evaluateMcp(request: AskedToolCall): ToolCallEvaluation {
    const read = readToolCall(request);
    if ('severity' in read) return refuseToolCall(faultFinding(read), '', this.#about([read]));
    const session = this.#sessionFor(read);
    const about = this.#about(session.diagnostics);
    const broken = this.#brokenBy(session);
    if (broken || !this.#mcp) return refuseToolCall(broken ?? brokenPolicy(this.#diagnostics), read.server, about);
    return evaluateToolCall(this.#mcp, read, session.settings, about);
  }

  /** Whether a tool of the agent may open a file: the path rules that commands are judged by. */
  evaluateFile(request: FileRequest): FileEvaluation {
    const read = readFileRequest(request, this.#defaults);
    if ('severity' in read) return refuseFile(faultFinding(read), this.#about([read]));
    const session = this.#sessions.open(read.session);
    const about = this.#about(session.diagnostics);
    const broken = this.#brokenBy(session);
    return broken ? refuseFile(broken, about) : evaluateFile(read, this.#context(read.session, session), about);
  }

  /** The sandbox that commands of a session are to run in. */
  evaluateSandbox(request: AskedSandbox = {}): AnswerHead & { readonly sandbox: SandboxView } {
    const read = readSandboxRequest(request);
    const session = this.#sessionFor('severity' in read ? {} : read);
    const broken = 'severity' in read ? faultFinding(read) : this.#brokenBy(session);
    const about = this.#about('severity' in read ? [read] : session.diagnostics);
    const head = headOf(broken ? [broken] : [], `the sandbox mode is \`${session.view.mode}\``, ['sandbox', session.view.mode], about);
    return { ...head, sandbox: session.view };
  }

  /** The sandbox itself, for formats of other programs; null where it cannot be resolved. */
  resolveSandbox(request: AskedSandbox = {}): Sandbox | null {
    const read = readSandboxRequest(request);
    return 'severity' in read ? null : this.#sessionFor(read).sandbox;
  }

  /** The session of a request that is not about a command. */
  #sessionFor({ approvalPolicy = null, sandboxMode = null }: AskedSession): Session {
    const policy = approvalPolicy === 'on-failure' ? 'on-request' : approvalPolicy;
    return this.#sessions.open({ ...this.#plainRequest(), approvalPolicy: policy, sandboxMode });
  }

  #about(diagnostics: readonly Diagnostic[]): AnswerPolicy {
    return { fingerprint: this.policy.fingerprint, stale: this.policy.stale ?? false, diagnostics: [...this.#diagnostics, ...diagnostics] };
  }

  #brokenBy({ diagnostics }: Session): RequestFinding | null {
    const isBroken = this.policy.restriction === 'forbid-all' || hasErrors(diagnostics);
    return isBroken ? brokenPolicy([...this.#diagnostics, ...diagnostics]) : null;
  }

  /** Every simple command that could run in a text. */
  analyse(text: string, shell: Shell = this.#defaults.shell): Analysis {
    return analyse(this.#core, text, shell);
  }

  #plainRequest(): ReadRequest {
    const { cwd, home, platform, shell } = this.#defaults;
    return {
      command: '',
      argv: null,
      shell,
      platform,
      cwd,
      home,
      workspaceRoots: [cwd],
      approvalPolicy: null,
      sandboxMode: null,
      enforcement: 'none',
    };
  }

  #view(session: Session, more: readonly Diagnostic[]): PolicyView {
    const known = this.#views.get(session);
    if (known !== undefined && more.length === 0) return known;
    const made = this.#makeView(session, more);
    if (more.length === 0) this.#views.set(session, made);
    return made;
  }

  #makeView({ view, diagnostics }: Session, more: readonly Diagnostic[]): PolicyView {
    return {
      identity: { fingerprint: this.policy.fingerprint, stale: this.policy.stale ?? false },
      diagnostics: [...this.#diagnostics, ...diagnostics, ...more],
      sandbox: view,
    };
  }

  /** The context of a session and shell; that of the last request is kept. */
  #context(request: ReadRequest, session: Session): EngineContext {
    if (this.#lastContext?.session === session && this.#lastContext.context.shell === request.shell) return this.#lastContext.context;
    const context = this.#makeContext(request, session);
    this.#lastContext = { session, context };
    return context;
  }

  #makeContext(request: ReadRequest, session: Session): EngineContext {
    const { settings, sandbox } = session;
    const { cwd, home, workspaceRoots, platform, shell } = request;
    const folds = platform !== 'linux';
    const writesAnywhere = settings.sandboxMode === 'danger-full-access';
    const writableRoots = writesAnywhere ? [] : (sandbox?.writableRoots.map(({ path }) => path) ?? []);
    const denied = this.policy.deniedReads.map((each) => absolutePattern(each.pattern, each.folder, home));
    return {
      core: this.#core,
      table: this.#tableFor(folds, platform === 'win32'),
      shell,
      platform,
      windows: platform === 'win32',
      cwd,
      home,
      variables: startVariables(cwd, home),
      settings,
      last: this.#last,
      files: this.#files,
      digest: this.#digest,
      places: {
        home,
        workspaceRoots,
        writableRoots,
        writesAnywhere,
        policyPaths: this.#protectedPaths,
        folds,
      },
      isInWorkspace: platform === 'win32' ? foldedRoots(workspaceRoots) : (path) => inRoots(path, workspaceRoots),
      deniesRead: (path, tree) => denied.some((pattern) => isDenied(pattern, path, tree, folds)),
      decideTarget: (target) => decideTarget(session, target),
      isTrustedPath: (path, name) => this.#isTrustedPath(path, name, platform === 'win32'),
    };
  }

  /** A table for platforms whose names fold, beside the one for the platform the engine was made for. */
  #tableFor(folds: boolean, windows: boolean): RuleTable {
    if (folds === (this.#defaults.platform !== 'linux')) return this.#table;
    let table = this.#tables.get(folds);
    if (table === undefined) {
      table = new RuleTable(createCore(this.#core.build), this.#table.rules, {
        platform: windows ? 'windows' : 'posix',
        folds,
        today: this.#today,
        seed: randomSeed(),
      });
      this.#tables.set(folds, table);
    }
    return table;
  }

  /** A listed host executable, or a folder of the system that nobody but root writes; never a relative path. */
  #isTrustedPath(path: string, name: string, windows: boolean): boolean {
    const listed = this.policy.rules.hostExecutables.filter((each) => each.name === name).at(-1);
    if (listed !== undefined) return listed.paths.includes(path) || (windows && listed.paths.some((each) => isSameProgram(each, path)));
    return windows ? isInstalled(path) : SYSTEM_PROGRAMS.some((folder) => path === `${folder}/${name}`);
  }
}

const SYSTEM_PROGRAMS = ['/bin', '/usr/bin', '/sbin', '/usr/sbin'];
/** Longest text that certainly fits there. */
const FAST_TEXT = Math.min(RESERVED_TEXT / 3 - 64, MAX_TEXT);

/** Makes an engine. */
export function createEngine(policy: Policy, options: EngineOptions = {}): Engine {
  return new Engine(policy, options);
}

/** What network policy says of a host in a command; null where it says nothing, so that rules about commands may. */
function decideTarget({ network: { value } }: Session, target: Target): Decision | null {
  if (!value) return 'forbidden';
  const isSilent = value.entries.length === 0 && (value.unlisted === 'unset' || value.unlisted === 'off');
  if (isSilent || target.type !== 'host') return null;
  // A spelling that is never allowed: what is forbidden must not become a prompt by it.
  if (target.host.type === 'refused') return 'forbidden';
  const { host, port, protocol } = target;
  const request = { host: host.text, ...(port === null ? {} : { port }), ...(protocol === null ? {} : { protocol }) };
  if (decideNetwork(value, request) === 'allow') return 'allow';
  const { decision, findings } = evaluateNetwork(value, request);
  return decision === 'prompt' && findings.every(({ code }) => SILENT.has(code)) ? null : decision;
}

/** Findings whose prompt says: there is no list. */
const SILENT: ReadonlySet<string> = new Set(['NW022', 'NW027', 'NW029']);

function faultFinding(fault: Diagnostic): RequestFinding {
  return { code: fault.code, kind: 'open', decision: 'forbidden', message: formatFault(fault) };
}

function formatFault({ message, place, help }: Diagnostic): string {
  const where = place === undefined ? '' : `${place.source}:${place.line}:${place.column}: `;
  return `${where}${message}${help === undefined ? '' : ` (${help})`}`;
}

function absolutePattern(pattern: string, folder: string, home: string): string {
  if (pattern === '~' || pattern.startsWith('~/')) return `${home}${pattern.slice(1)}`;
  return pattern.startsWith('/') || /^[A-Za-z]:/.test(pattern) ? pattern : `${folder}/${pattern}`;
}

/** A pattern on either side counts as every path it could mean; reading a tree reads what is denied below it. */
function isDenied(pattern: string, target: ResolvedPath, tree: boolean, folds: boolean): boolean {
  if (matchPath(pattern, target.path, folds)) return true;
  const literal = /[*?[{]/.test(pattern) ? pattern.slice(0, pattern.search(/[*?[{]/)).replace(/\/[^/]*$/, '') : pattern;
  if (tree && isWithin(literal, target.path)) return true;
  return target.pattern && couldLieIn(target.path, pattern);
}
