/**
 * From the text of one source of requirements to a layer: checked on its own, its aliases resolved, its `[[remote_sandbox_config]]` applied.
 *
 * INVARIANT: a layer is whole or absent, and it means the same whatever stands in other layers
 * (reference: codex-semantics §4.1, §4.3, §4.5).
 */
import { type Diagnostic, hasErrors, type Origin, type Profile, parseToml, type TomlDocument, validateToml } from '../base/index.ts';
import { compileRequirementRules, type PrefixRule } from '../rules/index.ts';
import { matchHostname } from './hostname.ts';
import { placeOf, type RequirementLayerType, withoutFile } from './origin.ts';
import type { RequirementsTable } from './schema/requirements.ts';
import { type Sourced, type SourcedTable, sourceTable } from './sourced.ts';

/** Where requirements come from, before they are read. */
export interface RequirementSource {
  readonly type: RequirementLayerType;
  /** For people: `system requirements`. */
  readonly name: string;
  /** Path of the file, or the name of the place that is not a file. */
  readonly source: string;
  readonly text: string;
  /** Where relative paths start, if not in the folder that `source` names. */
  readonly folder?: string;
}

export interface RequirementLayer {
  readonly type: RequirementLayerType;
  readonly name: string;
  readonly source: string;
  readonly folder?: string;
  /** Everything but the rules. */
  readonly table: SourcedTable;
  readonly rules: readonly PrefixRule[];
}

export interface LayerReading {
  readonly profile: Profile;
  /** Name of the machine, or null where it has none. */
  readonly hostname: string | null;
  /** Unknown keys are errors. */
  readonly refuseUnknownKeys?: boolean;
}

export interface ParsedLayer {
  readonly value: RequirementLayer | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one source. */
export async function parseRequirementLayer(source: RequirementSource, reading: LayerReading): Promise<ParsedLayer> {
  const { value: document, diagnostics } = await parseToml(source.source, source.text);
  return document ? readRequirementLayer(document, source, reading) : { value: null, diagnostics };
}

async function readRequirementLayer(
  document: TomlDocument,
  { type, name, source, folder }: RequirementSource,
  reading: LayerReading,
): Promise<ParsedLayer> {
  const { requirementsSchema } = await import('./schema/requirements.ts');
  const checked = validateToml(requirementsSchema(reading.profile), document);
  const diagnostics = reading.refuseUnknownKeys ? checked.diagnostics.map(refuseUnknownKey) : checked.diagnostics;
  if (!checked.value || hasErrors(diagnostics)) return { value: null, diagnostics };
  const rules = checked.value.rules ? compileRequirementRules(checked.value.rules, document, name) : { value: [], diagnostics: [] };
  const entries = new Map(sourceTable(document, name).entries);
  entries.delete('rules');
  const twice = resolveAliases(entries);
  applyRemoteSandbox(entries, checked.value.remote_sandbox_config ?? [], reading.hostname);
  const all = [...diagnostics, ...rules.diagnostics, ...twice];
  if (hasErrors(twice)) return { value: null, diagnostics: all };
  const table: SourcedTable = { type: 'table', entries, origin: withoutFile(name) };
  const place = folder === undefined ? {} : { folder };
  return { value: { type, name, source, ...place, table, rules: rules.value }, diagnostics: all };
}

function refuseUnknownKey(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === 'CF013' ? { ...diagnostic, severity: 'error' } : diagnostic;
}

/** Keys with several names; the first is the one that is merged and shown. */
const ALIASES: readonly (readonly [string, readonly string[]])[] = [
  ['features', ['feature_requirements']],
  ['experimental_network', ['network_proxy', 'permissions.network']],
];

/** Moves every value to the first of its names; two of them in one file are a fault. */
function resolveAliases(entries: Map<string, Sourced>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const [name, aliases] of ALIASES) {
    for (const alias of aliases) {
      const value = takeEntry(entries, alias.split('.'));
      if (!value) continue;
      if (entries.has(name)) diagnostics.push(saidTwice(name, alias, value.origin));
      else entries.set(name, value);
    }
  }
  return diagnostics;
}

/** Removes and returns what stands at a path of at most two keys. */
function takeEntry(entries: Map<string, Sourced>, [key = '', child]: readonly string[]): Sourced | undefined {
  const entry = entries.get(key);
  if (child === undefined) {
    entries.delete(key);
    return entry;
  }
  if (entry?.type !== 'table' || !entry.entries.has(child)) return undefined;
  const rest = new Map(entry.entries);
  rest.delete(child);
  if (rest.size > 0) entries.set(key, { ...entry, entries: rest });
  else entries.delete(key);
  return entry.entries.get(child);
}

function saidTwice(name: string, alias: string, origin: Origin): Diagnostic {
  return {
    code: 'CF030',
    severity: 'error',
    message: `\`${alias}\` is another name of \`${name}\`, and both are given`,
    ...placeOf(origin),
    help: `move everything into \`${name}\``,
  };
}

type RemoteSandbox = NonNullable<RequirementsTable['remote_sandbox_config']>;

/** The first entry that means this machine replaces the modes of its layer. */
function applyRemoteSandbox(entries: Map<string, Sourced>, remote: RemoteSandbox, hostname: string | null): void {
  const list = entries.get('remote_sandbox_config');
  const found = remote.find((entry) => matchHostname(entry.hostname_patterns, hostname));
  entries.delete('remote_sandbox_config');
  if (found && list) entries.set('allowed_sandbox_modes', { type: 'value', value: found.allowed_sandbox_modes, origin: list.origin });
}
