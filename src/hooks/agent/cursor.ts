/**
 * Cursor: beforeShellExecution, beforeMCPExecution and beforeReadFile, each with an answer of its own (reference: ecosystem §6).
 *
 * INVARIANT: with `failClosed`, which installation always sets, an empty answer may count as a failure; where there is no opinion Cursor is told
 * to ask, and for reads, which it never asks about, to go on.
 */
import { type Adapter, type HookOptions, type Reply, say } from '../adapter.ts';
import type { Opinion } from '../opinion.ts';
import { type HookCall, type HookFault, type JsonObject, type Question, requestsOf } from '../request.ts';
import { fileTool, isFolder, readArguments, shellTool } from '../tool.ts';

type EventReader = (input: JsonObject, shell: string) => readonly Question[] | string;

const EVENTS: ReadonlyMap<unknown, EventReader> = new Map<string, EventReader>([
  ['beforeShellExecution', (input, shell) => shellTool(shell)(input)],
  ['beforeReadFile', fileTool('read', 'file_path')],
  ['beforeMCPExecution', readMcp],
]);

/** The server has no name here, only what it is: its command line or its URL. */
function readMcp({ tool_name: tool, tool_input, command, url }: JsonObject): readonly Question[] | string {
  if (typeof tool !== 'string' || tool === '') return '`tool_name` must be a string';
  const given = readArguments(tool_input);
  if (given === null) return '`tool_input` must be an object, or one as JSON';
  if (url !== undefined && typeof url !== 'string') return '`url` must be a string';
  if (command !== undefined && typeof command !== 'string') return '`command` must be a string';
  const words = (command ?? '').trim().split(/\s+/);
  const identity = url === undefined ? (words[0] ? { identity: { command: words[0], args: words.slice(1) } } : {}) : { identity: { url } };
  return [{ kind: 'mcp', server: UNNAMED, tool, arguments: given, ...identity }];
}

/** No server can be configured under this name, so only rules for all servers speak about it. */
const UNNAMED = '(unnamed)';

function read(input: JsonObject, options: HookOptions): HookCall | HookFault {
  const { hook_event_name: event, workspace_roots: roots, cwd: given } = input;
  const reader = EVENTS.get(event);
  if (!reader) return { fault: `\`hook_event_name\` must be ${[...EVENTS.keys()].join(' or ')}` };
  if (roots !== undefined && !(Array.isArray(roots) && roots.every(isFolder))) return { fault: '`workspace_roots` must be absolute paths' };
  const workspaceRoots: readonly string[] = roots ?? [];
  const cwd = given === undefined || given === '' ? workspaceRoots[0] : given;
  if (!isFolder(cwd)) return { fault: '`cwd` must be an absolute path' };
  const shell = options.shell ?? (options.platform === 'win32' ? 'pwsh' : 'bash');
  const questions = reader(input, shell);
  if (typeof questions === 'string') return { fault: questions };
  const session = { cwd, workspaceRoots: workspaceRoots.length === 0 ? null : workspaceRoots };
  const requests = requestsOf(questions, session, options.platform, options.enforcement);
  return { event: String(event), cwd, requests, isKnownTool: true, isUnattended: false };
}

interface Output {
  readonly permission: 'allow' | 'deny' | 'ask';
  readonly user_message?: string;
  readonly agent_message?: string;
}

function reply({ type, reason }: Opinion, { event }: HookCall): Reply {
  if (event === 'beforeReadFile') {
    const isLeft = type === 'allow' || type === 'none';
    return output(isLeft ? { permission: 'allow' } : { permission: 'deny', user_message: reason, agent_message: reason });
  }
  if (type === 'allow') return output({ permission: 'allow' });
  if (type === 'none') return output({ permission: 'ask' });
  return output({ permission: type === 'prompt' ? 'ask' : 'deny', user_message: reason, agent_message: reason });
}

function output(value: Output): Reply {
  return say(value);
}

export const CURSOR: Adapter = { name: 'cursor', title: 'Cursor', read, reply };
