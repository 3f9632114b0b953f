/**
 * The language of rules files, statement by statement: what an expression is, printed, or which kind of fault it is.
 * Written from the language's specification and from how Codex's evaluator is known to differ from it.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRules } from '../../src/rules/index.ts';
import { faultsOf } from '../support/rules.ts';

interface Case {
  /** Statements before the expression. */
  readonly before?: string;
  readonly expression: string;
  readonly repr?: string;
  readonly code?: string;
}

const CASES: readonly Case[] = readFileSync(new URL('../cases/starlark.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

function evaluate({ before = '', expression }: Case): Pick<Case, 'repr' | 'code'> {
  const text = `${before}${before === '' ? '' : '\n'}prefix_rule(["x"], justification = "=" + repr(${expression}))\n`;
  const { value, diagnostics } = parseRules([{ source: 'r0.rules', text }]);
  return value === null ? { code: diagnostics[0]?.code ?? 'none' } : { repr: value.prefixRules[0]?.justification?.slice(1) ?? 'none' };
}

test('every case is as written down', () => {
  expect(CASES.length).toBeGreaterThan(600);
  expect(CASES.map((each) => ({ ...each, ...evaluate(each) }))).toEqual(CASES);
});

describe('recursion', () => {
  const deep = (levels: number) => `def deep(n):\n  return 0 if n == 0 else 1 + deep(n - 1)\ndeep(${levels})\n`;

  test('goes as deep as in Codex', () => {
    expect(evaluate({ before: deep(48), expression: '1' })).toEqual({ repr: '1' });
    expect(evaluate({ before: deep(49), expression: '1' })).toEqual({ code: 'RL004' });
  });

  test('counts calls through functions that are ours', () => {
    const before = 'def deep(n):\n  return 0 if n == 0 else sorted([n], key = lambda x: deep(x - 1))[0]\n';
    expect(evaluate({ before: `${before}deep(15)\n`, expression: '1' })).toEqual({ repr: '1' });
    expect(evaluate({ before: `${before}deep(20)\n`, expression: '1' })).toEqual({ code: 'RL004' });
  });
});

describe('a fault', () => {
  test.each([
    [
      'stands where the argument is written',
      'prefix_rule(["a"], decision = "alow")',
      1,
      31,
      '`alow` is not a decision',
      'did you mean `allow`?',
    ],
    [
      'stands at the item of a list',
      'prefix_rule(["a",\n  ["b", 3]])',
      2,
      9,
      'an alternative of the pattern is of type `int`',
      'an alternative is a text',
    ],
    ['names what was meant', 'prefix_rul(["a"])', 1, 1, '`prefix_rul` is not defined', 'did you mean `prefix_rule`?'],
    [
      'stands in the function that ran into it',
      'def f(x):\n  return x + 1\n\nf("a")',
      2,
      10,
      'operation `+` is not supported for types `string` and `int`',
      undefined,
    ],
    ['counts characters, not bytes', 'x = "ü" + 1', 1, 5, 'operation `+` is not supported for types `string` and `int`', undefined],
    ['of a text stands where that begins', 'x = 1\ny = "abc', 2, 5, 'the string is not closed', 'close it with the quote that opened it'],
  ])('%s', (_, text, line, column, message, help) => {
    const { diagnostics } = parseRules([{ source: 'a.rules', text }]);
    expect(diagnostics).toMatchObject([{ severity: 'error', message, place: { source: 'a.rules', line, column } }]);
    expect(diagnostics[0]?.help).toBe(help);
    expect(diagnostics[0]?.excerpt).toContain('^');
  });

  test('is told once for a file, and for every file', () => {
    expect(faultsOf('x = ', 'prefix_rule(["a"])', 'y')).toHaveLength(2);
  });

  test('is one line, however long its text', () => {
    expect(faultsOf('fail("a\\nb" * 100000)')).toEqual([expect.stringMatching(/^fail: a ba b[ab ]{400,500}…$/)]);
  });
});
