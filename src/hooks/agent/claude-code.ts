/**
 * Claude Code: PreToolUse before every tool, PermissionRequest where it would ask.
 *
 * INVARIANT: what it does not know it ignores, and an empty answer is no opinion (reference: ecosystem §6).
 */
import { type Adapter, type HookOptions, type Reply, SILENCE, say } from '../adapter.ts';
import type { Opinion } from '../opinion.ts';
import { type HookCall, type HookFault, type JsonObject, requestsOf } from '../request.ts';
import { fetchTool, fileTool, isFolder, readTool, shellTool, type ToolTable } from '../tool.ts';

const EVENTS = ['PreToolUse', 'PermissionRequest'];

/** The shell tool runs the user's shell, bash or zsh; installation writes down which. */
function toolsUnder(shell: string): ToolTable {
  return new Map([
    ['Bash', shellTool(shell)],
    ['Monitor', shellTool(shell)],
    ['PowerShell', shellTool('pwsh')],
    ['Read', fileTool('read', 'file_path')],
    ['NotebookRead', fileTool('read', 'notebook_path')],
    ['LS', fileTool('read', 'path')],
    ['Glob', fileTool('read', 'path', '.')],
    ['Grep', fileTool('search', 'path', '.')],
    ['Edit', fileTool('write', 'file_path')],
    ['MultiEdit', fileTool('write', 'file_path')],
    ['Write', fileTool('write', 'file_path')],
    ['NotebookEdit', fileTool('write', 'notebook_path')],
    ['WebFetch', fetchTool()],
  ]);
}

function read(input: JsonObject, options: HookOptions): HookCall | HookFault {
  const { hook_event_name: event, cwd, tool_name, tool_input } = input;
  if (typeof event !== 'string' || !EVENTS.includes(event)) return { fault: `\`hook_event_name\` must be ${EVENTS.join(' or ')}` };
  if (!isFolder(cwd)) return { fault: '`cwd` must be an absolute path' };
  const tool = readTool(toolsUnder(options.shell ?? 'bash'), tool_name, tool_input, 'mcp__');
  if ('fault' in tool) return tool;
  // The folder moves with `cd`; the workspace does not.
  const session = { cwd, workspaceRoots: options.project === null ? null : [options.project] };
  const requests = requestsOf(tool.questions, session, options.platform, options.enforcement);
  return { event, cwd, requests, isKnownTool: tool.isKnownTool, isUnattended: false };
}

interface ToolDecision {
  readonly hookEventName: 'PreToolUse';
  readonly permissionDecision: 'allow' | 'deny' | 'ask';
  readonly permissionDecisionReason: string;
}

interface PermissionDecision {
  readonly hookEventName: 'PermissionRequest';
  readonly decision: { readonly behavior: 'allow' } | { readonly behavior: 'deny'; readonly message: string };
}

const WORD = { allow: 'allow', prompt: 'ask', forbidden: 'deny' } as const;

function reply({ type, reason }: Opinion, { event }: HookCall): Reply {
  if (type === 'none') return SILENCE;
  if (event === 'PreToolUse') {
    return output({ hookEventName: event, permissionDecision: WORD[type], permissionDecisionReason: reason });
  }
  // A person is about to be asked anyway.
  if (type === 'prompt') return SILENCE;
  const decision = type === 'allow' ? ({ behavior: 'allow' } as const) : ({ behavior: 'deny', message: reason } as const);
  return output({ hookEventName: 'PermissionRequest', decision });
}

function output(hookSpecificOutput: ToolDecision | PermissionDecision): Reply {
  return say({ hookSpecificOutput });
}

export const CLAUDE_CODE: Adapter = { name: 'claude-code', title: 'Claude Code', read, reply };
