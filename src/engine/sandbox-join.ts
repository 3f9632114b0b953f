/**
 * The sandbox of a session: settings, requirements and network policy put together for the sandbox module, and what answers show of it.
 */
import type { Diagnostic, Origin } from '../base/index.ts';
import { type DeniedRead, type SandboxMode, type Settings, withoutFile } from '../config/index.ts';
import { listsOf, type NetworkPolicy } from '../network/index.ts';
import { type Machine, resolveSandbox, type Sandbox, type SandboxSettings, type Stated } from '../sandbox/index.ts';
import type { SandboxView } from './evaluation.ts';
import type { Policy } from './policy.ts';

export interface JoinedSandbox {
  /** Null where a path of the policy cannot be named. */
  readonly value: Sandbox | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is asked for where there is no configuration at all. */
const UNSAID = withoutFile('the request');
const DEFAULTS = withoutFile('built-in defaults');

export function joinSandbox(
  policy: Policy,
  settings: Settings | null,
  session: { readonly mode: SandboxMode; readonly network: NetworkPolicy | null; readonly machine: Machine },
): JoinedSandbox {
  const { mode, network, machine } = session;
  const profile = settings?.permissionProfile ?? null;
  const own: SandboxSettings = {
    mode: settings?.sandboxMode ?? { value: mode, origin: UNSAID },
    allowedModes: policy.allowedModes,
    profile: profile && { value: profile.value, origin: profile.origin },
    writableRoots: settings?.writableRoots ?? byDefault([]),
    excludeTmpdirEnvVar: settings?.excludeTmpdirEnvVar ?? byDefault(false),
    excludeSlashTmp: settings?.excludeSlashTmp ?? byDefault(false),
    networkAccess: networkAccessOf(settings, network),
    listedNetwork: listedNetworkOf(network, policy.network?.managed?.domains?.[0]?.origin ?? UNSAID),
    deniedReads: policy.deniedReads,
    ownFiles: policy.policyPaths.map((path) => ({ value: path, origin: DEFAULTS })),
  };
  return resolveSandbox(own, machine);
}

function byDefault<T>(value: T): Stated<T> {
  return { value, origin: DEFAULTS };
}

/** Plain access to the network, whoever grants it: the mode's setting or a profile without lists. */
function networkAccessOf(settings: Settings | null, network: NetworkPolicy | null): Stated<boolean> {
  const origin = settings?.permissionProfile?.origin ?? settings?.networkAccess.origin ?? DEFAULTS;
  return { value: network?.unlisted === 'open', origin };
}

function listedNetworkOf(network: NetworkPolicy | null, origin: Origin) {
  const lists = network?.enforced ? listsOf(network) : null;
  return lists && { ...lists, origin };
}

/** What an answer shows of a sandbox. */
export function viewOf({ mode, writableRoots, protectedPaths, deniedReads, network }: Sandbox): SandboxView {
  return {
    mode: mode.value,
    origin: mode.origin,
    writableRoots,
    protectedPaths,
    deniedReads: deniedReads.map(({ pattern, origin }) => ({ path: pattern, origin })),
    network: { access: network.access, allowedDomains: network.lists?.allowedDomains ?? [], origin: network.origin },
  };
}

/** The view where there is no sandbox to show: the strictest one. */
export function closedView(deniedReads: readonly DeniedRead[]): SandboxView {
  const denied = deniedReads.map(({ pattern, origin }) => ({ path: pattern, origin }));
  const network = { access: 'none' as const, allowedDomains: [], origin: DEFAULTS };
  return { mode: 'read-only', origin: DEFAULTS, writableRoots: [], protectedPaths: [], deniedReads: denied, network };
}
