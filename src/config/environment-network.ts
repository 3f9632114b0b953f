/**
 * The network of the environment in force: `[portcullis.environments.NAME]`, chosen by `portcullis.environment`.
 *
 * INVARIANT: an environment of requirements replaces a configured one of its name, and what requirements choose cannot be chosen again
 * (docs/network.md).
 */
import { closest, type Diagnostic, type Origin } from '../base/index.ts';
import { type NetworkSettings, resolveEnvironment } from '../network/index.ts';
import type { MergedConfig } from './config-layer.ts';
import { placeOf } from './origin.ts';
import { ownEntry, type Requirements } from './requirements.ts';
import type { OwnSettings } from './schema/own.ts';
import { sourcedAt } from './sourced.ts';

/** The network of the environment in force; null where none is chosen. */
export function environmentNetwork(
  requirements: Requirements | null,
  config: MergedConfig,
): { value: NetworkSettings | null; diagnostics: readonly Diagnostic[] } {
  const chosen = chosenEnvironment(requirements, config);
  if (!chosen) return { value: null, diagnostics: [] };
  const { name, origin } = chosen;
  const definitions = [requirements?.table.portcullis, ...config.layers.map((layer) => layer.checked.portcullis)];
  const environment = definitions.map((own) => ownEntry(own?.environments, name)).find((found) => found !== undefined);
  if (!environment) return { value: null, diagnostics: [unknownEnvironment(name, origin, definitions)] };
  const { access, preset, additional_domains: additionalDomains, allowed_methods: allowedMethods } = environment;
  return resolveEnvironment({ access, preset, additionalDomains, allowedMethods, origin });
}

function chosenEnvironment(requirements: Requirements | null, config: MergedConfig): { name: string; origin: Origin } | null {
  const path = ['portcullis', 'environment'];
  for (const table of [requirements?.sourced, config.table]) {
    const entry = table && sourcedAt(table, path);
    if (entry?.type === 'value' && typeof entry.value === 'string') return { name: entry.value, origin: entry.origin };
  }
  return null;
}

function unknownEnvironment(name: string, origin: Origin, definitions: readonly (OwnSettings | undefined)[]): Diagnostic {
  const known = definitions.flatMap((own) => Object.keys(own?.environments ?? {}));
  const meant = closest(name, known);
  return {
    code: 'NW048',
    severity: 'error',
    message: `the environment \`${name}\` is not defined`,
    ...placeOf(origin),
    help: meant === null ? `define it in \`[portcullis.environments.${name}]\`` : `did you mean \`${meant}\`?`,
  };
}
