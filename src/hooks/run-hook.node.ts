/** One call of a hook, from the arguments of the process to its end. */

import { MAX_HOOK_MILLISECONDS } from '../base/index.ts';
import type { HookOptions } from './adapter.ts';
import { ADAPTERS, type AskPolicy, answerHook } from './answer.ts';
import type { Guard } from './guard.node.ts';
import { readHookArguments } from './hook-arguments.ts';
import { readStdin } from './input.node.ts';
import { EXIT_ANSWERED } from './installed-command.ts';
import type { HookFault } from './request.ts';
import { startDaemon } from './start-daemon.node.ts';
import { askWarmDaemon } from './warm-daemon.node.ts';

export interface HookSources {
  readonly read?: (guard: Guard, isBegun: boolean) => Promise<string | HookFault>;
  /** Loads the engine, where no daemon answers. */
  readonly engine: () => AskPolicy;
}

export async function runHook(args: readonly string[], guard: Guard, { read = readStdin, engine }: HookSources): Promise<void> {
  guard.limit(MAX_HOOK_MILLISECONDS);
  const hook = readHookArguments(args);
  if (typeof hook === 'string') return guard.fail(hook);
  if (hook.isInstalled) guard.exitAnswered = EXIT_ANSWERED;
  const adapter = ADAPTERS[hook.agent];
  const text = await read(guard, hook.isBegun ?? false);
  if (typeof text !== 'string') return guard.fail(text.fault);
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  const project = adapter.projectVariable === null ? null : (process.env[adapter.projectVariable] ?? null);
  const options: HookOptions = { ...hook, platform, project: project === '' ? null : project };
  let isAlone = false;
  const reply = await answerHook(adapter, text, options, async (call) => {
    const warm = await askWarmDaemon(call);
    if (typeof warm !== 'string') return warm;
    isAlone = warm === 'absent';
    return engine()(call);
  });
  guard.finish(reply, isAlone && hook.isInstalled ? () => startDaemon(process.argv[1] ?? '') : undefined);
}
