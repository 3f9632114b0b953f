/**
 * Making a lock from what was seen, and comparing what is seen now with it: what is new, gone or changed.
 */
import { type Code, type Diagnostic, MAX_MCP_ENTRIES } from '../base/index.ts';
import type { ServerIdentity } from './identity.ts';
import { isJsonObject } from './json-document.ts';
import {
  digestIdentity,
  digestSettings,
  digestTool,
  type LockedServer,
  type McpLock,
  type ServerSettings,
  type ToolDefinition,
} from './lock.ts';

/** A server as it is configured and, where it was asked, what tools it has. */
export interface ObservedServer {
  readonly name: string;
  readonly identity: ServerIdentity;
  readonly settings: ServerSettings;
  readonly tools: readonly ToolDefinition[] | null;
}

/** The answer to `tools/list`, or just its list. */
export function readToolListing(
  source: string,
  value: unknown,
): { value: readonly ToolDefinition[] | null; diagnostics: readonly Diagnostic[] } {
  const list = isJsonObject(value) ? (isJsonObject(value.result) ? value.result.tools : value.tools) : value;
  const isListing =
    Array.isArray(list) &&
    list.length <= MAX_MCP_ENTRIES &&
    list.every(isTool) &&
    new Set(list.map(({ name }) => name)).size === list.length;
  if (isListing) return { value: list, diagnostics: [] };
  const place = { source, line: 1, column: 1 };
  const help = 'give the answer of the server to `tools/list`';
  return {
    value: null,
    diagnostics: [{ code: 'MC061', severity: 'error', message: 'not a list of tools with different names', place, help }],
  };
}

function isTool(value: unknown): value is ToolDefinition {
  return isJsonObject(value) && typeof value.name === 'string' && digestTool(value as ToolDefinition) !== null;
}

export function lockServers(servers: readonly ObservedServer[]): McpLock {
  return new Map(servers.map((server) => [server.name, lockServer(server)]));
}

function lockServer({ identity, settings, tools }: ObservedServer): LockedServer {
  return {
    identity: digestIdentity(identity),
    settings: digestSettings(settings),
    tools: tools && new Map(tools.map((tool) => [tool.name, digestTool(tool) ?? ''])),
  };
}

/** One difference between a lock and what is seen. */
export interface LockDifference {
  readonly code: Code;
  readonly server: string;
  readonly tool: string | null;
  readonly message: string;
}

export function compareLock(lock: McpLock, servers: readonly ObservedServer[]): LockDifference[] {
  return servers.flatMap((server) => {
    const locked = lock.get(server.name);
    const differ = (code: Code, message: string, tool: string | null = null) => ({ code, server: server.name, tool, message });
    if (!locked) return [differ('MC020', 'is not locked')];
    const now = lockServer(server);
    return [
      ...(now.identity === locked.identity ? [] : [differ('MC021', 'is not started as it was')]),
      ...(now.settings === locked.settings ? [] : [differ('MC025', 'has another environment, other headers or another folder')]),
      ...compareTools(locked, now, differ),
    ];
  });
}

function compareTools(
  locked: LockedServer,
  now: LockedServer,
  differ: (code: Code, message: string, tool?: string) => LockDifference,
): LockDifference[] {
  if (!now.tools) return locked.tools ? [differ('MC026', 'has locked tools, and what it offers now was not given')] : [];
  const before = locked.tools ?? new Map<string, string>();
  const changed = [...now.tools].flatMap(([tool, digest]) => {
    const known = before.get(tool);
    if (known === undefined) return [differ('MC022', `has a new tool \`${tool}\``, tool)];
    return known === digest ? [] : [differ('MC023', `describes \`${tool}\` differently`, tool)];
  });
  const gone = [...before.keys()].filter((tool) => !now.tools?.has(tool));
  return [...changed, ...gone.map((tool) => differ('MC024', `no longer has \`${tool}\``, tool))];
}
