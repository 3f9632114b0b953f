/** What a sed script does beside editing. */
import { describe, expect, it } from 'vitest';
import { type SedFacts, scanSed } from '../../../src/programs/language/sed.ts';

const NOTHING: SedFacts = { reads: [], writes: [], runs: [], runsInput: false, complete: true };

describe('a sed script', () => {
  it.each<[string, Partial<SedFacts>]>([
    ['', {}],
    ['1,80p', {}],
    ['s/a/b/g;s|/x|/y|;y/abc/xyz/', {}],
    ['/start/,/end/{s/a/b/;p;}', {}],
    ['$!N;P;D', {}],
    ['0~4d;2~3!p', {}],
    ['/[/]w x/d', {}],
    ['s/[]/]w x/y/', {}],
    ['s/[[:alpha:]/]/x/', {}],
    ['s/a\\/w b/c/', {}],
    ['\\,a,d', {}],
    [':a;N;$!ba;s/\\n/ /g', {}],
    ['a\\\nw not a file\nd', {}],
    ['a text; w still text', {}],
    ['c\\\nfirst\\\nw second', {}],
    ['# w comment\np', {}],
    ['w out.txt', { writes: ['out.txt'] }],
    ['/x/w a b; c', { writes: ['a b; c'] }],
    ['W out', { writes: ['out'] }],
    ['s/a/b/w out', { writes: ['out'] }],
    ['s/a/b/gpw out', { writes: ['out'] }],
    ['r .env', { reads: ['.env'] }],
    ['1R .env\np', { reads: ['.env'] }],
    ['e', { runsInput: true }],
    ['1e rm -rf src', { runs: ['rm -rf src'] }],
    ['s/^/rm /e', { runsInput: true }],
    ['s/a/b/2ew out', { runsInput: true, writes: ['out'] }],
    ['/x/{e\np\n}', { runsInput: true }],
    ['s/a/b', { complete: false }],
    ['k', { complete: false }],
    ['w', { complete: false }],
    ['y/a', { complete: false }],
    ['/a', { complete: false }],
    ['1,', { complete: false }],
  ])('%j', (text, facts) => {
    expect(scanSed(text)).toEqual({ ...NOTHING, ...facts });
  });
});
