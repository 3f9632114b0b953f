/**
 * What must hold between the fields of merged requirements, beyond the type of each (reference: codex-semantics §4.1, §4.6).
 *
 * One row per check, all of which run; each says what is wrong at which key, and the place follows from that.
 */
import type { Code, Diagnostic, Profile } from '../base/index.ts';
import { placeOf } from './origin.ts';
import type { RequirementLayer } from './requirement-layer.ts';
import type { RequirementsTable } from './schema/requirements.ts';
import { type SourcedTable, sourcedAt } from './sourced.ts';
import { BUILT_IN_PROFILES } from './vocabulary.ts';

/** What configuration contributes: profiles it defines and the default it names. */
export interface ConfiguredProfiles {
  readonly profiles: ReadonlySet<string>;
  readonly defaultPermissions: string | null;
}

interface Subject {
  readonly table: RequirementsTable;
  readonly sourced: SourcedTable;
  readonly layers: readonly RequirementLayer[];
  readonly config: ConfiguredProfiles;
  readonly profile: Profile;
}

interface Fault {
  readonly code: Code;
  readonly path: readonly string[];
  readonly message: string;
  readonly help: string;
  readonly severity?: 'warning' | 'error';
}

type Check = (subject: Subject) => readonly Fault[];

/** Runs every check. */
export function checkRequirements(
  table: RequirementsTable,
  sourced: SourcedTable,
  layers: readonly RequirementLayer[],
  options: { readonly profile: Profile; readonly config?: ConfiguredProfiles },
): readonly Diagnostic[] {
  const config = options.config ?? { profiles: new Set(), defaultPermissions: null };
  const subject: Subject = { table, sourced, layers, config, profile: options.profile };
  return CHECKS.flatMap((check) => check(subject)).map(({ path, severity = 'error', ...fault }): Diagnostic => {
    const found = sourcedAt(sourced, path) ?? sourcedAt(sourced, path.slice(0, 1));
    return { ...fault, severity, ...(found ? placeOf(found.origin) : {}) };
  });
}

const CHECKS: readonly Check[] = [
  checkEmptyLists,
  checkSandboxModes,
  checkDefaultPermissions,
  checkProfileNames,
  checkProfileParents,
  checkHookFolders,
  checkSignIn,
  checkIdentities,
];

function checkEmptyLists({ table }: Subject): readonly Fault[] {
  return (['allowed_approval_policies', 'allowed_approvals_reviewers'] as const)
    .filter((key) => table[key]?.length === 0)
    .map((key) => ({
      code: 'CF032',
      path: [key],
      message: `\`${key}\` is empty, so nothing would be allowed`,
      help: 'list at least one value',
    }));
}

function checkSandboxModes({ table }: Subject): readonly Fault[] {
  const modes = table.allowed_sandbox_modes;
  if (!modes || modes.includes('read-only')) return [];
  return [
    {
      code: 'CF033',
      path: ['allowed_sandbox_modes'],
      message: '`allowed_sandbox_modes` must contain `read-only`',
      help: 'add `read-only`; it is what everything else falls back to',
    },
  ];
}

function checkDefaultPermissions({ table, config }: Subject): readonly Fault[] {
  const { allowed_permission_profiles: allowed, default_permissions: stated } = table;
  const fault = (path: string, message: string, help: string): Fault[] => [{ code: 'CF034', path: [path], message, help }];
  if (stated !== undefined && !allowed) {
    return fault('default_permissions', '`default_permissions` needs `allowed_permission_profiles`', 'add `[allowed_permission_profiles]`');
  }
  if (stated !== undefined && allowed?.[stated] !== true) {
    return fault(
      'default_permissions',
      `the default profile \`${stated}\` is not allowed`,
      `set \`"${stated}" = true\` in \`[allowed_permission_profiles]\``,
    );
  }
  if (stated === undefined && allowed && !(allowed[':workspace'] && allowed[':read-only'])) {
    return fault(
      'allowed_permission_profiles',
      '`default_permissions` must be set unless both `:workspace` and `:read-only` are allowed',
      'add `default_permissions`',
    );
  }
  const defined = profilesOf(table);
  if (defined.length === 0 || stated !== undefined || allowed || config.defaultPermissions !== null) return [];
  return fault('permissions', 'permission profiles are defined, but no `default_permissions` chooses one', 'add `default_permissions`');
}

/** Names of the profiles that requirements define. */
function profilesOf({ permissions }: RequirementsTable): readonly string[] {
  return Object.keys(permissions ?? {}).filter((name) => name !== 'filesystem' && name !== 'network');
}

function checkProfileNames({ table, config }: Subject): readonly Fault[] {
  const known = new Set([...BUILT_IN_PROFILES.keys(), ...profilesOf(table), ...config.profiles]);
  return Object.keys(table.allowed_permission_profiles ?? {})
    .filter((name) => !known.has(name))
    .map((name) => ({
      code: 'CF035',
      path: ['allowed_permission_profiles', name],
      message: `the permission profile \`${name}\` is not defined`,
      help: `define \`[permissions."${name}"]\`, or name one of ${[...BUILT_IN_PROFILES.keys()].map((each) => `\`${each}\``).join(', ')}`,
    }));
}

function checkProfileParents({ table, config }: Subject): readonly Fault[] {
  const parents = new Map(profilesOf(table).map((name) => [name, table.permissions?.[name]?.extends] as const));
  return [...parents].flatMap(([name, parent]) => {
    if (parent === undefined || BUILT_IN_PROFILES.has(parent) || config.profiles.has(parent)) return [];
    const problem = parents.has(parent)
      ? isCircular(parents, name)
        ? 'extends itself in a circle'
        : null
      : `extends \`${parent}\`, which is not defined`;
    return problem === null
      ? []
      : [
          {
            code: 'CF035',
            path: ['permissions', name, 'extends'],
            message: `the permission profile \`${name}\` ${problem}`,
            help: 'correct `extends`',
          },
        ];
  });
}

/** Follows the chain of parents at most once round. */
function isCircular(parents: ReadonlyMap<string, string | undefined>, start: string): boolean {
  const seen = new Set<string>();
  for (let name: string | undefined = start; name !== undefined; name = parents.get(name)) {
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return false;
}

function checkHookFolders({ layers }: Subject): readonly Fault[] {
  return ['managed_dir', 'windows_managed_dir'].flatMap((key) => {
    const folders = new Set(
      layers.flatMap(({ table }) => {
        const folder = sourcedAt(table, ['hooks', key]);
        return folder?.type === 'value' ? [folder.value] : [];
      }),
    );
    if (folders.size < 2) return [];
    return [
      {
        code: 'CF037' as const,
        path: ['hooks', key],
        message: `layers disagree about \`hooks.${key}\``,
        help: 'name one folder in all of them',
      },
    ];
  });
}

function checkSignIn({ table }: Subject): readonly Fault[] {
  const methods = table.allowed_login_methods;
  const isWithoutWorkspace = table.allowed_chatgpt_workspaces?.length === 0;
  if (!methods || methods.some((method) => method === 'api' || !isWithoutWorkspace)) return [];
  return [
    {
      code: 'CF038',
      path: ['allowed_login_methods'],
      message: 'the requirements leave no way to sign in',
      help: 'allow `api` or `chatgpt`',
    },
  ];
}

function checkIdentities({ table, sourced }: Subject): readonly Fault[] {
  return Object.keys(table.mcp_servers ?? {}).flatMap((name): Fault[] => {
    const path = ['mcp_servers', name, 'identity'];
    if (!sourcedAt(sourced, [...path, 'command']) || !sourcedAt(sourced, [...path, 'url'])) return [];
    const message = `the identity of \`${name}\` gives both \`command\` and \`url\`; only \`command\` counts`;
    return [{ code: 'CF039', severity: 'warning', path, message, help: 'remove the one that is not meant' }];
  });
}
