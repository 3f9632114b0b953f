import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';

const lines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const GIT = `[rules]
prefix_rules = [
  { pattern = [{ token = "git" }, { token = "push" }], decision = "forbidden", justification = "releases are made elsewhere" },
]
`;

describe('portcullis check', () => {
  it('answers the example of the README', async () => {
    const { code, stdout, stderr } = await runCli(['check', 'cd app && git push --force > out.log']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^forbidden {2}\S/);
    expect(stdout).toMatch(/^1 │ cd app && git push --force > out\.log\n {2}│ {11}\^+$/m);
    expect(stdout).toMatch(/^allow {6}cd app\n/m);
    expect(stdout).toMatch(/^forbidden {2}git push --force\n {11}starter policy:\d+:1 forbids /m);
    expect(stderr).toMatch(/^portcullis: forbidden: .*\n$/);
  });

  it('ends with 0 for allow and nothing else, with stderr empty', async () => {
    expect(await runCli(['check', 'ls'])).toEqual({ code: 0, stdout: expect.stringMatching(/^allow {6}/), stderr: '' });
    expect(await runCli(['check', 'git push'])).toMatchObject({ code: 2, stdout: expect.stringMatching(/^prompt {5}/) });
    expect(await runCli(['check', 'ls; "'])).toMatchObject({ code: 2, stdout: expect.stringMatching(/^prompt {5}/) });
  });

  it('names file and line of the rule that decides', async () => {
    const path = file('requirements.toml', GIT);
    const { code, stdout, stderr } = await runCli(['check', '--requirements', path, 'ls | git push > f']);
    expect(code).toBe(2);
    expect(stdout.split('\n')[0]).toBe(`forbidden  releases are made elsewhere (${path}:3)`);
    expect(stdout).toContain(`forbidden  git push\n           ${path}:3:3 forbids \`git push\`: releases are made elsewhere`);
    expect(stderr).toBe(`portcullis: forbidden: releases are made elsewhere (${path}:3)\n`);
  });

  it('gives the same answer as JSON', async () => {
    const { code, stdout } = await runCli(['check', '--json', 'cd app && git push --force']);
    expect(code).toBe(2);
    const [answer, ...rest] = lines(stdout);
    expect(rest).toEqual([]);
    expect(answer).toMatchObject({
      decision: 'forbidden',
      invocations: [
        { argv: ['cd', 'app'], decision: 'allow' },
        { argv: ['git', 'push', '--force'], decision: 'forbidden' },
      ],
    });
  });

  it('takes words behind `--` for a program and its arguments, without a shell', async () => {
    const { stdout } = await runCli(['check', '--json', '--', 'ls', '&& git push --force', '$x']);
    expect(lines(stdout)[0]).toMatchObject({ decision: 'allow', invocations: [{ argv: ['ls', '&& git push --force', '$x'] }] });
    expect((await runCli(['check', '--', 'ls'])).code).toBe(0);
    expect((await runCli(['check', '--', 'git', 'push', '--force'])).code).toBe(2);
  });

  it('forbids everything under a policy with an error, says where it is, and ends with 1', async () => {
    const broken = file('broken.toml', GIT.replace('"forbidden"', '"forbiden"'));
    const cases: readonly [readonly string[], RegExp][] = [
      [['--requirements', broken], /^.*broken\.toml:3:\d+: error CF\d{3}: .*`forbiden`.*did you mean `forbidden`\?/],
      [['--requirements', join(folder, 'absent.toml')], /^error CF008: .*absent\.toml` cannot be read: ENOENT/],
      [['--rules', join(folder, 'absent.rules')], /^error RL008: .*absent\.rules` cannot be read: ENOENT/],
    ];
    for (const [flags, stderr] of cases) {
      const result = await runCli(['check', ...flags, 'ls']);
      expect(result).toMatchObject({ code: 1, stdout: expect.stringMatching(/^forbidden {2}/) });
      expect(result.stderr).toMatch(stderr);
      expect(result.stderr).not.toMatch(/\n {4}at /);
    }
  });

  it('answers a batch, each request by its own policy', async () => {
    const requests: readonly Record<string, unknown>[] = [
      { id: 1, command: 'ls' },
      { id: 2, command: 'git push origin main', policy: { prefixRules: [{ pattern: ['git'] }] } },
      { id: 3, command: 'git push', policy: { requirements: [{ name: 'r.toml', text: GIT }] } },
      { id: 4, argv: ['git', 'push'], policy: { requirements: [{ name: 'r.toml', text: GIT }] } },
      { id: 5, command: 'ls', policy: { requirement: [] } },
      { id: 6, command: 'ls', profile: 'loose' },
      { id: 7, comand: 'ls' },
    ];
    const input = `${requests.map((each) => JSON.stringify(each)).join('\n')}\nnonsense\n`;
    const { code, stdout } = await runCli(['check', '--batch'], { stdin: input });
    const answers = lines(stdout);
    expect(answers.map(({ id, decision }) => [id, decision])).toEqual([
      [1, 'allow'],
      [2, 'allow'],
      [3, 'forbidden'],
      [4, 'forbidden'],
      [5, 'forbidden'],
      [6, 'forbidden'],
      [7, 'forbidden'],
      [null, 'forbidden'],
    ]);
    expect(answers.slice(4, 6).map(({ error }) => error)).toEqual([
      { line: 5, message: 'unknown field `policy.requirement`, did you mean `requirements`?' },
      { line: 6, message: '`profile` must be strict or codex' },
    ]);
    expect(answers[6]).toMatchObject({ reason: expect.stringMatching(/unknown field `comand`.*did you mean `command`/) });
    expect(code).toBe(1);
  });

  it.each([
    [['check'], 'missing required argument `command`;'],
    [['check', 'git', 'push'], 'several arguments; put the command in quotes, or `--` in front of a program;'],
    [['check', 'ls', '--', 'pwd'], 'several arguments; put the command in quotes, or `--` in front of a program;'],
    [['check', '--batch', 'ls'], '--batch reads its commands from stdin;'],
    [['check', '--approval-policy', 'nevr', 'ls'], '`nevr` is no approval policy, did you mean `never`?'],
    [['check', '--shell', 'bsh', 'ls'], '`bsh` is no shell that is known, did you mean `bash`?'],
    [['check', '--jsn', 'ls'], 'unknown option `--jsn`, did you mean `--json`?'],
    [
      ['check', '--sandbox', 'none', 'ls'],
      'option `--sandbox <mode>` argument `none` is invalid; choices are read-only, workspace-write, danger-full-access;',
    ],
  ])('refuses the call %j in one line', async (args, message) => {
    expect(await runCli(args)).toEqual({ code: 1, stdout: '', stderr: `portcullis check: ${message} see \`portcullis check --help\`\n` });
  });

  it('shows a command with control characters as it is, not as it wants to look', async () => {
    const { stdout, stderr } = await runCli(['check', "echo '\x1b[2K\u202e' \x9b"]);
    expect(stdout + stderr).toMatch(/^[^\p{Cf}\x1b\x9b]+$/u);
  });

  it('colours what people see only', async () => {
    const coloured = await runCli(['check', 'ls'], { env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout.startsWith('\x1b[32mallow\x1b[39m')).toBe(true);
    for (const env of [{}, { FORCE_COLOR: '1', NO_COLOR: '1' }])
      expect((await runCli(['check', 'ls'], { env })).stdout).not.toContain('\x1b');
  });
});
