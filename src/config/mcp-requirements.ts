/** The MCP part of requirements, as the MCP module takes it: `[mcp_servers]`, `[plugins]`, tool modes of `[apps]`, tool rules of ours. */
import type { Origin, Profile } from '../base/index.ts';
import { type ListedServer, loadRegexEngine, type McpRequirements, type McpSources, needsRegex, type ToolMode } from '../mcp/index.ts';
import { toolRulesOf } from './mcp-tools.ts';
import type { RequirementsTable } from './schema/requirements.ts';
import { type SourcedTable, sourcedAt } from './sourced.ts';

type Servers = NonNullable<RequirementsTable['mcp_servers']>;

/** Everything that requirements say about MCP; the engine for regular expressions is loaded only where it is needed. */
export async function resolveMcp(table: RequirementsTable, sourced: SourcedTable, profile: Profile): Promise<McpSources> {
  const rules = toolRulesOf(table.portcullis, sourced);
  const sources = { profile, requirements: requirementsOf(table, sourced), rules, modes: modesOf(table, sourced), lock: null };
  return { ...sources, regex: needsRegex(sources) ? await loadRegexEngine() : null };
}

function requirementsOf(table: RequirementsTable, sourced: SourcedTable): McpRequirements | null {
  const plugins = Object.entries(table.plugins ?? {}).flatMap(([name, plugin]) =>
    plugin.mcp_servers ? [[name, listServers(plugin.mcp_servers, ['plugins', name, 'mcp_servers'], sourced)] as const] : [],
  );
  if (!table.mcp_servers && plugins.length === 0) return null;
  return {
    servers: listServers(table.mcp_servers ?? {}, ['mcp_servers'], sourced),
    plugins: new Map(plugins),
    origin: originAt(sourced, [table.mcp_servers ? 'mcp_servers' : 'plugins']),
  };
}

function listServers(servers: Servers, path: readonly string[], sourced: SourcedTable): ReadonlyMap<string, ListedServer> {
  return new Map(
    Object.entries(servers).map(([name, { identity }]) => [name, { identity, origin: originAt(sourced, [...path, name, 'identity']) }]),
  );
}

function originAt(sourced: SourcedTable, path: readonly string[]): Origin {
  return (sourcedAt(sourced, path) ?? sourced).origin;
}

function modesOf(table: RequirementsTable, sourced: SourcedTable): readonly ToolMode[] {
  return Object.entries(table.apps ?? {}).flatMap(([server, { tools }]) =>
    Object.entries(tools ?? {}).flatMap(([tool, { approval_mode: mode }]): ToolMode[] =>
      typeof mode === 'string' ? [{ server, tool, mode, origin: originAt(sourced, ['apps', server, 'tools', tool, 'approval_mode']) }] : [],
    ),
  );
}
