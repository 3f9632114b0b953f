/** MCP policies in few words. */
import type { Origin } from '../../src/base/index.ts';
import {
  type CompiledMcp,
  compileMcpPolicy,
  type IdentityPattern,
  type ListedServer,
  loadRegexEngine,
  type McpPolicy,
  type McpRequirements,
  type McpSources,
  type ToolRule,
} from '../../src/mcp/index.ts';

export const ORIGIN: Origin = { source: 'requirements.toml', line: 1, column: 1 };

export const regex = await loadRegexEngine();

function listed(servers: Readonly<Record<string, IdentityPattern>>): ReadonlyMap<string, ListedServer> {
  return new Map(Object.entries(servers).map(([name, identity]) => [name, { identity, origin: ORIGIN }]));
}

export function allowList(
  servers: Readonly<Record<string, IdentityPattern>>,
  plugins: Readonly<Record<string, Readonly<Record<string, IdentityPattern>>>> = {},
): McpRequirements {
  return { servers: listed(servers), plugins: new Map(Object.entries(plugins).map(([name, own]) => [name, listed(own)])), origin: ORIGIN };
}

export function toolRule(server: string, tool: string, decision: ToolRule['decision'], more: Partial<ToolRule> = {}): ToolRule {
  return { server, tool, decision, conditions: [], origin: ORIGIN, ...more };
}

export function compileMcp(sources: Partial<McpSources>): CompiledMcp {
  return compileMcpPolicy({ profile: 'strict', requirements: null, rules: [], modes: [], lock: null, regex, ...sources });
}

export function mcpPolicyOf(sources: Partial<McpSources>): McpPolicy {
  const { value, diagnostics } = compileMcp(sources);
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}
