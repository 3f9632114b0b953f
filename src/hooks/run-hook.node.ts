/** One call of a hook, from the arguments of the process to its end. */

import { MAX_HOOK_MILLISECONDS } from '../base/index.ts';
import type { HookOptions } from './adapter.ts';
import { ADAPTERS, type AskPolicy, answerHook } from './answer.ts';
import type { Guard } from './guard.node.ts';
import { readHookArguments } from './hook-arguments.ts';
import { readStdin } from './input.node.ts';
import { EXIT_ANSWERED } from './installed-command.ts';
import type { HookFault } from './request.ts';
import { askWarmDaemon } from './warm-daemon.node.ts';

export interface HookSources {
  readonly read?: (guard: Guard) => Promise<string | HookFault>;
  /** Loads the engine, where no daemon answers. */
  readonly engine: () => AskPolicy;
}

export async function runHook(args: readonly string[], guard: Guard, { read = readStdin, engine }: HookSources): Promise<void> {
  guard.limit(MAX_HOOK_MILLISECONDS);
  const hook = readHookArguments(args);
  if (typeof hook === 'string') return guard.fail(hook);
  if (hook.isInstalled) guard.exitAnswered = EXIT_ANSWERED;
  const adapter = ADAPTERS[hook.agent];
  const text = await read(guard);
  if (typeof text !== 'string') return guard.fail(text.fault);
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  const project = adapter.projectVariable === null ? null : (process.env[adapter.projectVariable] ?? null);
  const options: HookOptions = { ...hook, platform, project: project === '' ? null : project };
  guard.finish(await answerHook(adapter, text, options, async (call) => (await askWarmDaemon(call)) ?? engine()(call)));
}
