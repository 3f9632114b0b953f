/**
 * A policy that travels inside a request: texts of rules, requirements and configuration, highest precedence first; no file takes part.
 *
 * INVARIANT: as for files: requirements that are broken forbid everything, broken rules or configuration allow nothing by default; what a
 * project brings along only counts where it is trusted, and in `strict` only to make answers stricter. In `codex` broken rules are left
 * out, all of them, and broken configuration is the end (reference: the protocol's `policy` field; codex-semantics §5.2, §5.3).
 */
import { closest, type Diagnostic, digestText, hasErrors, type Profile } from '../base/index.ts';
import {
  type ConfigLayer,
  type ConfigSource,
  joinMcp,
  loadRequirements,
  mergeConfig,
  parseConfigLayer,
  TRUST_LEVELS,
  type TrustLevel,
  withoutAllows,
} from '../config/index.ts';
import { type ParsedRules, parseRules, type RuleSet } from '../rules/index.ts';
import { joinPolicy, joinRules, NO_RULES, type Policy, parsePolicy, type RuleInput, type SettingsSources, settingsOf } from './policy.ts';

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
  /** Files of the project by their path in it; only those of its `.codex` folder matter. */
  readonly projectFiles?: Readonly<Record<string, string>> | null;
}

const FIELDS = ['prefixRules', 'rules', 'requirements', 'config', 'projectTrust', 'projectFiles'];

/**
 * Folders of files that a person named, by their names. Each of these files counts, whatever it is called, and relative paths in it start in
 * its folder; a text of a request has neither.
 */
export type NamedFolders = ReadonlyMap<string, string>;

const NO_FOLDERS: NamedFolders = new Map();

/** Reads a policy; what is wrong with it is in its diagnostics and in what it forbids. */
export async function readInlinePolicy(
  inline: InlinePolicy,
  profile: Profile,
  hostname: string | null,
  folders: NamedFolders = NO_FOLDERS,
): Promise<Policy | Diagnostic> {
  const fault = checkShape(inline);
  if (fault !== null) return fault;
  const configured = await readConfig(inline, profile);
  const required = await readRequirements(inline, configured.layers, { profile, hostname, folders });
  const rules = readRules(inline, profile, folders);
  const isBroken = {
    requirements: required.value === null,
    config: hasErrors(configured.diagnostics),
    rules: hasErrors(rules.diagnostics),
  };
  const config = mergeConfig(configured.layers);
  const requirements = required.value;
  return joinPolicy({
    profile,
    requirements,
    config,
    mcp: await joinMcp(requirements, config, profile),
    rules: rules.value,
    restriction: RESTRICTION[profile](isBroken),
    // A caller's own settings count as asked for; without configuration there is nothing they could be checked against but requirements.
    settings: settingsOf({ config, requirements, trust: inline.projectTrust ?? null }),
    policyPaths: [],
    fingerprint: digestText(JSON.stringify([profile, inline])),
    diagnostics: [...required.diagnostics, ...configured.diagnostics, ...rules.diagnostics],
  });
}

interface Asked {
  readonly profile: Profile;
  readonly hostname: string | null;
  readonly folders: NamedFolders;
}

function readRequirements({ requirements = [] }: InlinePolicy, layers: readonly ConfigLayer[], { profile, hostname, folders }: Asked) {
  const sources = requirements.map(({ name, text }) => {
    const folder = folders.get(name);
    return { type: 'system' as const, name, source: name, text, ...(folder === undefined ? {} : { folder }) };
  });
  const checked = layers.map((layer) => layer.checked);
  const config = {
    profiles: new Set(checked.flatMap((each) => Object.keys(each.permissions ?? {}))),
    defaultPermissions: checked.find((each) => each.default_permissions !== undefined)?.default_permissions ?? null,
  };
  return loadRequirements(sources, { profile, hostname, config });
}

/** What the settings of a policy are made from that rules alone make. */
export async function sourcesOfRules(profile: Profile): Promise<SettingsSources> {
  const context = { profile, hostname: null, config: { profiles: new Set<string>(), defaultPermissions: null } };
  return { config: mergeConfig([]), requirements: (await loadRequirements([], context)).value, trust: null };
}

interface Broken {
  readonly requirements: boolean;
  readonly config: boolean;
  readonly rules: boolean;
}

/** What is left of a policy that is broken in places. */
const RESTRICTION: Readonly<Record<Profile, (broken: Broken) => Policy['restriction']>> = {
  strict: ({ requirements, config, rules }) => (requirements ? 'forbid-all' : config || rules ? 'no-default-allow' : 'none'),
  codex: ({ requirements, config }) => (requirements || config ? 'forbid-all' : 'none'),
};

interface ReadConfig {
  /** The highest first. */
  readonly layers: readonly ConfigLayer[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Configuration of a project could loosen, so `strict`, which does not know whether the user has confirmed it, leaves it out. */
async function readConfig({ config, projectTrust, projectFiles }: InlinePolicy, profile: Profile): Promise<ReadConfig> {
  const sources: ConfigSource[] = [];
  const ofProject = projectTrust === 'trusted' && profile === 'codex' ? projectFiles?.[PROJECT_CONFIG] : undefined;
  if (ofProject !== undefined) sources.push({ type: 'project', name: 'project configuration', source: PROJECT_CONFIG, text: ofProject });
  if (config != null) sources.push({ type: 'user', name: 'inline configuration', source: 'config.toml', text: config });
  const parsed = await Promise.all(sources.map((source) => parseConfigLayer(source, profile)));
  return { layers: parsed.flatMap(({ value }) => value ?? []), diagnostics: parsed.flatMap(({ diagnostics }) => diagnostics) };
}

const PROJECT_CONFIG = '.codex/config.toml';

interface ReadRules {
  readonly value: RuleSet;
  readonly diagnostics: readonly Diagnostic[];
}

/** Rule objects first, then files, then those of the project; one broken file and there are none. */
function readRules(inline: InlinePolicy, profile: Profile, folders: NamedFolders): ReadRules {
  const { prefixRules = [], rules = [], projectTrust, projectFiles } = inline;
  const objects = parsePolicy(prefixRules, 'prefixRules');
  const own = parseFiles(
    rules.filter(({ name }) => name.endsWith('.rules') || folders.has(name)),
    profile,
  );
  const ofProject =
    projectTrust === 'trusted' ? parseFiles(projectRules(projectFiles ?? {}), profile) : { value: NO_RULES, diagnostics: [] };
  const diagnostics = [objects, own, ofProject].flatMap((each) => each.diagnostics);
  if (objects.value === null || own.value === null) return { value: NO_RULES, diagnostics };
  if (ofProject.value === null && profile === 'codex') return { value: NO_RULES, diagnostics };
  const project = ofProject.value ?? NO_RULES;
  return { value: joinRules([objects.value.rules, own.value, profile === 'codex' ? project : withoutAllows(project)]), diagnostics };
}

function parseFiles(files: readonly PolicyText[], profile: Profile): ParsedRules {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return parseRules(
    sorted.map(({ name, text }) => ({ source: name, text })),
    { profile },
  );
}

/** Rules lie directly in `.codex/rules` of the project. */
function projectRules(files: Readonly<Record<string, string>>): readonly PolicyText[] {
  return Object.entries(files).flatMap(([name, text]) => (PROJECT_RULES.test(name) ? [{ name, text }] : []));
}

const PROJECT_RULES = /^\.codex\/rules\/[^/]+\.rules$/;

function checkShape(inline: InlinePolicy): Diagnostic | null {
  if (typeof inline !== 'object' || inline === null) return fault('`policy` must be an object');
  const field = Object.keys(inline).find((key) => !FIELDS.includes(key));
  const meant = field === undefined ? null : closest(field, FIELDS);
  if (field !== undefined) return fault(`unknown field \`policy.${field}\`${meant === null ? '' : `, did you mean \`${meant}\`?`}`);
  for (const key of ['rules', 'requirements'] as const)
    if (!isTexts(inline[key])) return fault(`\`policy.${key}\` must be a list of { name, text }`);
  if (inline.prefixRules !== undefined && !Array.isArray(inline.prefixRules)) return fault('`policy.prefixRules` must be a list of rules');
  if (inline.config != null && typeof inline.config !== 'string') return fault('`policy.config` must be a string');
  if (inline.projectTrust != null && !(TRUST_LEVELS as readonly unknown[]).includes(inline.projectTrust))
    return fault(`\`policy.projectTrust\` must be ${TRUST_LEVELS.join(' or ')}`);
  return isTable(inline.projectFiles) ? null : fault('`policy.projectFiles` must be an object of texts by their paths');
}

function isTable(value: unknown): boolean {
  return (
    value == null || (typeof value === 'object' && !Array.isArray(value) && Object.values(value).every((each) => typeof each === 'string'))
  );
}

function isTexts(value: unknown): boolean {
  return (
    value === undefined || (Array.isArray(value) && value.every((each) => typeof each?.name === 'string' && typeof each?.text === 'string'))
  );
}

function fault(message: string): Diagnostic {
  return { code: 'EN030', severity: 'error', message };
}
