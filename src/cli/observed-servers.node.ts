/** Servers of a configuration with their tools: from files that are given, from the servers themselves, or not at all. */
import type { Diagnostic, Place } from '../base/index.ts';
import { listTools } from '../mcp/index.node.ts';
import {
  type ClientServer,
  hasVariable,
  type ObservedServer,
  parseJsonDocument,
  readToolListing,
  type ToolDefinition,
  textsOf,
} from '../mcp/index.ts';
import { readPolicyFile } from './policy-file.node.ts';

export interface ObserveOptions {
  /** `SERVER=FILE`. */
  readonly tools: readonly string[];
  readonly start?: true;
}

interface Listed {
  readonly value: readonly ToolDefinition[] | null;
  readonly diagnostics: readonly Diagnostic[];
}

export async function observeServers(
  servers: readonly ClientServer[],
  { tools, start = undefined }: ObserveOptions,
): Promise<{ value: readonly ObservedServer[]; diagnostics: readonly Diagnostic[] }> {
  const files = new Map(tools.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
  const value: ObservedServer[] = [];
  const diagnostics: Diagnostic[] = [];
  // One after the other: servers of one configuration may share files and ports.
  for (const { name, identity, settings, place } of servers) {
    if (!identity) continue;
    const file = files.get(name);
    const listed =
      file !== undefined ? await listFromFile(file) : start ? await listFromServer({ name, identity, settings, place }) : NOT_LISTED;
    files.delete(name);
    diagnostics.push(...listed.diagnostics);
    value.push({ name, identity, settings, tools: listed.value });
  }
  for (const name of files.keys())
    diagnostics.push({
      code: 'MC061',
      severity: 'error',
      message: `the configuration has no server \`${name}\``,
      help: 'write `--tools SERVER=FILE`',
    });
  return { value, diagnostics };
}

const NOT_LISTED: Listed = { value: null, diagnostics: [] };

async function listFromFile(path: string): Promise<Listed> {
  const text = await readPolicyFile(path);
  if (text.value === null) return { value: null, diagnostics: text.diagnostics };
  const { value, diagnostics } = await parseJsonDocument(path, text.value);
  return value ? readToolListing(path, value.value) : { value: null, diagnostics };
}

async function listFromServer({
  name,
  identity,
  settings,
  place,
}: Omit<ObservedServer, 'tools'> & { readonly place: Place }): Promise<Listed> {
  if (identity.type === 'url') return { value: null, diagnostics: [untold(name, place, 'it is not started from here', 'info')] };
  if ([...textsOf(identity), ...Object.values(settings.env)].some(hasVariable)) {
    return { value: null, diagnostics: [untold(name, place, 'how it starts depends on a variable', 'error')] };
  }
  const listing = await listTools(identity, settings);
  return listing.type === 'tools'
    ? readToolListing(name, listing.tools)
    : { value: null, diagnostics: [untold(name, place, listing.problem, 'error')] };
}

function untold(name: string, place: Place, why: string, severity: 'error' | 'info'): Diagnostic {
  return {
    code: 'MC062',
    severity,
    message: `\`${name}\` did not tell its tools: ${why}`,
    place,
    help: `give them with \`--tools ${name}=FILE\``,
  };
}
