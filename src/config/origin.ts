/**
 * Who said a value: the layer it comes from, and the place in that layer's file.
 *
 * What no file says (built-in defaults, flags, the request itself) has line 0 of a source that is named for people.
 */
import type { Origin, Place } from '../base/index.ts';

/** The kinds of layers that can hold requirements, highest precedence first (reference: codex-semantics §4.3). */
export const REQUIREMENT_LAYERS = ['mdm', 'legacy-mdm', 'legacy-file', 'cloud', 'system', 'flags'] as const;
export type RequirementLayerType = (typeof REQUIREMENT_LAYERS)[number];

/** The kinds of layers of configuration, highest precedence first (reference: codex-semantics §5.1). */
export const CONFIG_LAYERS = [
  'legacy-mdm',
  'legacy-file',
  'flags',
  'project',
  'profile',
  'user',
  'cloud-overlay',
  'system',
  'cloud-baseline',
  'defaults',
] as const;
export type ConfigLayerType = (typeof CONFIG_LAYERS)[number];

/** The origin of what no file says. */
export function withoutFile(layer: string): Origin {
  return { source: layer, line: 0, column: 0, layer };
}

/** The place to put into a diagnostic, if there is one. */
export function placeOf({ source, line, column }: Origin): { readonly place?: Place } {
  return line === 0 ? {} : { place: { source, line, column } };
}

/** For people: `system requirements (/etc/codex/requirements.toml:3:1)`. */
export function formatOrigin({ source, line, column, layer = source }: Origin): string {
  return line === 0 ? layer : `${layer} (${source}:${line}:${column})`;
}
