/**
 * Loads all policy of a machine into one snapshot, and again when something may have changed.
 *
 * INVARIANT: each file is read once a load. A load of an unchanged stack looks at stamps only and returns the same snapshot. A layer that
 * breaks keeps its last good prompts and forbids, loses its allows, and never delays the layers above it.
 */
import type { Diagnostic, Profile } from '../base/index.ts';
import { type ConfigLayer, mergeConfig } from './config-layer.ts';
import { requirementsOfManagedConfig } from './legacy-managed.ts';
import { type LastGoodLayers, type LayerContext, type LayerRead, readConfig, readRequirement, readRules } from './machine-layers.node.ts';
import { findMachineSources, findProjectSources, type MachineSources, type SourceFlags } from './machine-sources.node.ts';
import { joinMcp } from './mcp-sources.ts';
import { pathsOf } from './places.node.ts';
import { findProject, type Project, trustOf } from './project.node.ts';
import { type ProjectLayer, readProjectLayer } from './project-layer.node.ts';
import { createRecall, type Recall, type RecallMemory } from './recall.ts';
import type { RequirementLayer } from './requirement-layer.ts';
import type { Precedence } from './requirement-merge.ts';
import { type Requirements, resolveRequirements } from './requirements.ts';
import { type SeenFiles, watchReads } from './seen-files.ts';
import { fingerprintOf, type LayerReport, NO_RULES, type PolicySnapshot, type RuleLayer } from './snapshot.ts';
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
  /** What the last load looked at, see `SeenFiles`. */
  looks(): ReadonlyMap<string, string | null> | null;
}

/** What earlier loads have left behind. */
interface Memory {
  snapshot: PolicySnapshot | null;
  seen: SeenFiles | null;
  readonly last: LastGoodLayers;
  readonly recall: RecallMemory;
}

export function createPolicyLoader(options: PolicyLoaderOptions): PolicyLoader {
  const memory: Memory = { snapshot: null, seen: null, last: { config: new Map(), rules: new Map() }, recall: createRecall() };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    looks: () => memory.seen?.looks() ?? null,
    // One after the other: a load that begins later must see what changed in between.
    load: () => {
      const next = turn.then(() => loadAgain(options, memory));
      turn = next.catch(() => {});
      return next;
    },
  };
}

async function loadAgain(options: PolicyLoaderOptions, memory: Memory): Promise<PolicySnapshot> {
  if (memory.snapshot && (await memory.seen?.isUnchanged())) return memory.snapshot;
  const seen = watchReads(options.context.files, options.now ?? Date.now);
  for (const path of options.context.preferences.paths) await seen.files.stamp(path);
  const snapshot = await loadSnapshot({ ...options, context: { ...options.context, files: seen.files } }, memory);
  memory.seen = seen;
  if (!memory.snapshot || !isSameState(memory.snapshot, snapshot)) memory.snapshot = snapshot;
  return memory.snapshot;
}

function isSameState(a: PolicySnapshot, b: PolicySnapshot): boolean {
  return a.fingerprint === b.fingerprint && JSON.stringify(a.layers) === JSON.stringify(b.layers);
}

async function loadSnapshot(options: PolicyLoaderOptions, memory: Memory): Promise<PolicySnapshot> {
  const machine = await findMachineSources(options.context, options.flags);
  const context: LayerContext = { profile: options.profile, hostname: options.hostname, last: memory.last, recall: memory.recall.begin() };
  const config = await Promise.all(machine.config.map((found) => readConfig(found, context)));
  const base = mergeConfig(config.flatMap((each) => each.value ?? []));
  const project = await findProject(options.cwd, options.context.platform, options.context.files, base);
  const trust = trustOf(options.cwd, project, base);
  const folders = await readProject(project, trust, { ...options, recall: context.recall });
  const rules = machine.rules.map((found) => readRules(found, context));
  const requirements = await readRequirements(machine, config, options, context);
  const snapshot = assemble({ options, config, folders, rules, requirements, project, trust });
  return { ...snapshot, mcp: await joinMcp(snapshot.requirements, snapshot.config, snapshot.profile) };
}

/** One `.codex` folder of the project. */
interface ProjectFolder {
  readonly path: string;
  readonly layer: ProjectLayer;
}

async function readProject(
  project: Project,
  trust: TrustLevel | null,
  options: PolicyLoaderOptions & { readonly recall: Recall },
): Promise<readonly ProjectFolder[]> {
  const { context } = options;
  const { join } = pathsOf(context.platform);
  const paths = project.folders.map((folder) => join(folder, '.codex')).filter((path) => path !== context.places.codexHome);
  const disabled: ProjectLayer = {
    state: 'disabled',
    digest: null,
    inForce: null,
    config: null,
    rules: NO_RULES,
    faults: [],
    diagnostics: [],
  };
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
  config: readonly LayerRead<ConfigLayer>[],
  { precedence }: PolicyLoaderOptions,
  context: LayerContext,
): Promise<ReadRequirements> {
  const read = await Promise.all(machine.requirements.map((found) => readRequirement(found, context)));
  const reports = read.map((each) => each.report);
  const diagnostics = read.flatMap((each) => each.diagnostics);
  if (reports.some((report) => report.state === 'broken')) return { value: null, reports, diagnostics };
  const layers = [...read.flatMap((each) => each.value ?? []), ...legacyRequirements(config)];
  const configured = mergeConfig(config.flatMap((each) => each.value ?? [])).layers.map((layer) => layer.checked);
  const { profile } = context;
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

/** Older managed configuration requires what it sets. */
function legacyRequirements(config: readonly LayerRead<ConfigLayer>[]): readonly RequirementLayer[] {
  return config.flatMap(({ value }) => {
    if (!value || (value.type !== 'legacy-mdm' && value.type !== 'legacy-file')) return [];
    return requirementsOfManagedConfig(value.table, { type: value.type, name: value.name, source: value.source }) ?? [];
  });
}

interface Parts {
  readonly options: PolicyLoaderOptions;
  readonly config: readonly LayerRead<ConfigLayer>[];
  readonly folders: readonly ProjectFolder[];
  readonly rules: readonly LayerRead<RuleLayer>[];
  readonly requirements: ReadRequirements;
  readonly project: Project;
  readonly trust: TrustLevel | null;
}

function assemble(parts: Parts): Omit<PolicySnapshot, 'mcp'> {
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
      ...adviseOn(folders, layers),
    ],
    policyPaths: policyPathsOf(parts),
  };
}

/** Team configuration with nothing above it binds nobody. */
function adviseOn(folders: readonly ProjectFolder[], layers: readonly LayerReport[]): readonly Diagnostic[] {
  const active = folders.find(({ layer }) => layer.state === 'active' || layer.state === 'unconfirmed');
  if (!active || layers.some((layer) => layer.kind === 'requirements' && layer.state === 'active')) return [];
  return [
    {
      code: 'CF056',
      severity: 'info',
      message: `the policy in \`${active.path}\` is advisory: no requirement stands above it, and every developer can override it`,
      help: 'put what must hold into requirements',
    },
  ];
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

function restrictionOf(parts: Parts, layers: readonly LayerReport[]): PolicySnapshot['restriction'] {
  if (parts.requirements.value === null) return 'forbid-all';
  const faults = [...parts.config, ...parts.rules, ...parts.folders.map(({ layer }) => layer)].flatMap((each) => each.faults);
  // Codex does not start a session with configuration or folders that it cannot read; broken rules it leaves out.
  if (parts.options.profile === 'codex') return faults.some((fault) => fault !== 'rules') ? 'forbid-all' : 'none';
  if (layers.some((layer) => layer.state === 'broken' && VITAL.has(layer.type))) return 'forbid-all';
  return faults.length > 0 ? 'no-default-allow' : 'none';
}

/** Low to high. In `codex`, one broken file anywhere discards the rules of all layers (reference: codex-semantics §5.3). */
function collectRules({ options, rules, folders }: Parts): readonly RuleLayer[] {
  const ofProject = folders.map(({ layer }): RuleLayer => ({ type: 'project', name: 'project rules', rules: layer.rules }));
  const faults = [...rules, ...folders.map(({ layer }) => layer)].flatMap((each) => each.faults);
  if (options.profile === 'codex' && faults.length > 0) return [];
  return [...rules.flatMap((each) => each.value ?? []), ...ofProject].filter((layer) => layer.rules !== NO_RULES);
}

/** Everything an agent could loosen policy with. */
function policyPathsOf({ options, folders }: Parts): readonly string[] {
  const { join } = pathsOf(options.context.platform);
  const { system, codexHome, ownHome } = options.context.places;
  const own = ['config.toml', 'hooks.json', 'hooks', 'rules'].map((name) => join(codexHome, name));
  return [...system, ...own, ownHome, ...options.flags.requirements, ...folders.map((folder) => folder.path)];
}
