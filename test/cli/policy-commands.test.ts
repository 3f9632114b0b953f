/** The commands around managed policy, as users run them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type CliResult, runCli } from '../support/cli.ts';

const BASE = mkdtempSync(join(tmpdir(), 'portcullis-policy-'));
let home = '';
let count = 0;

beforeEach(() => {
  home = join(BASE, String(count++));
  mkdirSync(join(home, '.codex'), { recursive: true });
});
afterAll(() => rmSync(BASE, { recursive: true, force: true }));

function run(args: readonly string[], options: { cwd?: string; stdin?: string } = {}): Promise<CliResult> {
  return runCli(args, { cwd: options.cwd ?? home, env: { HOME: home }, ...(options.stdin === undefined ? {} : { stdin: options.stdin }) });
}

function write(path: string, text: string): string {
  const full = join(home, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, text);
  return full;
}

describe('config requirements', () => {
  test('says what is required', async () => {
    write('req.toml', 'allowed_sandbox_modes = ["read-only"]\n[features]\nx = false\n');
    const { code, stdout, stderr } = await run(['config', 'requirements', 'req.toml']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      `accepted\n${JSON.stringify({ allowedSandboxModes: ['read-only'], featureRequirements: { x: false } }, null, 2)}\n`,
    );
  });

  test('says what is wrong, with the line and a caret', async () => {
    write('req.toml', 'allowed_sandbox_modes = ["readonly"]\n');
    const { code, stdout, stderr } = await run(['config', 'requirements', 'req.toml']);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: 'refused: nothing of these files is used, and everything is forbidden until they are corrected\n',
      stderr:
        'req.toml:1:26: error CF011: `allowed_sandbox_modes[0]`: unknown value `readonly`, expected one of `read-only`, `workspace-write`, ' +
        '`danger-full-access`, `external-sandbox` (did you mean `read-only`?)\n' +
        '    allowed_sandbox_modes = ["readonly"]\n                             ^^^^^^^^^^\n',
    });
  });

  test('with --strict, unknown keys are refused', async () => {
    write('req.toml', 'allowed_sandbox_mode = ["read-only"]\n');
    expect((await run(['config', 'requirements', 'req.toml'])).code).toBe(0);
    expect((await run(['config', 'requirements', '--strict', 'req.toml'])).code).toBe(1);
  });

  test('the first file has the highest precedence', async () => {
    write('high.toml', 'log_dir = "/high"\n');
    write('low.toml', 'log_dir = "/low"\nsqlite_home = "/low"\n');
    const { stdout } = await run(['config', 'requirements', '--json', 'high.toml', 'low.toml']);
    expect(JSON.parse(stdout).requirements).toEqual({ logDir: '/high', sqliteHome: '/low' });
  });

  test.each(['absent.toml', '.'])('`%s` cannot be read', async (path) => {
    const { code, stderr } = await run(['config', 'requirements', path]);
    expect({ code, known: /^error CF008: `.+` cannot be read: E/.test(stderr) }).toEqual({ code: 1, known: true });
  });

  test('a batch answers each request, and says what is wrong with one that is none', async () => {
    const lines = [
      {
        id: 1,
        profile: 'codex',
        policy: { requirements: [{ name: 'r', text: 'allowed_approval_policies = ["never"]' }] },
        asked: [[null, null]],
      },
      { id: 2, policy: { requirement: [] } },
      { id: 3, asked: [['nobody', null]] },
    ];
    const { code, stdout } = await run(['config', 'requirements', '--batch'], {
      stdin: lines.map((line) => JSON.stringify(line)).join('\n'),
    });
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(answers[0]).toMatchObject({ id: 1, accepted: true, threads: [{ approvalPolicy: 'never', sandboxMode: 'read-only' }] });
    expect(answers.slice(1).map((answer) => [answer.id, answer.error.message])).toEqual([
      [2, 'unknown field `requirement`, did you mean `requirements`?'],
      [3, '`asked` must be a list of `[approvalPolicy, sandboxMode]`'],
    ]);
  });
});

describe('config show', () => {
  test('says who set each value and whom it beat', async () => {
    const config = write('.codex/config.toml', 'approval_policy = "never"\nmodel = "mine"\n');
    const { code, stdout } = await run(['config', 'show', '--origin', '-c', 'model=theirs']);
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => /approval_policy|model {2}|instead|user conf/.test(line))).toEqual([
      `  approval_policy                                 "never"  ← user configuration (${config}:1:19)`,
      '  model  "theirs"  ← flags (-c model:1:9)',
      `      instead of "mine" from user configuration (${config}:2:9)`,
      `  active       user configuration  ${config}`,
    ]);
  });

  test('requirements beat flags', async () => {
    const file = write('req.toml', 'allowed_approval_policies = ["on-request"]\nallowed_sandbox_modes = ["read-only"]\n');
    const args = [
      'config',
      'show',
      '--json',
      '--requirements',
      file,
      '-c',
      'approval_policy=never',
      '-c',
      'sandbox_mode=danger-full-access',
    ];
    const { settings, diagnostics } = JSON.parse((await run(args)).stdout);
    const value = (key: string) => settings.find((row: { key: string }) => row.key === key).value;
    expect([value('approval_policy'), value('sandbox_mode')]).toEqual(['on-request', 'read-only']);
    expect(diagnostics.map((each: { code: string }) => each.code)).toEqual(['CF040', 'CF040']);
  });

  test('so do requirements that the environment names', async () => {
    const file = write('req.toml', 'allowed_approval_policies = ["untrusted"]\n');
    const { stdout } = await runCli(['config', 'show', '--json'], { cwd: home, env: { HOME: home, PORTCULLIS_REQUIREMENTS: file } });
    expect(JSON.parse(stdout).settings[0]).toMatchObject({ key: 'approval_policy', value: 'untrusted' });
  });

  test('says what a broken file does, and that everything is forbidden', async () => {
    const { code, stdout, stderr } = await run(['config', 'show', '--requirements', write('req.toml', 'log_dir = 1\n')]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^policy sha256:[0-9a-f]{64} \(strict\): a layer that everything depends on is broken, so everything is forbidden\n/,
    );
    expect(stderr).toContain('error CF010: `log_dir`: expected a string, got a whole number');
  });
});

describe('mdm', () => {
  const TOML = 'allowed_sandbox_modes = ["read-only"]\n# ü\n';

  test('encodes and decodes, byte for byte', async () => {
    write('req.toml', TOML);
    const { code, stdout } = await run(['mdm', 'encode', 'req.toml']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${Buffer.from(TOML).toString('base64')}\n` });
    write('payload.txt', stdout.replace(/(.{20})/g, '$1\n'));
    expect(await run(['mdm', 'decode', 'payload.txt'])).toEqual({ code: 0, stdout: TOML, stderr: '' });
  });

  test('refuses to encode what would break every machine', async () => {
    write('req.toml', 'allowed_sandbox_modes = ["workspace-write"]\n');
    const { code, stdout } = await run(['mdm', 'encode', 'req.toml']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect((await run(['mdm', 'encode', '--key', 'config_toml_base64', 'req.toml'])).code).toBe(0);
  });

  test.each(['%%%', 'YQ', 'YQ==YQ=='])('`%s` is no payload', async (text) => {
    write('payload.txt', text);
    expect((await run(['mdm', 'decode', 'payload.txt'])).code).toBe(1);
  });

  test('a profile is valid, forces both payloads, and is the same every time', async () => {
    write('req.toml', TOML);
    write('managed.toml', 'model = "m"\n');
    const args = ['mdm', 'profile', '--organisation', 'A & <B>', '--requirements', 'req.toml', '--config', 'managed.toml'];
    const [first, again] = [await run(args), await run(args)];
    expect(first.code).toBe(0);
    expect(again.stdout).toBe(first.stdout);
    const value = (key: string) => new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`).exec(first.stdout)?.[1];
    expect([value('requirements_toml_base64'), value('config_toml_base64'), value('PayloadOrganization')]).toEqual([
      Buffer.from(TOML).toString('base64'),
      Buffer.from('model = "m"\n').toString('base64'),
      'A &amp; &lt;B&gt;',
    ]);
    expect(new Set(first.stdout.match(/[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}/g))).toHaveLength(2);
    expect(isBalanced(first.stdout)).toBe(true);
    expect((await run(['mdm', 'profile', '--organisation', 'x'])).code).toBe(1);
  });

  function isBalanced(xml: string): boolean {
    const open: string[] = [];
    for (const [, end, name = '', empty] of xml.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
      if (empty) continue;
      if (end && open.pop() !== name) return false;
      if (!end) open.push(name);
    }
    return open.length === 0;
  }
});

describe('init', () => {
  test.each(['regulated', 'team', 'personal'])('%s: writes once and never again', async (template) => {
    const { code, stdout } = await run(['init', '--template', template, 'out']);
    expect(code).toBe(0);
    const files = [...stdout.matchAll(/^wrote (.+)$/gm)].map((match) => join(home, match[1] ?? ''));
    expect(files.length).toBeGreaterThan(0);
    const before = files.map((file) => readFileSync(file, 'utf8'));
    writeFileSync(files[0] ?? '', 'mine');
    const again = await run(['init', '--template', template, 'out']);
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 1, stdout: '' });
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(['mine', ...before.slice(1)]);
  });

  test('a link that leads nowhere is left alone', async () => {
    symlinkSync(join(home, 'nowhere'), join(home, 'requirements.toml'));
    expect((await run(['init', '--template', 'regulated', '.'])).code).toBe(1);
  });

  test('the regulated policy is accepted without a remark', async () => {
    await run(['init', '--template', 'regulated', '.']);
    for (const profile of ['strict', 'codex']) {
      const { code, stderr } = await run(['config', 'requirements', '--strict', '--profile', profile, 'requirements.toml']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    }
  });
});

describe('lint', () => {
  test('of files: what is questionable, each with its place', async () => {
    write('a.rules', 'prefix_rule(pattern = ["bash"], decision = "allow")\n');
    const { code, stdout, stderr } = await run(['lint', 'a.rules']);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: 'errors: 0, warnings: 1, remarks: 0\n',
      stderr:
        'a.rules:1:1: warning CF103: this rule allows `bash` with any arguments, and `bash` runs whatever they say (name the script, module or ' +
        'subcommand in the pattern)\n',
    });
  });

  test('of a machine: what holds there', async () => {
    expect(await run(['lint'])).toEqual({ code: 0, stdout: 'nothing to remark\n', stderr: '' });
    write('.codex/rules/a.rules', 'prefix_rule(');
    expect((await run(['lint'])).code).toBe(1);
  });

  test.each(['regulated', 'team', 'personal'])('what init writes for %s passes', async (template) => {
    const { stdout } = await run(['init', '--template', template, '.']);
    const files = [...stdout.matchAll(/^wrote (.+)$/gm)].map((match) => match[1] ?? '');
    expect((await run(['lint', ...files])).code).toBe(0);
  });
});

describe('doctor', () => {
  test('says which layers are active, and ends well where all is', async () => {
    const file = write('req.toml', 'allowed_sandbox_modes = ["read-only"]\n');
    const { code, stdout } = await run(['doctor', '--json', '--requirements', file]);
    const report = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(
      report.layers.filter((layer: { state: string }) => layer.state === 'active').map((layer: { path: string }) => layer.path),
    ).toEqual([file]);
    expect(report.fingerprint).toMatch(/^sha256:/);
    const status = (id: string) => report.checks.find((check: { id: string }) => check.id === id).status;
    expect([status('policy.load'), status('policy.requirements'), status('probe.sandbox-modes'), status('runtime.core')]).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
    ]);
    expect(report.verification).toHaveLength(5);
  });

  test('says that the starter policy decides where nothing is set up, with its fingerprint', async () => {
    write('repo/.codex/config.toml', 'sandbox_mode = "danger-full-access"\n');
    const { stdout } = await run(['doctor', '--json'], { cwd: join(home, 'repo') });
    const { fingerprint, checks } = JSON.parse(stdout);
    const asked = JSON.parse((await run(['check', '--json', 'ls'], { cwd: join(home, 'repo') })).stdout);
    expect([fingerprint, checks[0].summary, asked.decision]).toEqual([
      asked.policy.fingerprint,
      'nothing is set up, so the built-in starter policy decides',
      'allow',
    ]);
  });

  test('fails where a file is broken, or a hook lets commands pass', async () => {
    const broken = await run(['doctor', '--requirements', write('req.toml', 'x = ')]);
    expect([broken.code, /^fail {5}policy\.load .*everything is forbidden$/m.test(broken.stdout)]).toEqual([1, true]);
    write('.claude/settings.json', '{"hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"portcullis hook claude"}]}]}}');
    const open = await run(['doctor']);
    expect([open.code, /^fail {5}hooks\.installed/m.test(open.stdout)]).toEqual([1, true]);
  });
});

describe('trust', () => {
  async function project(): Promise<void> {
    mkdirSync(join(home, 'repo/.git'), { recursive: true });
    write('.codex/config.toml', `[projects."${join(home, 'repo')}"]\ntrust_level = "trusted"\n`);
    await run(['init', join(home, 'repo')]);
  }

  const show = async () => JSON.parse((await run(['config', 'show', '--json'], { cwd: join(home, 'repo') })).stdout);
  const state = (answer: { layers: { type: string; state: string }[] }) => answer.layers.find((layer) => layer.type === 'project')?.state;

  test('is given by the digest of what was read, and only for that', async () => {
    await project();
    const cwd = join(home, 'repo');
    expect(state(await show())).toBe('unconfirmed');
    const status = await run(['trust', '--status'], { cwd });
    const digest = /sha256:[0-9a-f]{64}/.exec(status.stdout)?.[0] ?? '';
    expect(status.stdout).toBe(`${join(cwd, '.codex')}: new, ${digest}\n`);
    expect((await run(['trust', '--digest', digest.replace(/.$/, 'x')], { cwd })).code).toBe(1);
    expect((await run(['trust', '--digest', digest], { cwd })).code).toBe(0);
    expect(state(await show())).toBe('active');
    write('repo/.codex/config.toml', 'sandbox_mode = "danger-full-access"\n');
    expect(state(await show())).toBe('unconfirmed');
    expect((await run(['trust', '--status'], { cwd })).stdout).toContain('.codex: changed, ');
  });

  test('is not given where nobody can be asked, nor taken back', async () => {
    await project();
    const cwd = join(home, 'repo');
    for (const args of [['trust'], ['trust', '--forget']]) expect((await run(args, { cwd, stdin: 'y\n' })).code).toBe(1);
    expect(state(await show())).toBe('unconfirmed');
  });

  test('says what is still missing, what does not fit, and where there is nothing', async () => {
    await project();
    write('.codex/config.toml', '');
    const cwd = join(home, 'repo');
    const ask = async (...args: string[]) => (await run(['trust', ...args], { cwd })).stderr;
    const digest = /sha256:[0-9a-f]{64}/.exec((await run(['trust', '--status'], { cwd })).stdout)?.[0] ?? '';
    const other = `: its content has another digest\n`;
    expect(await ask('--digest', 'sha256:0')).toBe(`portcullis trust: \`${cwd}/.codex\` is not trusted${other}`);
    expect(await ask('--digest', digest)).toBe(
      `portcullis trust: it counts once your \`config.toml\` trusts the project: \`[projects."${cwd}"]\`, \`trust_level = "trusted"\`\n`,
    );
    expect(await ask('--forget', '--digest', 'sha256:0')).toBe(`portcullis trust: \`${cwd}/.codex\` stays trusted${other}`);
    expect(await run(['trust', '--forget', '--digest', digest], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(await run(['trust', '--forget', '--digest', digest], { cwd })).toMatchObject({ code: 0, stdout: 'nothing is trusted here\n' });
    expect(await run(['trust', 'absent'], { cwd })).toEqual({
      code: 1,
      stdout: '',
      stderr: `portcullis trust: \`${cwd}/absent\` is no folder\n`,
    });
  });

  test('what is shown cannot write to the terminal', async () => {
    await project();
    write('repo/.codex/rules/evil.rules', '# \u001b[2J\u202e\n');
    const { stdout } = await run(['trust'], { cwd: join(home, 'repo') });
    expect(stdout).toContain('# \\x1b[2J\\u{202e}');
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });
});
