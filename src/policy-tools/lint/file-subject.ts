/** Single policy files as something to lint, whatever they are: the name says how to read each. */
import { type Diagnostic, hasErrors } from '../../base/index.ts';
import { type ConfigLayer, loadRequirements, mergeConfig, parseConfigLayer, resolveSettings } from '../../config/index.ts';
import { parseRules } from '../../rules/index.ts';
import type { LintedRules, LintSubject } from './subject.ts';

export interface PolicySource {
  readonly source: string;
  readonly text: string;
  /** Where relative paths of requirements start, if not in the folder that `source` names. */
  readonly folder?: string;
}

/** Requirements, unless the name says rules or configuration. */
export async function lintSubjectOfFiles(
  files: readonly PolicySource[],
  today: string,
): Promise<{ value: LintSubject | null; diagnostics: readonly Diagnostic[] }> {
  const isRules = ({ source }: PolicySource) => source.endsWith('.rules');
  const isConfig = ({ source }: PolicySource) => /config\.toml$/.test(source);
  const rules = parseRules(files.filter(isRules));
  const config = await Promise.all(files.filter(isConfig).map(readConfig));
  const sources = files
    .filter((file) => !isRules(file) && !isConfig(file))
    .map((file) => ({ type: 'system' as const, name: 'requirements', ...file }));
  const required = await loadRequirements(sources, { profile: 'strict', hostname: null });
  const diagnostics = [...rules.diagnostics, ...config.flatMap((each) => each.diagnostics), ...required.diagnostics];
  if (hasErrors(diagnostics) || !rules.value || !required.value) return { value: null, diagnostics };
  const merged = mergeConfig(config.flatMap((each) => each.value ?? []));
  const linted: LintedRules[] = [
    { type: 'user', rules: rules.value },
    { type: 'requirements', rules: { prefixRules: required.value.rules, networkRules: [], hostExecutables: [] } },
  ];
  const settings = resolveSettings({ config: merged, requirements: required.value, trust: null }).value;
  const layers = sources.map(({ source }) => ({
    kind: 'requirements' as const,
    type: 'system',
    name: 'requirements',
    path: source,
    state: 'active' as const,
    digest: null,
    inForce: null,
  }));
  return { value: { rules: linted, requirements: required.value, config: merged, settings, layers, files: [], today }, diagnostics };
}

/** `managed_config.toml` is managed, any other file the user's. */
function readConfig({ source, text }: PolicySource): Promise<{ value: ConfigLayer | null; diagnostics: readonly Diagnostic[] }> {
  const type = /managed_config\.toml$/.test(source) ? 'legacy-file' : 'user';
  return parseConfigLayer({ type, name: 'configuration', source, text }, 'strict');
}
