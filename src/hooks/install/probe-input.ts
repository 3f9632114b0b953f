/** What an agent would send before it runs a command: for asking an installed hook the way the agent does. */
import type { AgentName } from '../adapter.ts';

type MakeInput = (event: string, command: string, cwd: string) => object;

const asked = (event: string, command: string, cwd: string): object => ({
  session_id: 'portcullis-probe',
  cwd,
  hook_event_name: event,
  permission_mode: 'default',
  tool_name: 'Bash',
  tool_input: { command },
});

const INPUTS: Readonly<Record<AgentName, MakeInput>> = {
  'claude-code': asked,
  codex: asked,
  gemini: (event, command, cwd) => ({ hook_event_name: event, cwd, tool_name: 'run_shell_command', tool_input: { command } }),
  cursor: (event, command, cwd) => ({ hook_event_name: event, workspace_roots: [cwd], cwd, command }),
  copilot: (_, command, cwd) => ({ cwd, toolName: 'bash', toolArgs: { command } }),
  generic: (_, command, cwd) => ({ command, cwd }),
};

/** Events that are not about commands, and what is sent there instead. */
const OTHER_EVENTS: Readonly<Record<string, (cwd: string) => object>> = {
  beforeReadFile: (cwd) => ({ hook_event_name: 'beforeReadFile', workspace_roots: [cwd], file_path: `${cwd}/.env`, content: '' }),
  beforeMCPExecution: (cwd) => ({ hook_event_name: 'beforeMCPExecution', workspace_roots: [cwd], tool_name: 'probe', tool_input: '{}' }),
};

export function probeInput(agent: AgentName, event: string, command: string, cwd: string): string {
  return JSON.stringify(OTHER_EVENTS[event]?.(cwd) ?? INPUTS[agent](event, command, cwd));
}
