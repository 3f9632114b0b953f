/**
 * Starts an MCP server that speaks over its standard streams, asks it for its tools, and ends it.
 *
 * LIMIT: time, bytes and pages are bounded; whatever else the server does or says, it is ended when the list is complete or it is not.
 * Reference: Model Context Protocol 2025-06-18, `initialize` and `tools/list`.
 */
import { spawn } from 'node:child_process';
import { MAX_MCP_LISTING_BYTES, MAX_MCP_LISTING_MS, MAX_MCP_LISTING_PAGES, MAX_QUOTED_ANSWER, VERSION } from '../base/index.ts';
import type { ServerIdentity } from './identity.ts';
import type { ServerSettings } from './lock.ts';

/** Its tools as it tells them, or why not. */
export type ToolListing =
  | { readonly type: 'tools'; readonly tools: readonly unknown[] }
  | { readonly type: 'failed'; readonly problem: string };

export async function listTools(
  identity: Extract<ServerIdentity, { type: 'command' }>,
  { env, cwd }: ServerSettings,
): Promise<ToolListing> {
  const child = spawn(identity.command, identity.args, {
    env: { ...process.env, ...env },
    ...(cwd === null ? {} : { cwd }),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<never>((_, reject) => {
    child.on('error', (error) => reject(new Error(`it does not start (${(error as NodeJS.ErrnoException).code ?? error.message})`)));
    child.on('close', () => reject(new Error('it ended before it told its tools')));
  });
  const timeout = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`it did not answer in ${MAX_MCP_LISTING_MS / 1000} seconds`)), MAX_MCP_LISTING_MS).unref();
  });
  try {
    const conversation = converse(child.stdout, (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`));
    return { type: 'tools', tools: await Promise.race([conversation, ended, timeout]) };
  } catch (error) {
    return { type: 'failed', problem: (error as Error).message };
  } finally {
    child.kill('SIGKILL');
    ended.catch(() => {});
    timeout.catch(() => {});
  }
}

type Send = (message: object) => void;

async function converse(output: AsyncIterable<Buffer>, send: Send): Promise<readonly unknown[]> {
  const replies = repliesIn(output);
  const ask = async (id: number, method: string, params: object): Promise<Record<string, unknown>> => {
    send({ id, method, params });
    for (let next = await replies.next(); !next.done; next = await replies.next()) {
      if (next.value.id === id) return resultOf(next.value);
    }
    throw new Error('it ended before it told its tools');
  };
  await ask(1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'portcullis', version: VERSION } });
  send({ method: 'notifications/initialized' });
  const tools: unknown[] = [];
  let cursor: unknown;
  for (let page = 0; page < MAX_MCP_LISTING_PAGES; page++) {
    const result = await ask(page + 2, 'tools/list', cursor === undefined ? {} : { cursor });
    if (!Array.isArray(result.tools)) throw new Error('its answer holds no tools');
    tools.push(...result.tools);
    cursor = result.nextCursor;
    if (typeof cursor !== 'string') return tools;
  }
  throw new Error(`it has more than ${MAX_MCP_LISTING_PAGES} pages of tools`);
}

function resultOf({ result, error }: Record<string, unknown>): Record<string, unknown> {
  if (typeof result === 'object' && result !== null) return result as Record<string, unknown>;
  throw new Error(`it refused to tell its tools (${JSON.stringify(error ?? null).slice(0, MAX_QUOTED_ANSWER)})`);
}

/** The JSON objects that a server writes, one a line; other lines are its own business. */
async function* repliesIn(output: AsyncIterable<Buffer>): AsyncGenerator<Record<string, unknown>, void> {
  let bytes = 0;
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of output) {
    bytes += chunk.length;
    if (bytes > MAX_MCP_LISTING_BYTES) throw new Error('it says more than is looked at');
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = parseLine(line);
      if (message) yield message;
    }
  }
}

function parseLine(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
