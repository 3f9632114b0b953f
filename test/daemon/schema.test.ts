/** `schemas/` for the protocol, made from the definitions that validate; `npx vitest run test/daemon/schema.test.ts --update` writes it anew. */
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { VERSION } from '../../src/base/index.ts';
import { METHODS, type MethodName, NOTIFICATIONS, RPC_ERRORS } from '../../src/daemon/index.ts';
import { commandRequest, fileRequest, mcpRequest, networkRequest, sandboxRequest } from '../../src/engine/index.ts';
import { ROOT } from '../support/cli.ts';
import { makeService, request, TestClient } from '../support/daemon.ts';

type Json = Record<string, unknown>;

/** What several definitions share; a definition refers to it. */
const SHARED: Readonly<Record<string, v.GenericSchema>> = {
  CommandRequest: commandRequest,
  FileRequest: fileRequest,
  NetworkRequest: networkRequest,
  McpRequest: mcpRequest,
  SandboxRequest: sandboxRequest,
};

/** The schema of a definition alone; `file` is where the shared ones stand. */
function jsonOf(schema: v.GenericSchema, file = ''): Json {
  const { $schema: _, $defs: __, ...json } = convert(schema, SHARED) as Json;
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', `"${file}#/definitions/`));
}

function convert(schema: v.GenericSchema, definitions: Readonly<Record<string, v.GenericSchema>>): object {
  return toJsonSchema(schema, {
    typeMode: 'input',
    errorMode: 'ignore',
    definitions,
    overrideSchema: ({ valibotSchema, jsonSchema }) => (valibotSchema.type === 'custom' ? { ...jsonSchema, type: 'object' } : undefined),
  });
}

const names = Object.keys(METHODS) as MethodName[];
const pascal = (name: string) => name.replace(/(?:^|\/)(\w)/g, (_, letter: string) => letter.toUpperCase());

function protocolSchema(): Json {
  const shared = Object.fromEntries(
    Object.entries(SHARED).map(([name, schema]) => {
      const { $schema: _, ...json } = convert(schema, {}) as Json;
      return [name, json];
    }),
  );
  const definitions = Object.fromEntries(
    names.flatMap((name) => [
      [`${pascal(name)}Params`, { description: METHODS[name].summary, ...jsonOf(METHODS[name].params) }],
      [`${pascal(name)}Result`, jsonOf(METHODS[name].result)],
    ]),
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'protocol.schema.json',
    title: 'Parameters and results of the methods of `portcullis serve`',
    definitions: { ...shared, ...definitions },
  };
}

/** Parameters by name, one descriptor each; where a method takes one of several shapes, the whole is one descriptor. */
function openRpcParams(name: MethodName): Json[] {
  const { properties, required = [] } = jsonOf(METHODS[name].params, 'protocol.schema.json') as { properties?: Json; required?: string[] };
  if (properties === undefined)
    return [{ name: 'request', required: true, schema: { $ref: `protocol.schema.json#/definitions/${pascal(name)}Params` } }];
  return Object.entries(properties).map(([key, schema]) => ({ name: key, required: required.includes(key), schema }));
}

function openRpc(): Json {
  return {
    openrpc: '1.3.2',
    info: {
      title: 'Portcullis',
      version: VERSION,
      description: 'JSON-RPC over standard input and output, a socket or a port; see docs/daemon.md',
    },
    methods: names.map((name) => ({
      name,
      summary: METHODS[name].summary,
      paramStructure: 'by-name',
      params: openRpcParams(name),
      result: { name: 'result', schema: { $ref: `protocol.schema.json#/definitions/${pascal(name)}Result` } },
      errors: Object.entries(RPC_ERRORS).map(([message, code]) => ({ code, message })),
    })),
  };
}

describe('schemas', () => {
  test.each([
    ['protocol.schema.json', protocolSchema],
    ['openrpc.json', openRpc],
  ])('%s is up to date', async (file, make) => {
    await expect(`${JSON.stringify(make(), null, 2)}\n`).toMatchFileSnapshot(join(ROOT, 'schemas', file));
  });

  it.each([
    ['initialize', {}],
    ['policy/evaluate', { command: 'git push > x' }],
    ['policy/evaluate', { kind: 'network', host: 'a.test' }],
    ['policy/evaluate', { kind: 'mcp', server: 'docs' }],
    ['policy/evaluate', { kind: 'sandbox' }],
    ['policy/evaluate', [{ command: 'ls' }, { kind: 'sandbox' }]],
    ['policy/decide', { command: 'make' }],
    ['policy/explain', { command: 'git push', policy: { prefixRules: [{ pattern: ['git'] }] } }],
    ['policy/explain', { command: 'git push', profile: 'codex' }],
    ['policy/analyse', { command: 'ls | wc' }],
    ['policy/suggest', { command: 'npm test && git status' }],
    ['policy/validate', { rules: [{ name: 'a.rules', text: 'prefix_rule(' }] }],
    ['policy/show', {}],
    ['policy/reload', {}],
    ['sandbox/resolve', { sandboxMode: 'workspace-write', format: 'codex' }],
    ['server/stats', {}],
    ['shutdown', {}],
  ] as const)('%s with %j keeps to its definition in what it takes and gives', async (name, params) => {
    const client = new TestClient(makeService('allow git status; forbid git push'));
    if (name !== 'initialize') await client.begin();
    client.send(request(1, name, params));
    const [answer] = await client.until(1);
    expect(v.safeParse(METHODS[name].params, params).issues).toBeUndefined();
    expect(v.safeParse(METHODS[name].result, answer?.result).issues).toBeUndefined();
  });

  it('has no notification that is a method', () => {
    expect(NOTIFICATIONS.filter((name) => Object.hasOwn(METHODS, name))).toEqual([]);
  });
});
