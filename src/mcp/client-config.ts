/**
 * MCP servers out of the configuration of a client: Codex (TOML), Claude Code, Cursor and VS Code (JSON, comments allowed).
 *
 * INVARIANT: every entry of the file comes out, understood or with the reason why not; nothing is expanded or resolved
 * (docs/mcp.md has the forms that are read).
 */
import { type Diagnostic, MAX_MCP_ENTRIES, type Place } from '../base/index.ts';
import type { ServerIdentity } from './identity.ts';
import { isJsonObject } from './json-document.ts';
import type { ServerSettings } from './lock.ts';

export type McpClient = 'codex' | 'claude-code' | 'cursor' | 'vscode';

export const MCP_CLIENTS: readonly McpClient[] = ['codex', 'claude-code', 'cursor', 'vscode'];

/** One server as its client is configured. */
export interface ClientServer {
  readonly name: string;
  /** What kind of entry holds it, for files that have several: the path to it. */
  readonly path: readonly string[];
  /** Null where the entry describes no server. */
  readonly identity: ServerIdentity | null;
  readonly settings: ServerSettings;
  /** Switched off in the file itself. */
  readonly isEnabled: boolean;
  readonly place: Place;
}

export interface ClientConfig {
  readonly client: McpClient;
  readonly servers: readonly ClientServer[];
}

/** A parsed file: what it holds and where. TOML and JSON documents both come in this shape. */
export interface ConfigDocument {
  readonly source: string;
  readonly value: unknown;
  readonly locate: (path: readonly (string | number)[]) => Place;
}

/** Where the clients keep their servers; `*` stands for any key. */
const TABLES: Readonly<Record<McpClient, readonly (readonly string[])[]>> = {
  codex: [['mcp_servers']],
  'claude-code': [['mcpServers'], ['projects', '*', 'mcpServers']],
  cursor: [['mcpServers']],
  vscode: [['servers'], ['mcp', 'servers']],
};

/** `client` is the one that the file belongs to; null takes the first whose tables it has. */
export function readClientConfig(
  document: ConfigDocument,
  client: McpClient | null,
): { value: ClientConfig | null; diagnostics: readonly Diagnostic[] } {
  const found = (client === null ? MCP_CLIENTS : [client]).map((each) => ({ client: each, tables: findTables(document.value, each) }));
  const first = found.find(({ tables }) => tables.length > 0);
  if (!first) return { value: null, diagnostics: [unknownForm(document, client)] };
  const servers = first.tables.flatMap((path) => readTable(document, path));
  if (servers.length > MAX_MCP_ENTRIES) return { value: null, diagnostics: [tooMany(document)] };
  return {
    value: { client: first.client, servers },
    diagnostics: servers.flatMap((server) => (server.identity ? [] : [noServer(server)])),
  };
}

function unknownForm({ locate }: ConfigDocument, client: McpClient | null): Diagnostic {
  const tables = (client === null ? MCP_CLIENTS : [client]).flatMap((each) => TABLES[each]).map((path) => `\`${path.join('.')}\``);
  const message = `no MCP servers: there is none of ${[...new Set(tables)].join(', ')}`;
  return {
    code: 'MC050',
    severity: 'error',
    message,
    place: locate([]),
    help: 'name a configuration of Codex, Claude Code, Cursor or VS Code',
  };
}

function tooMany({ locate }: ConfigDocument): Diagnostic {
  return { code: 'MC035', severity: 'error', message: `more than ${MAX_MCP_ENTRIES} MCP servers`, place: locate([]) };
}

function noServer({ name, place }: ClientServer): Diagnostic {
  const message = `\`${name}\` describes no MCP server`;
  return { code: 'MC051', severity: 'error', message, place, help: 'it needs either a `command` with a list `args`, or a `url`' };
}

/** Paths of the tables that a client's file really has. */
function findTables(root: unknown, client: McpClient): readonly (readonly string[])[] {
  return TABLES[client].flatMap((pattern) => {
    let paths: readonly (readonly string[])[] = [[]];
    for (const step of pattern) {
      paths = paths.flatMap((path) => {
        const value = valueAt(root, path);
        const keys = isJsonObject(value) ? (step === '*' ? Object.keys(value) : Object.hasOwn(value, step) ? [step] : []) : [];
        return keys.map((key) => [...path, key]);
      });
    }
    return paths.filter((path) => isJsonObject(valueAt(root, path)));
  });
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const key of path) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

function readTable(document: ConfigDocument, path: readonly string[]): ClientServer[] {
  const table = valueAt(document.value, path);
  return Object.entries(isJsonObject(table) ? table : {}).map(([name, entry]) => ({
    name,
    path,
    ...readEntry(entry),
    place: document.locate([...path, name]),
  }));
}

function readEntry(entry: unknown): Pick<ClientServer, 'identity' | 'settings' | 'isEnabled'> {
  if (!isJsonObject(entry)) return { identity: null, settings: { env: {}, headers: {}, cwd: null }, isEnabled: true };
  const { env, headers, http_headers, cwd } = entry;
  const settings = { env: textsOf(env), headers: textsOf(headers ?? http_headers), cwd: typeof cwd === 'string' ? cwd : null };
  return { identity: readIdentity(entry), settings, isEnabled: entry.enabled !== false && entry.disabled !== true };
}

function readIdentity({ command, args = [], url }: Readonly<Record<string, unknown>>): ServerIdentity | null {
  if (typeof url === 'string' && command === undefined) return { type: 'url', url };
  const isList = Array.isArray(args) && args.every((arg) => typeof arg === 'string');
  return typeof command === 'string' && url === undefined && isList ? { type: 'command', command, args } : null;
}

/** The entries that are texts; others cannot reach a server. */
function textsOf(value: unknown): Record<string, string> {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])));
}
