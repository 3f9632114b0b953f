/**
 * What one `.codex` folder of a trusted project contributes.
 *
 * SECURITY: in `strict`, content that the user has not confirmed can only make answers stricter. Its rules that prompt or forbid count, and
 * so do those of the content that was confirmed last, so that neither adding nor removing lines loosens anything.
 */
import { type Diagnostic, hasErrors, type Profile } from '../base/index.ts';
import { type ParsedRules, parseRules, type RuleSet } from '../rules/index.ts';
import { type ConfigLayer, type ParsedConfigLayer, parseConfigLayer } from './config-layer.ts';
import type { ProjectSources } from './machine-sources.node.ts';
import { pathsOf } from './places.node.ts';
import { type ContentFile, digestContent, type TrustRecord } from './project-content.ts';
import type { Recall } from './recall.ts';
import { type LayerFault, type LayerState, NO_RULES, withoutAllows } from './snapshot.ts';
import type { FoundText, SourceContext } from './source-reader.node.ts';
import { loadTrust, type TrustRead } from './trust-store.node.ts';

export interface ProjectLayer {
  readonly state: LayerState;
  /** Null where the folder has no content. */
  readonly digest: string | null;
  /** Digest of the content that may also allow. */
  readonly inForce: string | null;
  readonly config: ConfigLayer | null;
  readonly rules: RuleSet;
  readonly faults: readonly LayerFault[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ProjectReading {
  readonly profile: Profile;
  readonly context: SourceContext;
  readonly recall: Recall;
}

const CONFIG = 'config.toml';

/** The policy files of a folder, by their path within it. */
export function contentOf({ folder, config, rules }: ProjectSources): ContentFile[] {
  const relative = ({ path }: FoundText) => path.slice(folder.length + 1).replaceAll('\\', '/');
  return [config, ...rules.files].flatMap((file) => (file.text === null ? [] : [{ path: relative(file), text: file.text }]));
}

export async function readProjectLayer(sources: ProjectSources, reading: ProjectReading): Promise<ProjectLayer> {
  const content = contentOf(sources);
  const parsed = await parseContent(content, sources.folder, 'project rules', reading);
  const unread = [...sources.config.diagnostics, ...sources.rules.diagnostics];
  const diagnostics = [...unread, ...parsed.config.diagnostics, ...parsed.rules.diagnostics];
  const digest = content.length === 0 ? null : digestContent(content);
  const current: ProjectLayer = {
    state: hasErrors(diagnostics) ? 'broken' : digest === null ? 'absent' : 'active',
    digest,
    inForce: digest,
    config: parsed.config.value,
    rules: parsed.rules.value ?? NO_RULES,
    faults: faultsOf(sources, parsed),
    diagnostics,
  };
  return reading.profile === 'codex' ? withoutBroken(current) : confirm(current, sources.folder, reading);
}

function withoutBroken(layer: ProjectLayer): ProjectLayer {
  return layer.state === 'broken' ? { ...layer, inForce: null, config: null, rules: NO_RULES } : layer;
}

/** The layer as it is where the user has confirmed it; otherwise what is stricter of it and of what was confirmed last. */
async function confirm(current: ProjectLayer, folder: string, reading: ProjectReading): Promise<ProjectLayer> {
  const { ownHome } = reading.context.places;
  const trust = await loadTrust(ownHome, folder, reading.context.files);
  const record = trust.type === 'record' ? trust.record : null;
  if (current.state === 'active' && record?.digest === current.digest) return current;
  if (current.state === 'absent' && trust.type === 'absent') return current;
  const confirmed = record && (await parseContent(record.files, folder, 'project rules as trusted', reading));
  const { rules } = withoutBroken(current);
  return {
    ...current,
    state: current.state === 'broken' ? 'broken' : 'unconfirmed',
    inForce: record?.digest ?? null,
    config: confirmed?.config.value ?? null,
    rules: withoutAllows(confirmed ? joinRules(rules, confirmed.rules.value ?? NO_RULES) : rules),
    diagnostics: [...current.diagnostics, ...noteOn(trust, folder)],
  };
}

interface ParsedContent {
  readonly config: ParsedConfigLayer;
  readonly rules: ParsedRules;
}

function faultsOf({ config, rules }: ProjectSources, parsed: ParsedContent): readonly LayerFault[] {
  const faults: LayerFault[] = [];
  if (config.state === 'broken' || hasErrors(parsed.config.diagnostics)) faults.push('configuration');
  if (rules.state === 'broken') faults.push('unreadable rules');
  else if (hasErrors(parsed.rules.diagnostics)) faults.push('rules');
  return faults;
}

async function parseContent(
  content: readonly ContentFile[],
  folder: string,
  layer: string,
  { profile, context, recall }: ProjectReading,
): Promise<ParsedContent> {
  const { join } = pathsOf(context.platform);
  const text = content.find((file) => file.path === CONFIG)?.text;
  const source = { type: 'project', name: 'project configuration', source: join(folder, CONFIG) } as const;
  const files = content.filter((file) => file.path !== CONFIG).map((file) => ({ source: join(folder, file.path), text: file.text, layer }));
  return recall(['project', folder, layer, digestContent(content), profile], async () => ({
    config: text === undefined ? { value: null, diagnostics: [] } : await parseConfigLayer({ ...source, text }, profile),
    rules: parseRules(files, { profile }),
  }));
}

/** Both, each rule once. */
function joinRules(current: RuleSet, confirmed: RuleSet): RuleSet {
  const add = <T extends { readonly origin: unknown }>(a: readonly T[], b: readonly T[]) => {
    const known = new Set(a.map(textOf));
    return [...a, ...b.filter((rule) => !known.has(textOf(rule)))];
  };
  return {
    prefixRules: add(current.prefixRules, confirmed.prefixRules),
    networkRules: add(current.networkRules, confirmed.networkRules),
    hostExecutables: add(current.hostExecutables, confirmed.hostExecutables),
  };
}

/** A rule without its place. */
function textOf({ origin, ...rule }: { readonly origin: unknown }): string {
  return JSON.stringify(rule);
}

function noteOn(trust: TrustRead, folder: string): readonly Diagnostic[] {
  if (trust.type === 'damaged') return [damagedRecord(trust.path)];
  return [unconfirmed(folder, trust.type === 'record' ? trust.record : null)];
}

function unconfirmed(folder: string, record: TrustRecord | null): Diagnostic {
  return {
    code: 'CF053',
    severity: 'warning',
    message: record
      ? `\`${folder}\` has changed since it was trusted on ${record.trustedAt.slice(0, 10)}; until that is trusted it can only make answers stricter`
      : `\`${folder}\` has not been trusted yet; it can only make answers stricter`,
    help: 'read it, then run `portcullis trust`',
  };
}

function damagedRecord(path: string): Diagnostic {
  return {
    code: 'CF054',
    severity: 'warning',
    message: `the trust record \`${path}\` cannot be used`,
    help: 'run `portcullis trust` again',
  };
}
