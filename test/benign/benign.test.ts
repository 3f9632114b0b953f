/** Commands that must pass without a question, under rules that a careful developer would write. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '../../src/engine/index.ts';
import { codesOf } from '../support/command.ts';
import { evaluateCase, type JudgedCase, readCases } from '../support/judged-case.ts';

const CASES = readCases(new URL('./cases.jsonl', import.meta.url));

/** Places that these commands write, if any. */
const KNOWN_PLACE = /^(?:C:[\\/]srv[\\/]repo|\/(?:srv\/repo|tmp|dev\/null))(?:[\\/]|$)/;

describe('a benign command', () => {
  const answers = new Map<JudgedCase, Evaluation>();

  beforeAll(async () => {
    for (const each of CASES) answers.set(each, await evaluateCase(each));
  });

  it('is there in numbers', () => {
    expect(CASES.length).toBeGreaterThan(140);
  });

  it.each(CASES.map((each) => [each.id, each.command, each] as const))('%s is allowed: %s', (_, __, each) => {
    const answer = answers.get(each);
    expect({ decision: answer?.decision, reason: answer && codesOf(answer) }).toEqual({ decision: 'allow', reason: [] });
    expect(answer?.writes.filter((path) => !KNOWN_PLACE.test(path))).toEqual([]);
    expect(answer?.hosts.filter((host) => !each.command.toLowerCase().includes(host))).toEqual([]);
  });
});
