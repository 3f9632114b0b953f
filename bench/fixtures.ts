/**
 * Commands and rules that the benches work on: four classes of texts as agents write them, and policies of any size over the same programs.
 *
 * Everything is made from one seed, so that every run measures the same texts. INVARIANT: bash accepts every text, and the programs are
 * nobody's: what programs do is a matter of their own bench.
 */
import { randomFrom } from './random.ts';

/** A rule of two or three words; alternatives stand in a list. */
export interface BenchRule {
  readonly pattern: readonly (string | readonly string[])[];
  readonly decision: 'allow' | 'prompt' | 'forbidden';
}

export const CLASSES = ['short', 'mid', 'nested', 'long'] as const;
export type TextClass = (typeof CLASSES)[number];

/** How many texts a class has; they average 14, 62, 111 and 5,000 bytes. */
const COUNTS: Readonly<Record<TextClass, number>> = { short: 60, mid: 76, nested: 32, long: 24 };

const SEED = 20261120;
const PROGRAMS = 200;

type Random = ReturnType<typeof randomFrom>;

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)] as T;
}

const SYLLABLES = ['ka', 'lo', 'mi', 'tu', 're', 'so', 'ni', 'va', 'po', 'de'];

/** Four or six letters; early numbers are used most. */
function programName(number: number): string {
  const [first, second, third] = [number % 10, Math.floor(number / 10) % 10, Math.floor(number / 100)];
  return `${SYLLABLES[second]}${SYLLABLES[first]}${third === 0 ? '' : SYLLABLES[third]}`;
}

const SUBCOMMANDS = ['status', 'run', 'test', 'build', 'log', 'show', 'list', 'add', 'diff', 'check'];
const WORDS = ['app', 'main', 'src/index.ts', 'origin', 'README.md', 'packages/core', '3', 'HEAD', 'lib', 'test/unit'];
const FLAGS = ['-q', '--json', '-n', '--no-color', '-la', '--filter=web', '-r', '--watch=false'];

/** A source of words for templates. */
class Phrases {
  readonly random: Random;

  constructor(seed: number) {
    this.random = randomFrom(seed);
  }

  /** Small numbers are frequent, as some programs are run all day; one in seven is in no rule. */
  program(): string {
    if (this.random(7) === 0) return `x${programName(this.random(PROGRAMS))}`;
    return programName(Math.min(this.random(PROGRAMS), this.random(PROGRAMS), this.random(PROGRAMS)));
  }

  subcommand = (): string => pick(this.random, SUBCOMMANDS);
  word = (): string => pick(this.random, WORDS);
  flag = (): string => pick(this.random, FLAGS);
  simple = (): string => `${this.program()} ${this.subcommand()}`;
}

type Template = (p: Phrases) => string;

const SHORT: readonly Template[] = [
  (p) => p.program(),
  (p) => p.simple(),
  (p) => `${p.simple()} ${p.flag()}`,
  (p) => `${p.program()} ${p.flag()} ${p.word()}`,
  (p) => `${p.program()} ${p.word()}`,
];

const MID: readonly Template[] = [
  (p) => `${p.simple()} ${p.word()} && ${p.simple()} 2>&1 | ${p.program()} -5 ${p.flag()} ${p.word()}`,
  (p) => `${p.simple()} --message="fix the ${p.subcommand()} of ${p.word()}" && ${p.simple()} ${p.word()}`,
  (p) => `${p.program()} -rn 'export const [a-z]*' ${p.word()} | ${p.program()} -20 | ${p.simple()}`,
  (p) => `${p.simple()} ${p.flag()} ${p.word()} > /dev/null 2>&1 || ${p.program()} "no ${p.subcommand()}" ${p.word()}`,
  (p) => `${p.simple()} ${p.word()}; ${p.simple()} ${p.flag()}; ${p.program()} ${p.word()} ${p.word()} ${p.flag()}`,
];

const NESTED: readonly Template[] = [
  (p) =>
    `${p.simple()} "$(${p.simple()} "$(${p.program()} ${p.flag()} ${p.word()})")" ${p.word()} && ${p.program()} \`${p.simple()}\` ${p.flag()} ${p.word()}`,
  (p) =>
    `for x in $(${p.simple()} ${p.flag()}); do ${p.program()} "$x" | ${p.program()} ${p.word()} || ${p.simple()}; done; ${p.simple()} ${p.flag()} ${p.word()}`,
  (p) =>
    `${p.program()} <(${p.simple()} ${p.word()}) <(${p.simple()} ${p.flag()}) | ${p.program()} -1; if ${p.simple()}; then ${p.simple()} ${p.word()}; fi`,
  (p) =>
    `case "$(${p.simple()})" in ${p.subcommand()}|${p.word()}) ${p.simple()};; *) (${p.program()} ${p.word()} && ${p.simple()});; esac`,
  (p) =>
    `${p.simple()} -m "$(${p.program()} <<'EOF'\nfix: ${p.subcommand()} of ${p.word()}\n\nThe ${p.word()} was wrong.\nEOF\n)" && ${p.simple()} ${p.flag()}`,
];

const PROSE = ['the', 'value', 'of', 'every', 'field', 'is', 'read', 'once', 'and', 'kept', 'until', 'it', 'changes', 'again'];

function codeLine(p: Phrases): string {
  const words = Array.from({ length: 4 + p.random(6) }, () => pick(p.random, PROSE)).join(' ');
  return pick(p.random, [
    `  const ${p.subcommand()} = read("${p.word()}", { ${words.replaceAll(' ', '_')}: true });`,
    `// ${words}`,
    `  if (${p.subcommand()} !== null) return \`\${${p.subcommand()}}\`;`,
    `# ${words}: ${p.word()}`,
    '',
  ]);
}

/** Lines up to so many bytes. */
function lines(p: Phrases, bytes: number, line: Template): string {
  let text = '';
  while (text.length < bytes) text += `${line(p)}\n`;
  return text;
}

const LONG: readonly Template[] = [
  // A file written by a quoted here-document.
  (p) => `${p.program()} > ${p.word()} <<'EOF'\n${lines(p, 2_000 + p.random(6_000), codeLine)}EOF\n${p.simple()} ${p.word()}`,
  // A script.
  (p) => lines(p, 2_000 + p.random(6_000), (q) => pick(q.random, [...SHORT, ...MID])(q)),
  // A here-document that expands.
  (p) =>
    `${p.simple()} <<EOF\n${lines(p, 2_000 + p.random(6_000), (q) => `${pick(q.random, PROSE)} \${${q.subcommand()}} $(${q.simple()}) ${q.word()} of ${q.word()}`)}EOF\n`,
];

const TEMPLATES: Readonly<Record<TextClass, readonly Template[]>> = { short: SHORT, mid: MID, nested: NESTED, long: LONG };

/** The texts of a class: its templates in turn. */
export function textsOf(name: TextClass): string[] {
  const phrases = new Phrases(SEED + CLASSES.indexOf(name));
  const templates = TEMPLATES[name];
  return Array.from({ length: COUNTS[name] }, (_, i) => (templates[i % templates.length] as Template)(phrases));
}

/** A script of so many bytes. */
export function scriptOf(bytes: number): string {
  return lines(new Phrases(SEED), bytes, (q) => pick(q.random, [...SHORT, ...MID])(q));
}

/** So many allow and prompt rules of two or three words over the programs of the texts; large policies know more programs. */
export function rulesOf(count: number): BenchRule[] {
  const random = randomFrom(SEED);
  return Array.from({ length: count }, (_, i) => {
    const program = programName(i % PROGRAMS) + (i < 5 * PROGRAMS ? '' : String(Math.floor(i / 37)));
    const decision = i % 10 === 9 ? 'prompt' : 'allow';
    if (i < PROGRAMS) return { pattern: [program, [pick(random, SUBCOMMANDS), 'status']], decision };
    if (i % 3 === 0) return { pattern: [program, pick(random, SUBCOMMANDS), `${pick(random, WORDS)}${i % 50}`], decision };
    return { pattern: [program, `${pick(random, SUBCOMMANDS)}${i % 20}`], decision };
  });
}
