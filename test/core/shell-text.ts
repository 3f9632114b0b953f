/**
 * Texts of the shell from its grammar, and what becomes of them when bytes are put in and taken out.
 *
 * Every text is one that bash takes; programs and words are the caller's, so that texts can be run (stubs) or judged (rules).
 */
import fc from 'fast-check';

export interface Vocabulary {
  readonly programs: readonly string[];
  readonly words: readonly string[];
}

/** Programs that a box has stubs for, see `bash.ts`. */
export const STUB_WORDS: Vocabulary = {
  programs: ['P', 'Q', 'R', 'S'],
  words: ['a', 'b c', '-x', '--', 'f', '0', 'é', '#', 'if', '{', '~', 'x=1', '*'],
};

type Grammar = Record<'word' | 'quoted' | 'simple' | 'command' | 'list', string>;

const NAMES = ['x', 'y', 'a'];

/** A literal as any quoting writes it. */
function literal(words: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...words), fc.nat(4)).map(([word, style]) => {
    if (style === 0 && /^[\w./=-]+$/.test(word)) return word;
    if (style === 1) return `"${word.replace(/["\\$`]/g, '\\$&')}"`;
    if (style === 2) return word.replace(/[^\w./=-]/gu, '\\$&');
    if (style === 3) return `$'${word.replace(/['\\]/g, '\\$&')}'`;
    return `'${word}'`;
  });
}

/** The body of backticks: what it holds is escaped once more. */
function inBackticks(list: string): string {
  return `\`${list.replace(/[`\\$]/g, '\\$&')}\``;
}

/** A command with a here-document whose delimiter stands nowhere in its body. */
function heredoc(text: string, body: string): string {
  let delimiter = 'E';
  while (body.includes(delimiter) || text.includes(`<<${delimiter}\n`)) delimiter += 'E';
  return `${text} <<${delimiter}\n${body}\n${delimiter}\n`;
}

/** Texts of one to three lists. */
export function shellTexts({ programs, words }: Vocabulary): fc.Arbitrary<string> {
  const name = fc.constantFrom(...NAMES);
  const { list } = fc.letrec<Grammar>((tie) => ({
    word: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      { weight: 12, arbitrary: literal(words) },
      { weight: 1, arbitrary: name.map((x) => `$${x}`) },
      { weight: 1, arbitrary: fc.constantFrom('{a,b}', 'x{1..3}', '{a', '*', '~', '~/x', '$@', '"$@"', '$((1+1))', '[a]', '\\\nb', '""') },
      { weight: 1, arbitrary: tie('quoted').map((text) => `"${text}"`) },
      { weight: 1, arbitrary: tie('list').map((text) => `$(${text})`) },
      { weight: 1, arbitrary: tie('list').map(inBackticks) },
      { weight: 1, arbitrary: tie('list').map((text) => `<(${text})`) },
      {
        weight: 1,
        arbitrary: fc.tuple(name, fc.constantFrom(':-', ':+', '/', '#', '%'), tie('word')).map(([x, op, w]) => `\${${x}${op}${w}}`),
      },
      { weight: 1, arbitrary: fc.tuple(tie('word'), tie('word')).map(([a, b]) => a + b) },
    ),
    quoted: fc.oneof(
      { maxDepth: 2 },
      { weight: 6, arbitrary: fc.constantFrom('a', ' ', "'", '#', ';', '\\"', '\\$', '\n', 'é', '*') },
      { weight: 1, arbitrary: name.map((x) => `$${x}`) },
      { weight: 1, arbitrary: tie('list').map((text) => `$(${text})`) },
      { weight: 1, arbitrary: tie('word').map((w) => `\${x:-${w.includes("'") ? '' : w}}`) },
      { weight: 1, arbitrary: fc.tuple(tie('quoted'), tie('quoted')).map(([a, b]) => a + b) },
    ),
    simple: fc
      .tuple(
        fc.array(fc.tuple(name, tie('word')), { maxLength: 1 }),
        fc.constantFrom(...programs),
        fc.array(tie('word'), { maxLength: 2 }),
        fc.option(fc.tuple(fc.constantFrom('>', '>>', '2>', '<', '&>', '<<<', '2>&1 >'), tie('word'))),
      )
      .map(([set, program, args, redirection]) =>
        [...set.map(([x, w]) => `${x}=${w}`), program, ...args, ...(redirection ? [`${redirection[0]} ${redirection[1]}`] : [])].join(' '),
      ),
    command: fc.oneof(
      { maxDepth: 3 },
      { weight: 16, arbitrary: tie('simple') },
      {
        weight: 1,
        arbitrary: fc.tuple(tie('command'), tie('command'), fc.constantFrom('|', '&&', '||', '|\n')).map(([a, b, op]) => `${a} ${op} ${b}`),
      },
      { weight: 1, arbitrary: tie('list').map((text) => `( ${text})`) },
      { weight: 1, arbitrary: tie('list').map((text) => `{ ${text}}`) },
      { weight: 1, arbitrary: fc.tuple(tie('list'), tie('list')).map(([a, b]) => `if ${a}then ${b}fi`) },
      { weight: 1, arbitrary: fc.tuple(name, tie('word'), tie('list')).map(([x, w, body]) => `for ${x} in ${w}; do ${body}done`) },
      { weight: 1, arbitrary: fc.tuple(tie('list'), tie('list')).map(([a, b]) => `while ${a}false; do ${b}done`) },
      { weight: 1, arbitrary: fc.tuple(tie('word'), tie('list')).map(([w, body]) => `case ${w} in a) ${body};; (*) ${body}esac`) },
      { weight: 1, arbitrary: tie('list').map((body) => `f() { ${body}}`) },
      { weight: 1, arbitrary: tie('word').map((w) => `[[ -n ${w} ]]`) },
      { weight: 1, arbitrary: tie('simple').map((text) => `! ${text}`) },
      { weight: 1, arbitrary: tie('simple').map((text) => `time ${text}`) },
    ),
    list: fc
      .array(
        fc.oneof(
          { weight: 8, arbitrary: fc.tuple(tie('command'), fc.constantFrom('; ', '\n', ' & ', ' # c\n')).map(([text, end]) => text + end) },
          { weight: 1, arbitrary: fc.tuple(tie('simple'), tie('quoted')).map(([text, body]) => heredoc(text, body)) },
          { weight: 1, arbitrary: tie('simple').map((text) => `${text} <<-'E'\n\t$(x)\n\tE\n`) },
        ),
        { minLength: 1, maxLength: 2, depthIdentifier: 'list' },
      )
      .map((items) => items.join('')),
  }));
  return fc.array(list, { minLength: 1, maxLength: 3 }).map((lists) => lists.join(''));
}

/** What is put into texts: whatever means something to a scanner. */
const PIECES = [
  ...['\\', '\\\n', '"', "'", '`', '$', '$(', ')', '(', '((', '))', '{', '}', '${', '[', ']', '[[', ']]', '#', '!', '~', '*', '=', ','],
  ...[
    ';',
    ';;',
    '&',
    '&&',
    '|',
    '|&',
    '&>',
    '>',
    '<',
    '<<',
    '<<<',
    '<<E',
    '>&',
    '\n',
    ' ',
    '\t',
    '\r',
    '\0',
    '\u00a0',
    'é',
    '\ud83d',
    '\ude00',
  ],
  ...[
    "$'",
    '$"',
    '$((',
    '$[',
    '<(',
    '@(',
    '1>',
    '{fd}>',
    '..',
    '\nE\n',
    'if ',
    ' then ',
    ' fi',
    ' do ',
    ' done',
    ' esac',
    ' in ',
    'time ',
    'coproc ',
  ],
];

type Change = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true });

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...PIECES)).map(
    ([at, piece]): Change =>
      (text) =>
        text.slice(0, at * text.length) + piece + text.slice(at * text.length),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 4 })).map(
    ([at, length]): Change =>
      (text) =>
        text.slice(0, at * text.length) + text.slice(at * text.length + length),
  ),
  fc.tuple(place, place).map(
    ([a, b]): Change =>
      (text) =>
        text.slice(a * text.length) + text.slice(0, b * text.length),
  ),
);

/** Texts with a few bytes changed: most are syntax errors, some mean something else. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.array(changes, { minLength: 1, maxLength: 3 }))
    .map(([text, all]) => all.reduce((t, change) => change(t), text));
}
