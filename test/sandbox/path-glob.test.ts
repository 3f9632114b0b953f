import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { compileGlob, foldCase, isGlob, isWithin, normalisePath } from '../../src/sandbox/index.ts';

function covers(glob: string, path: string): boolean | undefined {
  return compileGlob(glob)?.covers(path);
}

/** Segment by segment, trying everything. */
function matchByTheBook(globs: readonly string[], parts: readonly string[]): boolean {
  const [glob, ...others] = globs;
  if (glob === undefined) return parts.length === 0;
  if (glob === '**') return parts.some((_, i) => matchByTheBook(others, parts.slice(i))) || matchByTheBook(others, []);
  const source = glob.replace(/\[!/g, '[^').replace(/[.]/g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.');
  const [part, ...rest] = parts;
  return part !== undefined && new RegExp(`^${source}$`).test(part) && matchByTheBook(others, rest);
}

describe('globs', () => {
  test.each<[string, string, boolean]>([
    ['/home/*/.ssh/**', '/home/dev/.ssh/id', true],
    ['/home/*/.ssh/**', '/home/dev/.ssh', true],
    ['/home/*/.ssh', '/home/dev/.ssh/id', true],
    ['/home/*/.ssh', '/home/a/b/.ssh', false],
    ['/srv/**/*.pem', '/srv/a.pem', true],
    ['/srv/**/*.pem', '/srv/x/y/a.pem', true],
    ['/srv/**/*.pem', '/srv/x/y/a.pem/below', true],
    ['/srv/**/*.pem', '/srv/x/y/.pem', true],
    ['/srv/*', '/srv/.hidden', true],
    ['/srv/*', '/srv', false],
    ['/srv/?', '/srv/ab', false],
    ['/srv/[ab]x', '/srv/bx', true],
    ['/srv/[!ab]x', '/srv/bx', false],
    ['/srv/[^ab]x', '/srv/cx', true],
    ['/srv/[a-c]x', '/srv/bx', true],
    ['/srv/[]]x', '/srv/]x', true],
    ['/srv/[x', '/srv/[x', true],
    ['/srv/{a,b}', '/srv/a', false],
    ['/srv/{a,b}', '/srv/{a,b}', true],
    ['/**', '/anything', true],
    ['/srv/é?', '/srv/é💡', true],
  ])('`%s` and `%s`: %s', (glob, path, expected) => {
    expect(covers(glob, path)).toBe(expected);
  });

  const name = fc
    .string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), minLength: 1, maxLength: 4 })
    .filter((text) => !/\*\*|^\.{1,2}$/.test(text));
  const segment = fc.oneof({ weight: 5, arbitrary: name }, fc.constant('**'), fc.constantFrom('[ab]', '[!a]', 'a[b-c]'));
  const someGlob = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
  const someName = fc
    .string({ unit: fc.constantFrom('a', 'b', 'c', '.'), minLength: 1, maxLength: 3 })
    .filter((text) => !/^\.{1,2}$/.test(text));
  const somePath = fc.array(someName, { minLength: 1, maxLength: 5 }).map((parts) => `/${parts.join('/')}`);

  test('covers what a matcher by the book covers', () => {
    fc.assert(
      fc.property(someGlob, somePath, (glob, path) => {
        const [, ...globs] = glob.split('/');
        const [, ...parts] = path.split('/');
        expect(covers(glob, path)).toBe(parts.some((_, i) => matchByTheBook(globs, parts.slice(0, i + 1))));
      }),
      { numRuns: 20_000 },
    );
  });

  test('covers whatever picomatch covers', () => {
    fc.assert(
      fc.property(someGlob, somePath, (glob, path) => {
        const matches = picomatch(glob.replaceAll('[!', '[^'), { dot: true, nobrace: true, noextglob: true });
        if (matches(path)) expect(covers(glob, path)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  test('nested stars on a long path cost what the path is long', () => {
    const glob = `/${'*a'.repeat(500)}b`;
    expect(covers(glob, `/${'a'.repeat(3_000)}`)).toBe(false);
    expect(covers(`/${'**/'.repeat(500)}b`, `/${'a/'.repeat(1_500)}c`)).toBe(false);
    expect(compileGlob('/'.padEnd(5_000, 'a'))).toBeNull();
  });
});

describe('paths', () => {
  const base = { platform: 'linux', home: '/home/dev', folder: '/etc/codex' } as const;
  const windows = { platform: 'win32', home: 'C:\\Users\\dev', folder: 'C:\\srv' } as const;

  test.each([
    ['/a/./b/../c//d/', '/a/c/d'],
    ['/../../a', '/a'],
    ['~/x', '/home/dev/x'],
    ['~', '/home/dev'],
    ['~other/x', '/etc/codex/~other/x'],
    ['secrets/x', '/etc/codex/secrets/x'],
    ['/', '/'],
    ['', null],
    ['/a\0b', null],
    ['/a\nb', null],
    ['/a\\b', '/a\\b'],
  ])('%j becomes %j', (text, expected) => expect(normalisePath(text, base)).toBe(expected));

  test.each([
    ['c:\\a\\..\\b', 'C:/b'],
    ['C:/a/b/', 'C:/a/b'],
    ['~\\x', 'C:/Users/dev/x'],
    ['x\\y', 'C:/srv/x/y'],
  ])('on Windows %j becomes %j', (text, expected) => expect(normalisePath(text, windows)).toBe(expected));

  test('being within, and folding case', () => {
    expect([isWithin('/a/b', '/a'), isWithin('/a', '/a'), isWithin('/ab', '/a'), isWithin('/a', '/')]).toEqual([true, true, false, true]);
    expect([foldCase('/A', 'linux'), foldCase('/A', 'darwin'), foldCase('C:/A', 'win32')]).toEqual(['/A', '/a', 'c:/a']);
    expect(['/a', '/a*', '/a?', '/[a'].map(isGlob)).toEqual([false, true, true, true]);
  });
});
