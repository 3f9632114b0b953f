/**
 * What Codex CLI 0.169 itself would decide about a command under a policy, its gaps included.
 *
 * INVARIANT: what Codex would not start with is forbidden, and so is a request on which we fail; no text makes it throw.
 * Reference: codex-semantics §0 to §3, §5.
 */
import { type Diagnostic, digestText, hasErrors } from '../../base/index.ts';
import type { ApprovalPolicy, SandboxMode } from '../../config/index.ts';
import { type CodexRules, compileCodexRules, type Platform } from '../../rules/index.ts';
import { analyse, type Build, type Core, createCore } from '../../shell/index.ts';
import { finding } from '../finding.ts';
import type { Policy } from '../policy.ts';
import { type CommandRequest, isFault, PLAIN_DEFAULTS, type ReadRequest, type RequestDefaults, readRequest } from '../request.ts';
import { commandLineOf } from './command-line.ts';
import { type CodexAnswerPart, evaluateCodexCase, reject } from './evaluate.ts';
import type { CodexEvaluation } from './evaluation.ts';
import { readToolArguments, refuseCall, type ToolArguments } from './tool-arguments.ts';

export interface CodexRequest extends CommandRequest {
  /** The other arguments of Codex's `exec_command` call, as the model wrote them. */
  readonly toolArguments?: Readonly<Record<string, unknown>> | null;
  /** What the client says of itself; null: it can show whatever Codex may ask. */
  readonly clientCapabilities?: Readonly<Record<string, unknown>> | null;
}

export interface CodexEngineOptions {
  /** Which build of the core runs. */
  readonly build?: Build;
  /** What requests that do not say so start from. */
  readonly defaults?: Partial<Omit<RequestDefaults, 'shell'>>;
}

/** The settings of a session. */
interface CodexSettings {
  readonly approvalPolicy: ApprovalPolicy;
  readonly sandboxMode: SandboxMode;
}

export class CodexEngine {
  readonly policy: Policy;
  readonly #core: Core;
  readonly #defaults: RequestDefaults;
  readonly #rules = new Map<Platform, CodexRules>();

  constructor(policy: Policy, { build, defaults = {} }: CodexEngineOptions = {}) {
    this.policy = policy;
    this.#core = createCore(build);
    this.#defaults = { ...PLAIN_DEFAULTS, ...defaults };
  }

  /** The whole answer to a command request. */
  evaluate({ toolArguments, clientCapabilities, ...command }: CodexRequest): CodexEvaluation {
    const request = readRequest({ ...command, ...placeOf(command) }, this.#defaults);
    if (isFault(request)) return this.#refuse(request);
    const settings = this.#settings(request);
    if ('severity' in settings) return this.#refuse(settings);
    const tool = readToolArguments(toolArguments ?? {});
    if (typeof tool === 'string') return this.#whole(reject(tool), [], settings);
    const refusal = refuseCall(tool, settings.approvalPolicy);
    if (refusal !== null) return this.#whole(reject(refusal), [], settings);
    const commandLine =
      request.argv ?? commandLineOf(request.command ?? '', tool, { platform: request.platform, shell: command.shell ?? 'bash' });
    try {
      return this.#decide(request, { commandLine, settings, tool, showsHumanPrompts: showsHumanPrompts(clientCapabilities) });
    } catch (error) {
      const { message } = finding('EN023', { start: 0, end: 0 });
      return this.#refuse(fault('EN023', `${message}: ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  #decide(request: ReadRequest, { commandLine, settings, tool, showsHumanPrompts }: Asked): CodexEvaluation {
    const { prefixRules, hostExecutables } = this.policy.rules;
    const platform = request.platform === 'win32' ? 'windows' : 'posix';
    const rules = this.#rules.get(platform) ?? compileCodexRules({ prefixRules, hostExecutables }, platform);
    this.#rules.set(platform, rules);
    const cwd = tool.workdir === null ? request.cwd : tool.workdir.startsWith('/') ? tool.workdir : `${request.cwd}/${tool.workdir}`;
    const { obstacle, invocations, ...part } = evaluateCodexCase({
      commandLine,
      toolArguments: tool,
      situation: { ...settings, escalated: tool.escalated },
      rules,
      hostExecutables,
      matching: { resolveHosts: true, cwd, home: request.home, platform },
      deniesReads: this.policy.deniedReads.length > 0,
      showsHumanPrompts,
      analyse: (text) => analyse(this.#core, text, 'bash'),
    });
    const approvalKey = digestText(JSON.stringify([commandLine, cwd, tool.escalated, this.policy.fingerprint]));
    return { ...this.#whole(part, commandLine, settings), obstacle, invocations, approvalKey };
  }

  /** What requirements and configuration leave of the settings asked for; a diagnostic where Codex does not start. */
  #settings({ approvalPolicy, sandboxMode }: ReadRequest): CodexSettings | Diagnostic {
    const resolved = this.policy.settings?.({ approvalPolicy, sandboxMode });
    const faults = [...this.policy.diagnostics, ...(resolved?.diagnostics ?? [])].filter((each) => each.severity === 'error');
    if (this.policy.restriction === 'forbid-all' || (resolved && hasErrors(resolved.diagnostics)))
      return faults.at(-1) ?? fault('EN022', finding('EN022', { start: 0, end: 0 }).message);
    const value = resolved?.value;
    return {
      approvalPolicy: value?.approvalPolicy.value ?? approvalPolicy ?? 'on-request',
      sandboxMode: value?.sandboxMode.value ?? sandboxMode ?? 'read-only',
    };
  }

  #refuse(diagnostic: Diagnostic): CodexEvaluation {
    const answer = this.#whole(reject(diagnostic.message), [], null);
    return answer.diagnostics.includes(diagnostic) ? answer : { ...answer, diagnostics: [...answer.diagnostics, diagnostic] };
  }

  #whole(part: CodexAnswerPart, commandLine: readonly string[], settings: CodexSettings | null): CodexEvaluation {
    const { fingerprint, diagnostics, stale = false } = this.policy;
    return {
      profile: 'codex',
      ...part,
      commandLine,
      obstacle: null,
      invocations: [],
      settings,
      approvalKey: digestText(JSON.stringify([commandLine, fingerprint])),
      policy: { fingerprint, stale },
      diagnostics,
    };
  }
}

interface Asked {
  readonly commandLine: readonly string[];
  readonly settings: CodexSettings;
  readonly tool: ToolArguments;
  readonly showsHumanPrompts: boolean;
}

/** A folder decides only where programs named by a relative path lie, so one that is not absolute may stand for the workspace. */
function placeOf({ cwd }: CommandRequest): { readonly cwd?: string } {
  return typeof cwd === 'string' && !cwd.startsWith('/') && !/^[A-Za-z]:/.test(cwd) ? { cwd: `/${cwd}` } : {};
}

/** Codex asks a client that does not say it can show them nothing that only a human may answer. */
function showsHumanPrompts(capabilities: CodexRequest['clientCapabilities']): boolean {
  return capabilities === undefined || capabilities === null || capabilities.requiredHumanApproval === true;
}

function fault(code: Diagnostic['code'], message: string): Diagnostic {
  return { code, severity: 'error', message };
}

/** Makes an engine that answers as Codex itself would. */
export function createCodexEngine(policy: Policy, options: CodexEngineOptions = {}): CodexEngine {
  return new CodexEngine(policy, options);
}
