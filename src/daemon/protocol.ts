/**
 * The daemon's methods: what each takes and gives. The one definition that checks parameters, gives their TypeScript types and is published
 * in `schemas/` as JSON Schema and as an OpenRPC document.
 *
 * INVARIANT: unknown fields of parameters are an error; answers may grow fields. Reference: the protocol, and `docs/daemon.md`.
 */
import * as v from 'valibot';
import { DECISIONS, MAX_LISTED_REQUESTS } from '../base/index.ts';
import { commandRequest, fileRequest, mcpRequest, networkRequest, sandboxRequest } from '../engine/index.ts';
import { SANDBOX_FORMATS, type SandboxFormat } from '../sandbox/index.ts';

export const PROTOCOL_VERSION = '1';

/** A field that may be left out; `expected` completes "must be …". */
function field<S extends v.GenericSchema>(schema: S, expected: string) {
  return v.nullish(v.pipe(schema, v.description<v.InferOutput<S>, string>(expected)));
}

const text = field(v.string(), 'a string');
const texts = v.pipe(v.array(v.string()), v.readonly());
const path = commandRequest.entries.cwd;
const token = field(v.union([v.string(), v.number()]), 'a string or a number');

/** What a client may be told without asking. */
export const NOTIFICATIONS = ['policy/changed', 'policy/broken', 'audit/decision'] as const;
export type NotificationName = (typeof NOTIFICATIONS)[number];

export const initializeParams = v.strictObject({
  protocolVersion: field(v.literal(PROTOCOL_VERSION), `"${PROTOCOL_VERSION}"`),
  client: field(v.strictObject({ name: v.string(), version: v.nullish(v.string()) }), '{ name, version }'),
  processId: field(v.pipe(v.number(), v.integer(), v.minValue(1)), 'the number of a process, which the daemon is not to outlive'),
  shell: commandRequest.entries.shell,
  platform: commandRequest.entries.platform,
  enforcement: commandRequest.entries.enforcement,
  approvalPolicy: commandRequest.entries.approvalPolicy,
  sandboxMode: commandRequest.entries.sandboxMode,
  cwd: path,
  home: commandRequest.entries.home,
  roots: commandRequest.entries.workspaceRoots,
  principal: field(v.strictObject({ user: v.nullish(v.string()), groups: v.nullish(texts) }), '{ user, groups }'),
  surface: field(v.picklist(['local', 'cloud']), '`local` or `cloud`'),
  capabilities: field(
    v.strictObject({ humanApproval: v.optional(v.boolean()) }),
    '{ humanApproval }: whether a person has agreed to each amendment that the client sends',
  ),
  notifications: field(v.pipe(v.array(v.picklist(NOTIFICATIONS)), v.readonly()), `a list of ${NOTIFICATIONS.join(', ')}`),
});
export type InitializeParams = v.InferOutput<typeof initializeParams>;

const anyRequest = v.union([commandRequest, fileRequest, networkRequest, mcpRequest, sandboxRequest]);
const requests = v.pipe(v.array(anyRequest), v.maxLength(MAX_LISTED_REQUESTS));

/** A list may be named to be told of its progress by `$/progress`. */
const listParams = v.strictObject({ requests, progressToken: token });

const evaluateParams = v.union([commandRequest, fileRequest, networkRequest, mcpRequest, sandboxRequest, requests, listParams]);

/** As `check --batch` takes it: `policy/explain` may be asked under another policy. */
const explainParams = v.strictObject({
  ...commandRequest.entries,
  policy: field(v.custom<Readonly<Record<string, unknown>>>(isRecord), 'an inline policy'),
  profile: field(v.picklist(['strict', 'codex']), 'strict or codex'),
  hostname: text,
  toolArguments: field(v.custom<Readonly<Record<string, unknown>>>(isRecord), 'an object'),
  clientCapabilities: field(v.custom<Readonly<Record<string, unknown>>>(isRecord), 'an object'),
});

export const analyseParams = v.strictObject({
  id: commandRequest.entries.id,
  command: text,
  shell: commandRequest.entries.shell,
  core: field(v.picklist(['wasm', 'js']), 'wasm or js'),
});

export const amendParams = v.strictObject({
  layer: field(v.picklist(['user', 'project']), '`user` or `project`'),
  prefix: field(v.pipe(texts, v.minLength(1)), 'a list of words'),
  network: field(
    v.strictObject({
      host: v.string(),
      protocol: v.picklist(['http', 'https', 'socks5_tcp', 'socks5_udp']),
      decision: v.picklist(['allow', 'forbidden']),
      justification: v.optional(v.string()),
    }),
    '{ host, protocol, decision }',
  ),
});

const policyTexts = field(
  v.pipe(v.array(v.strictObject({ name: v.string(), text: v.string() })), v.readonly()),
  'a list of { name, text }',
);

export const validateParams = v.strictObject({
  rules: policyTexts,
  requirements: policyTexts,
  config: text,
  profile: field(v.picklist(['strict', 'codex']), 'strict or codex'),
});

const noParams = v.strictObject({});

export const resolveParams = v.strictObject({
  sandboxMode: sandboxRequest.entries.sandboxMode,
  approvalPolicy: sandboxRequest.entries.approvalPolicy,
  format: field(v.picklist(Object.keys(SANDBOX_FORMATS) as SandboxFormat[]), Object.keys(SANDBOX_FORMATS).join(', ')),
});

const queryParams = v.strictObject({
  since: text,
  until: text,
  decision: field(v.picklist(DECISIONS), DECISIONS.join(', ')),
  user: text,
  workspace: text,
  text,
  limit: field(v.pipe(v.number(), v.integer(), v.minValue(1)), 'a whole number'),
});

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const identity = v.object({ fingerprint: v.string(), stale: v.boolean() });
const diagnostics = v.array(v.looseObject({ code: v.string(), severity: v.picklist(['error', 'warning', 'info']), message: v.string() }));

/** What every answer has; the protocol lists the rest by kind of request. */
const answerResult = v.looseObject({
  decision: v.picklist(DECISIONS),
  reason: v.string(),
  findings: v.array(v.looseObject({ code: v.string(), message: v.string() })),
  approvalKey: v.string(),
  policy: identity,
  diagnostics,
});

const decideResult = v.looseObject({ decision: v.picklist(DECISIONS), policy: identity });

/** What is said about the policy in force. */
const policyState = v.looseObject({
  fingerprint: v.string(),
  stale: v.boolean(),
  restriction: v.picklist(['none', 'no-default-allow', 'forbid-all']),
  diagnostics,
});

export interface MethodDefinition {
  readonly name: string;
  readonly summary: string;
  readonly params: v.GenericSchema;
  readonly result: v.GenericSchema;
}

const suggestion = v.looseObject({
  argv: v.array(v.nullable(v.string())),
  prefix: v.nullable(v.array(v.string())),
  reason: v.nullable(v.string()),
});

/** Requests, in the order of the documentation. */
export const METHODS = {
  initialize: {
    summary: 'begins a session; everything else before it is refused',
    params: initializeParams,
    result: v.looseObject({
      protocolVersion: v.string(),
      server: v.object({ name: v.string(), version: v.string() }),
      methods: v.array(v.string()),
      notifications: v.array(v.string()),
      policy: policyState,
    }),
  },
  shutdown: { summary: 'ends the session; `exit` follows', params: noParams, result: v.null() },
  'policy/evaluate': {
    summary: 'decides about a command, a connection, an MCP server or tool, or a sandbox; or about a list of these',
    params: evaluateParams,
    result: v.union([answerResult, v.array(answerResult)]),
  },
  'policy/decide': {
    summary: 'the decision of `policy/evaluate` without its reasons',
    params: evaluateParams,
    result: v.union([decideResult, v.array(decideResult)]),
  },
  'policy/explain': {
    summary: 'an evaluation, how the shell reads the text, and a report for people',
    params: explainParams,
    result: v.looseObject({
      evaluation: v.looseObject({ decision: v.picklist(DECISIONS) }),
      analysis: v.nullable(v.looseObject({})),
      report: v.string(),
    }),
  },
  'policy/analyse': {
    summary: 'every command that a text could run',
    params: analyseParams,
    result: v.looseObject({ refused: v.nullable(v.looseObject({ code: v.string() })), invocations: v.array(v.looseObject({})) }),
  },
  'policy/suggest': {
    summary: 'for each command that no rule covers, the prefix under which it could always be allowed',
    params: commandRequest,
    result: v.looseObject({ decision: v.picklist(DECISIONS), suggestions: v.array(suggestion) }),
  },
  'policy/amend': {
    summary: 'adds a rule to a layer that may be written; over stdio only, after a person has agreed',
    params: amendParams,
    result: v.looseObject({ outcome: v.picklist(['added', 'present']), path: v.string(), policy: policyState }),
  },
  'policy/validate': {
    summary: 'what is wrong with texts of policy; nothing is put in force',
    params: validateParams,
    result: v.looseObject({ valid: v.boolean(), diagnostics }),
  },
  'policy/show': {
    summary: 'layers, origins and fingerprint of the policy in force',
    params: noParams,
    result: policyState,
  },
  'policy/reload': {
    summary: 'reads the policy anew, where files have changed',
    params: noParams,
    result: v.looseObject({ changed: v.boolean(), policy: policyState }),
  },
  'sandbox/resolve': {
    summary: 'the sandbox in force, as plain data and as another program takes it',
    params: resolveParams,
    result: v.looseObject({ decision: v.picklist(DECISIONS), sandbox: v.looseObject({}), formatted: v.nullable(v.string()) }),
  },
  'audit/query': {
    summary: 'decisions of the audit log',
    params: queryParams,
    result: v.looseObject({ entries: v.array(v.looseObject({})) }),
  },
  'server/stats': {
    summary: 'counts, latencies, memory and the age of the policy',
    params: noParams,
    result: v.looseObject({
      requests: v.record(v.string(), v.number()),
      decisions: v.record(v.string(), v.number()),
      errors: v.number(),
      latency: v.object({ unit: v.literal('us'), buckets: v.array(v.object({ below: v.number(), count: v.number() })) }),
      memory: v.object({ resident: v.number(), heap: v.number() }),
      policy: v.object({ fingerprint: v.string(), ageMs: v.number() }),
      clients: v.number(),
    }),
  },
} as const satisfies Readonly<Record<string, Omit<MethodDefinition, 'name'>>>;

export type MethodName = keyof typeof METHODS;
