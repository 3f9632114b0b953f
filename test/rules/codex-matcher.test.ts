/** Matching beyond what the recorded answers hold: rules without regard to case, Windows, and that order never changes a decision. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strictest } from '../../src/base/index.ts';
import {
  compileCodexRules,
  decideMatches,
  matchCodexRules,
  type PathBase,
  type PrefixRule,
  parseRules,
  type RuleSet,
  resolveProgram,
  splitShellWords,
} from '../../src/rules/index.ts';
import { BASE } from '../support/rules.ts';

const WINDOWS: PathBase = { cwd: 'C:\\work', home: 'C:\\Users\\me', platform: 'windows' };

function rulesOf(text: string, base: PathBase = BASE): RuleSet {
  const { value, diagnostics } = parseRules([{ source: 'a.rules', text }], base);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join());
  return value;
}

function matched(rules: RuleSet, argv: readonly string[], base: PathBase = BASE, resolveHosts = true): readonly (readonly string[])[] {
  const compiled = compileCodexRules(rules, base.platform);
  return matchCodexRules(compiled, argv, { ...base, resolveHosts }).map(({ matchedPrefix }) => matchedPrefix);
}

describe('a canonical rule', () => {
  const rules = rulesOf('prefix_rule(["CanonReq", "Sub"], "prompt", canonical_matching = True)');

  test.each([[['canonreq', 'sub']], [['CANONREQ', 'SUB', 'x']], [['/bin/CanonReq', 'sub']], [['./canonreq', 'Sub']]])(
    'matches %j and shows it as typed',
    (argv) => {
      expect(matched(rules, argv)).toEqual([argv.slice(0, 2)]);
      expect(matched(rules, argv, BASE, false)).toEqual([argv.slice(0, 2)]);
    },
  );

  test.each([[['canonreq']], [['canonreq.exe', 'sub']], [['canonreqx', 'sub']], [['canonreq', 'other']]])('does not match %j', (argv) => {
    expect(matched(rules, argv)).toEqual([]);
  });

  test('for a path holds for that path alone', () => {
    const byPath = rulesOf('prefix_rule(["/opt/Tool"], "prompt", canonical_matching = True)');
    expect(matched(byPath, ['/opt/Tool'])).toEqual([['/opt/Tool']]);
    expect(matched(byPath, ['/opt/x/../Tool'])).toEqual([['/opt/x/../Tool']]);
    expect(matched(byPath, ['tool'])).toEqual([]);
    expect(matched(byPath, ['/usr/Tool'])).toEqual([]);
  });

  test('stands among the others in the order of the files', () => {
    const mixed = rulesOf(
      'prefix_rule(["A"], "prompt", canonical_matching = True)\nprefix_rule(["a"])\nprefix_rule(["a"], "forbidden", canonical_matching = True)',
    );
    const matches = matchCodexRules(compileCodexRules(mixed, 'posix'), ['a'], { ...BASE, resolveHosts: true });
    expect(matches.map(({ rule }) => rule.decision)).toEqual(['prompt', 'allow', 'forbidden']);
  });
});

describe('on Windows', () => {
  const rules = rulesOf('prefix_rule(["git", "push"])\nhost_executable("git", ["C:\\\\Git\\\\bin\\\\git.exe"])', WINDOWS);

  test.each([
    ['C:\\Git\\bin\\git.exe', [['git', 'push']]],
    ['c:\\git\\BIN\\GIT.EXE', [['git', 'push']]],
    ['C:/Git/x/../bin/git.exe', [['git', 'push']]],
    ['C:\\Other\\git.exe', []],
  ])('%s is %j', (program, expected) => {
    expect(matched(rules, [program, 'push'], WINDOWS)).toEqual(expected);
  });

  test('names lose their usual suffix where there is no entry', () => {
    expect(matched(rulesOf('prefix_rule(["npm"])', WINDOWS), ['npm.CMD'], WINDOWS)).toEqual([['npm']]);
  });
});

describe('a program as a path', () => {
  test.each([
    ['git', '/lab/cwd/git'],
    ['./a/../git', '/lab/cwd/git'],
    ['../git', '/lab/git'],
    ['/a//b/./git/', '/a/b/git'],
    ['/../../git', '/git'],
    ['~/git', '/lab/home/git'],
    ['~', '/lab/home'],
    ['~x/git', '/lab/cwd/~x/git'],
    ['/', '/'],
    ['', null],
  ])('%j is %j', (program, path) => {
    expect(resolveProgram(program, BASE)).toBe(path);
  });
});

describe('the words of an example', () => {
  test.each([
    ['a b  c', ['a', 'b', 'c']],
    ['a\tb\nc', ['a', 'b', 'c']],
    [`'a b' "c d" e\\ f`, ['a b', 'c d', 'e f']],
    ['"a\\"b\\$c\\`d\\\\e\\nf"', ['a"b$c`d\\e\\nf']],
    [`''""`, ['']],
    ['a # b', ['a']],
    ['a#b', ['a#b']],
    ['# all', []],
    ['a;b && c|d >e', ['a;b', '&&', 'c|d', '>e']],
    ['$x *', ['$x', '*']],
    ['a\\\nb', ['ab']],
    ['"a\\\nb"', ['ab']],
    ['a \\\n b', ['a', '', 'b']],
    ["'a\\'", ['a\\']],
    ['ä😀 b', ['ä😀', 'b']],
    ["'a", null],
    ['"a', null],
    ['a\\', null],
    ['"a\\', null],
  ])('%j are %j', (text, words) => {
    expect(splitShellWords(text)).toEqual(words);
  });

  test('come back from single quotes as they went in', () => {
    const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(splitShellWords(words.map(quote).join(' '))).toEqual(words);
      }),
    );
  });
});

test('every matching rule is found whatever the order, and the strictest decides', () => {
  const token = fc.constantFrom('a', 'b', 'c');
  const positions = fc.array(fc.array(token, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 });
  const rule = fc.record({ positions, decision: fc.constantFrom('allow', 'prompt', 'forbidden') });
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 8 }), fc.array(token, { minLength: 1, maxLength: 4 }), (drafts, argv) => {
      const prefixRules = drafts.map(
        ({ positions: any, decision }, at): PrefixRule => ({
          pattern: any.map((each) => ({ any: each })) as unknown as PrefixRule['pattern'],
          decision: decision as PrefixRule['decision'],
          origin: { source: 'a', line: at + 1, column: 1 },
        }),
      );
      const matches = matchCodexRules(compileCodexRules({ prefixRules, hostExecutables: [] }, 'posix'), argv, {
        ...BASE,
        resolveHosts: false,
      });
      const expected = prefixRules.filter(
        ({ pattern }) => pattern.length <= argv.length && pattern.every(({ any }, at) => any.includes(argv[at] ?? '')),
      );
      expect([...new Set(matches.map((each) => each.rule))]).toEqual(expected);
      const decisions = expected.map(({ decision }) => decision);
      expect(decideMatches(matches)).toBe(decisions.length === 0 ? null : decisions.reduce(strictest));
    }),
  );
});
