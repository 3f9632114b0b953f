/**
 * Everything in force as rows, each with who said it and whom it beat: the settings that decide, what requirements demand beyond them, and
 * all other configuration.
 */
import { formatTomlPath, type Origin, type TomlValue } from '../base/index.ts';
import { formatOrigin } from './origin.ts';
import type { Setting, Settings } from './settings.ts';
import type { PolicySnapshot } from './snapshot.ts';
import { leavesOf, plainValue, type SourcedTable, sourcedAt } from './sourced.ts';

export interface SettingRow {
  /** As one would write it in a file: `sandbox_workspace_write.network_access`. */
  readonly key: string;
  readonly value: unknown;
  readonly origin: Origin;
  readonly overridden: readonly { readonly value: unknown; readonly origin: Origin }[];
}

export interface SettingsView {
  readonly settings: readonly SettingRow[];
  /** Requirements, value by value. */
  readonly requirements: readonly SettingRow[];
  /** Configuration that decides nothing here. */
  readonly other: readonly SettingRow[];
}

/** Settings of a file that are shown as settings in force. */
const DECIDING: Readonly<Record<string, (settings: Settings) => Setting<unknown>>> = {
  approval_policy: (settings) => settings.approvalPolicy,
  approvals_reviewer: (settings) => settings.approvalsReviewer,
  sandbox_mode: (settings) => settings.sandboxMode,
  web_search: (settings) => settings.webSearch,
  'sandbox_workspace_write.writable_roots': (settings) => settings.writableRoots,
  'sandbox_workspace_write.network_access': (settings) => settings.networkAccess,
  'sandbox_workspace_write.exclude_tmpdir_env_var': (settings) => settings.excludeTmpdirEnvVar,
  'sandbox_workspace_write.exclude_slash_tmp': (settings) => settings.excludeSlashTmp,
};

export function viewSettings({ config, requirements }: PolicySnapshot, settings: Settings): SettingsView {
  const rows = Object.entries(DECIDING).map(([key, read]) => rowOf(key, read(settings)));
  const { permissionProfile, features } = settings;
  if (permissionProfile) rows.push(rowOf('default_permissions', { ...permissionProfile, value: permissionProfile.value.name }));
  for (const [name, feature] of features) rows.push(rowOf(`features.${name}`, feature));
  const shown = new Set(rows.map((row) => row.key));
  return {
    settings: rows,
    requirements: requirements ? rowsOf(requirements.sourced, []) : [],
    other: rowsOf(
      config.table,
      config.layers.map((layer) => layer.table),
    ).filter((row) => !shown.has(row.key)),
  };
}

function rowOf(key: string, { value, origin, overridden }: Setting<unknown>): SettingRow {
  return { key, value, origin, overridden };
}

/** One row for every value of a table; `layers` are those it was merged from, highest first. */
function rowsOf(table: SourcedTable, layers: readonly SourcedTable[]): SettingRow[] {
  return [...leavesOf(table)].map(({ path, leaf }) => {
    const others = layers.flatMap((layer) => {
      const said = sourcedAt(layer, path);
      return said && said.origin !== leaf.origin ? [{ value: plainValue(said), origin: said.origin }] : [];
    });
    return { key: formatTomlPath(path), value: plainValue(leaf), origin: leaf.origin, overridden: others };
  });
}

/** A value as JSON shows it; whole numbers beyond what JSON can hold become strings. */
export function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (Array.isArray(value)) return value.map(jsonValue);
  if (value instanceof Date) return value.toJSON();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as Record<string, TomlValue>).map(([key, each]) => [key, jsonValue(each)]));
}

/** Rows for programs. */
export function jsonRows(rows: readonly SettingRow[]): object[] {
  const said = ({ value, origin }: { value: unknown; origin: Origin }) => ({ value: jsonValue(value), origin });
  return rows.map(({ key, value, origin, overridden }) => ({ key, ...said({ value, origin }), overridden: overridden.map(said) }));
}

/** Rows for people; with origins, what was beaten stands below. */
export function formatRows(rows: readonly SettingRow[], showOrigin: boolean): string[] {
  const width = Math.min(48, Math.max(0, ...rows.map((row) => row.key.length)));
  return rows.flatMap(({ key, value, origin, overridden }) => {
    const line = `  ${key.padEnd(width)}  ${JSON.stringify(jsonValue(value))}`;
    if (!showOrigin) return [line];
    const beaten = overridden.map((each) => `      instead of ${JSON.stringify(jsonValue(each.value))} from ${formatOrigin(each.origin)}`);
    return [`${line}  ← ${formatOrigin(origin)}`, ...beaten];
  });
}
