/** What `portcullis lint` says about rules that Codex does not apply to common spellings. */
import { describe, expect, it } from 'vitest';
import { MAX_LINTED_SPELLINGS } from '../../src/base/index.ts';
import { lintPolicy, lintSubjectOfFiles } from '../../src/policy-tools/index.ts';

async function lint(rules: string): Promise<string[]> {
  const { value, diagnostics } = await lintSubjectOfFiles([{ source: 'a.rules', text: rules }], '2026-11-20');
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const found = lintPolicy(value).filter(({ code }) => code === 'CF115' || code === 'CF116');
  return found.map(({ code, severity, message, place }) => `${place?.line ?? '-'} ${severity} ${code} ${message}`);
}

const rule = (words: readonly string[], decision: string) => `prefix_rule(pattern = ${JSON.stringify(words)}, decision = "${decision}")\n`;

describe('rules that Codex does not apply to common spellings', () => {
  it('are no remark about rules that allow', async () => {
    expect(await lint(rule(['git', 'log'], 'allow'))).toEqual([]);
  });

  it('are told of once for what hides every command from it', async () => {
    const spellings = '`make > out.log`, `sudo make`, `echo "$(make)"`';
    const why = `where a script is opaque to it or another program starts the command: ${spellings}`;
    expect(await lint(rule(['make'], 'forbidden'))).toEqual([`1 info CF115 Codex does not apply the rule that prompts or forbids ${why}`]);
    expect(await lint(rule(['make'], 'forbidden') + rule(['ssh'], 'prompt'))).toEqual([
      `1 info CF115 Codex does not apply any of the 2 rules that prompt or forbid ${why}`,
    ]);
  });

  it('are named where an option between program and subcommand hides the command', async () => {
    const [, ...found] = await lint(rule(['git', 'push'], 'prompt') + rule(['git'], 'prompt') + rule(['kubectl', 'delete'], 'forbidden'));
    expect(found).toEqual([
      '1 info CF115 Codex does not apply this rule to `git -C . push`',
      '3 info CF115 Codex does not apply this rule to `kubectl -n default delete`',
    ]);
  });

  it.each([['export'], ['unset', 'HISTFILE'], ['['], ['my tool', 'run']])(
    'are named where it applies them to nothing: %j',
    async (...words) => {
      const [, ...found] = await lint(rule(words, 'forbidden'));
      expect(found).toEqual([expect.stringMatching(/^1 info CF115 Codex never applies this rule: `.*` is opaque to it$/)]);
    },
  );

  it('are looked for among so many rules only', async () => {
    const many = Array.from({ length: MAX_LINTED_SPELLINGS + 1 }, (_, i) => rule([`p${i}`], 'prompt')).join('');
    expect((await lint(many)).slice(1)).toEqual([
      `- info CF116 only the first ${MAX_LINTED_SPELLINGS} rules were looked at for what Codex makes of them`,
    ]);
  });
});
