/**
 * What older managed configuration (`managed_config.toml`) requires: three of its settings also count as requirements
 * (reference: codex-semantics §4.3).
 */
import type { TomlValue } from '../base/index.ts';
import type { RequirementLayer } from './requirement-layer.ts';
import { plainValue, type Sourced, type SourcedTable, sourcedAt } from './sourced.ts';

interface Mapping {
  readonly setting: string;
  readonly requirement: string;
  readonly allowed: (value: TomlValue) => TomlValue;
}

const MAPPINGS: readonly Mapping[] = [
  { setting: 'approval_policy', requirement: 'allowed_approval_policies', allowed: (policy) => [policy] },
  {
    setting: 'approvals_reviewer',
    requirement: 'allowed_approvals_reviewers',
    allowed: (reviewer) => (reviewer === 'user' ? ['user'] : [reviewer, 'user']),
  },
  {
    setting: 'sandbox_mode',
    requirement: 'allowed_sandbox_modes',
    allowed: (mode) => (mode === 'read-only' ? ['read-only'] : ['read-only', mode]),
  },
];

/** The requirements in a managed configuration that has passed its own schema, or null where it has none. */
export function requirementsOfManagedConfig(
  config: SourcedTable,
  layer: Pick<RequirementLayer, 'type' | 'name' | 'source'>,
): RequirementLayer | null {
  const entries = new Map<string, Sourced>();
  for (const { setting, requirement, allowed } of MAPPINGS) {
    const found = sourcedAt(config, [setting]);
    if (found) entries.set(requirement, { type: 'value', value: allowed(plainValue(found)), origin: found.origin });
  }
  return entries.size === 0 ? null : { ...layer, table: { type: 'table', entries, origin: config.origin }, rules: [] };
}
