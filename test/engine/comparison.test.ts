/** Why the profiles decide one command differently. */
import { describe, expect, it } from 'vitest';
import {
  type CommandRequest,
  type Comparison,
  compareEvaluations,
  createCodexEngine,
  createEngine,
  type InlinePolicy,
  readInlinePolicy,
} from '../../src/engine/index.ts';
import { ASKED, policyFrom } from '../support/command.ts';

async function compare(inline: InlinePolicy, command: string, request: CommandRequest = {}): Promise<Comparison> {
  const [own, codex] = await Promise.all([readInlinePolicy(inline, 'strict', null), readInlinePolicy(inline, 'codex', null)]);
  if ('severity' in own || 'severity' in codex) throw new Error('no policy');
  const asked: CommandRequest = { ...ASKED, approvalPolicy: 'on-request', enforcement: 'sandbox', ...request, command };
  const answer = createEngine(own, { build: 'js' }).evaluate(asked);
  return compareEvaluations(answer, createCodexEngine(codex, { build: 'js' }).evaluate(asked), {
    strict: own.rules,
    codex: codex.rules,
  });
}

/** Which is stricter, and why. */
async function differences(rules: string | InlinePolicy, command: string, request?: CommandRequest) {
  const { stricter, differences: found } = await compare(typeof rules === 'string' ? policyFrom(rules) : rules, command, request);
  return { stricter, why: found.map(({ type, message }) => `${type}: ${message}`) };
}

const SUBTOKENS = `[rules]
prefix_rules = [{ pattern = [{ token = "git" }, { token = "push", subtokens = ["--force"] }], decision = "forbidden" }]
`;

describe('the decisions of both profiles', () => {
  it('are explained by nothing where they are the same', async () => {
    expect(await differences('forbid git push', 'git push origin')).toEqual({ stricter: null, why: [] });
    expect(await differences('allow git log', 'git log')).toEqual({ stricter: null, why: [] });
  });

  it('differ where a construct makes the script opaque to Codex', async () => {
    expect(await differences('forbid git push', 'git push -q > out.log')).toEqual({
      stricter: 'strict',
      why: [
        'opaque: Codex treats the whole script as one opaque command because of `> out.log` at column 13; the rule forbidding `git push` does not apply there',
      ],
    });
    const { why } = await differences('prompt git push', 'cd app &&\n  git push -- "$REMOTE"');
    expect(why[0]).toEqual(
      'opaque: Codex treats the whole script as one opaque command because of `$REMOTE` at line 2, column 16; the rule asking about `git push` does not apply there',
    );
  });

  it('differ where a command starts another, or words are spelled otherwise', async () => {
    expect(await differences('forbid git push; allow sudo', 'sudo git push')).toEqual({
      stricter: 'strict',
      why: ['nested: Codex does not look into what `sudo` starts; the rule forbidding `git push` does not apply there'],
    });
    expect(await differences('forbid git push', 'git -C . push')).toEqual({
      stricter: 'strict',
      why: ['spelling: Codex compares words as they stand; the rule forbidding `git push` does not apply to `git -C . push`'],
    });
  });

  it('differ where only we judge what a command does, or refuse what cannot be read', async () => {
    const { stricter, why } = await differences('allow cat', 'cat ~/.ssh/id_rsa');
    expect(stricter).toBe('strict');
    expect(why).toEqual([expect.stringMatching(/^effect: Codex does not judge what a command does; portcullis does: EN007 /)]);
    expect(await differences('allow ls', 'ls; "')).toEqual({
      stricter: 'strict',
      why: ['reading: portcullis does not go on where a text cannot be read for certain: SH003 a quote is never closed'],
    });
  });

  it('differ where Codex asks about a forced `rm`, and under `untrusted` about whatever no rule is about', async () => {
    expect(await differences('', 'rm -rf build')).toEqual({
      stricter: 'codex',
      why: ['removal: Codex asks about every forced `rm` that no rule allows, as in `rm -rf build`'],
    });
    expect(await differences('', 'ls; rm -f x', { approvalPolicy: 'never' })).toEqual({
      stricter: 'codex',
      why: ['removal: Codex rejects every forced `rm` that no rule allows, as in `rm -f x`'],
    });
    expect(await differences('allow git log', 'cd a && git log', { approvalPolicy: 'untrusted' })).toEqual({
      stricter: 'codex',
      why: ['default: Codex asks about whatever no rule is about, as `cd a`'],
    });
  });

  it('differ where a rule that allows does not reach an opaque script', async () => {
    const { stricter, why } = await differences('allow git log', 'git log 2>&1', { approvalPolicy: 'untrusted' });
    expect(stricter).toBe('codex');
    expect(why).toEqual([
      'opaque: Codex treats the whole script as one opaque command because of `2>&1` at column 9; the rule allowing `git log` does not apply there',
      'default: Codex asks about whatever no rule is about, as the script as a whole',
    ]);
  });

  it('differ where nobody enforces a sandbox for us', async () => {
    expect(await differences('', 'make', { enforcement: 'none' })).toEqual({
      stricter: 'strict',
      why: ['default: no rule is about `make`: Codex runs it in its sandbox, portcullis is told of none that is enforced'],
    });
  });

  it('differ where Codex looks past subtokens', async () => {
    const policy = { requirements: [{ name: 'requirements.toml', text: SUBTOKENS }] };
    expect(await differences(policy, 'git push origin')).toEqual({
      stricter: 'codex',
      why: ['reach: Codex applies the rule forbidding `git push` to `git push origin` without a look at its subtokens'],
    });
  });

  it('differ where a rules file is broken, and where Codex does not start', async () => {
    const rules = [
      { name: 'a.rules', text: 'prefix_rule(pattern=["git"], decision="forbidden")\n' },
      { name: 'b.rules', text: 'prefix_rule(pattern=[])\n' },
    ];
    const broken = await differences({ rules }, 'git push');
    expect(broken).toEqual({
      stricter: 'strict',
      why: [expect.stringMatching(/^broken: Codex leaves out all rules files because one is broken: /)],
    });
    const config = 'approval_policy = "untrusted"\n';
    expect(await differences({ config }, 'cd a')).toEqual({
      stricter: 'codex',
      why: [expect.stringMatching(/^start: Codex does not start with this policy: /)],
    });
  });

  it('differ by rules that Codex does not have', async () => {
    const read = await readInlinePolicy(policyFrom('forbid git push'), 'strict', null);
    const none = await readInlinePolicy({}, 'codex', null);
    if ('severity' in read || 'severity' in none) throw new Error('no policy');
    const asked: CommandRequest = { ...ASKED, approvalPolicy: 'on-request', enforcement: 'sandbox', command: 'git push' };
    const codex = createCodexEngine(none, { build: 'js' }).evaluate(asked);
    expect(
      compareEvaluations(createEngine(read, { build: 'js' }).evaluate(asked), codex, { strict: read.rules, codex: none.rules }).differences,
    ).toEqual([
      {
        type: 'absent',
        message: 'Codex does not have the rule forbidding `git push` (case.rules)',
        rule: { source: 'case.rules', line: 1, column: 1 },
      },
    ]);
  });
});
