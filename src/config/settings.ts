/**
 * From merged configuration, requirements and what a caller asks for to the settings in force.
 *
 * INVARIANT: no value that requirements do not allow comes out, whoever asked for it; every value has one origin and lists what it beat
 * (reference: codex-semantics §4.7, §5.2).
 */
import { type Diagnostic, hasErrors, type Origin } from '../base/index.ts';
import { type MergedConfig, statementsOn } from './config-layer.ts';
import { formatOrigin, placeOf, withoutFile } from './origin.ts';
import { type PermissionProfile, resolveProfile } from './permission-profile.ts';
import { originOf, ownEntry, type Requirements } from './requirements.ts';
import type { ConfigTable } from './schema/config.ts';
import { emptyTable, mergeTables, type SourcedTable, sourcedAt } from './sourced.ts';
import { type ApprovalPolicy, isSamePolicy, type Reviewer, type SandboxMode, type TrustLevel, type WebSearchMode } from './vocabulary.ts';

/** A value in force. */
export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
  /** What others said, the strongest first. */
  readonly overridden: readonly { readonly value: unknown; readonly origin: Origin }[];
}

export interface Settings {
  readonly approvalPolicy: Setting<ApprovalPolicy>;
  readonly approvalsReviewer: Setting<Reviewer>;
  readonly sandboxMode: Setting<SandboxMode>;
  /** Null where a sandbox mode was chosen instead of a permission profile. */
  readonly permissionProfile: Setting<PermissionProfile> | null;
  readonly writableRoots: Setting<readonly string[]>;
  readonly networkAccess: Setting<boolean>;
  readonly excludeTmpdirEnvVar: Setting<boolean>;
  readonly excludeSlashTmp: Setting<boolean>;
  readonly webSearch: Setting<WebSearchMode>;
  /** Features that requirements or configuration name. */
  readonly features: ReadonlyMap<string, Setting<boolean>>;
  readonly trust: TrustLevel | null;
}

/** What a caller wants on top of configuration. */
export interface AskedSettings {
  readonly approvalPolicy?: ApprovalPolicy | null;
  readonly sandboxMode?: SandboxMode | null;
}

export interface SettingsInput {
  readonly config: MergedConfig;
  readonly requirements: Requirements;
  readonly trust: TrustLevel | null;
  readonly asked?: AskedSettings;
  /** What becomes of an asked value that is not allowed: `fallback` when a session starts, `error` for a single request. */
  readonly onDisallowed?: 'fallback' | 'error';
}

export interface ResolvedSettings {
  readonly value: Settings | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves everything; an error leaves no settings at all. */
export function resolveSettings(input: SettingsInput): ResolvedSettings {
  const diagnostics: Diagnostic[] = [];
  const approvalPolicy = resolveApprovalPolicy(input, diagnostics);
  const sandbox = resolveSandbox(input, approvalPolicy.value, diagnostics);
  const value: Settings = {
    approvalPolicy,
    ...sandbox,
    approvalsReviewer: constrain(candidatesFor<Reviewer>(input, KEYS.approvalsReviewer, 'user'), reviewerLimit(input), diagnostics),
    writableRoots: constrain(candidatesFor<readonly string[]>(input, KEYS.writableRoots, []), null, diagnostics),
    networkAccess: constrain(candidatesFor<boolean>(input, KEYS.networkAccess, false), null, diagnostics),
    excludeTmpdirEnvVar: constrain(candidatesFor<boolean>(input, KEYS.excludeTmpdirEnvVar, false), null, diagnostics),
    excludeSlashTmp: constrain(candidatesFor<boolean>(input, KEYS.excludeSlashTmp, false), null, diagnostics),
    webSearch: constrain(candidatesFor<WebSearchMode>(input, KEYS.webSearch, 'cached'), webSearchLimit(input), diagnostics),
    features: resolveFeatures(input),
    trust: input.trust,
  };
  return { value: hasErrors(diagnostics) ? null : value, diagnostics };
}

/** The settings by their place in a file. */
const KEYS = {
  approvalPolicy: { path: ['approval_policy'], read: (config) => config.approval_policy },
  approvalsReviewer: { path: ['approvals_reviewer'], read: (config) => config.approvals_reviewer },
  sandboxMode: { path: ['sandbox_mode'], read: (config) => config.sandbox_mode },
  defaultPermissions: { path: ['default_permissions'], read: (config) => config.default_permissions },
  webSearch: { path: ['web_search'], read: (config) => config.web_search },
  writableRoots: { path: ['sandbox_workspace_write', 'writable_roots'], read: (config) => config.sandbox_workspace_write?.writable_roots },
  networkAccess: { path: ['sandbox_workspace_write', 'network_access'], read: (config) => config.sandbox_workspace_write?.network_access },
  excludeTmpdirEnvVar: {
    path: ['sandbox_workspace_write', 'exclude_tmpdir_env_var'],
    read: (config) => config.sandbox_workspace_write?.exclude_tmpdir_env_var,
  },
  excludeSlashTmp: {
    path: ['sandbox_workspace_write', 'exclude_slash_tmp'],
    read: (config) => config.sandbox_workspace_write?.exclude_slash_tmp,
  },
} as const satisfies Record<string, Key<unknown>>;

/** What somebody said about one setting, strongest first; never empty, the built-in default comes last. */
interface Candidates<T> {
  readonly key: string;
  readonly statements: readonly [Statement<T>, ...Statement<T>[]];
  readonly onDisallowed: 'fallback' | 'error';
}

interface Statement<T> {
  readonly value: T;
  readonly origin: Origin;
  readonly type: 'asked' | 'configured' | 'default';
}

/** What requirements allow of one setting. */
interface Limit<T> {
  readonly allows: (value: T) => boolean;
  /** What replaces a value that is not allowed. */
  readonly fallback: T;
  readonly origin: Origin;
}

const ASKED = withoutFile('the request');
const DEFAULTS = withoutFile('built-in defaults');

/** One setting of a configuration file. */
interface Key<T> {
  readonly path: readonly string[];
  readonly read: (checked: ConfigTable) => T | undefined;
}

function candidatesFor<T>(
  { config, onDisallowed = 'fallback' }: SettingsInput,
  { path, read }: Key<T>,
  byDefault: T,
  asked?: T | null,
): Candidates<T> {
  const configured = statementsOn(config, path, read).map((statement) => ({ ...statement, type: 'configured' as const }));
  const start: Statement<T>[] = asked === undefined || asked === null ? [] : [{ value: asked, origin: ASKED, type: 'asked' }];
  const statements = [...start, ...configured, { value: byDefault, origin: DEFAULTS, type: 'default' as const }];
  return { key: path.join('.'), statements: statements as [Statement<T>, ...Statement<T>[]], onDisallowed };
}

/** The strongest statement, or what requirements put in its place. */
function constrain<T>({ key, statements, onDisallowed }: Candidates<T>, limit: Limit<T> | null, diagnostics: Diagnostic[]): Setting<T> {
  const [first, ...rest] = statements;
  const beaten = rest.filter((statement) => statement.type !== 'default');
  if (!limit || limit.allows(first.value)) return { value: first.value, origin: first.origin, overridden: beaten };
  if (first.type !== 'default') diagnostics.push(disallowed(key, first, limit, onDisallowed));
  return { value: limit.fallback, origin: limit.origin, overridden: first.type === 'default' ? beaten : [first, ...beaten] };
}

function disallowed<T>(
  key: string,
  { value, origin, type }: Statement<T>,
  limit: Limit<T>,
  onDisallowed: 'fallback' | 'error',
): Diagnostic {
  const isError = type === 'asked' && onDisallowed === 'error';
  const what = `\`${key} = ${textOf(value)}\` (${formatOrigin(origin)}) is not allowed by ${formatOrigin(limit.origin)}`;
  return isError
    ? { code: 'CF041', severity: 'error', message: what, ...placeOf(origin), help: `ask for \`${textOf(limit.fallback)}\` instead` }
    : { code: 'CF040', severity: 'warning', message: `${what}; \`${textOf(limit.fallback)}\` is used`, ...placeOf(origin) };
}

function textOf(value: unknown): string {
  return JSON.stringify(value);
}

function resolveApprovalPolicy(input: SettingsInput, diagnostics: Diagnostic[]): Setting<ApprovalPolicy> {
  const byDefault: ApprovalPolicy = input.trust === 'untrusted' ? 'untrusted' : 'on-request';
  const asked = input.asked?.approvalPolicy;
  const candidates = candidatesFor<ApprovalPolicy>(input, KEYS.approvalPolicy, byDefault, asked);
  return constrain(candidates, limitTo(input, 'allowed_approval_policies', isSamePolicy), diagnostics);
}

/** The limit that a list of allowed values sets; its first element is the fallback. */
function limitTo<K extends 'allowed_approval_policies' | 'allowed_approvals_reviewers', T extends ApprovalPolicy | Reviewer>(
  { requirements }: SettingsInput,
  key: K,
  isSame: (a: T, b: T) => boolean,
): Limit<T> | null {
  const allowed = requirements.table[key] as readonly T[] | undefined;
  const fallback = allowed?.[0];
  if (!allowed || fallback === undefined) return null;
  return { allows: (value) => allowed.some((each) => isSame(each, value)), fallback, origin: originOf(requirements, [key]) };
}

function reviewerLimit(input: SettingsInput): Limit<Reviewer> | null {
  return limitTo<'allowed_approvals_reviewers', Reviewer>(input, 'allowed_approvals_reviewers', (a, b) => a === b);
}

/** In this order web search falls back; `disabled` is always allowed. */
const WEB_SEARCH_FALLBACK: readonly WebSearchMode[] = ['cached', 'live', 'indexed', 'disabled'];

function webSearchLimit({ requirements }: SettingsInput): Limit<WebSearchMode> | null {
  const allowed = requirements.table.allowed_web_search_modes;
  if (!allowed) return null;
  const allows = (mode: WebSearchMode) => mode === 'disabled' || allowed.includes(mode);
  return { allows, fallback: WEB_SEARCH_FALLBACK.find(allows) ?? 'disabled', origin: originOf(requirements, ['allowed_web_search_modes']) };
}

type Sandbox = Pick<Settings, 'sandboxMode' | 'permissionProfile'>;

function resolveSandbox(input: SettingsInput, policy: ApprovalPolicy, diagnostics: Diagnostic[]): Sandbox {
  const chosen = chooseProfile(input, diagnostics);
  const limit = sandboxLimit(input.requirements);
  if (chosen) {
    const { value: profile, origin, overridden } = chosen;
    if (!limit || limit.allows(profile.mode))
      return { sandboxMode: { value: profile.mode, origin, overridden: [] }, permissionProfile: chosen };
    const statement: Statement<SandboxMode> = { value: profile.mode, origin, type: 'configured' };
    const candidates: Candidates<SandboxMode> = { key: 'sandbox_mode', statements: [statement], onDisallowed: 'fallback' };
    return { sandboxMode: { ...constrain(candidates, limit, diagnostics), overridden }, permissionProfile: null };
  }
  const byDefault: SandboxMode = input.trust === null ? 'read-only' : 'workspace-write';
  const candidates = candidatesFor<SandboxMode>(input, KEYS.sandboxMode, byDefault, input.asked?.sandboxMode);
  const [first] = candidates.statements;
  if (policy === 'never' && first.value === 'danger-full-access' && limit && !limit.allows(first.value))
    diagnostics.push(nobodyToAsk(first, limit));
  return { sandboxMode: constrain(candidates, limit, diagnostics), permissionProfile: null };
}

function nobodyToAsk({ value, origin }: Statement<SandboxMode>, limit: Limit<SandboxMode>): Diagnostic {
  return {
    code: 'CF042',
    severity: 'error',
    message: `approval policy \`never\` with \`sandbox_mode = ${textOf(value)}\`, which ${formatOrigin(limit.origin)} does not allow`,
    ...placeOf(origin),
    help: 'choose an approval policy under which somebody can be asked, or a sandbox mode that is allowed',
  };
}

/** Paths that must not be read cannot be protected without a sandbox, so they exclude full access. */
function sandboxLimit(requirements: Requirements): Limit<SandboxMode> | null {
  const allowed = requirements.table.allowed_sandbox_modes;
  const [denied] = requirements.deniedReads;
  if (!allowed && !denied) return null;
  const allows = (mode: SandboxMode) => (allowed?.includes(mode) ?? true) && !(denied && mode === 'danger-full-access');
  return {
    allows,
    fallback: 'read-only',
    origin: allowed ? originOf(requirements, ['allowed_sandbox_modes']) : (denied?.origin ?? requirements.sourced.origin),
  };
}

/** The permission profile in force, or null where a sandbox mode decides. Requirements that list profiles leave no room for a mode. */
function chooseProfile(input: SettingsInput, diagnostics: Diagnostic[]): Setting<PermissionProfile> | null {
  const { config, requirements, asked } = input;
  const allowed = requirements.table.allowed_permission_profiles;
  const configured = statementsOn(config, KEYS.defaultPermissions.path, KEYS.defaultPermissions.read);
  if (!allowed && (configured.length === 0 || asked?.sandboxMode)) return null;
  const required = {
    value: requirements.table.default_permissions ?? ':workspace',
    origin: originOf(requirements, [
      requirements.table.default_permissions === undefined ? 'allowed_permission_profiles' : 'default_permissions',
    ]),
  };
  const definitions = profileDefinitions(config, requirements);
  const [first, ...rest] = configured;
  const isAllowed =
    first !== undefined && (!allowed || ownEntry(allowed, first.value) === true) && resolveProfile(first.value, definitions) !== null;
  if (first && !isAllowed) diagnostics.push(profileRefused(first, allowed ? 'warning' : 'error'));
  const chosen = isAllowed && first ? first : required;
  const profile = resolveProfile(chosen.value, definitions);
  return profile && { value: profile, origin: chosen.origin, overridden: isAllowed ? rest : configured };
}

function profileRefused({ value, origin }: { value: string; origin: Origin }, severity: 'warning' | 'error'): Diagnostic {
  return {
    code: 'CF047',
    severity,
    message: `the permission profile \`${value}\` is not ${severity === 'warning' ? 'allowed by requirements' : 'defined'}`,
    ...placeOf(origin),
    help: 'choose another profile in `default_permissions`',
  };
}

/** Profiles of requirements win over configured ones of the same name. */
function profileDefinitions(config: MergedConfig, requirements: Requirements): SourcedTable {
  const tables = [config.table, requirements.sourced].map((table) => sourcedAt(table, ['permissions']));
  const [low, high] = tables.map((table) => (table?.type === 'table' ? table : emptyTable('no profiles')));
  const merged = mergeTables(low ?? emptyTable(''), high ?? emptyTable(''));
  const entries = new Map(merged.entries);
  entries.delete('filesystem');
  return { ...merged, entries };
}

function resolveFeatures({ config, requirements }: SettingsInput): ReadonlyMap<string, Setting<boolean>> {
  const features = new Map<string, Setting<boolean>>();
  const configured = sourcedAt(config.table, ['features']);
  for (const name of configured?.type === 'table' ? configured.entries.keys() : []) {
    const [first, ...rest] = statementsOnFeature(config, name);
    if (first) features.set(name, { value: first.value, origin: first.origin, overridden: rest });
  }
  for (const [name, value] of Object.entries(requirements.table.features ?? {})) {
    const overridden = statementsOnFeature(config, name).filter((statement) => statement.value !== value);
    features.set(name, { value, origin: originOf(requirements, ['features', name]), overridden });
  }
  return features;
}

/** A feature is a switch, or a table of options that says nothing about it. */
function statementsOnFeature(config: MergedConfig, name: string) {
  return statementsOn(config, ['features', name], ({ features }) => {
    const value = ownEntry(features, name);
    return typeof value === 'boolean' ? value : undefined;
  });
}
