/** Claude Code's hook over HTTP: the answers of the command, and a refusal wherever the command would block. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_HOOK_INPUT_BYTES } from '../../src/base/index.ts';
import { createHookServer } from '../../src/hooks/http-hook.node.ts';
import { executable, runCli } from '../support/cli.ts';
import { engineUnder, WORKSPACE } from '../support/command.ts';
import { askOf, OPTIONS } from '../support/hook.ts';
import { temporaryFolder } from '../support/hook-process.ts';

const TOKEN = 'a token of this test';
let url = '';
const server = createHookServer({
  token: TOKEN,
  hook: OPTIONS,
  ask: async (call) => {
    if (call.requests.some(({ command }) => command === 'throw')) throw new Error('no engine');
    return askOf(await engineUnder('allow ls; forbid rm; prompt make'))(call);
  },
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => server.close());

const INPUT = { hook_event_name: 'PreToolUse', cwd: WORKSPACE, tool_name: 'Bash' };

async function post(body: string | Uint8Array, authorization = `Bearer ${TOKEN}`, method = 'POST') {
  const response = await fetch(url, { method, headers: { authorization }, ...(method === 'POST' ? { body } : {}) });
  return {
    status: response.status,
    said: (await response.json()) as { hookSpecificOutput?: { permissionDecision?: string; permissionDecisionReason?: string } },
  };
}

function ask(command: string, event = 'PreToolUse') {
  return post(JSON.stringify({ ...INPUT, hook_event_name: event, tool_input: { command } }));
}

describe('the hook over HTTP', () => {
  it.each([
    ['ls', 'allow'],
    ['ls; rm x', 'deny'],
    ['make', 'ask'],
  ])('answers `%s` as the command does: %s', async (command, decision) => {
    expect(await ask(command)).toMatchObject({
      status: 200,
      said: { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: decision } },
    });
  });

  it('has no opinion in an empty object', async () => {
    expect(await ask('make', 'PermissionRequest')).toEqual({ status: 200, said: {} });
  });

  it.each([
    ['what is no JSON', () => post('{')],
    ['bytes that are no text', () => post(new Uint8Array([0xff]))],
    ['too long a body', () => post('a'.repeat(MAX_HOOK_INPUT_BYTES + 1))],
    ['no token', () => post(JSON.stringify(INPUT), '')],
    ['another token', () => post(JSON.stringify({ ...INPUT, tool_input: { command: 'ls' } }), `Bearer ${TOKEN}!`)],
    ['another method', () => post('', `Bearer ${TOKEN}`, 'GET')],
    ['a failure of ours', () => ask('throw')],
  ])('refuses %s, with a status that is listened to', async (_, send) => {
    const { status, said } = await send();
    expect([status, said.hookSpecificOutput?.permissionDecision]).toEqual([200, 'deny']);
    expect(said.hookSpecificOutput?.permissionDecisionReason).toMatch(/\S/);
  });

  it('refuses in the words of the event', async () => {
    const body = JSON.stringify({ ...INPUT, hook_event_name: 'PermissionRequest', tool_input: {} });
    expect((await post(body)).said).toEqual({
      hookSpecificOutput: {
        hookEventName: 'PermissionRequest',
        decision: { behavior: 'deny', message: 'portcullis: `Bash`: `command` must be a string' },
      },
    });
  });
});

describe('the command that listens', () => {
  it('wants a secret and a port', async () => {
    expect(await runCli(['hook', 'listen', '--port', '0'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/PORTCULLIS_HOOK_TOKEN/),
    });
    expect(await runCli(['hook', 'listen', '--port', 'x'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/`x` is no port/) });
  });

  it('answers by the policy of the machine until it is told to end', async () => {
    const env = { PATH: process.env.PATH ?? '', HOME: temporaryFolder(), PORTCULLIS_HOOK_TOKEN: TOKEN };
    const child = spawn(process.execPath, [executable(), 'hook', 'listen', '--port', '0'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const [said] = (await once(child.stderr, 'data')) as [Buffer];
    url = /http:\S+/.exec(said.toString())?.[0] ?? '';
    expect((await ask('git push --force')).said.hookSpecificOutput).toMatchObject({ permissionDecision: 'deny' });
    child.kill();
    expect((await once(child, 'exit'))[0]).toBe(0);
  });
});
