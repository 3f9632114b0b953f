/**
 * Codex: PreToolUse can only refuse, PermissionRequest answers where Codex would ask (reference: codex-semantics §10).
 *
 * INVARIANT: one field that Codex does not know, a bare `allow` or `ask`, and the hook counts as failed and the command runs. So PreToolUse says
 * nothing but `deny` with a reason; an allow, and a prompt that Codex itself can show, are an empty stdout.
 */
import { type Adapter, type HookOptions, type Reply, SILENCE, say } from '../adapter.ts';
import type { Opinion } from '../opinion.ts';
import { type HookCall, type HookFault, type JsonObject, type Question, requestsOf } from '../request.ts';
import { isFolder, readTool, shellTool, type ToolReader, type ToolTable } from '../tool.ts';

const EVENTS = ['PreToolUse', 'PermissionRequest'];

function toolsUnder(shell: string): ToolTable {
  return new Map<string, ToolReader>([
    ['Bash', shellTool(shell)],
    ['apply_patch', readPatch],
  ]);
}

/** Lines of a patch that name a file, and what happens to it. */
const PATCH_LINE = /^\s*\*\*\* (Add File|Update File|Delete File|Move to):(.*)$/s;

function readPatch({ command }: JsonObject): readonly Question[] | string {
  if (typeof command !== 'string') return '`command` must be a string';
  const questions = command.split('\n').flatMap((line): Question[] => {
    const [, verb, path = ''] = PATCH_LINE.exec(line) ?? [];
    return verb === undefined ? [] : [{ kind: 'file', access: verb === 'Delete File' ? 'delete' : 'write', path: path.trim() }];
  });
  if (questions.some((question) => question.kind === 'file' && question.path === '')) return 'the patch has a file without a name';
  return questions.length === 0 ? 'the patch names no file' : questions;
}

function read(input: JsonObject, options: HookOptions): HookCall | HookFault {
  const { hook_event_name: event, cwd, tool_name, tool_input, permission_mode } = input;
  if (typeof event !== 'string' || !EVENTS.includes(event)) return { fault: `\`hook_event_name\` must be ${EVENTS.join(' or ')}` };
  if (!isFolder(cwd)) return { fault: '`cwd` must be an absolute path' };
  const shell = options.shell ?? (options.platform === 'win32' ? 'pwsh' : 'bash');
  const tool = readTool(toolsUnder(shell), tool_name, tool_input, 'mcp__');
  if ('fault' in tool) return tool;
  const isUnattended = permission_mode === 'bypassPermissions';
  const requests = requestsOf(tool.questions, { cwd, workspaceRoots: null, isUnattended }, options.platform, options.enforcement);
  return { event, cwd, requests, isKnownTool: tool.isKnownTool, isUnattended };
}

interface ToolRefusal {
  readonly hookEventName: 'PreToolUse';
  readonly permissionDecision: 'deny';
  readonly permissionDecisionReason: string;
}

interface PermissionDecision {
  readonly hookEventName: 'PermissionRequest';
  readonly decision: { readonly behavior: 'allow' } | { readonly behavior: 'deny'; readonly message: string };
}

function reply({ type, reason }: Opinion, { event, isUnattended }: HookCall): Reply {
  const isRefused = type === 'forbidden' || (type === 'prompt' && isUnattended);
  if (event === 'PreToolUse') {
    return isRefused ? output({ hookEventName: event, permissionDecision: 'deny', permissionDecisionReason: reason }) : SILENCE;
  }
  if (isRefused) return output({ hookEventName: 'PermissionRequest', decision: { behavior: 'deny', message: reason } });
  return type === 'allow' ? output({ hookEventName: 'PermissionRequest', decision: { behavior: 'allow' } }) : SILENCE;
}

function output(hookSpecificOutput: ToolRefusal | PermissionDecision): Reply {
  return say({ hookSpecificOutput });
}

export const CODEX: Adapter = { name: 'codex', title: 'Codex', read, reply };
