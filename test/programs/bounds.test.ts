/** Long and adversarial input ends, and says so where it was not read to its end. */
import { describe, expect, it } from 'vitest';
import { MAX_GOAL_LENGTH, MAX_SCRIPT_LENGTH } from '../../src/base/index.ts';
import { effectsOf } from '../../src/programs/index.ts';
import { literalWord, unknownWord } from '../../src/programs/word.ts';
import type { Word } from '../../src/shell/index.ts';
import { formatEffect } from '../support/effects.ts';

const SPAN = { start: 0, end: 1 };

function effects(...argv: readonly (string | Word)[]): string[] {
  const words = argv.map((each) => (typeof each === 'string' ? literalWord(each, SPAN) : each));
  return effectsOf({ argv: words, assignments: [], redirections: [] }).effects.map(formatEffect);
}

describe('long input', () => {
  it.each(['sed', 'awk', 'jq', 'sqlite3'])('of %s is unclear, or cannot do harm', (program) => {
    const script = `# ${'x'.repeat(MAX_SCRIPT_LENGTH)}`;
    const found = program === 'sqlite3' ? effects(program, ':memory:', script).slice(1) : effects(program, script);
    expect(found).toEqual(program === 'jq' ? [] : ['unclear PR002 ?']);
  });

  it('of many words is read', () => {
    const many = Array.from({ length: 100_000 }, () => 'a');
    expect(effects('cat', ...many)).toHaveLength(100_000);
    expect(effects('timeout', '5', ...many)).toHaveLength(1);
    expect(effects('python3', '-c', 'x', ...many)).toEqual(['code python argument x']);
  });

  it('of a goal counts as one that publishes', () => {
    const goal = `${':app'.repeat(MAX_GOAL_LENGTH)}:build`;
    expect(effects('gradle', goal)).toEqual(['code build task gradle', `destroy publication: ${goal}`]);
  });

  it('of many unknown words before a command is cut short', () => {
    const many = Array.from({ length: 100_000 }, () => unknownWord(SPAN, false));
    const runs = effects('nice', ...many, 'rm').filter((effect) => effect.startsWith('run'));
    expect(runs).toHaveLength(10);
    expect(runs.at(-1)).toBe('run argv: rm');
  });

  it.each([
    ['letters', 'pip', 'install', 'a'.repeat(500_000)],
    ['letters', 'git', 'fetch', 'a'.repeat(500_000)],
    ['brackets', 'curl', '--resolve', `${'['.repeat(500_000)}:1:x`],
    ['names', 'cmake', `-D${'TOOLCHAIN'.repeat(50_000)}`],
    ['blanks', 'gdb', '-ex', `info${' '.repeat(500_000)};`],
  ])('of many %s in one word of %s ends', (_, program, ...words) => {
    expect(effects(program, ...words).length).toBeLessThan(10);
  });

  it('with the first URL far behind is read', () => {
    const [near, far] = [1, 300_000].map((count) =>
      effects('pip', 'install', `${'a'.repeat(count)} https://example.com/x`).map((effect) => effect.replace(/a+ /, 'a ')),
    );
    expect(far).toEqual(near);
    expect(near).toEqual(['network url https://example.com/x', 'config package name a https://example.com/x']);
  });

  it('of many letters in one word is read', () => {
    expect(effects('timeout', `-${'z'.repeat(100_000)}`, '5', 'rm')).toEqual(['unclear PR001 ?', 'run argv: rm']);
    expect(effects('tar', 'z'.repeat(100_000))).toEqual([]);
  });

  it.each([
    ['brackets', 'awk', '/[ '.repeat(20_000)],
    ['quotes', 'awk', '"'.repeat(60_000)],
    ['delimiters', 'sed', 's/[/'.repeat(15_000)],
    ['escapes', 'sed', `a${'\\'.repeat(60_000)}`],
    ['interpolations', 'jq', '"\\('.repeat(20_000)],
    ['calls', 'make', `X=${'$(shell '.repeat(8_000)}`],
    ['programs', 'psql', "program'".repeat(8_000)],
    ['commands', 'python3', 'system('.repeat(9_000)],
  ])('of nested %s ends', (_, program, text) => {
    const option = program === 'psql' || program === 'python3' ? ['-c'] : [];
    expect(effects(program, ...option, text).length).toBeLessThan(20_000);
  });
});
