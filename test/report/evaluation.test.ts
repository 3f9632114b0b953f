import { describe, expect, it } from 'vitest';
import { MAX_REPORTED_INVOCATIONS } from '../../src/base/index.ts';
import { formatEvaluation, plain, type ReportedEvaluation, type ReportedInvocation } from '../../src/report/index.ts';

const TEXT = 'cd app && git push --force > out.log';

const CD: ReportedInvocation = { argv: ['cd', 'app'], span: { start: 0, end: 6 }, decision: 'allow', matches: [], findings: [] };
const PUSH: ReportedInvocation = {
  argv: ['git', 'push', '--force'],
  span: { start: 10, end: 36 },
  decision: 'forbidden',
  matches: [
    { decision: 'allow', matchedPrefix: ['git'], rule: { source: 'team.rules', line: 3, column: 1 } },
    {
      decision: 'forbidden',
      matchedPrefix: ['git', 'push', '--force'],
      rule: { source: 'requirements.toml', line: 12, column: 3 },
      justification: 'rewrites what others have',
    },
  ],
  findings: [],
};

describe('formatEvaluation', () => {
  it('says the answer, shows the source, then each invocation with the rule that decided it', () => {
    const evaluation: ReportedEvaluation = {
      decision: 'forbidden',
      reason: 'a rule forbids `git push --force`',
      invocations: [CD, PUSH],
      findings: [],
    };
    expect(formatEvaluation(evaluation, TEXT, plain)).toBe(`forbidden  a rule forbids \`git push --force\`

1 │ cd app && git push --force > out.log
  │           ^^^^^^^^^^^^^^^^^^^^^^^^^^

allow      cd app
           no effect outside its output
forbidden  git push --force
           requirements.toml:12:3 forbids \`git push --force\`: rewrites what others have`);
  });

  it('names findings, of an invocation and of the text, and says where no rule allows', () => {
    const finding = { code: 'NW029', message: 'nobody knows this host', span: { start: 5, end: 6 }, help: 'add it' } as const;
    const evaluation: ReportedEvaluation = {
      decision: 'prompt',
      reason: 'no rule allows `curl x`',
      invocations: [
        { argv: ['curl', 'x'], span: { start: 0, end: 6 }, decision: 'prompt', matches: [], findings: [finding] },
        { argv: ['tee', null], span: null, decision: 'prompt', matches: [], findings: [] },
      ],
      findings: [{ code: 'NW001', message: 'ends too early', span: { start: 7, end: 8 } }],
    };
    expect(formatEvaluation(evaluation, 'curl x |', plain)).toBe(`prompt     no rule allows \`curl x\`

1 │ curl x |
  │ ^^^^^^ ^

           NW001 ends too early
prompt     curl x
           NW029 nobody knows this host (add it)
prompt     tee …
           no rule allows it`);
  });

  it('marks nothing where all is allowed, and has no source for argv', () => {
    const evaluation: ReportedEvaluation = { decision: 'allow', reason: 'no effect', invocations: [CD], findings: [] };
    const expected = 'allow      no effect\n\nallow      cd app\n           no effect outside its output';
    expect(formatEvaluation(evaluation, 'cd app', plain)).toBe(expected);
    expect(formatEvaluation(evaluation, null, plain)).toBe(expected);
  });

  it('lists only so many invocations, and says so', () => {
    const invocations = Array<ReportedInvocation>(MAX_REPORTED_INVOCATIONS + 7).fill(CD);
    const lines = formatEvaluation({ decision: 'allow', reason: 'no effect', invocations, findings: [] }, null, plain).split('\n');
    expect(lines.filter((line) => line.startsWith('allow      cd app')).length).toBe(MAX_REPORTED_INVOCATIONS);
    expect(lines.at(-1)).toBe('           … and 7 more; `--json` has them all');
  });

  it('lets no text of a command or a rule reach the terminal as it is', () => {
    const evil = '\x1b]0;x\x07\u202e';
    const evaluation: ReportedEvaluation = {
      decision: 'prompt',
      reason: evil,
      invocations: [
        {
          argv: [evil],
          span: { start: 0, end: 3 },
          decision: 'prompt',
          matches: [{ decision: 'prompt', matchedPrefix: [evil], rule: { source: evil, line: 1, column: 1 }, justification: evil }],
          findings: [{ code: 'NW001', message: evil, span: null, help: evil }],
        },
      ],
      findings: [],
    };
    expect(formatEvaluation(evaluation, evil, plain)).toMatch(/^[^\p{Cf}\x07\x1b]+$/u);
  });
});
