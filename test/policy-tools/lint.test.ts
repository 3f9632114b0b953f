/** What `portcullis lint` finds in policies that load; each finding with the one thing that makes it go away. */
import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../src/base/index.ts';
import { type ConfigLayerType, loadRequirements, mergeConfig, parseConfigLayer, resolveSettings } from '../../src/config/index.ts';
import { type LintedFile, type LintedRules, type LintSubject, lintPolicy } from '../../src/policy-tools/index.ts';
import { parseRules } from '../../src/rules/index.ts';

interface Policy {
  readonly requirements?: string;
  readonly config?: string;
  readonly configType?: ConfigLayerType;
  readonly rules?: string;
  readonly rulesType?: LintedRules['type'];
  readonly files?: readonly LintedFile[];
}

async function subjectOf({
  requirements,
  config = '',
  configType = 'user',
  rules = '',
  rulesType = 'user',
  files = [],
}: Policy): Promise<LintSubject> {
  const layer = await parseConfigLayer({ type: configType, name: configType, source: 'config.toml', text: config }, 'strict');
  const sources =
    requirements === undefined
      ? []
      : [{ type: 'system' as const, name: 'system requirements', source: 'req.toml', text: requirements, folder: '/etc/codex' }];
  const required = await loadRequirements(sources, { profile: 'strict', hostname: null });
  const parsed = parseRules([{ source: 'a.rules', text: rules }]);
  if (!layer.value || !required.value || !parsed.value) {
    throw new Error(
      [...layer.diagnostics, ...required.diagnostics, ...parsed.diagnostics].map((each) => formatDiagnostic(each)).join('\n'),
    );
  }
  const merged = mergeConfig([layer.value]);
  return {
    rules: [
      { type: rulesType, rules: parsed.value },
      { type: 'requirements', rules: { prefixRules: required.value.rules, networkRules: [], hostExecutables: [] } },
    ],
    requirements: required.value,
    config: merged,
    settings: resolveSettings({ config: merged, requirements: required.value, trust: null }).value,
    layers:
      requirements === undefined
        ? []
        : [{ kind: 'requirements', type: 'system', name: 's', path: 'req.toml', state: 'active', digest: 'x', inForce: 'x' }],
    files,
    today: '2026-11-20',
  };
}

async function lint(policy: Policy): Promise<string[]> {
  const found = lintPolicy(await subjectOf(policy));
  return found
    .filter(({ code }) => code !== 'CF111' && code !== 'CF115')
    .map(({ code, message, place }) => `${place ? `${place.source}:${place.line} ` : ''}${code} ${message}`);
}

const allow = (...words: string[]) => `prefix_rule(pattern = ${JSON.stringify(words)}, decision = "allow")\n`;
const prompt = (...words: string[]) => `prefix_rule(pattern = ${JSON.stringify(words)}, decision = "prompt")\n`;
const forbid = (...words: string[]) => `prefix_rule(pattern = ${JSON.stringify(words)}, decision = "forbidden")\n`;

test('a policy with nothing in it has nothing wrong with it', async () => expect(await lint({})).toEqual([]));

describe('rules', () => {
  test.each([[['python3']], [['bash', '-c']], [['xargs']], [['env']], [['nohup']], [['awk']], [['node', '-e']]])(
    'an allow for %j runs whatever it is given',
    async (words) => {
      expect((await lint({ rules: allow(...words) })).map((line) => line.split(' ')[1])).toEqual(['CF103']);
    },
  );

  test.each([
    [['git', 'status']],
    [['ls']],
    [['python3', 'build.py']],
    [['python3', '-m', 'pytest']],
    [['nohup', 'ls']],
    [['xargs', 'ls']],
  ])('an allow for %j does not', async (words) => expect(await lint({ rules: allow(...words) })).toEqual([]));

  test('the same rule as prompt or forbidden is fine', async () =>
    expect(await lint({ rules: prompt('python3') + forbid('bash') })).toEqual([]));

  test('an allow below a stricter rule never allows, wherever they stand', async () => {
    for (const rules of [forbid('git') + allow('git', 'push'), allow('git', 'push') + forbid('git')]) {
      const line = rules.startsWith('prefix_rule(pattern = ["git"]') ? [2, 1] : [1, 2];
      expect(await lint({ rules })).toEqual([
        `a.rules:${line[0]} CF104 this rule never allows \`git push\`: the forbidden rule for \`git\` (a.rules:${line[1]}) matches it too`,
      ]);
    }
  });

  test('requirements contradict user rules', async () => {
    const requirements = '[rules]\nprefix_rules = [{ pattern = [{ any_of = ["rm", "rmdir"] }], decision = "prompt" }]';
    expect(await lint({ requirements, rules: allow('rm', '-r') })).toEqual([
      'a.rules:1 CF104 this rule never allows `rm -r`: the prompt rule for `rm|rmdir` (req.toml:2) matches it too',
    ]);
  });

  test('a repeated rule, and one that a wider or stricter one covers, has no effect', async () => {
    expect(
      await lint({ rules: prompt('git', 'push') + prompt('git', 'push') + prompt('git', 'push', '-f') + forbid('git', 'push', '-f') }),
    ).toEqual([
      'a.rules:2 CF105 this rule for `git push` has no effect: the prompt rule for `git push` (a.rules:1) matches whatever it matches',
      'a.rules:3 CF105 this rule for `git push -f` has no effect: the prompt rule for `git push` (a.rules:1) matches whatever it matches',
    ]);
  });

  test('rules that overlap without covering each other are fine', async () => {
    const rules =
      'prefix_rule(pattern = ["git", ["push", "fetch"]], decision = "prompt")\nprefix_rule(pattern = ["git", ["push", "pull"]], decision = "forbidden")\n';
    expect(await lint({ rules })).toEqual([]);
  });

  test('subtokens narrow a rule, so it covers nothing', async () => {
    const requirements = '[rules]\nprefix_rules = [{ pattern = [{ token = "git", subtokens = ["push"] }], decision = "forbidden" }]';
    expect(await lint({ requirements, rules: allow('git', 'status') })).toEqual([]);
  });

  test('thousands of rules of one program are compared within a bound, and that is said', async () => {
    const rules = `[prefix_rule(pattern = ["git", "x" + str(i)], decision = "prompt") for i in range(3000)]\n`;
    expect(await lint({ rules })).toEqual(['CF112 only the first 2000000 pairs of rules were compared']);
  });

  test('an expired allow is told', async () => {
    const rules = (date: string) => `portcullis_rule(pattern = ["make"], decision = "allow", expires = "${date}")\n`;
    expect(await lint({ rules: rules('2026-11-19') })).toEqual(['a.rules:1 CF110 this rule expired on 2026-11-19']);
    expect(await lint({ rules: rules('2026-11-20') })).toEqual([]);
  });

  test('a rule that lifts the sandbox, under requirements that keep it', async () => {
    const rules = 'portcullis_rule(pattern = ["deploy"], sandbox = "off")\n';
    expect(await lint({ rules, requirements: '[portcullis]\nallow_sandbox_off = false' })).toEqual([
      'a.rules:1 CF114 this rule cannot take `deploy` out of the sandbox: system requirements (req.toml:2:21) keeps it there',
    ]);
    expect(await lint({ rules })).toEqual([]);
  });

  test('a prompt under `never` is forbidden', async () => {
    expect(await lint({ rules: prompt('make'), config: 'approval_policy = "never"' })).toEqual([
      'a.rules:1 CF107 this rule prompts for `make`, but under approval policy `never` that is forbidden',
    ]);
    expect(await lint({ rules: prompt('make'), config: 'approval_policy = "on-request"' })).toEqual([]);
  });
});

describe('requirements and configuration', () => {
  test('full-auto through managed defaults', async () => {
    const config = 'approval_policy = "never"\nsandbox_mode = "danger-full-access"';
    expect(await lint({ config, configType: 'legacy-file' })).toEqual([
      'config.toml:1 CF100 `approval_policy = "never"` puts everybody on full-auto',
      'config.toml:2 CF100 `sandbox_mode = "danger-full-access"` puts everybody on full-auto',
    ]);
    expect(await lint({ config, configType: 'user' })).toEqual([]);
  });

  test('security left to the configuration of a team', async () => {
    expect(await lint({ rules: forbid('rm'), rulesType: 'project' })).toEqual([
      'a.rules:1 CF101 what must not run is only said by the rules of a project, which every developer can override',
    ]);
    expect(await lint({ rules: forbid('rm'), rulesType: 'system' })).toEqual([]);
    const requirements = '[rules]\nprefix_rules = [{ pattern = [{ token = "sudo" }], decision = "forbidden" }]';
    expect(await lint({ rules: forbid('rm'), rulesType: 'project', requirements })).toEqual([]);
  });

  test.each([
    [
      'allowed_approval_policies = ["untrusted", "on-request", "never"]\nallowed_sandbox_modes = ["read-only"]',
      '`allowed_approval_policies` allows every policy',
    ],
    [
      'allowed_sandbox_modes = ["read-only", "workspace-write", "danger-full-access"]\nallowed_approval_policies = ["on-request"]',
      '`allowed_sandbox_modes` allows every mode',
    ],
    ['allowed_web_search_modes = ["cached", "indexed", "live"]', '`allowed_web_search_modes` allows every mode'],
    ['allowed_login_methods = ["chatgpt", "api"]', '`allowed_login_methods` allows every method'],
    ['[features]', '`[features]` names no feature'],
    ['[experimental_network]\nallowed_domains = ["a.com"]', '`[experimental_network]` is not enabled, so its lists are not in force'],
    ['[permissions.filesystem]\ndeny_read = []', '`deny_read` names no path'],
  ])('a requirement that constrains nothing: %j', async (requirements, message) => {
    expect((await lint({ requirements })).map((line) => line.replace(/^\S+ /, ''))).toEqual([`CF102 ${message}, so it constrains nothing`]);
  });

  test('a file that requires nothing', async () => {
    expect(await lint({ requirements: '# nothing\n' })).toEqual(['CF102 `req.toml` requires nothing']);
    expect(await lint({ requirements: 'allow_appshots = false' })).toEqual([]);
  });

  test('requirements that permit full-auto', async () => {
    expect(await lint({ requirements: 'allowed_approval_policies = ["on-request", "never"]' })).toEqual([
      'req.toml:1 CF109 these requirements allow approval policy `never` together with full access',
    ]);
    for (const also of ['allowed_sandbox_modes = ["read-only"]', '[permissions.filesystem]\ndeny_read = ["/x"]']) {
      expect(await lint({ requirements: `allowed_approval_policies = ["on-request", "never"]\n${also}` })).toEqual([]);
    }
  });

  test('denied paths that start in the folder of their file', async () => {
    const where = 'denies what lies below `/etc/codex`, the folder of this file, and nothing else';
    expect(await lint({ requirements: '[permissions.filesystem]\ndeny_read = ["**/.env", "key", "/**/.env", "~/.ssh"]' })).toEqual([
      `req.toml:2 CF117 \`**/.env\` ${where}`,
      `req.toml:2 CF117 \`key\` ${where}`,
    ]);
  });

  test.each([
    ['*.com', true],
    ['**.io', true],
    ['*.example.com', false],
    ['example.com', false],
  ])('a wildcard over a whole registry: %s', async (pattern, isTold) => {
    const requirements = `[experimental_network]\nenabled = true\n[experimental_network.domains]\n"${pattern}" = "allow"\n"*.org" = "deny"`;
    expect((await lint({ requirements })).map((line) => line.split(' ')[1])).toEqual(isTold ? ['CF106'] : []);
  });

  test('nobody sees how the agent is used', async () => {
    const codes = async (requirements: string) => lintPolicy(await subjectOf({ requirements })).map((each) => each.code);
    expect(await codes('allow_appshots = false')).toEqual(['CF111']);
    expect(await codes('[otel]\nexporter = { otlp-http = { endpoint = "https://x" } }')).toEqual([]);
  });
});

describe('files', () => {
  const file = (mode: number, uid: number, managed: boolean, link = false): LintedFile => ({
    path: '/etc/codex/requirements.toml',
    managed,
    link,
    stamp: { identity: 'x', changedMs: 0, size: 1, mode, uid },
  });

  test.each<[string, LintedFile, string[]]>([
    ['as it should be', file(0o100644, 0, true), []],
    ['the user’s own', file(0o100664, 1000, false), []],
    ['writable by all', file(0o100666, 0, true), ['can be changed by everybody', 'can be changed by its group']],
    ['writable by its group', file(0o100664, 0, true), ['can be changed by its group']],
    ['of a user', file(0o100644, 1000, true), ['does not belong to the administrator']],
    ['a link', file(0o100644, 0, true, true), ['is a link, and may lead to a file that others can change']],
    ['the user’s own, writable by all', file(0o100666, 1000, false), ['can be changed by everybody']],
  ])('%s', async (_, each, problems) => {
    expect(await lint({ files: [each] })).toEqual(problems.map((problem) => `CF108 \`/etc/codex/requirements.toml\` ${problem}`));
  });
});
