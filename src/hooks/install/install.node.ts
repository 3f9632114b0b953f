/**
 * Putting the hook of an agent into its configuration, and taking it out: first as a plan that can be shown, then on disk.
 *
 * INVARIANT: a plan without changes means that everything stands as it should.
 */
import { join } from 'node:path';
import type { Diagnostic } from '../../base/index.ts';
import { parseJsonDocument } from '../../mcp/index.ts';
import { putTrust, removeTrust, type TrustedHook, trustedHook } from './codex-trust.ts';
import { type FileChange, forgetOriginal, keepOriginal, originalOf, readConfig, realConfigPath, writeChange } from './config-file.node.ts';
import { type EditedConfig, findHandlers, putHooks, removeHooks } from './hook-config.ts';
import type { Installation, InstallPlaces, Scope } from './installation.ts';

export interface InstallPlan {
  /** Null where a file cannot be changed; `diagnostics` say why. */
  readonly changes: readonly FileChange[] | null;
  readonly diagnostics: readonly Diagnostic[];
}

export interface InstallTarget {
  readonly installation: Installation;
  readonly scope: Scope;
  readonly places: InstallPlaces;
  /** Our own folder of the user. */
  readonly ownHome: string;
}

export async function planInstall(target: InstallTarget, command: string): Promise<InstallPlan> {
  const { installation, scope, places } = target;
  const path = installation.file(scope, places);
  const before = await readConfig(path);
  const { value: after, diagnostics } = await putHooks(path, before ?? installation.start, installation.entries(command));
  if (after === null) return { changes: null, diagnostics };
  const trust = installation.isTrusted ? await planTrust(target, path, after) : NO_CHANGE;
  return joinPlans(changeOf(path, before, after), trust);
}

export async function planUninstall(target: InstallTarget): Promise<InstallPlan> {
  const { installation, scope, places, ownHome } = target;
  const path = installation.file(scope, places);
  const before = await readConfig(path);
  if (before === null) return { changes: [], diagnostics: [] };
  const removed = await restored(ownHome, path, before, () => removeHooks(path, before));
  if (removed === null) return { changes: null, diagnostics: (await removeHooks(path, before)).diagnostics };
  const trust = installation.isTrusted ? await planDistrust(target, path, before) : NO_CHANGE;
  return joinPlans(changeOf(path, before, removed.text), trust);
}

/** The text as it was, where nothing else has changed since; else without what is ours. Null where that cannot be done. */
async function restored(
  ownHome: string,
  path: string,
  text: string,
  remove: () => Promise<EditedConfig>,
): Promise<{ readonly text: string | null } | null> {
  const original = await originalOf(ownHome, path, text);
  if (original !== null) return { text: original.before };
  const { value } = await remove();
  return value === null ? null : { text: value };
}

const NO_CHANGE: InstallPlan = { changes: [], diagnostics: [] };

function changeOf(path: string, before: string | null, after: string | null): InstallPlan {
  return before === after ? NO_CHANGE : { changes: [{ path, before, after }], diagnostics: [] };
}

function joinPlans(one: InstallPlan, other: InstallPlan): InstallPlan {
  const diagnostics = [...one.diagnostics, ...other.diagnostics];
  return { changes: one.changes && other.changes && [...one.changes, ...other.changes], diagnostics };
}

/** The hooks in a text, as Codex identifies them. */
export async function trustedHooksIn(path: string, text: string): Promise<readonly TrustedHook[]> {
  const { value: document } = await parseJsonDocument(path, text);
  if (!document) return [];
  const file = await realConfigPath(path);
  return findHandlers(document.value).map((each) => trustedHook(file, each, matcherOf(document.value, each.element)));
}

function matcherOf(config: unknown, element: readonly (string | number)[]): string | null {
  const group = element.reduce<unknown>((at, step) => (at as Readonly<Record<string | number, unknown>>)[step], config);
  const { matcher } = group as { readonly matcher?: unknown };
  return typeof matcher === 'string' ? matcher : null;
}

export function codexConfigPath({ home, env }: InstallPlaces): string {
  return join(env.CODEX_HOME || join(home, '.codex'), 'config.toml');
}

async function planTrust({ places }: InstallTarget, path: string, hooks: string): Promise<InstallPlan> {
  const config = codexConfigPath(places);
  const before = await readConfig(config);
  const { value: after, diagnostics } = await putTrust(config, before ?? '', path, await trustedHooksIn(path, hooks));
  return after === null ? { changes: null, diagnostics } : changeOf(config, before, after);
}

async function planDistrust({ places, ownHome }: InstallTarget, path: string, hooks: string): Promise<InstallPlan> {
  const config = codexConfigPath(places);
  const before = await readConfig(config);
  if (before === null) return NO_CHANGE;
  const keys = new Set((await trustedHooksIn(path, hooks)).map(({ key }) => key));
  const edited = await removeTrust(config, before, path, keys);
  const removed = await restored(ownHome, config, before, async () => edited);
  return removed === null ? { changes: null, diagnostics: edited.diagnostics } : changeOf(config, before, removed.text);
}

/** Carries out a plan of {@link planInstall}. */
export async function install({ ownHome }: InstallTarget, changes: readonly FileChange[]): Promise<void> {
  for (const change of changes) {
    await writeChange(change);
    await keepOriginal(ownHome, change);
  }
}

/** Carries out a plan of {@link planUninstall}. */
export async function uninstall({ ownHome }: InstallTarget, changes: readonly FileChange[]): Promise<void> {
  for (const change of changes) {
    await writeChange(change);
    await forgetOriginal(ownHome, change.path);
  }
}
