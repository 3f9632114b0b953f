/**
 * The engine: one immutable policy, compiled into a core of its own, and the questions it answers.
 *
 * INVARIANT: `decide(text)` is `evaluate({ command: text }).decision`; no text makes it throw: a bug of ours is a forbidden answer.
 */

import { HEAD_FEATURES } from '../../wasm/layout.ts';
import { MAX_TEXT } from '../../wasm/limits.ts';
import { type Decision, type Diagnostic, hasErrors } from '../base/index.ts';
import {
  compileNetworkPolicy,
  decideNetwork,
  evaluateNetwork,
  type NetworkEvaluation,
  type NetworkPolicy,
  type NetworkRequest,
  nameTablesIn,
} from '../network/index.ts';
import { type PrefixRule, RuleTable, randomSeed } from '../rules/index.ts';
import { type Analysis, analyse, type Build, type Core, createCore, refusedFeatures, type Shell, writeText } from '../shell/index.ts';
import type { EngineContext } from './context.ts';
import { inRoots } from './context.ts';
import { evaluateCommand, type PolicyView, refuseAll } from './evaluate.ts';
import type { Evaluation, SandboxView } from './evaluation.ts';
import { decideFast, type FastTable, fastTable } from './fast-path.ts';
import { finding } from './finding.ts';
import { isWithin, type ResolvedPath } from './path.ts';
import { matchPath } from './path-glob.ts';
import type { Policy } from './policy.ts';
import { programMarks } from './program-marks.ts';
import { type CommandRequest, isFault, PLAIN_DEFAULTS, type ReadRequest, type RequestDefaults, readRequest } from './request.ts';
import type { EffectiveSettings } from './settings.ts';

export interface EngineOptions {
  /** Which build of the core runs. */
  readonly build?: Build;
  /** What requests that do not say so start from. */
  readonly defaults?: Partial<RequestDefaults>;
  /** ISO date: rules that expired before it no longer allow. Default: today. */
  readonly today?: string;
  /** Starts the hash of the trie; random by default. */
  readonly seed?: number;
}

const NO_SPAN = { start: 0, end: 0 };

export class Engine {
  readonly policy: Policy;
  readonly #core: Core;
  readonly #table: RuleTable;
  readonly #tables = new Map<boolean, RuleTable>();
  readonly #network: NetworkPolicy | null;
  readonly #defaults: RequestDefaults;
  readonly #diagnostics: readonly Diagnostic[];
  /** The settings of `decide`: those of a request that says nothing. */
  readonly #fast: FastTable;
  /** The input area of the core's memory, renewed when the memory grows. */
  #bytes: Uint8Array;
  #words: Int32Array;
  readonly #input: number;

  constructor(
    policy: Policy,
    { build, defaults = {}, today = new Date().toISOString().slice(0, 10), seed = randomSeed() }: EngineOptions = {},
  ) {
    this.policy = policy;
    this.#core = createCore(build);
    this.#defaults = { ...PLAIN_DEFAULTS, ...defaults };
    const rules = policy.rules.prefixRules.filter((rule) => !isExpired(rule, today));
    this.#table = new RuleTable(this.#core, rules, {
      platform: this.#defaults.platform === 'win32' ? 'windows' : 'posix',
      folds: this.#defaults.platform !== 'linux',
      programs: programMarks(),
      seed,
    });
    const network = policy.network === null ? null : compileNetworkPolicy(policy.network, nameTablesIn(this.#core, seed));
    this.#network = network?.value ?? null;
    this.#diagnostics = [...policy.diagnostics, ...(network?.diagnostics ?? [])];
    this.#input = this.#core.exports.textAddress();
    this.#core.exports.reserve(RESERVED_TEXT);
    this.#bytes = this.#core.bytes();
    this.#words = this.#core.words();
    this.#fast = fastTable(
      this.#settingsOf(this.#plainRequest()).settings,
      policy.deniedReads.length > 0,
      refusedFeatures(this.#defaults.shell),
    );
  }

  /** Bytes of the compiled rules. */
  get arenaBytes(): number {
    return this.#table.arenaBytes;
  }

  /** The decision about a text for the default shell, under the policy's own settings. Makes no garbage where the core decides alone. */
  decide(text: string): Decision {
    if (this.policy.restriction !== 'none' || text.length > FAST_TEXT) return this.evaluate({ command: text }).decision;
    if (this.#bytes.length === 0) this.#renew();
    const length = writeText(this.#bytes, this.#input, text);
    const answer = this.#core.exports.decideText(length);
    if (this.#words.length === 0) this.#renew();
    return decideFast(answer, this.#words[HEAD_FEATURES >> 2] ?? 0, this.#fast) ?? this.evaluate({ command: text }).decision;
  }

  #renew(): void {
    this.#core.exports.reserve(RESERVED_TEXT);
    this.#bytes = this.#core.bytes();
    this.#words = this.#core.words();
  }

  /** The whole answer to a command request. */
  evaluate(request: CommandRequest): Evaluation {
    const read = readRequest(request, this.#defaults);
    if (isFault(read))
      return refuseAll(
        { ...finding('EN030', NO_SPAN), message: formatFault(read) },
        'forbidden',
        this.#view(this.#settingsOf(this.#plainRequest()), [read]),
      );
    const settings = this.#settingsOf(read);
    const view = this.#view(settings, []);
    if (this.policy.restriction === 'forbid-all' || hasErrors(settings.diagnostics)) {
      const [error] = [...this.policy.diagnostics, ...settings.diagnostics].filter((each) => each.severity === 'error');
      return refuseAll(
        error === undefined ? finding('EN022', NO_SPAN) : { ...finding('EN022', NO_SPAN), message: formatFault(error) },
        'forbidden',
        view,
      );
    }
    try {
      return evaluateCommand(read, this.#context(read, settings.settings), view);
    } catch (error) {
      return refuseAll(
        {
          ...finding('EN023', NO_SPAN),
          message: `${finding('EN023', NO_SPAN).message}: ${error instanceof Error ? error.message : String(error)}`,
        },
        'forbidden',
        view,
      );
    }
  }

  /** Whether a connection may be opened. */
  evaluateNetwork(request: NetworkRequest): NetworkEvaluation | null {
    return this.#network === null ? null : evaluateNetwork(this.#network, request);
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

  #settingsOf(request: ReadRequest): {
    settings: EffectiveSettings;
    diagnostics: readonly Diagnostic[];
    writableRoots: readonly string[];
    network: boolean;
  } {
    const { approvalPolicy, sandboxMode, enforcement } = request;
    const resolved = this.policy.settings?.({ approvalPolicy, sandboxMode }) ?? null;
    const value = resolved?.value ?? null;
    const mode = value?.sandboxMode.value ?? sandboxMode ?? 'workspace-write';
    const tmp = value?.excludeSlashTmp.value === true ? [] : ['/tmp'];
    return {
      settings: {
        approvalPolicy: value?.approvalPolicy.value ?? approvalPolicy ?? 'on-request',
        sandboxMode: mode,
        enforcement,
        defaultAllow: this.policy.restriction === 'none',
      },
      diagnostics: resolved?.diagnostics ?? [],
      writableRoots: mode === 'workspace-write' ? [...request.workspaceRoots, ...tmp, ...(value?.writableRoots.value ?? [])] : [],
      network: value?.networkAccess.value ?? false,
    };
  }

  #view(
    settings: { settings: EffectiveSettings; diagnostics: readonly Diagnostic[]; writableRoots: readonly string[]; network: boolean },
    more: readonly Diagnostic[],
  ): PolicyView {
    const sandbox: SandboxView = {
      mode: settings.settings.sandboxMode,
      writableRoots: settings.writableRoots,
      protectedPaths: settings.writableRoots.flatMap((root) => ['.git', '.codex', '.agents'].map((name) => `${root}/${name}`)),
      deniedReads: this.policy.deniedReads.map(({ pattern }) => pattern),
      network: settings.network,
    };
    return {
      fingerprint: this.policy.fingerprint,
      stale: false,
      diagnostics: [...this.#diagnostics, ...settings.diagnostics, ...more],
      sandbox,
    };
  }

  #context(request: ReadRequest, settings: EffectiveSettings): EngineContext {
    const { cwd, home, workspaceRoots, platform, shell } = request;
    const folds = platform !== 'linux';
    const { writableRoots } = this.#settingsOf(request);
    const denied = this.policy.deniedReads.map((each) => absolutePattern(each.pattern, each.folder, home));
    return {
      core: this.#core,
      table: this.#tableFor(folds, platform === 'win32'),
      shell,
      platform,
      windows: platform === 'win32',
      cwd,
      home,
      settings,
      places: {
        home,
        workspaceRoots,
        writableRoots,
        writesAnywhere: settings.sandboxMode === 'danger-full-access',
        policyPaths: this.policy.policyPaths,
        folds,
      },
      isInWorkspace: (path) => inRoots(path, workspaceRoots),
      deniesRead: (path, tree) => denied.some((pattern) => isDenied(pattern, path, tree, folds)),
      decideTarget: (target) => {
        if (this.#network === null || target.type !== 'host' || target.host.type === 'refused') return null;
        return decideNetwork(this.#network, {
          host: target.host.text,
          ...(target.port === null ? {} : { port: target.port }),
          ...(target.protocol === null ? {} : { protocol: target.protocol }),
        });
      },
      isTrustedPath: (path, name) => this.#isTrustedPath(path, name),
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
        programs: programMarks(),
        seed: randomSeed(),
      });
      this.#tables.set(folds, table);
    }
    return table;
  }

  /** A listed host executable, or a folder of the system that nobody but root writes; never a relative path. */
  #isTrustedPath(path: string, name: string): boolean {
    const listed = this.policy.rules.hostExecutables.filter((each) => each.name === name).at(-1);
    if (listed !== undefined) return listed.paths.includes(path);
    return SYSTEM_PROGRAMS.some((folder) => path === `${folder}/${name}`);
  }
}

const SYSTEM_PROGRAMS = ['/bin', '/usr/bin', '/sbin', '/usr/sbin'];
/** Room for texts that is kept free, in bytes. */
const RESERVED_TEXT = 65_536;
/** Longest text that certainly fits there. */
const FAST_TEXT = Math.min(RESERVED_TEXT / 3 - 64, MAX_TEXT);

/** Makes an engine. */
export function createEngine(policy: Policy, options: EngineOptions = {}): Engine {
  return new Engine(policy, options);
}

function isExpired(rule: PrefixRule, today: string): boolean {
  return rule.decision === 'allow' && rule.expires !== undefined && rule.expires < today;
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
  return target.pattern && (matchPath(target.path, pattern, folds) || matchPath(target.path.replace(/\/[^/]*$/, '/*'), pattern, folds));
}
