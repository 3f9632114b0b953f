/** What stands behind `hook` in an installed command: the agent, and what installation wrote down about it. */
import { closest } from '../base/index.ts';
import { AGENT_NAMES, type AgentName, type HookOptions } from './adapter.ts';

export interface HookArguments extends Pick<HookOptions, 'shell' | 'enforcement' | 'leavesPrompts'> {
  readonly agent: AgentName;
  /** Whether the line around it waits for a code of its own. */
  readonly isInstalled: boolean;
  /** Whether the beginning of the input stands on descriptor 3: the shell had read it already. */
  readonly isBegun?: boolean;
}

/** Reads them; a text says what is wrong. */
export function readHookArguments([agent = '', ...rest]: readonly string[]): HookArguments | string {
  if (!isAgentName(agent)) return unknownAgent(agent);
  let options: HookArguments = { agent, shell: null, enforcement: 'none', leavesPrompts: false, isInstalled: false };
  for (let i = 0; i < rest.length; i++) {
    const [option, value] = [rest[i], rest[i + 1]];
    if (option === '--leave-prompts') options = { ...options, leavesPrompts: true };
    else if (option === '--installed') options = { ...options, isInstalled: true };
    else if (option === '--begun') options = { ...options, isBegun: true };
    else if (option === '--shell' && value !== undefined) options = { ...options, shell: value };
    else if (option === '--enforcement' && (value === 'none' || value === 'sandbox')) options = { ...options, enforcement: value };
    else return `\`${option}\` is no option of a hook; known are --shell SHELL, --enforcement none|sandbox, --leave-prompts`;
    if (option === '--shell' || option === '--enforcement') i++;
  }
  return options;
}

export function isAgentName(name: string): name is AgentName {
  return (AGENT_NAMES as readonly string[]).includes(name);
}

export function unknownAgent(name: string): string {
  const meant = closest(name, AGENT_NAMES);
  return `\`${name}\` is no agent that is known${meant === null ? `; known are ${AGENT_NAMES.join(', ')}` : `, did you mean \`${meant}\`?`}`;
}
