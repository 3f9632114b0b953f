import { describe, expect, test } from 'vitest';
import { formatDiagnostic, type Profile, parseToml } from '../../src/base/index.ts';
import { parseRequirementRules, type RequirementRules } from '../../src/rules/requirement-rules.ts';

async function parse(text: string, profile: Profile = 'strict', layer?: string): Promise<RequirementRules> {
  const { value, diagnostics } = await parseToml('req.toml', text);
  expect(diagnostics).toEqual([]);
  if (!value) throw new Error('no document');
  return parseRequirementRules(value, profile, layer);
}

const rule = (text: string) => `[rules]\nprefix_rules = [\n  ${text},\n]\n`;

async function faults(text: string, profile: Profile = 'strict'): Promise<string[]> {
  const { value, diagnostics } = await parse(text, profile);
  expect(value).toEqual([]);
  return diagnostics.map((each) => formatDiagnostic(each));
}

describe('rules of requirements', () => {
  test('a file without rules has none', async () => expect(await parse('a = 1')).toEqual({ value: [], diagnostics: [] }));

  test('tokens, alternatives, justification, canonical matching, place and layer', async () => {
    const text = rule(
      '{ pattern = [{ token = "git" }, { any_of = ["push", "commit"] }], decision = "prompt", justification = " why ", canonical_matching = true }',
    );
    expect(await parse(text, 'strict', 'system requirements')).toEqual({
      value: [
        {
          pattern: [{ any: ['git'] }, { any: ['push', 'commit'] }],
          decision: 'prompt',
          justification: ' why ',
          canonical: true,
          origin: { source: 'req.toml', line: 3, column: 3, layer: 'system requirements' },
        },
      ],
      diagnostics: [],
    });
  });

  test('`prompt-user` is a prompt that a person must answer; tables in their long form count as well', async () => {
    expect(await parse('[[rules.prefix_rules]]\ndecision = "prompt-user"\n[[rules.prefix_rules.pattern]]\ntoken = "rm"\n')).toEqual({
      value: [
        { pattern: [{ any: ['rm'] }], decision: 'prompt', approvalKind: 'human', origin: { source: 'req.toml', line: 1, column: 3 } },
      ],
      diagnostics: [],
    });
  });

  test('`canonical_matching = false` is the default', async () => {
    const { value } = await parse(rule('{ pattern = [{ token = "a" }], decision = "forbidden", canonical_matching = false }'));
    expect(value).toEqual([{ pattern: [{ any: ['a'] }], decision: 'forbidden', origin: { source: 'req.toml', line: 3, column: 3 } }]);
  });
});

describe('subtokens', () => {
  const TEXT = rule('{ pattern = [{ token = "git", subtokens = ["push", "force"] }], decision = "forbidden" }');
  const origin = { source: 'req.toml', line: 3, column: 3 };

  test('strict reads them and says what Codex would do', async () => {
    const { value, diagnostics } = await parse(TEXT, 'strict');
    expect(value).toEqual([{ pattern: [{ any: ['git'], subtokens: ['push', 'force'] }], decision: 'forbidden', origin }]);
    expect(diagnostics.map((each) => formatDiagnostic(each))).toEqual([
      'req.toml:3:33: warning CF020: Codex ignores `subtokens` and applies this rule to every `git`; here the arguments must contain `push`, ' +
        'then `force` (for the same answer in both, write the words as tokens of the pattern)',
    ]);
  });

  test('codex ignores them, whatever they are', async () => {
    for (const text of [TEXT, TEXT.replace('["push", "force"]', '5')]) {
      const { value, diagnostics } = await parse(text, 'codex');
      expect(value).toEqual([{ pattern: [{ any: ['git'] }], decision: 'forbidden', origin }]);
      expect(diagnostics.map(({ code, severity, place }) => ({ code, severity, place }))).toEqual([
        { code: 'CF013', severity: 'warning', place: { source: 'req.toml', line: 3, column: 33 } },
      ]);
    }
  });

  test.each(['5', '[]', '[" "]', '"push"'])('strict refuses `subtokens = %s`', async (value) => {
    expect(await faults(TEXT.replace('["push", "force"]', value))).toHaveLength(1);
  });
});

/** Claims 123 to 129 of the semantics sheet, and their neighbours: refused by both profiles. */
describe('refused', () => {
  test.each([
    ['[rules]', 'req.toml:1:2: error CF012: `rules` lacks the key `prefix_rules` (add `prefix_rules`)'],
    ['rules = []', 'req.toml:1:9: error CF010: `rules`: expected a table, got a list'],
    ['[[rules]]\npattern = []', 'req.toml:1:3: error CF010: `rules`: expected a table, got a list'],
    ['[rules]\nprefix_rules = []', 'req.toml:2:16: error CF014: `rules.prefix_rules`: must not be empty'],
    ['[rules]\nprefix_rules = "x"', 'req.toml:2:16: error CF010: `rules.prefix_rules`: expected a list, got a string'],
    ['[rules]\nprefix_rules = [1]', 'req.toml:2:17: error CF010: `rules.prefix_rules[0]`: expected a table, got a whole number'],
    [
      rule('{ pattern = [{ token = "a" }], decision = "allow" }'),
      'req.toml:3:45: error CF014: `rules.prefix_rules[0].decision`: `allow` would do nothing here, because rules merge to the strictest; use ' +
        '`prompt`, `prompt-user` or `forbidden`, or a `.rules` file',
    ],
    [
      rule('{ pattern = [{ token = "a" }], decision = "deny" }'),
      'req.toml:3:45: error CF011: `rules.prefix_rules[0].decision`: unknown value `deny`, expected one of `allow`, `prompt`, `prompt-user`, `forbidden`',
    ],
    [
      rule('{ pattern = [{ token = "a" }] }'),
      'req.toml:3:3: error CF012: `rules.prefix_rules[0]` lacks the key `decision` (add `decision`)',
    ],
    [
      rule('{ pattern = ["a"], decision = "prompt" }'),
      'req.toml:3:16: error CF010: `rules.prefix_rules[0].pattern[0]`: expected a table, got a string',
    ],
    [rule('{ pattern = [], decision = "prompt" }'), 'req.toml:3:15: error CF014: `rules.prefix_rules[0].pattern`: must not be empty'],
    [
      rule('{ pattern = [{ token = "a", any_of = ["b"] }], decision = "prompt" }'),
      'req.toml:3:16: error CF014: `rules.prefix_rules[0].pattern[0]`: must have exactly one of `token` and `any_of`',
    ],
    [
      rule('{ pattern = [{ }], decision = "prompt" }'),
      'req.toml:3:16: error CF014: `rules.prefix_rules[0].pattern[0]`: must have exactly one of `token` and `any_of`',
    ],
    [
      rule('{ pattern = [{ token = " " }], decision = "prompt" }'),
      'req.toml:3:26: error CF014: `rules.prefix_rules[0].pattern[0].token`: must not be blank',
    ],
    [
      rule('{ pattern = [{ any_of = ["a", ""] }], decision = "prompt" }'),
      'req.toml:3:33: error CF014: `rules.prefix_rules[0].pattern[0].any_of[1]`: must not be blank',
    ],
    [
      rule('{ pattern = [{ any_of = [] }], decision = "prompt" }'),
      'req.toml:3:27: error CF014: `rules.prefix_rules[0].pattern[0].any_of`: must not be empty',
    ],
    [
      rule('{ pattern = [{ token = "a" }], decision = "prompt", justification = "\\t" }'),
      'req.toml:3:71: error CF014: `rules.prefix_rules[0].justification`: must not be blank',
    ],
    [
      rule('{ pattern = [{ token = "a" }], decision = "prompt", canonical_matching = "yes" }'),
      'req.toml:3:76: error CF010: `rules.prefix_rules[0].canonical_matching`: expected true or false, got a string',
    ],
  ])('%s', async (text, expected) => {
    for (const profile of ['strict', 'codex'] as const) expect(await faults(text, profile)).toEqual([expected]);
  });

  test('one bad rule drops all, and every fault is told in the order of the file', async () => {
    expect(
      await faults(
        '[rules]\nprefix_rules = [\n{ pattern = [{ token = "a" }], decison = "prompt" },\n{ pattern = [{ tokn = "b" }], decision = "forbid" },\n]\n',
      ),
    ).toEqual([
      'req.toml:3:1: error CF012: `rules.prefix_rules[0]` lacks the key `decision` (add `decision`)',
      'req.toml:3:32: warning CF013: unknown key `rules.prefix_rules[0].decison`, which is ignored (did you mean `decision`?)',
      'req.toml:4:14: error CF014: `rules.prefix_rules[1].pattern[0]`: must have exactly one of `token` and `any_of`',
      'req.toml:4:16: warning CF013: unknown key `rules.prefix_rules[1].pattern[0].tokn`, which is ignored (did you mean `token`?)',
      'req.toml:4:42: error CF011: `rules.prefix_rules[1].decision`: unknown value `forbid`, expected one of `allow`, `prompt`, `prompt-user`, `forbidden`',
    ]);
  });

  test('a file of faults is reported up to a limit, errors before warnings', async () => {
    const many = Array.from({ length: 150 }, () => '{ pattern = [{ token = "a" }], decision = 1, x = 1 }').join(',\n');
    const { diagnostics } = await parse(`[rules]\nprefix_rules = [\n${many}\n]\n`);
    expect(diagnostics.map((each) => each.code)).toEqual([...Array.from({ length: 100 }, () => 'CF010'), 'CF015']);
    expect(diagnostics.at(-1)?.message).toBe('200 more faults in `req.toml`');
  });
});
