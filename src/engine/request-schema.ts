/**
 * Requests as they may come from outside: the one definition that checks them, gives their TypeScript types and is published as JSON Schema.
 * Reference: the protocol's requests; one vocabulary for library, command line and daemon.
 *
 * INVARIANT: every field says in its description what it must be, as the fault says it; null is as good as absent.
 */
import * as v from 'valibot';
import { MAX_ARGV_WORDS } from '../base/index.ts';
import { SANDBOX_MODES } from '../config/index.ts';
import { PROTOCOLS } from '../network/index.ts';

/** A field that may be left out; `expected` completes "must be …". */
function field<S extends v.GenericSchema>(schema: S, expected: string) {
  return v.nullish(v.pipe(schema, v.description<v.InferOutput<S>, string>(expected)));
}

const text = field(v.string(), 'a string');
const absolutePath = v.pipe(v.string(), v.regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/));
const anyObject = v.custom<Readonly<Record<string, unknown>>>(isRecord);

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const granular = v.object({
  sandbox_approval: v.boolean(),
  rules: v.boolean(),
  skill_approval: v.optional(v.boolean()),
  request_permissions: v.optional(v.boolean()),
  mcp_elicitations: v.boolean(),
});

/** What any request may say. */
const session = {
  id: v.optional(v.pipe(v.unknown(), v.description('any value'))),
  approvalPolicy: field(
    v.union([v.picklist(['untrusted', 'on-request', 'on-failure', 'never']), v.strictObject({ granular })]),
    'untrusted, on-request, never or { granular }',
  ),
  sandboxMode: field(v.picklist(SANDBOX_MODES), SANDBOX_MODES.join(', ')),
};

const PLATFORMS = ['linux', 'darwin', 'win32'] as const;

export const commandRequest = v.strictObject({
  id: session.id,
  kind: field(v.literal('command'), '`command`'),
  command: text,
  argv: field(
    v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_ARGV_WORDS), v.readonly()),
    `a list of 1 to ${MAX_ARGV_WORDS} strings`,
  ),
  shell: field(v.pipe(v.string(), v.minLength(1)), 'the name or path of a shell'),
  platform: field(v.picklist(PLATFORMS), PLATFORMS.join(', ')),
  cwd: field(absolutePath, 'an absolute path'),
  home: field(absolutePath, 'an absolute path'),
  workspaceRoots: field(v.pipe(v.array(absolutePath), v.readonly()), 'a list of absolute paths'),
  approvalPolicy: session.approvalPolicy,
  sandboxMode: session.sandboxMode,
  enforcement: field(v.picklist(['none', 'sandbox']), '`none` or `sandbox`'),
});

/** What a tool of the agent does to one file. */
export const fileRequest = v.strictObject({
  access: field(v.picklist(['read', 'search', 'write', 'delete']), 'read, search, write or delete'),
  path: field(v.pipe(v.string(), v.nonEmpty(), v.excludes('\0')), 'a path'),
  platform: commandRequest.entries.platform,
  cwd: commandRequest.entries.cwd,
  home: commandRequest.entries.home,
  workspaceRoots: commandRequest.entries.workspaceRoots,
  ...session,
  kind: field(v.literal('file'), '`file`'),
});

export const networkRequest = v.strictObject({
  url: text,
  host: text,
  port: field(v.number(), 'a number'),
  protocol: field(v.picklist(PROTOCOLS), PROTOCOLS.join(', ')),
  method: text,
  ...session,
  kind: field(v.literal('network'), '`network`'),
});

const identity = v.strictObject({ command: v.optional(v.string()), args: v.optional(v.array(v.string())), url: v.optional(v.string()) });
const annotations = v.objectWithRest(
  { readOnlyHint: v.optional(v.boolean()), destructiveHint: v.optional(v.boolean()), openWorldHint: v.optional(v.boolean()) },
  v.boolean(),
);

export const mcpRequest = v.strictObject({
  server: text,
  plugin: text,
  identity: field(identity, '{ command, args } or { url }'),
  tool: text,
  arguments: field(anyObject, 'an object'),
  annotations: field(annotations, 'an object of true and false'),
  toolDigest: text,
  ...session,
  kind: field(v.literal('mcp'), '`mcp`'),
});

export const sandboxRequest = v.strictObject({ ...session, kind: field(v.literal('sandbox'), '`sandbox`') });
