/**
 * Network, MCP and sandbox requests from outside, checked field by field as command requests are: unknown fields are an error.
 * Reference: the protocol's "Others".
 */
import type { Diagnostic } from '../base/index.ts';
import type { ApprovalPolicy, SandboxMode } from '../config/index.ts';
import type { McpRequest } from '../mcp/index.ts';
import type { NetworkRequest } from '../network/index.ts';
import { badRequest, type RequestSchema, requestFault } from './request-fault.ts';
import { mcpRequest, networkRequest, sandboxRequest } from './request-schema.ts';

/** What any request may say about the session. */
export interface AskedSession {
  readonly id?: unknown;
  readonly kind?: string;
  readonly approvalPolicy?: ApprovalPolicy | 'on-failure' | null;
  readonly sandboxMode?: SandboxMode | null;
}

export type AskedConnection = NetworkRequest & AskedSession;
export type AskedToolCall = McpRequest & AskedSession;
export type AskedSandbox = AskedSession;

export function readConnection(request: object): AskedConnection | Diagnostic {
  const { fields, fault: wrong } = readFields(networkRequest, request);
  if (wrong) return wrong;
  const isOne = (fields.url === undefined) !== (fields.host === undefined);
  return isOne ? fields : badRequest('a network request has either `url` or `host`');
}

export function readToolCall(request: object): AskedToolCall | Diagnostic {
  const { fields, fault: wrong } = readFields(mcpRequest, request);
  if (wrong) return wrong;
  const { server } = fields;
  return typeof server === 'string' ? { ...fields, server } : badRequest('an MCP request names a `server`');
}

export function readSandboxRequest(request: object): AskedSandbox | Diagnostic {
  const { fields, fault: wrong } = readFields(sandboxRequest, request);
  return wrong ?? fields;
}

type Read = Readonly<Record<string, unknown>>;

/** The fields that are given, each as its schema demands; null is as good as absent. */
function readFields(schema: RequestSchema, request: object): { readonly fields: Read; readonly fault: Diagnostic | null } {
  const given = Object.entries(request).filter(([, value]) => value !== undefined && value !== null);
  return { fields: Object.fromEntries(given), fault: requestFault(schema, request) };
}
