/** The bundles load what reads the texts of a shell when it is asked for; the answers are those of the shell that was named. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleHook } from '../../build/bundle-hook.mjs';
import { start, temporaryFolder } from '../support/hook-process.ts';

const COMMAND = 'rd /s /q C:\\';
const SAID = [
  ['bash', /no rule allows this command/],
  ['cmd', /`C:`: the target is the machine/],
  ['pwsh', /deleted files do not come back/],
] as const;

it('each shell is read as itself, by the engine that loads policy and by the one that finds it', async () => {
  const [folder, home] = [temporaryFolder(), temporaryFolder()];
  await bundleHook(folder);
  const stdin = JSON.stringify({ hook_event_name: 'PreToolUse', cwd: '/', tool_name: 'Bash', tool_input: { command: COMMAND } });
  const ask = (shell: string) =>
    start(process.execPath, [join(folder, 'hook.cjs'), 'claude-code', '--shell', shell], { stdin, env: { HOME: home } });
  for (const [shell, reason] of SAID) expect(await ask(shell)).toMatchObject({ code: 0, stdout: expect.stringMatching(reason) });
  rmSync(join(folder, 'hook-engine.cjs'));
  for (const [shell, reason] of SAID) expect(await ask(shell)).toMatchObject({ code: 0, stdout: expect.stringMatching(reason) });
});
