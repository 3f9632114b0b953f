/**
 * The hook of Claude Code over HTTP: the same input as a body, the same output as the answer.
 *
 * INVARIANT: whatever reaches the server is answered with 200 and JSON, for any other status means "carry on": without the token, with a body that
 * cannot be read, and where we fail, the answer is a refusal. LIMIT: MAX_HOOK_INPUT_BYTES a body, MAX_HOOK_MILLISECONDS a request.
 */
import { isUtf8 } from 'node:buffer';
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { MAX_HOOK_INPUT_BYTES, MAX_HOOK_MILLISECONDS } from '../base/index.ts';
import type { HookOptions, Reply } from './adapter.ts';
import { ADAPTERS, type AskPolicy, answerHook } from './answer.ts';
import { isJsonObject } from './tool.ts';

export interface HttpHookOptions {
  /** What clients must send as `Authorization: Bearer …`. */
  readonly token: string;
  readonly hook: HookOptions;
  readonly ask: AskPolicy;
}

/** A server that is not listening yet. */
export function createHookServer(options: HttpHookOptions): Server {
  const server = createServer((request, response) => {
    answerRequest(request, options)
      .catch((error: unknown) => refusal('', `a bug in portcullis: ${error instanceof Error ? error.message : String(error)}`))
      .then((text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text))
      .catch(() => response.destroy());
  });
  server.requestTimeout = MAX_HOOK_MILLISECONDS;
  server.headersTimeout = MAX_HOOK_MILLISECONDS;
  return server;
}

async function answerRequest(request: IncomingMessage, { token, hook, ask }: HttpHookOptions): Promise<string> {
  if (!hasToken(request.headers.authorization, token)) return refusal('', 'the request has not the token of this server');
  if (request.method !== 'POST') return refusal('', 'a hook is asked by POST');
  const text = await readBody(request);
  if (text === null) return refusal('', `the body is no UTF-8, or longer than ${MAX_HOOK_INPUT_BYTES} bytes`);
  const reply = await answerHook(ADAPTERS['claude-code'], text, hook, ask);
  return bodyOf(reply, eventIn(text));
}

function hasToken(given: string | undefined, token: string): boolean {
  const [said, wanted] = [Buffer.from(given ?? ''), Buffer.from(`Bearer ${token}`)];
  return said.length === wanted.length && timingSafeEqual(said, wanted);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_HOOK_INPUT_BYTES) return null;
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}

/** What would have been exit 2 is a refusal. */
function bodyOf({ stdout, stderr, exit }: Reply, event: string): string {
  if (exit === 2) return refusal(event, stderr.trim());
  return stdout === '' ? '{}' : stdout;
}

function refusal(event: string, reason: string): string {
  const permission = { hookEventName: event, decision: { behavior: 'deny', message: reason } };
  const tool = { hookEventName: 'PreToolUse', permissionDecision: 'deny', permissionDecisionReason: reason };
  return JSON.stringify({ hookSpecificOutput: event === 'PermissionRequest' ? permission : tool });
}

function eventIn(text: string): string {
  try {
    const input: unknown = JSON.parse(text);
    return isJsonObject(input) && typeof input.hook_event_name === 'string' ? input.hook_event_name : '';
  } catch {
    return '';
  }
}
