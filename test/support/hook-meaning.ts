/** What a reply means to the agent that gets it, by the published contract alone; null where the contract has no such answer. */
import type { AgentName, Reply } from '../../src/hooks/index.ts';

/** `silent`: the agent goes its own way. */
export type Meaning = 'allow' | 'ask' | 'deny' | 'silent';

type Json = Readonly<Record<string, unknown>>;

const DENY = 'deny';
const PERMISSION: Readonly<Record<string, Meaning>> = { allow: 'allow', ask: 'ask', deny: 'deny' };

const MEANINGS: Readonly<Record<AgentName, (output: Json, event: string) => Meaning | null>> = {
  'claude-code': meaningToClaude,
  codex: meaningToCodex,
  gemini: ({ decision, reason, ...rest }) =>
    isBare(rest) && isText(reason) && decision !== 'ask' ? (PERMISSION[String(decision)] ?? null) : null,
  cursor: ({ permission, user_message, agent_message, ...rest }, event) => {
    if (!isBare(rest) || (event === 'beforeReadFile' && permission === 'ask')) return null;
    if (permission === DENY && !(isText(user_message) && isText(agent_message))) return null;
    return PERMISSION[String(permission)] ?? null;
  },
  copilot: ({ permissionDecision, permissionDecisionReason, ...rest }) =>
    isBare(rest) && isText(permissionDecisionReason) ? (PERMISSION[String(permissionDecision)] ?? null) : null,
  generic: ({ decision, reason, ...rest }) => (isBare(rest) && isText(reason) && decision === 'allow' ? 'allow' : null),
};

export function meaningOf(agent: AgentName, event: string, { exit, stdout, stderr }: Reply): Meaning | null {
  if (exit === 2) return stderr.trim() === '' ? null : 'deny';
  if (stdout === '') return agent === 'cursor' || agent === 'generic' ? null : 'silent';
  if (!/^\{.*\}\n$/.test(stdout)) return null;
  return MEANINGS[agent](JSON.parse(stdout), event);
}

function isBare(rest: Json): boolean {
  return Object.keys(rest).length === 0;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

/** The one object that Claude Code and Codex read, and nothing beside it. */
function specificOutput(output: Json, event: string): Json | null {
  const { hookSpecificOutput: specific, ...rest } = output;
  if (!isBare(rest) || typeof specific !== 'object' || specific === null) return null;
  const { hookEventName, ...said } = specific as Json;
  return hookEventName === event ? said : null;
}

function meaningToClaude(output: Json, event: string): Meaning | null {
  const said = specificOutput(output, event);
  if (said === null) return null;
  if (event === 'PermissionRequest') return meaningOfBehaviour(said);
  const { permissionDecision, permissionDecisionReason, ...rest } = said;
  return isBare(rest) && isText(permissionDecisionReason) ? (PERMISSION[String(permissionDecision)] ?? null) : null;
}

/** Anything but a refusal with a reason fails, and the command runs. */
function meaningToCodex(output: Json, event: string): Meaning | null {
  const meaning = meaningToClaude(output, event);
  return event === 'PermissionRequest' || meaning === 'deny' ? meaning : null;
}

function meaningOfBehaviour({ decision, ...rest }: Json): Meaning | null {
  if (!isBare(rest) || typeof decision !== 'object' || decision === null) return null;
  const { behavior, message, ...more } = decision as Json;
  if (!isBare(more) || (behavior === 'deny') !== isText(message)) return null;
  return behavior === 'allow' || behavior === 'deny' ? behavior : null;
}
