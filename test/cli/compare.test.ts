/** `portcullis check --compare`: both profiles side by side. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';

const RULES = `prefix_rule(pattern=["git", "push"], decision="forbidden", justification="releases are made elsewhere")
prefix_rule(pattern=["git", "log"], decision="allow")
`;

let folder = '';
let rules = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portcullis-compare-'));
  rules = join(folder, 'team.rules');
  writeFileSync(rules, RULES);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compare = (...args: readonly string[]) => runCli(['check', '--rules', rules, '--compare', ...args]);

describe('portcullis check --compare', () => {
  it('shows both answers, and why they differ', async () => {
    expect(await compare('git push > out.log')).toEqual({
      code: 2,
      stdout: [
        `portcullis  forbidden  releases are made elsewhere (${rules}:1)`,
        'codex       allow      runs in the sandbox',
        '',
        'portcullis is stricter:',
        '- Codex treats the whole script as one opaque command because of `> out.log` at column 10; ' +
          'the rule forbidding `git push` does not apply there',
        '',
      ].join('\n'),
      stderr: `portcullis: forbidden: releases are made elsewhere (${rules}:1)\n`,
    });
  });

  it('ends with 0 only where both allow', async () => {
    expect(await compare('git log')).toEqual({
      code: 0,
      stdout:
        'portcullis  allow      every command is allowed by a rule or has no effect\ncodex       allow      runs outside the sandbox\n\nboth decide the same\n',
      stderr: '',
    });
    const removal = await compare('rm -rf build');
    expect(removal).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/^portcullis {2}allow .*\ncodex {7}prompt .*\n\ncodex is stricter:\n- /),
    });
    expect(removal.stderr).toBe('portcullis: prompt: Codex asks about every forced `rm` that no rule allows, as in `rm -rf build`\n');
  });

  it('gives the same as JSON', async () => {
    const { code, stdout } = await compare('--json', '--', 'git', '-C', '.', 'push');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      strict: { decision: 'forbidden' },
      codex: { profile: 'codex', decision: 'allow', sandboxed: true, commandLine: ['git', '-C', '.', 'push'] },
      stricter: 'strict',
      differences: [{ type: 'spelling', rule: { source: rules, line: 1, column: 1 } }],
    });
  });

  it('takes a sandbox for enforced unless told otherwise', async () => {
    expect(await compare('make')).toMatchObject({ code: 0 });
    expect(await compare('--enforcement', 'none', 'make')).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/^portcullis {2}prompt /),
    });
  });

  it('has no built-in policy for Codex where nothing is set up', async () => {
    const { stdout } = await runCli(['check', '--compare', 'git push --force'], { cwd: folder });
    expect(stdout).toMatch(/^portcullis {2}forbidden .*\ncodex {7}allow /);
    expect(stdout).toMatch(/^- Codex does not have the rule forbidding `git … push … force` \(starter policy\)$/m);
  });

  it('ends with 1 where the policy has errors, and is not for a batch', async () => {
    writeFileSync(join(folder, 'broken.rules'), 'prefix_rule(pattern=[])\n');
    expect(await runCli(['check', '--rules', folder, '--compare', 'ls'])).toMatchObject({ code: 1 });
    expect(await runCli(['check', '--compare', '--batch'])).toMatchObject({ code: 1, stdout: '' });
    expect(await runCli(['check', '--compare', '--shell', 'pwsh', 'ls'])).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/: --compare knows what Codex makes of texts for bash, sh, zsh, not for `pwsh`;/),
    });
  });
});
