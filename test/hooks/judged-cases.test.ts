/** Over commands with the judgement of people: what each adapter says means what `check` decides. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../src/base/index.ts';
import { ADAPTERS, AGENT_NAMES, type AgentName, answerHook } from '../../src/hooks/index.ts';
import { engineUnder, HOME } from '../support/command.ts';
import { askOf, OPTIONS } from '../support/hook.ts';
import { type Meaning, meaningOf } from '../support/hook-meaning.ts';
import { evaluateCase, type JudgedCase, readCases } from '../support/judged-case.ts';

const CASES = [
  ...readCases(new URL('../bypass/cases.jsonl', import.meta.url)),
  ...readCases(new URL('../benign/cases.jsonl', import.meta.url)),
];

/** A command as an event of an agent, and what each decision must mean there. */
interface Situation {
  readonly agent: AgentName;
  readonly event: string;
  readonly input: (each: Pick<JudgedCase, 'command' | 'cwd'>) => object;
  readonly means: Readonly<Record<Decision, Meaning>>;
}

const PLAIN = { allow: 'allow', prompt: 'ask', forbidden: 'deny' } as const;

const SITUATIONS: readonly Situation[] = [
  { agent: 'claude-code', event: 'PreToolUse', input: bash('PreToolUse'), means: PLAIN },
  { agent: 'claude-code', event: 'PermissionRequest', input: bash('PermissionRequest'), means: { ...PLAIN, prompt: 'silent' } },
  { agent: 'codex', event: 'PreToolUse', input: bash('PreToolUse'), means: { allow: 'silent', prompt: 'silent', forbidden: 'deny' } },
  { agent: 'codex', event: 'PermissionRequest', input: bash('PermissionRequest'), means: { ...PLAIN, prompt: 'silent' } },
  {
    agent: 'codex',
    event: 'PreToolUse',
    input: (each) => ({ ...bash('PreToolUse')(each), permission_mode: 'bypassPermissions' }),
    means: { allow: 'silent', prompt: 'deny', forbidden: 'deny' },
  },
  {
    agent: 'gemini',
    event: 'BeforeTool',
    input: ({ command, cwd }) => ({ hook_event_name: 'BeforeTool', cwd, tool_name: 'run_shell_command', tool_input: { command } }),
    means: { ...PLAIN, prompt: 'deny' },
  },
  {
    agent: 'cursor',
    event: 'beforeShellExecution',
    input: ({ command, cwd }) => ({ hook_event_name: 'beforeShellExecution', workspace_roots: [cwd], command, cwd }),
    means: PLAIN,
  },
  { agent: 'copilot', event: 'preToolUse', input: ({ command, cwd }) => ({ cwd, toolName: 'bash', toolArgs: { command } }), means: PLAIN },
];

function bash(event: string): Situation['input'] {
  return ({ command, cwd }) => ({ hook_event_name: event, cwd, tool_name: 'Bash', tool_input: { command } });
}

const decisions = new Map<JudgedCase, Decision>();

beforeAll(async () => {
  for (const each of CASES) decisions.set(each, (await evaluateCase(each)).decision);
});

async function meaningIn({ agent, event, input }: Situation, each: JudgedCase): Promise<Meaning | null> {
  const isWindows = each.shell === 'cmd';
  const ask = askOf(await engineUnder(each.under_rules), 'untrusted', isWindows ? 'C:\\Users\\dev' : HOME);
  const options = { ...OPTIONS, shell: each.shell, platform: isWindows ? 'win32' : 'linux' } as const;
  return meaningOf(agent, event, await answerHook(ADAPTERS[agent], JSON.stringify(input(each)), options, ask));
}

describe('a command that people have judged', () => {
  it('is one of many, of every decision', () => {
    const counts = { allow: 0, prompt: 0, forbidden: 0 };
    for (const decision of decisions.values()) counts[decision]++;
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(100);
    expect(new Set(SITUATIONS.map(({ agent }) => agent)).size).toBe(AGENT_NAMES.length - 1);
  });

  it.each(SITUATIONS.map((each) => [each.agent, each.event, each] as const))(
    'means to %s at %s what is decided',
    async (_, __, situation) => {
      const wrong: unknown[] = [];
      for (const [each, decision] of decisions) {
        const meaning = await meaningIn(situation, each);
        if (meaning !== situation.means[decision]) wrong.push([each.id, decision, meaning]);
      }
      expect(wrong).toEqual([]);
    },
  );
});
