/**
 * What agents ran: the transcripts that coding agents leave as JSON or JSON lines. Calls are found by what they look like, a name of a
 * shell tool beside an object with a command, so that the many formats need no reader each.
 */
import { MAX_BATCH_LINE_BYTES, MAX_JSON_DEPTH } from '../../../base/index.ts';
import { quoteWord } from './dockerfile-run.ts';
import { type CommandSource, type FoundCommand, isRecord, parseJson } from './found-command.ts';

/** Names of tools that hand a text to a shell. */
const SHELL_TOOLS: ReadonlySet<string> = new Set([
  'Bash',
  'bash',
  'shell',
  'shell_command',
  'exec_command',
  'container.exec',
  'local_shell',
  'local_shell_call',
  'run_shell_command',
  'run_terminal_cmd',
  'run_in_terminal',
  'execute_command',
  'terminal',
]);

const NAME_KEYS = ['name', 'tool_name', 'toolName', 'type'];
const INPUT_KEYS = ['input', 'tool_input', 'arguments', 'args', 'action', 'parameters'];
const TEXT_KEYS = ['command', 'cmd', 'script'];

export const agentTranscripts: CommandSource = {
  name: 'agent transcripts',
  matches: (path) => /\.jsonl$/.test(path) || /(?:^|\/)(?:\.claude|\.codex|\.gemini|\.cursor|\.aider)[^/]*\/.+\.json$/.test(path),
  read: (text) => {
    const found: FoundCommand[] = [];
    for (const part of text.includes('\n{') ? text.split('\n') : [text])
      if (part.length <= MAX_BATCH_LINE_BYTES) collect(parseJson(part), found, 0);
    return found;
  },
};

/** LIMIT: as deep as documents may be; what lies deeper is left out. */
function collect(value: unknown, found: FoundCommand[], depth: number): void {
  if (depth > MAX_JSON_DEPTH || typeof value !== 'object' || value === null) return;
  const command = isRecord(value) ? commandOf(value) : null;
  if (command !== null) found.push({ text: command, shell: 'bash' });
  else for (const each of Object.values(value)) collect(each, found, depth + 1);
}

function commandOf(call: Readonly<Record<string, unknown>>): string | null {
  if (!NAME_KEYS.some((key) => typeof call[key] === 'string' && SHELL_TOOLS.has(call[key] as string))) return null;
  for (const key of INPUT_KEYS) {
    const given = call[key];
    const input = typeof given === 'string' ? parseJson(given) : given;
    const text = isRecord(input) ? textIn(input) : null;
    if (text !== null) return text;
  }
  return null;
}

/** A text, or words: `["bash", "-lc", "npm test"]` is the text that the shell is given. */
function textIn(input: Readonly<Record<string, unknown>>): string | null {
  for (const key of TEXT_KEYS) {
    const command = input[key];
    if (typeof command === 'string') return command;
    if (!Array.isArray(command) || !command.every((word) => typeof word === 'string')) continue;
    const [program = '', option = '', script] = command as string[];
    const isShellText = command.length === 3 && /(?:^|\/)(?:ba|z)?sh$/.test(program) && /^-l?c$/.test(option);
    return isShellText && script !== undefined ? script : command.map(quoteWord).join(' ');
  }
  return null;
}
