/** Recorded inputs of every agent, valid and malformed, and what the adapter says to each: stdout, stderr and exit code as a whole. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ADAPTERS, AGENT_NAMES, answerHook, type HookOptions, type Reply } from '../../src/hooks/index.ts';
import { engineUnder } from '../support/command.ts';
import { askOf, OPTIONS } from '../support/hook.ts';

const RULES = 'allow ls, cat, git status; prompt make; forbid rm, git push; forbid read ~/notes';

interface Transcript {
  readonly name: string;
  readonly input?: unknown;
  /** Instead of `input`: what is no JSON, or not the right one. */
  readonly text?: string;
  readonly exit: 0 | 2;
  /** Absent: empty. A null in it stands for any text that is not blank. */
  readonly stdout?: unknown;
  readonly stderr?: string;
  readonly enforcement?: 'sandbox';
  readonly leavesPrompts?: true;
  /** The approval policy, where it is not `untrusted`. */
  readonly asked?: string;
}

function transcriptsOf(agent: string): readonly Transcript[] {
  const lines = readFileSync(new URL(`../cases/hooks/${agent}.jsonl`, import.meta.url), 'utf8');
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function anyText(value: unknown): unknown {
  if (value === null) return expect.stringMatching(/\S/);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, anyText(each)]));
}

function parsed({ stdout, ...rest }: Reply): object {
  return { ...rest, stdout: stdout === '' ? null : JSON.parse(stdout) };
}

describe.each(AGENT_NAMES)('the adapter of %s', (agent) => {
  const transcripts = transcriptsOf(agent);

  it('is shown valid and malformed input', () => {
    expect(transcripts.filter(({ exit }) => exit === 0).length).toBeGreaterThan(1);
    expect(transcripts.filter(({ name }) => name.startsWith('malformed')).length).toBeGreaterThan(7);
  });

  it.each(transcripts.map((each) => [each.name, each] as const))('%s', async (_, transcript) => {
    const {
      input,
      text = JSON.stringify(input),
      exit,
      stdout = null,
      stderr,
      enforcement = 'none',
      leavesPrompts = false,
      asked,
    } = transcript;
    const options: HookOptions = { ...OPTIONS, enforcement, leavesPrompts };
    const reply = await answerHook(ADAPTERS[agent], text, options, askOf(await engineUnder(RULES), asked));
    const said = exit === 0 ? '' : (stderr ?? expect.stringMatching(/^portcullis: .*\S.*\n$/));
    expect(parsed(reply)).toEqual({ exit, stderr: said, stdout: stdout === null ? null : anyText(stdout) });
  });
});
