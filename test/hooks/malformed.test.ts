/**
 * Inputs that an agent never sends: recorded ones with parts left out, swapped, cut and overwritten. Whatever comes in, the reply blocks or is
 * one that the agent's contract knows. `HOOK_INPUTS=10000` tries that many for each agent.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGENT_NAMES, type AgentName } from '../../src/hooks/index.ts';
import { engineUnder } from '../support/command.ts';
import { answerUnder } from '../support/hook.ts';
import { meaningOf } from '../support/hook-meaning.ts';

const RUNS = Number(process.env.HOOK_INPUTS ?? 300);
const RULES = 'allow ls, cat; prompt make; forbid rm; forbid read ~/notes';

function recorded(agent: AgentName): readonly object[] {
  const lines = readFileSync(new URL(`../cases/hooks/${agent}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.flatMap((line) => (JSON.parse(line) as { input?: object }).input ?? []);
}

const STRANGE: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '',
    '\0',
    '../../etc',
    '__proto__',
    'mcp__',
    'mcp____',
    '-',
    '[',
    '{}',
    null,
    [],
    {},
    1e308,
    -1,
    true,
    '\ud800',
    'a'.repeat(5_000),
  ),
);

/** One value anywhere in an object replaced, or left out. */
function withStrangePart(input: object): fc.Arbitrary<object> {
  const paths = pathsIn(input);
  return fc.tuple(fc.constantFrom(...paths), STRANGE, fc.boolean()).map(([path, value, isLeftOut]) => {
    const copy = structuredClone(input) as Record<string, unknown>;
    const parent = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
    const last = path[path.length - 1] ?? '';
    if (isLeftOut) delete parent[last];
    else parent[last] = value;
    return copy;
  });
}

function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [[key], ...pathsIn(each).map((path) => [key, ...path])]);
}

/** A text with a piece of it overwritten, taken out or doubled. */
function damaged(text: string): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(text.length), fc.nat(20), fc.string({ maxLength: 5, unit: 'binary' })).map(([at, length, piece]) => {
    return text.slice(0, at) + piece + text.slice(at + length);
  });
}

function malformed(agent: AgentName): fc.Arbitrary<string> {
  const strange = fc.constantFrom(...recorded(agent)).chain(withStrangePart);
  return fc.oneof(
    { weight: 6, arbitrary: strange.map((input) => JSON.stringify(input)) },
    { weight: 3, arbitrary: strange.chain((input) => damaged(JSON.stringify(input))) },
    { weight: 1, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  );
}

/** What the reply is to: an answer that only one event knows must not be given to another. */
function eventIn(text: string): string {
  try {
    return String(JSON.parse(text)?.hook_event_name);
  } catch {
    return '';
  }
}

describe('malformed input', () => {
  it.each(AGENT_NAMES)(
    'of %s blocks, or gets an answer that the agent knows',
    async (agent) => {
      const engine = await engineUnder(RULES);
      let blocked = 0;
      const property = fc.asyncProperty(malformed(agent), async (text) => {
        const reply = await answerUnder(engine, agent, text);
        if (reply.exit === 2) blocked++;
        expect(meaningOf(agent, eventIn(text), reply)).not.toBeNull();
      });
      await fc.assert(property, { numRuns: RUNS });
      expect(blocked).toBeGreaterThan(RUNS / 10);
    },
    600_000,
  );
});
