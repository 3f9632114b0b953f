/** `portcullis bench` as users run it. Times differ from run to run: only what does not is compared. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

const row = (text: string) =>
  JSON.stringify({ text, shell: 'bash', origin: 'own: test', licence: 'Apache-2.0', label: 'prompt', why: 'a test' });
const corpus = file('mine.jsonl', `${row('kalo status')}\n${row('git push && kalo build')}\n${row('kalo status')}\n`);
const rules = file('team.rules', 'prefix_rule(["kalo"])\nprefix_rule(["git", "push"], decision = "forbidden")\n');

describe('portcullis bench', () => {
  it('measures the commands of a corpus under the rules of a file', async () => {
    const { code, stdout, stderr } = await runCli(['bench', '--quick', '--json', '--rules', rules, '--corpus', corpus], { cwd: FOLDER });
    const figures = JSON.parse(stdout);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect({
      commands: figures.commands,
      rules: figures.rules,
      slowCommands: figures.slowCommands.map(({ text }: { text: string }) => text).sort(),
      slowRules: figures.slowRules.map(({ rule, matches }: { rule: string; matches: number }) => [rule, matches]).sort(),
      layers: figures.layers.map(({ source, rules: count }: { source: string; rules: number }) => [source, count]),
      growth: figures.growth.map(({ rules: count }: { rules: number }) => count),
    }).toEqual({
      commands: 2,
      rules: 2,
      slowCommands: ['git push && kalo build', 'kalo status'],
      slowRules: [
        [`${rules}:1`, 2],
        [`${rules}:2`, 1],
      ],
      layers: [[rules, 2]],
      growth: [2, 20, 200],
    });
    const times = [
      figures.decide.median,
      figures.evaluate.slowest,
      figures.decidedAlone,
      figures.decisionsPerSecond,
      ...figures.growth.map(({ decide }: { decide: number }) => decide),
    ];
    expect(times.every((time: number) => time > 0)).toBe(true);
  });

  it('prints tables for people', async () => {
    const { code, stdout } = await runCli(['bench', '--quick', '--rules', rules, '--corpus', corpus], { cwd: FOLDER });
    expect(code).toBe(0);
    expect(
      stdout
        .replace(/[\d.,-]+ (?:ns|µs|ms)/g, 'T')
        .replace(/[█]+/g, '#')
        .replace(/ +/g, ' ')
        .replace(/[\d,]+ (decisions|bytes)/g, 'N $1'),
    ).toContain('with more rules\n 2 rules T a decision T to compile N bytes a rule\n 20 rules T a decision T to compile N bytes a rule\n');
  });

  it('says what is wrong with a corpus, and measures nothing', async () => {
    const broken = file('broken.jsonl', '{"text":"ls"}\n');
    const { code, stdout, stderr } = await runCli(['bench', '--corpus', broken], { cwd: FOLDER });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${broken}:1`);
  });

  it('does not measure nothing', async () => {
    const empty = file('empty.jsonl', '\n');
    const { code, stdout, stderr } = await runCli(['bench', '--json', '--corpus', empty], { cwd: FOLDER });
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'portcullis bench: there is no command in the corpus; `portcullis corpus collect` finds some\n',
    });
  });
});
