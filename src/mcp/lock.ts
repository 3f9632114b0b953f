/**
 * The lock file: how each MCP server was started and what its tools looked like when a person agreed to them, as digests.
 *
 * INVARIANT: a lock file is whole or absent, and holds digests only, because arguments and headers may be secrets. What differs from it
 * prompts; it never allows anything.
 */
import { canonicalJson, type Diagnostic, digestText, isDigest, MAX_MCP_ENTRIES } from '../base/index.ts';
import type { ServerIdentity } from './identity.ts';

export interface LockedServer {
  /** Of command and arguments, or of the URL. */
  readonly identity: string;
  /** Of environment, headers and working folder. */
  readonly settings: string;
  /** By tool name; null where the tools were not known. */
  readonly tools: ReadonlyMap<string, string> | null;
}

export type McpLock = ReadonlyMap<string, LockedServer>;

/** What a server tells about one of its tools. */
export interface ToolDefinition {
  readonly name: string;
  readonly [key: string]: unknown;
}

/** Besides its identity, what decides how a server behaves. */
export interface ServerSettings {
  readonly env: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly cwd: string | null;
}

export const NO_SETTINGS: ServerSettings = { env: {}, headers: {}, cwd: null };

export function digestIdentity(identity: ServerIdentity): string {
  const parts = identity.type === 'command' ? ['command', identity.command, ...identity.args] : ['url', identity.url];
  return digestText(JSON.stringify(parts));
}

export function digestSettings(settings: ServerSettings): string {
  return digestText(canonicalJson(settings) ?? '');
}

/** Of name, description, schemas and annotations: everything a model or an approval mode goes by. Null where it is nested too deep. */
export function digestTool(tool: ToolDefinition): string | null {
  const pinned = Object.fromEntries(PINNED.flatMap((key) => (Object.hasOwn(tool, key) ? [[key, tool[key]]] : [])));
  const text = canonicalJson(pinned);
  return text === null ? null : digestText(text);
}

const PINNED = ['name', 'title', 'description', 'inputSchema', 'outputSchema', 'annotations'] as const;

export function formatLock(lock: McpLock): string {
  const servers = [...lock].sort(byName).map(([name, { identity, settings, tools }]) => {
    const digests = tools && Object.fromEntries([...tools].sort(byName));
    return [name, { identity, settings, tools: digests }];
  });
  return `${JSON.stringify({ version: 1, servers: Object.fromEntries(servers) }, null, 2)}\n`;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function parseLock(source: string, text: string): { value: McpLock | null; diagnostics: readonly Diagnostic[] } {
  const problem = readLock(text);
  if (typeof problem !== 'string') return { value: problem, diagnostics: [] };
  const place = { source, line: 1, column: 1 };
  const help = 'write it anew with `portcullis mcp lock`, after looking at what changed';
  return { value: null, diagnostics: [{ code: 'MC060', severity: 'error', message: `the lock file ${problem}`, place, help }] };
}

/** The lock, or what is wrong with the text. */
function readLock(text: string): McpLock | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  if (!isRecord(json) || json.version !== 1 || !hasOnly(json, ['version', 'servers']) || !isRecord(json.servers))
    return 'is not of version 1';
  const lock = new Map<string, LockedServer>();
  for (const [name, server] of Object.entries(json.servers)) {
    const locked = readServer(server);
    if (!locked) return `has a malformed entry \`${name}\``;
    lock.set(name, locked);
  }
  return lock.size > MAX_MCP_ENTRIES ? `has more than ${MAX_MCP_ENTRIES} servers` : lock;
}

function readServer(value: unknown): LockedServer | null {
  if (!isRecord(value) || !hasOnly(value, ['identity', 'settings', 'tools'])) return null;
  const { identity, settings, tools } = value;
  if (typeof identity !== 'string' || !isDigest(identity) || typeof settings !== 'string' || !isDigest(settings)) return null;
  if (tools === null) return { identity, settings, tools };
  if (!isRecord(tools) || Object.keys(tools).length > MAX_MCP_ENTRIES) return null;
  const digests = Object.entries(tools).flatMap(([name, digest]) =>
    typeof digest === 'string' && isDigest(digest) ? [[name, digest] as const] : [],
  );
  return digests.length === Object.keys(tools).length ? { identity, settings, tools: new Map(digests) } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: Record<string, unknown>, keys: readonly string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}
