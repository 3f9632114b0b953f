/**
 * Texts whose values, names and patterns multiply: short to write, and endless to follow one by one. Each ends here, and allows nothing that
 * it would not allow if it were followed.
 */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  MAX_ARITHMETIC_TEXT,
  MAX_FOLDER_LENGTH,
  MAX_KNOWN_ARGUMENTS,
  MAX_KNOWN_FUNCTIONS,
  MAX_KNOWN_VARIABLES,
  MAX_MAKE_TEXT,
  MAX_PATH_NAMES,
  MAX_RECIPE_LINES,
  MAX_SCRIPT_FILE_BYTES,
  MAX_SEPARATORS,
  matchWildcard,
} from '../../src/base/index.ts';
import { parsedCommands } from '../../src/engine/codex/parsed-command.ts';
import { createEngine, parsePolicy } from '../../src/engine/index.ts';
import { readMakefile } from '../../src/engine/makefile.ts';
import { expandParameter } from '../../src/engine/parameter.ts';
import { foldPath, resolveText } from '../../src/engine/path.ts';
import { RealPaths } from '../../src/engine/real-path.ts';
import { analyse } from '../../src/index.ts';

const { value: policy } = parsePolicy([{ pattern: ['git', 'push'], decision: 'forbidden' }, { pattern: ['printf'] }, { pattern: ['ls'] }]);

function answerTo(command: string) {
  if (policy === null) throw new Error('the policy is broken');
  const { decision, findings, invocations } = createEngine(policy).evaluate({ command, shell: 'bash' });
  return { decision, codes: findings.map(({ code }) => code), last: invocations.at(-1)?.argv };
}

/** `v0='v0+v1+…'; v1=…`: every value names all of them. */
function tangled(count: number): string {
  const names = Array.from({ length: count }, (_, i) => `v${i}`);
  return names.map((name) => `${name}='${names.join('+')}'`).join('; ');
}

describe('values of arithmetic that name each other', () => {
  test('a few lead nowhere', () => {
    expect(answerTo(`a='b+1'; b='c*2'; c=3; ls $((a))`)).toMatchObject({ decision: 'allow', codes: [] });
  });

  test.each([3, 8, 60])('%i of them, each with all, are not known', (count) => {
    expect(answerTo(`${tangled(count)}; ls $((v0))`)).toMatchObject({ decision: 'prompt', codes: ['EN020'] });
  });

  test('more text than is followed is not known', () => {
    const long = `1${'+1'.repeat(MAX_ARITHMETIC_TEXT / 2)}`;
    expect(answerTo(`a='${long.slice(0, MAX_ARITHMETIC_TEXT - 1)}'; ls $((a))`)).toMatchObject({ decision: 'allow', codes: [] });
    expect(answerTo(`a='${long}'; ls $((a))`)).toMatchObject({ decision: 'prompt', codes: ['EN020'] });
  });
});

describe('values that hold others', () => {
  /** `x0=…; x1=$x0$x0; …` */
  const doubled = (times: number): string =>
    ['x0=0123456789', ...Array.from({ length: times }, (_, i) => `x${i + 1}=$x${i}$x${i}`), `ls $x${times}`].join('; ');

  test('are put in while there is room', () => {
    expect(answerTo(doubled(3))).toEqual({ decision: 'allow', codes: [], last: ['ls', '0123456789'.repeat(8)] });
  });

  test.each([24, 60, 400])('are not known after %i doublings', (times) => {
    expect(answerTo(doubled(times))).toEqual({ decision: 'allow', codes: [], last: ['ls', null] });
    expect(answerTo(`${doubled(times)}; git push $x${times}`).decision).toBe('forbidden');
  });

  test('are not known where a replacement makes them long', () => {
    const grown = `a=${'x'.repeat(1_000)}; b=${'y'.repeat(1_000)}`;
    expect(answerTo(`${grown}; ls \${a//x/$b}`).last).toEqual(['ls', null]);
    expect(expandParameter('x'.repeat(1_000), `//x/${'y'.repeat(1_000)}`)).toBeNull();
    expect(expandParameter('x'.repeat(100), '//x/yyy')).toBe('yyy'.repeat(100));
  });

  test('end where guesses follow them', () => {
    const many = (name: string): string => `$${name}`.repeat(300);
    const text = `read z; d="${many('z')}"; c="${many('d')}"; b="${many('c')}"; a="${many('b')}"; $a x`;
    expect(answerTo(text).decision).toBe('prompt');
  });

  test('end where every command takes all arguments', () => {
    const text = `set -- ${'a '.repeat(20_000)}; ${'printf x "$@"; '.repeat(2_000)}`;
    expect(answerTo(text)).toMatchObject({ decision: 'allow', codes: [], last: ['printf', 'x', null] });
  });
});

describe('what a pattern takes from a value', () => {
  const brute = (value: string, operator: string, pattern: string): string => {
    const lengths = Array.from({ length: value.length + 1 }, (_, i) => (operator.length === 2 ? value.length - i : i));
    const end = (length: number): number => value.length - length;
    const isPrefix = operator.startsWith('#');
    const found = lengths.find((length) => matchWildcard(pattern, isPrefix ? value.slice(0, length) : value.slice(end(length))));
    return found === undefined ? value : isPrefix ? value.slice(found) : value.slice(0, end(found));
  };

  it('is the same as with one try for each length', () => {
    const letters = (max: number) => fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: max }).map((all) => all.join(''));
    const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 }).map((all) => all.join(''));
    fc.assert(
      fc.property(letters(12), fc.constantFrom('#', '##', '%', '%%'), pattern, (value, operator, each) => {
        // `${v##b}` is one operator, whatever the pattern begins with.
        fc.pre(!/^[#%]/.test(each));
        expect(expandParameter(value, operator + each)).toBe(brute(value, operator, each));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is found in long values', () => {
    const value = 'a'.repeat(60_000);
    expect(expandParameter(value, `%%*${'a'.repeat(60)}b`)).toBe(value);
    expect(expandParameter(value, '%%a*a')).toBe('');
    expect(expandParameter(value, '#*a')).toBe(value.slice(1));
  });
});

describe('long texts of one kind', () => {
  const many = 250_000;

  test.each([
    ['`[[ ', `-v a${'['.repeat(many)}`, ' ]]`'],
    ['[[ ', '-v a[x || '.repeat(many / 10), '-v b ]]'],
    ['ls ${x:-${', 'a'.repeat(many), '~}}'],
    ['declare -A ', `a${'+'.repeat(many)}`, '$x'],
  ])('of %s end', (before, text, after) => {
    expect(['allow', 'prompt']).toContain(answerTo(before + text + after).decision);
  });

  test('subscripts of `-v` are looked at, wherever they stand', () => {
    const tests = ['-v a[$1]', '-v a[1]b[`x`]', '-v a[1 || -v b[$1]', '-R x[0][$1]', '-v a[1] && $1 == b', '-v a && -z b[$1]'];
    const codes = tests.map((test) => answerTo(`[[ ${test} ]]`).codes);
    expect(codes).toEqual([['EN020'], ['EN020'], ['EN020'], ['EN020'], [], []]);
  });

  test('of comments in a makefile end', () => {
    const text = `# ${'#'.repeat(many)}\r${'#'.repeat(10)}\nall:\n\tls\n`;
    expect(readMakefile(text, 'all')).toEqual([{ target: 'all', text: 'ls' }]);
  });
});

/** The pattern over and over, `#` numbered, up to so many bytes. */
function repeated(pattern: string, bytes: number): string {
  const parts: string[] = [];
  for (let length = 0; length < bytes; length += parts.at(-1)?.length ?? 1) parts.push(pattern.replaceAll('#', String(parts.length)));
  return parts.join('');
}

describe('a quarter of a megabyte', () => {
  const BYTES = 256 * 1024;
  const known = repeated('v#=x\n', 8_000);

  // What each grew with is beside it: without a bound of its own none of these ends in the time of a test.
  test.each([
    ['of processes that start with many variables', `${known}${repeated('(b=1);', BYTES)}`],
    ['of pipes that start with many variables', `${known}${repeated('ls|', BYTES)}ls`],
    ['of background jobs between assignments', `${known}${repeated('v#=x;ls&', BYTES)}`],
    ['of substitutions without a command', `${known}ls ${repeated('$()', BYTES)}`],
    ['of wrappers that start each other, each with words that nobody knows', `${repeated('xargs ', BYTES)}`],
    ['of commands that one search starts', `find . ${repeated('-exec ls {} \\; ', BYTES)}`],
    ['of files that are written and run', repeated('echo x>f#;sh f#;', BYTES)],
    ['of files that are copied and run', repeated('cp a#b b#b c#b d#b d;sh d/b#b;', BYTES)],
    ['of folders below each other, by options', `git ${repeated('-C a ', BYTES)}status`],
    ['of folders below each other, by commands', repeated('cd a;cat b;', BYTES)],
    ['of links to links', repeated('ln -s l#x l#;cat l#;', BYTES)],
  ])('%s', (_, text) => {
    expect(['allow', 'prompt']).toContain(answerTo(text).decision);
  });

  test('ends with a ban that stands behind it', () => {
    expect(answerTo(`${repeated('xargs ', BYTES)};git push`).decision).toBe('forbidden');
  });

  test('of wrappers is asked about where they are not followed any more', () => {
    expect(answerTo(repeated('xargs ', BYTES)).codes).toContain('EN019');
  });
});

describe('what a text defines', () => {
  test('more functions than are known are no functions of its own', () => {
    const definitions = (count: number): string => Array.from({ length: count }, (_, i) => `f${i}() { ls; }`).join('; ');
    expect(answerTo(`${definitions(MAX_KNOWN_FUNCTIONS)}; f${MAX_KNOWN_FUNCTIONS - 1}`).decision).toBe('allow');
    expect(answerTo(`${definitions(MAX_KNOWN_FUNCTIONS + 1)}; f${MAX_KNOWN_FUNCTIONS}`).decision).toBe('prompt');
  });

  test('more variables than are known are none', () => {
    const assignments = (count: number): string => Array.from({ length: count }, (_, i) => `v${i}=x`).join('; ');
    expect(answerTo(`${assignments(MAX_KNOWN_VARIABLES / 2)}; ls $v0`).last).toEqual(['ls', 'x']);
    expect(answerTo(`${assignments(MAX_KNOWN_VARIABLES + 1)}; ls $v0`).last).toEqual(['ls', null]);
  });

  test('more arguments than are known are none', () => {
    const given = (count: number): string => `a push ${'b '.repeat(count - 2)}`;
    expect(answerTo(`set -- ${given(MAX_KNOWN_ARGUMENTS)}; shift 1; git $1`).decision).toBe('forbidden');
    expect(answerTo(`set -- ${given(MAX_KNOWN_ARGUMENTS + 1)}; shift 1; git $1`).decision).toBe('prompt');
  });

  test('words are not known to be one where there are too many separators', () => {
    const separators = (count: number): string => Array.from({ length: count }, (_, i) => String.fromCharCode(0x4e00 + i)).join('');
    expect(answerTo(`IFS=${separators(MAX_SEPARATORS)}; v=x; ls $v`).last).toEqual(['ls', 'x']);
    expect(answerTo(`IFS=${separators(MAX_SEPARATORS + 1)}; v=x; ls $v`).last).toEqual(['ls', null]);
  });

  test('all paths of one command are named, each once', () => {
    const paths = Array.from({ length: 300 }, (_, i) => `f${i % 150}`);
    if (policy === null) throw new Error('the policy is broken');
    const { reads } = createEngine(policy).evaluate({ command: `cat ${paths.join(' ')}`, shell: 'bash', cwd: '/w' });
    expect(reads).toEqual(Array.from({ length: 150 }, (_, i) => `/w/f${i}`));
  });
});

describe('more parts than a call takes arguments', () => {
  const MANY = 200_000;

  it('of one word are read', () => {
    const [command] = analyse(`cat ${'*a'.repeat(MANY)}`).invocations;
    expect(command?.argv[1]?.pieces).toHaveLength(2 * MANY);
    expect(answerTo(`ls ${'*a'.repeat(MANY)}`).decision).toBe('allow');
  });

  it('of one command are read as Codex does', () => {
    const text = `rm -f x ${'>f '.repeat(MANY)}`;
    expect(parsedCommands(analyse(text), text)).toEqual([['rm', '-f', 'x']]);
  });
});

describe('a makefile', () => {
  const names = (count: number): string => Array.from({ length: count }, (_, i) => `t${i}`).join(' ');

  it('with a recipe for many targets is not looked into', () => {
    expect(readMakefile(`${names(1_000)}: x\n${'\tls\n'.repeat(10)}`, 't7')).toEqual([{ target: 't7', text: 'ls\n'.repeat(10).trim() }]);
    expect(readMakefile(`${names(10_000)}: x\n${'\tls\n'.repeat(10_000)}`, 't7')).toBeNull();
  });

  it('whose target needs more than lines are counted is not looked into', () => {
    const needs = (count: number): string => 'all: x\n'.repeat(count);
    expect(readMakefile(`${needs(1_000)}x:\n\tls\n`, 'all')).toEqual([{ target: 'x', text: 'ls' }]);
    expect(readMakefile(`${needs(MAX_RECIPE_LINES)}x:\n\tls\n`, 'all')).toBeNull();
  });

  it('has values put in while there is room', () => {
    const value = 'x'.repeat(1_000);
    const [recipe] = readMakefile(`A = ${value}\nall:\n\tls ${'$(A) '.repeat(1_000)}\n`, 'all') ?? [];
    const words = recipe?.text.split(' ').slice(1, -1) ?? [];
    const known = words.filter((word) => word === value).length;
    expect([words.length, new Set(words)]).toEqual([1_000, new Set([value, '$PORTCULLIS_UNKNOWN'])]);
    expect(known).toBe(Math.floor((MAX_MAKE_TEXT - 1) / (value.length + 1)));
  });

  it('with a call of the shell that does not end is read', () => {
    expect(readMakefile(`A = $(shell ${' '.repeat(MAX_SCRIPT_FILE_BYTES - 20)}\nall:\n\tls\n`, 'all')).toEqual([
      { target: 'all', text: 'ls' },
    ]);
  });
});

describe('a folder', () => {
  const below = (count: number): string => '-C aaaaaaaaa '.repeat(count);

  it('that options lead to is not known where its path is too long', () => {
    if (policy === null) throw new Error('the policy is broken');
    const engine = createEngine(policy);
    const reads = (text: string) => engine.evaluate({ command: text, shell: 'bash', cwd: '/w' }).invocations[0]?.reads;
    const archive = (count: number): string => `tar c ${below(count)} x`;
    expect(reads(archive(3))).toEqual(['/w/aaaaaaaaa/aaaaaaaaa/aaaaaaaaa/x']);
    expect(reads(archive(MAX_FOLDER_LENGTH / 10 + 1))).toEqual([]);
    expect(reads(`tar c ${below(MAX_FOLDER_LENGTH)} -C /y x`)).toEqual(['/y/x']);
  });

  it('that the shell goes to is not known where its path is too long', () => {
    if (policy === null) throw new Error('the policy is broken');
    const engine = createEngine(policy);
    const answer = (count: number) => engine.evaluate({ command: `${'cd aaaaaaaaa;'.repeat(count)}cat x`, shell: 'bash', cwd: '/w' });
    expect(answer(3).reads).toEqual(['/w/aaaaaaaaa/aaaaaaaaa/aaaaaaaaa/x']);
    expect(answer(MAX_FOLDER_LENGTH / 10 + 1).reads).toEqual([]);
    expect(answer(MAX_FOLDER_LENGTH / 10 + 1).findings.map(({ code }) => code)).toContain('EN021');
  });
});

describe('a path with many names that mean nothing', () => {
  const base = { cwd: '/w', home: '/h', windows: false };

  it('may meet a link of the text', () => {
    const paths = new RealPaths(null, { workspaceRoots: ['/w'], writableRoots: ['/w'], home: '/h' });
    const follow = (path: string) => paths.follow({ path, pattern: false }, true);
    paths.noteLink('/w/a', '/etc');
    expect([follow('/w/a/b'), follow('/w/a'), follow('/w/ab'), follow('/')]).toEqual([['/etc/b'], ['/etc'], [], []]);
    expect(follow(`/w${'/x'.repeat(MAX_PATH_NAMES)}`)).toBeNull();
  });

  it.each(['./', '/', './/'])('of `%s` over and over', (name) => {
    const path = `/${name.repeat(30_000)}proc/${name.repeat(30_000)}self/${name.repeat(30_000)}cwd/x`;
    expect(resolveText(path, base, false)).toEqual({ path: '/w/x', pattern: false });
    expect(resolveText(path.replace('cwd', 'cwx'), base, false)).toEqual({ path: '/proc/self/cwx/x', pattern: false });
    expect(foldPath(path)).toBe('/proc/self/cwd/x');
  });
});
