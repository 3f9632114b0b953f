/**
 * What every agent's adapter is: the reading of its input, and the writing of an opinion in its words. Shapes: docs/hooks.md.
 *
 * INVARIANT: an adapter writes only what it writes down here as a closed type, and never an approval for anything but `allow`.
 */
import type { Opinion } from './opinion.ts';
import type { HookCall, HookFault, JsonObject } from './request.ts';

export const AGENT_NAMES = ['claude-code', 'codex', 'gemini', 'cursor', 'copilot', 'generic'] as const;
export type AgentName = (typeof AGENT_NAMES)[number];

/** The variables in which agents name the project's folder. */
export const PROJECT_VARIABLES: Readonly<Partial<Record<AgentName, string>>> = {
  'claude-code': 'CLAUDE_PROJECT_DIR',
  gemini: 'GEMINI_PROJECT_DIR',
};

/** What the installed command says besides the name of the agent. */
export interface HookOptions {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The shell of the agent, where it is not the adapter's usual one. */
  readonly shell: string | null;
  /** The project's folder, where the agent names it in a variable. */
  readonly project: string | null;
  /** Whether the agent runs its commands in the sandbox that policy describes. */
  readonly enforcement: 'none' | 'sandbox';
  /** Prompts that the agent cannot be told are left to its own questions instead of blocking. */
  readonly leavesPrompts: boolean;
}

/** What the process says: stdout is written once, exit 0 or 2; `stderr` is never blank with 2. */
export interface Reply {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: 0 | 2;
}

export interface Adapter {
  readonly name: AgentName;
  /** As people call it. */
  readonly title: string;
  read(input: JsonObject, options: HookOptions): HookCall | HookFault;
  reply(opinion: Opinion, call: HookCall, options: HookOptions): Reply;
}

/** The agent goes its own way. */
export const SILENCE: Reply = { stdout: '', stderr: '', exit: 0 };

export function say(value: object): Reply {
  return { stdout: `${JSON.stringify(value)}\n`, stderr: '', exit: 0 };
}

export function block(reason: string): Reply {
  return { stdout: '', stderr: `portcullis: ${reason}\n`, exit: 2 };
}
