/**
 * A policy that travels inside a request: texts of rules, requirements and configuration, highest precedence first; no file takes part.
 *
 * INVARIANT: as for files: requirements that are broken forbid everything, broken rules or configuration allow nothing by default.
 * Reference: the protocol's `policy` field.
 */
import { closest, type Diagnostic, digestText, hasErrors, type Profile } from '../base/index.ts';
import {
  type ConfigLayer,
  environmentNetwork,
  joinMcp,
  loadRequirements,
  mergeConfig,
  parseConfigLayer,
  type Requirements,
  resolveSettings,
  type TrustLevel,
} from '../config/index.ts';
import { parseRules, type RuleSet } from '../rules/index.ts';
import { allowedModesOf, networkOf, type Policy, parsePolicy, profileFaults, type RuleInput } from './policy.ts';

/** One text of a policy, named for people. */
export interface PolicyText {
  readonly name: string;
  readonly text: string;
}

export interface InlinePolicy {
  readonly prefixRules?: readonly RuleInput[];
  /** As files of a rules folder: names that do not end in `.rules` are skipped, the others read in the order of their names. */
  readonly rules?: readonly PolicyText[];
  /** Highest precedence first. */
  readonly requirements?: readonly PolicyText[];
  readonly config?: string | null;
  readonly projectTrust?: TrustLevel | null;
  readonly projectFiles?: Readonly<Record<string, string>> | null;
}

const FIELDS = ['prefixRules', 'rules', 'requirements', 'config', 'projectTrust', 'projectFiles'];
const NO_RULES: RuleSet = { prefixRules: [], networkRules: [], hostExecutables: [] };

/** Reads a policy; what is wrong with it is in its diagnostics and in what it forbids. */
export async function readInlinePolicy(inline: InlinePolicy, profile: Profile, hostname: string | null): Promise<Policy | Diagnostic> {
  const fault = checkShape(inline);
  if (fault !== null) return fault;
  const config =
    inline.config == null
      ? null
      : await parseConfigLayer({ type: 'user', name: 'inline configuration', source: 'config.toml', text: inline.config }, profile);
  const sources = (inline.requirements ?? []).map(({ name, text }) => ({ type: 'system' as const, name, source: name, text }));
  const checked = config?.value?.checked;
  const required = await loadRequirements(sources, {
    profile,
    hostname,
    config: { profiles: new Set(Object.keys(checked?.permissions ?? {})), defaultPermissions: checked?.default_permissions ?? null },
  });
  const rules = readRules(inline);
  const diagnostics = [...required.diagnostics, ...(config?.diagnostics ?? []), ...rules.diagnostics];
  const restriction =
    required.value === null
      ? 'forbid-all'
      : hasErrors([...(config?.diagnostics ?? []), ...rules.diagnostics])
        ? 'no-default-allow'
        : 'none';
  return policyOf(inline, {
    profile,
    requirements: required.value,
    rules: rules.value,
    layers: config?.value ? [config.value] : [],
    diagnostics,
    restriction,
  });
}

interface Parts {
  readonly profile: Profile;
  readonly requirements: Requirements | null;
  readonly rules: RuleSet;
  readonly layers: readonly ConfigLayer[];
  readonly diagnostics: readonly Diagnostic[];
  readonly restriction: Policy['restriction'];
}

async function policyOf(inline: InlinePolicy, parts: Parts): Promise<Policy> {
  const { profile, requirements, rules, layers, diagnostics, restriction } = parts;
  const config = mergeConfig(layers);
  const mcp = await joinMcp(requirements, config, profile);
  const environment = environmentNetwork(requirements, config);
  const broken = [...environment.diagnostics, ...profileFaults(requirements, profile)];
  const trust = inline.projectTrust ?? null;
  const all: RuleSet = { ...rules, prefixRules: [...rules.prefixRules, ...(requirements?.rules ?? [])] };
  return {
    profile,
    rules: restriction === 'forbid-all' ? NO_RULES : all,
    deniedReads: requirements?.deniedReads ?? [],
    network: networkOf(requirements, rules, profile),
    environment: environment.value,
    mcp,
    allowedModes: allowedModesOf(requirements),
    restriction: hasErrors(broken) ? 'forbid-all' : restriction,
    // A caller's own settings count as asked for; without configuration there is nothing they could be checked against but requirements.
    settings: requirements === null ? null : (asked) => resolveSettings({ config, requirements, trust, asked, onDisallowed: 'fallback' }),
    policyPaths: [],
    fingerprint: digestText(JSON.stringify([profile, inline])),
    diagnostics: [...diagnostics, ...broken],
  };
}

/** Rule objects first, then files; one broken file and there are none. */
function readRules({ prefixRules = [], rules = [] }: InlinePolicy): { value: RuleSet; diagnostics: readonly Diagnostic[] } {
  const objects = parsePolicy(prefixRules, 'prefixRules');
  const files = rules.filter(({ name }) => name.endsWith('.rules')).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const parsed = parseRules(files.map(({ name, text }) => ({ source: name, text })));
  const diagnostics = [...objects.diagnostics, ...parsed.diagnostics];
  if (objects.value === null || parsed.value === null) return { value: NO_RULES, diagnostics };
  return { value: { ...parsed.value, prefixRules: [...objects.value.rules.prefixRules, ...parsed.value.prefixRules] }, diagnostics };
}

function checkShape(inline: InlinePolicy): Diagnostic | null {
  if (typeof inline !== 'object' || inline === null) return fault('`policy` must be an object');
  const field = Object.keys(inline).find((key) => !FIELDS.includes(key));
  const meant = field === undefined ? null : closest(field, FIELDS);
  if (field !== undefined) return fault(`unknown field \`policy.${field}\`${meant === null ? '' : `, did you mean \`${meant}\`?`}`);
  for (const key of ['rules', 'requirements'] as const)
    if (!isTexts(inline[key])) return fault(`\`policy.${key}\` must be a list of { name, text }`);
  if (inline.prefixRules !== undefined && !Array.isArray(inline.prefixRules)) return fault('`policy.prefixRules` must be a list of rules');
  return inline.config == null || typeof inline.config === 'string' ? null : fault('`policy.config` must be a string');
}

function isTexts(value: unknown): boolean {
  return (
    value === undefined || (Array.isArray(value) && value.every((each) => typeof each?.name === 'string' && typeof each?.text === 'string'))
  );
}

function fault(message: string): Diagnostic {
  return { code: 'EN030', severity: 'error', message };
}
