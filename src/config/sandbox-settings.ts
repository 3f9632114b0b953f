/**
 * From settings in force to what the sandbox and network modules take: one place that knows which setting feeds which of theirs.
 */
import type { Origin } from '../base/index.ts';
import type { DomainEntry, NetworkSettings, NetworkSources, SocketEntry } from '../network/index.ts';
import type { NetworkRule } from '../rules/index.ts';
import type { ListedNetwork, SandboxSettings } from '../sandbox/index.ts';
import { withoutFile } from './origin.ts';
import type { Requirements } from './requirements.ts';
import type { Setting, Settings } from './settings.ts';
import { type SourcedTable, sourcedAt } from './sourced.ts';

/** What `resolveSandbox` takes; `policyPaths` are the files that an agent must not change. */
export function sandboxSettingsOf(settings: Settings, requirements: Requirements, policyPaths: readonly string[]): SandboxSettings {
  const { table, sourced, deniedReads } = requirements;
  const modes = table.allowed_sandbox_modes;
  const origin = sourcedAt(sourced, ['allowed_sandbox_modes'])?.origin ?? sourced.origin;
  return {
    mode: settings.sandboxMode,
    allowedModes: modes ? { value: modes, origin } : null,
    profile: settings.permissionProfile,
    writableRoots: settings.writableRoots,
    excludeTmpdirEnvVar: settings.excludeTmpdirEnvVar,
    excludeSlashTmp: settings.excludeSlashTmp,
    networkAccess: networkAccessOf(settings),
    listedNetwork: listedNetworkOf(settings, requirements),
    deniedReads,
    ownFiles: policyPaths.map((value) => ({ value, origin: withoutFile('policy files') })),
  };
}

/** A permission profile brings its own switch; without one it is off. */
function networkAccessOf({ permissionProfile, networkAccess }: Settings): Pick<Setting<boolean>, 'value' | 'origin'> {
  if (!permissionProfile) return networkAccess;
  const { network } = permissionProfile.value;
  const enabled = network && sourcedAt(network, ['enabled']);
  return { value: enabled?.type === 'value' && enabled.value === true, origin: enabled?.origin ?? permissionProfile.origin };
}

/** The managed network where it is switched on, else the lists of the profile. */
function listedNetworkOf(settings: Settings, { network }: Requirements): ListedNetwork | null {
  const own = networkSettingsOf(settings);
  const lists = network?.managed.enabled ? network.managed : own?.enabled && own.domains ? own : null;
  if (!lists) return null;
  const patterns = (access: DomainEntry['access']) =>
    (lists.domains ?? []).filter((entry) => entry.access === access).map((entry) => entry.pattern);
  return {
    allowedDomains: patterns('allow'),
    deniedDomains: patterns('deny'),
    allowedSockets: (lists.sockets ?? []).filter((entry) => entry.access === 'allow').map((entry) => entry.path),
    allowAllSockets: lists.allowAllSockets === true,
    allowLocalBinding: lists.allowLocalBinding === true,
    origin: lists === network?.managed ? network.origin : (settings.permissionProfile?.origin ?? withoutFile('settings')),
  };
}

/** What `compileNetworkPolicy` takes, published ranges left out. */
export function networkSourcesOf(settings: Settings, requirements: Requirements, rules: readonly NetworkRule[]): NetworkSources {
  return {
    profile: requirements.profile,
    managed: requirements.network?.managed ?? null,
    settings: networkSettingsOf(settings),
    rules,
    ranges: [],
  };
}

/** What the user's own settings say about the network; null where they say nothing. */
function networkSettingsOf(settings: Settings): NetworkSettings | null {
  const { permissionProfile, networkAccess, sandboxMode } = settings;
  if (!permissionProfile) {
    const isStated = networkAccess.origin.line !== 0;
    return sandboxMode.value === 'workspace-write' && isStated ? { enabled: networkAccess.value, domains: null } : null;
  }
  const { network } = permissionProfile.value;
  if (!network) return null;
  const flag = (key: string) => {
    const entry = sourcedAt(network, [key]);
    return entry?.type === 'value' ? entry.value : undefined;
  };
  return {
    enabled: flag('enabled') === true,
    domains: accessIn(network, 'domains')?.map(({ key, ...rest }): DomainEntry => ({ pattern: key, ...rest })) ?? null,
    sockets: accessIn(network, 'unix_sockets')?.map(({ key, ...rest }): SocketEntry => ({ path: key, ...rest })) ?? [],
    allowAllSockets: flag('dangerously_allow_all_unix_sockets') === true,
    allowLocalBinding: flag('allow_local_binding') === true,
    mode: flag('mode') === 'limited' ? 'limited' : 'full',
    proxied: settings.features.get('network_proxy')?.value === true,
  };
}

function accessIn(network: SourcedTable, key: string): { key: string; access: 'allow' | 'deny'; origin: Origin }[] | null {
  const table = sourcedAt(network, [key]);
  if (table?.type !== 'table') return null;
  return [...table.entries].flatMap(([name, entry]) =>
    // `none` is the older word for `deny`.
    entry.type === 'value'
      ? [{ key: name, access: entry.value === 'allow' ? ('allow' as const) : ('deny' as const), origin: entry.origin }]
      : [],
  );
}
