/** Texts for cmd.exe: the commands in them, with the words, redirections and places they have. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBatch } from '../../src/shell/batch/index.ts';
import type { Analysis, Word } from '../../src/shell/index.ts';
import { MAX_DEPTH, MAX_TEXT } from '../../wasm/limits.ts';

/** A word as text: `<NAME>` where nobody knows. */
function show({ value, pieces }: Word): string {
  if (value !== null) return /[\s<>"]|^$/.test(value) ? JSON.stringify(value) : value;
  return pieces
    .map((piece) =>
      piece.type === 'parameter' ? `<${piece.name}${piece.operator}>` : 'text' in piece ? piece.text || '<number>' : `<${piece.type}>`,
    )
    .join('');
}

/** Commands one a line, what encloses them in front, and the codes of what is not understood. */
function read(text: string): string[] {
  const { invocations, scopes, refused, cautions }: Analysis = readBatch(text);
  const lines = invocations.map(({ argv, redirections, scope, position }) => {
    const around: string[] = [];
    for (let at = scope; at !== 0; at = scopes[at]?.parent ?? 0) around.unshift(scopes[at]?.type ?? '?');
    const files = redirections.map(({ fd, operator, target }) => `${fd ?? ''}${operator}${show(target)}`);
    const marks = `${position.conditional ? '?' : ''}${position.index > 0 ? '|' : ''}`;
    return [...around.map((each) => `${each}:`), `${marks}${argv.map(show).join(' ')}`, ...files].join(' ').trim();
  });
  return [...lines, ...(refused === null ? [] : [refused.code]), ...cautions.map(({ code }) => code)];
}

describe('separators', () => {
  it.each([
    ['a & b && c || d', ['a', 'b', '?c', '?d']],
    ['a|b | c', ['a', '|b', '|c']],
    ['(a & b)', ['group: a', 'group: b']],
    ['(a\nb\n) 2>&1', ['group: a', 'group: b']],
    ['@a & @ b', ['a', 'b']],
    [',;= a', ['a']],
    ['a "x & y" ^& z', ['a "x & y" & z']],
    ['a "x & b', ['a "x & b"']],
    ['a ^"x & b', ['a "x "', 'b']],
    ['a\r\nb', ['a', 'b']],
    ['a ^\nb', ['a b']],
    ['de^\nl x', ['del x']],
    ['a ^\n& b', ['a & b', 'SH051']],
    ['a )', ['a )']],
    [') a', ['a', 'SH002']],
    ['& a', ['a', 'SH002']],
    ['(a', ['group: a', 'SH001']],
    ['(a) b', ['group: a', 'b', 'SH002']],
  ])('of %j', (text, wanted) => {
    expect(read(text)).toEqual(wanted);
  });
});

describe('names', () => {
  it.each([
    ['d^E^L/q/s x', ['del /q /s x']],
    ['erase,x;y', ['del x y']],
    ['RMDIR /s x', ['rd /s x']],
    ['cd..', ['cd ..']],
    ['cd /D C:\\Program Files', ['cd /d "C:\\\\Program Files"']],
    ['echo.hi  there', ['echo .hi there']],
    ['D:', ['cd D:']],
    ['"del" x', ['del x', 'SH051']],
    ['"C:\\Program Files\\Git\\cmd\\Git.EXE" status', ['"C:/Program Files/Git/cmd/git" status']],
    ['npm.cmd test', ['npm test']],
    ['ipconfig/all', ['ipconfig /all']],
    ['git,push', ['git push', 'SH051']],
    ['del.exe x', ['del x']],
  ])('of %j', (text, wanted) => {
    expect(read(text)).toEqual(wanted);
  });
});

describe('words', () => {
  it.each([
    ['p "a b" c"d e"f', ['p "a b" "cd ef"']],
    ['p \\"a b\\" "c\\\\" d', ['p "\\"a" "b\\"" c\\ d']],
    ['p "a""b" ""', ['p "a\\"b" ""']],
    ['p a,b;c=d', ['p a,b;c=d']],
    ['copy a,b', ['copy a b']],
    ['del "a b" c', ['del "a b" c']],
    ['set x=a b ', ['set "x=a b"']],
    ['del *.txt', ['del *.txt']],
  ])('of %j', (text, wanted) => {
    expect(read(text)).toEqual(wanted);
  });
});

describe('redirections', () => {
  it.each([
    ['a 2>nul >>b <c', ['a 2>nul >>b <c']],
    ['2>nul a', ['a 2>nul']],
    ['a>"b c" 2>&1', ['a >"b c" 2>&1']],
    ['a x2>b', ['a x2 >b']],
    ['2>nul (a) >b', ['group: a']],
    ['2>nul @(a)', ['group: a']],
    ['2>nul if 1==1 a', ['if: ?a']],
    ['(a & b) > c', ['group: a', 'group: b']],
    ['> a', ['>a']],
    ['a >', ['a >""', 'SH002']],
  ])('of %j', (text, wanted) => {
    expect(read(text)).toEqual(wanted);
  });

  it('behind a block are the block’s', () => {
    expect(readBatch('(a & b) >c 2>&1').scopes[1]?.redirections.map(({ operator, target }) => [operator, target.value])).toEqual([
      ['>', 'c'],
      ['>&', '1'],
    ]);
  });
});

describe('keywords', () => {
  it.each([
    ['if exist x a', ['if: ?a']],
    ['if /i not "%x%"=="y" (a) else b & c', ['if: group: ?a', 'if: ?b', 'if: ?c', 'SH050']],
    ['if 1 LSS 2 if defined x a', ['if: if: ?a']],
    ['if errorlevel 1 a', ['if: ?a']],
    ['if exist x (\n a\n) else (\n b\n)\nc', ['if: group: ?a', 'if: group: ?b', 'c']],
    ['for %i in (a b) do p %i "%~nxi"', ['for: ?p <%i> <%i@~>']],
    ['for %%i in (a) do p %%i', ['for: ?p <%i>']],
    ['for /f "tokens=1,2" %a in (\'b ^| c\') do p %a %b', ['for: substitution: ?b', 'for: substitution: ?|c', 'for: ?p <%a> <%b>']],
    ['for /f %a in (x) do p', ['for: ?p']],
    ['for i in (a) do p', ['?i in (a) do p', 'SH002']],
    ['rem a & b', []],
    ['rem & b', ['b']],
    [':: a & b', []],
    [':a\nb', ['b']],
    ['(\n:a\nb\n)', ['group: b', 'SH051']],
  ])('of %j', (text, wanted) => {
    expect(read(text)).toEqual(wanted);
  });

  it('say what a loop goes through', () => {
    const setOf = (text: string) =>
      readBatch(text)
        .scopes.find(({ type }) => type === 'for')
        ?.words.map(show);
    expect(setOf('for %i in (a "b c" *.d) do p')).toEqual(['a', '"b c"', '*.d']);
    expect(setOf('for /l %i in (1,1,5) do p')).toEqual(['<number>']);
    expect(setOf('for /r C:\\x %i in (*.d) do p')).toEqual(['C:\\x/**/*.d']);
    expect(setOf("for /f %i in ('a') do p")).toEqual(['<command>']);
    expect(setOf('for /f "usebackq" %i in (`a`) do p')).toEqual(['<command>']);
  });
});

describe('variables', () => {
  it.each([
    ['set x=a\n%x% b', ['set x=a', 'a b']],
    ['set x=a & %x% b', ['set x=a', '<X@%> b', 'SH050']],
    ['set x=a^&b\n%x%', ['set x=a&b', 'a', 'b']],
    ['set "x=1a2"\n%x:~1,1% %x:1=3%', ['set x=1a2', 'a 3a2']],
    ['if a==b set x=a\n%x%', ['if: ?set x=a', '<X@%>', 'SH050']],
    ['set /a x=1\np %x%', ['set "/a x=1"', 'p <X@%>', 'SH050']],
    ['p %FOO%', ['p <FOO@%>', 'SH050']],
    ['p %USERPROFILE%\\x %SystemRoot%', ['p <HOME>\\x C:\\Windows']],
    ['%ComSpec% /c a', ['C:/Windows/System32/cmd /c a']],
    ['%COMSPEC:~0,0%a', ['a']],
    ['p %ERRORLEVEL% %DATE%', ['p <number> <DATE@%>']],
    ['p %1', ['p <1@%>', 'SH050']],
    ['p %~dp0x', ['p <0@%>x']],
    ['p 100% 50%%', ['p 100<%@%> 50<%@%>']],
    ['d%el x', ['d<%@%>el x']],
    ['p !x!', ['p !x!']],
    ['setlocal enabledelayedexpansion & set x=a & !x! b', ['setlocal enabledelayedexpansion', 'set x=a', 'a b']],
    [
      'setlocal enabledelayedexpansion\nfor %i in (1) do (set x=a & p !x!)',
      ['setlocal enabledelayedexpansion', 'for: group: ?set x=a', 'for: group: ?p <X@!>'],
    ],
    ['set x=a\n:b\n%x% c\nset x=d\ngoto b', ['set x=a', 'a c', 'set x=d', 'goto b', 'SH051']],
  ])('of %j', (text, wanted) => {
    expect(read(text)).toEqual(wanted);
  });

  it('of a pipe’s side are its own, and what carets hide from the first reading is read once more', () => {
    expect(read('set x=a | b\n%x%')).toEqual(['set x=a', '|b', '<X@%>', 'SH050']);
    expect(read('p ^& del a | b')).toEqual(['p & del a', 'subshell: ?p', 'subshell: ?del a', '|b']);
  });
});

describe('any text', () => {
  const PART = fc.constantFrom(
    ...[
      'a',
      'del',
      'x',
      ' ',
      '&',
      '&&',
      '|',
      '||',
      '(',
      ')',
      '"',
      '^',
      '%',
      '%x%',
      '%%',
      '!',
      '!x!',
      '\n',
      '\r',
      '<',
      '>',
      '2>',
      '>&1',
      '@',
      ':',
      '/c',
      "'",
      '`',
    ],
    ...[
      'if ',
      'else ',
      'for ',
      'in ',
      'do ',
      'rem ',
      'set x=',
      '/f ',
      '%i',
      '%~nxi',
      '==',
      'exist ',
      'setlocal enabledelayedexpansion',
      '\0',
      '\u00a0',
      'cmd ',
    ],
  );
  const TEXT = fc.array(PART, { maxLength: 40 }).map((parts) => parts.join(''));

  it('is read without a throw, its commands in order and inside of it', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        const { invocations, scopes } = readBatch(text);
        for (const { scope, span, argv } of invocations) {
          expect(scope).toBeLessThan(scopes.length);
          expect([span.start >= 0, span.end <= text.length + 1, argv.every(({ span: own }) => own.start <= own.end)]).toEqual([
            true,
            true,
            true,
          ]);
          expect(span.start).toBeGreaterThanOrEqual(scopes[scope]?.span.start ?? 0);
        }
        for (const [i, { parent }] of scopes.entries()) expect(parent).toBeLessThan(Math.max(i, 1));
      }),
      { numRuns: 1_500 },
    );
  });

  it('runs del wherever it stands as a command', () => {
    const AROUND: readonly ((text: string) => string)[] = [
      (text) => `(${text})`,
      (text) => `@${text}`,
      (text) => `if 1==1 ${text}`,
      (text) => `if exist x (p) else ${text}`,
      (text) => `for %q in (1) do ${text}`,
      (text) => `p & ${text}`,
      (text) => `p || ${text}`,
      (text) => `p | ${text}`,
      (text) => `(\n${text}\n)`,
      (text) => `2>nul ${text}`,
    ];
    fc.assert(
      fc.property(fc.array(fc.nat(AROUND.length - 1), { maxLength: 6 }), (chosen) => {
        const text = chosen.reduce((inner, i) => (AROUND[i] as (text: string) => string)(inner), 'd^el x');
        expect(readBatch(text).invocations.map(({ argv }) => argv[0]?.value)).toContain('del');
      }),
      { numRuns: 300 },
    );
  });

  it('is bounded: depth, size, values that grow', () => {
    expect(readBatch(`${'('.repeat(MAX_DEPTH + 10)}a`).refused?.code).toBe('SH007');
    expect(readBatch('a'.repeat(MAX_TEXT + 1)).refused?.code).toBe('SH008');
    const growing = ['set x=aaaaaaaaaaaaaaaa', ...Array.from({ length: 40 }, () => 'set x=%x%%x%'), '%x%'].join('\n');
    expect(readBatch(growing).cautions.map(({ code }) => code)).toEqual(['SH050']);
    const many = readBatch('a&'.repeat(50_000));
    expect(many.invocations.length).toBe(50_000);
  });
});
