/** The table of differences: what it says is what both profiles answer, and the command lines of its page say what is asked. */
import { describe, expect, it } from 'vitest';
import { analyse, createCore } from '../../src/shell/index.ts';
import { commandLineOf, compareCase } from './difference-page.ts';
import { DIFFERENCES } from './differences.ts';

const CASES = DIFFERENCES.flatMap(({ cases }) => cases);
const core = createCore('js');

describe('where the profiles differ', () => {
  it.each(CASES.map((each) => [each.title, each] as const))('%s', async (_, each) => {
    const { strict, codex, differences } = await compareCase(each);
    expect({ strict: strict.decision, codex: codex.decision }).toEqual({ strict: each.strict, codex: each.codex });
    expect(differences.map(({ type }) => type)).not.toContain('other');
  });

  it('every construct that is opaque to Codex has its case', async () => {
    const compared = await Promise.all(CASES.map(compareCase));
    const obstacles = new Set(compared.flatMap(({ codex }) => codex.obstacle?.kind ?? []));
    expect([...obstacles].toSorted()).toEqual([
      ...['assignment', 'background', 'backslash', 'comment', 'compound', 'declaration', 'expansion', 'name', 'negation', 'operator'],
      ...['pattern', 'redirection', 'substitution', 'syntax'],
    ]);
  });

  it('the command lines of the page ask what the table says', () => {
    for (const each of CASES) {
      const [invocation] = analyse(core, commandLineOf(each), 'bash').invocations;
      expect(invocation?.argv.at(-1)?.value).toBe(each.command);
    }
  });
});
