/**
 * Network access of one environment, in the form of the published cloud setting: off, or on with a preset, more domains and methods.
 *
 * INVARIANT: nobody watches an environment, so nothing prompts there: what is not listed is forbidden.
 */
import { closest, type Diagnostic, type Origin } from '../base/index.ts';
import { COMMON_DEPENDENCIES } from './common-dependencies.ts';
import type { DomainEntry, NetworkSettings } from './settings.ts';

export interface EnvironmentNetwork {
  readonly access: 'off' | 'on';
  /** Name of a list of domains that comes with the program. */
  readonly preset: string;
  readonly additionalDomains: readonly string[];
  readonly allowedMethods: 'all' | readonly string[];
  readonly origin: Origin;
}

/** Lists of whole domains by name. */
const PRESETS: ReadonlyMap<string, readonly string[]> = new Map([
  ['none', []],
  ['common-dependencies', Object.values(COMMON_DEPENDENCIES).flat()],
]);

const PRESET_NAMES: readonly string[] = [...PRESETS.keys()];

/** The settings that an environment stands for. */
export function resolveEnvironment(environment: EnvironmentNetwork): { value: NetworkSettings | null; diagnostics: readonly Diagnostic[] } {
  const { access, preset, additionalDomains, allowedMethods, origin } = environment;
  const known = PRESETS.get(preset);
  if (!known) return { value: null, diagnostics: [unknownPreset(preset, origin)] };
  if (allowedMethods !== 'all' && !allowedMethods.every((method) => /^[A-Z]{1,32}$/.test(method))) {
    return { value: null, diagnostics: [badMethods(origin)] };
  }
  const patterns = [...known.map((domain) => `**.${domain}`), ...additionalDomains];
  const domains = patterns.map((pattern): DomainEntry => ({ pattern, access: 'allow', origin }));
  const methods = allowedMethods === 'all' ? {} : { methods: allowedMethods };
  return { value: { enabled: access === 'on', domains, unattended: true, ...methods }, diagnostics: [] };
}

function unknownPreset(preset: string, place: Origin): Diagnostic {
  const meant = closest(preset, PRESET_NAMES);
  const help = meant === null ? `the presets are ${PRESET_NAMES.map((name) => `\`${name}\``).join(', ')}` : `did you mean \`${meant}\`?`;
  return { code: 'NW047', severity: 'error', message: `there is no preset \`${preset}\``, place, help };
}

function badMethods(place: Origin): Diagnostic {
  return {
    code: 'NW046',
    severity: 'error',
    message: 'methods are HTTP methods in capitals',
    place,
    help: 'write `["GET", "HEAD"]`, or `"all"`',
  };
}
