/** Lints over requirements and configuration: the anti-patterns of the published guides, and of practice. */
import type { Diagnostic, Origin } from '../../base/index.ts';
import { formatOrigin, placeOf, type Requirements, SANDBOX_MODES, sourcedAt, statementsOn, WEB_SEARCH_MODES } from '../../config/index.ts';
import type { Lint } from './subject.ts';

/** Managed defaults that put everybody on full-auto. */
export const lintManagedFullAuto: Lint = ({ config }) => {
  const managed = { ...config, layers: config.layers.filter((layer) => layer.type === 'legacy-mdm' || layer.type === 'legacy-file') };
  const found = [
    ...statementsOn(managed, ['approval_policy'], ({ approval_policy }) =>
      approval_policy === 'never' ? 'approval_policy = "never"' : undefined,
    ),
    ...statementsOn(managed, ['sandbox_mode'], ({ sandbox_mode }) =>
      sandbox_mode === 'danger-full-access' ? 'sandbox_mode = "danger-full-access"' : undefined,
    ),
  ];
  return found.map(({ value, origin }) => ({
    code: 'CF100',
    severity: 'warning',
    message: `\`${value}\` puts everybody on full-auto`,
    ...placeOf(origin),
    help: 'leave it out of managed configuration; who needs it asks for it',
  }));
};

/** Prompts and forbids in project rules with nothing binding above them. */
export const lintTeamOnly: Lint = ({ rules, requirements }) => {
  const guards = rules.filter((layer) => layer.rules.prefixRules.some((rule) => rule.decision !== 'allow'));
  const [team] = guards.filter((layer) => layer.type === 'project');
  const isBound = guards.some((layer) => layer.type === 'system' || layer.type === 'requirements') || (requirements?.rules.length ?? 0) > 0;
  const rule = team?.rules.prefixRules.find((each) => each.decision !== 'allow');
  if (!rule || isBound) return [];
  return [
    {
      code: 'CF101',
      severity: 'warning',
      message: 'what must not run is only said by the rules of a project, which every developer can override',
      place: rule.origin,
      help: 'put these rules into requirements or into the system rules',
    },
  ];
};

/** A way in which a requirement can say nothing. */
interface Emptiness {
  readonly path: readonly string[];
  readonly isEmpty: (requirements: Requirements) => boolean;
  readonly message: string;
}

const EMPTINESSES: readonly Emptiness[] = [
  {
    path: ['allowed_approval_policies'],
    isEmpty: ({ table }) => includesAll(table.allowed_approval_policies, ['untrusted', 'on-request', 'never']),
    message: '`allowed_approval_policies` allows every policy',
  },
  {
    path: ['allowed_sandbox_modes'],
    isEmpty: ({ table }) => includesAll(table.allowed_sandbox_modes, SANDBOX_MODES),
    message: '`allowed_sandbox_modes` allows every mode',
  },
  {
    path: ['allowed_web_search_modes'],
    isEmpty: ({ table }) =>
      includesAll(
        table.allowed_web_search_modes,
        WEB_SEARCH_MODES.filter((mode) => mode !== 'disabled'),
      ),
    message: '`allowed_web_search_modes` allows every mode',
  },
  {
    path: ['allowed_login_methods'],
    isEmpty: ({ table }) => includesAll(table.allowed_login_methods, ['api', 'chatgpt']),
    message: '`allowed_login_methods` allows every method',
  },
  {
    path: ['features'],
    isEmpty: ({ table }) => table.features !== undefined && Object.keys(table.features).length === 0,
    message: '`[features]` names no feature',
  },
  {
    path: ['experimental_network'],
    isEmpty: ({ network }) => network !== null && !network.managed.enabled,
    message: '`[experimental_network]` is not enabled, so its lists are not in force',
  },
  {
    path: ['permissions', 'filesystem', 'deny_read'],
    isEmpty: ({ sourced, deniedReads }) =>
      sourcedAt(sourced, ['permissions', 'filesystem', 'deny_read']) !== undefined && deniedReads.length === 0,
    message: '`deny_read` names no path',
  },
];

function includesAll(list: readonly unknown[] | undefined, all: readonly unknown[]): boolean {
  return list !== undefined && all.every((value) => list.includes(value));
}

export const lintEmptyRequirements: Lint = ({ requirements, layers }) => {
  if (!requirements) return [];
  const found = EMPTINESSES.filter((each) => each.isEmpty(requirements)).map(({ path, message }): Diagnostic => {
    const origin = (sourcedAt(requirements.sourced, path) ?? requirements.sourced).origin;
    return {
      code: 'CF102',
      severity: 'warning',
      message: `${message}, so it constrains nothing`,
      ...placeOf(origin),
      help: 'tighten it or remove it',
    };
  });
  const isBare = requirements.sourced.entries.size === 0 && requirements.rules.length === 0;
  const file = layers.find((layer) => layer.kind === 'requirements' && layer.state === 'active');
  if (!isBare || !file) return found;
  return [
    { code: 'CF102', severity: 'warning', message: `\`${file.path}\` requires nothing`, help: 'add requirements, or remove the file' },
  ];
};

/** What is denied below the folder of the file, where nobody keeps what was meant. */
export const lintRelativeReads: Lint = ({ requirements }) =>
  (requirements?.deniedReads ?? [])
    .filter(({ pattern, folder }) => folder !== '/' && !/^(?:[/~]|[A-Za-z]:)/.test(pattern))
    .map(({ pattern, folder, origin }) => ({
      code: 'CF117',
      severity: 'warning',
      message: `\`${pattern}\` denies what lies below \`${folder}\`, the folder of this file, and nothing else`,
      ...placeOf(origin),
      help: pattern.startsWith('**/') ? `write \`/${pattern}\` for everywhere` : 'begin it with `/` or `~/`',
    }));

/** No approvals and no sandbox, both allowed. */
export const lintPermittedFullAuto: Lint = ({ requirements }) => {
  if (!requirements) return [];
  const { table, sourced, deniedReads } = requirements;
  const isStated = table.allowed_approval_policies !== undefined || table.allowed_sandbox_modes !== undefined;
  const allowsNever = table.allowed_approval_policies?.includes('never') ?? true;
  const allowsAll = (table.allowed_sandbox_modes?.includes('danger-full-access') ?? true) && deniedReads.length === 0;
  if (!isStated || !allowsNever || !allowsAll || table.allowed_permission_profiles) return [];
  const origin: Origin = (sourcedAt(sourced, ['allowed_approval_policies']) ?? sourcedAt(sourced, ['allowed_sandbox_modes']) ?? sourced)
    .origin;
  return [
    {
      code: 'CF109',
      severity: 'warning',
      message: 'these requirements allow approval policy `never` together with full access',
      ...placeOf(origin),
      help: 'take `never` out of `allowed_approval_policies`, or `danger-full-access` out of `allowed_sandbox_modes`',
    },
  ];
};

/** A wildcard right below a registry of names. */
const WHOLE_REGISTRY = /^\*{1,2}(?:\.[^.*?]+)?$/;

export const lintWildcardHosts: Lint = ({ requirements, settings }) => {
  const profile = settings?.permissionProfile?.value.network;
  const domains = profile && sourcedAt(profile, ['domains']);
  const own =
    domains?.type === 'table'
      ? [...domains.entries].flatMap(([pattern, entry]) =>
          entry.type === 'value' ? [{ pattern, access: entry.value, origin: entry.origin }] : [],
        )
      : [];
  const managed = requirements?.network?.managed.domains ?? [];
  return [...managed, ...own]
    .filter(({ pattern, access }) => access === 'allow' && WHOLE_REGISTRY.test(pattern.trim()))
    .map(({ pattern, origin }) => ({
      code: 'CF106',
      severity: 'warning',
      message: `\`${pattern}\` allows every host${pattern.includes('.') ? ' below it' : ''} (${formatOrigin(origin)})`,
      ...placeOf(origin),
      help: 'name the hosts, or wildcards below a name that you control',
    }));
};

/** A managed machine on which nobody sees how the agent is used. */
export const lintTelemetry: Lint = ({ requirements, config, layers }) => {
  const isManaged = layers.some((layer) => layer.kind === 'requirements' && layer.state === 'active');
  if (!requirements || !isManaged) return [];
  const exporter =
    requirements.table.otel?.exporter ??
    statementsOn(config, ['otel'], ({ otel }) => (otel as { exporter?: unknown } | undefined)?.exporter)[0]?.value;
  if (exporter !== undefined && exporter !== 'none') return [];
  return [
    {
      code: 'CF111',
      severity: 'info',
      message: 'no telemetry is exported',
      help: 'set `[otel] exporter` in requirements, or keep the audit log of Portcullis',
    },
  ];
};
