/** Recorded answers of `codex execpolicy check` (Codex CLI 0.169.0): 2,550 questions to rules files, good and bad. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ask } from '../support/rules.ts';

interface Case {
  readonly id: string;
  readonly category: string;
  readonly rules: readonly string[];
  readonly flags: readonly string[];
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly home: string;
  readonly exit: number;
  readonly stdout: unknown;
}

const CASES: readonly Case[] = readFileSync(new URL('../cases/execpolicy.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const CATEGORIES = [...new Set(CASES.map(({ category }) => category))];

/** Our answer, in the form of the record. */
function answer({ rules, flags, argv, cwd, home }: Case): Pick<Case, 'exit' | 'stdout'> {
  const base = { cwd, home, platform: 'posix' } as const;
  const answered = ask(rules, { argv, base, resolveHosts: flags.includes('--resolve-host-executables') });
  if ('faults' in answered) return { exit: 1, stdout: null };
  const matchedRules = answered.matches.map(({ rule, matchedPrefix, resolvedProgram }) => ({
    prefixRuleMatch: {
      matchedPrefix,
      decision: rule.decision,
      ...(resolvedProgram === undefined ? {} : { resolvedProgram }),
      ...(rule.justification === undefined ? {} : { justification: rule.justification }),
    },
  }));
  return { exit: 0, stdout: answered.decision === null ? { matchedRules } : { matchedRules, decision: answered.decision } };
}

test('all cases are there', () => {
  expect(CASES.length).toBe(2550);
});

describe.each(CATEGORIES)('%s', (category) => {
  test('is answered as recorded', () => {
    const cases = CASES.filter((each) => each.category === category);
    const differing = cases.filter((each) => {
      const { exit, stdout } = answer(each);
      return exit !== each.exit || JSON.stringify(stdout) !== JSON.stringify(each.stdout);
    });
    expect(differing.map(({ id }) => id)).toEqual([]);
  });
});
