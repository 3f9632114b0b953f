/**
 * Where the hook of each agent is written down, and what is written: one row an agent.
 *
 * INVARIANT: every event of the agent in which a tool could run is listed; timeouts are far above the hook's own deadline, for an agent that
 * gives up first carries on (reference: ecosystem §6).
 */
import type { AgentName } from '../adapter.ts';

/** Whom an installation is for. */
export type Scope = 'user' | 'project';

export interface InstallPlaces {
  readonly home: string;
  readonly project: string;
  /** `CODEX_HOME`, `CLAUDE_CONFIG_DIR`, `COPILOT_HOME`, where they are set. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One hook in a configuration: an element of the list at `path`. */
export interface HookEntry {
  readonly path: readonly string[];
  readonly value: object;
}

export interface Installation {
  readonly agent: AgentName;
  /** The file that holds the hooks. */
  file(scope: Scope, places: InstallPlaces): string;
  /** What has to stand beside the lists, where the file is new. */
  readonly start: string;
  entries(command: string): readonly HookEntry[];
  /** Whether another file says that the hooks are trusted. */
  readonly isTrusted: boolean;
}

/** Seconds that agents wait for the hook. */
const AGENT_TIMEOUT_SECONDS = 60;

const EMPTY = '{}\n';

/** Groups of handlers under a matcher, as Claude Code, Codex and Gemini have them. */
function groups(events: readonly string[], handler: object, matcher: string | null): readonly HookEntry[] {
  const group = { ...(matcher === null ? {} : { matcher }), hooks: [handler] };
  return events.map((event) => ({ path: ['hooks', event], value: group }));
}

export const INSTALLATIONS: Readonly<Record<Exclude<AgentName, 'generic'>, Installation>> = {
  'claude-code': {
    agent: 'claude-code',
    file: (scope, { home, project, env }) =>
      scope === 'project' ? `${project}/.claude/settings.json` : `${env.CLAUDE_CONFIG_DIR || `${home}/.claude`}/settings.json`,
    start: EMPTY,
    entries: (command) => groups(['PreToolUse', 'PermissionRequest'], { type: 'command', command, timeout: AGENT_TIMEOUT_SECONDS }, '*'),
    isTrusted: false,
  },
  codex: {
    agent: 'codex',
    file: (scope, { home, project, env }) =>
      scope === 'project' ? `${project}/.codex/hooks.json` : `${env.CODEX_HOME || `${home}/.codex`}/hooks.json`,
    start: EMPTY,
    entries: (command) => groups(['PreToolUse', 'PermissionRequest'], { type: 'command', command, timeout: AGENT_TIMEOUT_SECONDS }, null),
    isTrusted: true,
  },
  gemini: {
    agent: 'gemini',
    file: (scope, { home, project }) => `${scope === 'project' ? project : home}/.gemini/settings.json`,
    start: EMPTY,
    entries: (command) => {
      return groups(['BeforeTool'], { type: 'command', name: 'portcullis', command, timeout: AGENT_TIMEOUT_SECONDS * 1000 }, '.*');
    },
    isTrusted: false,
  },
  cursor: {
    agent: 'cursor',
    file: (scope, { home, project }) => `${scope === 'project' ? project : home}/.cursor/hooks.json`,
    start: '{\n  "version": 1\n}\n',
    entries: (command) =>
      ['beforeShellExecution', 'beforeMCPExecution', 'beforeReadFile'].map((event) => ({
        path: ['hooks', event],
        value: { command, timeout: AGENT_TIMEOUT_SECONDS, failClosed: true },
      })),
    isTrusted: false,
  },
  copilot: {
    agent: 'copilot',
    file: (scope, { home, project, env }) =>
      scope === 'project' ? `${project}/.github/hooks/portcullis.json` : `${env.COPILOT_HOME || `${home}/.copilot`}/hooks/portcullis.json`,
    start: '{\n  "version": 1\n}\n',
    entries: (command) => [{ path: ['hooks', 'preToolUse'], value: { type: 'command', bash: command, timeoutSec: AGENT_TIMEOUT_SECONDS } }],
    isTrusted: false,
  },
};
