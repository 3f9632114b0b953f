/**
 * JSON-RPC 2.0 as plain values: what a message from outside is, and the texts of answers.
 *
 * INVARIANT: an id comes back exactly as it was sent or the message is refused; whatever is no request gets the fault that the
 * specification names. Codes are those of JSON-RPC and of the Language Server Protocol.
 */
import { type Diagnostic, MAX_ID_LENGTH } from '../base/index.ts';

export const RPC_ERRORS = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  notInitialized: -32002,
  requestCancelled: -32800,
  /** Took too long, or the server ends. */
  serverCancelled: -32802,
  /** A request in order that cannot be done. */
  requestFailed: -32803,
} as const;

export type RpcErrorName = keyof typeof RPC_ERRORS;

export type RpcId = string | number | null;

/** Why a request has no result. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: Diagnostic;
}

export interface RpcRequest {
  readonly type: 'request';
  readonly id: RpcId;
  readonly method: string;
  readonly params: unknown;
}

export type RpcMessage =
  | RpcRequest
  | { readonly type: 'notification'; readonly method: string; readonly params: unknown }
  /** A response: we never ask, so it answers nothing. */
  | { readonly type: 'response' }
  | { readonly type: 'invalid'; readonly id: RpcId; readonly reason: string };

/** Ends a request with an error; thrown by methods, caught where answers are written. */
export class RpcFailure extends Error {
  readonly error: RpcError;
  constructor(name: RpcErrorName, message: string, data?: Diagnostic) {
    super(message);
    this.error = rpcError(name, message, data);
  }
}

export function rpcError(name: RpcErrorName, message: string, data?: Diagnostic): RpcError {
  return { code: RPC_ERRORS[name], message, ...(data === undefined ? {} : { data }) };
}

/** What one element of a message is; a batch is not for here. */
export function readMessage(value: unknown): RpcMessage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return invalid(null, 'a message is a JSON object');
  const given = value as Readonly<Record<string, unknown>>;
  const id = readId(given);
  if (id === false) return invalid(null, `an id is a text of at most ${MAX_ID_LENGTH} characters or a number that comes back as it was`);
  if (!Object.hasOwn(given, 'method')) {
    const isResponse = Object.hasOwn(given, 'result') || Object.hasOwn(given, 'error');
    return isResponse ? { type: 'response' } : invalid(id ?? null, 'a request names its method');
  }
  if (given.jsonrpc !== '2.0') return invalid(id ?? null, '`jsonrpc` must be "2.0"');
  const { method, params } = given;
  if (typeof method !== 'string') return invalid(id ?? null, '`method` must be a string');
  if (params !== undefined && (typeof params !== 'object' || params === null))
    return invalid(id ?? null, '`params` must be an object or a list');
  return id === undefined ? { type: 'notification', method, params } : { type: 'request', id, method, params };
}

function invalid(id: RpcId, reason: string): RpcMessage {
  return { type: 'invalid', id, reason };
}

/** Undefined where there is none, false where it cannot be one. */
function readId(given: Readonly<Record<string, unknown>>): RpcId | undefined | false {
  if (!Object.hasOwn(given, 'id')) return undefined;
  const { id } = given;
  if (id === null) return null;
  if (typeof id === 'string') return id.length <= MAX_ID_LENGTH ? id : false;
  return typeof id === 'number' && Math.abs(id) <= Number.MAX_SAFE_INTEGER ? id : false;
}

/** `result` is JSON already. */
export function formatResult(id: RpcId, result: string): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`;
}

export function formatError(id: RpcId, error: RpcError): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"error":${JSON.stringify(error)}}`;
}

export function formatNotification(method: string, params: unknown): string {
  return `{"jsonrpc":"2.0","method":${JSON.stringify(method)},"params":${JSON.stringify(params)}}`;
}
