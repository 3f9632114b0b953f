/**
 * Copilot CLI: preToolUse before every tool. Its input has no event, and its shell tool is called after the shell (reference: ecosystem §6).
 *
 * INVARIANT: an empty answer leaves the call to Copilot's own rules; a refusal is JSON with exit 0, any other exit is refused as an error.
 */
import { type Adapter, type HookOptions, type Reply, SILENCE, say } from '../adapter.ts';
import type { Opinion } from '../opinion.ts';
import { type HookCall, type HookFault, type JsonObject, requestsOf } from '../request.ts';
import { fetchTool, fileTool, isFolder, mcpQuestions, type ReadTool, readArguments, readTool, shellTool, type ToolTable } from '../tool.ts';

function toolsUnder(shell: string): ToolTable {
  return new Map([
    ['bash', shellTool(shell)],
    ['shell', shellTool(shell)],
    // What is typed into a shell that runs already.
    ['write_bash', shellTool(shell, 'input')],
    ['powershell', shellTool('pwsh')],
    ['write_powershell', shellTool('pwsh', 'input')],
    ['view', fileTool('read', 'path')],
    ['glob', fileTool('read', 'path', '.')],
    ['grep', fileTool('search', 'path', '.')],
    ['rg', fileTool('search', 'path', '.')],
    ['create', fileTool('write', 'path')],
    ['edit', fileTool('write', 'path')],
    ['web_fetch', fetchTool()],
    ['fetch', fetchTool()],
  ]);
}

function read(input: JsonObject, options: HookOptions): HookCall | HookFault {
  const { cwd, toolName, toolArgs } = input;
  if (!isFolder(cwd)) return { fault: '`cwd` must be an absolute path' };
  const given = readArguments(toolArgs);
  if (given === null) return { fault: '`toolArgs` must be an object, or one as JSON' };
  const tool = readAnyTool(toolsUnder(options.shell ?? 'bash'), toolName, given);
  if ('fault' in tool) return tool;
  const requests = requestsOf(tool.questions, { cwd, workspaceRoots: null }, options.platform, options.enforcement);
  return { event: 'preToolUse', cwd, requests, isKnownTool: tool.isKnownTool, isUnattended: false };
}

/** A tool of an MCP server is `SERVER-TOOL`: where the hyphen stands more than once every reading must pass. */
function readAnyTool(tools: ToolTable, name: unknown, given: JsonObject): ReadTool | HookFault {
  const tool = readTool(tools, name, given, null);
  if ('fault' in tool || tool.isKnownTool || typeof name !== 'string') return tool;
  const asMcp = mcpQuestions(name, given, '-');
  return asMcp.length === 0 ? tool : { questions: [...asMcp, ...tool.questions], isKnownTool: true };
}

interface Output {
  readonly permissionDecision: 'allow' | 'deny' | 'ask';
  readonly permissionDecisionReason: string;
}

const WORD = { allow: 'allow', prompt: 'ask', forbidden: 'deny' } as const;

function reply({ type, reason }: Opinion): Reply {
  return type === 'none' ? SILENCE : output({ permissionDecision: WORD[type], permissionDecisionReason: reason });
}

function output(value: Output): Reply {
  return say(value);
}

export const COPILOT: Adapter = { name: 'copilot', title: 'Copilot CLI', read, reply };
