import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';

const lines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('portcullis analyse', () => {
  it('prints the tree, with the source marked and what is unknown', async () => {
    const { code, stdout, stderr } = await runCli(['analyse', 'cd app && FOO=1 npm test 2>&1 | tee "$log"\n(rm $(ls))']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`5 commands

1 │ cd app && FOO=1 npm test 2>&1 | tee "$log"
  │ ^^^^^^    ^^^^^^^^^^^^^^^^^^^   ^^^^^^^^^^
2 │ (rm $(ls))
  │  ^^^^^^^^

1:1 cd app
1:11 FOO=1 npm test 2>&1  (writes a pipe, may not run)
1:33 tee …  (reads a pipe, may not run)
  unknown \`"$log"\`: the value of \`log\`; one word
2:1 subshell
  2:2 rm …
    unknown \`$(ls)\`: what a command prints; zero or more words
  2:5 substitution
    2:7 ls
`);
  });

  it('says what is refused and ends with 2, in every form', async () => {
    const text = await runCli(['analyse', 'ls; fi']);
    expect(text.code).toBe(2);
    expect(text.stdout).toMatch(/^refused {2}SH002 .*; \d commands? understood\n\n1 │ ls; fi\n {2}│ \^\^ +\^+\n/);
    const json = await runCli(['analyse', '--json', 'ls; fi']);
    expect(json.code).toBe(2);
    expect(lines(json.stdout)[0]).toMatchObject({ refused: { code: 'SH002' } });
    expect(json.stdout).toMatch(/"argv":\["ls"\]/);
  });

  it('refuses what means something else in the declared shell, by name or path', async () => {
    for (const shell of ['dash', '/bin/dash', 'sh', 'unknown', '/usr/bin/fish']) {
      expect((await runCli(['analyse', '--shell', shell, 'P &>f Q'])).code).toBe(2);
    }
    for (const shell of ['bash', '/bin/bash', 'zsh']) expect((await runCli(['analyse', '--shell', shell, 'P &>f Q'])).code).toBe(0);
  });

  it('gives the same answer with both builds of the core', async () => {
    const text = 'a "b$(c <<E\n$(d)\nE\n)" {e,f} >g &';
    const [wasm, js] = await Promise.all(['wasm', 'js'].map((core) => runCli(['analyse', '--json', '--core', core, text])));
    expect(wasm).toEqual(js);
    expect(wasm?.stdout).toMatch(/"argv":\["d"\]/);
  });

  it('answers a batch, requests at fault by line, and ends with 1 for them', async () => {
    const requests: readonly Record<string, unknown>[] = [
      { id: 1, command: 'ls | wc -l' },
      { id: 'two', command: 'echo $x &>f', shell: 'dash', core: 'js' },
      { id: 3, command: 'ls', shel: 'zsh' },
      { id: 4, command: ['ls'] },
      { id: 5, command: 'ls', shell: 'zshh' },
      { id: 6, command: 'ls', core: 'c' },
      { id: 7, command: 'ls', constructor: 1 },
    ];
    const { code, stdout, stderr } = await runCli(['analyse', '--batch'], {
      stdin: requests.map((each) => JSON.stringify(each)).join('\n'),
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const error = (line: number, message: string) => ({ id: line, error: { line, message } });
    expect(lines(stdout)).toEqual([
      {
        id: 1,
        refused: null,
        cautions: [],
        invocations: [expect.objectContaining({ argv: ['ls'] }), expect.objectContaining({ argv: ['wc', '-l'] })],
      },
      { id: 'two', refused: expect.objectContaining({ code: 'SH018' }), cautions: [], invocations: expect.any(Array) },
      error(3, 'unknown field `shel`, did you mean `shell`?'),
      error(4, '`command` must be a string'),
      error(5, '`zshh` is no shell that is known, did you mean `zsh`?'),
      error(6, '`core` must be wasm or js'),
      error(7, 'unknown field `constructor`'),
    ]);
  });

  it('describes an invocation in full', async () => {
    const { stdout } = await runCli(['analyse', '--json', '(x && A=1 B=$b P "a b" $c 2>>f <<<w | Q)']);
    const [, second] = (lines(stdout)[0] as { invocations: object[] }).invocations;
    expect(second).toEqual({
      argv: ['P', 'a b', null],
      assignments: [
        { name: 'A', value: '1' },
        { name: 'B', value: null },
      ],
      redirections: [
        { operator: '>>', fd: 2, target: 'f' },
        { operator: '<<<', fd: null, target: 'w' },
      ],
      context: ['subshell', 'pipeline', 'conditional'],
      span: expect.objectContaining({ start: 6 }),
    });
  });

  it.each([
    [['analyse'], 'portcullis analyse: missing required argument `command`; see `portcullis analyse --help`\n'],
    [
      ['analyse', '--shell', 'bsh', 'ls'],
      'portcullis analyse: `bsh` is no shell that is known, did you mean `bash`? see `portcullis analyse --help`\n',
    ],
    [
      ['analyse', 'git', 'push'],
      'portcullis analyse: too many arguments: expected 1 argument but got 2; see `portcullis analyse --help`\n',
    ],
    [
      ['analyse', '--batch', '--json'],
      'portcullis analyse: option `--batch` cannot be used with option `--json`; see `portcullis analyse --help`\n',
    ],
  ])('refuses the call %j', async (args, stderr) => {
    expect(await runCli(args)).toEqual({ code: 1, stdout: '', stderr });
  });
});
