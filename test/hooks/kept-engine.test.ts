/** The hook alone, by the policy that an earlier call has left. */
import { copyFileSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hookScript, start, temporaryFolder } from '../support/hook-process.ts';

const stdin = (command: string) => JSON.stringify({ hook_event_name: 'PreToolUse', cwd: '/', tool_name: 'Bash', tool_input: { command } });

/** A hook of its own in an empty home; `away` takes the engine from it that loads policy. */
function newHook() {
  const folder = temporaryFolder();
  const home = temporaryFolder();
  for (const name of ['hook.cjs', 'hook-alone.cjs', 'hook-kept.cjs', 'hook-engine.cjs'])
    copyFileSync(join(dirname(hookScript()), name), join(folder, name));
  return {
    home,
    script: join(folder, 'hook.cjs'),
    cache: join(home, '.cache/portcullis/compiled'),
    ask: (command: string) =>
      start(process.execPath, [join(folder, 'hook.cjs'), 'claude-code'], { stdin: stdin(command), env: { HOME: home } }),
    away: () => renameSync(join(folder, 'hook-engine.cjs'), join(folder, 'away')),
  };
}

describe.skipIf(process.platform === 'win32')('the hook alone', () => {
  it('answers from the policy that an earlier call has loaded, in the same words', async () => {
    const { ask, away, cache } = newHook();
    const commands = ['git status', 'git push --force', 'frobnicate'];
    const first = [];
    for (const command of commands) first.push(await ask(command));
    expect(first.map(({ code, stdout }) => [code, /"permissionDecision":"(\w+)"/.exec(stdout)?.[1]])).toEqual([
      [0, 'allow'],
      [0, 'deny'],
      [0, 'ask'],
    ]);
    expect(readdirSync(cache)).toEqual([expect.stringMatching(/^policy-\d+\.kept$/)]);
    away();
    const again = [];
    for (const command of commands) again.push(await ask(command));
    expect(again).toEqual(first);
  });

  it('keeps guarding the folder that says which daemon is asked', async () => {
    const { home, script } = newHook();
    const runtime = temporaryFolder();
    const command = `echo x > ${runtime}/portcullis/http.json`;
    const ask = () =>
      start(process.execPath, [script, 'claude-code'], { stdin: stdin(command), env: { HOME: home, XDG_RUNTIME_DIR: runtime } });
    const first = await ask();
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/"permissionDecision":"ask".*protected place/) });
    expect(await ask()).toEqual(first);
  });

  it('loads policy anew as soon as there is other policy, and blocks where it cannot', async () => {
    const { ask, away, home } = newHook();
    expect((await ask('git status')).code).toBe(0);
    mkdirSync(join(home, '.codex/rules'), { recursive: true });
    writeFileSync(join(home, '.codex/rules/a.rules'), 'prefix_rule(pattern = ["git"], decision = "forbidden")\n');
    expect((await ask('git status')).stdout).toMatch(/"permissionDecision":"deny"/);
    away();
    expect(await ask('git status')).toMatchObject({ code: 2, stdout: '' });
  });
});
