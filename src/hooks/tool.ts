/**
 * Readers of what tools are given: from the fields of one tool to questions.
 *
 * LIMIT: MAX_TOOL_NAME characters of a name; a longer one is a fault, and a fault blocks.
 */
import { MAX_TOOL_NAME } from '../base/index.ts';
import type { FileAccess } from '../engine/index.ts';
import type { HookFault, JsonObject, Question } from './request.ts';

/** Reads the input of one tool; a text says what is wrong with it. */
export type ToolReader = (input: JsonObject) => readonly Question[] | string;

export type ToolTable = ReadonlyMap<string, ToolReader>;

/** A tool that hands a text to a shell. */
export function shellTool(shell: string, field = 'command'): ToolReader {
  return (input) => {
    const command = input[field];
    return typeof command === 'string' ? [{ kind: 'command', command, shell }] : `\`${field}\` must be a string`;
  };
}

/** A tool that opens one file. `otherwise`: the path where none is given; null: one must be. */
export function fileTool(access: FileAccess, field: string, otherwise: string | null = null): ToolReader {
  return (input) => {
    const path = input[field] ?? otherwise;
    return isPath(path) ? [{ kind: 'file', access, path }] : `\`${field}\` must be a path`;
  };
}

/** A tool that opens a list of files. */
export function filesTool(access: FileAccess, field: string): ToolReader {
  return (input) => {
    const paths = input[field];
    if (!Array.isArray(paths) || !paths.every(isPath)) return `\`${field}\` must be a list of paths`;
    return paths.map((path): Question => ({ kind: 'file', access, path }));
  };
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\0');
}

export function fetchTool(field = 'url'): ToolReader {
  return (input) => {
    const url = input[field];
    return typeof url === 'string' ? [{ kind: 'network', url, method: 'GET' }] : `\`${field}\` must be a string`;
  };
}

/** A tool that is told in a sentence what to fetch. */
export function fetchFromText(field: string): ToolReader {
  return (input) => {
    const text = input[field];
    if (typeof text !== 'string') return `\`${field}\` must be a string`;
    return urlsIn(text).map((url): Question => ({ kind: 'network', url, method: 'GET' }));
  };
}

function urlsIn(text: string): readonly string[] {
  return text.split(/[\s"'<>`()[\]{}|,]+/).filter((word) => /^[a-z][a-z0-9+.-]*:\/\//i.test(word));
}

/**
 * `SERVER__TOOL`: where the separator stands more than once nobody can tell the server from the tool, and every reading must pass.
 */
export function mcpQuestions(name: string, input: JsonObject, separator = '__'): readonly Question[] {
  const parts = name.split(separator);
  return parts.slice(1).map((_, i) => {
    const server = parts.slice(0, i + 1).join(separator);
    return { kind: 'mcp', server, tool: parts.slice(i + 1).join(separator), arguments: input };
  });
}

/** Fields that say what a tool does, whatever it is called. */
const TELLING: readonly (readonly [string, (value: string) => Question])[] = [
  ...['command', 'cmd', 'script'].map(
    (field) => [field, (command: string): Question => ({ kind: 'command', command, shell: 'unknown' })] as const,
  ),
  ...['path', 'file_path', 'filePath', 'notebook_path', 'absolute_path', 'target_file'].map(
    (field) => [field, (path: string): Question => ({ kind: 'file', access: 'write', path })] as const,
  ),
  ...['url', 'uri'].map((field) => [field, (url: string): Question => ({ kind: 'network', url })] as const),
];

/** A tool that no table has. */
function questionsOfUnknownTool(input: JsonObject): readonly Question[] {
  return TELLING.flatMap(([field, question]) => {
    const value = input[field];
    return typeof value === 'string' && value !== '' && !value.includes('\0') ? [question(value)] : [];
  });
}

export interface ReadTool {
  readonly questions: readonly Question[];
  readonly isKnownTool: boolean;
}

/** What a call of a tool asks about. `input` is what the agent gives the tool: an object, or nothing. */
export function readTool(tools: ToolTable, name: unknown, input: unknown, mcpPrefix: string | null): ReadTool | HookFault {
  if (typeof name !== 'string' || name === '') return { fault: 'the name of the tool must be a string' };
  if (name.length > MAX_TOOL_NAME) return { fault: `the name of the tool is longer than ${MAX_TOOL_NAME} characters` };
  const fields = input ?? {};
  if (!isJsonObject(fields)) return { fault: `the input of \`${name}\` must be an object` };
  const reader = tools.get(name);
  if (reader) {
    const questions = reader(fields);
    return typeof questions === 'string' ? { fault: `\`${name}\`: ${questions}` } : { questions, isKnownTool: true };
  }
  if (mcpPrefix !== null && name.startsWith(mcpPrefix)) {
    const questions = mcpQuestions(name.slice(mcpPrefix.length), fields);
    return questions.length === 0 ? { fault: `\`${name}\` names no tool of an MCP server` } : { questions, isKnownTool: true };
  }
  return { questions: questionsOfUnknownTool(fields), isKnownTool: false };
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An absolute folder. */
export function isFolder(value: unknown): value is string {
  return typeof value === 'string' && (value.startsWith('/') || /^[A-Za-z]:[\\/]|^\\\\/.test(value)) && !value.includes('\0');
}

/** What a tool is given: an object, or the JSON of one, or nothing; null where it is none of these. */
export function readArguments(value: unknown): JsonObject | null {
  if (value === undefined || value === null || value === '') return {};
  if (isJsonObject(value)) return value;
  if (typeof value !== 'string') return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return isJsonObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
