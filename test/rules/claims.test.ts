/** Claims 1 to 69 about Codex's rules, one test each; those about the command line run the executable. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codexAnswer } from '../../src/rules/index.ts';
import { type CliResult, runCli } from '../support/cli.ts';
import { ask, faultsOf, loads } from '../support/rules.ts';

/** The answer to a command, as Codex prints it. */
function answer(rules: string | readonly string[], argv: readonly string[], resolveHosts = false): unknown {
  const answered = ask(typeof rules === 'string' ? [rules] : rules, { argv, resolveHosts });
  return 'faults' in answered ? answered : codexAnswer(answered.matches);
}

/** A match as Codex prints it. */
function match(matchedPrefix: readonly string[], decision = 'allow', more: object = {}): object {
  return { prefixRuleMatch: { matchedPrefix, decision, ...more } };
}

const PUSH = 'prefix_rule(pattern = ["git", "push"])';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-rules-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

const FILES = {
  'push.rules': `${PUSH}\n`,
  'why.rules': 'prefix_rule(pattern = ["git", "push"], decision = "forbidden", justification = "why")\n',
  'bad.rules': 'prefix_rule(pattern = [])\n',
  'empty.rules': '',
};

function check(...args: readonly string[]): Promise<CliResult> {
  return runCli(['execpolicy', 'check', ...args], { cwd: folder });
}

describe('answers', () => {
  test('1: a prefix matches and is reported as it is', () => {
    expect(answer(PUSH, ['git', 'push', 'origin'])).toEqual({ matchedRules: [match(['git', 'push'])], decision: 'allow' });
  });

  test('2: without a match there is no decision', async () => {
    expect(answer(PUSH, ['git', 'pull'])).toEqual({ matchedRules: [] });
    expect((await check('-r', 'push.rules', 'git', 'pull')).stdout).toBe('{"matchedRules":[]}\n');
  });

  test('3: neither no match nor forbidden shows in the exit code', async () => {
    expect((await check('-r', 'push.rules', 'git', 'pull')).code).toBe(0);
    expect((await check('-r', 'why.rules', 'git', 'push')).code).toBe(0);
  });

  test('4 and 5: without rules or command the exit code is 2', async () => {
    expect((await check('git', 'push')).code).toBe(2);
    expect((await check('-r', 'push.rules')).code).toBe(2);
  });

  test('6 and 7: a file that is not there or has errors ends with 1 and prints nothing', async () => {
    expect(await check('-r', 'none.rules', 'git')).toMatchObject({ code: 1, stdout: '' });
    expect(await check('-r', 'bad.rules', 'git')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('bad.rules:1:23') });
  });

  test('8: an empty file is valid', async () => {
    expect(await check('-r', 'empty.rules', 'git')).toMatchObject({ code: 0, stdout: '{"matchedRules":[]}\n' });
  });

  test('9 and 10: --pretty indents by two, keys keep their order, a justification shows only where there is one', async () => {
    expect((await check('-r', 'why.rules', '--pretty', 'git', 'push')).stdout).toBe(`{
  "matchedRules": [
    {
      "prefixRuleMatch": {
        "matchedPrefix": [
          "git",
          "push"
        ],
        "decision": "forbidden",
        "justification": "why"
      }
    }
  ],
  "decision": "forbidden"
}
`);
  });

  test('11: the path shows only with host resolution and a match by base name', async () => {
    expect((await check('-r', 'push.rules', '/opt/git', 'push')).stdout).toBe('{"matchedRules":[]}\n');
    expect((await check('-r', 'push.rules', '--resolve-host-executables', '/opt/git', 'push')).stdout).toBe(
      '{"matchedRules":[{"prefixRuleMatch":{"matchedPrefix":["git","push"],"decision":"allow","resolvedProgram":"/opt/git"}}],"decision":"allow"}\n',
    );
    expect((await check('-r', 'push.rules', '--resolve-host-executables', 'git', 'push')).stdout).not.toContain('resolvedProgram');
  });

  test('12: options behind the first word belong to the command', async () => {
    writeFileSync(join(folder, 'words.rules'), 'prefix_rule(["git", "--rules", "x", "--pretty"])');
    expect((await check('--rules', 'words.rules', 'git', '--rules', 'x', '--pretty')).stdout).toContain('"--pretty"');
  });

  test('an unknown option before the command is its first word', async () => {
    writeFileSync(join(folder, 'odd.rules'), 'prefix_rule(["--odd"])');
    expect((await check('-r', 'odd.rules', '--odd', 'x')).stdout).toContain('"matchedPrefix":["--odd"]');
    expect((await check('-r', 'odd.rules', '--', '--odd', 'x')).stdout).toContain('"matchedPrefix":["--odd"]');
  });
});

describe('prefix_rule', () => {
  test('13: the decision is allow unless said otherwise', () => {
    expect(answer(PUSH, ['git', 'push'])).toMatchObject({ decision: 'allow' });
  });

  test.each(['deny', 'prompt-user', 'Allow', 'ask', ''])('14 to 16: %j is no decision', (decision) => {
    expect(faultsOf(`prefix_rule(pattern = ["a"], decision = "${decision}")`)).toEqual([expect.stringContaining('is not a decision')]);
  });

  test('17: None is no decision', () => {
    expect(faultsOf('prefix_rule(pattern = ["a"], decision = None)')).toEqual([
      'the parameter `decision` takes a `string`, not `None` of type `NoneType`',
    ]);
  });

  test.each([
    ['18', '[]', 'the pattern is empty'],
    ['19', '[[]]', 'has no alternatives'],
    ['21', '("a", "b")', 'takes a `list`, not'],
    ['22', '"git push"', 'takes a `list`, not'],
    ['23', '[1]', 'of type `int`'],
  ])('%s: the pattern %s is refused', (_, pattern, message) => {
    expect(faultsOf(`prefix_rule(pattern = ${pattern})`)).toEqual([expect.stringContaining(message)]);
  });

  test('20: one alternative is as good as the text', () => {
    expect(answer('prefix_rule([["solo"]])', ['solo', 'x'])).toEqual({ matchedRules: [match(['solo'])], decision: 'allow' });
  });

  test('24: an empty token matches an empty word', () => {
    expect(answer('prefix_rule([""])', ['', 'x'])).toEqual({ matchedRules: [match([''])], decision: 'allow' });
    expect(answer('prefix_rule([""])', ['x'])).toEqual({ matchedRules: [] });
  });

  test('25 and 26: the same alternative twice matches twice in the first place, and once in others', () => {
    expect(answer('prefix_rule([["a", "a"], "b"])', ['a', 'b'])).toEqual({
      matchedRules: [match(['a', 'b']), match(['a', 'b'])],
      decision: 'allow',
    });
    expect(answer('prefix_rule(["a", ["b", "b"]])', ['a', 'b'])).toEqual({ matchedRules: [match(['a', 'b'])], decision: 'allow' });
  });

  test('27: a blank justification is refused', () => {
    expect(faultsOf('prefix_rule(["a"], justification = "  ")')).toEqual([expect.stringContaining('the justification is blank')]);
  });

  test('28 and 29: an unknown argument is refused', () => {
    expect(faultsOf('prefix_rule(["a"], decison = "allow")')).toEqual([
      '`prefix_rule` has no parameter `decison` (did you mean `decision`?)',
    ]);
    expect(faultsOf('prefix_rule(["a"], reviewer = "x")')).toEqual([expect.stringContaining('`reviewer`')]);
  });

  test('30: all may be given by position', () => {
    expect(answer('prefix_rule(["a"], "prompt", ["a"], ["b"], "j")', ['a'])).toEqual({
      matchedRules: [match(['a'], 'prompt', { justification: 'j' })],
      decision: 'prompt',
    });
  });
});

describe('examples', () => {
  test.each([
    ['31', `["a 'x"]`],
    ['31', '["a \\\\"]'],
    ['32', '[""]'],
    ['32', '["# a"]'],
    ['32', '[[]]'],
    ['33', '"a b"'],
    ['33', '[("a", "b")]'],
    ['34', '["b"]'],
  ])('%s: match = %s is refused', (_, examples) => {
    expect(loads(`prefix_rule(["a"], match = ${examples})`)).toBe(false);
  });

  test('32: no examples are fine', () => {
    expect(loads('prefix_rule(["a"], match = [], not_match = [])')).toBe(true);
  });

  test('34: every example that does not match is reported with its place', () => {
    expect(ask(['prefix_rule(\n  ["a"],\n  match = ["a x", "b", ["c", "d"]],\n)'], { argv: ['a'] })).toEqual({
      faults: ['RL006 r0.rules:3:19', 'RL006 r0.rules:3:24'],
    });
  });

  test('35: an example under not_match that matches is refused', () => {
    expect(faultsOf('prefix_rule(["a"], not_match = ["a x"])')).toEqual([
      'the rule `a` matches `a x`, which stands under `not_match` (make the pattern longer, or remove the example)',
    ]);
  });

  test('36: only the rules of the same call count', () => {
    expect(loads('prefix_rule(["a"])\nprefix_rule(["b"], not_match = ["a"])')).toBe(true);
    expect(loads('prefix_rule(["a"])\nprefix_rule(["b"], match = ["a"])')).toBe(false);
  });

  test('a host_executable below the rule, or in a file before, counts; one in a file behind does not', () => {
    const rule = 'prefix_rule(["git"], not_match = ["/b/git x"])';
    const host = 'host_executable("git", ["/a/git"])';
    expect(loads(`${rule}\n${host}`)).toBe(true);
    expect(loads(host, rule)).toBe(true);
    expect(loads(rule, host)).toBe(false);
  });
});

describe('several rules', () => {
  test('37: forbidden and allow of two files make forbidden with two matches', () => {
    expect(answer(['prefix_rule(["a"], "forbidden")', 'prefix_rule(["a"])'], ['a'])).toEqual({
      matchedRules: [match(['a'], 'forbidden'), match(['a'])],
      decision: 'forbidden',
    });
  });

  test('38 and 39: matches stand in the order of their definition; a longer allow does not override', () => {
    expect(answer('prefix_rule(["a", "b"])\nprefix_rule(["a"], "forbidden")\nprefix_rule(["a", "b"], "prompt")', ['a', 'b'])).toEqual({
      matchedRules: [match(['a', 'b']), match(['a'], 'forbidden'), match(['a', 'b'], 'prompt')],
      decision: 'forbidden',
    });
  });

  test('40 and 41: options are not looked through, and case counts', () => {
    expect(answer(PUSH, ['git', '-C', '.', 'push'])).toEqual({ matchedRules: [] });
    expect(answer(PUSH, ['GIT', 'push'])).toEqual({ matchedRules: [] });
  });
});

describe('the language', () => {
  test.each([
    ['42', 'for p in ["a", "b"]:\n  prefix_rule([p])'],
    ['43', '[prefix_rule([p]) for p in ["a"]]'],
    ['44', 'x = "a"\nprefix_rule([f"{x}"])'],
    ['50', 'x = "a"\r\nprefix_rule([x])\r\n'],
  ])('%s: %j loads', (_, text) => {
    expect(answer(text, ['a'])).toMatchObject({ decision: 'allow' });
  });

  test.each([
    ['45', 'load("x.rules", "y")'],
    ['46', 'print("x")'],
    ['47', 'while True:\n  pass'],
    ['48', 'for x in [1]:\n\tprefix_rule(["a"])'],
    ['49', '\uFEFFprefix_rule(["a"])'],
    ['52', 'fail("x")'],
  ])('%s: %j does not load', (_, text) => {
    expect(loads(text)).toBe(false);
  });

  test('51: variables do not cross files', () => {
    expect(loads('x = "a"\nprefix_rule([x])', 'prefix_rule([x])')).toBe(false);
  });

  test('52: the message of fail is shown', () => {
    expect(faultsOf('fail("no", 1)')).toEqual(['fail: no 1']);
  });

  test('53: a shell is a program like others', () => {
    expect(answer(PUSH, ['bash', '-lc', 'git push'])).toEqual({ matchedRules: [] });
  });
});

describe('network_rule', () => {
  const rule = (host: string, protocol = 'https', decision = 'allow') => `network_rule("${host}", "${protocol}", "${decision}")`;

  test.each(['a.com:443', 'A.com.', ' a.com ', '[::1]', '[::1]:80', '::1', '127.0.0.1:8080', 'bücher.de', '-'])('55: host %j', (host) => {
    expect(loads(rule(host))).toBe(true);
  });

  test.each(['*.a.com', 'http://a.com', 'a.com/', 'a.com?x', 'a.com#x', 'a b', '', ' ', '.', '[::1', '[::1]x', '[]'])(
    '54 and 56: not %j',
    (host) => {
      expect(loads(rule(host))).toBe(false);
    },
  );

  test('57: deny means forbidden here, ask nothing', () => {
    expect(loads(rule('a.com', 'http', 'deny'))).toBe(true);
    expect(loads(rule('a.com', 'http', 'ask'))).toBe(false);
  });

  test('58: protocols', () => {
    const known = ['http', 'https', 'https_connect', 'http-connect', 'socks5_tcp', 'socks5_udp'];
    expect(known.filter((protocol) => loads(rule('a.com', protocol)))).toEqual(known);
    expect(['tcp', 'HTTP', '', 'ws'].filter((protocol) => loads(rule('a.com', protocol)))).toEqual([]);
  });

  test('59: a decision is needed', () => {
    expect(faultsOf('network_rule("a.com", "http")')).toEqual(['`network_rule` needs `decision`']);
  });
});

describe('host_executable', () => {
  const git = 'prefix_rule(["git"])\n';

  test.each([
    ['60', 'host_executable("git", ["~/git"])'],
    ['61', 'host_executable("git", ["/a/hg"])'],
    ['61', 'host_executable("git", ["/a/git/.."])'],
    ['62', 'host_executable("/a/git", ["/a/git"])'],
    ['62', 'host_executable("", [])'],
    ['62', 'host_executable("..", [])'],
  ])('%s: %s is refused', (_, text) => {
    expect(loads(text)).toBe(false);
  });

  test('63: without an entry any path is believed', () => {
    expect(answer(git, ['/opt/git'], true)).toEqual({
      matchedRules: [match(['git'], 'allow', { resolvedProgram: '/opt/git' })],
      decision: 'allow',
    });
  });

  test('64: with no paths none is', () => {
    expect(answer(`${git}host_executable("git", [])`, ['/usr/bin/git'], true)).toEqual({ matchedRules: [] });
  });

  test('65: a second entry replaces the first', () => {
    const text = `${git}host_executable("git", ["/a/git"])\nhost_executable("git", ["/b/git"])`;
    expect(answer(text, ['/a/git'], true)).toEqual({ matchedRules: [] });
    expect(answer(text, ['/b/git'], true)).toMatchObject({ decision: 'allow' });
  });

  test.each([
    ['66', '/usr/bin/../bin/git', '/usr/bin/git'],
    ['67', './git', '/lab/cwd/git'],
    ['67', 'bin/git/', '/lab/cwd/bin/git'],
    ['67', '~/bin/git', '/lab/home/bin/git'],
  ])('%s: %s is %s', (_, program, path) => {
    expect(answer(git, [program], true)).toEqual({ matchedRules: [match(['git'], 'allow', { resolvedProgram: path })], decision: 'allow' });
  });

  test('68: a rule for the path hides those for the name, unless it does not match the rest', () => {
    const text = 'prefix_rule(["git"], "forbidden")\nprefix_rule(["/usr/bin/git", "status"])';
    expect(answer(text, ['/usr/bin/git', 'status'], true)).toEqual({
      matchedRules: [match(['/usr/bin/git', 'status'])],
      decision: 'allow',
    });
    expect(answer(text, ['/usr/bin/git', 'push'], true)).toMatchObject({ decision: 'forbidden' });
  });

  test('69: a suffix of Windows counts on Linux', () => {
    expect(answer(git, ['/usr/bin/git.exe'], true)).toEqual({ matchedRules: [] });
    expect(answer(git, ['git.exe'], true)).toEqual({ matchedRules: [] });
  });
});
