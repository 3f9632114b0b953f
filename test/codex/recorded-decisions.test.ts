/** Decisions that the real Codex CLI 0.169 took, replayed. */
import { describe, expect, it } from 'vitest';
import { askCodex, type RecordedCase, recordedCases } from '../support/e2e.ts';

const CASES = recordedCases();
const DECISION = { ran: 'allow', prompt: 'prompt', rejected: 'forbidden' } as const;

type JudgedCase = RecordedCase & { readonly outcome: keyof typeof DECISION };

function isJudged(each: RecordedCase): each is JudgedCase {
  return each.outcome in DECISION;
}

/** What was recorded of a case, in our words. */
function expectedOf(each: JudgedCase) {
  const { reason, proposed_amendment: proposedAmendment, available_decisions: availableDecisions, sandboxed } = each;
  const decision = DECISION[each.outcome];
  return { decision, reason, proposedAmendment, availableDecisions, sandboxed };
}

describe('the profile codex answers as Codex did', () => {
  const judged = CASES.filter(isJudged);
  const groups = [...new Set(judged.map(({ group }) => group))];

  it('about all of them', () => {
    expect(judged).toHaveLength(3553);
  });

  it.each(groups)('%s', async (group) => {
    const failures: unknown[] = [];
    for (const each of judged.filter((one) => one.group === group)) {
      const { decision, reason, proposedAmendment, availableDecisions, sandboxed } = await askCodex(each);
      const got = { decision, reason, proposedAmendment, availableDecisions, sandboxed };
      const expected = expectedOf(each);
      if (JSON.stringify(got) !== JSON.stringify(expected)) failures.push({ id: each.id, command: each.command, expected, got });
    }
    expect(failures).toEqual([]);
  });
});

describe('what Codex turns down before it decides', () => {
  it('is forbidden, in the words of the tool', async () => {
    const cases = CASES.filter(({ outcome }) => outcome === 'tool_error');
    expect(cases).toHaveLength(79);
    for (const each of cases) {
      const { decision, reason } = await askCodex(each);
      // The place of a fault in the JSON of the call is not known here.
      const said = (each.reason ?? '').replace(/ at line 1 column \d+$/, '');
      expect({ id: each.id, decision, reason }).toEqual({ id: each.id, decision: 'forbidden', reason: said });
    }
  });

  it('and so is every command where it does not start', async () => {
    const cases = CASES.filter(({ outcome, group }) => outcome.endsWith('start_error') && group !== 'onfailure');
    expect(cases).toHaveLength(17);
    for (const each of cases) {
      const { decision, settings, diagnostics } = await askCodex(each);
      expect([each.id, decision, settings, diagnostics.some(({ severity }) => severity === 'error')]).toEqual([
        each.id,
        'forbidden',
        null,
        true,
      ]);
    }
  });
});
