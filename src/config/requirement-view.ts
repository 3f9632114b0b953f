/**
 * Requirements in force as JSON, in the words of Codex's own `configRequirements/read` where it has any (reference: codex-semantics §9.2).
 *
 * Field names are camelCase; what stands below a field that we only carry through keeps the names of the file.
 */
import type { PrefixRule } from '../rules/index.ts';
import type { NetworkRequirements } from './network-requirements.ts';
import type { Requirements } from './requirements.ts';
import type { RequiredSandboxMode } from './vocabulary.ts';

export type RequirementView = Readonly<Record<string, unknown>>;

/** Every field that some layer sets; null where there are no requirements at all. */
export function formatRequirements(requirements: Requirements): RequirementView | null {
  const { table, rules, network, deniedReads } = requirements;
  const view: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(table)) {
    const show = SHOWN[key];
    const shown = show && value !== undefined ? show(value as never) : value;
    if (value !== undefined && shown !== null) view[NAMES.get(key) ?? camelCase(key)] = shown;
  }
  if (network) view.network = formatNetwork(network);
  if (rules.length > 0) view.rules = rules.map(formatRule);
  if (deniedReads.length > 0) view.deniedReads = deniedReads.map((each) => each.pattern);
  return Object.keys(view).length === 0 ? null : view;
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const NAMES: ReadonlyMap<string, string> = new Map([['features', 'featureRequirements']]);

/** Fields that are shown otherwise than they are written; maps in the order of their keys, which merging does not keep. */
const SHOWN: Readonly<Record<string, (value: never) => unknown>> = {
  features: inOrder,
  allowed_permission_profiles: inOrder,
  allowed_sandbox_modes: (modes: readonly RequiredSandboxMode[]) => modes.filter((mode) => mode !== 'external-sandbox'),
  allowed_web_search_modes: (modes: readonly string[]) => (modes.includes('disabled') ? modes : [...modes, 'disabled']),
};

function inOrder(map: Readonly<Record<string, unknown>>): RequirementView | null {
  const entries = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function formatNetwork({ stated, managed }: NetworkRequirements): RequirementView {
  const domains = managed.domains ?? [];
  const reviewed = domains.filter((entry) => entry.access === 'review');
  return {
    ...Object.fromEntries([...stated].map(([key, value]) => [camelCase(key), typeof value === 'bigint' ? Number(value) : value])),
    domains: inOrder(
      Object.fromEntries(domains.filter((entry) => entry.access !== 'review').map((entry) => [entry.pattern, entry.access])),
    ),
    reviewDomains: reviewed.length === 0 ? null : reviewed.map((entry) => entry.pattern),
    unixSockets: inOrder(Object.fromEntries((managed.sockets ?? []).map((entry) => [entry.path, entry.access]))),
  };
}

function formatRule({ pattern, decision, approvalKind, justification, canonical, origin }: PrefixRule): RequirementView {
  const { source, line, column } = origin;
  return {
    pattern: pattern.map(({ any, subtokens }) => ({ any, ...(subtokens ? { subtokens } : {}) })),
    decision,
    ...(approvalKind ? { approvalKind } : {}),
    ...(justification === undefined ? {} : { justification }),
    ...(canonical ? { canonicalMatching: true } : {}),
    source: `${source}:${line}:${column}`,
  };
}
