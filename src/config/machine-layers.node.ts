/**
 * Reads the layers that lie outside the project, one by one, and remembers the last good state of those that may break.
 *
 * A broken layer reports itself as such; it contributes what it was, without anything that allows.
 */
import { type Diagnostic, hasErrors, type Profile } from '../base/index.ts';
import { parseRules, type RuleSet } from '../rules/index.ts';
import { type ConfigLayer, parseConfigLayer } from './config-layer.ts';
import type { Found, FoundRules } from './machine-sources.node.ts';
import type { ConfigLayerType, RequirementLayerType } from './origin.ts';
import type { Recall } from './recall.ts';
import { parseRequirementLayer, type RequirementLayer } from './requirement-layer.ts';
import { type LayerFault, type LayerReport, type LayerState, NO_RULES, type RuleLayer, withoutAllows } from './snapshot.ts';

/** One layer after reading: what it contributes, and what became of it. */
export interface LayerRead<T> {
  readonly value: T | null;
  readonly faults: readonly LayerFault[];
  readonly report: LayerReport;
  readonly diagnostics: readonly Diagnostic[];
}

/** Last good state of lower layers, by path. */
export interface LastGoodLayers {
  readonly config: Map<string, LastGood<ConfigLayer>>;
  readonly rules: Map<string, LastGood<RuleSet>>;
}

interface LastGood<T> {
  readonly value: T;
  readonly digest: string | null;
}

/** What reading a layer needs besides the layer. */
export interface LayerContext {
  readonly profile: Profile;
  /** Asked for only where requirements depend on it. */
  readonly hostname: () => Promise<string | null>;
  readonly last: LastGoodLayers;
  readonly recall: Recall;
}

export async function readConfig(
  found: Found<ConfigLayerType>,
  { profile, last: memory, recall }: LayerContext,
): Promise<LayerRead<ConfigLayer>> {
  const { type, name, text: content } = found;
  const { path, digest, text } = content;
  const report = (state: LayerState, inForce: string | null): LayerReport => {
    return { kind: 'configuration', type, name, path, state, digest, inForce };
  };
  if (content.state === 'absent') return { value: null, faults: [], report: report('absent', null), diagnostics: [] };
  const parsed =
    text === null
      ? { value: null, diagnostics: content.diagnostics }
      : await recall(['config', type, path, digest, profile], () => parseConfigLayer({ type, name, source: path, text }, profile));
  if (parsed.value) memory.config.set(path, { value: parsed.value, digest });
  const last = memory.config.get(path);
  const [state, faults] = parsed.value ? (['active', []] as const) : (['broken', ['configuration']] as const);
  return { value: last?.value ?? null, faults, report: report(state, last?.digest ?? null), diagnostics: parsed.diagnostics };
}

export function readRules({ type, name, folder }: FoundRules, { profile, last: memory, recall }: LayerContext): LayerRead<RuleLayer> {
  const { path } = folder;
  const digest = folder.files.length === 0 ? null : folder.files.map((file) => file.digest).join(' ');
  const report = (state: LayerState, inForce: string | null): LayerReport => ({ kind: 'rules', type, name, path, state, digest, inForce });
  if (folder.state === 'absent') return { value: null, faults: [], report: report('absent', null), diagnostics: [] };
  const files = folder.files.map((file) => ({ source: file.path, text: file.text ?? '', layer: name }));
  const parsed = recall(['rules', name, digest, profile, ...files.map((file) => file.source)], () => parseRules(files, { profile }));
  const diagnostics = [...folder.diagnostics, ...parsed.diagnostics];
  if (parsed.value && !hasErrors(diagnostics)) {
    memory.rules.set(path, { value: parsed.value, digest });
    return { value: { type, name, rules: parsed.value }, faults: [], report: report('active', digest), diagnostics };
  }
  const last = memory.rules.get(path);
  const value = { type, name, rules: withoutAllows(last?.value ?? NO_RULES) };
  const fault = folder.state === 'broken' ? 'unreadable rules' : 'rules';
  return { value, faults: [fault], report: report('broken', last?.digest ?? null), diagnostics };
}

export async function readRequirement(
  { type, name, text: content }: Found<RequirementLayerType>,
  { profile, hostname: askHostname, recall }: LayerContext,
): Promise<LayerRead<RequirementLayer>> {
  const { path, digest, text } = content;
  const report = (state: LayerState): LayerReport => {
    return { kind: 'requirements', type, name, path, state, digest, inForce: state === 'active' ? digest : null };
  };
  if (content.state === 'absent') return { value: null, faults: [], report: report('absent'), diagnostics: [] };
  if (text === null) return { value: null, faults: ['configuration'], report: report('broken'), diagnostics: content.diagnostics };
  const hostname = text.includes('remote_sandbox_config') ? await askHostname() : null;
  const parsed = await recall(['requirements', type, path, digest, profile, hostname], () =>
    parseRequirementLayer({ type, name, source: path, text }, { profile, hostname }),
  );
  const [state, faults] = parsed.value ? (['active', []] as const) : (['broken', ['configuration']] as const);
  return { value: parsed.value, faults, report: report(state), diagnostics: parsed.diagnostics };
}
