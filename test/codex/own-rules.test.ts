/** What is ours in a rules file does not exist to Codex. */
import { describe, expect, it } from 'vitest';
import { readInlinePolicy } from '../../src/engine/index.ts';
import { parseRules } from '../../src/rules/index.ts';

const OWN = 'portcullis_rule(pattern = ["deploy"], decision = "prompt", id = "deploy")\n';

describe('`portcullis_rule` in the profile codex', () => {
  it('is an unknown name', () => {
    const { value, diagnostics } = parseRules([{ source: 'a.rules', text: OWN }], { profile: 'codex' });
    expect({ value, messages: diagnostics.map(({ message }) => message) }).toEqual({
      value: null,
      messages: [expect.stringContaining('portcullis_rule')],
    });
    expect(parseRules([{ source: 'a.rules', text: OWN }]).value?.prefixRules).toHaveLength(1);
  });

  it('leaves Codex without any rules', async () => {
    const rules = [
      { name: 'a.rules', text: OWN },
      { name: 'b.rules', text: 'prefix_rule(pattern = ["git"], decision = "forbidden")\n' },
    ];
    const policy = await readInlinePolicy({ rules }, 'codex', null);
    expect(policy).toMatchObject({ restriction: 'none', rules: { prefixRules: [] } });
  });
});
