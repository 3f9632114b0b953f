/**
 * The two builds against each other, and both against the installed bash, over texts that nobody wrote.
 *
 * Samples are seeded and small enough for every run; `PORTCULLIS_FUZZ` multiplies them.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine, parsePolicy, type RuleInput } from '../../src/engine/index.ts';
import { type Analysis, analyse, createCore, SHELLS } from '../../src/shell/index.ts';
import { PAYLOADS, STATEMENTS, WORDS } from '../cases/shell/contexts.ts';
import { isWarned, missing } from '../dialect/missing.ts';
import { EFFORT, hasBoxedBash, runInBash } from './bash.ts';
import { BUILDS } from './builds.ts';
import { CONSTRUCTS } from './constructs.ts';
import { mutated, STUB_WORDS, shellTexts } from './shell-text.ts';

const SEED = 20261120;
const texts = shellTexts(STUB_WORDS);
const anyText = fc.oneof(
  { weight: 2, arbitrary: mutated(texts) },
  { weight: 1, arbitrary: texts },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

describe('the builds', () => {
  const [wasm, js] = [createCore('wasm'), createCore('js')];

  it('say the same of any text, in any shell, and never throw', () => {
    const property = fc.property(anyText, fc.constantFrom(...SHELLS), (text, shell) => {
      expect(analyse(wasm, text, shell)).toEqual(analyse(js, text, shell));
    });
    fc.assert(property, { seed: SEED, numRuns: 1000 * EFFORT });
  });

  it('say the same of a text whatever was analysed before', () => {
    const property = fc.property(anyText, anyText, (before, text) => {
      const fresh = analyse(createCore('js'), text);
      analyse(js, before);
      expect(analyse(js, text)).toEqual(fresh);
    });
    fc.assert(property, { seed: SEED, numRuns: 100 * EFFORT });
  });

  it('decide the same under any rules', () => {
    const token = fc.oneof(fc.constantFrom('a', '-x', '--', 'b c', 'f'), fc.constantFrom(['a', '-x'], ['0', 'é', '']));
    const rule: fc.Arbitrary<RuleInput> = fc.record({
      pattern: fc
        .tuple(fc.constantFrom('P', 'Q', '/bin/P', 'x=1'), fc.array(token, { maxLength: 2 }))
        .map(([program, rest]) => [program, ...rest]),
      decision: fc.constantFrom('allow', 'prompt', 'forbidden'),
      canonical: fc.boolean(),
    });
    const property = fc.property(
      fc.array(rule, { minLength: 1, maxLength: 5 }),
      fc.array(anyText, { minLength: 20, maxLength: 20 }),
      (rules, all) => {
        const policy = parsePolicy(rules).value;
        if (policy === null) throw new Error('the rules do not parse');
        const [first, second] = BUILDS.map((build) => createEngine(policy, { build, defaults: { shell: 'bash' }, seed: 1 }));
        expect(all.map((text) => second?.decide(text))).toEqual(all.map((text) => first?.decide(text)));
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 25 * EFFORT });
  });
});

describe('recovery', () => {
  const core = createCore('wasm');

  it('finds a command on a line of its own behind any line that is a syntax error in itself', () => {
    const faulty = fc.constantFrom(
      ')',
      '}',
      'fi',
      'done',
      'esac',
      ';;',
      '&& P',
      'P | | Q',
      'P >',
      'if then',
      '((',
      'P `',
      'P "',
      "P '",
      'P $(',
      'P ${',
    );
    const property = fc.property(texts, faulty, (text, line) => {
      const { invocations, refused } = analyse(core, `${text}\n${line}\ngit push\n`);
      expect(refused).not.toBe(null);
      expect(invocations.map(({ argv }) => argv.map(({ value }) => value))).toContainEqual(['git', 'push']);
    });
    fc.assert(property, { seed: SEED, numRuns: 150 * EFFORT });
  });
});

/** Codes of texts that bash takes for an error as well. */
const SYNTAX = new Set(['SH001', 'SH002', 'SH003', 'SH004', 'SH017']);
/** Whether a shell can be given a text: no NUL, no half of a surrogate pair. */
const isRunnable = (text: string): boolean => !/[\0\ud800-\udfff]/u.test(text);
const isSyntaxError = ({ refused }: Analysis): boolean => refused !== null && SYNTAX.has(refused.code);

describe.skipIf(!hasBoxedBash())('bash itself', () => {
  const core = createCore('wasm');

  /** What bash ran and the analyser neither reported nor refused. */
  function silent(all: readonly string[]): string[] {
    return runInBash(all).flatMap(({ text, ran }) => {
      const analysis = analyse(core, text);
      const missed = isWarned(analysis) ? [] : missing(analysis, [ran]);
      return missed.length === 0 ? [] : [`${JSON.stringify(text)} runs ${JSON.stringify(missed)}`];
    });
  }

  /** A seeded share of a list. */
  function some<T>(all: readonly T[], count: number): T[] {
    const chosen = fc.sample(
      fc.shuffledSubarray([...all], { minLength: Math.min(count, all.length), maxLength: Math.min(count, all.length) }),
      {
        seed: SEED,
        numRuns: 1,
      },
    );
    return chosen[0] ?? [];
  }

  it('runs nothing in the table of constructs that is not reported, and takes what is not refused', () => {
    const rows = some(CONSTRUCTS, 120 * EFFORT).filter(({ text }) => isRunnable(text));
    const runs = runInBash(rows.map(({ text }) => text));
    const disagreed = runs.filter(({ text, isValid }) => {
      // bash sees `shopt` only when it runs it, and says at run time what is wrong between `[[` and `]]`.
      return isValid === isSyntaxError(analyse(core, text)) && !/shopt|\[\[/.test(text);
    });
    expect(disagreed.map(({ text }) => text)).toEqual([]);
    expect(silent(rows.map(({ text }) => text))).toEqual([]);
  });

  it('runs nothing in any context that is not reported', () => {
    const put = (context: string, inner: string) => context.replaceAll('@', () => inner);
    const [payload = ''] = PAYLOADS;
    const deep = WORDS.flatMap((outer) => WORDS.map((inner) => put(outer, put(inner, payload))));
    const words = [...PAYLOADS, ...PAYLOADS.flatMap((each) => WORDS.map((context) => put(context, each)))];
    const shallow = STATEMENTS.flatMap((statement) => words.map((word) => put(statement, word)));
    const nested = STATEMENTS.flatMap((statement) => deep.map((word) => put(statement, word)));
    const isSilent = (text: string): boolean => {
      const analysis = analyse(core, text);
      return !isWarned(analysis) && missing(analysis, [[['P']]]).length > 0;
    };
    expect(silent([...some(shallow.filter(isSilent), 120 * EFFORT), ...some(nested.filter(isSilent), 120 * EFFORT)])).toEqual([]);
  });

  it('runs nothing where a line is continued that is not reported', () => {
    const joined = CONSTRUCTS.filter(({ text }) => text.length < 40).flatMap(({ text }) =>
      Array.from({ length: text.length }, (_, i) => `${text.slice(0, i)}\\\n${text.slice(i)}`),
    );
    const accepted = joined.filter((text) => isRunnable(text) && !isWarned(analyse(core, text)));
    expect(silent(some(accepted, 150 * EFFORT))).toEqual([]);
  });

  it('takes generated texts as the analyser does, and runs nothing that is not reported', () => {
    const generated = fc.sample(mutated(texts), { seed: SEED, numRuns: 150 * EFFORT }).filter((text) => isRunnable(text));
    const runs = runInBash(generated);
    const accepted = runs.filter(({ text, isValid }) => !isValid && !isWarned(analyse(core, text)));
    const refused = runs.filter(({ text, isValid }) => isValid && isSyntaxError(analyse(core, text)) && !text.includes('[['));
    expect(runs.filter(({ isValid }) => isValid).length).toBeGreaterThan(generated.length / 10);
    expect(runs.filter(({ isValid }) => !isValid).length).toBeGreaterThan(generated.length / 10);
    expect([accepted, refused].map((list) => list.map(({ text }) => text))).toEqual([[], []]);
    expect(silent(generated)).toEqual([]);
  });

  /** The words behind the first, or null where any of them is not known. */
  function wordsOf(text: string): readonly string[] | null {
    const { invocations, refused } = analyse(core, text);
    const words = invocations[0]?.argv.slice(1).map(({ value }) => value) ?? [];
    return refused !== null || words.includes(null) ? null : (words as string[]);
  }

  it('expands braces as the analyser does', () => {
    const piece = fc.constantFrom(
      '{',
      '{',
      '}',
      '}',
      ',',
      ',',
      '..',
      'a',
      'b',
      '1',
      '03',
      '-2',
      'z',
      '{a,b}',
      '{1..3}',
      '{c..a}',
      "'c'",
      '"d"',
      '\\,',
      '\\{',
      '{}',
      '$',
    );
    const braces = fc.sample(
      fc.array(piece, { minLength: 3, maxLength: 12 }).map((pieces) => `P ${pieces.join('')}`),
      { seed: SEED, numRuns: 150 * EFFORT },
    );
    const runs = runInBash(braces);
    const known = runs.flatMap(({ text, ran }) => {
      const words = wordsOf(text);
      return words === null ? [] : [{ text, words, bash: ran[0]?.slice(1) }];
    });
    expect(known.length).toBeGreaterThan(runs.length * 0.8);
    expect(known.filter(({ words, bash }) => JSON.stringify(words) !== JSON.stringify(bash))).toEqual([]);
  });

  it('decodes ANSI-C quotes as the analyser does', () => {
    const piece = fc.constantFrom(
      ...[
        '\\a',
        '\\b',
        '\\e',
        '\\E',
        '\\f',
        '\\n',
        '\\r',
        '\\t',
        '\\v',
        '\\\\',
        "\\'",
        '\\"',
        '\\?',
        '\\q',
        '\\x',
        '\\u',
        '\\U',
        '\\c',
        'A',
        '7',
        'f',
        '?',
        '[',
        ' ',
      ],
      ...[
        '\\0',
        '\\1',
        '\\101',
        '\\377',
        '\\x4',
        '\\x41',
        '\\xc3',
        '\\xa9',
        '\\u41',
        '\\u00e9',
        '\\U1F600',
        '\\u20ac',
        '\\ca',
        '\\c?',
        '\\c[',
        '\\c\\\\',
        'é',
        '\n',
      ],
    );
    const quoted = fc.sample(
      fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => `P $'${pieces.join('')}'`),
      { seed: SEED, numRuns: 150 * EFFORT },
    );
    const runs = runInBash(quoted);
    const known = runs.flatMap(({ text, ran }) => {
      const words = wordsOf(text);
      return words === null ? [] : [{ text, words, bash: ran[0]?.slice(1) }];
    });
    expect(known.length).toBeGreaterThan(runs.length * 0.6);
    expect(known.filter(({ words, bash }) => JSON.stringify(words) !== JSON.stringify(bash))).toEqual([]);
  });

  it('passes here-documents as the analyser reads them', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\t',
      '\\',
      '\\\\',
      '\\\n',
      '\\$',
      '\\`',
      '"',
      "'",
      '$',
      '$ ',
      'E',
      'E ',
      ' E',
      '\\E',
      '#',
      'é',
      '\n\t',
      '\nE\n',
    );
    const operator = fc.constantFrom('<<E', "<<'E'", '<<\\E', '<<-E', "<<-'E'", '<<"E"', "<<''", '<< E');
    const heredocs = fc.sample(
      fc.tuple(operator, fc.array(piece, { maxLength: 8 })).map(([op, body]) => `/bin/cat ${op}\n${body.join('')}\nE\n`),
      { seed: SEED, numRuns: 150 * EFFORT },
    );
    const known = runInBash(heredocs).flatMap(({ text, stdout }) => {
      const analysis = analyse(core, text);
      const body = analysis.invocations[0]?.redirections[0]?.target.value ?? null;
      return isWarned(analysis) || body === null ? [] : [{ text, body, stdout }];
    });
    expect(known.length).toBeGreaterThan(heredocs.length * 0.5);
    expect(known.filter(({ body, stdout }) => body !== stdout)).toEqual([]);
  });
});
