/**
 * From the text of one configuration file to a layer, and from all layers to one table of settings.
 *
 * INVARIANT: a layer of a project that is not trusted contributes nothing; what a project may not set is taken out of its layer with a
 * diagnostic (reference: codex-semantics §5.1, §5.2).
 */
import { type Diagnostic, hasErrors, type Origin, type Profile, parseToml, validateToml } from '../base/index.ts';
import { CONFIG_LAYERS, type ConfigLayerType, placeOf } from './origin.ts';
import type { ConfigTable } from './schema/config.ts';
import { emptyTable, mergeTables, type SourcedTable, sourcedAt, sourceTable } from './sourced.ts';

/** Where configuration comes from, before it is read. */
export interface ConfigSource {
  readonly type: ConfigLayerType;
  /** For people: `user configuration`. */
  readonly name: string;
  readonly source: string;
  readonly text: string;
}

export interface ConfigLayer {
  readonly type: ConfigLayerType;
  readonly name: string;
  readonly source: string;
  readonly table: SourcedTable;
  /** The settings of the table that the schema knows, aliases resolved and defaults filled in. */
  readonly checked: ConfigTable;
}

export interface ParsedConfigLayer {
  readonly value: ConfigLayer | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one source. */
export async function parseConfigLayer({ type, name, source, text }: ConfigSource, profile: Profile): Promise<ParsedConfigLayer> {
  const { value: document, diagnostics } = await parseToml(source, text);
  if (!document) return { value: null, diagnostics };
  const { configSchema } = await import('./schema/config.ts');
  const checked = validateToml(configSchema, document);
  const table = sourceTable(document, name);
  const refused = checked.value ? checkConfig(checked.value, table, profile) : [];
  const stripped = type === 'project' ? stripProject(table) : { table, diagnostics: [] };
  const all = [...checked.diagnostics, ...refused, ...stripped.diagnostics];
  if (!checked.value || hasErrors(all)) return { value: null, diagnostics: all };
  return { value: { type, name, source, table: stripped.table, checked: checked.value }, diagnostics: all };
}

/** What Codex does not accept although the type is right. */
function checkConfig(config: ConfigTable, table: SourcedTable, profile: Profile): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const add = (key: string, about: Omit<Diagnostic, 'place'>) => {
    diagnostics.push({ ...about, ...placeOf((sourcedAt(table, [key]) ?? table).origin) });
  };
  if (config.approval_policy === 'untrusted') add('approval_policy', UNTRUSTED[profile]);
  if (config.profile !== undefined) add('profile', LEGACY_PROFILE);
  return diagnostics;
}

/** What the profiles make of `approval_policy = "untrusted"`: tighter than anything else, so there is no reason for us to refuse it. */
const UNTRUSTED: Readonly<Record<Profile, Omit<Diagnostic, 'place'>>> = {
  codex: {
    code: 'CF043',
    severity: 'error',
    message: '`approval_policy = "untrusted"` is no longer supported in configuration',
    help: 'remove the setting; to require it, use `allowed_approval_policies = ["untrusted"]` in requirements',
  },
  strict: {
    code: 'CF043',
    severity: 'warning',
    message: 'Codex does not start with `approval_policy = "untrusted"` in configuration; it is used here',
    help: 'to require it in both, use `allowed_approval_policies = ["untrusted"]` in requirements',
  },
};

const LEGACY_PROFILE: Omit<Diagnostic, 'place'> = {
  code: 'CF044',
  severity: 'error',
  message: '`profile` is no longer accepted inside a configuration file',
  help: 'move the settings into a file `NAME.config.toml` beside it and choose it when starting',
};

/** Keys with which a repository could send what it sees somewhere else, or start programs. */
const PROJECT_MAY_NOT_SET = [
  'chatgpt_base_url',
  'openai_base_url',
  'model_provider',
  'model_providers',
  'notify',
  'profile',
  'profiles',
  'otel',
];

function stripProject(table: SourcedTable): { table: SourcedTable; diagnostics: readonly Diagnostic[] } {
  const entries = new Map(table.entries);
  const diagnostics = PROJECT_MAY_NOT_SET.flatMap((key): Diagnostic[] => {
    const found = entries.get(key);
    if (!found) return [];
    entries.delete(key);
    return [{ code: 'CF045', severity: 'warning', message: `a project may not set \`${key}\`; it is left out`, ...placeOf(found.origin) }];
  });
  return { table: { ...table, entries }, diagnostics };
}

export interface MergedConfig {
  readonly table: SourcedTable;
  /** The layers that contribute, highest first. */
  readonly layers: readonly ConfigLayer[];
}

/** Merges layers given in any order; several layers of one type keep their order, the first being the highest. */
export function mergeConfig(layers: readonly ConfigLayer[]): MergedConfig {
  const sorted = [...layers].sort((a, b) => CONFIG_LAYERS.indexOf(a.type) - CONFIG_LAYERS.indexOf(b.type));
  const table = sorted.reduceRight((low, high) => mergeTables(low, high.table), emptyTable('built-in defaults'));
  return { table, layers: sorted };
}

/** What every contributing layer says about one setting, highest first. */
export function statementsOn<T>(
  config: MergedConfig,
  path: readonly string[],
  read: (checked: ConfigTable) => T | undefined,
): { value: T; origin: Origin }[] {
  return config.layers.flatMap((layer) => {
    const value = read(layer.checked);
    const origin = sourcedAt(layer.table, path)?.origin;
    return value === undefined || !origin ? [] : [{ value, origin }];
  });
}
