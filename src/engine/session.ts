/**
 * What a request fixes besides its question: the settings in force, the network policy and the sandbox under them. Kept for the next
 * request that says the same.
 */
import { type Diagnostic, MAX_KEPT_CIRCUMSTANCES } from '../base/index.ts';
import type { ApprovalPolicy, SandboxMode } from '../config/index.ts';
import type { MakeNameTable } from '../network/index.ts';
import type { Sandbox } from '../sandbox/index.ts';
import type { SandboxView } from './evaluation.ts';
import { type JoinedNetwork, NetworkPolicies } from './network-join.ts';
import type { Policy } from './policy.ts';
import { closedView, joinSandbox, viewOf } from './sandbox-join.ts';
import type { EffectiveSettings } from './settings.ts';

/** What a session depends on. */
export interface SessionRequest {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly cwd: string;
  readonly home: string;
  readonly workspaceRoots: readonly string[];
  readonly approvalPolicy: ApprovalPolicy | null;
  readonly sandboxMode: SandboxMode | null;
  readonly enforcement: 'none' | 'sandbox';
}

export interface Session {
  readonly settings: EffectiveSettings;
  readonly network: JoinedNetwork;
  /** Null where it cannot be resolved; `diagnostics` say why. */
  readonly sandbox: Sandbox | null;
  readonly view: SandboxView;
  /** Of settings, network and sandbox. */
  readonly diagnostics: readonly Diagnostic[];
}

export class Sessions {
  readonly #policy: Policy;
  readonly #tmpdir: string | null;
  readonly #networks: NetworkPolicies;
  readonly #kept = new Map<string, Session>();
  /** Callers ask under the same circumstances again and again. */
  #last: { readonly request: SessionRequest; readonly session: Session } | null = null;

  /** `tmpdir`: `$TMPDIR` of the commands, where it is known. */
  constructor(policy: Policy, tmpdir: string | null, makeTable: () => MakeNameTable) {
    this.#policy = policy;
    this.#tmpdir = tmpdir;
    this.#networks = new NetworkPolicies(policy, makeTable);
  }

  open(request: SessionRequest): Session {
    if (this.#last !== null && isSame(this.#last.request, request)) return this.#last.session;
    const session = this.#find(request);
    this.#last = { request, session };
    return session;
  }

  #find(request: SessionRequest): Session {
    const { platform, cwd, home, workspaceRoots, approvalPolicy, sandboxMode, enforcement } = request;
    const key = JSON.stringify([platform, cwd, home, workspaceRoots, approvalPolicy, sandboxMode, enforcement]);
    const known = this.#kept.get(key);
    if (known) return known;
    if (this.#kept.size >= MAX_KEPT_CIRCUMSTANCES) this.#kept.clear();
    const session = this.#make(request);
    this.#kept.set(key, session);
    return session;
  }

  #make({ platform, cwd, home, workspaceRoots, approvalPolicy, sandboxMode, enforcement }: SessionRequest): Session {
    const policy = this.#policy;
    const resolved = policy.settings?.({ approvalPolicy, sandboxMode }) ?? null;
    const value = resolved?.value ?? null;
    const mode = value?.sandboxMode.value ?? sandboxMode ?? 'workspace-write';
    const network = this.#networks.under(value);
    const machine = { platform, cwd, home, tmpdir: this.#tmpdir, workspaceRoots };
    const sandbox = joinSandbox(policy, value, { mode, network: network.value, machine });
    return {
      settings: {
        approvalPolicy: value?.approvalPolicy.value ?? approvalPolicy ?? 'on-request',
        sandboxMode: sandbox.value?.mode.value ?? 'read-only',
        enforcement,
        defaultAllow: policy.restriction === 'none',
        mayLift: policy.restriction === 'none' && policy.keptSandboxBy === null && mode !== 'danger-full-access',
      },
      network,
      sandbox: sandbox.value,
      view: sandbox.value ? viewOf(sandbox.value) : closedView(policy.deniedReads),
      diagnostics: [...(resolved?.diagnostics ?? []), ...unsaid(network.diagnostics, policy.diagnostics), ...sandbox.diagnostics],
    };
  }
}

/** Requirements have been checked when they were read: what was said then is not said again. */
function unsaid(diagnostics: readonly Diagnostic[], said: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set(said.map((each) => JSON.stringify(each)));
  return diagnostics.filter((each) => !known.has(JSON.stringify(each)));
}

function isSame(a: SessionRequest, b: SessionRequest): boolean {
  return (
    a.cwd === b.cwd &&
    a.home === b.home &&
    a.platform === b.platform &&
    a.approvalPolicy === b.approvalPolicy &&
    a.sandboxMode === b.sandboxMode &&
    a.enforcement === b.enforcement &&
    a.workspaceRoots.length === b.workspaceRoots.length &&
    a.workspaceRoots.every((root, i) => root === b.workspaceRoots[i])
  );
}
