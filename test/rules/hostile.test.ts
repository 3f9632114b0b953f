/** Files made to take all time, memory or stack there is: each ends with a diagnostic, and loads nothing. */
import { describe, expect, test } from 'vitest';
import { parseRules } from '../../src/rules/index.ts';

function codeOf(text: string): string | undefined {
  const { value, diagnostics } = parseRules([{ source: 'hostile.rules', text }]);
  return value === null ? diagnostics[0]?.code : 'loaded';
}

/** A statement over and over. */
const loop = (before: string, body: string, times = 10_000_000): string => `${before}\nfor i in range(${times}):\n  ${body}\n`;

describe('is stopped', () => {
  test.each([
    ['a text that doubles', loop('x = "a"', 'x = x + x')],
    ['a text that doubles by format', loop('x = "a"', 'x = "%s%s" % (x, x)')],
    ['a text that doubles by f-string', loop('x = "a"', 'x = f"{x}{x}"')],
    ['a text that doubles by replace', loop('x = "aa"', 'x = x.replace("a", "aa")')],
    ['a text that doubles by repr', loop('x = "\\\\"', 'x = repr(x)')],
    ['a list that doubles', loop('x = [1]', 'x.extend(x)')],
    ['a number that squares', loop('x = 3', 'x = x * x')],
    ['large numbers divided', loop('x = 1 << 100000', 'x // 3')],
    ['large numbers printed', loop('x = 1 << 100000', 'str(x)')],
    ['large numbers compared', loop('x = 1 << 100000\ny = x + 1', 'x == y')],
    ['long texts compared', loop('x = "a" * 900000\ny = "a" * 900000', 'x < y')],
    ['long texts searched', loop('x = "a" * 900000\ny = "a" * 400000 + "b"', 'y in x')],
    ['long texts cut', loop('x = "a " * 400000', 'x.split()')],
    ['long texts in capitals', loop('x = "a " * 400000', 'x.title()')],
    ['long lists searched', loop('x = list(range(100000))', '-1 in x')],
    ['long lists sorted', loop('x = list(range(100000))', 'sorted(x)')],
    ['lists changed at the front', loop('x = list(range(100000))', 'x.insert(0, x.pop())')],
    ['an endless comprehension', '[0 for a in range(100000) for b in range(100000)]'],
    ['an endless loop over nothing', 'for i in range(2000000000):\n  pass'],
    ['calls without end', 'def fib(n):\n  return 1 if n < 2 else fib(n - 1) + fib(n - 2)\nfib(45)'],
    ['recursion without end', 'def f(n):\n  return f(n + 1)\nf(0)'],
    ['recursion by two', 'f = lambda n: g(n)\ng = lambda n: f(n)\nf(0)'],
    ['shared values printed', `${loop('x = [1]', 'x = [x, x]', 100)}repr(x)`],
    ['shared values compared', `${loop('x = [1]\ny = [1]', 'x = [x, x]\n  y = [y, y]', 100)}x == y`],
    ['shared values as keys', `${loop('x = (1,)', 'x = (x, x)', 100)}{x: 1}`],
    ['deep values printed', `${loop('x = []', 'x = [x]', 100_000)}repr(x)`],
    ['values that hold themselves compared', 'x = []\nx.append(x)\ny = []\ny.append(y)\nx == y'],
    ['shared types', `${loop('t = (int, int)', 't = (t, t)', 100)}int | t`],
    ['deep types', `${loop('t = int', 't = list[t]', 100_000)}`],
    ['long arguments', loop('x = [1] * 1000000\ndef f(*a):\n  pass', 'f(*x)')],
    ['long examples', loop('x = [["a"] * 1000] * 1000', 'prefix_rule(["a"], match = x)')],
    ['long texts in examples', loop('x = ["a " * 400000]', 'prefix_rule(["a"], match = x)')],
    ['blank justifications', loop('x = " " * 900000 + "a"', 'prefix_rule(["a"], justification = x)')],
    ['an integer of many digits', 'int("1" * 100000)'],
  ])('%s', (_, text) => {
    expect(codeOf(text)).toBe('RL004');
  });

  test('a long text that is nearly a number', () => {
    expect(codeOf('float("9" * 900000 + "x")')).toBe(codeOf('float("9x")'));
    expect(codeOf('float("9x")')).toBe('RL003');
  });

  test('rules without end', () => {
    expect(codeOf(loop('', 'prefix_rule(["a"])'))).toBe('RL009');
  });
});

describe('is not of the language: nesting as text', () => {
  const deep = 100_000;
  test.each([
    ['parentheses', '('.repeat(deep)],
    ['lists', `x = ${'['.repeat(deep)}${']'.repeat(deep)}`],
    ['signs', `x = ${'-'.repeat(deep)}1`],
    ['negations', `x = ${'not '.repeat(deep)}1`],
    ['sums', `x = ${'1+'.repeat(deep)}1`],
    ['conditions', `x = ${'1 if 1 else '.repeat(deep / 4)}1`],
    ['indices', `x = 1${'[0]'.repeat(deep)}`],
    ['lambdas', `x = ${'lambda: '.repeat(deep / 4)}1`],
    ['calls', `x = ${'f('.repeat(deep)}`],
    ['types', `def f(x: ${'list['.repeat(deep / 8)}int${']'.repeat(deep / 8)}):\n  pass`],
    ['unions', `def f(x: ${'int | '.repeat(deep / 8)}int):\n  pass`],
    ['f-strings', `x = ${'f"{'.repeat(500)}1${'}"'.repeat(500)}`],
    ['blocks', Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}if 1:`).join('\n')],
    ['alternatives', `if 0:\n  pass\n${'elif 0:\n  pass\n'.repeat(20_000)}`],
  ])('%s', (_, text) => {
    expect(codeOf(text)).toBe('RL001');
  });
});

describe('fits the stack', () => {
  const wrap = (open: string, close: string, times: number): string => `${open.repeat(times)}f(n - 1) if n else 0${close.repeat(times)}`;
  test.each([
    ['comprehensions', '[', ' for x in [1]]'],
    ['lists', '[0, ', '][1]'],
    ['calls', 'str(', ')'],
    ['lambdas', '(lambda: ', ')()'],
    ['sorting', 'sorted([1], key = lambda z: ', ')'],
    ['dicts', '{1: ', '}'],
  ])('%s inside recursion', (_, open, close) => {
    for (const times of [5, 20, 60]) {
      expect(['loaded', 'RL003', 'RL004']).toContain(codeOf(`def f(n):\n  return ${wrap(open, close, times)}\nf(45)`));
    }
  });
});

test('names of objects are names like others', () => {
  expect(
    codeOf('__proto__ = 1\nconstructor = 2\nd = {"__proto__": 3, "constructor": 4}\nprefix_rule(["__proto__", str(d["__proto__"])])'),
  ).toBe('loaded');
  expect(codeOf('toString')).toBe('RL002');
  expect(codeOf('"".constructor')).toBe('RL003');
  expect(codeOf('prefix_rule(["a"], __proto__ = 1)')).toBe('RL003');
});
