/** What an awk program does beside printing. */
import { describe, expect, it } from 'vitest';
import { type AwkFacts, scanAwk } from '../../../src/programs/language/awk.ts';

const NOTHING: AwkFacts = { runs: [], reads: [], writes: [], loads: [], variables: [], complete: true };

describe('an awk program', () => {
  it.each<[string, Partial<AwkFacts>]>([
    ['{print $1}', {}],
    ['$1 > 5 && $2 < 3 || !x', {}],
    ['{ if (a > b) print a; else printf "%s > x\\n", b }', {}],
    ['/a|b > c/ { n++ } END { print n / 2, n/3 }', {}],
    ['{ print (a > b) }', {}],
    ['{ x = a / b; y = c / "> d" }', {}],
    ['# system("x")\n{print}', {}],
    ['/[/]system("x")/', {}],
    ['BEGIN { while ((getline line) > 0) print line }', {}],
    ['{ print "system(\\"rm\\") | sh > x" }', {}],
    ['{ print > "/dev/stderr" }', {}],
    ['BEGIN{system("rm -rf src")}', { runs: ['rm -rf src'] }],
    ['BEGIN{system("rm " x)}', { runs: [null] }],
    ['BEGIN{system(x)}', { runs: [null] }],
    ['{print | "sort -o x"}', { runs: ['sort -o x'] }],
    ['{print |& cmd}', { runs: [null] }],
    ['BEGIN{"id" | getline x; print x}', { runs: ['id'] }],
    ['BEGIN{("i" "d") | getline}', { runs: [null] }],
    ['BEGIN{"a" "b" | getline}', { runs: [null] }],
    ['BEGIN{cmd | getline}', { runs: [null] }],
    ['BEGIN{system("\\162\\155 \\x2drf")}', { runs: ['rm -rf'] }],
    ['BEGIN { f = "system"; @f("id") }', { runs: [null] }],
    ['{print > "out"}', { writes: ['out'] }],
    ['{print $1, $2 >> "out"; close("out")}', { writes: ['out'] }],
    ['{printf("%s", $1) > "out"}', { writes: ['out'] }],
    ['{print > $1}', { writes: [null] }],
    ['{print > "a" "b"}', { writes: [null] }],
    ['BEGIN{while((getline l < ".env") > 0) print l}', { reads: ['.env'] }],
    ['BEGIN{getline x < f}', { reads: [null] }],
    ['BEGIN{print ENVIRON["HOME"]}', { variables: ['HOME'] }],
    ['BEGIN{for (k in ENVIRON) print k}', { variables: [null] }],
    ['@load "filefuncs"\n@include "x.awk"', { loads: ['filefuncs', 'x.awk'] }],
    ['@namespace "x"', {}],
    ['{print "a', { complete: false }],
    ['/a', { complete: false }],
  ])('%j', (text, facts) => {
    expect(scanAwk(text)).toEqual({ ...NOTHING, ...facts });
  });
});
