/**
 * One call of a hook, from the arguments of the process to its end. A daemon that is warm answers it; only where none does is loaded what can
 * answer without one.
 */
import { MAX_HOOK_MILLISECONDS } from '../base/index.ts';
import { type AgentName, PROJECT_VARIABLES, type Reply } from './adapter.ts';
import type { Guard } from './guard.node.ts';
import { type HookArguments, readHookArguments } from './hook-arguments.ts';
import { readStdin } from './input.node.ts';
import { EXIT_ANSWERED } from './installed-command.ts';
import { type HookFault, isFault } from './request.ts';
import { askWarmDaemon } from './warm-daemon.node.ts';

/** A call that no daemon has answered. */
export interface LoneCall {
  readonly hook: HookArguments;
  /** The project's folder, where the agent names it. */
  readonly project: string | null;
  readonly input: Buffer;
  /** No daemon listens, and one could. */
  readonly isDaemonAbsent: boolean;
  /** The hook. */
  readonly script: string;
}

export interface LoneAnswer {
  readonly reply: Reply;
  /** What is left to do when the answer is given. */
  readonly afterwards: (() => void) | null;
}

export interface HookSources {
  readonly read?: (guard: Guard, isBegun: boolean) => Promise<Buffer | HookFault>;
  readonly alone: (call: LoneCall) => Promise<LoneAnswer>;
}

export async function runHook(words: readonly string[], guard: Guard, { read = readStdin, alone }: HookSources): Promise<void> {
  guard.limit(MAX_HOOK_MILLISECONDS);
  const hook = readHookArguments(words);
  if (typeof hook === 'string') return guard.fail(hook);
  if (hook.isInstalled) guard.exitAnswered = EXIT_ANSWERED;
  const input = await read(guard, hook.isBegun ?? false);
  if (isFault(input)) return guard.fail(input.fault);
  const project = projectOf(hook.agent);
  const warm = askWarmDaemon({ words, project, input });
  if (typeof warm !== 'string') return guard.finish(warm);
  const call = { hook, project, input, isDaemonAbsent: warm === 'absent', script: process.argv[1] ?? '' };
  const { reply, afterwards } = await alone(call);
  guard.finish(reply, afterwards ?? undefined);
}

function projectOf(agent: AgentName): string | null {
  const variable = PROJECT_VARIABLES[agent];
  return (variable !== undefined && process.env[variable]) || null;
}
