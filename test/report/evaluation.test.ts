import { describe, expect, it } from 'vitest';
import { MAX_REPORTED_INVOCATIONS } from '../../src/base/index.ts';
import type { Evaluation, Finding, InvocationEvaluation } from '../../src/engine/index.ts';
import { formatEvaluation, plain } from '../../src/report/index.ts';

const TEXT = 'cd app && git push --force > out.log';
const ORIGIN = { source: 'policy', line: 1, column: 1 };
const NOTHING = { programs: [], writes: [], deletes: [], reads: [], hosts: [] };

function invocation(argv: readonly (string | null)[], fields: Partial<InvocationEvaluation>): InvocationEvaluation {
  const program = argv[0] ?? null;
  const bare = { assignments: [], redirections: [], context: [], span: { start: 0, end: 6 }, matches: [], findings: [], effects: [] };
  return { ...NOTHING, ...bare, argv, program, decision: 'allow', covered: true, ...fields };
}

function evaluation(fields: Partial<Evaluation>): Evaluation {
  return {
    ...NOTHING,
    decision: 'allow',
    reason: 'no effect',
    invocations: [],
    findings: [],
    expectedFailures: [],
    sandbox: {
      mode: 'workspace-write',
      origin: ORIGIN,
      writableRoots: [],
      protectedPaths: [],
      deniedReads: [],
      network: { access: 'none', allowedDomains: [], origin: ORIGIN },
    },
    scripts: [],
    approvalKey: '',
    policy: { fingerprint: '', stale: false },
    diagnostics: [],
    ...fields,
  };
}

function finding(fields: Partial<Finding>): Finding {
  return { code: 'NW029', kind: 'open', decision: 'prompt', message: 'nobody knows this host', span: { start: 5, end: 6 }, ...fields };
}

const CD = invocation(['cd', 'app'], {});
const PUSH = invocation(['git', 'push', '--force'], {
  span: { start: 10, end: 36 },
  decision: 'forbidden',
  covered: false,
  matches: [
    { decision: 'allow', matchedPrefix: ['git'], rule: { source: 'team.rules', line: 3, column: 1 } },
    {
      decision: 'forbidden',
      matchedPrefix: ['git'],
      subtokens: ['push', 'force'],
      rule: { source: 'requirements.toml', line: 12, column: 3 },
      justification: 'rewrites what others have',
    },
  ],
});

describe('formatEvaluation', () => {
  it('says the answer, shows the source, then each invocation with the rule that decided it', () => {
    const answer = evaluation({ decision: 'forbidden', reason: 'a rule forbids `git push --force`', invocations: [CD, PUSH] });
    expect(formatEvaluation(answer, TEXT, plain)).toBe(`forbidden  a rule forbids \`git push --force\`

1 │ cd app && git push --force > out.log
  │           ^^^^^^^^^^^^^^^^^^^^^^^^^^

allow      cd app
           free of effect
forbidden  git push --force
           requirements.toml:12:3 forbids \`git … push … force\`: rewrites what others have`);
  });

  it('names findings, of an invocation and of the text, and says where no rule allows', () => {
    const answer = evaluation({
      decision: 'prompt',
      reason: 'no rule allows `curl x`',
      invocations: [
        invocation(['curl', 'x'], { decision: 'prompt', covered: false, findings: [finding({ help: 'add it' })] }),
        invocation(['tee', null], { span: { start: 9, end: 14 }, decision: 'prompt', covered: false }),
      ],
      findings: [finding({ code: 'NW001', message: 'ends too early', span: { start: 15, end: 16 }, decision: 'forbidden' })],
    });
    expect(formatEvaluation(answer, 'curl x | tee $x ;', plain)).toBe(`prompt     no rule allows \`curl x\`

1 │ curl x | tee $x ;
  │ ^^^^^^   ^^^^^ ^

           NW001 ends too early
prompt     curl x
           NW029 nobody knows this host (add it)
prompt     tee …
           no rule allows it`);
  });

  it('says what the sandbox contains and what it will refuse', () => {
    const answer = evaluation({
      basis: 'sandbox',
      reason: 'the sandbox contains it',
      invocations: [invocation(['make'], { covered: false })],
      expectedFailures: [finding({ message: 'no network' })],
    });
    expect(formatEvaluation(answer, 'make', plain)).toBe(`allow      the sandbox contains it

allow      make
           no rule, but the enforced sandbox contains it

           the sandbox will refuse: NW029 no network`);
  });

  it('marks nothing where all is allowed, and has no source for argv', () => {
    const answer = evaluation({ invocations: [CD] });
    const expected = 'allow      no effect\n\nallow      cd app\n           free of effect';
    expect(formatEvaluation(answer, 'cd app', plain)).toBe(expected);
    expect(formatEvaluation(answer, null, plain)).toBe(expected);
  });

  it('lists only so many invocations, and says so', () => {
    const invocations = Array<InvocationEvaluation>(MAX_REPORTED_INVOCATIONS + 7).fill(CD);
    const lines = formatEvaluation(evaluation({ invocations }), null, plain).split('\n');
    expect(lines.filter((line) => line.startsWith('allow      cd app')).length).toBe(MAX_REPORTED_INVOCATIONS);
    expect(lines.at(-1)).toBe('           … and 7 more; `--json` has them all');
  });

  it('says which rule takes a command out of the sandbox, and nothing where the session has none', () => {
    const rule = { source: 'a.rules', line: 3, column: 1 };
    const invocations = [invocation(['deploy'], { matches: [{ decision: 'allow', matchedPrefix: ['deploy'], rule }] })];
    const { sandbox } = evaluation({});
    const lifted = { ...sandbox, mode: 'danger-full-access' as const };
    const last = (origin: typeof rule) =>
      formatEvaluation(evaluation({ invocations, sandbox: { ...lifted, origin } }), null, plain)
        .split('\n')
        .at(-1);
    expect(last(rule)).toBe('           runs outside the sandbox, by a.rules:3:1');
    expect(last(ORIGIN)).toBe('           a.rules:3:1 allows `deploy`');
  });

  it('lets no text of a command or a rule reach the terminal as it is', () => {
    const evil = '\x1b]0;x\x07\u202e';
    const bad = finding({ message: evil, help: evil });
    const answer = evaluation({
      decision: 'prompt',
      reason: evil,
      invocations: [
        invocation([evil], {
          decision: 'prompt',
          matches: [{ decision: 'prompt', matchedPrefix: [evil], rule: { source: evil, line: 1, column: 1 }, justification: evil }],
          findings: [bad],
        }),
      ],
      findings: [bad],
      expectedFailures: [bad],
    });
    expect(formatEvaluation(answer, evil, plain)).toMatch(/^[^\p{Cf}\x07\x1b]+$/u);
  });
});
