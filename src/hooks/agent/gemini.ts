/**
 * Gemini CLI: BeforeTool before every tool; it knows `allow` and `deny`, and nothing else may be printed (reference: ecosystem §6).
 *
 * INVARIANT: it cannot be told to ask, and in its unattended modes it asks nobody, so a prompt is a refusal that says so; an installation with
 * `--leave-prompts` leaves prompts to Gemini's own questions.
 */
import { type Adapter, type HookOptions, type Reply, SILENCE, say } from '../adapter.ts';
import type { Opinion } from '../opinion.ts';
import { type HookCall, type HookFault, type JsonObject, requestsOf } from '../request.ts';
import { fetchFromText, filesTool, fileTool, isFolder, readTool, shellTool, type ToolReader, type ToolTable } from '../tool.ts';

function toolsUnder(shell: string): ToolTable {
  return new Map<string, ToolReader>([
    ['run_shell_command', readShell(shell)],
    ['read_file', eitherField(fileTool('read', 'file_path'), fileTool('read', 'absolute_path'))],
    ['read_many_files', readMany],
    ['list_directory', eitherField(fileTool('read', 'dir_path', '.'), fileTool('read', 'path'))],
    ['glob', eitherField(fileTool('read', 'dir_path', '.'), fileTool('read', 'path'))],
    ['search_file_content', searchContent],
    ['grep_search', searchContent],
    ['write_file', fileTool('write', 'file_path')],
    ['replace', fileTool('write', 'file_path')],
    ['web_fetch', fetchFromText('prompt')],
  ]);
}

/** A command may run in a folder of its own: judged as if the shell entered it, for it may lead out of the workspace. */
function readShell(shell: string): ToolReader {
  const readCommand = shellTool(shell);
  return (input) => {
    const questions = readCommand(input);
    const folder = input.dir_path ?? input.directory;
    if (typeof questions === 'string' || folder === undefined || folder === null || folder === '') return questions;
    if (typeof folder !== 'string') return '`directory` must be a path';
    return questions.map((each) =>
      each.kind === 'command' ? { ...each, command: `cd -- ${quote(folder)} && {\n${each.command}\n}` } : each,
    );
  };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Names of fields have changed between versions: the newer one where it is there. */
function eitherField(newer: ToolReader, older: ToolReader): ToolReader {
  return (input) => {
    const isOlder = ['absolute_path', 'path'].some((field) => input[field] !== undefined);
    return isOlder ? older(input) : newer(input);
  };
}

const searchContent: ToolReader = eitherField(fileTool('search', 'dir_path', '.'), fileTool('search', 'path'));

function readMany(input: JsonObject): ReturnType<ToolReader> {
  return filesTool('read', input.include === undefined ? 'paths' : 'include')(input);
}

function read(input: JsonObject, options: HookOptions): HookCall | HookFault {
  const { hook_event_name: event, cwd, tool_name, tool_input, mcp_context } = input;
  if (event !== 'BeforeTool') return { fault: '`hook_event_name` must be BeforeTool' };
  if (!isFolder(cwd)) return { fault: '`cwd` must be an absolute path' };
  const shell = options.shell ?? (options.platform === 'win32' ? 'pwsh' : 'bash');
  const prefix = typeof tool_name === 'string' && tool_name.startsWith('mcp__') ? 'mcp__' : null;
  const tool = readTool(toolsUnder(shell), tool_name, tool_input, prefix);
  if ('fault' in tool) return tool;
  if (!tool.isKnownTool && mcp_context !== undefined && mcp_context !== null)
    return { fault: 'a tool of an MCP server must be named `mcp__server__tool`' };
  const session = { cwd, workspaceRoots: options.project === null ? null : [options.project] };
  const requests = requestsOf(tool.questions, session, options.platform, options.enforcement);
  return { event, cwd, requests, isKnownTool: tool.isKnownTool, isUnattended: false };
}

interface Output {
  readonly decision: 'allow' | 'deny';
  readonly reason: string;
}

function reply({ type, reason }: Opinion, _: HookCall, { leavesPrompts }: HookOptions): Reply {
  if (type === 'none' || (type === 'prompt' && leavesPrompts)) return SILENCE;
  if (type === 'prompt') return output({ decision: 'deny', reason: `a person must decide this: ${reason}` });
  return output({ decision: type === 'allow' ? 'allow' : 'deny', reason });
}

function output(value: Output): Reply {
  return say(value);
}

export const GEMINI: Adapter = { name: 'gemini', title: 'Gemini CLI', read, reply };
