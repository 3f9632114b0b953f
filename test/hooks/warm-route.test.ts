/** Hooks over the port of the daemon: the words are those of the hook alone, byte by byte, and what could differ is refused. */
import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { VERSION } from '../../src/base/index.ts';
import type { PolicySnapshot } from '../../src/config/index.ts';
import { askingOf } from '../../src/daemon/ask-service.node.ts';
import type { AskDaemon } from '../../src/daemon/route.ts';
import { Service, type ServiceOptions } from '../../src/daemon/service.node.ts';
import { machineFiles, openEngine } from '../../src/engine/index.node.ts';
import { answerRequest, type Policy, readInlinePolicy } from '../../src/engine/index.ts';
import { answerWarmHook, type WarmCall, type WarmReply } from '../../src/hooks/index.node.ts';
import { ADAPTERS, type AgentName, answerHook, type HookAnswer, type Reply } from '../../src/hooks/index.ts';
import { policyFrom } from '../support/command.ts';
import { type JudgedCase, readCases } from '../support/judged-case.ts';

const CASES = ['../bypass/cases.jsonl', '../benign/cases.jsonl'].flatMap((path) => [...readCases(new URL(path, import.meta.url))]);

async function policyOf(rules: string, profile: 'strict' | 'codex' = 'strict'): Promise<Policy> {
  const policy = await readInlinePolicy(policyFrom(rules), profile, null);
  if ('severity' in policy) throw new Error(policy.message);
  return policy;
}

function serviceUnder(policy: Policy, options: Partial<ServiceOptions> = {}): Service {
  const loaded = { policy, snapshot: {} as PolicySnapshot, paths: [] };
  return new Service({ host: { cwd: '/', user: null }, sourceFor: () => ({ load: async () => loaded }), audit: null, ...options });
}

const HEADERS: Readonly<Record<string, string>> = { 'portcullis-version': VERSION, 'portcullis-home': homedir() };

function send(ask: AskDaemon, name: string, body: string | Buffer, more: Readonly<Record<string, string>> = {}): Promise<WarmReply> {
  const headers = { ...HEADERS, ...more };
  const call: WarmCall = { name, header: (field) => headers[field] ?? '', body: Buffer.from(body), ask };
  return answerWarmHook(call);
}

/** What the process of the hook would say, in the form of the route. */
function formed({ exit, stdout, stderr }: Reply): WarmReply {
  const lengths = [stdout, stderr].map((text) => Buffer.byteLength(text));
  return { status: 200, headers: { 'Portcullis-Hook': `${VERSION} ${exit} ${lengths.join(' ')}` }, body: stdout + stderr };
}

const bash = (event: string) => (each: JudgedCase) => ({
  hook_event_name: event,
  cwd: each.cwd,
  tool_name: 'Bash',
  tool_input: { command: each.command },
});
const INPUTS: readonly (readonly [AgentName, (each: JudgedCase) => object])[] = [
  ['claude-code', bash('PreToolUse')],
  ['codex', bash('PermissionRequest')],
  ['gemini', ({ command, cwd }) => ({ hook_event_name: 'BeforeTool', cwd, tool_name: 'run_shell_command', tool_input: { command } })],
  ['cursor', ({ command, cwd }) => ({ hook_event_name: 'beforeShellExecution', workspace_roots: [cwd], command, cwd })],
  ['copilot', ({ command, cwd }) => ({ cwd, toolName: 'bash', toolArgs: { command } })],
];

describe('commands that people have judged', () => {
  const cases = CASES.filter(({ shell }) => shell !== 'cmd');

  it.each(INPUTS)('are answered to %s as the hook alone does', async (agent, inputOf) => {
    expect(cases.length).toBeGreaterThan(500);
    const wrong: unknown[] = [];
    for (const rules of new Set(cases.map(({ under_rules }) => under_rules))) {
      const policy = await policyOf(rules);
      const ask = askingOf(serviceUnder(policy));
      for (const each of cases.filter(({ under_rules }) => under_rules === rules)) {
        const text = JSON.stringify(inputOf(each));
        const engine = openEngine(policy, {
          files: machineFiles,
          defaults: { platform: 'linux', cwd: each.cwd, home: homedir(), shell: 'bash' },
        });
        const options = { platform: 'linux', shell: each.shell, project: null, enforcement: 'sandbox', leavesPrompts: false } as const;
        const alone = await answerHook(ADAPTERS[agent], text, options, async ({ requests }) =>
          requests.map((request): HookAnswer => answerRequest(engine, request)),
        );
        const warm = await send(ask, agent, text, { 'portcullis-arguments': `--shell ${each.shell} --enforcement sandbox --installed` });
        if (JSON.stringify(warm) !== JSON.stringify(formed(alone))) wrong.push([each.id, warm.body, alone]);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('the route', () => {
  const LS = JSON.stringify(bash('PreToolUse')({ command: 'ls', cwd: '/' } as JudgedCase));
  const REFUSED = { status: 409, headers: {}, body: '' };
  const ALLOWED = { status: 200, body: expect.stringContaining('"permissionDecision":"allow"') };
  const asking = async (options: Partial<ServiceOptions> = {}) => askingOf(serviceUnder(await policyOf('allow ls'), options));

  it('answers, and blocks what the hook would block', async () => {
    const ask = await asking();
    expect(await send(ask, 'claude-code', LS)).toMatchObject(ALLOWED);
    const fault = 'portcullis: stdin is not a JSON object as Claude Code sends it\n';
    expect(await send(ask, 'claude-code', '{')).toEqual(formed({ exit: 2, stdout: '', stderr: fault }));
  });

  it.each([
    ['another version', 'claude-code', LS, { 'portcullis-version': '0.0.0' }],
    ['no version', 'claude-code', LS, { 'portcullis-version': '' }],
    ['another home', 'claude-code', LS, { 'portcullis-home': '/somewhere/else' }],
    ['an agent that nobody knows', '__proto__', LS, {}],
    ['an agent with a path', 'claude-code/', LS, {}],
    ['an option that nobody knows', 'claude-code', LS, { 'portcullis-arguments': '--fast' }],
    ['bytes that are no UTF-8', 'claude-code', Buffer.from([0x7b, 0xff, 0x7d]), {}],
    ['a call without a folder', 'generic', '{"command":"ls"}', {}],
  ] as const)('refuses %s', async (_, name, body, headers) => {
    expect(await send(await asking(), name, body, headers)).toEqual(REFUSED);
  });

  it('refuses where the policy is not that of the machine, or not the strict reading of it', async () => {
    const policy = await policyOf('allow ls');
    const files = askingOf(serviceUnder(policy, { sourceFor: () => ({ load: async () => ({ policy, snapshot: null, paths: [] }) }) }));
    expect(await send(files, 'claude-code', LS)).toEqual(REFUSED);
    expect(await send(askingOf(serviceUnder(await policyOf('allow ls', 'codex'))), 'claude-code', LS)).toEqual(REFUSED);
  });

  it('asks about the folder of the call, and is counted as other questions are', async () => {
    const folders: string[] = [];
    const policy = await policyOf('allow ls');
    const loaded = { policy, snapshot: {} as PolicySnapshot, paths: [] };
    const sourceFor = (cwd: string) => {
      folders.push(cwd);
      return { load: async () => loaded };
    };
    const service = serviceUnder(policy, { sourceFor });
    await send(askingOf(service), 'claude-code', LS.replace('"cwd":"/"', '"cwd":"/srv"'));
    expect(folders).toEqual(['/srv']);
    expect(service.statistics.view()).toMatchObject({ requests: { 'policy/evaluate': 1 }, decisions: { allow: 1 } });
    expect(service.statistics.asked).toBe(1);
  });

  it('records decisions, and takes back what a required log cannot record', async () => {
    const records: object[] = [];
    const flushed: (null | { message: string })[] = [null, { message: 'full' }];
    const log = { append: (record: object) => records.push(record), flush: () => flushed.shift() ?? null };
    const audit = { log, isRequired: true, query: async () => ({ entries: [], diagnostics: [] }) } as unknown as ServiceOptions['audit'];
    const ask = await asking({ audit });
    expect(await send(ask, 'claude-code', LS)).toMatchObject(ALLOWED);
    expect(await send(ask, 'claude-code', LS)).toMatchObject({ status: 200, body: expect.stringContaining('"permissionDecision":"deny"') });
    expect(records[0]).toMatchObject({
      method: 'policy/evaluate',
      client: { name: 'portcullis hook', version: VERSION },
      decision: 'allow',
    });
  });
});
