/** What the front end for PowerShell makes of texts: words, scopes, assignments, redirections, refusals. */
import { describe, expect, it } from 'vitest';
import type { Analysis, Piece, Word } from '../../src/shell/index.ts';
import { analysePowerShell } from '../../src/shell/powershell/analyse-powershell.ts';
import { MAX_DEPTH, MAX_TEXT } from '../../wasm/limits.ts';

function showPiece(piece: Piece): string {
  switch (piece.type) {
    case 'literal':
      return piece.text;
    case 'parameter':
      return `<$${piece.name}${piece.operator}>`;
    case 'command':
      return `<scope ${piece.scope}>`;
    default:
      return `<${piece.type} ${'text' in piece ? piece.text : ''}>`;
  }
}

function showWord({ value, pieces, elements }: Word): string {
  if (elements !== undefined) return `[${elements.map(showWord).join(' ')}]`;
  return value ?? pieces.map(showPiece).join('');
}

/** One line for each invocation: its scope, then its words. */
function linesOf({ invocations, scopes }: Analysis): string[] {
  return invocations.map(({ scope, argv, assignments, redirections, position }) => {
    const enclosing: string[] = [];
    for (let at = scope; at !== 0; at = scopes[at]?.parent ?? 0) enclosing.unshift(scopes[at]?.type ?? '');
    const marks = `${position.piped ? ' |' : ''}${position.conditional ? ' ?' : ''}${position.background ? ' &' : ''}`;
    const parts = [
      ...argv.map(showWord),
      ...assignments.map(({ name, value }) => `${name}=${value === null ? '' : showWord(value)}`),
      ...redirections.map(({ operator, fd, target }) => `${fd ?? ''}${operator}${showWord(target)}`),
    ];
    return `${enclosing.map((each) => `${each}: `).join('')}${parts.join(' · ')}${marks}`;
  });
}

const read = (text: string) => linesOf(analysePowerShell(text));

describe('words', () => {
  it.each<readonly [text: string, lines: readonly string[]]>([
    ['git log --format="a|b" -3', ['git · log · --format=a|b · -3']],
    ['Write-Host \'it\'\'s\' "a `"b`" `$x"', ['Write-Host · it\'s · a "b" $x']],
    ['Write-Host “a” ‘b’', ['Write-Host · a · b']],
    ['Remove-Item –Recurse src', ['Remove-Item · –Recurse · src']],
    ['R`emove-It`em a` b', ['Remove-Item · a b']],
    ['ls *.ts [ab].js', ['ls · <glob *>.ts · <glob [ab]>.js']],
    ['cat $HOME/x ~/y "$HOME"', ['cat · <tilde ~>/x · <tilde ~>/y · <tilde ~>']],
    ['cat $x.Name $x[0] "$x.Name"', ['cat · <$x@member> · <$x@member> · <$x>.Name']],
    ['ls $env:FOO $env:Foo $function:x $global:Y', ['ls · <$FOO> · <$Foo@case> · <$function:x@drive> · <$y>']],
    ['Copy-Item a, b -Destination:c,d', ['Copy-Item · [a b] · [c d]']],
    ['Remove-Item @p', ['Remove-Item · <$p@splat>']],
    ['x "a"b c"d e"f', ['x · a · b · cd ef']],
    ['& "C:\\a b\\x.exe" /c', ['C:\\a b\\x.exe · /c']],
    ['x a#b #c', ['x · a#b']],
    ['x a <# b #> c', ['x · a · c']],
    ['x a `\n b', ['x · a · b']],
    ['x @"\na $y\n"@ b', ['x · a <$y> · b']],
    ["x @'\na $y\n'@", ['x · a $y']],
    ['x { ls }', ['block: ls', 'x · <${…}>']],
    ['%{ 1 }', ['% · <${…}>']],
    ["& ('Rem' + 'ove-Item') a", ['Remove-Item · a']],
    ["& ('{1}-{0}' -f 'Item', 'Remove') a", ['Remove-Item · a']],
    ["& ('a', 'b' -join '-') c", ['a-b · c']],
  ])('%j', (text, lines) => {
    expect(read(text)).toEqual(lines);
    expect(analysePowerShell(text).refused).toBe(null);
  });
});

describe('statements', () => {
  it.each<readonly [text: string, lines: readonly string[]]>([
    ['a; b\nc', ['a', 'b', 'c']],
    ['a | b && c || d', ['a |', 'b', 'c ?', 'd ?']],
    ['a |\n b', ['a |', 'b']],
    ['a\n| b', ['a |', 'b']],
    ['a & b', ['a &', 'b']],
    ['& { a }; . { b }', ['block: a', 'group: b']],
    ['a (b) $(c) @(d)', ['group: b', 'group: c', 'group: d', 'a · <scope 1> · <scope 2> · <scope 3>']],
    ['"x" | b', ['Write-Output · x |', 'b']],
    ['$env:TOKEN', ['Write-Output · <$TOKEN>']],
    ['$X = "a"; $x = b', ['x=a', 'b', 'x=<$(…)>']],
    ['$a, $b = 1, 2', ['a=<$(…)>', 'b=<$(…)>']],
    ['$env:PATH = "x"; $env:Path += ";y"', ['PATH=x', 'env:Path=<$(…)>']],
    ['if (a) { b } elseif (c) { d } else { e }', ['if: a', 'if: group: b', 'if: c', 'if: group: d', 'if: group: e']],
    ['foreach ($f in "a", "b") { c $f }', ['for: group: c · <$f>']],
    ['for ($i = 0; $i -lt 3; $i++) { a }', ['while: i=0', 'while: i=<$(…)>', 'while: group: a']],
    ['do { a } while (b)', ['until: group: a', 'until: b']],
    ['switch (a) { 1 { b } default { c } }', ['case: a', 'case: group: b', 'case: group: c']],
    ['try { a } catch [X] { b } finally { c }', ['if: group: a', 'if: group: b', 'if: group: c']],
    ['function f([int]$x = (a)) { b } f', ['function: group: a', 'function: b', 'f']],
    ['a > x 2>> y *> $null 2>&1', ['a · >x · 2>>y']],
    ['"x" > y', ['>y']],
    ['(a).Length', ['group: a']],
    ['$x.Delete()', ['.Delete()']],
    ["[IO.File]::Delete('x')", ['[IO.File]::Delete() · x']],
    ['[math]::Round(3.2); [int]"3"; $x.ToString(); "a".Length', []],
    ["[IO.StreamWriter]'x'", ['[IO.StreamWriter]']],
    ['return a', ['a']],
    [':x while ($true) { a; break x }', ['while: group: a']],
  ])('%j', (text, lines) => {
    const analysis = analysePowerShell(text);
    expect(linesOf(analysis)).toEqual(lines);
    expect(analysis.refused).toBe(null);
  });
});

describe('what is not understood', () => {
  it.each<readonly [text: string, refused: string | null, cautions: readonly string[], lines: readonly string[]]>([
    ["a 'b", 'SH003', [], ['a · b']],
    ['a (b', 'SH001', [], ['group: b', 'a · <scope 1>']],
    ['a }; b', 'SH002', [], ['a', 'b']],
    ['a ${b', 'SH004', [], ['a · <$succeeded?@drive>']],
    ['<# a', 'SH001', [], []],
    ['class A { m() { a } }', 'SH024', [], ['block: block: a', 'block: m · <scope 2> · <${…}>']],
    ['using module ./x; a', 'SH024', [], []],
    ['$x.y = 1', null, ['SH025'], []],
    ['$PSDefaultParameterValues = 1', null, ['SH025'], []],
    ['${function:ls} = { a }', null, ['SH025'], ['block: a']],
    ['. ./x.ps1', null, ['SH026'], ['./x.ps1']],
    ['a --% b %c% | d', null, ['SH027'], ['a · b · <$(…)> |', 'd']],
    ['a\0', null, ['SH010'], ['a\0']],
  ])('%j', (text, refused, cautions, lines) => {
    const analysis = analysePowerShell(text);
    expect(analysis.refused?.code ?? null).toBe(refused);
    expect(analysis.cautions.map(({ code }) => code)).toEqual(cautions);
    expect(linesOf(analysis)).toEqual(lines);
  });

  it('is bounded: nesting and length', () => {
    expect(analysePowerShell('('.repeat(100_000)).refused?.code).toBe('SH007');
    expect(analysePowerShell(`${'& {'.repeat(MAX_DEPTH / 4)} a ${'}'.repeat(MAX_DEPTH / 4)}`).refused).toBe(null);
    expect(analysePowerShell(' '.repeat(MAX_TEXT + 1)).refused?.code).toBe('SH008');
    expect(analysePowerShell('!'.repeat(100_000)).refused?.code).toBe('SH001');
    expect(analysePowerShell('$a='.repeat(10_000)).refused).not.toBe(null);
    expect(analysePowerShell('[int]'.repeat(10_000)).invocations).toEqual([]);
    expect(read(`& (${'"a"+'.repeat(20_000)}"a") b`)).toEqual(['<scope 1> · b']);
    expect(read(`& ${'('.repeat(40)}"ls"${" -f 'x') -f '{0}{0}'".repeat(40)}`).length).toBe(1);
    expect(analysePowerShell('a;'.repeat(20_000)).invocations.length).toBe(20_000);
  });
});
