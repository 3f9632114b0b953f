/** Every construct of the shell, each text with everything that is said about it: commands, scopes, what is refused. */
import { describe, expect, it } from 'vitest';
import { analyse, type Core } from '../../src/shell/index.ts';
import { MAX_BRACE_WORDS, MAX_DEPTH, MAX_RECOVERIES, MAX_REREADS, MAX_TEXT } from '../../wasm/limits.ts';
import { describeBuilds } from './builds.ts';
import { byConstruct, CONSTRUCTS } from './constructs.ts';
import { linesOf } from './notation.ts';

const refusalOf = (core: Core, text: string): string | null => analyse(core, text, 'bash').refused?.code ?? null;
const programsOf = (core: Core, text: string): (string | null)[] =>
  analyse(core, text, 'bash').invocations.map(({ argv }) => argv[0]?.value ?? null);

describe('the table of constructs', () => {
  it('holds each text once', () => {
    expect(CONSTRUCTS.length).toBeGreaterThan(900);
    expect(new Set(CONSTRUCTS.map(({ text }) => text)).size).toBe(CONSTRUCTS.length);
  });
});

describeBuilds('constructs', (core) => {
  const read = (text: string) => linesOf(analyse(core, text, 'bash'));

  it.each(byConstruct())('%s', (_, cases) => {
    const got = cases.map(({ construct, text }) => ({ construct, text, ...read(text) }));
    const differs = (i: number) => JSON.stringify(got[i]) !== JSON.stringify(cases[i]);
    expect(got.filter((__, i) => differs(i))).toEqual(cases.filter((__, i) => differs(i)));
  });

  it('stay what they are where blanks stand before them and a newline behind', () => {
    const understood = CONSTRUCTS.filter(({ refused, cautions }) => refused === undefined && cautions === undefined);
    const texts = understood.map(({ text }) => text).filter((text) => !text.endsWith('\\'));
    const changed = texts.filter((text) => JSON.stringify(read(` \t${text}\n`)) !== JSON.stringify(read(text)));
    expect(changed).toEqual([]);
  });
});

describeBuilds('limits', (core) => {
  it('takes a text of the largest size, and refuses a larger one', () => {
    expect(refusalOf(core, `P ${'a'.repeat(MAX_TEXT - 2)}`)).toBe(null);
    expect(refusalOf(core, `P ${'a'.repeat(MAX_TEXT - 1)}`)).toBe('SH008');
    expect(refusalOf(core, `P ${'é'.repeat(MAX_TEXT / 2 - 1)}`)).toBe(null);
    expect(refusalOf(core, `P ${'é'.repeat(MAX_TEXT / 2)}`)).toBe('SH008');
  });

  it.each([
    ['subshells', '( ', 'P', ' )'],
    ['groups', '{ ', 'P', '; }'],
    ['substitutions', 'P $(', 'P', ')'],
    ['conditions', 'if ', 'P', '; then P; fi'],
    ['defaults', '${x:-', 'P', '}'],
    ['functions', 'f() { ', 'P', '; }'],
    ['loops', 'while P; do ', 'P', '; done'],
    ['process substitutions', 'P <(', 'P', ')'],
  ])('follows %s to a depth nobody types, and refuses deeper ones', (_, open, inner, close) => {
    const nested = (depth: number) => `${open.repeat(depth)}${inner}${close.repeat(depth)}`;
    expect([1, 10, 20].map((depth) => refusalOf(core, nested(depth)))).toEqual([null, null, null]);
    expect([MAX_DEPTH + 1, 1000].map((depth) => refusalOf(core, nested(depth)))).toEqual(['SH007', 'SH007']);
  });

  it('reports what stands before, inside and behind a text that is too deep', () => {
    expect(programsOf(core, `P; ${'( Q; '.repeat(100)}\nR`)).toEqual(['P', ...Array(MAX_DEPTH - 1).fill('Q'), 'R']);
  });

  it('expands braces up to a number of words; more are one unknown word', () => {
    const argvOf = (text: string) => analyse(core, text, 'bash').invocations[0]?.argv ?? [];
    const many = argvOf(`P {1..${MAX_BRACE_WORDS}}`);
    expect(many.map(({ value }) => value)).toEqual(['P', ...Array.from({ length: MAX_BRACE_WORDS }, (__, i) => String(i + 1))]);
    const more = argvOf('P {1..100000}');
    expect(more.map(({ value, single }) => [value, single])).toEqual([
      ['P', true],
      [null, false],
    ]);
    const product = argvOf(`P ${'{a,b}'.repeat(20)}`);
    expect(product.map(({ value, single }) => [value, single])).toEqual([
      ['P', true],
      [null, false],
    ]);
  });

  it('reads double parentheses again a few times', () => {
    const ambiguous = (times: number) => '((P); Q)\n'.repeat(times);
    expect(refusalOf(core, ambiguous(MAX_REREADS))).toBe(null);
    expect(refusalOf(core, ambiguous(MAX_REREADS + 1))).toBe('SH009');
  });

  it('does not guess what double parentheses are that close on two lines', () => {
    const text = "P $((Q '$(R)' )\\\n)";
    expect(refusalOf(core, text)).toBe('SH009');
    expect(programsOf(core, text)).toEqual(['P', 'R']);
  });

  it('goes on behind a number of syntax errors', () => {
    const faulty = (errors: number) => `${')\n'.repeat(errors)}P`;
    expect(programsOf(core, faulty(MAX_RECOVERIES))).toEqual(['P']);
    expect(programsOf(core, faulty(MAX_RECOVERIES + 1))).toEqual([]);
    expect(refusalOf(core, faulty(MAX_RECOVERIES + 1))).toBe('SH002');
  });

  it('reports thousands of commands, words and here-documents of one text', () => {
    const count = 10_000;
    expect(programsOf(core, 'P;'.repeat(count))).toEqual(Array(count).fill('P'));
    expect(analyse(core, `P${' a'.repeat(count)}`, 'bash').invocations[0]?.argv.length).toBe(count + 1);
    const heredocs = analyse(core, `P ${'<<a '.repeat(count)}\n${'b\na\n'.repeat(count)}`, 'bash');
    expect(heredocs.refused).toBe(null);
    expect(heredocs.invocations.map(({ redirections }) => redirections.map(({ target }) => target.value))).toEqual([
      Array(count).fill('b\n'),
    ]);
  });
});

describeBuilds('the shells a text could be for', (core) => {
  it.each([
    ["P <<$'E'\na\n$E\nQ\nE", 'dash'],
    ['P <<$"E"\na\n$E\nQ\nE', 'dash'],
    ["P <<$'E'\na\n$E\nQ\nE", 'sh'],
  ] as const)('refuses %j for %s, which ends the here-document elsewhere', (text, shell) => {
    expect(analyse(core, text, shell).refused?.code).toBe('SH018');
  });
});
