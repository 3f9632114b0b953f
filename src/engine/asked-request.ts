/**
 * Network, MCP and sandbox requests from outside, checked field by field as command requests are: unknown fields are an error.
 * Reference: the protocol's "Others".
 */
import { closest, type Diagnostic } from '../base/index.ts';
import { type ApprovalPolicy, parseApprovalPolicy, SANDBOX_MODES, type SandboxMode } from '../config/index.ts';
import type { McpRequest } from '../mcp/index.ts';
import { type NetworkRequest, PROTOCOLS } from '../network/index.ts';

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

interface Field {
  readonly name: string;
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const SESSION: readonly Field[] = [
  { name: 'id', expected: 'any value', accepts: () => true },
  {
    name: 'approvalPolicy',
    expected: 'untrusted, on-request, never or { granular }',
    accepts: (value) => parseApprovalPolicy(value) !== null,
  },
  { name: 'sandboxMode', expected: SANDBOX_MODES.join(', '), accepts: (value) => (SANDBOX_MODES as readonly unknown[]).includes(value) },
];

/** The fields of each kind of request. */
const FIELDS: Readonly<Record<'network' | 'mcp' | 'sandbox', readonly Field[]>> = {
  network: [
    { name: 'url', expected: 'a string', accepts: isText },
    { name: 'host', expected: 'a string', accepts: isText },
    { name: 'port', expected: 'a number', accepts: (value) => typeof value === 'number' },
    { name: 'protocol', expected: PROTOCOLS.join(', '), accepts: (value) => (PROTOCOLS as readonly unknown[]).includes(value) },
    { name: 'method', expected: 'a string', accepts: isText },
  ],
  mcp: [
    { name: 'server', expected: 'a string', accepts: isText },
    { name: 'plugin', expected: 'a string', accepts: isText },
    { name: 'identity', expected: '{ command, args } or { url }', accepts: isIdentity },
    { name: 'tool', expected: 'a string', accepts: isText },
    { name: 'arguments', expected: 'an object', accepts: isRecord },
    {
      name: 'annotations',
      expected: 'an object of true and false',
      accepts: (value) => isRecord(value) && Object.values(value).every((each) => typeof each === 'boolean'),
    },
    { name: 'toolDigest', expected: 'a string', accepts: isText },
  ],
  sandbox: [],
};

function isIdentity(value: unknown): boolean {
  if (!isRecord(value) || !Object.keys(value).every((key) => ['command', 'args', 'url'].includes(key))) return false;
  const { command = '', args = [], url = '' } = value;
  return isText(command) && isTexts(args) && isText(url);
}

export function readConnection(request: object): AskedConnection | Diagnostic {
  const { fields, fault: wrong } = readFields('network', request);
  if (wrong) return wrong;
  const isOne = (fields.url === undefined) !== (fields.host === undefined);
  return isOne ? fields : fault('a network request has either `url` or `host`');
}

export function readToolCall(request: object): AskedToolCall | Diagnostic {
  const { fields, fault: wrong } = readFields('mcp', request);
  if (wrong) return wrong;
  const { server } = fields;
  return typeof server === 'string' ? { ...fields, server } : fault('an MCP request names a `server`');
}

export function readSandboxRequest(request: object): AskedSandbox | Diagnostic {
  const { fields, fault: wrong } = readFields('sandbox', request);
  return wrong ?? fields;
}

type Read = Readonly<Record<string, unknown>>;

/** The fields that are given, each as its row demands; null is as good as absent. */
function readFields(kind: keyof typeof FIELDS, request: object): { readonly fields: Read; readonly fault: Diagnostic | null } {
  const known = [...FIELDS[kind], ...SESSION, { name: 'kind', expected: `\`${kind}\``, accepts: (value: unknown) => value === kind }];
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request)) {
    const field = known.find((each) => each.name === name);
    if (!field) return { fields, fault: unknownField(name, known) };
    if (value === undefined || value === null) continue;
    if (!field.accepts(value)) return { fields, fault: fault(`\`${name}\` must be ${field.expected}`) };
    fields[name] = value;
  }
  return { fields, fault: null };
}

function unknownField(name: string, known: readonly Field[]): Diagnostic {
  const names = known.map((field) => field.name);
  const meant = closest(name, names);
  return fault(`unknown field \`${name}\``, meant === null ? `known fields are ${names.join(', ')}` : `did you mean \`${meant}\`?`);
}

function fault(message: string, help?: string): Diagnostic {
  return { code: 'EN030', severity: 'error', message, ...(help === undefined ? {} : { help }) };
}
