/**
 * Commands that a policy must not allow, each with what a person sees in it. Conventions: `under_rules` are rules and denied reads,
 * the caller enforces no sandbox and asks about everything untrusted.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '../../src/engine/index.ts';
import { evaluateCase, type JudgedCase, missedFacts, readCases } from '../support/judged-case.ts';

const CASES = readCases(new URL('./cases.jsonl', import.meta.url));

/** Forbidden here, where a person who reads the text alone would only ask: each starts the forbidden program for certain. */
const SEEN_FURTHER: Readonly<Record<string, string>> = {
  'byp-quote-027': 'a pattern for the folder alone',
  'byp-quote-030': '`echo` names the program',
  'byp-quote-032': '`printf` names it, in octal',
  'byp-quote-033': '`base64 -d` names it',
  'byp-quote-035': '`tr` names it',
  'byp-quote-078': '`printf` writes the script that a shell reads',
  'byp-flags-130': 'a Perl call with the command in quotes',
  'byp-pwsh-024': '`iex` runs its text',
  'byp-cmd-013': 'no characters of a variable that every Windows sets',
};

describe('a bypass', () => {
  const answers = new Map<JudgedCase, Evaluation>();
  const decisionOf = (each: JudgedCase) => answers.get(each)?.decision;

  beforeAll(async () => {
    for (const each of CASES) answers.set(each, await evaluateCase(each));
  });

  it.each(CASES.map((each) => [each.id, each.command, each] as const))('%s is not allowed: %s', (_, __, each) => {
    expect(decisionOf(each)).toMatch(/^(?:prompt|forbidden)$/);
  });

  it('is forbidden where what a rule forbids can be seen', () => {
    const visible = CASES.filter(({ expect: { should_be, stretch } }) => should_be === 'forbidden' && !stretch);
    expect(visible.length).toBeGreaterThan(200);
    expect(visible.filter((each) => decisionOf(each) !== 'forbidden').map(({ id }) => id)).toEqual([]);
  });

  it('is not forbidden where no rule says so', () => {
    const unasked = CASES.filter(({ expect: { should_be } }) => should_be === undefined);
    expect(unasked.length).toBeGreaterThan(150);
    expect(unasked.filter((each) => decisionOf(each) === 'forbidden').map(({ id }) => id)).toEqual(Object.keys(SEEN_FURTHER));
  });

  it('names all programs, paths and hosts that a person sees', () => {
    const missed = CASES.flatMap((each) => {
      const answer = answers.get(each);
      const facts = answer === undefined ? ['no answer'] : missedFacts(each, answer);
      return facts.length === 0 ? [] : [[each.id, facts] as const];
    });
    expect(missed).toEqual([]);
  });
});
