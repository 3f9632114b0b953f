/**
 * One call that no daemon answers: what the hook loads only then. Afterwards a daemon is started for the calls to come, where none is there.
 *
 * INVARIANT: a daemon is asked about nothing that this would answer otherwise.
 */
import { isUtf8 } from 'node:buffer';
import { block, type HookOptions } from './adapter.ts';
import { ADAPTERS, type AskPolicy, answerHook } from './answer.ts';
import { loadEngineFile } from './engine-file.node.ts';
import type { HookArguments } from './hook-arguments.ts';
import type { LoneAnswer, LoneCall } from './run-hook.node.ts';
import { startDaemon } from './start-daemon.node.ts';

/** `script`: the hook, beside which everything lies. */
export async function answerAlone(
  { hook, project, input, isDaemonAbsent, script }: LoneCall,
  engine: AskPolicy = loadEngineFile(script),
): Promise<LoneAnswer> {
  // SECURITY: bytes that are not UTF-8 would be replaced, and the command judged would not be the command run.
  if (!isUtf8(input)) return { reply: block('stdin is not UTF-8'), afterwards: null };
  let isAsked = false;
  const reply = await answerHook(ADAPTERS[hook.agent], input.toString('utf8'), optionsOf(hook, project), (call) => {
    isAsked = true;
    return engine(call);
  });
  return { reply, afterwards: isAsked && isDaemonAbsent && hook.isInstalled ? () => startDaemon(script) : null };
}

function optionsOf(hook: HookArguments, project: string | null): HookOptions {
  const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  return { ...hook, platform, project };
}
