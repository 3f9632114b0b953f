/**
 * From all requirement layers to the requirements that are in force, every one with its origin.
 *
 * INVARIANT: requirements are whole or absent. If one layer has an error there are none, and whoever asks must forbid
 * (reference: codex-semantics §4; what the two profiles read differently is in `requirement-checks.ts` and the schemas).
 */
import { type Diagnostic, hasErrors, type Origin, type Profile, type TomlTable, validateValue } from '../base/index.ts';
import { compileMcpPolicy, type McpSources } from '../mcp/index.ts';
import type { PrefixRule } from '../rules/index.ts';
import { resolveMcp } from './mcp-requirements.ts';
import { type NetworkRequirements, resolveNetwork } from './network-requirements.ts';
import { checkRequirements } from './requirement-checks.ts';
import { type LayerReading, parseRequirementLayer, type RequirementLayer, type RequirementSource } from './requirement-layer.ts';
import { mergeRequirements, type Precedence } from './requirement-merge.ts';
import type { RequirementsTable } from './schema/requirements.ts';
import { plainTable, type SourcedTable, sourcedAt } from './sourced.ts';

/** A path or glob that nothing may read, as written; `folder` is where relative ones start. */
export interface DeniedRead {
  readonly pattern: string;
  readonly folder: string;
  readonly origin: Origin;
}

export interface Requirements {
  readonly profile: Profile;
  readonly precedence: Precedence;
  /** What is required, in the words of the file, checked. Maps of outside keys must be read with {@link ownEntry}. */
  readonly table: RequirementsTable;
  /** The same with the origin of each value. */
  readonly sourced: SourcedTable;
  readonly rules: readonly PrefixRule[];
  readonly network: NetworkRequirements | null;
  readonly mcp: McpSources;
  readonly deniedReads: readonly DeniedRead[];
}

export interface RequirementOptions {
  readonly profile: Profile;
  /** Default: what the managed layers say, else `binary`. */
  readonly precedence?: Precedence;
  /** Permission profiles that configuration defines, and the default it names; requirements may refer to them. */
  readonly config?: { readonly profiles: ReadonlySet<string>; readonly defaultPermissions: string | null };
}

export interface ResolvedRequirements {
  readonly value: Requirements | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and resolves sources, in any order. */
export async function loadRequirements(
  sources: readonly RequirementSource[],
  options: RequirementOptions & LayerReading,
): Promise<ResolvedRequirements> {
  const parsed = await Promise.all(sources.map((source) => parseRequirementLayer(source, options)));
  const diagnostics = parsed.flatMap((layer) => layer.diagnostics);
  if (parsed.some((layer) => layer.value === null)) return { value: null, diagnostics };
  const resolved = await resolveRequirements(
    parsed.flatMap((layer) => layer.value ?? []),
    options,
  );
  return { value: resolved.value, diagnostics: [...diagnostics, ...resolved.diagnostics] };
}

/** Resolves layers that were read before. */
export async function resolveRequirements(layers: readonly RequirementLayer[], options: RequirementOptions): Promise<ResolvedRequirements> {
  const precedence = options.precedence ?? statedPrecedence(layers);
  const merged = mergeRequirements(layers, precedence);
  const { requirementsSchema } = await import('./schema/requirements.ts');
  const network = resolveNetwork(merged.table, options.profile);
  const plain = plainTable(merged.table);
  const { value: table, issues } = validateValue(requirementsSchema(options.profile), withoutNetwork(plain));
  if (!table) throw new Error(`checked layers merge to an invalid table: ${issues[0]?.message}`);
  const checks = checkRequirements(table, merged.table, layers, options);
  const mcp = await resolveMcp(table, merged.table, options.profile);
  const diagnostics = [...merged.diagnostics, ...network.diagnostics, ...checks, ...compileMcpPolicy(mcp).diagnostics];
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  const { rules, table: sourced } = merged;
  const deniedReads = resolveDeniedReads(sourced, layers);
  return { value: { profile: options.profile, precedence, table, sourced, rules, network: network.value, mcp, deniedReads }, diagnostics };
}

/** Managed layers alone can choose the precedence; the highest that does is heard. */
function statedPrecedence(layers: readonly RequirementLayer[]): Precedence {
  const { table } = mergeRequirements(
    layers.filter((layer) => layer.type !== 'flags'),
    'binary',
  );
  const stated = sourcedAt(table, ['portcullis', 'precedence']);
  return stated?.type === 'value' && stated.value === 'guide' ? 'guide' : 'binary';
}

/** The network is resolved on its own, because layers may spell it in two ways that one file may not mix. */
function withoutNetwork(plain: TomlTable): TomlTable {
  const { experimental_network, ...rest } = plain;
  return rest;
}

function resolveDeniedReads(table: SourcedTable, layers: readonly RequirementLayer[]): DeniedRead[] {
  const list = sourcedAt(table, ['permissions', 'filesystem', 'deny_read']);
  if (list?.type !== 'value') return [];
  const folders = new Map(layers.map(({ source, folder }) => [source, folder]));
  return (list.value as readonly string[]).map((pattern, index) => {
    const origin = list.items?.[index] ?? list.origin;
    return { pattern, folder: folders.get(origin.source) ?? folderOf(origin.source), origin };
  });
}

/** The folder of a file, by its last separator of either kind. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'), 0)) || '/';
}

/** Who required what stands at a path; whoever the requirements come from where nobody did. */
export function originOf({ sourced }: Pick<Requirements, 'sourced'>, path: readonly string[]): Origin {
  return sourcedAt(sourced, path)?.origin ?? sourced.origin;
}

/** An entry of a map whose keys come from outside; never what every object has. */
export function ownEntry<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}
