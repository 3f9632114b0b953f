/** What the functions of a rules file make: rules with their places, and our own `portcullis_rule`. */
import { describe, expect, test } from 'vitest';
import { parseRules, type RuleSet } from '../../src/rules/index.ts';
import { faultsOf, loads } from '../support/rules.ts';

function rulesOf(text: string): RuleSet {
  const { value, diagnostics } = parseRules([{ source: 'a.rules', text, layer: 'team rules' }]);
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join());
  return value;
}

const at = (line: number, column: number) => ({ source: 'a.rules', line, column, layer: 'team rules' });

test('a rule knows its layer, file, line and column', () => {
  expect(rulesOf('x = 1\nprefix_rule(["a", ["b", "c"]], "prompt", justification = "why")\nif x: prefix_rule(["d"])')).toEqual({
    prefixRules: [
      { pattern: [{ any: ['a'] }, { any: ['b', 'c'] }], decision: 'prompt', justification: 'why', origin: at(2, 1) },
      { pattern: [{ any: ['d'] }], decision: 'allow', origin: at(3, 7) },
    ],
    networkRules: [],
    hostExecutables: [],
  });
});

test('network rules are kept in order, their hosts normalised', () => {
  const text =
    'network_rule(" A.Example.COM.:443 ", "https_connect", "deny", "why")\nnetwork_rule("[2001:DB8::1]:80", "socks5_udp", "prompt")';
  expect(rulesOf(text).networkRules).toEqual([
    { host: 'a.example.com', protocol: 'https', decision: 'forbidden', justification: 'why', origin: at(1, 1) },
    { host: '2001:db8::1', protocol: 'socks5_udp', decision: 'prompt', origin: at(2, 1) },
  ]);
});

test('paths of programs are kept in their shortest form, each once', () => {
  expect(rulesOf('host_executable("git", ["/usr/bin/git", "/usr//bin/./git", "/opt/x/../git/"])').hostExecutables).toEqual([
    { name: 'git', paths: ['/usr/bin/git', '/opt/git'], origin: at(1, 1) },
  ]);
});

describe('portcullis_rule', () => {
  test('says what prefix_rule cannot', () => {
    const text = `portcullis_rule(
  ["git", "push"],
  decision = "allow",
  id = "team/push.1",
  expires = "2028-02-29",
  justification = "why",
  match = ["git push origin"],
  not_match = [["git", "pull"]],
  options = ["--dry-run", "-n"],
  reads = ["**/*.key"],
  writes = ["/srv/**"],
  deletes = ["build/**"],
  hosts = ["*.example.com", "10.0.0.1"],
  env = ["GIT_SSH_COMMAND"],
  sandbox = "off",
)`;
    expect(rulesOf(text).prefixRules).toEqual([
      {
        pattern: [{ any: ['git'] }, { any: ['push'] }],
        decision: 'allow',
        id: 'team/push.1',
        expires: '2028-02-29',
        justification: 'why',
        sandbox: 'off',
        conditions: {
          options: ['--dry-run', '-n'],
          reads: ['**/*.key'],
          writes: ['/srv/**'],
          deletes: ['build/**'],
          hosts: ['*.example.com', '10.0.0.1'],
          env: ['GIT_SSH_COMMAND'],
        },
        origin: at(1, 1),
      },
    ]);
  });

  test.each([
    ['id = ""', 'an id'],
    ['id = "a b"', 'an id'],
    ['expires = "2027-02-29"', 'a date'],
    ['expires = "2027-1-1"', 'a date'],
    ['expires = "tomorrow"', 'a date'],
    ['sandbox = "on"', 'not a value of `sandbox`'],
    ['decision = "prompt", sandbox = "off"', 'cannot lift the sandbox'],
    ['options = []', 'is empty'],
    ['options = ["force"]', 'is not an option'],
    ['options = ["--force=yes"]', 'is not an option'],
    ['options = [1]', 'of type `int`'],
    ['options = "--force"', 'takes a `list`'],
    ['writes = [""]', 'is blank'],
    ['hosts = ["http://a.com"]', '`http://a.com`'],
    ['env = ["A=1"]', 'is not the name of a variable'],
    ['not_match = ["a x"]', 'stands under `not_match`'],
    ['canonical_matching = True', 'has no parameter'],
    ['option = ["-x"]', 'did you mean `options`?'],
  ])('refuses %s', (argument, message) => {
    expect(faultsOf(`portcullis_rule(["a"], ${argument})`)).toEqual([expect.stringContaining(message)]);
  });
});

test.each(['id', 'expires', 'options', 'sandbox', 'hosts'])('prefix_rule does not know `%s`', (name) => {
  expect(loads(`prefix_rule(["a"], ${name} = ["x"])`)).toBe(false);
  expect(loads(`prefix_rule(["a"], ${name} = "x")`)).toBe(false);
});

test('nothing of several files is used where one has errors, and all errors are told', () => {
  const { value, diagnostics } = parseRules([
    { source: 'a', text: 'prefix_rule(["a"])' },
    { source: 'b', text: 'prefix_rule([])' },
    { source: 'c', text: 'prefix_rule(["c"], match = ["d"])' },
  ]);
  expect(value).toBeNull();
  expect(diagnostics.map(({ code, place }) => [code, place?.source])).toEqual([
    ['RL005', 'b'],
    ['RL006', 'c'],
  ]);
});

test('no more than a hundred examples of a file are listed', () => {
  const { diagnostics } = parseRules([{ source: 'a', text: 'prefix_rule(["a"], match = ["b"] * 150)' }]);
  expect(diagnostics.length).toBe(101);
  expect(diagnostics.at(-1)?.message).toBe('50 more faults in `a`');
});
