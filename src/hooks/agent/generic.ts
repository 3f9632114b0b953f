/**
 * Any other program: one request of the protocol on stdin, the decision on stdout.
 *
 * INVARIANT: exit 0 is an approval and nothing else; what only a sandbox contains is `none`, with exit 2.
 */
import type { Adapter, Reply } from '../adapter.ts';
import type { Opinion } from '../opinion.ts';
import type { HookCall, HookFault, JsonObject } from '../request.ts';
import { isFolder } from '../tool.ts';

const KINDS = ['command', 'file', 'network', 'mcp'];

/** The engine checks the fields; what only the caller of a batch may say is not taken from here. */
function read(input: JsonObject): HookCall | HookFault {
  const { kind = 'command', cwd = null } = input;
  if (typeof kind !== 'string' || !KINDS.includes(kind)) return { fault: `\`kind\` must be ${KINDS.join(', ')}` };
  if (cwd !== null && !isFolder(cwd)) return { fault: '`cwd` must be an absolute path' };
  return { event: kind, cwd, requests: [input], isKnownTool: true, isUnattended: false };
}

interface Output {
  readonly decision: Opinion['type'];
  readonly reason: string;
}

function reply({ type, reason }: Opinion): Reply {
  const output: Output = { decision: type, reason };
  const stdout = `${JSON.stringify(output)}\n`;
  return type === 'allow' ? { stdout, stderr: '', exit: 0 } : { stdout, stderr: `portcullis: ${type}: ${reason}\n`, exit: 2 };
}

export const GENERIC: Adapter = { name: 'generic', title: 'any other program', read, reply };
