/** Commands out of the files of a project and its people: what is found, what is taken out, what is never touched. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/audit/index.ts';
import { starterPolicy } from '../../src/engine/index.ts';
import { collectCorpus } from '../../src/policy-tools/index.node.ts';
import { collectRows, corpusEngine, isCommandFile, parseCorpus } from '../../src/policy-tools/index.ts';
import { runCli } from '../support/cli.ts';

const engine = corpusEngine(starterPolicy());

async function textsIn(path: string, text: string): Promise<readonly string[]> {
  const rows = await collectRows(path, text, { engine, redact: (each) => each, seen: new Set() });
  return rows.map(({ text: command, shell }) => `${shell}: ${command}`);
}

describe('reads', () => {
  test('scripts of package.json', async () => {
    const file = { scripts: { build: 'tsc -b', test: 'vitest run && npm run lint', odd: 5 }, other: { scripts: { x: 'no' } } };
    expect(await textsIn('apps/web/package.json', JSON.stringify(file))).toEqual(['sh: tsc -b', 'sh: vitest run && npm run lint']);
    expect(await textsIn('package.json', 'not json')).toEqual([]);
  });

  test('recipes of makefiles, with variables of make as variables of the shell', async () => {
    const text = 'CC = gcc\nall: dep\n\t@$(CC) -o app main.c\n\t-rm -f $@ \\\n\t  $(wildcard *.o)\n\necho:\n\techo $$HOME\n# \tno\n';
    expect(await textsIn('Makefile', text)).toEqual(['sh: $CC -o app main.c', 'sh: rm -f $MAKE_VALUE \\\n  $MAKE_VALUE', 'sh: echo $HOME']);
  });

  test('steps of workflows', async () => {
    const github = `
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
      - name: several
        run: |
          npm test
          echo "\${{ github.sha }}"
      - shell: pwsh
        run: Get-ChildItem
`;
    expect(await textsIn('.github/workflows/ci.yml', github)).toEqual([
      'bash: npm ci',
      'bash: npm test\necho "$WORKFLOW_VALUE"',
      'pwsh: Get-ChildItem',
    ]);
    const gitlab = 'build:\n  before_script: [npm ci]\n  script:\n    - npm test\n    - npm run build\n';
    expect(await textsIn('.gitlab-ci.yml', gitlab)).toEqual(['bash: npm ci', 'bash: npm test', 'bash: npm run build']);
    expect(await textsIn('.circleci/config.yml', 'jobs:\n  a:\n    steps:\n      - run: {name: x, command: make}\n')).toEqual([
      'bash: make',
    ]);
    expect(await textsIn('.github/workflows/bad.yml', 'a: [')).toEqual([]);
  });

  test('a workflow of aliases within aliases ends', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}`}]`);
    expect(await textsIn('.github/workflows/bomb.yml', rows.join('\n'))).toEqual([]);
  });

  test('instructions of Dockerfiles', async () => {
    const text =
      'FROM node:20\nRUN --mount=type=cache,target=/root npm ci\nRUN apt-get update && \\\n    # tools\n    apt-get install -y jq\nRUN ["npm", "run", "a b"]\nRUN <<EOF\nmake\nmake test\nEOF\nCMD ["x"]\n';
    expect(await textsIn('docker/Dockerfile.dev', text)).toEqual([
      'sh: npm ci',
      'sh: apt-get update && \\\n    apt-get install -y jq',
      "sh: npm run 'a b'",
      'sh: make\nmake test',
    ]);
  });

  test('histories', async () => {
    expect(await textsIn('/home/u/.bash_history', 'ls -la\ngit status\n\nls -la\n')).toEqual(['bash: ls -la', 'bash: git status']);
    expect(await textsIn('.bash_history', '#1731000000\nfor i in 1 2; do\necho $i\ndone\n#1731000001\npwd\n')).toEqual([
      'bash: for i in 1 2; do\necho $i\ndone',
      'bash: pwd',
    ]);
    expect(await textsIn('.zsh_history', ': 1731000000:0;git push\n: 1731000001:2;echo a\\\nb\n')).toEqual([
      'zsh: git push',
      'zsh: echo a\nb',
    ]);
    expect(await textsIn('fish_history', '- cmd: echo a\\nb\n  when: 1\n- cmd: ls\n')).toEqual(['unknown: echo a\nb', 'unknown: ls']);
  });

  test('transcripts of agents, whatever their shape', async () => {
    const lines = [
      { type: 'assistant', message: { content: [{ type: 'tool_use', name: 'Bash', input: { command: 'npm test', description: 'x' } }] } },
      { type: 'response_item', payload: { type: 'function_call', name: 'exec_command', arguments: '{"cmd":"ls src"}' } },
      {
        type: 'response_item',
        payload: { type: 'function_call', name: 'shell', arguments: '{"command":["bash","-lc","git diff | head"]}' },
      },
      { type: 'local_shell_call', action: { type: 'exec', command: ['git', 'log', '--format=%h %s'] } },
      { name: 'Read', input: { command: 'not a shell' } },
      { name: 'Bash', input: { __proto__: null } },
    ];
    expect(await textsIn('session.jsonl', `${lines.map((line) => JSON.stringify(line)).join('\n')}\nbroken {`)).toEqual([
      'bash: npm test',
      'bash: ls src',
      'bash: git diff | head',
      "bash: git log '--format=%h %s'",
    ]);
    const deep = `${'['.repeat(5_000)}{"name":"Bash","input":{"command":"ls"}}${']'.repeat(5_000)}`;
    expect(await textsIn('session.jsonl', deep)).toEqual([]);
  });

  test('nothing else', () => {
    const names = ['index.ts', '.env', 'id_rsa', 'notes.md', 'package-lock.json', '.ssh/config', 'data.json'];
    expect(names.filter(isCommandFile)).toEqual([]);
  });
});

test('secrets are taken out before anything is kept', async () => {
  const { redactText } = await createRedactor();
  const secret = ['ghp', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('_');
  const text = `curl -H "Authorization: token ${secret}" https://api.example.com\nexport GITHUB_TOKEN=${secret}\n`;
  const rows = await collectRows('.bash_history', text, { engine, redact: redactText, seen: new Set() });
  expect(rows.length).toBe(2);
  expect(JSON.stringify(rows)).not.toContain(secret);
});

describe('on disk', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'portcullis-corpus-'));
    const files: Readonly<Record<string, string>> = {
      'project/package.json': '{"scripts":{"test":"vitest run","build":"tsc -b"}}',
      'project/Makefile': 'all:\n\ttsc -b\n\tgit push --force\n',
      'project/node_modules/x/package.json': '{"scripts":{"postinstall":"curl evil"}}',
      'project/src/index.ts': 'export {};',
      'outside/.bash_history': 'cat secrets\n',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    symlinkSync(join(folder, 'outside'), join(folder, 'project/linked'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('only what is named, each text once, no links, nobody else’s packages', async () => {
    const found: string[] = [];
    for await (const { rows } of collectCorpus([join(folder, 'project')], { engine, redact: (text) => text, seen: new Set() }))
      for (const { origin, text, label } of rows) found.push(`${origin} | ${text} | ${label}`);
    expect(found).toEqual([
      'makefile recipes: Makefile | tsc -b | allow',
      'makefile recipes: Makefile | git push --force | forbidden',
      'package.json scripts: package.json | vitest run | allow',
    ]);
  });

  test('the command: collect, verify and stats', async () => {
    const collected = await runCli(['corpus', 'collect', join(folder, 'project')]);
    expect([collected.code, collected.stderr]).toEqual([0, '3 commands from 2 files; look through them before you hand them on\n']);
    const { value } = parseCorpus('x', collected.stdout);
    expect(value?.map(({ label, licence }) => `${label} ${licence}`)).toEqual(['allow unstated', 'forbidden unstated', 'allow unstated']);
    const corpus = join(folder, 'mine.jsonl');
    writeFileSync(corpus, collected.stdout);
    expect(await runCli(['corpus', 'verify', corpus])).toEqual({
      code: 0,
      stdout: '',
      stderr: '3 rows, 0 no longer as labelled, 0 of them looser\n',
    });
    writeFileSync(join(folder, 'loose.rules'), 'prefix_rule(pattern = ["git", "push", "--force"], decision = "prompt")\n');
    const verified = await runCli(['corpus', 'verify', '--rules', join(folder, 'loose.rules'), '--json', corpus]);
    const changes = verified.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([verified.code, changes.map(({ text, label, decision }) => [text, label, decision])]).toEqual([
      1,
      [
        ['tsc -b', 'allow', 'prompt'],
        ['git push --force', 'forbidden', 'prompt'],
        ['vitest run', 'allow', 'prompt'],
      ],
    ]);
    expect(verified.stderr).toBe('3 rows, 3 no longer as labelled, 1 of them looser\n');
    const counted = await runCli(['corpus', 'stats', corpus]);
    expect(counted.stdout.split('\n').slice(0, 4)).toEqual([
      'origin                rows  allow  prompt  forbidden',
      'makefile recipes         2      1       0          1',
      'package.json scripts     1      1       0          0',
      'all                      3      2       0          1',
    ]);
  });

  test('what cannot be read is told, and nothing is half read', async () => {
    const missing = await runCli(['corpus', 'collect', join(folder, 'nothing'), join(folder, 'project/src/index.ts')]);
    expect([missing.code, missing.stdout, missing.stderr.match(/CF121/g)?.length]).toEqual([0, '', 2]);
    writeFileSync(join(folder, 'bad.jsonl'), '{"text":"ls"}\nnot json\n');
    const bad = await runCli(['corpus', 'verify', join(folder, 'bad.jsonl')]);
    expect([bad.code, bad.stdout, bad.stderr.match(/bad\.jsonl:[12]:1: error CF120|CF120/g)?.length]).toEqual([1, '', 2]);
  });
});
