/**
 * From what all layers say about MCP to one compiled policy: the allow list with its identities, tool rules, approval modes, the lock.
 */
import { type Diagnostic, hasErrors, MAX_MCP_ENTRIES, type Origin, type Profile } from '../base/index.ts';
import type { IdentityPattern } from './identity.ts';
import { type CompiledIdentity, compileIdentity } from './identity.ts';
import type { McpLock } from './lock.ts';
import { NO_REGEX_ENGINE, type RegexEngine } from './regex-engine.ts';
import type { ListedServer, McpRequirements, McpSources, ToolMode } from './settings.ts';
import { type CompiledRule, compileRules, ToolIndex } from './tool-rule.ts';
import { hasRegex, type ValueMatcher } from './value-matcher.ts';

export interface AllowList {
  readonly servers: ReadonlyMap<string, CompiledIdentity>;
  readonly plugins: ReadonlyMap<string, ReadonlyMap<string, CompiledIdentity>>;
  readonly origin: Origin;
}

export interface McpPolicy {
  readonly profile: Profile;
  /** Null: no requirement restricts servers. */
  readonly allowList: AllowList | null;
  readonly rules: ToolIndex<CompiledRule>;
  readonly modes: ToolIndex<ToolMode>;
  readonly lock: McpLock | null;
}

export interface CompiledMcp {
  readonly value: McpPolicy | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether compiling these needs `loadRegexEngine` first. */
export function needsRegex({ requirements, rules }: Pick<McpSources, 'requirements' | 'rules'>): boolean {
  const listed = [
    ...(requirements?.servers.values() ?? []),
    ...[...(requirements?.plugins.values() ?? [])].flatMap((plugin) => [...plugin.values()]),
  ];
  const conditions = rules.flatMap((rule) => rule.conditions.map(({ matcher }) => matcher));
  return hasRegex([...listed.flatMap(({ identity }) => matchersOf(identity)), ...conditions]);
}

function matchersOf(identity: IdentityPattern): readonly ValueMatcher[] {
  return identity.type === 'command' ? [] : identity.type === 'url' ? [identity.url] : identity.args;
}

export function compileMcpPolicy(sources: McpSources): CompiledMcp {
  const diagnostics: Diagnostic[] = [];
  const { profile, requirements, rules, modes, lock } = sources;
  const regex = sources.regex ?? NO_REGEX_ENGINE;
  const allowList = requirements && compileAllowList(requirements, profile, regex, diagnostics);
  const compiled = compileRules(rules, regex, diagnostics);
  const count = rules.length + modes.length + (requirements?.servers.size ?? 0);
  if (count > MAX_MCP_ENTRIES) diagnostics.push(tooMany(requirements?.origin ?? rules[0]?.origin));
  if (hasErrors(diagnostics)) return { value: null, diagnostics };
  return { value: { profile, allowList, rules: new ToolIndex(compiled), modes: new ToolIndex(modes), lock }, diagnostics };
}

function tooMany(place: Origin | undefined): Diagnostic {
  const message = `more than ${MAX_MCP_ENTRIES} MCP servers, rules and approval modes`;
  return { code: 'MC035', severity: 'error', message, ...(place ? { place } : {}), help: 'use wildcards in tool rules' };
}

function compileAllowList(
  { servers, plugins, origin }: McpRequirements,
  profile: Profile,
  regex: RegexEngine,
  diagnostics: Diagnostic[],
): AllowList {
  const compileAll = (listed: ReadonlyMap<string, ListedServer>) =>
    new Map(
      [...listed].map(([name, each]) => [name, compileIdentity(each.identity, { name, origin: each.origin, profile, regex }, diagnostics)]),
    );
  return { origin, servers: compileAll(servers), plugins: new Map([...plugins].map(([plugin, listed]) => [plugin, compileAll(listed)])) };
}
