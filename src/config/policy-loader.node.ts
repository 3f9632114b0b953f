/**
 * Loads all policy of a machine into one snapshot, and again when something may have changed.
 *
 * INVARIANT: each file is read once a load. A load of an unchanged stack looks at stamps only and returns the same snapshot. A layer that
 * breaks keeps its last good prompts and forbids, loses its allows, and never delays the layers above it.
 */
import { type Diagnostic, hasErrors, type Profile } from '../base/index.ts';
import { parseRules, type RuleSet } from '../rules/index.ts';
import { type ConfigLayer, mergeConfig, parseConfigLayer } from './config-layer.ts';
import { requirementsOfManagedConfig } from './legacy-managed.ts';
import {
  type Found,
  type FoundRules,
  findMachineSources,
  findProjectSources,
  type MachineSources,
  type SourceFlags,
} from './machine-sources.node.ts';
import type { ConfigLayerType, RequirementLayerType } from './origin.ts';
import { pathsOf } from './places.node.ts';
import { findProject, type Project, trustOf } from './project.node.ts';
import { type ProjectLayer, readProjectLayer } from './project-layer.node.ts';
import { parseRequirementLayer, type RequirementLayer } from './requirement-layer.ts';
import type { Precedence } from './requirement-merge.ts';
import { type Requirements, resolveRequirements } from './requirements.ts';
import { type SeenFiles, watchReads } from './seen-files.ts';
import {
  fingerprintOf,
  type LayerReport,
  type LayerState,
  NO_RULES,
  type PolicySnapshot,
  type RuleLayer,
  withoutAllows,
} from './snapshot.ts';
import type { SourceContext } from './source-reader.node.ts';
import type { TrustLevel } from './vocabulary.ts';

export interface PolicyLoaderOptions {
  readonly profile: Profile;
  /** Asked for only where requirements depend on it. */
  readonly hostname: () => Promise<string | null>;
  readonly cwd: string;
  readonly context: SourceContext;
  readonly flags: SourceFlags;
  readonly precedence?: Precedence;
  /** Milliseconds; the clock of the machine unless given. */
  readonly now?: () => number;
}

export interface PolicyLoader {
  load(): Promise<PolicySnapshot>;
}

/** What earlier loads have left behind. */
interface Memory {
  snapshot: PolicySnapshot | null;
  seen: SeenFiles | null;
  /** Last good state of lower layers, by path. */
  readonly config: Map<string, LastGood<ConfigLayer>>;
  readonly rules: Map<string, LastGood<RuleSet>>;
}

interface LastGood<T> {
  readonly value: T;
  readonly digest: string | null;
}

export function createPolicyLoader(options: PolicyLoaderOptions): PolicyLoader {
  const memory: Memory = { snapshot: null, seen: null, config: new Map(), rules: new Map() };
  return {
    load: async () => {
      if (memory.snapshot && (await memory.seen?.isUnchanged())) return memory.snapshot;
      const seen = watchReads(options.context.files, options.now ?? Date.now);
      for (const path of options.context.preferences.paths) await seen.files.stamp(path);
      const snapshot = await loadSnapshot({ ...options, context: { ...options.context, files: seen.files } }, memory);
      const isSame = memory.snapshot !== null && JSON.stringify(memory.snapshot.layers) === JSON.stringify(snapshot.layers);
      memory.seen = seen;
      memory.snapshot = isSame ? memory.snapshot : snapshot;
      return memory.snapshot ?? snapshot;
    },
  };
}

/** One layer after reading: what it contributes, and what became of it. */
interface Read<T> {
  readonly value: T | null;
  readonly report: LayerReport;
  readonly diagnostics: readonly Diagnostic[];
}

async function loadSnapshot(options: PolicyLoaderOptions, memory: Memory): Promise<PolicySnapshot> {
  const machine = await findMachineSources(options.context, options.flags);
  const config = await Promise.all(machine.config.map((found) => readConfig(found, options, memory)));
  const base = mergeConfig(config.flatMap((each) => each.value ?? []));
  const project = await findProject(options.cwd, options.context.platform, options.context.files, base);
  const trust = trustOf(options.cwd, project, base);
  const folders = await readProject(project, trust, options);
  const rules = machine.rules.map((found) => readRules(found, memory));
  const requirements = await readRequirements(machine, config, options);
  return assemble({ options, config, folders, rules, requirements, project, trust });
}

async function readConfig(found: Found<ConfigLayerType>, { profile }: PolicyLoaderOptions, memory: Memory): Promise<Read<ConfigLayer>> {
  const { type, name, text } = found;
  const { path, digest } = text;
  const report = (state: LayerState, inForce: string | null): LayerReport => {
    return { kind: 'configuration', type, name, path, state, digest, inForce };
  };
  if (text.state === 'absent') return { value: null, report: report('absent', null), diagnostics: [] };
  const parsed =
    text.text === null
      ? { value: null, diagnostics: text.diagnostics }
      : await parseConfigLayer({ type, name, source: path, text: text.text }, profile);
  if (parsed.value) memory.config.set(path, { value: parsed.value, digest });
  const last = memory.config.get(path);
  const state = parsed.value ? 'active' : 'broken';
  return { value: last?.value ?? null, report: report(state, last?.digest ?? null), diagnostics: parsed.diagnostics };
}

function readRules({ type, name, folder }: FoundRules, memory: Memory): Read<RuleLayer> {
  const { path } = folder;
  const digest = folder.files.length === 0 ? null : folder.files.map((file) => file.digest).join(' ');
  const report = (state: LayerState, inForce: string | null): LayerReport => ({ kind: 'rules', type, name, path, state, digest, inForce });
  if (folder.state === 'absent') return { value: null, report: report('absent', null), diagnostics: [] };
  const parsed = parseRules(folder.files.map((file) => ({ source: file.path, text: file.text ?? '', layer: name })));
  const diagnostics = [...folder.diagnostics, ...parsed.diagnostics];
  if (parsed.value && !hasErrors(diagnostics)) {
    memory.rules.set(path, { value: parsed.value, digest });
    return { value: { type, name, rules: parsed.value }, report: report('active', digest), diagnostics };
  }
  const last = memory.rules.get(path);
  return {
    value: { type, name, rules: withoutAllows(last?.value ?? NO_RULES) },
    report: report('broken', last?.digest ?? null),
    diagnostics,
  };
}

/** One `.codex` folder of the project. */
interface ProjectFolder {
  readonly path: string;
  readonly layer: ProjectLayer;
}

async function readProject(project: Project, trust: TrustLevel | null, options: PolicyLoaderOptions): Promise<readonly ProjectFolder[]> {
  const { context } = options;
  const { join } = pathsOf(context.platform);
  const paths = project.folders.map((folder) => join(folder, '.codex')).filter((path) => path !== context.places.codexHome);
  const disabled: ProjectLayer = { state: 'disabled', digest: null, inForce: null, config: null, rules: NO_RULES, diagnostics: [] };
  return Promise.all(
    paths.map(async (path) => {
      if (trust === 'trusted') return { path, layer: await readProjectLayer(await findProjectSources(path, context), options) };
      const isThere = (await context.files.stamp(path)) !== null;
      return { path, layer: isThere ? disabled : { ...disabled, state: 'absent' } };
    }),
  );
}

interface ReadRequirements {
  readonly value: Requirements | null;
  readonly reports: readonly LayerReport[];
  readonly diagnostics: readonly Diagnostic[];
}

async function readRequirements(
  machine: MachineSources,
  config: readonly Read<ConfigLayer>[],
  options: PolicyLoaderOptions,
): Promise<ReadRequirements> {
  const read = await Promise.all(machine.requirements.map((found) => readRequirement(found, options)));
  const reports = read.map((each) => each.report);
  const diagnostics = read.flatMap((each) => each.diagnostics);
  if (reports.some((report) => report.state === 'broken')) return { value: null, reports, diagnostics };
  const layers = [...read.flatMap((each) => each.value ?? []), ...legacyRequirements(config)];
  const configured = mergeConfig(config.flatMap((each) => each.value ?? [])).layers.map((layer) => layer.checked);
  const { profile, precedence } = options;
  const resolved = await resolveRequirements(layers, {
    profile,
    ...(precedence ? { precedence } : {}),
    config: {
      profiles: new Set(configured.flatMap((checked) => Object.keys(checked.permissions ?? {}))),
      defaultPermissions: configured.find((checked) => checked.default_permissions !== undefined)?.default_permissions ?? null,
    },
  });
  return { value: resolved.value, reports, diagnostics: [...diagnostics, ...resolved.diagnostics] };
}

async function readRequirement(
  { type, name, text }: Found<RequirementLayerType>,
  options: PolicyLoaderOptions,
): Promise<Read<RequirementLayer>> {
  const { path, digest } = text;
  const report = (state: LayerState): LayerReport => {
    return { kind: 'requirements', type, name, path, state, digest, inForce: state === 'active' ? digest : null };
  };
  if (text.state === 'absent') return { value: null, report: report('absent'), diagnostics: [] };
  if (text.text === null) return { value: null, report: report('broken'), diagnostics: text.diagnostics };
  const hostname = text.text.includes('remote_sandbox_config') ? await options.hostname() : null;
  const parsed = await parseRequirementLayer({ type, name, source: path, text: text.text }, { ...options, hostname });
  return { value: parsed.value, report: report(parsed.value ? 'active' : 'broken'), diagnostics: parsed.diagnostics };
}

/** Older managed configuration requires what it sets. */
function legacyRequirements(config: readonly Read<ConfigLayer>[]): readonly RequirementLayer[] {
  return config.flatMap(({ value }) => {
    if (!value || (value.type !== 'legacy-mdm' && value.type !== 'legacy-file')) return [];
    return requirementsOfManagedConfig(value.table, { type: value.type, name: value.name, source: value.source }) ?? [];
  });
}

interface Parts {
  readonly options: PolicyLoaderOptions;
  readonly config: readonly Read<ConfigLayer>[];
  readonly folders: readonly ProjectFolder[];
  readonly rules: readonly Read<RuleLayer>[];
  readonly requirements: ReadRequirements;
  readonly project: Project;
  readonly trust: TrustLevel | null;
}

function assemble(parts: Parts): PolicySnapshot {
  const { options, config, folders, rules, requirements, project, trust } = parts;
  const projectReports = folders.map(({ path, layer }): LayerReport => {
    return {
      kind: 'configuration',
      type: 'project',
      name: 'project',
      path,
      state: layer.state,
      digest: layer.digest,
      inForce: layer.inForce,
    };
  });
  const layers = [...requirements.reports, ...config.map((each) => each.report), ...projectReports, ...rules.map((each) => each.report)];
  const restriction = restrictionOf(parts, layers);
  const nearestFirst = [...folders].reverse().flatMap(({ layer }) => layer.config ?? []);
  return {
    fingerprint: fingerprintOf(layers, [options.profile, sandboxModesOf(requirements.value), trust ?? '']),
    profile: options.profile,
    restriction,
    requirements: restriction === 'forbid-all' ? null : requirements.value,
    config: mergeConfig([...nearestFirst, ...config.flatMap((each) => each.value ?? [])]),
    rules: collectRules(parts),
    trust,
    projectRoot: project.root,
    layers,
    diagnostics: [
      ...requirements.diagnostics,
      ...[...config, ...rules].flatMap((each) => each.diagnostics),
      ...folders.flatMap(({ layer }) => layer.diagnostics),
    ],
    policyPaths: policyPathsOf(parts),
  };
}

/** The only thing that depends on the name of the machine. */
function sandboxModesOf(requirements: Requirements | null): string {
  return requirements?.table.allowed_sandbox_modes?.join(' ') ?? '';
}

/** Layers whose breaking leaves nothing that could be relied on; all others only keep things from being allowed. */
const VITAL: ReadonlySet<string> = new Set([
  'mdm',
  'legacy-mdm',
  'legacy-file',
  'cloud',
  'system',
  'flags',
  'cloud-overlay',
  'cloud-baseline',
]);

function restrictionOf({ options, requirements }: Parts, layers: readonly LayerReport[]): PolicySnapshot['restriction'] {
  const broken = layers.filter((layer) => layer.state === 'broken');
  if (requirements.value === null || broken.some((layer) => VITAL.has(layer.type))) return 'forbid-all';
  // Codex does not start a session with configuration that it cannot read; broken rules it leaves out.
  if (options.profile === 'codex') return broken.some((layer) => layer.kind === 'configuration') ? 'forbid-all' : 'none';
  return broken.length > 0 ? 'no-default-allow' : 'none';
}

/** Low to high. In `codex`, one broken file anywhere discards the rules of all layers (reference: codex-semantics §5.3). */
function collectRules({ options, rules, folders }: Parts): readonly RuleLayer[] {
  const ofProject = folders.map(({ layer }): RuleLayer => ({ type: 'project', name: 'project rules', rules: layer.rules }));
  const isBroken = rules.some((each) => each.report.state === 'broken') || folders.some(({ layer }) => layer.state === 'broken');
  if (options.profile === 'codex' && isBroken) return [];
  return [...rules.flatMap((each) => each.value ?? []), ...ofProject].filter((layer) => layer.rules !== NO_RULES);
}

/** Everything an agent could loosen policy with. */
function policyPathsOf({ options, folders }: Parts): readonly string[] {
  const { join } = pathsOf(options.context.platform);
  const { system, codexHome, ownHome } = options.context.places;
  const own = ['config.toml', 'hooks.json', 'hooks', 'rules'].map((name) => join(codexHome, name));
  return [...system, ...own, ownHome, ...options.flags.requirements, ...folders.map((folder) => folder.path)];
}
