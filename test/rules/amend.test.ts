/** Adding rules to texts and files. */
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { amendFile } from '../../src/rules/index.node.ts';
import { type Amendment, amend, bannedReason, parseRules } from '../../src/rules/index.ts';
import { runCli } from '../support/cli.ts';

const PUSH: Amendment = { type: 'prefix', prefix: ['git', 'push', 'origin'] };
const PUSH_LINE = 'prefix_rule(pattern=["git", "push", "origin"], decision="allow")\n';

function faultOf(text: string, amendment: Amendment): string | undefined {
  const { value, diagnostics } = amend(text, amendment);
  expect(value).toBeNull();
  return diagnostics[0]?.message;
}

describe('a text', () => {
  test('gets the line that Codex writes', () => {
    expect(amend('', PUSH)).toEqual({ value: PUSH_LINE, diagnostics: [] });
  });

  test('gets its missing line end first', () => {
    expect(amend('# mine', PUSH).value).toBe(`# mine\n${PUSH_LINE}`);
  });

  test('stays as it is where the line is there', () => {
    const text = `${PUSH_LINE}# more`;
    expect(amend(text, PUSH)).toEqual({ value: text, diagnostics: [] });
  });

  test('gets the line where it stands only inside a text', () => {
    const text = `x = """\n${PUSH_LINE}"""\n`;
    expect(amend(text, PUSH).value).toBe(text + PUSH_LINE);
  });

  test('keeps words as they are: quotes, breaks, other alphabets', () => {
    const prefix = ['echo', '"a" \\ \'b\'', 'a\nb\t\u0001\b\f', 'größe 世界 😀', ''];
    const { value } = amend('', { type: 'prefix', prefix });
    expect(value).toBe(
      'prefix_rule(pattern=["echo", "\\"a\\" \\\\ \'b\'", "a\\nb\\t\\u0001\\b\\f", "größe 世界 😀", ""], decision="allow")\n',
    );
  });

  test('any words come back as they went in, and a second time changes nothing', () => {
    const word = fc.string({ unit: 'binary', maxLength: 8 });
    const prefixes = fc.array(word, { minLength: 1, maxLength: 4 }).filter((prefix) => prefix[0] !== '' && bannedReason(prefix) === null);
    fc.assert(
      fc.property(prefixes, (prefix) => {
        const { value } = amend('prefix_rule(["ls"])', { type: 'prefix', prefix });
        expect(parseRules([{ source: 'a', text: value ?? '' }]).value?.prefixRules.at(-1)?.pattern).toEqual(
          prefix.map((each) => ({ any: [each] })),
        );
        expect(amend(value ?? '', { type: 'prefix', prefix }).value).toBe(value);
      }),
    );
  });

  test('gets network rules, of which the last word counts', () => {
    const allow: Amendment = {
      type: 'network',
      host: 'a.com',
      protocol: 'http',
      decision: 'allow',
      justification: 'Allow http access to a.com',
    };
    const deny: Amendment = { type: 'network', host: 'a.com', protocol: 'http', decision: 'forbidden' };
    const first = amend('', allow).value ?? '';
    expect(first).toBe('network_rule(host="a.com", protocol="http", decision="allow", justification="Allow http access to a.com")\n');
    const second = amend(first, deny).value ?? '';
    expect(second).toBe(`${first}network_rule(host="a.com", protocol="http", decision="deny")\n`);
    expect(amend(second, deny).value).toBe(second);
    expect(amend(second, allow).value).toBe(second + first);
  });

  test.each([
    ['is at fault already', 'prefix_rule(', 'expected an expression, found the end of the file'],
    ['would join the line to its last', 'x = 1 \\\n', 'a line at the end of `default.rules` would not be the rule it says'],
    [
      'gives the function another meaning',
      'def prefix_rule(**k):\n  pass',
      'a line at the end of `default.rules` would not be the rule it says',
    ],
  ])('that %s is refused', (_, text, message) => {
    expect(faultOf(text, PUSH)).toBe(message);
  });

  test('with examples that need another file is fine', () => {
    const text = 'prefix_rule(["git"], not_match = ["/b/git"])\n';
    expect(amend(text, PUSH).value).toBe(text + PUSH_LINE);
  });

  test.each([[[]], [['']], [['git']], [['npm', 'run']], [['rm']], [['bash', '-lc']], [['python3']], [['a', '\ud800']]])(
    'never gets %j',
    (prefix) => {
      expect(faultOf('', { type: 'prefix', prefix })).toEqual(expect.any(String));
    },
  );

  test('never gets a host that no rule may name', () => {
    expect(faultOf('', { type: 'network', host: '*.a.com', protocol: 'http', decision: 'allow' })).toBe(
      'the host `*.a.com` has a wildcard',
    );
  });
});

describe('banned prefixes', () => {
  test.each([
    'python3',
    'py -3',
    'python -c',
    'pypy3',
    'git',
    'zsh -lc',
    '/bin/sh',
    'pwsh -File',
    'powershell.exe -c',
    'cmd /k',
    'env',
    'sudo',
    'bun',
    'node -e',
    'lua -e',
    'php -r',
    'osascript',
    'Rscript',
    'rm',
    'npm run',
  ])('%s is one', (prefix) => {
    expect(bannedReason(prefix.split(' '))).toEqual(expect.any(String));
  });

  test.each([
    'python3 -m',
    'python3.11',
    '/usr/bin/python3',
    '/usr/bin/bash',
    'pypy3 -c',
    'node --eval',
    'node -p',
    'osascript -e',
    'Rscript -e',
    'rm -f',
    'rm -rf',
    'npm',
    'npx',
    'make',
    'docker',
    'ssh',
    'curl',
    'xargs',
    'find',
    'nohup',
    'exec',
    'eval',
    'command',
    'doas',
    'uv run',
    'go run',
    'git push',
  ])('%s is none', (prefix) => {
    expect(bannedReason(prefix.split(' '))).toBeNull();
  });

  test('one word with a blank is another than two', () => {
    expect(bannedReason(['npm run'])).toBeNull();
  });
});

describe('a file', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-amend-'));
    path = join(folder, 'rules', 'default.rules');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is made, with its folder, and only its owner may write it', async () => {
    expect(await amendFile(path, PUSH)).toEqual({ value: 'added', diagnostics: [] });
    expect(readFileSync(path, 'utf8')).toBe(PUSH_LINE);
    expect(lstatSync(path).mode & 0o022).toBe(0);
    expect(await amendFile(path, PUSH)).toEqual({ value: 'present', diagnostics: [] });
    expect(readdirSync(join(folder, 'rules'))).toEqual(['default.rules']);
  });

  test('is made with the folder `.codex` around its own, and with no other', async () => {
    const first = join(folder, '.codex/rules/default.rules');
    expect(await amendFile(first, PUSH)).toEqual({ value: 'added', diagnostics: [] });
    expect(readFileSync(first, 'utf8')).toBe(PUSH_LINE);
    const { value, diagnostics } = await amendFile(join(folder, 'mistyped/rules/default.rules'), PUSH);
    expect([value, diagnostics.map(({ code }) => code), readdirSync(folder)]).toEqual([null, ['RL011'], ['.codex']]);
  });

  test('keeps its permissions', async () => {
    mkdirSync(join(folder, 'rules'));
    writeFileSync(path, '');
    chmodSync(path, 0o600);
    await amendFile(path, PUSH);
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
  });

  test('gets every rule of many at once', async () => {
    const words = Array.from({ length: 20 }, (_, i) => `p${i}`);
    const results = await Promise.all(words.map((word) => amendFile(path, { type: 'prefix', prefix: [word] })));
    expect(results).toEqual(words.map(() => ({ value: 'added', diagnostics: [] })));
    const { value } = parseRules([{ source: path, text: readFileSync(path, 'utf8') }]);
    expect(value?.prefixRules.map(({ pattern }) => pattern[0].any[0]).sort()).toEqual([...words].sort());
  });

  test.each([
    ['link to a file', (target: string) => symlinkSync(join(folder, 'other'), target)],
    ['folder', (target: string) => mkdirSync(target)],
  ])('is refused where it is a %s', async (_, make) => {
    writeFileSync(join(folder, 'other'), 'untouched');
    mkdirSync(join(folder, 'rules'));
    make(path);
    expect(await amendFile(path, PUSH)).toMatchObject({ value: null, diagnostics: [{ code: 'RL011' }] });
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('untouched');
    expect(readdirSync(join(folder, 'rules'))).toEqual(['default.rules']);
  });

  test('that is no rules file stays as it is', async () => {
    mkdirSync(join(folder, 'rules'));
    writeFileSync(path, 'prefix_rule(');
    expect(await amendFile(path, PUSH)).toMatchObject({ value: null, diagnostics: [{ code: 'RL001' }] });
    expect(readFileSync(path, 'utf8')).toBe('prefix_rule(');
  });

  test('is not made where its folder lies in none', async () => {
    expect(await amendFile(join(folder, 'a', 'b', 'c.rules'), PUSH)).toMatchObject({ value: null, diagnostics: [{ code: 'RL011' }] });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is not made, nor its folder, for a rule that is refused', async () => {
    expect(await amendFile(path, { type: 'prefix', prefix: ['git'] })).toMatchObject({ value: null, diagnostics: [{ code: 'RL010' }] });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is left alone while another holds its lock', async () => {
    mkdirSync(join(folder, 'rules'));
    writeFileSync(`${path}.lock`, '');
    expect(await amendFile(path, PUSH)).toMatchObject({ value: null, diagnostics: [{ code: 'RL011' }] });
    expect(readdirSync(join(folder, 'rules'))).toEqual(['default.rules.lock']);
  }, 20_000);

  test('of the user is what the command adds to', async () => {
    const env = { CODEX_HOME: folder };
    const added = { code: 0, stdout: `added to ${path}\n` };
    expect(await runCli(['allow', '--', 'npm', 'run', 'build'], { env })).toEqual({
      ...added,
      stderr:
        'portcullis allow: this is the first policy of this machine: it decides from now on, instead of the built-in starter policy; ' +
        '`portcullis init --template personal` writes more rules to start from\n',
    });
    expect(await runCli(['allow', '--', 'npm', 'test'], { env })).toEqual({ ...added, stderr: '' });
    expect(await runCli(['allow', '--rules', path, '--', 'git'], { env })).toMatchObject({ code: 1, stdout: '' });
    expect(await runCli(['allow', '--suggest', 'git', 'push', 'origin', 'main'], { env })).toMatchObject({
      code: 0,
      stdout: 'git push origin\n',
    });
    const line = (words: string) => `prefix_rule(pattern=["npm", ${words}], decision="allow")\n`;
    expect(readFileSync(path, 'utf8')).toBe(line('"run", "build"') + line('"test"'));
  });
});
