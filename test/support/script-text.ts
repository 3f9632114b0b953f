/**
 * Texts near the border between plain and opaque scripts, for the comparison with Codex's own parser.
 *
 * Left out is what hardly anybody writes and nobody may rely on: a dash alone as a command, escaped blanks in front of a command, and blanks
 * of Unicode (about which the parser asks the C library).
 */
import fc from 'fast-check';

const PROGRAMS = ['ls', 'git', 'make', 'time', 'coproc', 'export', 'declare', 'unset', 'local', '!', '[', '[[', 'test', 'exec'];
const RESERVED = ['if', 'then', 'fi', 'do', 'done', 'for', 'in', 'case', 'esac', 'function', 'select', 'while', 'until', '{', '}'];
const MARKS = ['--', '-1', '-a', '_', '@', '@x', '%x', '+x', ',', ':', '.', '-A=1', '-f=1', '-0', '?x', '==', '=~', '!=', '=', '!x'];
const NAMES = ['a=b', 'A=1', 'A+=1', 'x[1]=2', 'é=1', 'a:b', 'a-b', 'a%b', 'a/b', '0a', 'a1', 'é', '\ufeff'];
const NUMBERS = ['1', '12', '0x1f', '10#a', '1a', '1#', 'A#', '#1'];
const PATTERNS = ['a{b', 'a}', '{a,b}', '*', '?', '~', '~x', 'a~', '^', 'a^b', 'a?b', ']', '**'];
const QUOTED = [
  '"a b"',
  "'a b'",
  '"a\\nb"',
  '"a\\"b"',
  '"a\\\\"',
  '""',
  "''",
  'a"b"c',
  "a'b'c",
  '"a"b',
  '"a\nb"',
  "'a\nb'",
  '$"a"',
  "$'a'",
];
const EXPANSIONS = ['$', '$x', '"$x"', 'a$', '"a$"', '`a`', '$(a)', '<(a)'];
const OTHERS = [
  '\\a',
  'a\\b',
  'a\\ b',
  '#',
  'a#b',
  '#c',
  '>f',
  '2>&1',
  '<<<x',
  '&',
  '|&',
  ';;',
  '(',
  ')',
  'a(b',
  'a\rb',
  'a\vb',
  '\v',
  '\f',
  '\r',
];
const BLANKS = [' ', ' ', ' ', ' ', '  ', '', '\t', ' \\\n', '\\\n'];
const JOINTS = ['\n', ' && ', ' || ', ' | ', '; ', ';', '|', '&&', '||', '\n\n', ' \r\n', '\r\n', ' ;\n', ' |\n', '\n ', ' & '];

const plain = fc.constantFrom('ls', 'git', 'push', 'a', '-la', '--x=y', '"b"', "'c d'");
const any = fc.constantFrom(...[PROGRAMS, RESERVED, MARKS, NAMES, NUMBERS, PATTERNS, QUOTED, EXPANSIONS, OTHERS].flat());

/** Words of every kind, with whatever may stand between two of them. */
export const scriptTexts: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.oneof({ weight: 3, arbitrary: any }, { weight: 4, arbitrary: plain }), fc.constantFrom(...BLANKS, ...JOINTS)), {
    minLength: 1,
    maxLength: 7,
  })
  .map((pairs) => pairs.map(([word, gap]) => word + gap).join(''));

const place = fc.double({ min: 0, max: 1, noNaN: true });
const change = fc.oneof(any, fc.constantFrom(...BLANKS, ...JOINTS), fc.nat(5));

/** Texts that somebody wrote, with something put in or some characters taken out. */
export function changedTexts(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(fc.tuple(place, change), { minLength: 1, maxLength: 2 }))
    .map(([text, changes]) => changes.reduce((known, [at, what]) => changed(known, Math.floor(at * known.length), what), text));
}

function changed(text: string, at: number, what: string | number): string {
  return typeof what === 'number' ? text.slice(0, at) + text.slice(at + what) : text.slice(0, at) + what + text.slice(at);
}
