/**
 * `check --network URL` and `check --mcp SERVER`: one request that is not about a command, from flags.
 */
import { lookup } from 'node:dns/promises';
import type { AnswerHead, AskedSandbox, Engine } from '../engine/index.ts';
import type { ClientServer } from '../mcp/index.ts';
import { type NetworkContext, normaliseHost, readTarget } from '../network/index.ts';
import { loadClientConfig } from './client-config.node.ts';

export interface AskedOptions {
  readonly network?: string;
  readonly method?: string;
  readonly resolve?: true;
  readonly mcp?: string;
  readonly tool?: string;
  readonly arguments?: string;
  readonly client?: string;
}

/** The answer, or what is wrong with the call; null where a command is asked about. */
export async function answerAsked(engine: Engine, session: AskedSandbox, options: AskedOptions): Promise<AnswerHead | string | null> {
  if (options.network !== undefined) return askNetwork(engine, session, { ...options, network: options.network });
  return options.mcp === undefined ? null : askMcp(engine, session, { ...options, mcp: options.mcp });
}

async function askNetwork(
  engine: Engine,
  session: AskedSandbox,
  { network: text, method, resolve }: AskedOptions & { readonly network: string },
): Promise<AnswerHead> {
  const target = text.includes('://') || text.startsWith('unix:') ? { url: text } : { host: text };
  const request = { ...session, ...target, ...(method === undefined ? {} : { method }) };
  return engine.evaluateNetwork(request, resolve ? await resolvedBefore(text) : {});
}

/** The decision itself waits for nobody, so a name is looked up before it is asked about. */
async function resolvedBefore(text: string): Promise<NetworkContext> {
  const target = text.includes('://') ? readTarget(text, 'url') : null;
  const host = target === null ? normaliseHost(text) : target.type === 'host' ? target.host : null;
  if (host?.type !== 'name') return {};
  const addresses = await lookup(host.text, { all: true }).catch(() => null);
  return { resolve: () => addresses?.map(({ address }) => address) ?? null };
}

async function askMcp(
  engine: Engine,
  session: AskedSandbox,
  options: AskedOptions & { readonly mcp: string },
): Promise<AnswerHead | string> {
  const { mcp: server } = options;
  const given = readArguments(options.arguments);
  if (typeof given === 'string') return given;
  const configured = options.client === undefined ? null : await findServer(options.client, server);
  if (typeof configured === 'string') return configured;
  return engine.evaluateMcp({
    ...session,
    server,
    ...(configured?.identity ? { identity: configured.identity } : {}),
    ...(options.tool === undefined ? {} : { tool: options.tool }),
    ...(given === null ? {} : { arguments: given }),
  });
}

function readArguments(text: string | undefined): Readonly<Record<string, unknown>> | string | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : '--arguments takes a JSON object';
  } catch {
    return '--arguments takes a JSON object';
  }
}

async function findServer(path: string, name: string): Promise<{ identity: object | null } | string> {
  const { value, diagnostics } = await loadClientConfig(path, null);
  const server = value?.servers.find((each: ClientServer) => each.name === name);
  if (!server) return diagnostics[0]?.message ?? `\`${path}\` has no MCP server \`${name}\``;
  const { identity } = server;
  if (identity === null) return { identity };
  return { identity: identity.type === 'command' ? { command: identity.command, args: identity.args } : { url: identity.url } };
}
