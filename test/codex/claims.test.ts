/** Claims 70 to 117 about what Codex itself decides (reference: codex-semantics §12), each under its number. */
import { describe, expect, it, test } from 'vitest';
import type { ApprovalPolicy } from '../../src/config/index.ts';
import type { CodexEvaluation, CodexRequest, InlinePolicy } from '../../src/engine/index.ts';
import { amend } from '../../src/rules/index.ts';
import { codexEngineOf } from '../support/e2e.ts';

type Asked = Omit<CodexRequest, 'command'>;

/** On-request in a restricted sandbox unless said otherwise. */
const USUAL: Asked = {
  shell: '/bin/bash',
  platform: 'linux',
  cwd: '/srv/repo',
  enforcement: 'sandbox',
  approvalPolicy: 'on-request',
  sandboxMode: 'workspace-write',
};
const UNTRUSTED: Asked = { approvalPolicy: 'untrusted' };
const NEVER: Asked = { approvalPolicy: 'never' };

function policyOf(rules: string): InlinePolicy {
  return { rules: [{ name: 'default.rules', text: rules }], requirements: [] };
}

async function ask(command: string, asked: Asked = {}, rules = ''): Promise<CodexEvaluation> {
  return (await codexEngineOf(policyOf(rules))).evaluate({ ...USUAL, ...asked, command });
}

const rule = (words: readonly string[], decision = 'allow', justification?: string): string =>
  `prefix_rule(pattern=${JSON.stringify(words)}, decision="${decision}"${justification === undefined ? '' : `, justification="${justification}"`})\n`;

const MARK = rule(['MARK'], 'forbidden');

/** The argument lists that rules are matched against; null where the script is opaque. */
async function segments(command: string): Promise<readonly (readonly string[])[] | null> {
  const { obstacle, invocations } = await ask(command, {}, MARK);
  return obstacle === null ? invocations.map(({ argv }) => argv) : null;
}

const applies = async (command: string): Promise<boolean> => (await ask(command, {}, MARK)).decision === 'forbidden';

/** Which of these commands the rule for MARK applies to. */
async function applied(...commands: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const command of commands) if (await applies(command)) found.push(command);
  return found;
}

describe('splitting', () => {
  test('70: `&&`, `||`, `;`, `|` and newlines split', async () => {
    const commands = ['a && MARK', 'a || MARK', 'a; MARK', 'a | MARK', 'a\nMARK'];
    expect(await applied(...commands)).toEqual(commands);
  });

  test('71: `&` and `|&` do not', async () => expect(await applied('a & MARK', 'a |& MARK')).toEqual([]));

  test('72: a redirection makes the script opaque, and the amendment is the whole line', async () => {
    expect(await segments('MARK > f')).toBeNull();
    const { decision, proposedAmendment } = await ask('MARK > f', UNTRUSTED, MARK);
    expect({ decision, proposedAmendment }).toEqual({ decision: 'prompt', proposedAmendment: ['/bin/bash', '-lc', 'MARK > f'] });
  });

  test.each([
    ['73: a duplicated descriptor', ['MARK 2>&1']],
    ['74: a here-document', ['MARK <<EOF\nx\nEOF', "MARK <<'EOF'\nx\nEOF"]],
    ['75: a variable in quotes', ['MARK "$HOME"']],
    ['76: patterns, a tilde, braces, an escaped blank', ['MARK *.txt', 'MARK ~', 'MARK {a,b}', 'MARK a\\ b']],
    ['77: an assignment in front', ['F=1 MARK']],
    ['78: a quoted name of a program', ['"MARK" x', 'M"AR"K']],
    ['81: a comment', ['MARK # c']],
    ['82: a subshell, a group, a negation', ['(MARK)', '{ MARK; }', '! MARK']],
    ['86: a test in brackets', ['[ -f x ] && MARK']],
  ])('%s is opaque', async (_, commands) => {
    for (const command of commands) expect([command, await segments(command)]).toEqual([command, null]);
    expect(await applied(...commands)).toEqual([]);
  });

  test.each([
    ['75: blanks in quotes', 'MARK "a b"', [['MARK', 'a b']]],
    ['79: adjacent pieces', 'MARK a"b"c', [['MARK', 'abc']]],
    ['80: empty quotes', 'MARK ""', [['MARK', '']]],
    ['86: `test`', 'test -f x && MARK', [['test', '-f', 'x'], ['MARK']]],
  ])('%s splits', async (_, command, expected) => {
    expect(await segments(command)).toEqual(expected);
    expect(await applies(command)).toBe(true);
  });

  test('83 and 84: a program that starts another is that program and nothing else', async () => {
    expect(await segments('sudo MARK')).toEqual([['sudo', 'MARK']]);
    expect(await segments("bash -c 'MARK'")).toEqual([['bash', '-c', 'MARK']]);
    expect(await applied('sudo MARK', "bash -c 'MARK'")).toEqual([]);
  });

  test('85: a path has a base name', async () => expect(await applied('/usr/bin/MARK x')).toEqual(['/usr/bin/MARK x']));

  test('87: an opaque script escapes a prompt rule', async () => {
    const { decision, sandboxed } = await ask('ls && git push > x', {}, rule(['git', 'push'], 'prompt'));
    expect({ decision, sandboxed }).toEqual({ decision: 'allow', sandboxed: true });
  });
});

const granular = (switches: object): Asked => ({
  approvalPolicy: {
    granular: {
      sandbox_approval: true,
      rules: true,
      skill_approval: false,
      request_permissions: false,
      mcp_elicitations: true,
      ...switches,
    },
  } as ApprovalPolicy,
});
const escalated = (more: object = {}): Asked => ({ toolArguments: { sandbox_permissions: 'require_escalated', ...more } });

const FORCED = 'rm -f style commands are not permitted. Use a safer approach';

describe('decisions', () => {
  test('88 and 89: `ls` prompts under untrusted and runs on request', async () => {
    expect((await ask('ls', UNTRUSTED)).decision).toBe('prompt');
    expect((await ask('ls')).decision).toBe('allow');
  });

  test('90: a forced `rm` prompts, under never it is rejected', async () => {
    expect((await ask('rm -f x')).decision).toBe('prompt');
    expect(await ask('rm -f x', NEVER)).toMatchObject({ decision: 'forbidden', reason: `\`/bin/bash -lc 'rm -f x'\` rejected: ${FORCED}` });
  });

  test('91: a prompt rule under never', async () => {
    const reason = 'approval required by policy, but AskForApproval is set to Never';
    expect(await ask('make', NEVER, rule(['make'], 'prompt'))).toMatchObject({ decision: 'forbidden', reason });
  });

  test('92: a prompt rule where granular rules are off', async () => {
    const reason = 'approval required by policy rule, but AskForApproval::Granular.rules is false';
    expect(await ask('make', granular({ rules: false }), rule(['make'], 'prompt'))).toMatchObject({ decision: 'forbidden', reason });
  });

  test('93 and 94: a forbidden rule quotes its prefix, or its justification alone', async () => {
    const reason = async (text: string) => (await ask('git push -v', {}, text)).reason;
    expect(await reason(rule(['git', 'push'], 'forbidden'))).toBe(
      "`/bin/bash -lc 'git push -v'` rejected: policy forbids commands starting with `git push`",
    );
    expect(await reason(rule(['git', 'push'], 'forbidden', 'no pushes'))).toBe("`/bin/bash -lc 'git push -v'` rejected: no pushes");
  });

  test('95 and 96: an allow rule lets a forced `rm` through where the script splits', async () => {
    expect((await ask('rm -f x', NEVER, rule(['rm']))).decision).toBe('allow');
    expect(await ask('rm -f x > /dev/null', NEVER, rule(['rm']))).toMatchObject({
      decision: 'forbidden',
      reason: `\`/bin/bash -lc 'rm -f x > /dev/null'\` rejected: ${FORCED}`,
    });
  });

  test('97: outside the sandbox runs what rules allow to the last segment', async () => {
    expect(await ask('make && unknown', {}, rule(['make']))).toMatchObject({ decision: 'allow', sandboxed: true });
    expect(await ask('make', {}, rule(['make']))).toMatchObject({ decision: 'allow', sandboxed: false });
  });

  test('98: escalation prompts unless an allow rule covers it', async () => {
    expect((await ask('make', escalated())).decision).toBe('prompt');
    expect((await ask('make', escalated(), rule(['make']))).decision).toBe('allow');
  });

  test('99: escalation under never is refused, rule or not', async () => {
    const reason = 'approval policy is Never; reject command — you cannot ask for escalated permissions if the approval policy is Never';
    expect(await ask('make', { ...NEVER, ...escalated() }, rule(['make']))).toMatchObject({ decision: 'forbidden', reason });
  });

  test('100: escalation asks for nothing where all is open', async () => {
    expect((await ask('make', { ...escalated(), sandboxMode: 'danger-full-access' })).decision).toBe('allow');
  });

  test('101: the first unmatched segment that prompts is proposed', async () => {
    const { proposedAmendment } = await ask('make && foo a && bar b', UNTRUSTED, rule(['make']));
    expect(proposedAmendment).toEqual(['foo', 'a']);
  });

  test('102: a prompt rule proposes nothing', async () => {
    const { decision, proposedAmendment, availableDecisions } = await ask('make', {}, rule(['make'], 'prompt'));
    expect({ decision, proposedAmendment, availableDecisions }).toEqual({
      decision: 'prompt',
      proposedAmendment: null,
      availableDecisions: ['accept', 'cancel'],
    });
  });

  const proposed = async (command: string, prefix: readonly string[]) =>
    (await ask(command, escalated({ prefix_rule: prefix }))).proposedAmendment;

  test('103: a banned suggestion is replaced by the whole command', async () => {
    expect(await proposed('git push -v', ['git'])).toEqual(['git', 'push', '-v']);
    expect(await proposed('git push -v', ['git', 'push'])).toEqual(['git', 'push']);
  });

  test.each([
    ['python3 a', ['python3'], true],
    ['npm run a', ['npm', 'run'], true],
    ['rm a', ['rm'], true],
    ['npm run a', ['npm'], false],
    ['python3.11 a', ['python3.11'], false],
  ])('104: `%s` suggested as %j', async (command, prefix, banned) => {
    expect(await proposed(command, prefix)).toEqual(banned ? command.split(' ') : prefix);
  });

  test('104: `rm -rf` may be suggested, and the dangerous command is asked about', async () => {
    expect(await proposed('rm -rf a', ['rm', '-rf'])).toEqual(['rm', '-rf']);
  });

  test('105: a suggestion that does not cover everything is not used', async () => {
    expect(await proposed('foo a && bar b', ['foo'])).toEqual(['foo', 'a']);
  });

  test('106 and 107: the prefix that is answered is one line, and allows from then on', async () => {
    const { availableDecisions } = await ask('foo a', UNTRUSTED);
    expect(availableDecisions?.[1]).toEqual({ acceptWithExecpolicyAmendment: { execpolicy_amendment: ['foo', 'a'] } });
    const offered = amend('', { type: 'prefix', prefix: ['foo', 'a'] }).value;
    expect(offered).toBe('prefix_rule(pattern=["foo", "a"], decision="allow")\n');
    expect((await ask('foo a', UNTRUSTED, offered ?? '')).decision).toBe('allow');
    const other = amend('', { type: 'prefix', prefix: ['foo'] }).value;
    expect(other).toBe('prefix_rule(pattern=["foo"], decision="allow")\n');
    expect((await ask('foo b', UNTRUSTED, other ?? '')).decision).toBe('allow');
  });

  test('108: what is remembered for a session is that command alone', async () => {
    const keys = await Promise.all(['foo a', 'foo a', 'foo b'].map(async (command) => (await ask(command, UNTRUSTED)).approvalKey));
    expect([keys[0] === keys[1], keys[0] === keys[2]]).toEqual([true, false]);
  });

  test('109: `decline` is not offered', async () => {
    const { availableDecisions } = await ask('foo', UNTRUSTED);
    expect(availableDecisions).toEqual(['accept', expect.anything(), 'cancel']);
  });
});

describe('the forced `rm`', () => {
  const isSeen = async (command: string): Promise<boolean> => (await ask(command)).invocations.some((each) => each.forcedRemoval);

  it.each([
    ['110', ['rm x -f', 'rm -vf x', '/bin/rm -f x', 'rm --force x'], ['rm -r x', 'rm -- -f', 'rm -F x']],
    ['111', ['sudo rm -f x'], ['sudo -n rm -f x']],
    ['112', ['env A=1 rm -f x', 'env -i rm -f x'], ['env -u A rm -f x']],
    ['113', ['trap "rm -f x" EXIT'], ['eval "rm -f x"']],
    ['114', ['echo "$(rm -f x)"', 'cat <<E\n$(rm -f x)\nE'], ["cat <<'E'\n$(rm -f x)\nE"]],
    ['115', ['bash -c "rm -f x"'], ['bash -ec "rm -f x"', 'dash -c "rm -f x"']],
    ['116', [], ['git reset --hard', 'find . -delete', 'dd if=a of=b', 'mkfs /dev/sda']],
    ['117', ['"rm" -f x'], ['\\rm -f x']],
  ])('%s', async (_, seen, missed) => {
    const all = [...seen, ...missed];
    const found: string[] = [];
    for (const command of all) if (await isSeen(command)) found.push(command);
    expect(found).toEqual(seen);
  });
});
